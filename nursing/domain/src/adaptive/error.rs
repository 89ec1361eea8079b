//! What can be wrong with a pool, the settings or a session.

use super::blueprint::area_name;
use crate::item::ClientNeed;

/// A number off its scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RangeError {
    /// In thousandths of a logit.
    #[error("a difficulty of {0} thousandths of a logit is out of range: -5000 to 5000")]
    Difficulty(i32),
    /// No number, or too large.
    #[error("an ability has to be a number from -50 to 50 logits")]
    Ability,
}

/// Why items make no pool.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PoolError {
    /// No item.
    #[error("the pool is empty")]
    Empty,
    /// An id without a letter.
    #[error("an item of the pool has no id")]
    NoId,
    /// Two items of the same id.
    #[error("the pool has the item `{0}` twice")]
    Twice(String),
    /// It is out of range.
    #[error("item `{item}`: {error}")]
    Difficulty {
        /// The item.
        item: String,
        /// What is wrong.
        error: RangeError,
    },
    /// Nobody has estimated it.
    #[error("item `{0}` has no difficulty")]
    NoDifficulty(String),
    /// It has no client need.
    #[error("item `{0}` has no client need")]
    NoArea(String),
    /// It makes sense only among the items of its case.
    #[error("item `{0}` belongs to a case study, which can't be asked one item at a time")]
    InCase(String),
}

/// Why a test can't be held with these settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The lengths contradict each other.
    #[error("a test of {least} to {most} items can't be held: 1 to 1000, and the least first")]
    Lengths {
        /// The shortest test.
        least: u32,
        /// The longest test.
        most: u32,
    },
    /// In thousandths of a logit.
    #[error("a passing standard of {0} thousandths of a logit is out of range: -5000 to 5000")]
    Standard(i32),
    /// In thousandths of a standard error.
    #[error("a margin of {0} thousandths of a standard error is out of range: 0 to 5000")]
    Margin(u32),
    /// In thousandths of a logit.
    #[error("a prior of {mean} ± {deviation} thousandths of a logit is out of range: -3000 to 3000 ± 100 to 2000")]
    Prior {
        /// Its mean.
        mean: i32,
        /// Its standard deviation.
        deviation: u32,
    },
    /// It is 0.
    #[error("the next item has to be drawn from at least one")]
    Candidates,
    /// In thousandths of all tests.
    #[error("an item can't be kept to {0} thousandths of all tests: 1 to 1000")]
    Cap(u32),
    /// The shares of the blueprint don't add up.
    #[error("the shares of the blueprint make {0} thousandths; they have to make 1000, and each at least 1")]
    Shares(u64),
    /// A share's tolerance is larger than a whole.
    #[error("the blueprint's tolerance for {} is more than 1000 thousandths", area_name(*.0))]
    Tolerance(ClientNeed),
    /// An area twice.
    #[error("the blueprint has {} twice", area_name(*.0))]
    AreaTwice(ClientNeed),
    /// The blueprint wants what the pool doesn't have.
    #[error("the pool has no item on {}, of which the blueprint wants a share", area_name(*.0))]
    NoItems(ClientNeed),
    /// The pool has what the blueprint doesn't know.
    #[error("item `{item}` is on {}, of which the blueprint has no share", area_name(*.area))]
    NoShare {
        /// The item.
        item: String,
        /// Its area.
        area: ClientNeed,
    },
    /// Fewer items than the shortest test.
    #[error("the pool has {items} items, the shortest test {least}")]
    TooFew {
        /// Items in the pool.
        items: usize,
        /// The shortest test.
        least: u32,
    },
}

/// Why a session can't go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The pool doesn't have it.
    #[error("the pool has no item `{0}`")]
    UnknownItem(String),
    /// No item is given twice.
    #[error("the session has the item `{0}` twice")]
    Twice(String),
    /// Another item waits for its answer.
    #[error("item `{0}` has to be answered first")]
    Open(String),
    /// Another item, or none, was asked.
    #[error("item `{0}` was not asked, so that it can't be answered")]
    NotAsked(String),
    /// More answers than the longest test has.
    #[error("the session has {answers} answers, the longest test {most}")]
    TooMany {
        /// Answers.
        answers: usize,
        /// The longest test.
        most: u32,
    },
}
