//! Answers of several devices that the student has not chosen between.

use contract::sitting::{Conflict, Rival};
use nursing_domain::sitting::{Stored, rivals};

use crate::db::history::Entry;

/// All of an attempt, from its history by question. `device` is the one that asks.
pub(super) fn of(history: &[Entry], device: Option<&str>) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for entries in history.chunk_by(|a, b| a.stored.change.item == b.stored.change.item) {
        let changes: Vec<Stored> = entries.iter().map(|entry| entry.stored.clone()).collect();
        let Some((current, open)) = rivals(&changes) else { continue };
        let told = |stored: &Stored| entries.iter().find(|entry| entry.stored.no == stored.no).map(Entry::rival);
        for rival in open {
            if let (Some(standing), Some(against)) = (told(current), told(rival)) {
                conflicts.push(conflict(&current.change.item, standing, against, device));
            }
        }
    }
    conflicts
}

fn conflict(item: &str, standing: Rival, against: Rival, device: Option<&str>) -> Conflict {
    let counts = standing.no;
    let (mine, other) = if device == Some(against.device.as_str()) { (against, standing) } else { (standing, against) };
    Conflict { item: item.to_owned(), mine, other, counts }
}
