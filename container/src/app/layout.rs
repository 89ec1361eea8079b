//! Header, navigation and footer: native HTML, so that they work before and without any script.

use contract::{
    slice::{Slices, Theme},
    user::User,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui_components::{Glyph, Icon};

/// The page's frame.
#[component]
pub fn Layout(children: Children) -> impl IntoView {
    let store = use_context::<Slices>().unwrap_or_default();
    view! {
        <a class="skip-link" href="#main">"Skip to content"</a>
        <header class="shell-header" id="mf-header">
            <a class="brand" href="/">
                <svg class="brand__mark" viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M12 2c3 3.2 5 5.6 5 8.4a5 5 0 0 1-10 0C7 7.600 9 5.200 12 2Z"/>
                    <path d="M6 19h12M8.500 22h7"/>
                </svg>
                <span class="brand__name">"Lampara"</span>
            </a>
            <Navigation signed_in=store.user.is_some()/>
            <div class="shell-header__end">
                {store.user.clone().map_or_else(
                    || view! { <a class="ui-button ui-button--quiet" href="/login" data-mf-prefetch="auth">"Log in"</a> }.into_any(),
                    |user| view! { <UserMenu user/> }.into_any(),
                )}
                <ThemeMenu chosen=store.theme/>
            </div>
        </header>
        <main class="shell-main" id="main" tabindex="-1">{children()}</main>
        <footer class="shell-footer">
            <p>"Practice items are original and not yet reviewed by a licensed nurse educator. They do not replace clinical judgment."</p>
            <nav aria-label="Footer"><a href="/gallery">"Component gallery"</a></nav>
        </footer>
        <div id="mf-announce" class="visually-hidden" role="status" aria-live="polite"></div>
    }
}

#[component]
fn Navigation(signed_in: bool) -> impl IntoView {
    let path = use_location().pathname.get_untracked();
    let link = |href: &'static str, label: &'static str, icon: Glyph, prefetch: &'static str| {
        let here = path == href || (href == "/exams" && path.starts_with("/exam"));
        view! {
            <a class="shell-nav__link" href=href aria-current=here.then_some("page") data-mf-prefetch=(!prefetch.is_empty()).then_some(prefetch)>
                <Icon glyph=icon/>
                <span>{label}</span>
            </a>
        }
    };
    let last = if signed_in { ("/account", "Account") } else { ("/login", "Log in") };
    view! {
        <nav class="shell-nav" aria-label="Main">
            {link("/", "Home", Glyph::Home, "")}
            {link("/exams", "Exams", Glyph::Exams, "nursing")}
            {link("/dashboard", "Dashboard", Glyph::Chart, "dashboard")}
            {link(last.0, last.1, Glyph::User, "auth")}
        </nav>
    }
}

#[component]
fn UserMenu(user: User) -> impl IntoView {
    let initials: String = user.name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    view! {
        <details class="shell-menu">
            <summary aria-label="Account menu"><span class="ui-avatar">{initials.to_uppercase()}</span></summary>
            <div class="shell-menu__panel">
                <p class="shell-menu__who"><strong>{user.name}</strong>" "<span>{user.email}</span></p>
                <a class="shell-menu__item" href="/account">"Account"</a>
                <a class="shell-menu__item" href="/dashboard">"Dashboard"</a>
                <form method="post" action="/logout"><button class="shell-menu__item" type="submit">"Log out"</button></form>
            </div>
        </details>
    }
}

#[component]
fn ThemeMenu(chosen: Theme) -> impl IntoView {
    let back = use_location().pathname.get_untracked();
    let choice = |theme: Theme, label: &'static str| {
        let slice = format!(r#"{{"slice":"theme","value":"{}"}}"#, theme.name());
        view! {
            <button
                class="shell-menu__item" type="submit" name="theme" value=theme.name()
                aria-pressed=if theme == chosen { "true" } else { "false" }
                data-mf-set=slice.clone() data-mf-pressed=slice
            >
                {label}
            </button>
        }
    };
    view! {
        <details class="shell-menu">
            <summary aria-label="Theme"><Icon glyph=Glyph::Moon/></summary>
            <form class="shell-menu__panel" method="post" action="/theme">
                <input type="hidden" name="back" value=back/>
                {choice(Theme::System, "Like the device")}
                {choice(Theme::Light, "Light")}
                {choice(Theme::Dark, "Dark")}
            </form>
        </details>
    }
}
