//! What becomes of the changes that devices send in one sitting of an exam: pure rules, for the server that stores them and for
//! whoever wants to run them without one.
//!
//! Every change that arrives is kept, in the order in which it was taken; what counts is derived from that history. No clock
//! decides an order: a device numbers its own changes (`n`), the server numbers what it takes (`no`). A clock says only whether an
//! answer was given before the end.
//!
//! # Layout
//! - [`decide()`]: the rule for one change. [`End`]: when an attempt is over, and what was still in time.
//! - [`check_device`], [`check_count`], [`Change::check_numbers`]: what can never be taken.
//! - [`Room`]: how many changes are kept.
//! - [`rivals()`]: answers of other devices that nobody has chosen between yet.
//! - [`Attempt`]: a whole attempt in memory.

mod attempt;
mod decide;
mod end;
mod request;
mod rivals;
mod room;

use serde::{Deserialize, Serialize};

pub use self::{
    attempt::Attempt,
    decide::{Decision, Known, decide},
    end::{End, GRACE_MS},
    request::{AT_ONCE, Refusal, check_count, check_device},
    rivals::rivals,
    room::{DEVICES, RESERVED, Room, SHARED},
};

/// The device of plain forms, and of pages that number nothing themselves: the server numbers their changes. Two such changes may
/// come from two tabs or two phones, so this is never the same device as itself.
pub const FORM: &str = "form";

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Outcome {
    /// It counts now.
    #[serde(rename = "stored")]
    Stored,
    /// Kept; a later change of the same device was there already.
    #[serde(rename = "superseded")]
    Superseded,
    /// Kept, and counts for now; another device had answered otherwise, which this one had not seen.
    #[serde(rename = "conflict")]
    Conflict,
    /// Arrived after the end, given before it: counts, and is marked.
    #[serde(rename = "late")]
    Late,
    /// Kept; doesn't count.
    #[serde(rename = "after-end")]
    AfterEnd,
    /// Can never be taken, and is not in the history.
    #[serde(rename = "refused")]
    Refused,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Outcome; 6] =
        [Outcome::Stored, Outcome::Superseded, Outcome::Conflict, Outcome::Late, Outcome::AfterEnd, Outcome::Refused];

    /// The name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Stored => "stored",
            Outcome::Superseded => "superseded",
            Outcome::Conflict => "conflict",
            Outcome::Late => "late",
            Outcome::AfterEnd => "after-end",
            Outcome::Refused => "refused",
        }
    }

    /// The outcome of that name.
    pub fn named(name: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| outcome.name() == name)
    }

    /// Whether a change of that outcome became what counts.
    pub const fn counts(self) -> bool {
        matches!(self, Outcome::Stored | Outcome::Conflict | Outcome::Late)
    }
}

/// One thing that a student did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which device says so.
    pub device: String,
    /// The device's own counter, from 1.
    pub n: i64,
    /// The question.
    pub item: String,
    /// The answer, normalised: equal answers are equal texts. Empty where one was taken back.
    pub response: String,
    /// The revision of this question's answer that the device knew; 0 for none.
    pub base: i64,
    /// Of pages older than `n`: rises with every change of a question.
    pub seq: Option<i64>,
    /// When the student did it, by the server's clock as the device reckons it.
    pub claimed_at: Option<i64>,
}

/// A change in the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// The revision: rises within an attempt.
    pub no: i64,
    /// What was done.
    pub change: Change,
    /// When it arrived.
    pub received_at: i64,
    /// What became of it then.
    pub outcome: Outcome,
    /// The revision that it was in conflict with.
    pub other: Option<i64>,
}
