//! When an attempt is over, and what was in time.

use serde::{Deserialize, Serialize};

use super::{Change, FORM, Outcome};

/// A change without a claimed time is in time if it arrives this long after the end: it was on its way.
pub const GRACE_MS: i64 = 5_000;

/// The times of an attempt, all by the server's clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// When it began.
    pub started_at: i64,
    /// When its time is over.
    pub deadline: i64,
    /// When it was handed in, by the student or by the clock.
    pub submitted_at: Option<i64>,
    /// The device that handed it in, and its counter then.
    pub by: Option<(String, i64)>,
}

impl End {
    /// The end of an attempt that begins.
    pub fn new(started_at: i64, deadline: i64) -> End {
        End { started_at, deadline, submitted_at: None, by: None }
    }

    /// The moment of a hand-in that arrives `now` and was made at `at`, if the device says so. Never after the deadline.
    pub fn moment(&self, at: Option<i64>, now: i64) -> i64 {
        at.map_or(now, |at| at.max(self.started_at)).min(now).min(self.deadline)
    }

    /// Whether the clock has ended it: after the grace, so that it can't overtake an answer on its way.
    pub fn is_overdue(&self, now: i64) -> bool {
        now > self.deadline.saturating_add(GRACE_MS)
    }

    /// Whether the student or the clock has ended it.
    pub fn is_over(&self, now: i64) -> bool {
        self.submitted_at.is_some() || self.is_overdue(now)
    }

    /// Whether a change of that outcome makes the score another one: what is late counts, too.
    pub fn rescores(&self, outcome: Outcome) -> bool {
        self.submitted_at.is_some() && outcome == Outcome::Late
    }

    /// Whether a change that arrives `now` was made before the end.
    pub(super) fn in_time(&self, change: &Change, now: i64) -> bool {
        if change.device == FORM {
            // It has no clock, and after a hand-in nothing says that it was filled in before.
            return !self.is_over(now);
        }
        let end = self.submitted_at.unwrap_or(self.deadline);
        let Some(at) = change.claimed_at else {
            return now <= end.saturating_add(GRACE_MS);
        };
        // Nobody has answered in the future.
        let at = at.min(now);
        // A device's own numbers tell what came before its hand-in, whatever its clock did in between.
        let before_own_hand_in = self.by.as_ref().is_some_and(|(device, n)| *device == change.device && change.n <= *n);
        at <= if before_own_hand_in { self.deadline } else { end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(n: i64, claimed_at: Option<i64>) -> Change {
        Change { device: "a".into(), n, item: "q".into(), response: "B".into(), base: 0, seq: None, claimed_at }
    }

    #[test]
    fn a_hand_in_is_never_before_the_start_in_the_future_or_after_the_deadline() {
        let end = End::new(100, 1_000);
        let moments = [(None, 500), (None, 2_000), (Some(300), 500), (Some(-7), 500), (Some(900), 500), (Some(1_500), 2_000)];
        assert_eq!(moments.map(|(at, now)| end.moment(at, now)), [500, 1_000, 300, 100, 500, 1_000]);
    }

    #[test]
    fn a_claim_decides_and_without_one_the_grace() {
        let end = End::new(0, 1_000);
        assert!(end.in_time(&change(1, Some(1_000)), 900_000));
        assert!(!end.in_time(&change(1, Some(1_001)), 1_002));
        assert!(!end.in_time(&change(1, Some(i64::MAX)), 900_000));
        assert!(end.in_time(&change(1, Some(i64::MIN)), 900_000));
        assert!(end.in_time(&change(1, None), 6_000));
        assert!(!end.in_time(&change(1, None), 6_001));
    }

    #[test]
    fn a_form_is_in_time_until_the_hand_in_or_the_end_of_the_grace() {
        let form = Change { device: FORM.into(), ..change(1, None) };
        let open = End::new(0, 1_000);
        assert!(open.in_time(&form, 6_000) && !open.in_time(&form, 6_001));
        assert!(!End { submitted_at: Some(500), ..open }.in_time(&form, 500));
    }

    #[test]
    fn what_a_device_did_before_its_own_hand_in_is_in_time_though_its_clock_jumped() {
        let end = End { submitted_at: Some(500), by: Some(("a".into(), 7)), ..End::new(0, 1_000) };
        assert!(end.in_time(&change(7, Some(800)), 2_000));
        assert!(!end.in_time(&change(8, Some(800)), 2_000));
        assert!(!end.in_time(&change(7, Some(1_100)), 2_000), "the deadline holds");
    }
}
