//! Which share of a test each area of content has.

use rand::{Rng, rngs::StdRng};
use serde::{Deserialize, Serialize};

use super::SettingsError;
use crate::item::ClientNeed;

/// Shares of the areas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blueprint {
    /// One for each area that is asked; together 1,000 thousandths.
    pub shares: Vec<Share>,
}

/// An area's share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The area.
    pub area: ClientNeed,
    /// In thousandths of a test.
    pub permille: u32,
    /// How far from it a test may be, in thousandths of a test.
    pub tolerance_permille: u32,
}

/// Items of one area in a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaCount {
    /// The area.
    pub area: ClientNeed,
    /// How many items it has.
    pub items: u32,
    /// Whether that is within the tolerance, or within one item where the tolerance is less.
    pub is_within: bool,
}

impl Blueprint {
    /// The client needs of the NCLEX-RN: the middles of the test plan's ranges, which are 3 % wide to either side (NCSBN, "2023
    /// NCLEX-RN Test Plan"; the percentages of the plan for April 2026 to March 2029 are the same).
    pub fn nclex_rn() -> Blueprint {
        let share = |area, percent: u32| Share { area, permille: percent * 10, tolerance_permille: 30 };
        Blueprint {
            shares: vec![
                share(ClientNeed::ManagementOfCare, 18),
                share(ClientNeed::SafetyAndInfectionControl, 13),
                share(ClientNeed::HealthPromotionAndMaintenance, 9),
                share(ClientNeed::PsychosocialIntegrity, 9),
                share(ClientNeed::BasicCareAndComfort, 9),
                share(ClientNeed::PharmacologicalAndParenteralTherapies, 16),
                share(ClientNeed::ReductionOfRiskPotential, 12),
                share(ClientNeed::PhysiologicalAdaptation, 14),
            ],
        }
    }

    pub(super) fn check(&self) -> Result<(), SettingsError> {
        let sum = self.shares.iter().map(|share| u64::from(share.permille)).sum();
        if sum != 1_000 || self.shares.iter().any(|share| share.permille == 0) {
            return Err(SettingsError::Shares(sum));
        }
        for (at, share) in self.shares.iter().enumerate() {
            if share.tolerance_permille > 1_000 {
                return Err(SettingsError::Tolerance(share.area));
            }
            if self.shares.iter().take(at).any(|other| other.area == share.area) {
                return Err(SettingsError::AreaTwice(share.area));
            }
        }
        Ok(())
    }

    /// Counts the areas of a test's items, in the blueprint's order.
    pub fn count(&self, areas: impl Iterator<Item = ClientNeed> + Clone) -> Vec<AreaCount> {
        let all = areas.clone().count() as i64;
        let count = |share: &Share| {
            let items = areas.clone().filter(|area| *area == share.area).count();
            let off = (items as i64 * 1_000 - all * i64::from(share.permille)).abs();
            let is_within = off <= (all * i64::from(share.tolerance_permille)).max(1_000);
            AreaCount { area: share.area, items: u32::try_from(items).unwrap_or(u32::MAX), is_within }
        };
        self.shares.iter().map(count).collect()
    }

    /// Draws the area of the next item among those for which `has_items`; none if no area has any.
    ///
    /// An area is behind by what its share of the test, the next item included, is more than it has. The one that is farthest
    /// behind is next, once that is more than an item (Kingsbury & Zara 1989). Until then it is drawn among all that are behind, and
    /// the likelier the farther: the order can't be foretold (as in Chen & Ankenmann 2004), and the shares are kept all the same.
    pub(super) fn draw(&self, given: &[AreaCount], has_items: impl Fn(ClientNeed) -> bool, rng: &mut StdRng) -> Option<Drawn> {
        let next = 1 + given.iter().map(|count| i64::from(count.items)).sum::<i64>();
        let behind: Vec<(Share, i64)> = self
            .shares
            .iter()
            .zip(given)
            .filter(|(share, _)| has_items(share.area))
            .map(|(share, count)| (*share, next * i64::from(share.permille) - i64::from(count.items) * 1_000))
            .collect();
        // The first of the farthest.
        let (share, most) = *behind.iter().rev().max_by_key(|(_, behind)| *behind)?;
        if most <= 0 {
            return Some(Drawn { share, is_behind: false });
        }
        if most > 1_000 {
            return Some(Drawn { share, is_behind: true });
        }
        let weight = |behind: i64| behind.max(0);
        let mut left = rng.random_range(0..behind.iter().map(|(_, behind)| weight(*behind)).sum::<i64>());
        for (share, behind) in &behind {
            left -= weight(*behind);
            if left < 0 {
                return Some(Drawn { share: *share, is_behind: true });
            }
        }
        Some(Drawn { share, is_behind: true })
    }
}

/// The area of the next item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Drawn {
    pub share: Share,
    /// False if only areas that have their share already have items left.
    pub is_behind: bool,
}

