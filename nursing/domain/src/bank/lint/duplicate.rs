//! Items that ask the same.
//!
//! Stems are compared as sets of three words in a row (shingles), in lower case, without punctuation and with every number as one
//! sign, so that the same sum with other figures is found. Two stems are near-duplicates from a Jaccard index of [`NEAR`] on.
//!
//! Not every pair is compared. A set of n that has an index of t or more with another one shares at least ⌈t·n⌉ shingles with
//! it, so both have one of their n − ⌈t·n⌉ + 1 rarest in common (Chaudhuri, Ganti & Kaushik 2006, "A primitive operator for
//! similarity joins in data cleaning"). Only stems that share a rare shingle are compared: no pair is missed, and the work stays
//! close to linear in the length of all stems.

use std::collections::{BTreeSet, HashMap};

use super::{Finding, Rule, Severity};
use crate::item::{Body, Item};

/// Half of the shingles of both stems together. Two stems of twenty words that differ in two of them are at about 0.5.
const NEAR: f64 = 0.5;
const SHINGLE: usize = 3;

/// Exact duplicates are errors, near ones warnings. The stems of two cases are one step less grave, as their charts tell them
/// apart. The items of one case are not compared with each other: they share their instructions.
pub(super) fn stems(items: &[Item], findings: &mut Vec<Finding>) {
    let texts: Vec<Vec<String>> = items.iter().map(|item| words(&asked(item))).collect();
    let exact = exact(items, &texts);
    let mut push = |first: usize, second: usize, [alone, in_cases]: [Severity; 2], how: String| {
        let is_in_cases = items[first].draft().case.is_some() && items[second].draft().case.is_some();
        let severity = if is_in_cases { in_cases } else { alone };
        let message = format!("it asks {how} `{}`", items[first].id());
        findings.push(Finding::of_item(severity, Rule::Duplicate, items[second].id(), message));
    };
    for (first, second) in &exact {
        push(*first, *second, [Severity::Error, Severity::Warning], "the same as".into());
    }
    for (first, second, index) in near(&texts) {
        if texts[first] != texts[second] && !same_case(&items[first], &items[second]) {
            let how = format!("nearly the same ({:.0}% of three words in a row) as", index * 100.0);
            push(first, second, [Severity::Warning, Severity::Note], how);
        }
    }
}

/// The stem; with the passage, where the item has one and stands by itself: many stems say `Complete the sentence.`
fn asked(item: &Item) -> String {
    let stem = item.stem().words();
    match item.body() {
        Body::Groups(body) if item.draft().case.is_none() => {
            let passage = body.text.as_ref().map(|text| text.words()).unwrap_or_default();
            format!("{stem} {passage}")
        }
        _ => stem,
    }
}

fn same_case(first: &Item, second: &Item) -> bool {
    let case = |item: &Item| item.draft().case.as_ref().map(|step| step.case.clone());
    case(first).is_some_and(|case_of_first| case(second) == Some(case_of_first))
}

/// Lower case, letters and digits.
fn words(text: &str) -> Vec<String> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Each text with the first one that says the same and isn't of its case.
fn exact(items: &[Item], texts: &[Vec<String>]) -> BTreeSet<(usize, usize)> {
    let mut same: HashMap<&[String], Vec<usize>> = HashMap::new();
    let mut pairs = BTreeSet::new();
    for (at, text) in texts.iter().enumerate() {
        let earlier = same.entry(text).or_default();
        if let Some(first) = earlier.iter().find(|first| !same_case(&items[**first], &items[at])) {
            pairs.insert((*first, at));
        }
        earlier.push(at);
    }
    pairs
}

/// All pairs with an index of [`NEAR`] or more.
fn near(texts: &[Vec<String>]) -> Vec<(usize, usize, f64)> {
    let sets = ranked(texts);
    let mut rare: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    for (at, set) in sets.iter().enumerate() {
        let prefix = &set[..set.len() - needed(set.len()) + usize::from(!set.is_empty())];
        let earlier: BTreeSet<usize> = prefix.iter().filter_map(|shingle| rare.get(shingle)).flatten().copied().collect();
        for other in earlier {
            let index = jaccard(&sets[other], set);
            if index >= NEAR {
                pairs.push((other, at, index));
            }
        }
        for shingle in prefix {
            rare.entry(*shingle).or_default().push(at);
        }
    }
    pairs
}

/// How many shingles a set of that size shares at least with one that is nearly the same.
fn needed(size: usize) -> usize {
    (size as f64 * NEAR).ceil() as usize
}

