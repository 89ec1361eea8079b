//! Scoring by NCSBN's published rules for the Next Generation NCLEX (NCSBN, "Next Generation NCLEX: Scoring", Help Center article
//! 14690447982359; Muntean, "NGN scoring models").
//!
//! | rule | kinds | arithmetic |
//! |---|---|---|
//! | 0/1 | multiple choice, select N, cloze, drag cloze, matrix choice, bow-tie | a point for each right choice, none taken away |
//! | +/− | select all, highlight, matrix response | a point for each right choice, one off for each wrong one, not below 0 in an item, or in a column (if its author wants it so, a row) of a matrix |
//! | rationale | dyad, triad | a dyad's point needs both gaps; a triad gives one point for its first gap with one of the others, two for all |
//! | all or nothing | ordered, numeric | the point needs all of it |
//!
//! That a matrix response is counted by its columns is how vendors who implement the rules have it (Learnosity Author Guide, "Matrix
//! Multiple Response (Choice matrix - NCLEX scoring)"): a floor of zero per column.
//!
//! An answer that names what the item doesn't have is an error, not a zero: it was damaged on the way, and the student must be told.

mod error;
mod groups;
mod number;

use crate::{
    item::{Body, Item},
    response::Response,
};

pub use error::ScoreError;

/// What an answer is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Points.
    pub earned: u32,
    /// Points for the key.
    pub max: u32,
    /// By which rule.
    pub rule: Rule,
    /// The same for each group, row or column, whichever the points are counted by; one part where they are counted together.
    pub parts: Vec<Part>,
}

/// The points of one group, row or column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The group's id; the option's id where a matrix is scored by columns.
    pub id: String,
    /// Points.
    pub earned: u32,
    /// Points for the key.
    pub max: u32,
    /// Right choices.
    pub right: u32,
    /// Wrong choices.
    pub wrong: u32,
}

/// A scoring rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Points for what is right.
    ZeroOne,
    /// Points for what is right, less one for what is wrong.
    PlusMinus,
    /// Points for what belongs together.
    Rationale,
    /// All of it or nothing.
    AllOrNothing,
}

impl Rule {
    /// A sentence for students.
    pub const fn sentence(self) -> &'static str {
        match self {
            Rule::ZeroOne => "A point for each right choice.",
            Rule::PlusMinus => "A point for each right choice, one off for each wrong one, and never below zero.",
            Rule::Rationale => "Points for choices that belong together.",
            Rule::AllOrNothing => "A point for the whole answer.",
        }
    }
}

/// Scores a response. An empty one earns nothing.
///
/// # Errors
/// The response isn't one to this item.
pub fn score(item: &Item, response: &Response) -> Result<Marks, ScoreError> {
    match (item.body(), response) {
        (Body::Groups(body), Response::Choices(chosen)) => groups::score(body, chosen),
        (Body::Ordered(body), Response::Order(order)) => groups::score_order(body, order),
        (Body::Numeric(body), Response::Number(text)) => number::score(body, text),
        _ => Err(ScoreError::Kind),
    }
}

/// Points for the key of an item.
pub fn max(item: &Item) -> u32 {
    match item.body() {
        Body::Groups(body) => groups::max(body),
        Body::Ordered(_) | Body::Numeric(_) => 1,
    }
}

/// The response that earns all points.
pub fn key(item: &Item) -> Response {
    match item.body() {
        Body::Groups(body) => Response::Choices(groups::key(body)),
        Body::Ordered(body) => Response::Order(body.key.clone()),
        Body::Numeric(body) => Response::Number(body.value.normalize().to_string()),
    }
}
