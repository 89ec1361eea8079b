//! The rule for one change.

use super::{Change, End, FORM, Outcome, Refusal, Room, Stored};

/// What the history says of a change's question and device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The newest revision of the attempt; 0 for none.
    pub last_no: i64,
    /// The change with the same device and number.
    pub again: Option<Stored>,
    /// The change that counts for the question: the newest of those whose outcome counts.
    pub current: Option<Stored>,
    /// Of this device's changes of the question whose outcome counts, the one with the highest number.
    pub own: Option<Stored>,
    /// What room there is for it.
    pub room: Room,
}

/// What is to be done with a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Add this to the history. Where the outcome counts, it becomes the question's answer.
    Take(Stored),
    /// It is there, as this: tell that once more.
    Again(Stored),
}

/// Decides on a change that arrives `now`.
///
/// # Errors
/// Its number stands for something else, or there is no room for it.
pub fn decide(change: Change, known: Known, end: &End, now: i64) -> Result<Decision, Refusal> {
    match known.again {
        // The person's doing makes a change the same; a device may know more, or another time, when it sends it again.
        Some(again) if again.change.item == change.item && again.change.response == change.response => Ok(Decision::Again(again)),
        Some(_) => Err(Refusal::Reused),
        None if !known.room.is_there() => Err(Refusal::Full),
        None => {
            let outcome = outcome(&change, &known, end, now);
            let other = known.current.filter(|_| outcome == Outcome::Conflict).map(|current| current.no);
            Ok(Decision::Take(Stored { no: known.last_no + 1, change, received_at: now, outcome, other }))
        }
    }
}

fn outcome(change: &Change, known: &Known, end: &End, now: i64) -> Outcome {
    if !end.in_time(change, now) {
        return Outcome::AfterEnd;
    }
    if known.own.as_ref().is_some_and(|own| overtook(&own.change, change)) {
        return Outcome::Superseded;
    }
    let conflict = known.current.as_ref().is_some_and(|current| is_unseen(current, change, known.last_no));
    match (conflict, end.is_over(now)) {
        (false, false) => Outcome::Stored,
        (false, true) => Outcome::Late,
        (true, false) => Outcome::Conflict,
        // The student has finished: nothing may change what was handed in.
        (true, true) => Outcome::AfterEnd,
    }
}

/// Whether `own`, which is there, was done after `change`, which arrives.
fn overtook(own: &Change, change: &Change) -> bool {
    match (own.seq, change.seq) {
        (Some(own), Some(seq)) => own > seq,
        _ => own.n > change.n,
    }
}

/// Whether another device's answer stands there that this one had not seen when it gave another.
pub(super) fn is_unseen(other: &Stored, change: &Change, last_no: i64) -> bool {
    let same_device = other.change.device == change.device && change.device != FORM;
    // A revision that doesn't exist says nothing of what the device has seen: the database may have been restored.
    let base = if change.base <= last_no { change.base } else { 0 };
    !same_device && base < other.no && other.change.response != change.response
}
