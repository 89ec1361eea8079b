//! The GET calls in process: what a remote's plan names, answered without HTTP, cookies or a second look at the session.

use std::sync::Arc;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use shared::{
    abi::Answer,
    contract::{
        problem::Code,
        user::{Session, User},
    },
};

use super::{Error, Result, State, attempts, exams, progress};

/// The answer to `GET /api/v1/<path>` for that user. Takes the path with or without `/api/v1/` in front.
pub async fn fetch(state: &State, user: Option<&User>, path: &str) -> Answer<Arc<RawValue>> {
    match dispatch(state, user, path).await {
        Ok(body) => Answer { ok: Some(body), problem: None },
        Err(error) => Answer { ok: None, problem: Some(error.problem()) },
    }
}

async fn dispatch(state: &State, user: Option<&User>, path: &str) -> Result<Arc<RawValue>> {
    let path = path.strip_prefix("/api/v1").unwrap_or(path).trim_start_matches('/');
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let person = || user.ok_or_else(|| Error::code(Code::NotLoggedIn));
    let mut segments = path.split('/');
    let four = [segments.next(), segments.next(), segments.next(), segments.next()];
    match four {
        [Some("session"), None, ..] => json(&Session { user: user.cloned() }),
        [Some("exams"), None, ..] => json(&exams::list(state, person()?).await?),
        [Some("exams"), Some(exam), Some("paper"), None] => exams::paper(state, person()?, exam).await,
        [Some("attempts"), Some(attempt), Some("review"), None] => json(&attempts::review(state, person()?, attempt).await?),
        [Some("progress"), None, ..] => json(&progress::progress(state, person()?).await?),
        _ => Err(Error::code(Code::NotFound)),
    }
}

fn json(body: &impl Serialize) -> Result<Arc<RawValue>> {
    Ok(Arc::from(to_raw_value(body)?))
}
