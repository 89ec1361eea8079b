//! What the pages `/login` and `/register` have around their form.

use contract::store::use_store;
use leptos::prelude::*;
use mf_remote::page;

use crate::target;

/// Names the page, and sends on who is signed in.
pub(crate) fn intro(register: bool, next: &str) -> impl IntoView + use<> {
    let (title, lead) = if register {
        ("Create your account", "Free practice exams with a rationale for every option.")
    } else {
        ("Log in", "Continue where you left off, on any device.")
    };
    page::set_title(title);
    if use_store().user().get_untracked().is_some() {
        page::redirect(next);
    }
    view! {
        <div class="auth__intro">
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
        </div>
    }
}

/// The way to the other form. It is another page, so that the address says which one it is.
pub(crate) fn other_form(register: bool, next: &str) -> impl IntoView + use<> {
    let (question, answer, page) = if register {
        ("Already have an account? ", "Log in", "/login")
    } else {
        ("New here? ", "Create an account", "/register")
    };
    let address = target::form_address(page, next);
    view! {
        <p class="auth__switch">
            {question}
            <a href=address>{answer}</a>
        </p>
    }
}
