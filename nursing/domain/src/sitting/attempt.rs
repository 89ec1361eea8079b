//! An attempt in memory.

use std::collections::BTreeSet;

use super::{Change, Decision, End, FORM, Known, Refusal, Room, Stored, decide};

/// An attempt with its whole history.
#[derive(Clone, Debug)]
pub struct Attempt {
    end: End,
    history: Vec<Stored>,
}

impl Attempt {
    /// An attempt that begins.
    pub fn new(started_at: i64, deadline: i64) -> Attempt {
        Attempt::restored(End::new(started_at, deadline), Vec::new())
    }

    /// An attempt as it was stored.
    pub fn restored(end: End, history: Vec<Stored>) -> Attempt {
        Attempt { end, history }
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

    /// Takes a change that arrives `now`; returns its place in the history, old or new.
    ///
    /// # Errors
    /// Its number was used otherwise, or there is no room for it.
    pub fn take(&mut self, change: Change, now: i64) -> Result<Stored, Refusal> {
        let known = self.known(&change);
        Ok(match decide(change, known, &self.end, now)? {
            Decision::Again(stored) => stored,
            Decision::Take(stored) => {
                self.history.push(stored.clone());
                stored
            }
        })
    }

    /// Hands in; doing so again changes nothing. `by` is the device and its counter.
    pub fn hand_in(&mut self, at: Option<i64>, by: Option<(String, i64)>, now: i64) -> i64 {
        let moment = self.end.moment(at, now);
        if self.end.submitted_at.is_none() {
            self.end.by = by;
        }
        *self.end.submitted_at.get_or_insert(moment)
    }

    /// Hands in what the clock has ended.
    pub fn close_if_over(&mut self, now: i64) {
        if self.end.is_overdue(now) {
            self.hand_in(None, None, now);
        }
    }

    fn known(&self, change: &Change) -> Known {
        let of_device = || self.history.iter().filter(|stored| stored.change.device == change.device);
        let own = of_device().filter(|stored| stored.change.item == change.item && stored.outcome.counts());
        let last_no = self.history.last().map_or(0, |stored| stored.no);
        Known {
            last_no,
            again: of_device().find(|stored| stored.change.n == change.n).cloned(),
            current: self.current(&change.item).cloned(),
            own: own.max_by_key(|stored| stored.change.n).cloned(),
            room: if Room::is_scarce(last_no) { self.room(change, last_no) } else { Room::default() },
        }
    }

    fn room(&self, change: &Change, taken: i64) -> Room {
        let is_own = |stored: &&Stored| stored.change.device == change.device && stored.change.item == change.item;
        let others = self.history.iter().map(|stored| stored.change.device.as_str());
        let before: BTreeSet<&str> =
            others.take_while(|device| *device != change.device).filter(|device| *device != FORM).collect();
        let before = if change.device == FORM { 0 } else { before.len() };
        Room { taken, own: self.history.iter().filter(is_own).count(), before }
    }
}
