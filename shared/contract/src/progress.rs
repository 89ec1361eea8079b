//! What the dashboard shows.

use serde::{Deserialize, Serialize};

use super::exam::{Attempt, ExamInfo, Score, TopicScore};

/// Answer of `GET /api/v1/progress`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Progress {
    /// The attempts in progress, most recently started first.
    pub active: Vec<ActiveAttempt>,
    /// Finished attempts, newest first, at most 50.
    pub finished: Vec<FinishedAttempt>,
    /// Results by topic over all finished attempts, weakest first.
    pub topics: Vec<TopicScore>,
}

/// An attempt that can be continued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct ActiveAttempt {
    /// What the exam is.
    pub exam: ExamInfo,
    /// The attempt.
    pub attempt: Attempt,
    /// Answers given so far.
    pub answered: u32,
    /// The number of the first open question, from 1; of the last one where all are answered.
    pub next: u32,
}

/// A finished attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct FinishedAttempt {
    /// The attempt's id.
    pub attempt: String,
    /// The exam's id.
    pub exam: String,
    /// The exam's title.
    pub title: String,
    /// When it was handed in, in milliseconds since 1970 UTC.
    pub submitted_at: i64,
    /// How it went.
    pub score: Score,
}
