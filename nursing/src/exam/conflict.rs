//! Two devices answered one question differently: the student sees both and chooses.

use leptos::prelude::*;
use shared::remote::live;
use ui_components::Dialog;

use super::sitting::Sitting;

/// Two answers to one question.
#[derive(Clone)]
pub(super) struct Conflict {
    pub(super) item: String,
    pub(super) number: String,
    /// This device's, which counts until the student has chosen: the server got it later.
    pub(super) mine: String,
    pub(super) other: String,
    /// The other device's name.
    pub(super) device: String,
}

pub(super) fn choice(sitting: Sitting) -> impl IntoView {
    let open = RwSignal::new(false);
    shared::remote::effect(move || open.set(sitting.conflict.with(Option::is_some)));
    let text = move |of: fn(&Conflict) -> String| {
        live(move || sitting.conflict.with(|conflict| conflict.as_ref().map(of).unwrap_or_default()))
    };
    let choose = move |other: bool| {
        if let Some(conflict) = sitting.conflict.get_untracked() {
            sitting.conflict.set(None);
            sitting.answer(&conflict.item, if other { &conflict.other } else { &conflict.mine });
        }
    };
    view! {
        <Dialog open=open title="Which answer counts?" title_id="conflict-title">
            <p class="ui-dialog__body" translate="no">
                {text(|conflict| [
                    "Question ", &conflict.number, " was also answered on another device (", &conflict.device,
                    "). Until you choose, this phone's answer counts. Both stay in the record.",
                ].concat())}
            </p>
            <div class="ui-dialog__actions" translate="no">
                <button class="ui-button ui-button--secondary" type="button" on:click=move |_| choose(true)>
                    {text(|conflict| ["Take ", named(&conflict.other)].concat())}
                </button>
                <button class="ui-button ui-button--primary" type="button" on:click=move |_| choose(false)>
                    {text(|conflict| ["Keep ", named(&conflict.mine)].concat())}
                </button>
            </div>
        </Dialog>
    }
}

/// An answer that was taken back has no letters.
fn named(response: &str) -> &str {
    if response.is_empty() { "no answer" } else { response }
}
