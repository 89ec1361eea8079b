//! `POST /attempts/{attempt}/sitting`: "Continue here". And who sits: one device at a time.

use axum::extract::{self, Path};
use contract::{
    sitting::{self, AttemptState, Sitting},
    user::User,
};

use super::{close_if_over, device::Device, own, state::of, taking::Taking};
use crate::api::{Json, Result, State, identity::Person};

/// Who has said nothing for so long has left: a phone whose battery is empty must not be asked about for ever.
const LEFT_MS: i64 = 15 * 60_000;

/// The device takes the place, whoever sat there. Its own changes are taken in any case: this is for people to know.
pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    Person(user): Person,
    Path(attempt): Path<String>,
    Json(body): Json<sitting::Device>,
) -> Result<Json<AttemptState>> {
    let device = Device::new(&body.device, &body.device_name)?;
    sit(&state, &user, &attempt, &device).await?;
    Ok(Json(of(&state, &user, &attempt, Some(&device.id)).await?))
}

/// The student goes on at this device.
///
/// # Errors
/// The attempt isn't the user's, or the database failed.
pub(in crate::api) async fn sit(state: &State, user: &User, attempt: &str, device: &Device) -> Result<()> {
    let sheet = own(state, user, attempt).await?;
    close_if_over(state, &sheet).await?;
    let mut taking = Taking::begin(state.db().write_attempts(&user.id).await?, attempt, state.now()).await?;
    taking.seat(device, true).await?;
    taking.commit(None).await.map(|_| ())
}

/// Who sits there `now`, of what was noted.
pub(in crate::api) fn still(noted: Option<Sitting>, now: i64) -> Option<Sitting> {
    noted.filter(|sitting| now - sitting.seen_at <= LEFT_MS)
}
