//! `GET /attempts/{attempt}/review`: the only call that tells keys and rationales.

use axum::extract::{self, Path};
use contract::{
    exam::{ExamInfo, Review},
    problem::Code,
    user::User,
};

use super::{close_if_over, conflicts, own, reviewed};
use crate::{
    api::{
        Error, Json, Result, State,
        bank::{Sheet, weakest_first},
        identity::Person,
    },
    db::history::Entry,
};

pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    Person(user): Person,
    Path(attempt): Path<String>,
) -> Result<Json<Review>> {
    Ok(Json(review(&state, &user, &attempt).await?))
}

/// The review of a finished attempt.
///
/// # Errors
/// The attempt isn't the user's or is still open, or the database failed.
pub(in crate::api) async fn review(state: &State, user: &User, attempt: &str) -> Result<Review> {
    let sheet = own(state, user, attempt).await?;
    close_if_over(state, &sheet).await?;
    let stored = state.db().attempt(attempt).await?.ok_or_else(|| Error::code(Code::UnknownAttempt))?;
    let Some(score) = stored.score.filter(|_| stored.attempt.submitted_at.is_some()) else {
        return Err(Error::code(Code::NotSubmitted));
    };
    let mut topics = state.db().topics_of_attempt(attempt).await?;
    weakest_first(&mut topics);
    let chosen = state.db().answers(attempt).await?;
    let history = state.db().history(attempt).await?;
    let questions = sheet
        .items
        .iter()
        .map(|item| {
            let id = &item.student.id;
            let of_item: Vec<&Entry> = history.iter().filter(|entry| entry.stored.change.item == *id).collect();
            reviewed::question(item, chosen.get(id).map_or("", String::as_str), &of_item)
        })
        .collect::<Result<_>>()?;
    let conflicts = conflicts::of(&history, None);
    Ok(Review { exam: asked(state, &sheet), attempt: stored.attempt, score, topics, questions, conflicts })
}

/// The exam as this attempt had it: it may have other questions by now.
pub(in crate::api) fn asked(state: &State, sheet: &Sheet) -> ExamInfo {
    let questions = u32::try_from(sheet.items.len()).unwrap_or(u32::MAX);
    let minutes = u32::try_from((sheet.attempt.deadline - sheet.attempt.started_at) / 60_000).unwrap_or(0);
    let id = sheet.attempt.exam.clone();
    match state.bank().exam(&id) {
        Some(exam) => ExamInfo { questions, minutes, ..exam.info.clone() },
        None => ExamInfo { title: id.clone(), about: String::new(), id, questions, minutes },
    }
}
