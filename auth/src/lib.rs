//! The remote `auth`: who is signed in, and how people sign in, register and sign out.
//!
//! # Layout
//! - [`app`], [`form`]: the pages `/login` and `/register`, and their form, which other remotes open in a dialog.
//! - [`complaint`]: what is wrong with a form, and under which field that is said.
//! - [`target`]: where a person goes afterwards.
//! - [`account`]: the page `/account`.
//! - [`provider`]: keeps the store's user true.
//! - [`access`]: the functions and hooks for other remotes.
//!
//! Every form is a plain one that the container understands; once the page is live the same form talks to the API.

// The types of views nest deeply.
#![recursion_limit = "512"]
// Without a side there is nothing to build: the runtime in `shared` exists on either of them only.
#![cfg(any(feature = "hydrate", feature = "ssr"))]

// The server only renders: it calls neither functions nor hooks.
#[cfg(any(feature = "hydrate", test))]
mod access;
mod account;
mod app;
mod complaint;
mod form;
mod provider;
mod target;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use shared::contract::props::AccessQuery;
#[cfg(feature = "ssr")]
use shared::remote::no_calls;
use shared::{
    contract::props::{AuthAppProps, LoginFormProps, NoProps},
    remote::Mount,
};

fn login_form(mount: Mount<LoginFormProps>) -> impl IntoView {
    let given = mount.props;
    view! { <form::AccountForm given=given complaints=complaint::Complaints::default() /> }
}

shared::remote! {
    views {
        "./AuthApp" => { props: AuthAppProps, plan: no_calls, view: app::auth_app },
        "./LoginForm" => { props: LoginFormProps, plan: no_calls, view: login_form },
        "./UserMenu" => { props: NoProps, plan: no_calls, view: account::user_menu },
        "./AuthProvider" => { props: NoProps, plan: no_calls, view: provider::auth_provider },
    }
    functions {
        "./authUtils#hasAccess" => { argument: AccessQuery, call: access::has_access },
    }
    hooks {
        "./authHooks#useAuth" => { argument: NoProps, start: access::use_auth },
    }
}
