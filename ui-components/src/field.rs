use leptos::{ev::MouseEvent, prelude::*, wasm_bindgen::JsCast, web_sys::Element};
use mf_remote::{live, server_part};

use crate::icon::{Glyph, Icon};

/// A text field with label, hint and error. Its id is `field-` and the name, unless `id` says otherwise. Its form reads what was
/// typed when it is sent.
#[component]
pub fn Field(
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// What the form sends it as.
    #[prop(into)]
    name: String,
    /// The input's type; `text` if not given.
    #[prop(default = "text")]
    kind: &'static str,
    /// The text to begin with.
    #[prop(optional, into)]
    value: String,
    /// What is wrong with it, if anything.
    #[prop(optional)]
    error: Option<RwSignal<Option<String>>>,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The kind of data, for password managers: `email`, `name` …
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// Can't be left empty.
    #[prop(optional)]
    required: bool,
    /// Another id, where two forms of one page have fields of one name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    view(Parts { label, name, kind, value, error, hint, autocomplete, required, id })
}

/// A password field. Its *Show* button appears once the page is live; without scripts there is none.
#[component]
pub fn PasswordField(
    /// What is asked for.
    #[prop(default = "Password".into(), into)]
    label: String,
    /// What the form sends it as.
    #[prop(default = "password".into(), into)]
    name: String,
    /// What is wrong with it, if anything.
    #[prop(optional)]
    error: Option<RwSignal<Option<String>>>,
    /// How to fill it in; nothing is said where it is empty.
    #[prop(default = "")]
    hint: &'static str,
    /// `current-password` or `new-password`.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// Another id, where two forms of one page have fields of one name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let hint = (!hint.is_empty()).then(|| hint.to_owned());
    let autocomplete = Some(autocomplete.into());
    view(Parts { label, name, kind: "password", value: String::new(), error, hint, autocomplete, required: true, id })
}

/// What both fields have.
struct Parts {
    label: String,
    name: String,
    kind: &'static str,
    value: String,
    error: Option<RwSignal<Option<String>>>,
    hint: Option<String>,
    autocomplete: Option<String>,
    required: bool,
    id: Option<String>,
}

/// One function for both, so that a remote with both carries the code once.
fn view(parts: Parts) -> impl IntoView {
    let Parts { label, name, kind, value, error, hint, autocomplete, required, id } = parts;
    let error = error.unwrap_or_else(|| RwSignal::new(None));
    let id = id.unwrap_or_else(|| ["field-", &name].concat());
    let [hint_id, error_id] = ["-hint", "-error"].map(|end| [&id, end].concat());
    let is_wrong = move || error.with(Option::is_some);
    // An error that isn't there has no words.
    let described = if hint.is_some() { [&*error_id, " ", &hint_id].concat() } else { error_id.clone() };
    let words = {
        let id = id.clone();
        server_part(move || {
            leptos::view! {
                <label class="ui-field__label" for=id>{label}</label>
                {hint.map(|hint| leptos::view! { <p class="ui-field__hint" id=hint_id>{hint}</p> })}
            }
        })
    };
    let toggle = move || {
        (kind == "password").then(|| {
        leptos::view! {
            <button class="toggle" type="button" aria-pressed="false">"Show"<span class="visually-hidden">" password"</span></button>
        }
    })
    };
    leptos::view! {
        <div class="ui-field">
            {words}
            <div class="ui-field__control" on:click=show_password>
                <input
                    class="ui-field__input" id=id name=name type=kind value=value autocomplete=autocomplete required=required
                    aria-invalid=live(move || is_wrong().then_some("true")) aria-describedby=described
                />
                {server_part(toggle)}
            </div>
            <p class="ui-field__error" id=error_id hidden=live(move || !is_wrong())>
                {server_part(|| leptos::view! { <Icon glyph=Glyph::Warning /> })}
                <span translate="no">{live(move || error.get().unwrap_or_default())}</span>
            </p>
        </div>
    }
}

/// A click in a control. On its button, if it has one, the text is shown or hidden again.
fn show_password(event: MouseEvent) {
    let Some(button) = event.target().and_then(|target| target.unchecked_into::<Element>().closest(".toggle").ok()?) else {
        return;
    };
    let show = button.get_attribute("aria-pressed").as_deref() == Some("false");
    // Both are there, and take any value.
    let _ = button.set_attribute("aria-pressed", if show { "true" } else { "false" });
    let input = button.closest(".ui-field__control").ok().flatten().and_then(|control| control.first_element_child());
    if let Some(input) = input {
        let _ = input.set_attribute("type", if show { "text" } else { "password" });
    }
}
