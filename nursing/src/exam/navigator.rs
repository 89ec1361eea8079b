//! All questions at a glance.

use leptos::prelude::*;

use super::sitting::Sitting;

#[component]
pub(super) fn Navigator(sitting: Sitting) -> impl IntoView {
    let total = sitting.exam.with_value(|exam| exam.questions as usize);
    view! {
        <details class="exam-nav" id="questions">
            <summary class="exam-nav__summary">
                <span>"All questions"</span>
                <span class="muted num">{move || sitting.answers.with(|answers| format!("{} of {total}", answers.len()))}</span>
            </summary>
            <div class="exam-nav__body" id="navigator">
                <div class="exam-nav__grid">{(1..=total).map(|number| item(sitting, number)).collect_view()}</div>
                <button
                    class="ui-button ui-button--secondary ui-button--block" type="submit" name="go" value="submit"
                    on:click=move |event| { event.prevent_default(); sitting.finishing.set(true) }
                >
                    "Finish the exam"
                </button>
            </div>
        </details>
    }
}

fn item(sitting: Sitting, number: usize) -> impl IntoView {
    let answered = Memo::new(move |_| {
        sitting.questions.with(|questions| {
            questions.get(number - 1).is_some_and(|question| sitting.answers.with(|answers| answers.contains_key(&question.id)))
        })
    });
    let here = Memo::new(move |_| sitting.at.get() == number);
    view! {
        <button
            class="exam-nav__item" class=("exam-nav__item--answered", answered) type="submit" name="go" value=number.to_string()
            aria-current=move || here.get().then_some("true")
            aria-label=move || format!("Question {number}{}", if answered.get() { ", answered" } else { "" })
            on:click=move |event| { event.prevent_default(); sitting.go(number) }
        >
            {number}
        </button>
    }
}
