//! Why a response can't be scored.

/// What is wrong with a response.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScoreError {
    /// A number for a list, or the other way round.
    #[error("the answer is of another kind than the item")]
    Kind,
    /// No such group.
    #[error("the item has no group `{0}`")]
    Group(String),
    /// No such option.
    #[error("the item has no option `{0}`")]
    Option(String),
    /// The same twice.
    #[error("`{0}` is there twice")]
    Twice(String),
    /// More than may be chosen.
    #[error("{chosen} were chosen in group `{group}`, where {most} may be")]
    TooMany {
        /// Which group.
        group: String,
        /// How many were chosen.
        chosen: usize,
        /// How many may be.
        most: usize,
    },
    /// Not all options are in the order.
    #[error("the order has {found} of {all} options")]
    Incomplete {
        /// How many it has.
        found: usize,
        /// How many there are.
        all: usize,
    },
    /// No number.
    #[error("`{0}` is no number")]
    Number(String),
}
