use std::time::Duration;

use leptos::prelude::*;

use crate::{
    badge::Tone,
    icon::{Glyph, Icon},
};

/// How long a toast stays: long enough to read a sentence twice.
const STAYS: Duration = Duration::from_secs(8);

/// A short message above the bottom edge, read out politely. It goes by itself, or with its button; so it must not be the
/// only place that says something.
#[component]
pub fn Toast(
    /// Set it to show a message.
    message: RwSignal<Option<String>>,
    /// What it is about.
    #[prop(optional, into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        timer.try_update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    };
    Effect::new(move || {
        stop();
        if message.with(Option::is_some) {
            timer.set_value(set_timeout_with_handle(move || message.set(None), STAYS).ok());
        }
    });
    on_cleanup(stop);
    // The region is there from the start: screen readers report changes in it, not its arrival.
    view! {
        <div class="ui-toasts" role="status" aria-live="polite">
            {move || {
                let glyph = if matches!(tone.get(), Tone::Warning | Tone::Danger) { Glyph::Warning } else { Glyph::Check };
                message.get().map(|text| view! {
                    <div class="ui-toast">
                        <Icon glyph=glyph />
                        <p>{text}</p>
                        <button class="ui-toast__close" type="button" aria-label="Close message" on:click=move |_| message.set(None)>
                            <Icon glyph=Glyph::Cross />
                        </button>
                    </div>
                })
            }}
        </div>
    }
}
