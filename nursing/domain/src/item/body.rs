//! What is to be done in an item, with its key.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{interaction::Interaction, rich::RichText};

/// The three shapes of items.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// Options are chosen, in one group or several: all kinds but two.
    Groups(Groups),
    /// Options are put in order.
    Ordered(Ordered),
    /// A number is entered.
    Numeric(Number),
}

impl Body {
    /// What a student does.
    pub fn kind(&self) -> Interaction {
        match self {
            Body::Groups(groups) => groups.kind,
            Body::Ordered(_) => Interaction::Ordered,
            Body::Numeric(_) => Interaction::Numeric,
        }
    }
}

/// Groups of options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Groups {
    /// Any kind but ordered and numeric.
    pub kind: Interaction,
    /// A passage with a gap `{1}` for each group, or a mark `{A|words}` for each option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<RichText>,
    /// How a matrix response is scored.
    #[serde(default, skip_serializing_if = "Axis::is_rows")]
    pub axis: Axis,
    /// One group, or one a gap, row or side.
    pub groups: Vec<Group>,
}

/// What a matrix response is scored by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// Each row for itself.
    #[default]
    Rows,
    /// Each column for itself.
    Columns,
}

impl Axis {
    /// As the licensure examination scores that kind: a matrix response by its columns. By rows it is what the examination calls
    /// a multiple response grouping, whose groups happen to have the same options.
    pub fn of(kind: Interaction) -> Axis {
        if kind == Interaction::MatrixResponse { Axis::Columns } else { Axis::Rows }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    fn is_rows(&self) -> bool {
        *self == Axis::Rows
    }
}

/// Options that are chosen from together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// `1` where there is one group; a gap's number, a row's number, or `actions`, `condition`, `parameters`.
    pub id: String,
    /// What the row or side says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<RichText>,
    /// How many may be chosen.
    pub pick: Pick,
    /// The options in the order in which they are shown.
    pub options: Vec<Choice>,
    /// Why the group's key is right, where the options can't say it: a row's or a gap's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rationale: Option<RichText>,
}

/// How many options may be chosen in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Pick {
    /// One.
    One,
    /// As many as the student thinks right.
    Any,
    /// So many at most; the key has exactly so many.
    Exactly(u32),
}

/// An option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// A letter, `A` for the first.
    pub id: String,
    /// What it says.
    pub text: RichText,
    /// Whether it belongs to the key.
    pub right: bool,
    /// Why it is right or wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rationale: Option<RichText>,
}

/// Options to be put in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ordered {
    /// The options in the order in which they are shown; `right` is true of all.
    pub options: Vec<Choice>,
    /// Their ids in the right order.
    pub key: Vec<String>,
}

/// A number to be entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// The right number.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub value: Decimal,
    /// How far from it an answer may be; 0 or more.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub tolerance: Decimal,
    /// Decimal places that the student rounds to, 6 at most. An answer with more places is rounded, half away from zero.
    pub decimals: u32,
    /// `mL/h`; empty for a plain number.
    pub unit: String,
    /// The worked solution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rationale: Option<RichText>,
}
