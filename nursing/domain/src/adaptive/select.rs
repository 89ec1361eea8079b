//! Which item is next.
//!
//! First the blueprint's area is drawn, then one of its items that tell most at the present estimate. In the Rasch model those are
//! the ones nearest to it in difficulty.

use std::collections::HashSet;

use rand::{Rng, rngs::StdRng};
use serde::{Deserialize, Serialize};

use super::{Ability, AreaCount, Difficulty, Estimate, Exposure, Pool, PoolItem, Settings, probability};
use crate::item::ClientNeed;

/// The next item, and why it is this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The item's id.
    pub item: String,
    /// Its difficulty in thousandths of a logit.
    pub difficulty_milli: i32,
    /// Its place in the test, from 1.
    pub question: u32,
    /// The estimate it was chosen for, in thousandths of a logit.
    pub ability_milli: i32,
    /// Its standard error in thousandths of a logit.
    pub error_milli: u32,
    /// How likely a right answer is at that estimate, in percent, rounded.
    pub chance_percent: u32,
    /// Among how many items it was drawn.
    pub candidates: u32,
    /// Why this area.
    pub content: Content,
    /// Whether it should have been kept back.
    pub selection: Selection,
}

/// Why an item is on this area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// The area.
    pub area: ClientNeed,
    /// Items it had before this one.
    pub items: u32,
    /// Its share in thousandths.
    pub permille: u32,
    /// How far from it the test may be, in thousandths.
    pub tolerance_permille: u32,
    /// Whether it had less than its share. If not, the areas that have less have no items left.
    pub is_behind: bool,
}

/// Whether an item was asked too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Selection {
    /// It was not.
    Free,
    /// It was, but so were all that are left on the area.
    KeptBack,
}

/// Chooses; none if no item is left.
pub(super) fn choose(
    (pool, settings, exposure): (&Pool, &Settings, &Exposure),
    (asked, counts): (&HashSet<&str>, &[AreaCount]),
    estimate: Estimate,
    rng: &mut StdRng,
) -> Option<Choice> {
    let is_left = |item: &&PoolItem| !asked.contains(item.id());
    let drawn = settings.blueprint.draw(counts, |area| pool.on(area).iter().any(|item| is_left(&item)), rng)?;
    let area = drawn.share.area;
    let is_kept_back = |item: &PoolItem| settings.cap_permille.is_some_and(|cap| exposure.reaches(item.id(), cap));
    let most = usize::try_from(settings.candidates).unwrap_or(usize::MAX);
    let nearest = || Nearest::new(pool.on(area), estimate.ability()).filter(is_left);
    let free: Vec<&PoolItem> = nearest().filter(|item| !is_kept_back(item)).take(most).collect();
    let (candidates, selection) =
        if free.is_empty() { (nearest().take(most).collect(), Selection::KeptBack) } else { (free, Selection::Free) };
    if candidates.is_empty() {
        return None;
    }
    let item = *candidates.get(rng.random_range(0..candidates.len()))?;
    let given = |count: &AreaCount| if count.area == area { count.items } else { 0 };
    Some(Choice {
        item: item.id().to_owned(),
        difficulty_milli: item.difficulty().milli(),
        question: u32::try_from(asked.len()).unwrap_or(u32::MAX).saturating_add(1),
        ability_milli: estimate.ability().milli(),
        error_milli: estimate.error_milli(),
        chance_percent: (probability(estimate.ability(), item.difficulty()) * 100.0).round() as u32,
        candidates: u32::try_from(candidates.len()).unwrap_or(u32::MAX),
        content: Content {
            area,
            items: counts.iter().map(given).sum(),
            permille: drawn.share.permille,
            tolerance_permille: drawn.share.tolerance_permille,
            is_behind: drawn.is_behind,
        },
        selection,
    })
}

/// Items by their distance from an ability, the nearest first; of two as near, the easier.
struct Nearest<'a> {
    easier: &'a [PoolItem],
    harder: &'a [PoolItem],
    ability: Ability,
}

impl<'a> Nearest<'a> {
    /// Items from the easiest to the hardest.
    fn new(items: &'a [PoolItem], ability: Ability) -> Nearest<'a> {
        let (easier, harder) = items.split_at(items.partition_point(|item| item.difficulty().logits() < ability.logits()));
        Nearest { easier, harder, ability }
    }
}

impl<'a> Iterator for Nearest<'a> {
    type Item = &'a PoolItem;

    fn next(&mut self) -> Option<&'a PoolItem> {
        let distance = |difficulty: Difficulty| (difficulty.logits() - self.ability.logits()).abs();
        match (self.easier.split_last(), self.harder.split_first()) {
            (Some((easier, rest)), harder)
                if harder.is_none_or(|(harder, _)| distance(easier.difficulty()) <= distance(harder.difficulty())) =>
            {
                self.easier = rest;
                Some(easier)
            }
            (_, Some((harder, rest))) => {
                self.harder = rest;
                Some(harder)
            }
            (_, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::adaptive::information;

    fn pool(difficulties: &[i32]) -> Pool {
        let item =
            |(at, milli): (usize, &i32)| PoolItem::new(format!("i{at}"), *milli, ClientNeed::ManagementOfCare).expect("an item");
        Pool::new(difficulties.iter().enumerate().map(item).collect()).expect("a pool")
    }

    proptest! {
        #[test]
        fn the_nearest_come_by_information(
            difficulties in proptest::collection::vec(-5_000i32..=5_000, 1..60),
            logits in -6.0f64..6.0,
        ) {
            let pool = pool(&difficulties);
            let ability = Ability::new(logits).expect("an ability");
            let nearest: Vec<&PoolItem> = Nearest::new(pool.items(), ability).collect();
            prop_assert_eq!(nearest.len(), difficulties.len());
            let tells = |item: &PoolItem| information(ability, item.difficulty());
            prop_assert!(nearest.windows(2).all(|pair| tells(pair[0]) >= tells(pair[1]) - 1e-15));
        }
    }
}
