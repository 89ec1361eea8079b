//! `GET /exams/{exam}/paper`: the call behind every exam page, so it is put together from JSON that is ready.

use std::sync::Arc;

use axum::{
    extract::{self, Path},
    response::{IntoResponse, Response},
};
use contract::{
    exam::{Attempt, Chosen},
    problem::Code,
    sitting::Sitting,
    user::User,
};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::known;
use crate::{
    api::{
        Error, Json, Result, State, attempts,
        bank::{Exam, Sheet},
        identity::Person,
    },
    db::answers::Running,
};

/// `contract::exam::Paper`, mostly written already.
#[derive(Serialize)]
struct Paper<'p> {
    exam: &'p RawValue,
    attempt: Option<&'p Attempt>,
    questions: &'p RawValue,
    answers: &'p [Chosen],
    next: Option<u32>,
    sitting: Option<&'p Sitting>,
}

pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    Person(user): Person,
    Path(exam): Path<String>,
) -> Result<Response> {
    Ok(Json(&*paper(&state, &user, &exam).await?).into_response())
}

/// The paper: one question before the start, all of them and the answers afterwards. An attempt whose time is over is
/// handed in first.
///
/// # Errors
/// There is no such exam, or the database failed.
pub(in crate::api) async fn paper(state: &State, user: &User, exam: &str) -> Result<Arc<RawValue>> {
    let exam = known(state, exam)?;
    let now = state.now();
    if let Some(paper) = state.papers().get(state.db(), &user.id, &exam.info.id, now) {
        return Ok(paper);
    }
    let mark = state.db().mark(&user.id);
    let (paper, until) = read(state, user, exam).await?;
    let paper = Arc::from(paper);
    state.papers().keep(mark, &user.id, &exam.info.id, now, until, &paper);
    Ok(paper)
}

/// The paper, and until when it holds if nothing is written.
async fn read(state: &State, user: &User, exam: &Exam) -> Result<(Box<RawValue>, i64)> {
    if let Some(running) = state.db().running(&user.id, &exam.info.id).await?
        && let Some(sheet) = state.sheet(&running.attempt.id).await?
        && !attempts::close_if_over(state, &sheet).await?
    {
        return Ok((of(state, &sheet, &running)?, running.attempt.deadline));
    }
    let none = Paper { exam: &exam.info_json, attempt: None, questions: &exam.preview, answers: &[], next: None, sitting: None };
    Ok((to_raw_value(&none)?, i64::MAX))
}

/// The paper of one attempt, handed in or not: what a start gave that is sent again.
///
/// # Errors
/// There is no such attempt, or the database failed.
pub(super) async fn of_attempt(state: &State, attempt: &str) -> Result<Box<RawValue>> {
    let unknown = || Error::code(Code::UnknownAttempt);
    let sheet = state.sheet(attempt).await?.ok_or_else(unknown)?;
    attempts::close_if_over(state, &sheet).await?;
    let stored = state.db().attempt(attempt).await?.ok_or_else(unknown)?;
    let sitting = state.db().standing(attempt).await?.sitting;
    of(state, &sheet, &Running { attempt: stored.attempt, answers: state.db().saved(attempt).await?, sitting })
}

fn of(state: &State, sheet: &Sheet, running: &Running) -> Result<Box<RawValue>> {
    let info = to_raw_value(&attempts::asked(state, sheet))?;
    let is_open = |id: &str| !running.answers.iter().any(|answer| answer.item == id && !answer.response.is_empty());
    let next = sheet.items.iter().position(|item| is_open(&item.student.id)).map_or(sheet.items.len(), |at| at + 1);
    Ok(to_raw_value(&Paper {
        exam: &info,
        attempt: Some(&running.attempt),
        questions: &sheet.questions,
        answers: &running.answers,
        next: u32::try_from(next).ok(),
        sitting: attempts::still(running.sitting.clone(), state.now()).as_ref(),
    })?)
}
