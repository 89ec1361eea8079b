//! `POST /exams/{exam}/attempts`.

use axum::{
    extract::{self, Path},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use contract::{
    exam::{Attempt, Start},
    problem::Code,
    user::User,
};
use sha2::{Digest, Sha256};

use super::{known, paper::of_attempt};
use crate::{
    api::{
        Error, Json, Result, State,
        attempts::{self, Device, Taking, Unnumbered},
        bank::Exam,
        identity::Person,
    },
    db::calls::Call,
};

const KEY_HEADER: &str = "idempotency-key";
const DAY_MS: i64 = 86_400_000;
/// Attempts that a student may start within a day: more than anybody can sit, and few enough that nobody fills the disk.
const ATTEMPTS_A_DAY: i64 = 50;
/// Idempotency keys that a student may use within a day. Each is kept for 90.
const KEYS_A_DAY: i64 = 100;

pub(super) async fn handler(
    extract::State(state): extract::State<State>,
    Person(user): Person,
    Path(exam): Path<String>,
    headers: HeaderMap,
    Json(body): Json<Start>,
) -> Result<Response> {
    let idempotency = Idempotency::of(&headers, &exam, &body)?;
    let (attempt, new) = start(&state, &user, &exam, &body, idempotency.as_ref()).await?;
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(&*of_attempt(&state, &attempt).await?)).into_response())
}

/// A key that makes a start repeatable, and the request that it stands for.
pub(in crate::api) struct Idempotency {
    key: String,
    request: String,
}

impl Idempotency {
    fn of(headers: &HeaderMap, exam: &str, body: &Start) -> Result<Option<Idempotency>> {
        let Some(key) = headers.get(KEY_HEADER) else {
            return Ok(None);
        };
        let key = key.to_str().ok().filter(|key| (1..=100).contains(&key.len()));
        let key =
            key.ok_or_else(|| Error::detailed(Code::InvalidBody, "The idempotency key has to be 1 to 100 plain characters."))?;
        let mut hash = Sha256::new();
        hash.update(serde_json::to_vec(&(exam, body))?);
        let request = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Some(Idempotency { key: key.to_owned(), request }))
    }
}

/// What a start is asked for.
struct Asked<'a> {
    user: &'a User,
    exam: &'a Exam,
    device: Option<Device>,
    answer: Option<(&'a str, &'a str)>,
    idempotency: Option<&'a Idempotency>,
}

/// Starts an attempt, or resumes the one in progress, and takes the answer that came along. Returns the attempt's id and
/// whether it is new. However many starts race, there is one attempt; the same key again gives the same attempt again, even if
/// it was handed in meanwhile.
///
/// # Errors
/// There is no such exam, question or option, the key stands for another request, there were too many starts, or the database failed.
pub(in crate::api) async fn start(
    state: &State,
    user: &User,
    exam: &str,
    body: &Start,
    idempotency: Option<&Idempotency>,
) -> Result<(String, bool)> {
    let exam = known(state, exam)?;
    let answer = match (&body.item, &body.response) {
        (Some(item), Some(response)) => Some((item.as_str(), response.as_str())),
        (None, None) => None,
        _ => {
            return Err(Error::detailed(Code::InvalidBody, "`item` and `response` come together."));
        }
    };
    let name = body.device_name.as_deref().unwrap_or_default();
    let device = body.device.as_deref().map(|id| Device::new(id, name)).transpose()?;
    let asked = Asked { user, exam, device, answer, idempotency };
    // Three rounds: an attempt may turn out to be over, and is then handed in, or another request may be quicker. More would mean
    // that the clock runs wild.
    for _ in 0..3 {
        if let Some(begun) = begin(state, &asked).await? {
            return Ok(begun);
        }
    }
    Err(Error::code(Code::DeadlinePassed))
}

/// Finds the attempt in progress or makes it, in one transaction with all that belongs to it; none if something changed before the
/// transaction began.
async fn begin(state: &State, asked: &Asked<'_>) -> Result<Option<(String, bool)>> {
    let Asked { user, exam, .. } = asked;
    let sheet = match state.db().running(&user.id, &exam.info.id).await? {
        Some(running) => state.sheet(&running.attempt.id).await?,
        None => None,
    };
    if let Some(sheet) = &sheet
        && attempts::close_if_over(state, sheet).await?
    {
        return Ok(None);
    }
    if let (Some(sheet), None, None, None) = (&sheet, &asked.device, asked.answer, asked.idempotency) {
        // Nothing to note down.
        return Ok(Some((sheet.attempt.id.clone(), false)));
    }
    let answer = match asked.answer {
        Some((id, response)) => {
            let item = match &sheet {
                Some(sheet) => sheet.item(id),
                None => exam.items.iter().find(|known| known.student.id == id).map(AsRef::as_ref),
            };
            Some((id, item.ok_or_else(|| Error::code(Code::UnknownItem))?.taken(response)?))
        }
        None => None,
    };

    let now = state.now();
    let mut write = state.db().write_attempts(&user.id).await?;
    if let Some(Idempotency { key, request }) = asked.idempotency
        && let Some(call) = write.call(&user.id, key).await?
    {
        if call.request != *request {
            return Err(Error::code(Code::IdempotencyKeyReused));
        }
        // The quicker one may not be durable yet.
        write.commit().await?;
        return Ok(Some((call.attempt, false)));
    }
    let active = write.active_attempt(&user.id, &exam.info.id).await?;
    let new = active.is_none();
    if active.as_ref().map(|attempt| &attempt.id) != sheet.as_ref().map(|sheet| &sheet.attempt.id) {
        // What was seen here is to be read, in the next round.
        write.commit().await?;
        return Ok(None);
    }
    let (attempts, keys) = write.starts_since(&user.id, now - DAY_MS).await?;
    if (new && attempts >= ATTEMPTS_A_DAY) || (asked.idempotency.is_some() && keys >= KEYS_A_DAY) {
        return Err(Error::wait(Code::TooManyStarts, 3_600));
    }
    let attempt = active.unwrap_or_else(|| attempt(exam, now));
    let items = exam.items.iter().map(|item| (item.student.id.as_str(), item.version.as_str()));
    if new && !write.add_attempt(&user.id, &attempt, items).await? {
        return Ok(None);
    }
    let mut taking = Taking::begin(write, &attempt.id, now).await?;
    if let Some((item, response)) = &answer {
        // It was given before the request was sent, and has no number of its own: whatever comes after it is newer.
        taking.take_unnumbered(Unnumbered { item, response, ..Unnumbered::default() }).await?;
    }
    if let Some(device) = &asked.device {
        taking.seat(device, false).await?;
    }
    if let Some(Idempotency { key, request }) = asked.idempotency {
        let call = Call { request: request.clone(), attempt: attempt.id.clone() };
        if !taking.write().add_call(&user.id, key, &call, now).await? {
            return Ok(None);
        }
    }
    taking.commit(None).await?;
    if new {
        metrics::counter!("attempts_started_total").increment(1);
    }
    Ok(Some((attempt.id, new)))
}

fn attempt(exam: &Exam, now: i64) -> Attempt {
    Attempt {
        id: uuid::Uuid::now_v7().simple().to_string(),
        exam: exam.info.id.clone(),
        started_at: now,
        deadline: now + i64::from(exam.info.minutes) * 60_000,
        submitted_at: None,
    }
}
