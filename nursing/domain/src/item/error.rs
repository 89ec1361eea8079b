//! What can be wrong with an item.

/// A fault, and the field that has it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{field}`: {fault}")]
pub struct ItemError {
    /// Such as `body.groups[2].options[0].text`.
    pub field: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing to be read.
    #[error("it is empty")]
    Empty,
    /// Another form than it must have.
    #[error("it has to be {0}")]
    Form(&'static str),
    /// Too few or too many of them.
    #[error("there are {found}; there have to be {wanted}")]
    Count {
        /// How many there are.
        found: usize,
        /// How many there have to be.
        wanted: String,
    },
    /// The same twice.
    #[error("`{0}` is there twice")]
    Twice(String),
    /// The key names nothing, or not all it has to.
    #[error("the key {0}")]
    Key(String),
    /// A gap or a mark without its group or option, or the other way round.
    #[error("the passage {0}")]
    Passage(String),
    /// It doesn't go with this kind of item.
    #[error("it doesn't go with {0}")]
    Kind(&'static str),
}
