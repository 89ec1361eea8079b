//! `GET /exams`.

use axum::extract;
use contract::{
    exam::{ExamList, ExamSummary},
    user::User,
};

use crate::api::{Json, Result, State, attempts, identity::Person};

pub(super) async fn handler(extract::State(state): extract::State<State>, Person(user): Person) -> Result<Json<ExamList>> {
    Ok(Json(list(&state, &user).await?))
}

/// Every exam with the student's standing in it.
///
/// # Errors
/// The database failed.
pub(in crate::api) async fn list(state: &State, user: &User) -> Result<ExamList> {
    let active = attempts::active(state, user).await?;
    let finished = state.db().finished_by_exam(&user.id).await?;
    let exams = state
        .bank()
        .exams()
        .iter()
        .map(|exam| {
            let running = active.iter().find(|running| running.attempt.exam == exam.info.id);
            let done = finished.iter().find(|done| done.exam == exam.info.id);
            ExamSummary {
                exam: exam.info.clone(),
                active: running.map(|running| running.attempt.clone()),
                answered: running.map_or(0, |running| running.answered),
                next: running.map(|running| running.next),
                finished: done.map_or(0, |done| done.count),
                best_percent: done.and_then(|done| done.best),
            }
        })
        .collect();
    Ok(ExamList { exams })
}
