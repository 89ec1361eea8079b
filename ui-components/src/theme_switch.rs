use contract::{slice::Theme, store::use_store};
use leptos::prelude::*;
use mf_remote::{server_part, use_request};

use crate::icon::{Glyph, Icon};

/// System, light or dark, for the whole page. Its buttons send a form where there are no scripts; where there are, the loader
/// hears them and keeps them in step with the store, so that no remote carries code for it.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    server_part(|| {
        let chosen = use_store().theme().get_untracked();
        let option = move |theme: Theme, glyph: Glyph, label: &'static str| {
            let slice = format!(r#"{{"slice":"theme","value":"{}"}}"#, theme.name());
            view! {
                <button
                    class="ui-switch__option" type="submit" name="theme" value=theme.name()
                    aria-pressed=if theme == chosen { "true" } else { "false" }
                    data-mf-set=slice.clone() data-mf-pressed=slice
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
    })
}
