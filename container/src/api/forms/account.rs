//! Log-in, registration and log-out as forms.

use axum::{extract, response::Redirect};
use serde::Deserialize;
use shared::contract::user::{Credentials, Registration};
use tower_sessions::Session;

use super::{Fields, failure, local_path};
use crate::api::{State, auth};

/// Where a student goes who didn't want to go anywhere in particular.
const HOME: &str = "/dashboard";

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
        Ok(_) => Redirect::to(next.unwrap_or(HOME)),
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
        Ok(_) => Redirect::to(next.unwrap_or(HOME)),
        Err(error) => {
            let harmless = [("name", shown(&form.name)), ("email", shown(&form.email)), ("next", next.unwrap_or_default())];
            failure("/register", &error, &harmless)
        }
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
