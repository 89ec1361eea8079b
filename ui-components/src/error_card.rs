use leptos::prelude::*;

use crate::{
    button::{Button, ButtonKind},
    icon::{Glyph, Icon},
};

/// Says that a part of the page is missing, why, and how to get it back.
#[component]
pub fn ErrorCard(
    /// What is missing.
    #[prop(default = "This part could not be loaded".into(), into)]
    title: String,
    /// Why, in a sentence.
    #[prop(into)]
    reason: String,
    /// What the button does; no button without it.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <section class="mf-error" role="alert">
            <Icon glyph=Glyph::Warning />
            <div>
                <h2 class="mf-error__title">{title}</h2>
                <p class="mf-error__reason">{reason}</p>
                {on_retry.map(|retry| view! {
                    <Button kind=ButtonKind::Secondary on:click=move |_| retry.run(())>
                        "Try again"
                    </Button>
                })}
            </div>
        </section>
    }
}
