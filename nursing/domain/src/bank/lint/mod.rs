//! What is wrong with a bank of sound items, by the rules of item writing.
//!
//! Each rule's bound is documented with its constant. An error has to be put right, a warning has to be looked at, and a note
//! tells an editor where to look first.

mod duplicate;
mod key;
mod record;
mod reference;
mod shown;
mod wording;

use std::fmt;

use serde::Serialize;

pub(super) use self::shown::{keyed, sentences};
use super::{Bank, reading};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It has to be put right.
    Error,
    /// Somebody has to look at it.
    Warning,
    /// Worth knowing.
    Note,
}

/// Which rule found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Two items ask the same or nearly the same.
    Duplicate,
    /// Some letters are the key more often than chance explains.
    KeyPosition,
    /// The longest option is the key too often.
    LongestKey,
    /// `All of the above`, `none of the above`.
    Above,
    /// `Always`, `never` and the like in an option.
    AbsoluteWord,
    /// The stem asks for what is wrong.
    NegativeStem,
    /// The item is hard to read.
    ReadingLevel,
    /// The reference isn't of the documented form.
    Reference,
    /// A rationale is missing.
    Rationale,
    /// A fact is missing.
    Fact,
    /// A number without a word on rounding.
    Rounding,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// All of it.
    Bank,
    /// The items of one topic, which is one file.
    Topic(String),
    /// An item, by its id.
    Item(String),
}

/// Something that a rule found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// Which rule it is.
    pub rule: Rule,
    /// What it is about.
    pub subject: Subject,
    /// A sentence for editors.
    pub message: String,
}

impl Finding {
    fn of_item(severity: Severity, rule: Rule, item: &str, message: String) -> Finding {
        Finding { severity, rule, subject: Subject::Item(item.to_owned()), message }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        match &self.subject {
            Subject::Bank => write!(formatter, "{severity}: {}", self.message),
            Subject::Topic(topic) => write!(formatter, "{severity}: topic `{topic}`: {}", self.message),
            Subject::Item(item) => write!(formatter, "{severity}: item `{item}`: {}", self.message),
        }
    }
}

/// Looks at a bank with every rule. The gravest findings come first.
pub fn lint(bank: &Bank) -> Vec<Finding> {
    let mut findings = Vec::new();
    for item in bank.items() {
        record::facts(item, &mut findings);
        record::rationales(item, &mut findings);
        record::rounding(item, &mut findings);
        wording::options(item, &mut findings);
        wording::stem(item, &mut findings);
    }
    duplicate::stems(bank.items(), &mut findings);
    key::positions(bank.items(), &mut findings);
    key::lengths(bank.items(), &mut findings);
    levels(bank, &mut findings);
    findings.sort();
    findings
}

/// The bank's mean reading level, and the items above [`reading::HARD`].
fn levels(bank: &Bank, findings: &mut Vec<Finding>) {
    let levels: Vec<(&str, f64)> =
        bank.items().iter().filter_map(|item| Some((item.id(), reading::grade(&sentences(item))?))).collect();
    for (id, level) in levels.iter().filter(|(_, level)| *level > reading::HARD) {
        let message =
            format!("its reading level is grade {level:.1}, above {:.0}; use shorter sentences and words", reading::HARD);
        findings.push(Finding::of_item(Severity::Note, Rule::ReadingLevel, id, message));
    }
    if let Some(mean) = reading::mean(levels.iter().map(|(_, level)| *level)) {
        let message = format!("the mean reading level is grade {mean:.1}");
        findings.push(Finding { severity: Severity::Note, rule: Rule::ReadingLevel, subject: Subject::Bank, message });
    }
}

#[cfg(test)]
mod sample;
