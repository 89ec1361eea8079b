//! The form for logging in and for registering. Both are one component, so that the code for fields, busy state and failures
//! travels once.

use leptos::{ev::SubmitEvent, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use shared::{
    contract::{
        props::LoginFormProps,
        user::{Credentials, Registration, Session},
    },
    host::{self, Failure},
    remote::use_request,
    store::use_store,
};
use ui_components::{Button, Field, PasswordField};

use crate::{
    complaint::{Complaints, FormAlert, Place, Typed},
    target,
};

/// A form that posts to `/login` or `/register`, and once the page is live talks to the API instead.
#[component]
pub(crate) fn AccountForm(
    /// Message, address to begin with, and where to go afterwards; with none the mounting remote takes over.
    #[prop(into)]
    given: Signal<LoginFormProps>,
    /// What the server says of the last try.
    complaints: Complaints,
    /// Register in place of logging in.
    #[prop(optional)]
    register: bool,
    /// The name to begin with.
    #[prop(optional)]
    name: String,
    /// Draws the surface around it; a dialog has its own.
    #[prop(optional)]
    card: bool,
) -> impl IntoView {
    let begin = given.get_untracked();
    let complaints = RwSignal::new(complaints);
    let typed_name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let live = RwSignal::new(false);
    // Only a live page has sentences of its own: before it the browser's checks are all there is.
    Effect::new(move || live.set(true));
    let store = use_store();

    let done = move |answer: Result<Session, Failure>| match answer.and_then(|session| session.user.ok_or(Failure::Unreadable)) {
        Ok(user) => {
            // First, because whoever mounted this may take it out of the page as soon as it hears of the user.
            let next = given.with_untracked(|given| given.next.as_deref().map(|next| target::local(Some(next)).to_owned()));
            // With a page to come the button stays busy: there is nothing to press any more.
            busy.set(next.is_some());
            store.set_user(Some(user));
            if let Some(next) = next {
                host::navigate(&next, false);
            }
        }
        Err(failure) => {
            busy.set(false);
            show(complaints, Complaints::of_failure(&failure, register));
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (name, email, password) = (typed_name.get_untracked(), email.get_untracked(), password.get_untracked());
        let found = Complaints::of_typed(&Typed { name: register.then_some(&name), email: &email, password: &password });
        let is_complete = found.first().is_none();
        show(complaints, found);
        if !is_complete {
            return;
        }
        busy.set(true);
        if register {
            host::request("POST", "/api/v1/auth/register", Some(&Registration { name, email, password }), done);
        } else {
            host::request("POST", "/api/v1/auth/login", Some(&Credentials { email, password }), done);
        }
    };

    let at = move |place: Place| Signal::derive(move || complaints.with(|complaints| complaints.at(place)));
    // A plain post from a page that wants to stay where it is comes back to it.
    let next = begin.next.unwrap_or_else(|| use_request().path);
    let (label, action) = if register { ("Create account", "/register") } else { ("Log in", "/login") };
    let name_field = register.then(|| view! {
        <Field label="Full name" name="name" id="name" autocomplete="name" required=true value=name bind=typed_name error=at(Place::Name) />
    });
    let password_field = if register {
        view! {
            <PasswordField id="password" autocomplete="new-password" hint="At least 8 characters." bind=password error=at(Place::Password) />
        }
        .into_any()
    } else {
        view! { <PasswordField id="password" bind=password error=at(Place::Password) /> }.into_any()
    };
    view! {
        <form
            class=if card { "ui-card auth__card stack" } else { "stack" }
            method="post"
            action=action
            novalidate=move || live.get()
            on:submit=submit
        >
            {move || given.with(|given| given.message.clone()).map(|message| view! { <p>{message}</p> })}
            <input type="hidden" name="next" value=target::local(Some(&next)).to_owned() />
            {name_field}
            <Field
                label="E-mail address"
                name="email"
                id="email"
                kind="email"
                autocomplete=if register { "email" } else { "username" }
                required=true
                value=begin.email.unwrap_or_default()
                bind=email
                error=at(Place::Email)
            />
            {password_field}
            <FormAlert sentence=at(Place::Form) />
            <Button submit=true block=true busy=busy>
                {label}
            </Button>
        </form>
    }
}

/// Shows what is wrong and leads to the first field that is.
fn show(complaints: RwSignal<Complaints>, found: Complaints) {
    let field = match found.first() {
        Some(Place::Name) => Some("name"),
        Some(Place::Email) => Some("email"),
        Some(Place::Password) => Some("password"),
        // An alert is read out from where it is.
        Some(Place::Form) | None => None,
    };
    complaints.set(found);
    if let Some(field) = field.and_then(|id| document().get_element_by_id(id)) {
        // Fails only where the element can't have the focus.
        let _ = field.unchecked_into::<HtmlElement>().focus();
    }
}
