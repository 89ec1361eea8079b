//! What an import says.

use std::fmt;

use crate::{
    item::{Item, ItemError},
    rich::RichError,
};

/// The outcome of an import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportReport {
    /// What was taken.
    pub items: Vec<Imported>,
    /// What was not, each with its reason.
    pub refused: Vec<Refused>,
    /// What was taken and looks odd.
    pub warnings: Vec<Warning>,
}

/// An item and where it stood.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The item.
    pub item: Item,
    /// Where its record begins.
    pub place: Place,
}

/// A record that is no item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Where it begins, or where it broke.
    pub place: Place,
    /// Its name or its first words, as far as they are known.
    pub record: String,
    /// Why it was not taken.
    pub reason: Reason,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where the record begins.
    pub place: Place,
    /// The item's id.
    pub item: String,
    /// What looks odd.
    pub suspicion: Suspicion,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file; for a zip file `package.zip/items/q1.xml`.
    pub file: String,
    /// From 1; 0 where only the file is known.
    pub line: u32,
    /// From 1, in characters; 0 where only the line is known.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(formatter, "{}", self.file),
            (line, 0) => write!(formatter, "{}:{line}", self.file),
            (line, column) => write!(formatter, "{}:{line}:{column}", self.file),
        }
    }
}

/// Why a record was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The platform has no such items, by the name that the format gives them.
    #[error("{0} are not supported")]
    Unsupported(String),
    /// A record that asks nothing: a description, a category.
    #[error("it asks nothing: {0}")]
    NoQuestion(String),
    /// There is no key.
    #[error("it has no key")]
    KeyMissing,
    /// The key can't be used.
    #[error("its key {0}")]
    Key(String),
    /// A picture that isn't there.
    #[error("the image `{0}` is missing")]
    ImageMissing(String),
    /// A text that can't be rich text.
    #[error("{0}")]
    Text(#[from] RichError),
    /// It breaks a rule of items.
    #[error("{0}")]
    Item(#[from] ItemError),
    /// The file isn't of its format.
    #[error("{0}")]
    Syntax(String),
    /// The bytes are no text in the encoding that they claim.
    #[error("{0}")]
    Encoding(String),
    /// Too large.
    #[error("more than {limit} {what}")]
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// What nobody puts into a question file by accident: a DTD, a path that leads out of a package.
    #[error("refused as unsafe: {0}")]
    Unsafe(String),
}

/// What looks odd about an item.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Suspicion {
    /// A spreadsheet may have made a time of it.
    #[error("`{0}` looks like a ratio that became a time of day")]
    ClockTime(String),
    /// A spreadsheet may have made a date of it.
    #[error("`{0}` looks like a number that became a date")]
    Date(String),
    /// Fewer options than the file's other records have.
    #[error("it has {found} options where the others have {usual}")]
    OptionMissing {
        /// How many it has.
        found: usize,
        /// How many are usual.
        usual: usize,
    },
    /// Tags that were left out of a text.
    #[error("left out: the tags {0}")]
    Tags(String),
    /// Something of the record that has no place in an item, such as an answer's weight.
    #[error("left out: {0}")]
    LeftOut(String),
    /// HTML where the format has plain text; it stays as it is.
    #[error("`{0}` looks like HTML in a plain text")]
    Markup(String),
    /// A sign that stands for one that was lost.
    #[error("a text holds the replacement character")]
    Replacement,
    /// Text of one encoding that was read in another.
    #[error("`{0}` looks like a sign that was read in a wrong encoding")]
    Misread(String),
    /// A sign that nobody sees.
    #[error("a text holds the invisible character U+{0:04X}")]
    Invisible(u32),
    /// TeX, which is shown as it is written.
    #[error("`{0}` looks like a formula in TeX, which is shown as it is written")]
    Formula(String),
    /// What a spreadsheet shows in place of a value.
    #[error("`{0}` is a spreadsheet's error, not a value")]
    SheetError(String),
}

impl ImportReport {
    /// A report on a file that can't be read at all.
    pub fn refused(file: &str, reason: Reason) -> ImportReport {
        let place = Place { file: file.to_owned(), line: 0, column: 0 };
        ImportReport { refused: vec![Refused { place, record: String::new(), reason }], ..ImportReport::default() }
    }

    /// Adds another file's report.
    pub fn extend(&mut self, other: ImportReport) {
        self.items.extend(other.items);
        self.refused.extend(other.refused);
        self.warnings.extend(other.warnings);
    }

    /// Records, taken or not.
    pub fn records(&self) -> usize {
        self.items.len() + self.refused.len()
    }
}
