//! Who sends a request.

use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};
use contract::{problem::Code, user::User};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tower_sessions::{Expiry, Session};

use super::{Error, Result, State};
use crate::http::session::{ABSOLUTE_MS, IDLE_MS};

/// Whom a page's outbox sends for, by id: another account may have signed in meanwhile, in another tab.
const PERSON_HEADER: &str = "x-mf-person";

const KEY: &str = "login";
/// How stale the note of the last activity may become: so often at most, a visit costs a write.
const TOUCH_MS: i64 = 300_000;

/// What a session holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Login {
    user: String,
    since: i64,
    seen: i64,
}

/// Whoever sends the request, signed in or not.
#[derive(Clone, Debug)]
pub struct Viewer(pub Option<Arc<User>>);

/// A signed-in person; anybody else is refused, and so is a call that is meant for somebody else.
#[derive(Clone, Debug)]
pub struct Person(pub Arc<User>);

/// The signed-in person of a session. Counts as activity.
///
/// # Errors
/// The database failed.
pub async fn current_user(state: &State, session: &Session) -> Result<Option<Arc<User>>> {
    // A visitor without a cookie costs nothing.
    if session.id().is_none() {
        return Ok(None);
    }
    let Some(login) = session.get::<Login>(KEY).await? else {
        return Ok(None);
    };
    let now = state.now();
    if now >= login.since + ABSOLUTE_MS || now >= login.seen + IDLE_MS {
        session.flush().await?;
        return Ok(None);
    }
    let Some(user) = state.user(&login.user).await? else {
        session.flush().await?;
        return Ok(None);
    };
    if now - login.seen >= TOUCH_MS {
        keep(session, Login { seen: now, ..login }).await?;
    }
    Ok(Some(user))
}

/// Signs a user in, under a new identifier: one that somebody planted before is worth nothing afterwards.
///
/// # Errors
/// The database failed.
pub async fn sign_in(state: &State, session: &Session, user: &User) -> Result<()> {
    if session.id().is_some() {
        session.cycle_id().await?;
    }
    let now = state.now();
    keep(session, Login { user: user.id.clone(), since: now, seen: now }).await
}

/// Signs out, here and in the database.
///
/// # Errors
/// The database failed.
pub async fn sign_out(session: &Session) -> Result<()> {
    if session.id().is_some() {
        session.flush().await?;
    }
    Ok(())
}

async fn keep(session: &Session, login: Login) -> Result<()> {
    let ends = (login.seen + IDLE_MS).min(login.since + ABSOLUTE_MS);
    if let Ok(date) = OffsetDateTime::from_unix_timestamp_nanos(i128::from(ends) * 1_000_000) {
        session.set_expiry(Some(Expiry::AtDateTime(date)));
    }
    session.insert(KEY, login).await?;
    Ok(())
}

impl FromRequestParts<State> for Viewer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self> {
        match parts.extensions.get::<Session>() {
            Some(session) => Ok(Viewer(current_user(state, &session.clone()).await?)),
            None => Ok(Viewer(None)),
        }
    }
}

impl FromRequestParts<State> for Person {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self> {
        let Viewer(user) = Viewer::from_request_parts(parts, state).await?;
        let user = user.ok_or_else(|| Error::code(Code::NotLoggedIn))?;
        match parts.headers.get(PERSON_HEADER) {
            Some(expected) if expected.as_bytes() != user.id.as_bytes() => Err(Error::code(Code::OtherAccount)),
            _ => Ok(Person(user)),
        }
    }
}
