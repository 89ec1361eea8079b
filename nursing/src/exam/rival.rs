//! Another device answered a question differently: the student sees both answers and chooses.

use leptos::prelude::*;
use shared::remote::{effect, live};
use ui_components::Dialog;

use super::sitting::Sitting;

/// Two answers to one question.
#[derive(Clone)]
pub(super) struct Rival {
    pub(super) sentence: String,
    /// The second way's label.
    pub(super) there: String,
    /// The first way's label.
    pub(super) here: String,
    pub(super) item: String,
    /// Both devices' answers, this one's first.
    pub(super) answers: [String; 2],
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
            item: item.to_owned(),
            answers: [mine, other],
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
        if let Some(rival) = sitting.rival.get_untracked() {
            sitting.rival.set(None);
            sitting.answer(&rival.item, &rival.answers[usize::from(there)]);
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
