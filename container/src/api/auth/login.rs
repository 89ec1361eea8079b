//! `POST /auth/login`.

use axum::extract;
use contract::{
    problem::Code,
    user::{Credentials, Session as Answer, User},
};
use tower_sessions::Session;

use super::email;
use crate::api::{Error, Json, Result, State, identity};

pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    session: Session,
    Json(credentials): Json<Credentials>,
) -> Result<Json<Answer>> {
    let user = login(&state, &session, credentials).await?;
    Ok(Json(Answer { user: Some(user) }))
}

/// Checks the credentials and signs in.
///
/// # Errors
/// As of [`check`].
pub(in crate::api) async fn login(state: &State, session: &Session, credentials: Credentials) -> Result<User> {
    let user = check(state, credentials).await?;
    identity::sign_in(state, session, &user).await?;
    metrics::counter!("auth_logins_total", "result" => "ok").increment(1);
    Ok(user)
}

/// Whose credentials these are. A wrong address and a wrong password look the same, in words and in time.
///
/// # Errors
/// They are wrong, there were too many tries, or the server is busy.
pub(super) async fn check(state: &State, credentials: Credentials) -> Result<User> {
    let now = state.now();
    let key = email::account_key(&credentials.email);
    if let Err(until) = state.db().count_try(&key, now).await? {
        metrics::counter!("auth_logins_total", "result" => "slowed").increment(1);
        let seconds = u32::try_from((until - now + 999) / 1000).unwrap_or(300);
        return Err(Error::wait(Code::TooManyTries, seconds));
    }
    let account = match email::parse(&credentials.email) {
        Ok(email) => state.db().account_by_email(&email).await?,
        Err(_) => None,
    };
    let stored = account.as_ref().map(|account| account.password.clone());
    let is_right = state.hasher().verify(credentials.password, stored).await;
    match (is_right, account) {
        (Ok(true), Some(account)) => {
            state.db().forget_failures(&key).await?;
            Ok(account.user)
        }
        (Ok(_), _) => {
            metrics::counter!("auth_logins_total", "result" => "wrong").increment(1);
            Err(Error::code(Code::WrongCredentials))
        }
        (Err(error), _) => {
            // Nothing was checked, so nothing failed.
            state.db().take_try_back(&key).await?;
            Err(error)
        }
    }
}
