//! When a student's attempts were last changed, so that what was read of them can be kept until then.

use std::{
    hash::{BuildHasher, RandomState},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::Database;

/// Students that share a mark only lose a little of what is kept.
const MARKS: usize = 1024;

/// A mark for each student, which every change moves on.
#[derive(Clone, Debug)]
pub(super) struct Changes {
    marks: Arc<[AtomicU64]>,
    hasher: RandomState,
}

impl Changes {
    pub(super) fn new() -> Changes {
        Changes { marks: (0..MARKS).map(|_| AtomicU64::new(0)).collect(), hasher: RandomState::new() }
    }

    fn place(&self, user: &str) -> usize {
        usize::try_from(self.hasher.hash_one(user) % MARKS as u64).unwrap_or_default()
    }

    /// The change of `user`'s attempts that begins now.
    pub(super) fn begin(&self, user: &str) -> Change {
        Change { marks: self.marks.clone(), place: self.place(user) }
    }
}

/// A change under way. When it ends, well or not, what was read before is out of date.
#[derive(Debug)]
pub(super) struct Change {
    marks: Arc<[AtomicU64]>,
    place: usize,
}

impl Drop for Change {
    fn drop(&mut self) {
        self.marks[self.place].fetch_add(1, Ordering::Release);
    }
}

impl Database {
    /// The mark of `user`'s attempts. Take it before reading: what was read is true for as long as the mark stays. None on
    /// PostgreSQL, where other containers write too.
    pub fn mark(&self, user: &str) -> Option<u64> {
        self.changes.as_ref().map(|changes| changes.marks[changes.place(user)].load(Ordering::Acquire))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_moves_the_mark_when_it_ends() {
        let changes = Changes::new();
        let mark = || changes.marks[changes.place("ana")].load(Ordering::Acquire);
        let change = changes.begin("ana");
        assert_eq!(mark(), 0);
        drop(change);
        assert_eq!(mark(), 1);
    }
}
