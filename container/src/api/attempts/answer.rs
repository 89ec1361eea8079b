//! `PUT /attempts/{attempt}/answers/{item}`.

use axum::extract::{self, Path};
use shared::contract::{
    exam::{Answer, Saved},
    problem::Code,
    user::User,
};

use super::{close::is_over, close_if_over, own};
use crate::api::{Error, Json, Result, State, bank::Sheet, identity::Person};

/// Sequence numbers are milliseconds of our clock. One from far ahead, of a device that made up its own, is cut down to
/// this, or it would shut out every later answer.
const AHEAD_MS: i64 = 60_000;

pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    Person(user): Person,
    Path((attempt, item)): Path<(String, String)>,
    Json(answer): Json<Answer>,
) -> Result<Json<Saved>> {
    Ok(Json(save(&state, &user, &attempt, &item, &answer.response, answer.seq).await?))
}

/// Saves an answer unless a newer one is there; returns the one that is there, after the commit.
///
/// # Errors
/// The attempt isn't the user's or is over, there is no such question or option, or the database failed.
pub(in crate::api) async fn save(
    state: &State,
    user: &User,
    attempt: &str,
    item: &str,
    response: &str,
    seq: i64,
) -> Result<Saved> {
    let sheet = own(state, user, attempt).await?;
    let now = state.now();
    if is_over(&sheet.attempt, now) {
        close_if_over(state, &sheet).await?;
        return Err(ended(state, &sheet).await?);
    }
    let question = sheet.item(item).ok_or_else(|| Error::code(Code::UnknownItem))?;
    let response = question.taken(response)?;
    if seq < 0 {
        return Err(Error::detailed(Code::InvalidBody, "`seq` is below zero."));
    }
    let mut write = state.db().write_attempts(&user.id).await?;
    if !write.touch_attempt(attempt, now).await? {
        drop(write);
        return Err(ended(state, &sheet).await?);
    }
    let saved = write.put_answer(attempt, item, &response, seq.min(now + AHEAD_MS), now).await?;
    write.commit().await?;
    metrics::counter!("answers_saved_total").increment(1);
    Ok(saved)
}

/// Why an attempt takes no more answers: the student handed it in, or the clock did.
async fn ended(state: &State, sheet: &Sheet) -> Result<Error> {
    let submitted_at = state.db().attempt(&sheet.attempt.id).await?.and_then(|stored| stored.attempt.submitted_at);
    let by_student = submitted_at.is_some_and(|at| at < sheet.attempt.deadline);
    Ok(Error::code(if by_student { Code::AlreadySubmitted } else { Code::DeadlinePassed }))
}
