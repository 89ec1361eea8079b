//! `GET /attempts/{attempt}/state`: what a page has to know when it wakes up.

use axum::extract::{self, Path, Query};
use contract::{sitting::AttemptState, user::User};
use serde::Deserialize;

use super::{close_if_over, conflicts, own, still};
use crate::api::{Json, Result, State, identity::Person};

#[derive(Deserialize)]
pub(super) struct Asking {
    device: Option<String>,
}

pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    Person(user): Person,
    Path(attempt): Path<String>,
    Query(Asking { device }): Query<Asking>,
) -> Result<Json<AttemptState>> {
    Ok(Json(of(&state, &user, &attempt, device.as_deref()).await?))
}

/// How an attempt stands, for the device that asks.
///
/// # Errors
/// The attempt isn't the user's, or the database failed.
pub(super) async fn of(state: &State, user: &User, attempt: &str, device: Option<&str>) -> Result<AttemptState> {
    let sheet = own(state, user, attempt).await?;
    close_if_over(state, &sheet).await?;
    let standing = state.db().standing(attempt).await?;
    Ok(AttemptState {
        now: state.now(),
        deadline: standing.end.deadline,
        submitted_at: standing.end.submitted_at,
        sitting: still(standing.sitting, state.now()),
        answers: state.db().saved(attempt).await?,
        conflicts: conflicts::of(&state.db().history(attempt).await?, device),
    })
}