/// Each text's shingles as numbers, the rarest of the bank first.
fn ranked(texts: &[Vec<String>]) -> Vec<Vec<u32>> {
    let sets: Vec<BTreeSet<String>> = texts.iter().map(|words| shingles(words)).collect();
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for shingle in sets.iter().flatten() {
        *counts.entry(shingle).or_default() += 1;
    }
    let mut order: Vec<(u32, &str)> = counts.into_iter().map(|(shingle, count)| (count, shingle)).collect();
    order.sort_unstable();
    let ranks: HashMap<&str, u32> = (0..).zip(&order).map(|(rank, (_, shingle))| (*shingle, rank)).collect();
    let numbered = |set: &BTreeSet<String>| {
        let mut ranks: Vec<u32> = set.iter().filter_map(|shingle| ranks.get(shingle.as_str()).copied()).collect();
        ranks.sort_unstable();
        ranks
    };
    sets.iter().map(numbered).collect()
}

fn shingles(words: &[String]) -> BTreeSet<String> {
    let masked: Vec<&str> =
        words.iter().map(|word| if word.bytes().all(|byte| byte.is_ascii_digit()) { "#" } else { word.as_str() }).collect();
    if masked.len() < SHINGLE {
        [masked.join(" ")].into()
    } else {
        masked.windows(SHINGLE).map(|words| words.join(" ")).collect()
    }
}

/// Of two sorted sets.
fn jaccard(first: &[u32], second: &[u32]) -> f64 {
    let (mut left, mut right) = (first.iter().peekable(), second.iter().peekable());
    let mut shared = 0_usize;
    while let (Some(one), Some(other)) = (left.peek(), right.peek()) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                shared += 1;
                left.next();
                right.next();
            }
        }
    }
    let all = first.len() + second.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::sample, *};

    const STEM: &str = "A client with asthma is short of breath and asks the nurse to stay. What should the nurse do first?";

    fn found(stems: &[(&str, Option<(&str, u32)>)]) -> Vec<String> {
        let items: Vec<Item> =
            stems.iter().enumerate().map(|(at, (stem, case))| sample::stepped(&format!("x-{at}"), stem, *case)).collect();
        let mut findings = Vec::new();
        super::stems(&items, &mut findings);
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_same_stem_is_an_error() {
        let again = STEM.to_uppercase();
        assert_eq!(found(&[(STEM, None), (&again, None)]), ["error: item `x-1`: it asks the same as `x-0`"]);
        assert_eq!(found(&[(STEM, Some(("c", 1))), (STEM, None)]), ["error: item `x-1`: it asks the same as `x-0`"]);
    }

    #[test]
    fn nearly_the_same_stem_is_a_warning() {
        let other = STEM.replace("asthma", "emphysema");
        let warning = "warning: item `x-1`: it asks nearly the same (71% of three words in a row) as `x-0`";
        assert_eq!(found(&[(STEM, None), (&other, None)]), [warning]);
        let far = "A client with gout asks the nurse which food to avoid. What should the nurse answer?";
        assert_eq!(found(&[(STEM, None), (far, None)]), [""; 0]);
    }

    #[test]
    fn the_same_sum_with_other_figures_is_nearly_the_same() {
        let [one, other] =
            ["250 mg in 5", "500 mg in 10"].map(|dose| format!("The bottle has {dose} mL. How many mL does she take?"));
        assert_eq!(
            found(&[(&one, None), (&other, None)]),
            ["warning: item `x-1`: it asks nearly the same (100% of three words in a row) as `x-0`"]
        );
    }

    #[test]
    fn items_of_one_case_are_not_compared() {
        let (one, two) = (Some(("case-1", 1)), Some(("case-1", 2)));
        assert_eq!(found(&[(STEM, one), (STEM, two)]), [""; 0]);
        assert_eq!(
            found(&[(STEM, one), (STEM, two), (STEM, Some(("case-2", 1)))]),
            ["warning: item `x-2`: it asks the same as `x-0`"]
        );
    }

    proptest! {
        #[test]
        fn no_pair_is_missed(texts in proptest::collection::vec(proptest::collection::vec("[ab]", 0..9), 0..12)) {
            let sets = ranked(&texts);
            let mut all = Vec::new();
            for at in 0..sets.len() {
                for other in 0..at {
                    let index = jaccard(&sets[other], &sets[at]);
                    if index >= NEAR {
                        all.push((other, at, index));
                    }
                }
            }
            prop_assert_eq!(near(&texts), all);
        }
    }
}
