//! One question and its options.

use leptos::prelude::*;
use shared::contract::exam::Choice;

use super::sitting::Sitting;

#[component]
pub(super) fn QuestionCard(sitting: Sitting) -> impl IntoView {
    let total = sitting.exam.with_value(|exam| exam.questions);
    // By value: the same question in a longer list, after the start, is not drawn again.
    let question = Memo::new(move |_| sitting.question());
    move || {
        let question = question.get()?;
        let chosen = {
            let id = question.id.clone();
            Memo::new(move |_| sitting.answers.with(|answers| answers.get(&id).cloned()))
        };
        Some(view! {
            <section class="exam-question">
                <input type="hidden" name="item" value=question.id/>
                <div class="exam-question__head">
                    <span class="eyebrow num">{format!("Question {} of {total}", sitting.at.get_untracked())}</span>
                </div>
                <fieldset class="exam-question__set">
                    <legend class="exam-question__stem">{question.stem}</legend>
                    {question.options.into_iter().map(|choice| option(sitting, choice, chosen)).collect_view()}
                </fieldset>
            </section>
        })
    }
}

fn option(sitting: Sitting, choice: Choice, chosen: Memo<Option<String>>) -> impl IntoView {
    let Choice { id, text } = choice;
    let is_chosen = {
        let id = id.clone();
        Signal::derive(move || chosen.with(|chosen| chosen.as_deref() == Some(id.as_str())))
    };
    let give = {
        let id = id.clone();
        move |_| sitting.choose(id.clone())
    };
    view! {
        <label class="option" class:selected=is_chosen>
            // The attribute is for the page before this code, the property for the time after.
            <input
                class="option__input" type="radio" name="option" value=id.clone() checked=is_chosen.get_untracked()
                prop:checked=is_chosen on:change=give
            />
            <span class="option__letter" aria-hidden="true">{id}</span>
            <span class="option__text">{text}</span>
        </label>
    }
}
