//! `GET /exams/{exam}/paper`: the call behind every exam page, so it is put together from JSON that is ready.

use std::sync::Arc;

use axum::{
    extract::{self, Path},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use shared::contract::{
    exam::{Attempt, Chosen},
    user::User,
};

use super::known;
use crate::api::{Json, Result, State, attempts, bank::Exam, identity::Person};

/// `shared::contract::exam::Paper`, mostly written already.
#[derive(Serialize)]
struct Paper<'p> {
    exam: &'p RawValue,
    attempt: Option<&'p Attempt>,
    questions: &'p RawValue,
    answers: Vec<Chosen>,
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
    if let Some((attempt, answers)) = state.db().active_with_answers(&user.id, &exam.info.id).await?
        && let Some(sheet) = state.sheet(&attempt.id).await?
        && !attempts::close_if_over(state, &sheet).await?
    {
        let answers = answers.into_iter().map(|(item, response)| Chosen { item, response }).collect();
        let paper = Paper { exam: &exam.info_json, attempt: Some(&attempt), questions: &sheet.questions, answers };
        return Ok((to_raw_value(&paper)?, attempt.deadline));
    }
    let paper = Paper { exam: &exam.info_json, attempt: None, questions: &exam.preview, answers: Vec::new() };
    Ok((to_raw_value(&paper)?, i64::MAX))
}
