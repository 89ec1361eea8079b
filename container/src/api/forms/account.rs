//! Log-in, registration and log-out as forms.

use axum::{
    extract::{self, Query, rejection::QueryRejection},
    response::Redirect,
};
use contract::{
    problem::Code,
    user::{Credentials, Registration},
};
use serde::Deserialize;
use tower_sessions::Session;

use super::{Fields, failure, local_path, with_query};
use crate::api::{Error, State, Viewer, auth};

/// Where a student goes who didn't want to go anywhere in particular.
const HOME: &str = "/dashboard";
/// Where it is seen whether a log-in took.
pub(super) const CHECK: &str = "/login/check";

#[derive(Deserialize, Default)]
pub(super) struct LoginForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn login(
    extract::State(state): extract::State<State>,
    session: Session,
    Fields(fields): Fields<LoginForm>,
) -> Redirect {
    let form = match fields {
        Ok(form) => form,
        Err(error) => return failure("/login", &error, &[]),
    };
    let next = local_path(&form.next);
    let credentials = Credentials { email: form.email.clone(), password: form.password };
    match auth::login(&state, &session, credentials).await {
        Ok(_) => to_check(next),
        Err(error) => failure("/login", &error, &[("email", shown(&form.email)), ("next", next.unwrap_or_default())]),
    }
}

#[derive(Deserialize, Default)]
pub(super) struct RegisterForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn register(
    extract::State(state): extract::State<State>,
    session: Session,
    Fields(fields): Fields<RegisterForm>,
) -> Redirect {
    let form = match fields {
        Ok(form) => form,
        Err(error) => return failure("/register", &error, &[]),
    };
    let next = local_path(&form.next);
    let registration = Registration { name: form.name.clone(), email: form.email.clone(), password: form.password };
    match auth::register(&state, &session, registration).await {
        Ok(_) => to_check(next),
        Err(error) => {
            let harmless = [("name", shown(&form.name)), ("email", shown(&form.email)), ("next", next.unwrap_or_default())];
            failure("/register", &error, &harmless)
        }
    }
}

fn to_check(next: Option<&str>) -> Redirect {
    Redirect::to(&with_query(CHECK, next.map(|next| ("next", next)).as_slice()))
}

#[derive(Deserialize, Default)]
pub(super) struct Check {
    #[serde(default)]
    next: String,
}

/// Where a form leads that has just signed somebody in: on, if the browser kept the session's cookie. Where it didn't, the next
/// page would ask for a log-in again, and nobody could tell why. Anybody can make such an address, so it leads to our own pages only.
pub(super) async fn check(Viewer(user): Viewer, query: Result<Query<Check>, QueryRejection>) -> Redirect {
    let next = query.map(|Query(Check { next })| next).unwrap_or_default();
    let next = local_path(&next);
    match user {
        Some(_) => Redirect::to(next.unwrap_or(HOME)),
        None => failure("/login", &Error::code(Code::NoCookies), &[("next", next.unwrap_or_default())]),
    }
}

pub(super) async fn logout(session: Session) -> Redirect {
    match auth::logout(&session).await {
        Ok(()) => Redirect::to("/"),
        Err(error) => failure("/account", &error, &[]),
    }
}

/// What was typed, as far as it is worth typing back.
fn shown(typed: &str) -> &str {
    if typed.len() <= 254 { typed } else { "" }
}
