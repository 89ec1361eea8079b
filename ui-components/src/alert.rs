use leptos::prelude::*;

use crate::{
    badge::Tone,
    icon::{Glyph, Icon},
};

/// A message in the page. One of tone [`Tone::Danger`] is read out at once.
#[component]
pub fn Alert<C: IntoView + 'static>(
    /// What it is about.
    #[prop(optional)]
    tone: Tone,
    /// Its first line.
    #[prop(optional, into)]
    title: Option<String>,
    children: TypedChildren<C>,
) -> impl IntoView {
    let glyph = match tone {
        Tone::Info => Glyph::Info,
        Tone::Success => Glyph::Check,
        Tone::Warning | Tone::Danger => Glyph::Warning,
    };
    view! {
        <div class=["ui-alert ui-alert--", tone.name()].concat() role=(tone == Tone::Danger).then_some("alert")>
            <Icon glyph=glyph />
            <div>
                {title.map(|title| view! { <p class="ui-alert__title">{title}</p> })}
                {children.into_inner()()}
            </div>
        </div>
    }
}
