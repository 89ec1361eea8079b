//! `PUT /attempts/{attempt}/answers/{item}`: what pages from before the outbox send, and plain forms by another way.

use axum::extract::{self, Path};
use contract::{
    exam::{Answer, Saved},
    problem::Code,
    user::User,
};
use nursing_domain::sitting::End;

use super::{
    close_if_over, own,
    taking::{Taking, Unnumbered},
};
use crate::api::{Error, Json, Result, State, identity::Person};

/// Sequence numbers are milliseconds of our clock. One from far ahead, of a device that made up its own, is cut down to
/// this, or it would shut out every later answer.
const AHEAD_MS: i64 = 60_000;

pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    Person(user): Person,
    Path((attempt, item)): Path<(String, String)>,
    Json(answer): Json<Answer>,
) -> Result<Json<Saved>> {
    let answer = Unnumbered { item: &item, response: &answer.response, base: None, seq: Some(answer.seq) };
    Ok(Json(save(&state, &user, &attempt, answer).await?))
}

/// Saves an answer unless a newer one of the same kind of page is there; returns the one that counts, after the commit. One that
/// comes after the end is kept in the history all the same.
///
/// # Errors
/// The attempt isn't the user's or is over, there is no such question or option, or the database failed.
pub(in crate::api) async fn save(state: &State, user: &User, attempt: &str, answer: Unnumbered<'_>) -> Result<Saved> {
    let sheet = own(state, user, attempt).await?;
    let now = state.now();
    close_if_over(state, &sheet).await?;
    let question = sheet.item(answer.item).ok_or_else(|| Error::code(Code::UnknownItem))?;
    let response = question.taken(answer.response)?;
    if answer.seq.is_some_and(|seq| seq < 0) {
        return Err(Error::detailed(Code::InvalidBody, "`seq` is below zero."));
    }
    let seq = answer.seq.map(|seq| seq.min(now + AHEAD_MS));
    let mut taking = Taking::begin(state.db().write_attempts(&user.id).await?, attempt, now).await?;
    let counts = taking.take_unnumbered(Unnumbered { response: &response, seq, ..answer }).await?;
    let end = taking.end().clone();
    taking.commit(Some(&sheet)).await?;
    match counts {
        Some(stored) if !end.is_over(now) => {
            metrics::counter!("answers_saved_total").increment(1);
            Ok(Saved { item: stored.change.item, response: stored.change.response, seq: stored.change.seq.unwrap_or_default() })
        }
        _ => Err(ended(&end)),
    }
}

/// Why an attempt takes no more answers: the student handed it in, or the clock did.
fn ended(end: &End) -> Error {
    let by_student = end.submitted_at.is_some_and(|at| at < end.deadline);
    Error::code(if by_student { Code::AlreadySubmitted } else { Code::DeadlinePassed })
}
