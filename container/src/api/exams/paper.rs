//! `GET /exams/{exam}/paper`: the call behind every exam page, so it is put together from JSON that is ready.

use axum::extract::{self, Path};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use shared::contract::{
    exam::{Attempt, Chosen},
    user::User,
};

use super::known;
use crate::api::{Json, Result, State, attempts, identity::Person};

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
) -> Result<Json<Box<RawValue>>> {
    Ok(Json(paper(&state, &user, &exam).await?))
}

/// The paper: one question before the start, all of them and the answers afterwards. An attempt whose time is over is
/// handed in first.
///
/// # Errors
/// There is no such exam, or the database failed.
pub(in crate::api) async fn paper(state: &State, user: &User, exam: &str) -> Result<Box<RawValue>> {
    let exam = known(state, exam)?;
    if let Some((attempt, answers)) = state.db().active_with_answers(&user.id, &exam.info.id).await?
        && let Some(sheet) = state.sheet(&attempt.id).await?
        && !attempts::close_if_over(state, &sheet).await?
    {
        let answers = answers.into_iter().map(|(item, option)| Chosen { item, option }).collect();
        let attempt = Some(&attempt);
        return Ok(to_raw_value(&Paper { exam: &exam.info_json, attempt, questions: &sheet.questions, answers })?);
    }
    Ok(to_raw_value(&Paper { exam: &exam.info_json, attempt: None, questions: &exam.preview, answers: Vec::new() })?)
}
