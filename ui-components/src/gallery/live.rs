//! What can be pressed.

use leptos::prelude::*;
use mf_remote::live;

use crate::{Button, ButtonKind, Dialog, ErrorCard, PasswordField, Toast, Tone};

pub(super) fn section() -> impl IntoView {
    let open = RwSignal::new(false);
    let count = RwSignal::new(0_u32);
    let tries = RwSignal::new(0_u32);
    let message = RwSignal::new(None::<String>);
    let times = |signal: RwSignal<u32>| live(move || signal.get().to_string());
    view! {
        <section class="gallery__section">
            <h2>"Live"</h2>
            <div class="gallery__grid">
                <div class="gallery__cell">
                    <h3 class="gallery__name">"Button"</h3>
                    <Button on:click=move |_| count.update(|count| *count += 1)>"Count"</Button>
                    <p class="muted" role="status" translate="no">"Clicked " {times(count)} " times"</p>
                </div>
                <div class="gallery__cell">
                    <h3 class="gallery__name">"Dialog"</h3>
                    <Button kind=ButtonKind::Secondary on:click=move |_| open.set(true)>"Open dialog"</Button>
                    <Dialog open=open title="Submit your exam?" title_id="gallery-dialog">
                        <p class="ui-dialog__body">"12 questions have no answer yet. You can't change anything afterwards."</p>
                        <div class="ui-dialog__actions">
                            <Button kind=ButtonKind::Secondary on:click=move |_| open.set(false)>"Keep working"</Button>
                            <Button on:click=move |_| open.set(false)>"Submit exam"</Button>
                        </div>
                    </Dialog>
                </div>
                <div class="gallery__cell">
                    <h3 class="gallery__name">"PasswordField"</h3>
                    <PasswordField name="gallery-password" autocomplete="off" hint="At least 10 characters." />
                </div>
                <div class="gallery__cell">
                    <h3 class="gallery__name">"ErrorCard"</h3>
                    <ErrorCard
                        title="The exam could not be loaded"
                        reason="A file does not match its integrity hash."
                        on_retry=Callback::new(move |()| tries.update(|tries| *tries += 1))
                    />
                    <p class="muted" role="status" translate="no">"Tried " {times(tries)} " times"</p>
                </div>
                <div class="gallery__cell">
                    <h3 class="gallery__name">"Toast"</h3>
                    <Button kind=ButtonKind::Secondary on:click=move |_| message.set(Some("Answer saved.".into()))>"Show toast"</Button>
                    <Toast message=message tone=Tone::Success />
                </div>
            </div>
        </section>
    }
}
