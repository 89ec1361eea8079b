//! `POST /exams/{exam}/attempts`.

use axum::{
    extract::{self, Path},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use shared::contract::{
    exam::{Attempt, Start},
    problem::Code,
    user::User,
};

use super::{known, paper};
use crate::api::{Error, Json, Result, State, attempts, bank::Exam, identity::Person};

pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    Person(user): Person,
    Path(exam): Path<String>,
    Json(body): Json<Start>,
) -> Result<Response> {
    let (_, new) = start(&state, &user, &exam, &body).await?;
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(&*paper(&state, &user, &exam).await?)).into_response())
}

/// Starts an attempt, or resumes the one in progress, and saves the answer that came along. Returns the attempt's id and
/// whether it is new. However many starts race, there is one attempt.
///
/// # Errors
/// There is no such exam, question or option, or the database failed.
pub(in crate::api) async fn start(state: &State, user: &User, exam: &str, body: &Start) -> Result<(String, bool)> {
    let exam = known(state, exam)?;
    let answer = match (&body.item, &body.response) {
        (Some(item), Some(response)) => Some((item.as_str(), response.as_str())),
        (None, None) => None,
        _ => {
            return Err(Error::detailed(Code::InvalidBody, "`item` and `response` come together."));
        }
    };
    let (attempt, new) = begin(state, user, exam, answer).await?;
    if let Some((item, response)) = answer
        && !new
    {
        attempts::save(state, user, &attempt, item, response, state.now()).await?;
    }
    Ok((attempt, new))
}

/// Finds the attempt in progress or makes it, with its first answer in the same transaction.
async fn begin(state: &State, user: &User, exam: &Exam, answer: Option<(&str, &str)>) -> Result<(String, bool)> {
    // Two rounds: a first attempt may turn out to be over, and is then handed in. More would mean that the clock runs wild.
    for _ in 0..2 {
        if let Some((attempt, _)) = state.db().active_with_answers(&user.id, &exam.info.id).await? {
            let over = match state.sheet(&attempt.id).await? {
                Some(sheet) => attempts::close_if_over(state, &sheet).await?,
                None => false,
            };
            if !over {
                return Ok((attempt.id, false));
            }
        }
        let first = match answer {
            Some((id, response)) => {
                let item =
                    exam.items.iter().find(|known| known.student.id == id).ok_or_else(|| Error::code(Code::UnknownItem))?;
                Some((id, item.taken(response)?))
            }
            None => None,
        };
        let now = state.now();
        let attempt = Attempt {
            id: uuid::Uuid::now_v7().simple().to_string(),
            exam: exam.info.id.clone(),
            started_at: now,
            deadline: now + i64::from(exam.info.minutes) * 60_000,
            submitted_at: None,
        };
        let mut write = state.db().write_attempts(&user.id).await?;
        if write.add_attempt(&user.id, &attempt, exam.items.iter().map(|item| item.student.id.as_str())).await? {
            if let Some((item, response)) = &first {
                write.put_answer(&attempt.id, item, response, now, now).await?;
            }
            write.commit().await?;
            metrics::counter!("attempts_started_total").increment(1);
            return Ok((attempt.id, true));
        }
        // Another request was quicker: its attempt is the one.
        if let Some(other) = write.active_attempt(&user.id, &exam.info.id).await? {
            return Ok((other.id, false));
        }
    }
    Err(Error::code(Code::DeadlinePassed))
}
