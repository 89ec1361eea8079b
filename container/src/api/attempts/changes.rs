//! `POST /attempts/{attempt}/changes`: what a page's outbox sends.

use axum::extract::{self, Path};
use contract::{
    problem::Code,
    sitting::{Change, ChangeResult, Changes, ChangesTaken},
};
use nursing_domain::sitting::{self, Outcome, check_count};

use super::{close_if_over, device::Device, own, taking::Taking};
use crate::api::{Error, Json, Result, State, bank::Sheet, identity::Person};

/// Takes all changes or, if the database fails, none. One that can never be taken is refused by itself.
pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    Person(user): Person,
    Path(attempt): Path<String>,
    Json(body): Json<Changes>,
) -> Result<Json<ChangesTaken>> {
    let device = Device::new(&body.device, &body.device_name)?;
    check_count(body.changes.len())?;
    let sheet = own(&state, &user, &attempt).await?;
    let now = state.now();
    close_if_over(&state, &sheet).await?;
    let checked = body.changes.iter().map(|change| checked(&sheet, &device, change)).collect::<Vec<_>>();

    let mut taking = Taking::begin(state.db().write_attempts(&user.id).await?, &attempt, now).await?;
    taking.seat(&device, false).await?;
    let mut results = Vec::with_capacity(checked.len());
    for (sent, change) in body.changes.iter().zip(checked) {
        results.push(match change {
            Ok(change) => take(&mut taking, &device, change).await?,
            Err(error) => refusal(sent.n, error)?,
        });
    }
    let sitting = taking.elsewhere(&device);
    let submitted_at = taking.commit(Some(&sheet)).await?;
    Ok(Json(ChangesTaken { results, submitted_at, sitting }))
}

/// A change that can be taken, whenever it arrives.
fn checked(sheet: &Sheet, device: &Device, change: &Change) -> Result<sitting::Change> {
    let mut checked = sitting::Change {
        device: device.id.clone(),
        n: change.n,
        item: change.item.clone(),
        response: String::new(),
        base: change.base,
        seq: None,
        claimed_at: change.at,
    };
    checked.check_numbers()?;
    let item = sheet.item(&change.item).ok_or_else(|| Error::code(Code::UnknownItem))?;
    checked.response = item.taken(&change.response)?;
    Ok(checked)
}

async fn take(taking: &mut Taking, device: &Device, change: sitting::Change) -> Result<ChangeResult> {
    let n = change.n;
    let entry = match taking.take(change, &device.name).await {
        Ok(entry) => entry,
        Err(error) => return refusal(n, error),
    };
    let other = taking.other(&entry.stored).await?.map(|other| other.rival());
    Ok(ChangeResult { n, outcome: entry.stored.outcome, no: Some(entry.stored.no), other, code: None, detail: None })
}

/// The result of a change that can never be taken. What is our own fault is none: the whole request fails and is sent again.
fn refusal(n: i64, error: Error) -> Result<ChangeResult> {
    let Error::Refused { code, detail, .. } = error else {
        return Err(error);
    };
    let detail = detail.unwrap_or_else(|| code.sentence().to_owned());
    Ok(ChangeResult {
        n,
        outcome: Outcome::Refused,
        no: None,
        other: None,
        code: Some(code.name().to_owned()),
        detail: Some(detail),
    })
}
