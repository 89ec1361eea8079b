//! All questions at a glance.

use leptos::{html, prelude::*};
use mf_remote::{live, server_part};

use super::sitting::{Mark, Sitting};

pub(super) fn navigator(sitting: Sitting) -> impl IntoView {
    let total = sitting.total().to_string();
    view! {
        <details class="exam-nav" id="questions">
            <summary class="exam-nav__summary">
                <span>"All questions"</span>
                <span class="muted num" translate="no">{live(move || [&*sitting.answers.with(|answers| answers.len()).to_string(), " of ", &total].concat())}</span>
            </summary>
            <div class="exam-nav__body" id="navigator">
                {grid(sitting)}
                {server_part(|| view! {
                    <button class="ui-button ui-button--secondary ui-button--block" type="submit" name="go" value="submit">
                        "Finish the exam"
                    </button>
                })}
            </div>
        </details>
    }
}

/// A button a question. The server draws them; a hundred components would take a slow phone longer to bring to life than all
/// the rest, so in the browser one effect keeps their marks.
fn grid(sitting: Sitting) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    #[cfg(feature = "hydrate")]
    {
        let mut before = Vec::new();
        mf_remote::effect(move || {
            let marks = sitting.marks();
            let Some(place) = place.get() else { return };
            let buttons = place.children();
            for (index, mark) in marks.iter().enumerate() {
                if before.get(index) != Some(mark)
                    && let Some(button) = buttons.item(index as u32)
                {
                    show(&button, index + 1, *mark);
                }
            }
            before = marks;
        });
    }
    #[cfg(feature = "ssr")]
    let buttons: Vec<_> = sitting
        .marks()
        .into_iter()
        .enumerate()
        .map(|(index, mark)| {
            let number = index + 1;
            view! {
                <button
                    class=class(mark) type="submit" name="go" value=number.to_string()
                    aria-current=mark.here.then_some("true") aria-label=label(number, mark)
                >
                    {number}
                </button>
            }
        })
        .collect();
    #[cfg(not(feature = "ssr"))]
    let buttons = ();
    view! { <div class="exam-nav__grid" node_ref=place>{buttons}</div> }
}

#[cfg(feature = "hydrate")]
fn show(button: &leptos::web_sys::Element, number: usize, mark: Mark) {
    // An element of the page takes any class and label.
    let _ = button.set_attribute("class", class(mark));
    let _ = button.set_attribute("aria-label", &label(number, mark));
    let _ = if mark.here { button.set_attribute("aria-current", "true") } else { button.remove_attribute("aria-current") };
}

fn class(mark: Mark) -> &'static str {
    if mark.answered { "exam-nav__item exam-nav__item--answered" } else { "exam-nav__item" }
}

fn label(number: usize, mark: Mark) -> String {
    ["Question ", &number.to_string(), if mark.answered { ", answered" } else { "" }].concat()
}
