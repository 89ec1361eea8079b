use leptos::prelude::*;
use shared::{contract::slice::Theme, remote::use_request, store::use_store};

use crate::icon::{Glyph, Icon};

/// System, light or dark, for the whole page. Its buttons send a form where there are no scripts.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let theme = use_store().theme;
    let option = move |value: Theme, glyph: Glyph, label: &'static str| {
        view! {
            <button
                class="ui-switch__option"
                type="submit"
                name="theme"
                value=value.name()
                aria-pressed=move || if theme.get() == value { "true" } else { "false" }
                on:click=move |event| {
                    event.prevent_default();
                    theme.set(value);
                }
            >
                <Icon glyph=glyph />
                <span>{label}</span>
            </button>
        }
    };
    view! {
        <form method="post" action="/theme">
            <input type="hidden" name="back" value=use_request().path />
            <fieldset class="ui-switch">
                <legend class="visually-hidden">"Theme"</legend>
                {option(Theme::System, Glyph::System, "System")}
                {option(Theme::Light, Glyph::Sun, "Light")}
                {option(Theme::Dark, Glyph::Moon, "Dark")}
            </fieldset>
        </form>
    }
}
