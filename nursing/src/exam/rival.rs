//! What another device has to do with this sitting: the exam is open there, or it answered a question differently. The student
//! decides.

use leptos::prelude::*;
use shared::remote::{effect, live};
use ui_components::Dialog;

use super::sitting::Sitting;

/// A question to the student, with its two answers.
#[derive(Clone)]
pub(super) struct Rival {
    pub(super) sentence: String,
    /// The second way's label.
    pub(super) there: String,
    /// The first way's label.
    pub(super) here: String,
    /// The item with both devices' answers, this one's first; none where the question is who goes on.
    pub(super) answers: Option<(String, [String; 2])>,
}

impl Rival {
    /// Two answers to one question. This device's counts until the student has chosen, since the server got it later.
    pub(super) fn of_answers(item: &str, number: &str, device: &str, mine: String, other: String) -> Rival {
        // An answer that was taken back has no letters.
        let named = |response: &str| if response.is_empty() { "no answer".to_owned() } else { response.to_owned() };
        Rival {
            sentence: ["Question ", number, " was also answered on ", device, ". Until you choose, this phone's answer counts."]
                .concat(),
            there: ["Take ", &named(&other)].concat(),
            here: ["Keep ", &named(&mine)].concat(),
            answers: Some((item.to_owned(), [mine, other])),
        }
    }
}

pub(super) fn rival(sitting: Sitting) -> impl IntoView {
    let open = RwSignal::new(false);
    effect(move || open.set(sitting.rival.with(Option::is_some)));
    let text = move |of: fn(&Rival) -> &str| {
        live(move || sitting.rival.with(|rival| rival.as_ref().map(|rival| of(rival).to_owned()).unwrap_or_default()))
    };
    let chosen = move |there: bool| {
        let rival = sitting.rival.get_untracked();
        sitting.rival.set(None);
        match rival.and_then(|rival| rival.answers) {
            Some((item, answers)) => sitting.answer(&item, &answers[usize::from(there)]),
            None if there => shared::host::navigate("/exams", false),
            None => sitting.take_seat(),
        }
    };
    view! {
        <Dialog open=open title="Another device" title_id="rival-title">
            <p class="ui-dialog__body" translate="no">{text(|rival| &rival.sentence)}</p>
            <div class="ui-dialog__actions" translate="no">
                <button class="ui-button ui-button--secondary" type="button" on:click=move |_| chosen(true)>
                    {text(|rival| &rival.there)}
                </button>
                <button class="ui-button ui-button--primary" type="button" on:click=move |_| chosen(false)>
                    {text(|rival| &rival.here)}
                </button>
            </div>
        </Dialog>
    }
}
