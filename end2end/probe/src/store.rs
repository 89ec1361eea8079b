//! The shared store, seen from this module.

use contract::{
    slice::{Sidebar, Theme},
    store::use_store,
};
use leptos::prelude::*;

#[component]
pub(crate) fn StoreProbe() -> impl IntoView {
    let store = use_store();
    view! {
        <p>
            "Theme " <output id="probe-theme">{move || store.theme().get().name()}</output>
            ", sidebar " <output id="probe-sidebar">{move || if store.sidebar().get().open { "open" } else { "closed" }}</output>
            ", user " <output id="probe-user">{move || store.user().get().map_or_else(|| "nobody".to_owned(), |user| user.name)}</output>
        </p>
        <button type="button" id="probe-dark" on:click=move |_| store.theme().set(Theme::Dark)>"Dark"</button>
        <button type="button" id="probe-light" on:click=move |_| store.theme().set(Theme::Light)>"Light"</button>
        <button type="button" id="probe-side" on:click=move |_| store.sidebar().set(Sidebar { open: !store.sidebar().get_untracked().open })>"Sidebar"</button>
    }
}
