//! The GET calls in process: what a remote's plan names, answered without HTTP, cookies or a second look at the session.

use std::sync::Arc;

use contract::{
    call::DECLARED,
    problem::Code,
    user::{Session, User},
};
use mf_abi::{call::matched, message::Answer};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::{Error, Result, State, attempts, exams, progress};

/// The answer to `GET <path>` for that user.
pub async fn fetch(state: &State, user: Option<&User>, path: &str) -> Answer<Arc<RawValue>> {
    match dispatch(state, user, path).await {
        Ok(body) => Answer { ok: Some(body), problem: None },
        Err(error) => Answer { ok: None, problem: Some(error.problem()) },
    }
}

async fn dispatch(state: &State, user: Option<&User>, path: &str) -> Result<Arc<RawValue>> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let call = DECLARED.iter().filter(|call| call.method == "GET").find_map(|call| Some((call.name, matched(call.path, path)?)));
    let (name, values) = call.ok_or_else(|| Error::code(Code::NotFound))?;
    let person = || user.ok_or_else(|| Error::code(Code::NotLoggedIn));
    match (name, &*values) {
        ("session", []) => json(&Session { user: user.cloned() }),
        ("exams", []) => json(&exams::list(state, person()?).await?),
        ("paper", [exam]) => exams::paper(state, person()?, exam).await,
        ("review", [attempt]) => json(&attempts::review(state, person()?, attempt).await?),
        ("progress", []) => json(&progress::progress(state, person()?).await?),
        _ => Err(Error::code(Code::NotFound)),
    }
}

fn json(body: &impl Serialize) -> Result<Arc<RawValue>> {
    Ok(Arc::from(to_raw_value(body)?))
}
