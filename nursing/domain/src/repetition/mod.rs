//! When a question that was answered wrongly is asked again: FSRS, with its published default weights (Ye 2024, "Free Spaced
//! Repetition Scheduler", version 5), by the crate `rs-fsrs`.
//!
//! Everything here is a function of its arguments. Times are milliseconds since 1970-01-01 UTC. A clock that goes backwards does no
//! harm: no review is taken to be earlier than the one before it.

mod card;
mod grade;
mod queue;
mod schedule;

pub use self::{
    card::{Card, CardError, CardRecord, LATEST, State},
    grade::Grade,
    queue::{Scheduled, queue},
};
