//! Why a bank can't be read.

use std::{io, path::PathBuf};

use crate::{
    item::{Fault, ItemError},
    rich::RichError,
};

/// A fault, and where it is.
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    /// A folder or a file that can't be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which one.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A folder without a single bank file.
    #[error("{}: there is no `.toml` file in it", .0.display())]
    NoFiles(PathBuf),
    /// No TOML, or fields at the top that don't belong there.
    #[error("{file}: {message}")]
    Syntax {
        /// The file.
        file: String,
        /// What the parser says, with line and column.
        message: String,
    },
    /// A record with a field too many or too few, or of another type.
    #[error("{file}: {record}: {message}")]
    Shape {
        /// The file.
        file: String,
        /// Such as: item `np1-epidemiology-001`.
        record: String,
        /// What the parser says, with the field's name.
        message: String,
    },
    /// A field of the file's head that breaks a rule.
    #[error("{file}: {problem}")]
    Head {
        /// The file.
        file: String,
        /// What is wrong.
        problem: Problem,
    },
    /// An item or a case study that breaks a rule.
    #[error("{file}: {record}: {problem}")]
    Record {
        /// The file.
        file: String,
        /// Such as: item `np1-epidemiology-001`.
        record: String,
        /// What is wrong.
        problem: Problem,
    },
}

/// A field, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{field}`: {wrong}")]
pub struct Problem {
    /// Such as `options[2].rationale`, counted from 0.
    pub field: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What is wrong with a field, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// A field that this type needs.
    #[error("it is missing; an item of the type {0} needs it")]
    Missing(&'static str),
    /// A field that this type doesn't have.
    #[error("it doesn't go with the type {0}; remove it")]
    Surplus(&'static str),
    /// Nothing to be read.
    #[error("it is empty; fill it in")]
    Blank,
    /// Not one of the values there are.
    #[error("`{found}` is none of {known}")]
    Unknown {
        /// What it says.
        found: String,
        /// What it may say.
        known: &'static str,
    },
    /// A text that can't be rich text.
    #[error("{0}")]
    Text(#[from] RichError),
    /// A tag that the bank's texts don't have.
    #[error("`{0}` is no tag of the bank's texts; they have p, br, strong, em, sub, sup, lists and tables, without attributes")]
    Tag(String),
    /// HTML that a browser has to repair.
    #[error("its tags aren't closed or nested rightly: a browser makes {0} of them; write them so")]
    Nesting(String),
    /// Too few or too many.
    #[error("there are {found}; there have to be {least} to {most}")]
    Count {
        /// How many there are.
        found: usize,
        /// At least.
        least: usize,
        /// At most.
        most: usize,
    },
    /// The key.
    #[error("the key `{key}` {fault}")]
    Key {
        /// What it says.
        key: String,
        /// What is wrong with it.
        fault: String,
    },
    /// No decimal number.
    #[error("`{0}` is no decimal number such as \"31\" or \"22.5\"")]
    Number(String),
    /// No difficulty.
    #[error("{0} is not between -5 and 5 logits")]
    Difficulty(String),
    /// The number of answers isn't in the stem.
    #[error("it has to say how many to choose, with the words \"Select {0}\"")]
    HowMany(usize),
    /// No date.
    #[error("`{0}` is no date such as 2026-11-24")]
    Date(String),
    /// A case without a step or a step without a case.
    #[error("`case` and `step` go together; give both or neither")]
    HalfStep,
    /// The case that an item names.
    #[error("there is no case study `{0}`; add it, or correct the name")]
    NoCase(String),
    /// A bow-tie in a case study.
    #[error("a bow-tie stands by itself; take it out of the case study")]
    InCase,
    /// The items of a case.
    #[error("the case has to have six items, one for each of the steps 1 to 6; there are: {0}")]
    Steps(String),
    /// An id that is taken.
    #[error("it is taken by a record in {0}; choose another one")]
    Taken(String),
    /// A rule of all items.
    #[error("{0}")]
    Item(Fault),
}

impl Problem {
    pub(super) fn new(field: impl Into<String>, wrong: Wrong) -> Problem {
        Problem { field: field.into(), wrong }
    }

    /// The error, of a record (`item` or `case`) in a file.
    pub(super) fn within(self, file: &str, what: &str, id: &str) -> BankError {
        BankError::Record { file: file.to_owned(), record: format!("{what} `{id}`"), problem: self }
    }
}

impl From<ItemError> for Problem {
    fn from(error: ItemError) -> Problem {
        Problem { field: error.field, wrong: Wrong::Item(error.fault) }
    }
}
