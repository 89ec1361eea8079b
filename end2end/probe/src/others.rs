//! What other remotes offer at run time: a view, a function and a hook of `auth`.

use contract::{
    handle::{HAS_ACCESS, USE_AUTH},
    props::{AccessQuery, LoginFormProps, NoProps},
    store::use_store,
    view,
};
use leptos::prelude::*;
use mf_remote::RemoteSlot;

#[component]
pub(crate) fn OthersProbe() -> impl IntoView {
    let store = use_store();
    let access = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let message = RwSignal::new("first".to_owned());
    let following = RwSignal::new(false);
    let props = move || open.get().then(|| LoginFormProps { message: Some(message.get()), ..LoginFormProps::default() });
    let ask = move |_| {
        let query = AccessQuery { user: store.user().get_untracked(), plan: "pnle".into() };
        HAS_ACCESS.call(&query, move |answer| {
            access.set(match answer {
                Ok(true) => "yes".into(),
                Ok(false) => "no".into(),
                Err(reason) => reason,
            });
        });
    };
    view! {
        <p>"Access " <output id="probe-access">{access}</output></p>
        <button type="button" id="probe-ask" on:click=ask>"Ask auth"</button>
        <button type="button" id="probe-follow" on:click=move |_| following.set(!following.get_untracked())>"Follow auth"</button>
        <button type="button" id="probe-open" on:click=move |_| open.set(!open.get_untracked())>"Log-in form"</button>
        <button type="button" id="probe-props" on:click=move |_| message.set("second".into())>"Other props"</button>
        {move || following.get().then(|| {
            let auth = USE_AUTH.follow(&NoProps {});
            view! { <output id="probe-auth">{move || { let auth = auth.get(); if auth.is_authenticated { auth.initials } else { "nobody".into() } }}</output> }
        })}
        <div id="probe-nested"><RemoteSlot view=view::LOGIN_FORM props/></div>
    }
}
