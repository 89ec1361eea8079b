//! Words that give a key away, and stems that ask for what is wrong.

use super::{
    Finding, Rule, Severity,
    shown::{self, statements},
};
use crate::item::Item;

/// Options with one of these are seldom right, which students know.
const ABSOLUTE: [&str; 6] = ["always", "never", "only", "must", "all", "none"];
/// Options that are about other options.
const ABOVE: [&str; 6] =
    ["all of the above", "none of the above", "all of these", "none of these", "both a and b", "all the above"];
const NEGATIVE: [&str; 4] = ["not", "except", "cannot", "least"];

/// Options that are about other options are errors, absolute words are warnings.
pub(super) fn options(item: &Item, findings: &mut Vec<Finding>) {
    for statement in statements(item) {
        let words = words(&statement.words);
        let text = format!(" {} ", words.join(" "));
        if ABOVE.iter().any(|above| text.contains(&format!(" {above} "))) {
            let message = format!("{} is about the other options: `{}`", statement.place, statement.words);
            findings.push(Finding::of_item(Severity::Error, Rule::Above, item.id(), message));
        } else if let Some(word) = words.iter().find(|word| ABSOLUTE.contains(&word.as_str())) {
            let message = format!("{} says `{word}`: `{}`", statement.place, statement.words);
            findings.push(Finding::of_item(Severity::Warning, Rule::AbsoluteWord, item.id(), message));
        }
    }
}

/// A note where the sentence that asks has a negation. A scenario may have one: a client may well have no fever.
pub(super) fn stem(item: &Item, findings: &mut Vec<Finding>) {
    let stem = shown::stem(item);
    let sentences: Vec<&str> = stem.split_inclusive(['.', '?', '\n']).filter(|text| !text.trim().is_empty()).collect();
    let asks = sentences.iter().rev().find(|text| text.ends_with('?')).or(sentences.last());
    let negation = asks.and_then(|asks| words(asks).into_iter().find(|word| is_negative(word)));
    if let Some(word) = negation {
        let message = format!("the stem asks with `{word}`; ask for what is right, or make the word stand out");
        findings.push(Finding::of_item(Severity::Note, Rule::NegativeStem, item.id(), message));
    }
}

fn is_negative(word: &str) -> bool {
    NEGATIVE.contains(&word) || word.ends_with("n't")
}

/// In lower case, without punctuation.
fn words(text: &str) -> Vec<String> {
    text.split(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '\'' | '\u{2019}'))
        .map(|word| word.trim_matches(['\'', '\u{2019}']).replace('\u{2019}', "'").to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};

    fn about(stem: &str, option: &str) -> Vec<(Severity, Rule)> {
        let item = sample::choice("x", stem, &["Rest", "Ice", option, "Salt"], 0);
        let mut findings = Vec::new();
        options(&item, &mut findings);
        self::stem(&item, &mut findings);
        findings.iter().map(|finding| (finding.severity, finding.rule)).collect()
    }

    #[test]
    fn options_about_options_are_errors() {
        for option in ["All of the above", "None of the above.", "<em>Both</em> A and B"] {
            assert_eq!(about("What helps?", option), [(Severity::Error, Rule::Above)], "{option}");
        }
    }

    #[test]
    fn absolute_words_are_warnings() {
        for option in ["It is always safe", "Only at night", "Clients MUST rest", "All clients", "never", "None"] {
            assert_eq!(about("What helps?", option), [(Severity::Warning, Rule::AbsoluteWord)], "{option}");
        }
        for option in ["Mustard", "Allow a rest", "A nonetheless warm bath", "Small steps"] {
            assert_eq!(about("What helps?", option), [], "{option}");
        }
    }

    #[test]
    fn a_negative_question_is_a_note() {
        for stem in ["She is well. Which is NOT right?", "All are signs except:", "What shouldn't she do? Select one."] {
            assert_eq!(about(stem, "Fruit"), [(Severity::Note, Rule::NegativeStem)], "{stem}");
        }
        for stem in ["She is not in pain. Which is right?", "What note helps? It does not matter why."] {
            assert_eq!(about(stem, "Fruit"), [], "{stem}");
        }
    }

    #[test]
    fn rows_are_statements_and_shared_columns_are_looked_at_once() {
        let mut findings = Vec::new();
        options(&sample::item("matrix-choice"), &mut findings);
        assert_eq!(findings, []);
        let places: Vec<String> = statements(&sample::item("matrix-choice")).into_iter().map(|one| one.place).collect();
        assert_eq!(places, ["row 1", "option A", "option B", "row 2", "row 3", "row 4"]);
        assert_eq!(statements(&sample::item("highlight-text")).len(), 0);
        assert_eq!(statements(&sample::item("drag-cloze")).len(), 4);
    }
}
