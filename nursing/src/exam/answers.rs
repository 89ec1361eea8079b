//! The answers of a sitting. A list, not a map: a paper has a hundred questions at most, and a map's code weighs more than the
//! search takes.

use shared::contract::exam::Chosen;

/// One answer a question at most.
#[derive(Clone, Default)]
pub(super) struct Answers(Vec<Chosen>);

impl Answers {
    pub(super) fn new(saved: Vec<Chosen>) -> Self {
        Answers(saved)
    }

    /// How many questions have one.
    pub(super) fn len(&self) -> usize {
        self.0.iter().filter(|chosen| !chosen.response.is_empty()).count()
    }

    /// Whether there is one to `item`; an empty one was taken back.
    pub(super) fn has(&self, item: &str) -> bool {
        self.get(item).is_some_and(|response| !response.is_empty())
    }

    /// The response to `item`.
    pub(super) fn get(&self, item: &str) -> Option<&str> {
        self.0.iter().find(|chosen| chosen.item == item).map(|chosen| chosen.response.as_str())
    }

    /// Takes an answer in place of an earlier one.
    pub(super) fn put(&mut self, item: &str, response: &str) {
        match self.0.iter_mut().find(|chosen| chosen.item == item) {
            Some(chosen) => chosen.response = response.to_owned(),
            None => self.0.push(Chosen { item: item.to_owned(), response: response.to_owned() }),
        }
    }
}
