//! `GET /progress`: what the dashboard shows.

use axum::{Router, extract, routing::get};
use contract::{
    call::PATHS,
    progress::{ActiveAttempt, Progress},
    user::User,
};

use super::{Json, Result, State, attempts, bank::weakest_first, identity::Person, v1};

pub(super) fn router() -> Router<State> {
    Router::new().route(v1(PATHS.progress), get(handler))
}

async fn handler(extract::State(state): extract::State<State>, Person(user): Person) -> Result<Json<Progress>> {
    Ok(Json(progress(&state, &user).await?))
}

/// The student's attempts and results.
///
/// # Errors
/// The database failed.
pub(super) async fn progress(state: &State, user: &User) -> Result<Progress> {
    let active = attempts::active(state, user)
        .await?
        .into_iter()
        .filter_map(|running| {
            let exam = state.bank().exam(&running.attempt.exam)?.info.clone();
            Some(ActiveAttempt { exam, attempt: running.attempt, answered: running.answered, next: running.next })
        })
        .collect();
    let mut finished = state.db().finished_attempts(&user.id).await?;
    for attempt in &mut finished {
        if let Some(exam) = state.bank().exam(&attempt.exam) {
            attempt.title.clone_from(&exam.info.title);
        }
    }
    let mut topics = state.db().topics_of_user(&user.id).await?;
    weakest_first(&mut topics);
    Ok(Progress { active, finished, topics })
}
