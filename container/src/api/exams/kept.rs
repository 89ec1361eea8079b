//! Papers, kept until they change: a reload, and every page of the same exam, finds the paper ready.

use std::sync::Arc;

use moka::sync::Cache;
use serde_json::value::RawValue;

use crate::db::Database;

/// Bytes of papers to keep.
const KEPT: u64 = 32 << 20;
/// Another process may write to the database file, such as an operator's: this long at most a paper doesn't show it.
const MAX_AGE_MS: i64 = 10_000;

/// The papers that were asked for lately.
pub(in crate::api) struct Papers(Cache<String, Kept>);

#[derive(Clone)]
struct Kept {
    /// [`Database::mark`] before it was read.
    mark: u64,
    read_at: i64,
    /// When the clock ends its attempt; never, where there is none.
    until: i64,
    paper: Arc<RawValue>,
}

impl Papers {
    pub(in crate::api) fn new() -> Papers {
        let weigh = |key: &String, kept: &Kept| u32::try_from(key.len() + kept.paper.get().len() + 128).unwrap_or(u32::MAX);
        Papers(Cache::builder().max_capacity(KEPT).weigher(weigh).build())
    }

    /// The paper, if nothing has changed since it was read.
    pub(super) fn get(&self, db: &Database, user: &str, exam: &str, now: i64) -> Option<Arc<RawValue>> {
        let mark = db.mark(user)?;
        let kept = self.0.get(&key(user, exam))?;
        let fresh = kept.mark == mark && (kept.read_at..kept.read_at + MAX_AGE_MS).contains(&now) && now <= kept.until;
        fresh.then_some(kept.paper)
    }

    /// Keeps a paper that was read after `mark` was taken.
    pub(super) fn keep(&self, mark: Option<u64>, user: &str, exam: &str, read_at: i64, until: i64, paper: &Arc<RawValue>) {
        if let Some(mark) = mark {
            self.0.insert(key(user, exam), Kept { mark, read_at, until, paper: paper.clone() });
        }
    }
}

/// No id of a user holds a slash.
fn key(user: &str, exam: &str) -> String {
    [user, "/", exam].concat()
}