/// The area's name within a sentence.
pub(super) const fn area_name(area: ClientNeed) -> &'static str {
    match area {
        ClientNeed::ManagementOfCare => "management of care",
        ClientNeed::SafetyAndInfectionControl => "safety and infection control",
        ClientNeed::HealthPromotionAndMaintenance => "health promotion and maintenance",
        ClientNeed::PsychosocialIntegrity => "psychosocial integrity",
        ClientNeed::BasicCareAndComfort => "basic care and comfort",
        ClientNeed::PharmacologicalAndParenteralTherapies => "pharmacological and parenteral therapies",
        ClientNeed::ReductionOfRiskPotential => "reduction of risk potential",
        ClientNeed::PhysiologicalAdaptation => "physiological adaptation",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::SeedableRng;

    use super::*;

    /// Areas drawn one after the other.
    fn drawn(blueprint: &Blueprint, count: usize, seed: u64) -> Vec<ClientNeed> {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut areas = Vec::new();
        for _ in 0..count {
            let next = blueprint.draw(&blueprint.count(areas.iter().copied()), |_| true, &mut rng).expect("an area");
            areas.push(next.share.area);
        }
        areas
    }

    #[test]
    fn the_test_plan_is_sound() {
        let blueprint = Blueprint::nclex_rn();
        assert_eq!(blueprint.check(), Ok(()));
        assert_eq!(blueprint.shares.iter().map(|share| share.permille).sum::<u32>(), 1_000);
    }

    #[test]
    fn what_is_no_blueprint() {
        let change = |change: &dyn Fn(&mut Vec<Share>)| {
            let mut blueprint = Blueprint::nclex_rn();
            change(&mut blueprint.shares);
            blueprint.check()
        };
        assert_eq!(change(&|shares| shares.clear()), Err(SettingsError::Shares(0)));
        assert_eq!(change(&|shares| shares[0].permille += 1), Err(SettingsError::Shares(1_001)));
        assert_eq!(
            change(&|shares| {
                shares[1].permille += shares[0].permille;
                shares[0].permille = 0;
            }),
            Err(SettingsError::Shares(1_000))
        );
        assert_eq!(
            change(&|shares| shares[1].area = shares[0].area),
            Err(SettingsError::AreaTwice(ClientNeed::ManagementOfCare))
        );
        assert_eq!(
            change(&|shares| shares[0].tolerance_permille = 1_001),
            Err(SettingsError::Tolerance(ClientNeed::ManagementOfCare))
        );
    }

    #[test]
    fn the_tolerance_has_two_ends() {
        let blueprint = Blueprint::nclex_rn();
        let is_within = |items: usize, all: usize| {
            let others = std::iter::repeat_n(ClientNeed::PhysiologicalAdaptation, all - items);
            let areas = std::iter::repeat_n(ClientNeed::ManagementOfCare, items).chain(others);
            blueprint.count(areas)[0].is_within
        };
        // 15 to 21 % of 100, and one item to either side of 1.8 in 10.
        let within: Vec<usize> = (0..=100).filter(|items| is_within(*items, 100)).collect();
        assert_eq!(within, (15..=21).collect::<Vec<_>>());
        let within: Vec<usize> = (0..=10).filter(|items| is_within(*items, 10)).collect();
        assert_eq!(within, [1, 2]);
    }

    #[test]
    fn areas_without_items_are_passed_over() {
        let blueprint = Blueprint::nclex_rn();
        let mut rng = StdRng::seed_from_u64(1);
        let given = blueprint.count(std::iter::repeat_n(ClientNeed::ManagementOfCare, 10));
        let only = |wanted| move |area| area == wanted;
        let next = blueprint.draw(&given, only(ClientNeed::PsychosocialIntegrity), &mut rng).expect("an area");
        assert_eq!((next.share.area, next.is_behind), (ClientNeed::PsychosocialIntegrity, true));
        let next = blueprint.draw(&given, only(ClientNeed::ManagementOfCare), &mut rng).expect("an area");
        assert_eq!((next.share.area, next.is_behind), (ClientNeed::ManagementOfCare, false));
        assert_eq!(blueprint.draw(&given, |_| false, &mut rng), None);
    }

    #[test]
    fn the_first_area_is_drawn_by_share() {
        let mut first = std::collections::BTreeMap::new();
        for seed in 0..10_000 {
            *first.entry(drawn(&Blueprint::nclex_rn(), 1, seed)[0]).or_insert(0u32) += 1;
        }
        for share in Blueprint::nclex_rn().shares {
            // Five standard deviations of the count at most.
            let found = i64::from(first.get(&share.area).copied().unwrap_or(0));
            assert!((found - i64::from(share.permille) * 10).abs() < 200, "{share:?}: {found}");
        }
    }

    proptest! {
        #[test]
        fn every_length_keeps_the_test_plan(seed: u64) {
            let blueprint = Blueprint::nclex_rn();
            let areas = drawn(&blueprint, 200, seed);
            for length in 85..=200 {
                let counts = blueprint.count(areas[..length].iter().copied());
                prop_assert!(counts.iter().all(|count| count.is_within), "{length}: {counts:?}");
            }
        }

        #[test]
        fn any_shares_are_kept_to_a_few_items(weights in proptest::collection::vec(1u32..100, 8), seed: u64) {
            let mut blueprint = Blueprint::nclex_rn();
            let sum: u32 = weights.iter().sum();
            for (share, weight) in blueprint.shares.iter_mut().zip(&weights) {
                share.permille = (weight * 1_000 / sum).max(1);
            }
            let rest: u32 = blueprint.shares[1..].iter().map(|share| share.permille).sum();
            blueprint.shares[0].permille = 1_000 - rest;
            let areas = drawn(&blueprint, 150, seed);
            for length in 1..=150 {
                for (count, share) in blueprint.count(areas[..length].iter().copied()).iter().zip(&blueprint.shares) {
                    let off = i64::from(count.items) * 1_000 - length as i64 * i64::from(share.permille);
                    prop_assert!(off < 1_000 && off > -3_000, "{length}: {count:?} {share:?}");
                }
            }
        }
    }
}
