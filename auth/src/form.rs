//! The form for logging in and for registering, as a page and in a dialog: one view, so that its code travels once.

use contract::{
    call,
    props::LoginFormProps,
    store::use_store,
    user::{Credentials, Registration, Session},
};
use leptos::{
    ev::SubmitEvent,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{FormData, HtmlElement, HtmlFormElement},
};
use mf_remote::{
    Mount,
    host::{self, Failure},
    live, server_part, server_text,
};
use ui_components::{Field, PasswordField};

use crate::{
    complaint::{Complaints, Place, Shown, Typed, form_alert},
    page::{intro, other_form},
    target,
};

/// A form that posts to `/login` or `/register`, and once the page is live talks to the API instead. As the page itself it has a
/// heading, and says what the last try of a plain form came to; mounted by another remote it is the form alone, and where there is
/// no `next`, the other remote goes on when it hears who signed in.
pub(crate) fn form(mount: Mount<LoginFormProps>) -> impl IntoView {
    let Mount { props: given, request, .. } = mount;
    let LoginFormProps { next, email, register, page, .. } = given.get_untracked();
    let (register, page) = (register == Some(true), page == Some(true));
    let goes_on = page || next.is_some();
    let retry_after = || request.query("retry_after").and_then(|seconds| seconds.parse().ok());
    let error = request.query("error").filter(|_| page);
    let complaints =
        Shown::new(error.map_or_else(Complaints::default, |error| Complaints::of_query(error, retry_after, register)));
    let busy = RwSignal::new(false);
    let store = use_store();
    // Where a plain post from a page that wants to stay where it is comes back to: that page.
    let next = server_text(|| {
        let wanted = if page { request.query("next") } else { next.as_deref().or(Some(&request.path)) };
        target::local(wanted).to_owned()
    });
    let name = server_text(|| request.query("name").unwrap_or_default().to_owned());
    let email =
        server_text(|| if page { request.query("email").unwrap_or_default().to_owned() } else { email.unwrap_or_default() });

    let fail = move |found: Complaints| {
        busy.set(false);
        show(complaints, found);
    };
    let done = move |answer: Result<Session, Failure>, next: String| match answer {
        Ok(Session { user: Some(user) }) => {
            // First, because whoever mounted this may take it out of the page as soon as it hears of the user.
            let next = goes_on.then_some(next);
            // With a page to come the button stays busy: there is nothing to press any more.
            busy.set(next.is_some());
            store.set_user(Some(user));
            if let Some(next) = next {
                host::navigate(&next, false);
            }
        }
        Ok(Session { user: None }) => fail(Complaints::no_cookies()),
        Err(failure) => fail(Complaints::of_failure(&failure, register)),
    };
    // Who is signed in is asked once more: where the browser keeps no cookie, nobody is, and no script can see that by itself.
    let check = move |answer: Result<Session, Failure>, next: String| match answer {
        Ok(_) => call::session().ask(move |answer| done(answer, next)),
        Err(failure) => fail(Complaints::of_failure(&failure, register)),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        // Also what a password manager or a quick typist left before the script.
        let typed = event.target().and_then(|form| FormData::new_with_form(form.unchecked_ref::<HtmlFormElement>()).ok());
        let read = |name| typed.as_ref().and_then(|typed| typed.get(name).as_string()).unwrap_or_default();
        // The server has checked where it leads.
        let (name, email, password, next) = (read("name"), read("email"), read("password"), read("next"));
        let found = Complaints::of_typed(&Typed { name: register.then_some(&name), email: &email, password: &password });
        let is_complete = found.first().is_none();
        show(complaints, found);
        if !is_complete {
            return;
        }
        busy.set(true);
        let done = move |answer| check(answer, next);
        if register {
            call::register().send(&Registration { name, email, password }, done);
        } else {
            call::login().send(&Credentials { email, password }, done);
        }
    };

    let (label, action) = if register { ("Create account", "/register") } else { ("Log in", "/login") };
    let name_field = register.then(|| view! {
        <Field label="Full name" name="name" id="name" autocomplete="name" required=true value=name error=complaints.at(Place::Name) />
    });
    let (hint, autocomplete) = if register { ("At least 8 characters.", "new-password") } else { ("", "current-password") };
    let above = {
        let next = next.clone();
        server_part(move || page.then(|| intro(register, &next)))
    };
    let hidden = {
        let next = next.clone();
        server_part(move || view! { <input type="hidden" name="next" value=next /> })
    };
    view! {
        <div class=if page { "auth" } else { "auth-form" }>
            {above}
            // Only a live page has sentences of its own: before it the browser's checks are all there is.
            <form
                class=if page { "ui-card auth__card stack" } else { "stack" } method="post" action=action
                prop:noValidate=true on:submit=submit
            >
                <p hidden=live(move || given.with(|given| given.message.is_none())) translate="no">
                    {live(move || given.with(|given| given.message.clone().unwrap_or_default()))}
                </p>
                {hidden}
                {name_field}
                <Field
                    label="E-mail address" name="email" id="email" kind="email" required=true value=email
                    autocomplete=if register { "email" } else { "username" } error=complaints.at(Place::Email)
                />
                <PasswordField id="password" autocomplete=autocomplete hint=hint error=complaints.at(Place::Password) />
                {form_alert(complaints.at(Place::Form))}
                <button
                    class="ui-button ui-button--primary ui-button--block" type="submit"
                    aria-busy=live(move || busy.get().then_some("true"))
                >
                    {label}
                </button>
            </form>
            {server_part(move || page.then(|| other_form(register, &next)))}
        </div>
    }
}

/// Shows what is wrong and leads to the first field that is.
fn show(complaints: Shown, found: Complaints) {
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
