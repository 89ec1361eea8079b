//! The paper as this screen reads it. The server sends `contract::exam::Paper`; what is not named here would be read on
//! every phone for nothing.

use contract::exam::{Attempt, Chosen, ExamInfo};
use mf_remote::call::Reads;
use serde::{Deserialize, Serialize};

/// `contract::exam::Paper`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Paper {
    pub(super) exam: ExamInfo,
    pub(super) attempt: Option<Attempt>,
    pub(super) questions: Vec<Question>,
    pub(super) answers: Vec<Chosen>,
    pub(super) next: Option<u32>,
    /// For the server's part of the page alone.
    #[cfg(feature = "ssr")]
    pub(super) sitting: Option<contract::sitting::Sitting>,
}

impl Reads<contract::exam::Paper> for Paper {}

/// `nursing_domain::student::StudentItem`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Question {
    pub(super) id: String,
    /// The name of an interaction: as text, since fourteen names weigh more than the two that matter here.
    pub(super) kind: String,
    /// HTML that the server has cleaned.
    pub(super) stem: String,
    pub(super) hint: String,
    pub(super) groups: Vec<Group>,
}

/// `nursing_domain::student::StudentGroup`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Group {
    pub(super) most: u32,
    pub(super) options: Vec<Choice>,
}

/// `nursing_domain::student::StudentOption`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Choice {
    pub(super) id: String,
    /// HTML that the server has cleaned.
    pub(super) text: String,
}

impl Question {
    /// How many options may be ticked.
    pub(super) fn most(&self) -> u32 {
        self.groups.first().map_or(0, |group| group.most)
    }
}
