//! One sitting of an exam: changes, hand-in, review.
//!
//! # Layout
//! - `changes`, `answer`, `sitting`, `state`, `submit`, `review`: one file a call.
//! - `taking`: the transaction of all calls that bring answers. What becomes of them, `nursing_domain::sitting` decides.
//! - `close`: the end of an attempt. `conflicts`, `reviewed`: parts of answers. `device`: who speaks.

mod answer;
mod changes;
mod close;
mod conflicts;
mod device;
mod review;
mod reviewed;
mod sitting;
mod state;
mod submit;
mod taking;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post, put},
};
use contract::{call::PATHS, problem::Code, user::User};

use super::{Error, Result, State, bank::Sheet, v1};
use crate::db::attempts::Active;

pub(super) use answer::save;
pub(super) use close::{close_if_over, end};
pub(super) use device::Device;
pub(super) use review::{asked, review};
pub(super) use sitting::{sit, still};
pub(super) use submit::submit;
pub(super) use taking::{Taking, Unnumbered};

pub(super) fn router() -> Router<State> {
    Router::new()
        .route(v1(PATHS.answer), put(answer::handler))
        .route(v1(PATHS.changes), post(changes::handler))
        .route(v1(PATHS.sitting), post(sitting::handler))
        .route(v1(PATHS.state), get(state::handler))
        .route(v1(PATHS.submit), post(submit::handler))
        .route(v1(PATHS.review), get(review::handler))
}

/// The attempt of that id, if it is the user's. Somebody else's is as unknown as none.
async fn own(state: &State, user: &User, attempt: &str) -> Result<Arc<Sheet>> {
    let sheet = state.sheet(attempt).await?.filter(|sheet| sheet.user == user.id);
    sheet.ok_or_else(|| Error::code(Code::UnknownAttempt))
}

/// The student's attempts in progress. Those whose time is over are handed in first.
///
/// # Errors
/// The database failed.
pub(super) async fn active(state: &State, user: &User) -> Result<Vec<Active>> {
    let mut running = Vec::new();
    for active in state.db().active_attempts(&user.id).await? {
        let over = match end(&active.attempt).is_overdue(state.now()) {
            true => match state.sheet(&active.attempt.id).await? {
                Some(sheet) => close_if_over(state, &sheet).await?,
                None => false,
            },
            false => false,
        };
        if !over {
            running.push(active);
        }
    }
    Ok(running)
}
