//! `POST /attempts/{attempt}/sitting`: "Continue here".

use axum::extract::{self, Path};
use shared::contract::sitting::{self, AttemptState};

use super::{close_if_over, device::Device, own, state::of, taking::Taking};
use crate::api::{Json, Result, State, identity::Person};

/// The device takes the place, whoever sat there. Its own changes are taken in any case: this is for people to know.
pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    Person(user): Person,
    Path(attempt): Path<String>,
    Json(body): Json<sitting::Device>,
) -> Result<Json<AttemptState>> {
    let device = Device::new(&body.device, &body.device_name)?;
    let sheet = own(&state, &user, &attempt).await?;
    close_if_over(&state, &sheet).await?;
    let mut taking = Taking::begin(state.db().write_attempts(&user.id).await?, &attempt, state.now()).await?;
    taking.seat(&device, true).await?;
    taking.commit(None).await?;
    Ok(Json(of(&state, &user, &attempt, Some(&device.id)).await?))
}
