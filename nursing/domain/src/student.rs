//! Items as a student may see them. These types have no place for a key or a rationale.

use serde::{Deserialize, Serialize};

use crate::{interaction::Interaction, rich::RichText};

/// An item without its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StudentItem {
    /// `np1-epidemiology-001`.
    pub id: String,
    /// Counts the item's revisions, from 1.
    pub version: u32,
    /// What the student does.
    pub kind: Interaction,
    /// The topic's name.
    pub topic: String,
    /// What is asked.
    pub stem: RichText,
    /// What the stem need not say: how many to choose, how to round, the unit. Empty for multiple choice.
    pub hint: String,
    /// A passage with gaps (`{1}`) or marks (`{A|words}`).
    #[cfg_attr(not(feature = "hydrate"), serde(default, skip_serializing_if = "Option::is_none"))]
    pub text: Option<RichText>,
    /// What can be chosen: one group of options, or one a row, gap or side. None in a numeric item.
    pub groups: Vec<StudentGroup>,
    /// For a number.
    #[cfg_attr(not(feature = "hydrate"), serde(default, skip_serializing_if = "Option::is_none"))]
    pub number: Option<NumberField>,
    /// The case study that the item belongs to.
    #[cfg_attr(not(feature = "hydrate"), serde(default, skip_serializing_if = "Option::is_none"))]
    pub case: Option<StudentCase>,
}

/// Options that are chosen from together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StudentGroup {
    /// Of the row or gap; `1` where there is one group.
    pub id: String,
    /// What the row or side says.
    #[cfg_attr(not(feature = "hydrate"), serde(default, skip_serializing_if = "Option::is_none"))]
    pub label: Option<RichText>,
    /// How many may be chosen at most.
    pub most: u32,
    /// The options in the order in which they are shown.
    pub options: Vec<StudentOption>,
}

/// An option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StudentOption {
    /// A letter, `A` for the first.
    pub id: String,
    /// What it says.
    pub text: RichText,
}

/// Where a number is to be entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NumberField {
    /// `mL/h`; empty for a plain number.
    pub unit: String,
    /// Decimal places to round to.
    pub decimals: u32,
}

/// What of a case study is shown beside an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StudentCase {
    /// The case's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Which of its six items this is, from 1.
    pub step: u32,
    /// The tabs that are open at this step.
    pub tabs: Vec<Tab>,
}

/// A page of a patient's chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tab {
    /// `Nurses' notes`.
    pub title: String,
    /// What it says.
    pub content: RichText,
}
