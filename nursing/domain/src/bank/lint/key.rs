//! Keys of multiple-choice items that can be guessed: by their letter, by their length.

use std::collections::BTreeMap;

use super::{Finding, Rule, Severity, Subject, keyed};
use crate::item::{Choice, Item};

/// Chi-square at 1% for 1 to 11 degrees of freedom: one bank in a hundred with well-mixed keys is above it.
const CHI_SQUARE: [f64; 11] = [6.635, 9.210, 11.345, 13.277, 15.086, 16.812, 18.475, 20.090, 21.666, 23.209, 24.725];
/// Chi-square says nothing where a letter is expected less often.
const LEAST_EXPECTED: f64 = 5.0;
/// A topic has too few items for a test. More than half of at least [`TOPIC_ITEMS`] keys at one letter is a habit.
const TOPIC_SHARE: f64 = 0.5;
const TOPIC_ITEMS: usize = 6;
/// With four options, chance makes the key the longest in a quarter of the items. Over a third of the bank a student can use it.
const LONGEST_SHARE: f64 = 0.35;
/// In a topic of at least [`TOPIC_ITEMS`].
const LONGEST_TOPIC_SHARE: f64 = 0.5;

/// Letters that are the key too often.
pub(super) fn positions(items: &[Item], findings: &mut Vec<Finding>) {
    let keys: Vec<(&[Choice], usize)> = items.iter().filter_map(keyed).collect();
    if let Some((statistic, bound)) = chi_square(&keys).filter(|(statistic, bound)| statistic > bound) {
        let message = format!("the keys aren't spread evenly over the letters: chi-square is {statistic:.1}, above {bound:.1}");
        findings.push(Finding { severity: Severity::Warning, rule: Rule::KeyPosition, subject: Subject::Bank, message });
    }
    for (topic, keys) in by_topic(items) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (options, at) in &keys {
            *counts.entry(options.get(*at).map_or("", |option| option.id.as_str())).or_default() += 1;
        }
        let most = counts.iter().max_by_key(|(_, count)| **count);
        let Some((letter, count)) =
            most.filter(|(_, count)| keys.len() >= TOPIC_ITEMS && share(**count, keys.len()) > TOPIC_SHARE)
        else {
            continue;
        };
        let message = format!("{letter} is the key of {count} in {} multiple-choice items", keys.len());
        let subject = Subject::Topic(topic.to_owned());
        findings.push(Finding { severity: Severity::Warning, rule: Rule::KeyPosition, subject, message });
    }
}

/// Keys that are longer than any other option too often.
pub(super) fn lengths(items: &[Item], findings: &mut Vec<Finding>) {
    let longest = |keys: &[(&[Choice], usize)]| keys.iter().filter(|(options, at)| is_longest(options, *at)).count();
    let mut push = |subject, count: usize, all: usize, bound: f64| {
        if share(count, all) > bound {
            let message = format!(
                "the key is the longest option in {count} of {all} multiple-choice items, more than {:.0}%",
                bound * 100.0
            );
            findings.push(Finding { severity: Severity::Warning, rule: Rule::LongestKey, subject, message });
        }
    };
    let keys: Vec<(&[Choice], usize)> = items.iter().filter_map(keyed).collect();
    push(Subject::Bank, longest(&keys), keys.len(), LONGEST_SHARE);
    for (topic, keys) in by_topic(items).into_iter().filter(|(_, keys)| keys.len() >= TOPIC_ITEMS) {
        push(Subject::Topic(topic.to_owned()), longest(&keys), keys.len(), LONGEST_TOPIC_SHARE);
    }
}

fn by_topic(items: &[Item]) -> BTreeMap<&str, Vec<(&[Choice], usize)>> {
    let mut topics: BTreeMap<&str, Vec<(&[Choice], usize)>> = BTreeMap::new();
    for (item, keyed) in items.iter().filter_map(|item| Some((item, keyed(item)?))) {
        topics.entry(&item.facts().topic).or_default().push(keyed);
    }
    topics
}

