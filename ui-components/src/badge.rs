use leptos::prelude::*;

/// What a badge or an alert is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Worth knowing.
    #[default]
    Info,
    /// Went well.
    Success,
    /// Needs care.
    Warning,
    /// Went wrong.
    Danger,
}

impl Tone {
    /// The end of the class name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Tone::Info => "info",
            Tone::Success => "success",
            Tone::Warning => "warning",
            Tone::Danger => "danger",
        }
    }
}

/// A word that says how something stands. Never colour alone: the word has to say it.
#[component]
pub fn Badge<C: IntoView + 'static>(
    /// Its colour.
    #[prop(optional)]
    tone: Tone,
    children: TypedChildren<C>,
) -> impl IntoView {
    view! { <span class=["ui-badge ui-badge--", tone.name()].concat()>{children.into_inner()()}</span> }
}
