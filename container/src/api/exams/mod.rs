//! Exams as a student finds them.

mod kept;
mod list;
mod paper;
mod start;

use axum::{
    Router,
    routing::{get, post},
};
use contract::{call::PATHS, problem::Code};

use super::{Error, Result, State, bank::Exam, v1};

pub(super) use kept::Papers;
pub(super) use list::list;
pub(super) use paper::paper;
pub(super) use start::start;

pub(super) fn router() -> Router<State> {
    Router::new()
        .route(v1(PATHS.exams), get(list::handler))
        .route(v1(PATHS.paper), get(paper::handler))
        .route(v1(PATHS.start), post(start::handler))
}

/// The exam of that id, or the refusal.
fn known<'s>(state: &'s State, id: &str) -> Result<&'s Exam> {
    state.bank().exam(id).ok_or_else(|| Error::code(Code::UnknownExam))
}
