//! Exams as a student sees them. No type on the way to an unfinished attempt can hold a key or a rationale.

use nursing_domain::{interaction::Interaction, rich::RichText, student::StudentItem};
use serde::{Deserialize, Serialize};

use super::sitting::{Conflict, Sitting};

/// Answer of `GET /api/v1/exams`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct ExamList {
    /// Every exam that the student may take, in the order of the licensure programme.
    pub exams: Vec<ExamSummary>,
}

/// One row of the exam list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct ExamSummary {
    /// What the exam is.
    pub exam: ExamInfo,
    /// The attempt in progress, if there is one.
    pub active: Option<Attempt>,
    /// Answers given in that attempt.
    pub answered: u32,
    /// The number of its first open question, from 1; of the last one where all are answered. None without an attempt.
    pub next: Option<u32>,
    /// Finished attempts.
    pub finished: u32,
    /// Best result so far, 0 to 100.
    pub best_percent: Option<u32>,
}

/// What an exam is, without its questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct ExamInfo {
    /// Path segment, such as `np1`.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// One sentence on what it covers.
    pub about: String,
    /// Number of questions.
    pub questions: u32,
    /// Time allowed, in minutes.
    pub minutes: u32,
}

/// One sitting of an exam. Times are the server's, in milliseconds since 1970 UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Attempt {
    /// Opaque identifier.
    pub id: String,
    /// The exam's id.
    pub exam: String,
    /// When it began.
    pub started_at: i64,
    /// When answers stop being taken.
    pub deadline: i64,
    /// When it was handed in, by the student or by the clock.
    pub submitted_at: Option<i64>,
}

/// Answer of `GET /api/v1/exams/{exam}/paper`: before the start only the first question, then all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Paper {
    /// What the exam is.
    pub exam: ExamInfo,
    /// The attempt in progress; none before the start.
    pub attempt: Option<Attempt>,
    /// The questions, in the attempt's order.
    pub questions: Vec<StudentItem>,
    /// Saved answers, one a question at most.
    pub answers: Vec<Chosen>,
    /// The number of the first open question, from 1; of the last one where all are answered. None before the start.
    pub next: Option<u32>,
    /// Where the attempt is being taken; none if no page has said so.
    pub sitting: Option<Sitting>,
}

/// What a student answered to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Chosen {
    /// The question's id.
    pub item: String,
    /// The text of a [`nursing_domain::response::Response`]: `B`, `A,C`, `31.5`.
    pub response: String,
    /// The server's revision of this answer.
    pub no: i64,
}

/// Body of `POST /api/v1/exams/{exam}/attempts`: starts or resumes. The header `Idempotency-Key` makes it repeatable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Start {
    /// The device where the student sits down, as in [`super::sitting::Device`].
    pub device: Option<String>,
    /// What a person calls it.
    pub device_name: Option<String>,
    /// Of pages from before the outbox: the question answered before the start.
    pub item: Option<String>,
    /// The answer given to it.
    pub response: Option<String>,
}

/// Body of `PUT /api/v1/attempts/{attempt}/answers/{item}`, which pages from before the outbox send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Answer {
    /// The text of a [`nursing_domain::response::Response`]; empty where the student took the answer back.
    pub response: String,
    /// Rises with every change a device makes (milliseconds of the server's clock): a late, older request never overwrites a newer answer.
    pub seq: i64,
}

/// Answer of the same call, sent only once the answer is on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Saved {
    /// The question's id.
    pub item: String,
    /// The answer that is stored now: a newer one may have won.
    pub response: String,
    /// Its sequence number.
    pub seq: i64,
}

/// Answer of `POST /api/v1/attempts/{attempt}/submit`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Submitted {
    /// The attempt's id.
    pub attempt: String,
    /// The exam's id.
    pub exam: String,
    /// How it went.
    pub score: Score,
}

/// Points of an attempt, or of one topic in it. An item may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Score {
    /// Points earned.
    pub correct: u32,
    /// Points for all keys.
    pub total: u32,
}

