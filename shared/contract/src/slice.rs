//! The slices of the shared store. Their names and JSON are part of the contract.

use serde::{Deserialize, Serialize};

use crate::user::User;

/// Slice `currentExam` and the rows of `examHistory`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct ExamProgress {
    /// The exam's id.
    #[serde(rename = "examId")]
    pub exam_id: String,
    /// Answered share, 0 to 100.
    pub progress: u32,
    /// Result in percent, once known.
    pub score: Option<u32>,
    /// Handed in.
    pub completed: bool,
}

/// Slice `theme`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub enum Theme {
    /// What the device asks for.
    #[default]
    #[serde(rename = "system")]
    System,
    /// Dark text on a light page.
    #[serde(rename = "light")]
    Light,
    /// Light text on a dark page.
    #[serde(rename = "dark")]
    Dark,
}

impl Theme {
    /// The value of the `data-theme` attribute and of the `theme` cookie.
    pub const fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of that name, if there is one.
    pub fn named(name: &str) -> Option<Theme> {
        [Theme::System, Theme::Light, Theme::Dark].into_iter().find(|theme| theme.name() == name)
    }
}

/// Slice `sidebar`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Sidebar {
    /// Shown in full.
    pub open: bool,
}

mf_remote::slices! {
    /// The signed-in person.
    user: Option<User> = "user", takes: Maybe("id"), tabs;
    /// The exam being taken.
    current_exam: Option<ExamProgress> = "currentExam", takes: Maybe("examId");
    /// Exams finished in this browser, newest first.
    exam_history: Vec<ExamProgress> = "examHistory", takes: List(mf_abi::slice::Yes);
    /// The side navigation.
    sidebar: Sidebar = "sidebar", takes: Has("open"), tabs, kept;
    /// Light or dark.
    theme: Theme = "theme", takes: Of(&["system", "light", "dark"]), tabs, kept, shown;
}
