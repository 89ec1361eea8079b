//! The answers of a sitting. A list, not a map: a paper has a hundred questions at most, and a map's code weighs more than the
//! search takes.

use contract::exam::Chosen;

/// One answer a question at most.
#[derive(Clone, Default)]
pub(super) struct Answers(Vec<Chosen>);

impl Answers {
    pub(super) fn new(saved: Vec<Chosen>) -> Self {
        Answers(saved)
    }

    /// How many questions have one.
    pub(super) fn len(&self) -> usize {
        self.0.iter().filter(|saved| !saved.response.is_empty()).count()
    }

    /// Whether there is one to `item`; an empty one was taken back.
    pub(super) fn has(&self, item: &str) -> bool {
        self.get(item).is_some_and(|response| !response.is_empty())
    }

    /// The response to `item`.
    pub(super) fn get(&self, item: &str) -> Option<&str> {
        self.find(item).map(|saved| saved.response.as_str())
    }

    /// The server's revision of the answer to `item`, as far as this page knows; 0 for none.
    pub(super) fn base(&self, item: &str) -> i64 {
        self.find(item).map_or(0, |saved| saved.no)
    }

    /// Every question with its response.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|saved| (&*saved.item, &*saved.response))
    }

    fn find(&self, item: &str) -> Option<&Chosen> {
        self.0.iter().find(|saved| saved.item == item)
    }

    fn entry(&mut self, item: &str) -> &mut Chosen {
        let at = self.0.iter().position(|saved| saved.item == item).unwrap_or(self.0.len());
        if at == self.0.len() {
            self.0.push(Chosen { item: item.to_owned(), response: String::new(), no: 0 });
        }
        &mut self.0[at]
    }

    /// Takes an answer in place of an earlier one.
    pub(super) fn put(&mut self, item: &str, response: &str) {
        self.entry(item).response = response.to_owned();
    }

    /// The server's revision of the answer to `item` is `no` or a later one.
    pub(super) fn know(&mut self, item: &str, no: i64) {
        let saved = self.entry(item);
        saved.no = saved.no.max(no);
    }
}
