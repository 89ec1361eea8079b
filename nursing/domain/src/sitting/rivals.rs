//! Answers that stand against the one that counts.

use super::{Outcome, Stored, decide::is_unseen};

/// One question's answer that counts, and those of other devices against it that nobody has seen and answered anew since. Takes
/// the question's history in its order; nothing but a change that knew of a rival ends it.
pub fn rivals(history: &[Stored]) -> Option<(&Stored, Vec<&Stored>)> {
    let mut current: Option<&Stored> = None;
    let mut open: Vec<&Stored> = Vec::new();
    for stored in history {
        let Some(standing) = current else {
            current = stored.outcome.counts().then_some(stored);
            continue;
        };
        // The newest revision when it arrived.
        let last_no = stored.no - 1;
        let unseen = is_unseen(standing, &stored.change, last_no);
        if stored.outcome.counts() {
            if unseen {
                open.push(standing);
            }
            open.retain(|rival| is_unseen(rival, &stored.change, last_no));
            current = Some(stored);
        } else if stored.outcome == Outcome::AfterEnd && unseen {
            open.push(stored);
        }
    }
    Some((current?, open))
}
