use leptos::prelude::*;

/// How loud a button is. One primary button a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// What most people come to do.
    #[default]
    Primary,
    /// Another good choice.
    Secondary,
    /// Without a frame, for what is rarely needed.
    Quiet,
    /// Loses or ends something.
    Danger,
}

impl ButtonKind {
    fn class(self, block: bool) -> String {
        let kind = match self {
            ButtonKind::Primary => "ui-button ui-button--primary",
            ButtonKind::Secondary => "ui-button ui-button--secondary",
            ButtonKind::Quiet => "ui-button ui-button--quiet",
            ButtonKind::Danger => "ui-button ui-button--danger",
        };
        [kind, if block { " ui-button--block" } else { "" }].concat()
    }
}

/// A button. Without `submit` it belongs to no form. Take clicks with `on:click`, other attributes with `attr:`.
#[component]
pub fn Button<C: IntoView + 'static>(
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// Sends the form around it.
    #[prop(optional)]
    submit: bool,
    /// As wide as its container.
    #[prop(optional)]
    block: bool,
    /// What the form sends as.
    #[prop(optional, into)]
    name: Option<String>,
    /// What the form sends.
    #[prop(optional, into)]
    value: Option<String>,
    /// Can't be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Its work is going on: a spinner, and no second click.
    #[prop(optional, into)]
    busy: Signal<bool>,
    children: TypedChildren<C>,
) -> impl IntoView {
    view! {
        <button
            class=kind.class(block)
            type=if submit { "submit" } else { "button" }
            name=name
            value=value
            disabled=move || disabled.get() || busy.get()
            aria-busy=move || busy.get().then_some("true")
        >
            {children.into_inner()()}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton<C: IntoView + 'static>(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// As wide as its container.
    #[prop(optional)]
    block: bool,
    children: TypedChildren<C>,
) -> impl IntoView {
    view! {
        <a class=kind.class(block) href=href>
            {children.into_inner()()}
        </a>
    }
}
