//! A test that is being held: a plain value, from which everything else follows.

use serde::{Deserialize, Serialize};

use super::{Choice, SessionError};

/// The state of one student's test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// For what is drawn by lot. The same seed, answers, pool and exposure give the same items.
    pub seed: u64,
    /// The answers so far, in their order.
    pub answers: Vec<Answered>,
    /// The item that waits for its answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<String>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// The item's id.
    pub item: String,
    /// Whether the answer has all points.
    pub right: bool,
}

impl Session {
    /// A test before its first item.
    pub const fn new(seed: u64) -> Session {
        Session { seed, answers: Vec::new(), open: None }
    }

    /// The session with that item asked.
    ///
    /// # Errors
    /// Another item waits for its answer, or this one was asked before.
    pub fn ask(mut self, choice: &Choice) -> Result<Session, SessionError> {
        if let Some(open) = self.open {
            return Err(SessionError::Open(open));
        }
        if self.items().any(|item| item == choice.item) {
            return Err(SessionError::Twice(choice.item.clone()));
        }
        self.open = Some(choice.item.clone());
        Ok(self)
    }

    /// The session with the open item answered. The model knows right and wrong only: an answer is right that has all points.
    ///
    /// # Errors
    /// That item doesn't wait for its answer; so an answer that was sent twice counts once.
    pub fn answer(mut self, item: &str, right: bool) -> Result<Session, SessionError> {
        match self.open.take() {
            Some(open) if open == item => {
                self.answers.push(Answered { item: open, right });
                Ok(self)
            }
            _ => Err(SessionError::NotAsked(item.to_owned())),
        }
    }

    /// All items that were asked, in their order, the open one last.
    pub fn items(&self) -> impl Iterator<Item = &str> {
        self.answers.iter().map(|answer| &answer.item).chain(&self.open).map(String::as_str)
    }
}
