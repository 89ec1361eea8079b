//! Answers on their way: kept on the device until the server has confirmed each.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::{contract::exam::Answer, host};

/// What the student sees of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saving {
    /// The server has every answer.
    Saved,
    /// Some are on their way.
    Saving,
    /// Some are on this device only.
    Offline,
}

/// Unconfirmed answers by question.
#[derive(Clone, Copy)]
pub(super) struct Outbox {
    pending: StoredValue<BTreeMap<String, Answer>>,
    busy: StoredValue<bool>,
    key: StoredValue<String>,
    saving: RwSignal<Saving>,
}

impl Outbox {
    pub(super) fn new(exam: &str, saving: RwSignal<Saving>) -> Self {
        let key = StoredValue::new(["answers:", exam].concat());
        Outbox { pending: StoredValue::default(), busy: StoredValue::new(false), key, saving }
    }

    /// Takes over what an earlier page left, and returns it as option by question.
    pub(super) fn recover(self) -> Vec<(String, String)> {
        let kept: BTreeMap<String, Answer> = self.key.with_value(|key| host::kept(key)).unwrap_or_default();
        let answers = kept.iter().map(|(item, answer)| (item.clone(), answer.option.clone())).collect();
        self.pending.update_value(|pending| pending.extend(kept));
        answers
    }

    /// Adds an answer, durably, before anything is sent.
    pub(super) fn put(self, item: String, option: String) {
        // At least one more than the last for the same question, should the clock stand still.
        self.pending.update_value(|pending| {
            let seq = pending.get(&item).map_or(0, |answer| answer.seq + 1).max(host::now());
            pending.insert(item, Answer { option, seq });
        });
        self.keep();
        self.saving.set(Saving::Saving);
    }

    /// The next answer to send; none while another is on its way, or where all are confirmed.
    pub(super) fn begin(self) -> Option<(String, Answer)> {
        if self.busy.get_value() {
            return None;
        }
        let next = self.pending.with_value(|pending| {
            pending.iter().min_by_key(|(_, answer)| answer.seq).map(|(item, answer)| (item.clone(), answer.clone()))
        });
        if next.is_some() {
            self.busy.set_value(true);
            self.saving.set(Saving::Saving);
        }
        next
    }

    /// Whether the server has every answer.
    pub(super) fn is_empty(self) -> bool {
        self.pending.with_value(BTreeMap::is_empty)
    }

    /// The request ended without a confirmation.
    pub(super) fn done(self) {
        self.busy.set_value(false);
    }

    /// The server has that answer; a newer one for the same question stays.
    pub(super) fn sent(self, item: &str, seq: i64) {
        self.pending.update_value(|pending| {
            if pending.get(item).is_some_and(|answer| answer.seq <= seq) {
                pending.remove(item);
            }
        });
        self.keep();
        self.done();
        if self.is_empty() {
            self.saving.set(Saving::Saved);
        }
    }

    /// The attempt is over.
    pub(super) fn clear(self) {
        self.pending.update_value(BTreeMap::clear);
        self.keep();
        self.saving.set(Saving::Saved);
    }

    fn keep(self) {
        self.pending.with_value(|pending| {
            self.key.with_value(|key| host::keep(key, (!pending.is_empty()).then_some(pending)));
        });
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn with_outbox(test: impl FnOnce(Outbox, RwSignal<Saving>)) {
        let owner = Owner::new();
        owner.with(|| {
            let saving = RwSignal::new(Saving::Saved);
            test(Outbox::new("np1", saving), saving);
        });
    }

    #[test]
    fn answers_leave_one_at_a_time_oldest_first() {
        with_outbox(|outbox, saving| {
            outbox.put("q2".into(), "A".into());
            outbox.put("q1".into(), "B".into());
            outbox.put("q1".into(), "C".into());
            let (item, answer) = outbox.begin().expect("one");
            assert_eq!((item.as_str(), answer.option.as_str()), ("q2", "A"));
            assert_eq!(outbox.begin(), None, "another is on its way");
            outbox.sent("q2", answer.seq);
            assert_eq!(saving.get_untracked(), Saving::Saving);
            let (item, answer) = outbox.begin().expect("the other");
            assert_eq!((item.as_str(), answer.option.as_str()), ("q1", "C"));
            outbox.sent("q1", answer.seq);
            assert_eq!(saving.get_untracked(), Saving::Saved);
        });
    }

    #[test]
    fn an_answer_changed_while_under_way_is_sent_again() {
        with_outbox(|outbox, _| {
            outbox.put("q1".into(), "A".into());
            let (_, first) = outbox.begin().expect("one");
            outbox.put("q1".into(), "D".into());
            outbox.sent("q1", first.seq);
            assert_eq!(outbox.begin().expect("the newer one").1.option, "D");
        });
    }

    #[test]
    fn a_failed_request_keeps_the_answer() {
        with_outbox(|outbox, _| {
            outbox.put("q1".into(), "A".into());
            outbox.begin().expect("one");
            outbox.done();
            assert_eq!(outbox.begin().expect("still there").1.option, "A");
        });
    }
}
