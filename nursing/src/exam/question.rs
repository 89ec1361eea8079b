//! One question and its options.

use leptos::prelude::*;
use shared::{
    contract::exam::{Choice, Question},
    remote::live,
};

use super::sitting::Sitting;

pub(super) fn question(sitting: Sitting) -> impl IntoView {
    // By value: the same question in a longer list, after the start, is not drawn again.
    let question = Memo::new(move |_| sitting.question());
    move || {
        let Question { id, stem, options } = question.get();
        let number = ["Question ", &sitting.at.get_untracked().to_string(), " of ", &sitting.total().to_string()].concat();
        let options: Vec<_> = options.into_iter().map(|choice| option(sitting, id.clone(), choice)).collect();
        view! {
            <section class="exam-question">
                <input type="hidden" name="item" value=id/>
                <div class="exam-question__head">
                    <span class="eyebrow num">{number}</span>
                </div>
                <fieldset class="exam-question__set" on:change=move |event| sitting.choose(event_target_value(&event))>
                    <legend class="exam-question__stem">{stem}</legend>
                    {options}
                </fieldset>
            </section>
        }
    }
}

fn option(sitting: Sitting, item: String, choice: Choice) -> impl IntoView {
    let Choice { id, text } = choice;
    let is_chosen = {
        let id = id.clone();
        move || sitting.answers.with(|answers| answers.get(&item) == Some(&*id))
    };
    let now = untrack(is_chosen.clone());
    let selected = live(is_chosen.clone());
    view! {
        <label class="option" class:selected=selected>
            // The attribute is for the page before this code, the property for the time after.
            <input
                class="option__input" type="radio" name="option" value=id.clone() checked=now
                prop:checked=live(is_chosen)
            />
            <span class="option__letter" aria-hidden="true">{id}</span>
            <span class="option__text">{text}</span>
        </label>
    }
}
