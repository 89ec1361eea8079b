//! Another device answered a question differently: the student sees both answers and chooses.

use leptos::prelude::*;
use mf_remote::{effect, live};
use ui_components::Dialog;

use super::sitting::Sitting;

/// Two answers to one question.
#[derive(Clone)]
pub(super) struct Rival {
    pub(super) sentence: String,
    /// What is between them, as HTML that the server has cleaned.
    pub(super) words: String,
    pub(super) item: String,
    /// Both devices' answers, this one's first.
    pub(super) answers: [String; 2],
}

impl Rival {
    /// This device's answer counts until the student has chosen, since the server got it later.
    pub(super) fn sentence(number: &str, device: &str) -> String {
        ["Question ", number, " was also answered on ", device, ". Until you choose, this phone's answer counts."].concat()
    }
}

/// One question after the other.
pub(super) fn rival(sitting: Sitting) -> impl IntoView {
    let open = RwSignal::new(false);
    effect(move || open.set(sitting.rivals.with(|rivals| !rivals.is_empty())));
    let text =
        move |of: fn(&Rival) -> String| live(move || sitting.rivals.with(|rivals| rivals.first().map(of).unwrap_or_default()));
    let chosen = move |there: usize| {
        if let Some(Rival { item, answers, .. }) = sitting.rivals.with_untracked(|rivals| rivals.first().cloned()) {
            sitting.answer(&item, &answers[there]);
        }
    };
    view! {
        <Dialog open=open title="Another device" title_id="rival-title">
            <p class="ui-dialog__body" translate="no">{text(|rival| rival.sentence.clone())}</p>
            <div class="ui-dialog__body exam-rival" inner_html=text(|rival| rival.words.clone())></div>
            <div class="ui-dialog__actions" translate="no">
                <button class="ui-button ui-button--secondary" type="button" on:click=move |_| chosen(1)>
                    {text(|rival| "Take ".to_owned() + named(&rival.answers[1]))}
                </button>
                <button class="ui-button ui-button--primary" type="button" on:click=move |_| chosen(0)>
                    {text(|rival| "Keep ".to_owned() + named(&rival.answers[0]))}
                </button>
            </div>
        </Dialog>
    }
}

/// An answer that was taken back has no letters.
fn named(response: &str) -> &str {
    if response.is_empty() { "no answer" } else { response }
}
