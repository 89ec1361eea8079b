//! `POST /attempts/{attempt}/submit`.

use axum::{
    body::Bytes,
    extract::{self, Path},
};
use contract::{
    exam::{Score, Submitted},
    problem::Code,
    sitting::HandIn,
    user::User,
};

use super::{close, device::Device, own};
use crate::{
    api::{Error, Json, Result, State, identity::Person},
    db,
};

/// The body may be empty: pages from before the outbox, and plain forms, have nothing to say.
pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    Person(user): Person,
    Path(attempt): Path<String>,
    body: Bytes,
) -> Result<Json<Submitted>> {
    let hand_in = match body.as_ref() {
        b"" => HandIn::default(),
        body => {
            serde_json::from_slice(body).map_err(|_| Error::detailed(Code::InvalidBody, "The body isn't that of a hand-in."))?
        }
    };
    Ok(Json(submit(&state, &user, &attempt, &hand_in).await?))
}

/// Hands an attempt in. Doing so again changes nothing and answers the same: the first answer may have got lost.
///
/// # Errors
/// The attempt isn't the user's, or the database failed.
pub(in crate::api) async fn submit(state: &State, user: &User, attempt: &str, hand_in: &HandIn) -> Result<Submitted> {
    let device = hand_in.device.as_deref().map(|id| Device::new(id, "")).transpose()?;
    let sheet = own(state, user, attempt).await?;
    let at = close::end(&sheet.attempt).moment(hand_in.at, state.now());
    let by = device.as_ref().zip(hand_in.n).map(|(device, n)| (device.id.as_str(), n));
    close::close(state, &sheet, at, by).await?;
    let score: Option<Score> = state.db().attempt(attempt).await?.and_then(|stored| stored.score);
    let score = score.ok_or_else(|| db::Error::Damaged(format!("attempt `{attempt}` is closed without a score")))?;
    Ok(Submitted { attempt: attempt.to_owned(), exam: sheet.attempt.exam.clone(), score })
}
