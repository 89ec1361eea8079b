//! The pages `/login` and `/register`.

use leptos::prelude::*;
use shared::{
    contract::props::{AuthAppProps, LoginFormProps},
    remote::{Mount, page},
};

use crate::{complaint::Complaints, form::AccountForm, target};

/// A page with one of the two forms and the way to the other. It says what the last try of a plain form came to.
pub(crate) fn auth_app(mount: Mount<AuthAppProps>) -> impl IntoView {
    // The other form is another page, so that the address says which one it is.
    let register = mount.props.get_untracked().register;
    let request = mount.request;
    let query = |name: &str| request.query.get(name).cloned();
    let next = query("next");
    let next = target::local(next.as_deref()).to_owned();
    if request.store.user.is_some() {
        page::redirect(next.clone());
    }
    let (title, lead) = if register {
        ("Create your account", "Free practice exams with a rationale for every option.")
    } else {
        ("Log in", "Continue where you left off, on any device.")
    };
    page::set_title(title);
    let (question, answer, other) = if register {
        ("Already have an account? ", "Log in", "/login")
    } else {
        ("New here? ", "Create an account", "/register")
    };
    let other = target::form_address(other, &next);
    let retry_after = query("retry_after").and_then(|seconds| seconds.parse().ok());
    let complaints = query("error").map_or_else(Complaints::default, |error| Complaints::of_query(&error, retry_after, register));
    let given = LoginFormProps { next: Some(next), message: None, email: query("email") };
    view! {
        <div class="auth">
            <div class="auth__intro">
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
            </div>
            <AccountForm given=given complaints=complaints register=register name=query("name").unwrap_or_default() card=true />
            <p class="auth__switch">
                {question}
                <a href=other>{answer}</a>
            </p>
        </div>
    }
}
