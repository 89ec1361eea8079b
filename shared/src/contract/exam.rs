//! Exams as a student sees them. No type on the way to an unfinished attempt can hold a key or a rationale.

use serde::{Deserialize, Serialize};

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
    pub questions: Vec<Question>,
    /// Saved answers, one a question at most.
    pub answers: Vec<Chosen>,
}

/// What a student chose for a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Chosen {
    /// The question's id.
    pub item: String,
    /// The option's id.
    pub option: String,
}

/// A question without its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Question {
    /// The item's id.
    pub id: String,
    /// What is asked, as plain text.
    pub stem: String,
    /// The options, in order.
    pub options: Vec<Choice>,
}

/// An option without its rationale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Choice {
    /// `A` to `D`.
    pub id: String,
    /// Plain text.
    pub text: String,
}

/// Body of `POST /api/v1/exams/{exam}/attempts`: starts or resumes, and may carry the answer that started it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Start {
    /// The question answered before the start, if any.
    pub item: Option<String>,
    /// The option given to it.
    pub option: Option<String>,
}

/// Body of `PUT /api/v1/attempts/{attempt}/answers/{item}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Answer {
    /// The option's id.
    pub option: String,
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
    /// The option that is stored now: a newer one may have won.
    pub option: String,
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

/// Points of an attempt, or of one topic in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Score {
    /// Right answers.
    pub correct: u32,
    /// Questions.
    pub total: u32,
}

impl Score {
    /// Whole percent, rounded down: 74.9 is no pass of 75.
    pub fn percent(self) -> u32 {
        (self.correct * 100).checked_div(self.total).unwrap_or(0)
    }

    /// The general average that the board asks for (RA 9173, section 14: 75 percent), on integers.
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
    /// What was asked.
    pub stem: String,
    /// The topic's name.
    pub topic: String,
    /// The textbook reference.
    pub reference: String,
    /// The right option's id.
    pub key: String,
    /// The student's option, if any.
    pub chosen: Option<String>,
    /// The options with their rationales.
    pub options: Vec<ReviewedChoice>,
}

/// An option as the review shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct ReviewedChoice {
    /// `A` to `D`.
    pub id: String,
    /// Plain text.
    pub text: String,
    /// Why it is right or wrong.
    pub rationale: String,
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
