//! `POST /attempts/{attempt}/submit`.

use axum::extract::{self, Path};
use shared::contract::{
    exam::{Score, Submitted},
    user::User,
};

use super::{close::close, own};
use crate::{
    api::{Json, Result, State, identity::Person},
    db,
};

pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    Person(user): Person,
    Path(attempt): Path<String>,
) -> Result<Json<Submitted>> {
    Ok(Json(submit(&state, &user, &attempt).await?))
}

/// Hands an attempt in. Doing so again changes nothing and answers the same: the first answer may have got lost.
///
/// # Errors
/// The attempt isn't the user's, or the database failed.
pub(in crate::api) async fn submit(state: &State, user: &User, attempt: &str) -> Result<Submitted> {
    let sheet = own(state, user, attempt).await?;
    close(state, &sheet, state.now()).await?;
    let score: Option<Score> = state.db().attempt(attempt).await?.and_then(|stored| stored.score);
    let score = score.ok_or_else(|| db::Error::Damaged(format!("attempt `{attempt}` is closed without a score")))?;
    Ok(Submitted { attempt: attempt.to_owned(), exam: sheet.attempt.exam.clone(), score })
}