impl Score {
    /// Whole percent, rounded down: 74.9 is no pass of 75.
    pub fn percent(self) -> u32 {
        (self.correct * 100).checked_div(self.total).unwrap_or(0)
    }

    /// The general average that the board asks for (RA 9173, section 15: 75 percent), on integers.
    pub fn passed(self) -> bool {
        self.total > 0 && self.correct * 100 >= self.total * 75
    }
}

/// Answer of `GET /api/v1/attempts/{attempt}/review`, only after the hand-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Review {
    /// What the exam is.
    pub exam: ExamInfo,
    /// The finished attempt.
    pub attempt: Attempt,
    /// The whole result.
    pub score: Score,
    /// The result by topic, weakest first.
    pub topics: Vec<TopicScore>,
    /// Every question with key and rationales.
    pub questions: Vec<ReviewedQuestion>,
    /// Answers of several devices that the student never chose between.
    pub conflicts: Vec<Conflict>,
}

/// The result in one topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct TopicScore {
    /// The topic's name.
    pub topic: String,
    /// Points in it.
    pub score: Score,
}

/// A question as the review shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct ReviewedQuestion {
    /// The item's id.
    pub id: String,
    /// What was to be done.
    pub kind: Interaction,
    /// What was asked.
    pub stem: RichText,
    /// The passage, if the item has one.
    pub text: Option<RichText>,
    /// The topic's name.
    pub topic: String,
    /// The textbook reference.
    pub reference: Option<String>,
    /// Whether there is an answer.
    pub answered: bool,
    /// Whether the answer was given in time and arrived after the end.
    pub late: bool,
    /// How it arrived then.
    pub arrived: Option<Arrival>,
    /// Answers that were given after the end, or stand against what was handed in: kept, but they don't count. The last of each device.
    pub after_end: Vec<Arrival>,
    /// Points earned.
    pub earned: u32,
    /// Points for the key.
    pub max: u32,
    /// How they are counted, a sentence; none where it is all or nothing.
    pub rule: Option<String>,
    /// What could be chosen, with key and rationales.
    pub groups: Vec<ReviewedGroup>,
    /// The number or the order, where nothing is chosen.
    pub entry: Option<ReviewedEntry>,
}

/// An answer that arrived after the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Arrival {
    /// What a person calls the device; empty where nobody said.
    pub device_name: String,
    /// The answer.
    pub response: String,
    /// When it was given, as the device says; none where it has no clock.
    pub given_at: Option<i64>,
    /// When it arrived.
    pub received_at: i64,
}

/// Options as the review shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct ReviewedGroup {
    /// What the row or side says.
    pub label: Option<RichText>,
    /// The options.
    pub options: Vec<ReviewedChoice>,
    /// Why the group's key is right.
    pub rationale: Option<RichText>,
}

/// An option as the review shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct ReviewedChoice {
    /// A letter.
    pub id: String,
    /// What it says.
    pub text: RichText,
    /// Whether it belongs to the key.
    pub right: bool,
    /// Whether the student chose it.
    pub chosen: bool,
    /// Why it is right or wrong.
    pub rationale: Option<RichText>,
}

/// A number or an order as the review shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct ReviewedEntry {
    /// What the student entered.
    pub given: String,
    /// What was right.
    pub right: String,
    /// The worked solution.
    pub rationale: Option<RichText>,
}

#[cfg(test)]
mod tests {
    use super::Score;

    #[test]
    fn the_pass_mark_is_met_on_integers_only() {
        assert!(Score { correct: 75, total: 100 }.passed());
        assert!(!Score { correct: 74, total: 99 }.passed());
        assert!(Score { correct: 3, total: 4 }.passed());
        assert!(!Score { correct: 0, total: 0 }.passed());
        assert_eq!(Score { correct: 749, total: 1000 }.percent(), 74);
        assert_eq!(Score { correct: 0, total: 0 }.percent(), 0);
    }
}
