//! Answers on their way: kept on the device until the server has confirmed each.

use shared::{contract::exam::Answer, host};

/// What the student sees of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saving {
    /// The server has every answer.
    Saved,
    /// Some are on their way.
    UnderWay,
    /// Some are on this device only.
    Offline,
}

/// Unconfirmed answers.
pub(super) struct Outbox {
    /// With their questions, one a question.
    pending: Vec<(String, Answer)>,
    /// One is being sent.
    busy: bool,
    /// Where the device keeps them.
    key: String,
}

impl Outbox {
    pub(super) fn new(exam: &str) -> Self {
        Outbox { pending: Vec::new(), busy: false, key: ["answers:", exam].concat() }
    }

    /// Takes over what an earlier page left.
    pub(super) fn recover(&mut self) -> Vec<(String, Answer)> {
        self.pending = host::kept(&self.key).unwrap_or_default();
        self.pending.clone()
    }

    /// Adds an answer, durably, before anything is sent.
    pub(super) fn put(&mut self, item: &str, response: String) {
        // At least one more than the last for the same question, should the clock stand still.
        let mut seq = host::now();
        if let Some(at) = self.pending.iter().position(|(one, _)| one == item) {
            seq = seq.max(self.pending.swap_remove(at).1.seq + 1);
        }
        self.pending.push((item.to_owned(), Answer { response, seq }));
        self.keep();
    }

    /// The next answer to send; none while another is on its way, or where all are confirmed.
    pub(super) fn begin(&mut self) -> Option<(String, Answer)> {
        if self.busy {
            return None;
        }
        let next = self.pending.iter().min_by_key(|(_, answer)| answer.seq).cloned();
        self.busy = next.is_some();
        next
    }

    /// Whether the server has every answer.
    pub(super) fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    /// The request ended without a confirmation.
    pub(super) fn done(&mut self) {
        self.busy = false;
    }

    /// The server has that answer; a newer one for the same question stays.
    pub(super) fn sent(&mut self, item: &str, seq: i64) {
        self.pending.retain(|(one, answer)| one != item || answer.seq > seq);
        self.keep();
        self.done();
    }

    /// The attempt is over.
    pub(super) fn clear(&mut self) {
        self.pending.clear();
        self.keep();
    }

    fn keep(&self) {
        host::keep(&self.key, (!self.pending.is_empty()).then_some(&self.pending));
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn answers_leave_one_at_a_time_oldest_first() {
        let mut outbox = Outbox::new("np1");
        outbox.put("q2", "A".into());
        outbox.put("q1", "B".into());
        outbox.put("q1", "C".into());
        let (item, answer) = outbox.begin().expect("one");
        assert_eq!((item.as_str(), answer.response.as_str()), ("q2", "A"));
        assert_eq!(outbox.begin(), None, "another is on its way");
        outbox.sent("q2", answer.seq);
        assert!(!outbox.is_empty());
        let (item, answer) = outbox.begin().expect("the other");
        assert_eq!((item.as_str(), answer.response.as_str()), ("q1", "C"));
        outbox.sent("q1", answer.seq);
        assert!(outbox.is_empty());
    }

    #[test]
    fn an_answer_changed_while_under_way_is_sent_again() {
        let mut outbox = Outbox::new("np1");
        outbox.put("q1", "A".into());
        let (_, first) = outbox.begin().expect("one");
        outbox.put("q1", "D".into());
        outbox.sent("q1", first.seq);
        assert_eq!(outbox.begin().expect("the newer one").1.response, "D");
    }

    #[test]
    fn a_failed_request_keeps_the_answer() {
        let mut outbox = Outbox::new("np1");
        outbox.put("q1", "A".into());
        outbox.begin().expect("one");
        outbox.done();
        assert_eq!(outbox.begin().expect("still there").1.response, "A");
    }
}
