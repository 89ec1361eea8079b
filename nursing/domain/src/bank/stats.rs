//! A bank in numbers.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::{
    Bank,
    lint::{keyed, sentences},
    reading,
};
use crate::{
    interaction::Interaction,
    item::{Bloom, ClientNeed, Part},
};

/// How many items there are of what. An item that lacks a fact isn't counted under it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stats {
    /// All items.
    pub items: usize,
    /// Those that are no plain multiple choice.
    pub new_formats: usize,
    /// Case studies; their items are counted like others.
    pub cases: usize,
    /// By part of the licensure examination, all five.
    pub parts: BTreeMap<Part, usize>,
    /// By topic.
    pub topics: BTreeMap<String, usize>,
    /// By kind, all fourteen.
    pub kinds: BTreeMap<Interaction, usize>,
    /// By level in Bloom's taxonomy.
    pub blooms: BTreeMap<Bloom, usize>,
    /// By client need.
    pub client_needs: BTreeMap<ClientNeed, usize>,
    /// Multiple-choice items by the letter of the key.
    pub key_positions: BTreeMap<String, usize>,
    /// Reading levels; none in a bank without words.
    pub reading: Option<Reading>,
}

/// Reading levels, in Flesch-Kincaid grades.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// The mean over the items.
    pub mean: f64,
    /// The lowest.
    pub lowest: f64,
    /// The highest.
    pub highest: f64,
    /// How many items are above [`reading::HARD`].
    pub hard: usize,
}

/// Counts a bank.
pub fn stats(bank: &Bank) -> Stats {
    let items = bank.items();
    let mut parts: BTreeMap<Part, usize> = Part::ALL.into_iter().map(|part| (part, 0)).collect();
    let mut kinds: BTreeMap<Interaction, usize> = Interaction::ALL.into_iter().map(|kind| (kind, 0)).collect();
    count(&mut parts, items.iter().filter_map(|item| item.facts().part));
    count(&mut kinds, items.iter().map(|item| item.kind()));
    let letter = |item| keyed(item).and_then(|(options, at)| Some(options.get(at)?.id.clone()));
    Stats {
        items: items.len(),
        new_formats: items.iter().filter(|item| item.kind() != Interaction::MultipleChoice).count(),
        cases: bank.cases().len(),
        parts,
        topics: counted(items.iter().map(|item| item.facts().topic.clone())),
        kinds,
        blooms: counted(items.iter().filter_map(|item| item.facts().bloom)),
        client_needs: counted(items.iter().filter_map(|item| item.facts().client_need)),
        key_positions: counted(items.iter().filter_map(letter)),
        reading: levels(bank),
    }
}

fn count<K: Ord>(counts: &mut BTreeMap<K, usize>, keys: impl Iterator<Item = K>) {
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
}

fn counted<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    count(&mut counts, keys);
    counts
}

fn levels(bank: &Bank) -> Option<Reading> {
    let levels: Vec<f64> = bank.items().iter().filter_map(|item| reading::grade(&sentences(item))).collect();
    Some(Reading {
        mean: reading::mean(levels.iter().copied())?,
        lowest: levels.iter().copied().reduce(f64::min)?,
        highest: levels.iter().copied().reduce(f64::max)?,
        hard: levels.iter().filter(|level| **level > reading::HARD).count(),
    })
}

impl fmt::Display for Stats {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stats { items, new_formats, cases, .. } = self;
        writeln!(formatter, "{items} items, {new_formats} of them not plain multiple choice, {cases} case studies")?;
        let plain = self.key_positions.values().sum();
        let named = |part: &Part| part.name().to_uppercase();
        section(formatter, "Part", self.parts.iter().map(|(part, count)| (named(part), *count)), self.items)?;
        section(formatter, "Kind", self.kinds.iter().map(|(kind, count)| (kind.name().to_owned(), *count)), self.items)?;
        section(formatter, "Bloom", self.blooms.iter().map(|(bloom, count)| (bloom.name().to_owned(), *count)), self.items)?;
        let needs = self.client_needs.iter().map(|(need, count)| (need.name().to_owned(), *count));
        let without = self.items.saturating_sub(self.client_needs.values().sum());
        section(formatter, "Client need", needs.chain([("not given".to_owned(), without)]), self.items)?;
        let letters = self.key_positions.iter().map(|(letter, count)| (letter.clone(), *count));
        section(formatter, "Key of multiple choice", letters, plain)?;
        section(formatter, "Topic", self.topics.iter().map(|(topic, count)| (topic.clone(), *count)), self.items)?;
        if let Some(Reading { mean, lowest, highest, hard }) = self.reading {
            let bound = reading::HARD;
            writeln!(formatter, "\nReading level: mean {mean:.1}, {lowest:.1} to {highest:.1}; {hard} items above {bound:.0}")?;
        }
        Ok(())
    }
}

fn section(
    formatter: &mut fmt::Formatter<'_>,
    title: &str,
    rows: impl Iterator<Item = (String, usize)>,
    all: usize,
) -> fmt::Result {
    writeln!(formatter, "\n{title:<56}{:>5}{:>7}", "items", "share")?;
    for (name, count) in rows {
        let share = if all == 0 { 0.0 } else { count as f64 / all as f64 * 100.0 };
        writeln!(formatter, "  {name:<54}{count:>5}{share:>6.1}%")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::read;

    #[test]
    fn items_are_counted_and_shown() {
        let file = |part: &str, id: &str| {
            let options =
                "[[items.options]]\ntext = \"a\"\nrationale = \"r\"\n[[items.options]]\ntext = \"b\"\nrationale = \"r\"\n";
            let item =
                format!("[[items]]\nid = \"{id}\"\nstem = \"The cat sat.\"\nkey = \"B\"\nbloom = \"apply\"\ndifficulty = 0.5\n");
            let head = format!("part = \"{part}\"\ntopic = \"T {id}\"\nreview = \"not-yet-reviewed-by-a-nurse-educator\"\n");
            (id.to_owned(), format!("{head}{item}client_need = \"management-of-care\"\nreference = \"r\"\n{options}"))
        };
        let bank = read(&[file("NP1", "x"), file("NP3", "y")]).expect("sound");
        let stats = stats(&bank);
        assert_eq!((stats.items, stats.new_formats, stats.cases), (2, 0, 0));
        assert_eq!(stats.parts.values().copied().collect::<Vec<_>>(), [1, 0, 1, 0, 0]);
        assert_eq!(stats.key_positions, [("B".to_owned(), 2)].into());
        let shown = stats.to_string();
        for line in ["2 items, 0 of them", "NP1", "50.0%", "multiple-choice", "apply", "management-of-care", "T x", "mean"] {
            assert!(shown.contains(line), "{line} in\n{shown}");
        }
        let json = serde_json::to_value(&stats).expect("serialises");
        assert_eq!(json["kinds"]["multiple-choice"], 2);
        assert_eq!(json["parts"]["np1"], 1);
    }
}
