//! The calls of a page's outbox. Phones may send them weeks after they were written, so their JSON is pinned by a test in
//! `container/tests/api/shapes.rs`: fields may be added, never renamed or taken away.

use nursing_domain::sitting::Outcome;
use serde::{Deserialize, Serialize};

/// Body of `POST /api/v1/attempts/{attempt}/changes`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Changes {
    /// The random id of the browser profile: letters, digits and hyphens, 64 at most.
    pub device: String,
    /// What a person calls it: `Android phone`.
    pub device_name: String,
    /// In the order in which they were made, 1 to 100.
    pub changes: Vec<Change>,
}

/// One thing that a student did on a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Change {
    /// The device's own counter in this attempt, from 1. The same number again is the same change again.
    pub n: i64,
    /// The question's id.
    pub item: String,
    /// The text of a [`nursing_domain::response::Response`]; empty where the student took the answer back.
    pub response: String,
    /// The revision of this question's answer that the device knew; 0 for none.
    pub base: i64,
    /// When it was made, in unix milliseconds by the server's clock as the device reckons it; none where it has no clock.
    pub at: Option<i64>,
}

/// Answer of the same call, sent only once everything in it is on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct ChangesTaken {
    /// One for each change, in the same order.
    pub results: Vec<ChangeResult>,
    /// When the attempt was handed in, if it was.
    pub submitted_at: Option<i64>,
    /// Where the attempt is being taken, if that is another device: the student has to know.
    #[cfg_attr(not(feature = "hydrate"), serde(skip_serializing_if = "Option::is_none"))]
    pub sitting: Option<Sitting>,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct ChangeResult {
    /// The device's number of the change.
    pub n: i64,
    /// What became of it.
    pub outcome: Outcome,
    /// Its revision; none where it was refused.
    #[cfg_attr(not(feature = "hydrate"), serde(skip_serializing_if = "Option::is_none"))]
    pub no: Option<i64>,
    /// The answer of another device that it is in conflict with.
    #[cfg_attr(not(feature = "hydrate"), serde(skip_serializing_if = "Option::is_none"))]
    pub other: Option<Rival>,
    /// Why it was refused: a problem's code.
    #[cfg_attr(not(feature = "hydrate"), serde(skip_serializing_if = "Option::is_none"))]
    pub code: Option<String>,
    /// The same as a sentence for the student.
    #[cfg_attr(not(feature = "hydrate"), serde(skip_serializing_if = "Option::is_none"))]
    pub detail: Option<String>,
}

/// One of two answers that different devices gave to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Rival {
    /// The device's id; `form` for a page without scripts.
    pub device: String,
    /// What a person calls the device; empty where nobody said.
    pub device_name: String,
    /// The answer.
    pub response: String,
    /// When the server took it.
    pub received_at: i64,
    /// Its revision.
    pub no: i64,
}

/// Two answers between which the student has not chosen yet. A further change of either device that knows both ends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Conflict {
    /// The question's id.
    pub item: String,
    /// The answer of the device that asks (`?device=`); the one that counts, where it asks for neither.
    pub mine: Rival,
    /// The one against it.
    pub other: Rival,
    /// The revision that counts until the student has chosen.
    pub counts: i64,
}

/// Body of `POST /api/v1/attempts/{attempt}/sitting`: the student goes on at this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Device {
    /// As in [`Changes::device`].
    pub device: String,
    /// What a person calls it.
    pub device_name: String,
}

/// Where an attempt is being taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Sitting {
    /// The device's id.
    pub device: String,
    /// What a person calls it.
    pub device_name: String,
    /// When it last said something.
    pub seen_at: i64,
}

/// Body of `POST /api/v1/attempts/{attempt}/submit`; an empty one is as good.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct HandIn {
    /// The device that hands in.
    pub device: Option<String>,
    /// Its counter then: changes up to this number were made before the hand-in.
    pub n: Option<i64>,
    /// When, for a hand-in made offline. As [`Change::at`].
    pub at: Option<i64>,
}

/// Answer of `GET /api/v1/attempts/{attempt}/state` and of the sitting call: what a page that wakes up has to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct AttemptState {
    /// The server's time.
    pub now: i64,
    /// When the time is over.
    pub deadline: i64,
    /// When the attempt was handed in, if it was.
    pub submitted_at: Option<i64>,
    /// Where it is being taken; none if no page has said so.
    pub sitting: Option<Sitting>,
    /// The answers that count.
    pub answers: Vec<super::exam::Chosen>,
    /// Answers of several devices that the student has to choose between.
    pub conflicts: Vec<Conflict>,
}
