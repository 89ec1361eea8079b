//! One question and where it is answered.

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use mf_remote::{effect, live};

use super::{
    entry,
    paper::{Choice, Question},
    sitting::Sitting,
};

pub(super) fn question(sitting: Sitting) -> impl IntoView {
    // By id: the same question in a longer list, after the start, is not drawn again.
    let shown = Memo::new(move |_| sitting.item());
    let mut is_first = true;
    effect(move || {
        shown.with(|_| ());
        if !std::mem::take(&mut is_first) {
            begin();
        }
    });
    move || {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        shown.with(|_| ());
        let question = sitting.question();
        let number = ["Question ", &sitting.at.get_untracked().to_string(), " of ", &sitting.total().to_string()].concat();
        let rows = rows(sitting, &question);
        let Question { id, stem, hint, .. } = question;
        view! {
            <section class="exam-question">
                <input type="hidden" name="item" value=id/>
                <div class="exam-question__head">
                    <h2 class="eyebrow num" id="question" tabindex="-1" translate="no">{number}</h2>
                </div>
                <fieldset
                    class="exam-question__set"
                    on:input=move |event| {
                        entry::mark(&event);
                        sitting.enter(&event);
                    }
                >
                    <legend class="exam-question__stem" inner_html=stem></legend>
                    <p class="exam-question__hint" translate="no">{hint}</p>
                    {rows}
                </fieldset>
            </section>
        }
    }
}

/// The question is another one: it is shown and read out from its beginning, wherever in the last one, or in the list of all, the
/// student was.
fn begin() {
    entry::reset();
    if let Some(heading) = document().get_element_by_id("question") {
        heading.scroll_into_view();
        // In view already, so that this scrolls no further; it fails only where the element can't have the focus.
        let _ = heading.unchecked_into::<HtmlElement>().focus();
    }
}

/// A row for each option, or one for a number: of one type, as each further one would cost a kilobyte.
fn rows(sitting: Sitting, question: &Question) -> Vec<impl IntoView + use<>> {
    let response = sitting.answers.with_untracked(|answers| answers.get(&question.id).unwrap_or_default().to_owned());
    let options = match question.groups.first() {
        Some(group) => group.options.clone(),
        None => vec![Choice { id: response, text: "Your answer".into() }],
    };
    let kind = match &*question.kind {
        "numeric" => "text",
        "multiple-choice" => "radio",
        _ => "checkbox",
    };
    options.into_iter().map(|option| row(sitting, question.id.clone(), option, kind)).collect()
}

fn row(sitting: Sitting, item: String, option: Choice, kind: &'static str) -> impl IntoView + use<> {
    let Choice { id: value, text } = option;
    let is_chosen = {
        let value = value.clone();
        move || {
            sitting.answers.with(|answers| answers.get(&item).is_some_and(|response| response.split(',').any(|one| one == value)))
        }
    };
    let now = untrack(is_chosen.clone());
    let selected = live(is_chosen.clone());
    view! {
        <label class="option" class:selected=selected>
            // The attribute is for the page before this code, the property for the time after.
            <input
                class="option__input" type=kind name="option" value=value.clone() inputmode="decimal" autocomplete="off" checked=now
                prop:checked=live(is_chosen)
            />
            <span class="option__letter" aria-hidden="true" translate="no">{value}</span>
            <span class="option__text" inner_html=text></span>
        </label>
    }
}
