//! How often items were asked, and which are kept back for it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Session;

/// Until so many tests were held, an item's share is of so many: else the items of the very first test were kept back at once.
const FIRST_TESTS: u64 = 100;

/// How often each item was asked in the tests so far.
///
/// Items whose share of the tests has reached a limit are kept back (the restricted method: Revuelta & Ponsoda 1998). The limit by
/// Sympson & Hetter (1985) is kept by chances that have to be found in thousands of simulated tests, and again with each item or
/// difficulty that changes; this one needs but counts, and holds for any pool.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exposure {
    /// Tests that were held.
    pub tests: u64,
    /// In how many of them each item was asked.
    pub asked: BTreeMap<String, u64>,
}

impl Exposure {
    /// Counts a test.
    pub fn add(&mut self, session: &Session) {
        self.tests = self.tests.saturating_add(1);
        for item in session.items() {
            let asked = self.asked.entry(item.to_owned()).or_insert(0);
            *asked = asked.saturating_add(1);
        }
    }

    /// In how many tests the item was asked.
    pub fn asked(&self, item: &str) -> u64 {
        self.asked.get(item).copied().unwrap_or(0)
    }

    /// Whether the item was asked in so many thousandths of the tests, or more.
    pub fn reaches(&self, item: &str, permille: u32) -> bool {
        u128::from(self.asked(item)) * 1_000 >= u128::from(permille) * u128::from(self.tests.max(FIRST_TESTS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adaptive::Answered;

    #[test]
    fn tests_are_counted() {
        let answered = |item: &str| Answered { item: item.into(), right: true };
        let session = Session { seed: 1, answers: vec![answered("a"), answered("b")], open: Some("c".into()) };
        let mut exposure = Exposure::default();
        exposure.add(&session);
        exposure.add(&Session { open: None, ..session });
        assert_eq!(exposure.tests, 2);
        assert_eq!(["a", "b", "c", "d"].map(|item| exposure.asked(item)), [2, 2, 1, 0]);
    }

    #[test]
    fn the_limit_is_a_share_of_a_hundred_tests_or_more() {
        let exposure = |tests, asked| Exposure { tests, asked: BTreeMap::from([("a".to_owned(), asked)]) };
        for (tests, asked, reaches) in [(1, 1, false), (50, 19, false), (50, 20, true), (200, 39, false), (200, 40, true)] {
            assert_eq!(exposure(tests, asked).reaches("a", 200), reaches, "{asked} of {tests}");
        }
        assert!(!Exposure::default().reaches("a", 1));
        assert!(exposure(u64::MAX, u64::MAX).reaches("a", 1_000));
    }
}
