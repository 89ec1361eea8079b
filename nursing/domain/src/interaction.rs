//! The kinds of items.

use serde::{Deserialize, Serialize};

/// What a student does with an item. The names follow the Next Generation NCLEX.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Interaction {
    /// One of several options.
    #[serde(rename = "multiple-choice")]
    MultipleChoice,
    /// Every option that is right.
    #[serde(rename = "select-all")]
    SelectAll,
    /// As many options as the stem says.
    #[serde(rename = "select-n")]
    SelectN,
    /// Options in an order.
    #[serde(rename = "ordered")]
    Ordered,
    /// A number.
    #[serde(rename = "numeric")]
    Numeric,
    /// A sentence with a drop-down list in each gap.
    #[serde(rename = "cloze")]
    Cloze,
    /// A sentence with gaps, filled from one list of tokens.
    #[serde(rename = "drag-cloze")]
    DragCloze,
    /// Two gaps that belong together: a cause and its effect.
    #[serde(rename = "dyad")]
    Dyad,
    /// Three gaps that belong together: one is explained by two.
    #[serde(rename = "triad")]
    Triad,
    /// A table, one column in each row.
    #[serde(rename = "matrix-choice")]
    MatrixChoice,
    /// A table, any columns in each row.
    #[serde(rename = "matrix-response")]
    MatrixResponse,
    /// Words to mark in a passage.
    #[serde(rename = "highlight-text")]
    HighlightText,
    /// Words to mark in a table.
    #[serde(rename = "highlight-table")]
    HighlightTable,
    /// Two actions, one condition, two parameters.
    #[serde(rename = "bow-tie")]
    BowTie,
}

impl Interaction {
    /// All of them.
    pub const ALL: [Interaction; 14] = [
        Interaction::MultipleChoice,
        Interaction::SelectAll,
        Interaction::SelectN,
        Interaction::Ordered,
        Interaction::Numeric,
        Interaction::Cloze,
        Interaction::DragCloze,
        Interaction::Dyad,
        Interaction::Triad,
        Interaction::MatrixChoice,
        Interaction::MatrixResponse,
        Interaction::HighlightText,
        Interaction::HighlightTable,
        Interaction::BowTie,
    ];

    /// The name in files and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Interaction::MultipleChoice => "multiple-choice",
            Interaction::SelectAll => "select-all",
            Interaction::SelectN => "select-n",
            Interaction::Ordered => "ordered",
            Interaction::Numeric => "numeric",
            Interaction::Cloze => "cloze",
            Interaction::DragCloze => "drag-cloze",
            Interaction::Dyad => "dyad",
            Interaction::Triad => "triad",
            Interaction::MatrixChoice => "matrix-choice",
            Interaction::MatrixResponse => "matrix-response",
            Interaction::HighlightText => "highlight-text",
            Interaction::HighlightTable => "highlight-table",
            Interaction::BowTie => "bow-tie",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Interaction> {
        Interaction::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether an item of this kind has one group of options only; a response then needs no group's id.
    pub const fn has_one_group(self) -> bool {
        matches!(
            self,
            Interaction::MultipleChoice
                | Interaction::SelectAll
                | Interaction::SelectN
                | Interaction::HighlightText
                | Interaction::HighlightTable
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_wire() {
        for kind in Interaction::ALL {
            assert_eq!(serde_json::to_value(kind).ok(), Some(serde_json::Value::from(kind.name())));
            assert_eq!(Interaction::named(kind.name()), Some(kind));
        }
        assert_eq!(Interaction::named("essay"), None);
    }
}
