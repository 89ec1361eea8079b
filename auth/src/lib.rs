//! The remote `auth`: who is signed in, and how people sign in, register and sign out.
//!
//! # Layout
//! - [`form`]: logging in and registering, as pages and in a dialog of another remote. [`page`]: what the pages have around it.
//! - [`complaint`]: what is wrong with a form, and under which field that is said.
//! - [`target`]: where a person goes afterwards.
//! - [`account`]: the page `/account`.
//! - [`provider`]: keeps the store's user true.
//! - [`access`]: the functions and hooks for other remotes.
//!
//! Every form is a plain one that the container understands; once the page is live the same form talks to the API.

// The types of views nest deeply.
#![recursion_limit = "512"]
// Without a side there is nothing to build: the runtime in `mf-remote` exists on either of them only.
#![cfg(any(feature = "hydrate", feature = "ssr"))]

mod access;
#[cfg(feature = "ssr")]
mod account;
mod complaint;
mod form;
mod page;
mod provider;
mod target;
#[cfg(all(test, feature = "ssr"))]
mod tests;

#[cfg(feature = "hydrate")]
use contract::props::AccessQuery;
use contract::props::{LoginFormProps, NoProps};

contract::remote! {
    views {
        "./AuthApp" => { props: LoginFormProps, view: form::form },
        "./LoginForm" => { props: LoginFormProps, view: form::form },
        "./AuthProvider" => { props: NoProps, view: provider::auth_provider },
    }
    documents {
        "./UserMenu" => { props: NoProps, view: account::user_menu },
    }
    functions {
        "./authUtils#hasAccess" => { argument: AccessQuery, call: access::has_access },
    }
    hooks {
        "./authHooks#useAuth" => { argument: NoProps, start: access::use_auth },
    }
}
