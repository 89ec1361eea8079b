//! When a test ends, and what it says then.
//!
//! NCSBN, "Computerized Adaptive Testing (CAT)" (nclex.com), gives three rules.
//! 1. 95 % confidence interval: no more items once it is 95 % certain that the ability is above or below the passing standard. Not
//!    before the shortest test is over.
//! 2. Maximum length: after the longest test the last estimate decides, however sure. Above the standard is a pass; at it or below
//!    is none.
//! 3. Run out of time: with fewer answers than the shortest test has it is no pass. Else the estimate from all answers decides as in
//!    rule 2. So it is since 1 October 2020 (NCSBN's notice on the modified examinations). Before, all of the last 60 estimates had
//!    to be above the standard.

use serde::{Deserialize, Serialize};

use super::{AreaCount, Estimate, Settings};

/// Passed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Above the passing standard.
    Pass,
    /// Not above it.
    Fail,
}

/// Why a test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It is certain on which side of the standard the ability is.
    Certain,
    /// The longest test was held.
    Longest,
    /// Before that the pool had no item left. The rule is that of the longest test.
    PoolUsedUp,
    /// The time was over after the shortest test.
    TimeUp,
    /// The time was over before that.
    TimeUpEarly,
}

/// The end of a test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Why.
    pub reason: Reason,
    /// Passed or not.
    pub verdict: Verdict,
    /// How many items were answered.
    pub answered: u32,
    /// Items of the shortest test.
    pub least: u32,
    /// The last estimate in thousandths of a logit.
    pub ability_milli: i32,
    /// Its standard error in thousandths of a logit.
    pub error_milli: u32,
    /// The passing standard in thousandths of a logit.
    pub standard_milli: i32,
    /// How many items each area had.
    pub content: Vec<AreaCount>,
}

/// Whether the test is over after so many answers. Items left in the pool or the time don't count here.
pub(super) fn is_over(settings: &Settings, answered: u32, estimate: Estimate) -> Option<Reason> {
    if answered < settings.least {
        return None;
    }
    let off = estimate.ability().logits() - f64::from(settings.standard_milli) / 1_000.0;
    if off.abs() > estimate.error() * f64::from(settings.margin_milli) / 1_000.0 {
        return Some(Reason::Certain);
    }
    (answered >= settings.most).then_some(Reason::Longest)
}

/// What the test says when it ends for that reason.
pub(super) fn verdict(settings: &Settings, reason: Reason, estimate: Estimate) -> Verdict {
    let is_above = estimate.ability().logits() > f64::from(settings.standard_milli) / 1_000.0;
    match reason {
        Reason::TimeUpEarly => Verdict::Fail,
        Reason::Certain | Reason::Longest | Reason::PoolUsedUp | Reason::TimeUp if is_above => Verdict::Pass,
        Reason::Certain | Reason::Longest | Reason::PoolUsedUp | Reason::TimeUp => Verdict::Fail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adaptive::Ability;

    fn estimate(logits: f64, error: f64) -> Estimate {
        Estimate { ability: Ability::new(logits).expect("an ability"), error }
    }

    #[test]
    fn the_shortest_test_is_held_however_sure() {
        let settings = Settings::default();
        for (answered, over) in [(0, None), (84, None), (85, Some(Reason::Certain)), (150, Some(Reason::Certain))] {
            assert_eq!(is_over(&settings, answered, estimate(3.0, 0.2)), over, "{answered}");
            assert_eq!(is_over(&settings, answered, estimate(-3.0, 0.2)), over, "{answered}");
        }
    }

    #[test]
    fn the_longest_test_is_the_last() {
        let settings = Settings::default();
        for (answered, over) in [(85, None), (149, None), (150, Some(Reason::Longest))] {
            assert_eq!(is_over(&settings, answered, estimate(0.1, 0.2)), over, "{answered}");
        }
    }

    #[test]
    fn certain_is_more_than_the_margin() {
        // 1.645 standard errors of 0.2 are 0.329.
        let settings = Settings::default();
        for (logits, over) in [(0.3289, None), (0.3291, Some(Reason::Certain))] {
            assert_eq!(is_over(&settings, 100, estimate(logits, 0.2)), over, "{logits}");
            assert_eq!(is_over(&settings, 100, estimate(-logits, 0.2)), over, "{logits}");
        }
        // An eighth and a quarter are exact: at the margin is not certain.
        let settings = Settings { margin_milli: 2_000, standard_milli: 1_000, ..settings };
        assert_eq!(is_over(&settings, 100, estimate(1.25, 0.125)), None);
        assert_eq!(is_over(&settings, 100, estimate(1.251, 0.125)), Some(Reason::Certain));
        assert_eq!(is_over(&settings, 100, estimate(0.75, 0.125)), None);
        assert_eq!(is_over(&settings, 100, estimate(0.749, 0.125)), Some(Reason::Certain));
    }

    #[test]
    fn at_the_standard_is_no_pass() {
        let settings = Settings { standard_milli: 500, ..Settings::default() };
        for reason in [Reason::Certain, Reason::Longest, Reason::PoolUsedUp, Reason::TimeUp] {
            for (logits, said) in [(0.499, Verdict::Fail), (0.5, Verdict::Fail), (0.501, Verdict::Pass)] {
                assert_eq!(verdict(&settings, reason, estimate(logits, 0.2)), said, "{reason:?} {logits}");
            }
        }
        assert_eq!(verdict(&settings, Reason::TimeUpEarly, estimate(3.0, 0.2)), Verdict::Fail);
    }
}