/// Longer than each other option by itself.
fn is_longest(options: &[Choice], key: usize) -> bool {
    let length = |option: &Choice| option.text.words().chars().count();
    let others = options.iter().enumerate().filter(|(at, _)| *at != key).map(|(_, option)| length(option));
    options.get(key).is_some_and(|option| others.max().is_some_and(|longest| length(option) > longest))
}

/// The statistic and its bound; none where there are too few items. Items may have different numbers of options: a letter is
/// expected once for each item that has it, divided by the item's options.
fn chi_square(keys: &[(&[Choice], usize)]) -> Option<(f64, f64)> {
    let letters = keys.iter().map(|(options, _)| options.len()).max()?;
    let mut statistic = 0.0;
    for letter in 0..letters {
        let found = keys.iter().filter(|(_, key)| *key == letter).count() as f64;
        let expected: f64 =
            keys.iter().filter(|(options, _)| options.len() > letter).map(|(options, _)| 1.0 / options.len() as f64).sum();
        if expected < LEAST_EXPECTED {
            return None;
        }
        statistic += (found - expected).powi(2) / expected;
    }
    CHI_SQUARE.get(letters.checked_sub(2)?).map(|bound| (statistic, *bound))
}

fn share(count: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { count as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};

    /// Items whose keys are at these places; the first `longest` of them have the longest key.
    fn items(places: &[usize], longest: usize) -> Vec<Item> {
        let make = |(at, place): (usize, &usize)| {
            let mut options = ["Rest", "Milk", "Salt", "Rice"];
            options[*place] = if at < longest { "Water" } else { "Ice" };
            sample::choice(&format!("x-{at}"), "What?", &options, *place)
        };
        places.iter().enumerate().map(make).collect()
    }

    fn found(rule: fn(&[Item], &mut Vec<Finding>), items: &[Item]) -> Vec<String> {
        let mut findings = Vec::new();
        rule(items, &mut findings);
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn keys_are_spread_over_the_letters() {
        let even: Vec<usize> = (0..24).map(|at| at % 4).collect();
        assert_eq!(found(positions, &items(&even, 0)), [""; 0]);
        // 2, 14, 4 and 4 where 6 each are expected.
        let skewed: Vec<usize> = [0; 2].into_iter().chain([1; 14]).chain([2; 4]).chain([3; 4]).collect();
        assert_eq!(
            found(positions, &items(&skewed, 0)),
            [
                "warning: the keys aren't spread evenly over the letters: chi-square is 14.7, above 11.3",
                "warning: topic `Topic`: B is the key of 14 in 24 multiple-choice items",
            ]
        );
        // Too few to say anything.
        assert_eq!(found(positions, &items(&[1; 5], 0)), [""; 0]);
        assert_eq!(found(positions, &[]), [""; 0]);
    }

    #[test]
    fn the_longest_option_is_not_the_key_as_a_habit() {
        let places: Vec<usize> = (0..20).map(|at| at % 4).collect();
        assert_eq!(found(lengths, &items(&places, 7)), [""; 0]);
        assert_eq!(
            found(lengths, &items(&places, 8)),
            ["warning: the key is the longest option in 8 of 20 multiple-choice items, more than 35%"]
        );
        let topic = "warning: topic `Topic`: the key is the longest option in 11 of 20 multiple-choice items, more than 50%";
        assert_eq!(found(lengths, &items(&places, 11))[1], topic);
        assert_eq!(found(lengths, &[]), [""; 0]);
    }

    #[test]
    fn as_long_as_another_is_not_the_longest() {
        let item = sample::choice("x", "What?", &["Water", "Juice", "Ice", "Tea"], 0);
        assert_eq!(keyed(&item).map(|(options, key)| is_longest(options, key)), Some(false));
    }
}
