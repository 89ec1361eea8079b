//! An attempt in memory.

use super::{Change, Decision, End, Known, Outcome, Stored, decide};

/// An attempt with its whole history.
#[derive(Clone, Debug)]
pub struct Attempt {
    end: End,
    history: Vec<Stored>,
}

impl Attempt {
    /// An attempt that begins.
    pub fn new(started_at: i64, deadline: i64) -> Attempt {
        Attempt { end: End::new(started_at, deadline), history: Vec::new() }
    }

    /// When it is over.
    pub fn end(&self) -> &End {
        &self.end
    }

    /// Everything that was taken, in order.
    pub fn history(&self) -> &[Stored] {
        &self.history
    }

    /// What counts for a question.
    pub fn current(&self, item: &str) -> Option<&Stored> {
        self.history.iter().rev().find(|stored| stored.change.item == item && stored.outcome.counts())
    }

    /// Takes a change that arrives `now`; returns its place in the history, old or new, unless its number was used otherwise.
    pub fn take(&mut self, change: Change, now: i64) -> Option<&Stored> {
        let known = self.known(&change);
        match decide(&change, &known, &self.end, now) {
            Decision::Reused => None,
            Decision::Again => {
                self.history.iter().find(|stored| stored.change.device == change.device && stored.change.n == change.n)
            }
            Decision::Take(outcome) => {
                let other = known.current.filter(|_| outcome == Outcome::Conflict).map(|current| current.no);
                self.history.push(Stored { no: known.last_no + 1, change, received_at: now, outcome, other });
                self.history.last()
            }
        }
    }

    /// Hands in; doing so again changes nothing. `by` is the device and its counter.
    pub fn hand_in(&mut self, at: Option<i64>, by: Option<(String, i64)>, now: i64) -> i64 {
        let moment = self.end.moment(at, now);
        if self.end.submitted_at.is_none() {
            self.end.by = by;
        }
        *self.end.submitted_at.get_or_insert(moment)
    }

    fn known(&self, change: &Change) -> Known {
        let of_device = || self.history.iter().filter(|stored| stored.change.device == change.device);
        let own = of_device().filter(|stored| stored.change.item == change.item && stored.outcome.counts());
        Known {
            last_no: self.history.last().map_or(0, |stored| stored.no),
            again: of_device().find(|stored| stored.change.n == change.n).cloned(),
            current: self.current(&change.item).cloned(),
            own: own.max_by_key(|stored| stored.change.n).cloned(),
        }
    }
}
