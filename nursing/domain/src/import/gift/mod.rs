//! Reading GIFT, Moodle's text format for questions (<https://docs.moodle.org/en/GIFT_format>).
//!
//! | GIFT | here |
//! |---|---|
//! | `{=right ~wrong}` | multiple choice; so is `{T}`, with the options True and False |
//! | `{~%50%one ~%50%two ~wrong}` | select all; weights that the platform's scoring doesn't have are noted as left out |
//! | `{#3:2}`, `{#1..5}` | numeric, if one number or range is right and nothing is partly right |
//! | `{=thing -> partner =…}` | a matrix: a row for each thing, a column for each partner |
//! | text behind the answers | a blank line, `_____`, where the answers stood |
//! | `#feedback` | the option's rationale |
//! | `####feedback` | why the key is right; a number's worked solution |
//! | `$CATEGORY: $course$/top/Topic` | the topic of what follows: the path's last part; else the file's name |
//! | `// [id:np1-x-001]` | the item's id; else the file's name and the record's number |
//! | `// [tag:bloom=apply]` | one of the [facts](super::facts), or a number's `decimals` or `unit` |
//!
//! Short answers and essays are refused by name; a description and a category are reported as records that ask nothing.
//! A title only names a record in the report. Pictures are named as files of the bank, as a GIFT file holds none.
//!
//! A number has the decimal places that it or its tolerance is written with. The platform rounds answers to them, Moodle doesn't.
//!
//! A blank line ends a question, whatever is wrong with it. Questions are read in one pass; nothing recurses.

mod answers;
mod blocks;
mod choices;
mod format;
mod matching;
mod numbers;
mod signs;
mod syntax;
mod tags;

use std::collections::BTreeSet;

pub(crate) use self::signs::escape;
use self::{
    answers::Kind,
    blocks::{Block, Record, Records},
    format::{format, rich},
    syntax::{Fault, Question},
};
use super::{
    ImportReport, Imported, Limits, Place, Reason, Refused, Suspicion, Warning, csv, facts,
    record::{self, Origin},
    text::{decode, opening},
};
use crate::item::{Body, Draft, Fault as ItemFault, Item, ItemError};

/// Imports a file.
pub fn import(name: &str, bytes: &[u8], limits: &Limits) -> ImportReport {
    let text = match decode(name, bytes) {
        Ok(text) => text,
        Err(refused) => return ImportReport { refused: vec![*refused], ..ImportReport::default() },
    };
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text };
    let mut reading = Reading {
        origin: Origin { file: name.to_owned(), licence: "unknown".into() },
        topic: csv::topic(name),
        limits,
        report: ImportReport::default(),
        ids: BTreeSet::new(),
    };
    for record in Records::new(&text) {
        let full = reading.report.records() == limits.records;
        match record {
            _ if full => {
                let place = match &record {
                    Record::Category(_, line) => Place { file: name.to_owned(), line: *line, column: 1 },
                    Record::Block(block) => block.place(name, 0),
                };
                let reason = Reason::Limit { what: "records in the file", limit: limits.records };
                reading.report.refused.push(Refused { place, record: String::new(), reason });
                break;
            }
            Record::Category(path, line) => reading.category(&path, line),
            Record::Block(block) => reading.block(&block),
        }
    }
    reading.report
}

struct Reading<'l> {
    origin: Origin,
    topic: String,
    limits: &'l Limits,
    report: ImportReport,
    ids: BTreeSet<String>,
}

impl Reading<'_> {
    fn category(&mut self, path: &str, line: u32) {
        self.topic = topic(path).unwrap_or_else(|| csv::topic(&self.origin.file));
        let place = Place { file: self.origin.file.clone(), line, column: 1 };
        let reason = Reason::NoQuestion("a category, the topic of what follows".into());
        self.report.refused.push(Refused { place, record: opening(path), reason });
    }

    fn block(&mut self, block: &Block) {
        let file = self.origin.file.clone();
        let mut suspicions = Vec::new();
        let begin = block.text.len() - block.text.trim_start().len();
        match self.item(block, &mut suspicions) {
            Ok(item) => {
                let place = block.place(&file, begin);
                let mut seen = Vec::new();
                for suspicion in suspicions {
                    if !seen.contains(&suspicion) {
                        seen.push(suspicion.clone());
                        self.report.warnings.push(Warning { place: place.clone(), item: item.id().to_owned(), suspicion });
                    }
                }
                self.report.items.push(Imported { item, place });
            }
            Err((at, reason)) => {
                let name = syntax::question(&block.text).map(|question| question.title.unwrap_or(question.before));
                let record = opening(name.unwrap_or(&block.text));
                self.report.refused.push(Refused { place: block.place(&file, at.max(begin)), record, reason });
            }
        }
    }

    fn item(&mut self, block: &Block, suspicions: &mut Vec<Suspicion>) -> Result<Item, Fault> {
        let whole = |reason| (0, reason);
        let Question { before, answers, after, .. } = syntax::question(&block.text)?;
        let Some(answers) = answers else { return Err(whole(without_answers(before))) };
        let kind = answers::kind(answers.text, answers.at)?;
        let (own, _) = format(before, format::Format::Moodle);
        let missing_word;
        let stem = if after.trim().is_empty() {
            before
        } else {
            missing_word = [before, "_____", after].concat();
            &missing_word
        };
        let limits = self.limits;
        let stem = rich(stem, own, limits, suspicions).map_err(whole)?.unwrap_or_default();
        let general = answers.general.map_or(Ok(None), |text| rich(text, own, limits, suspicions)).map_err(whole)?;
        let body = match kind {
            Kind::Numbers(answers, others) => numbers::number(&answers, others, own, general, limits, suspicions)?,
            Kind::Choices(answers) => choices::choices(&answers, own, general, limits, suspicions)?,
            Kind::Pairs(pairs) => matching::matching(&pairs, own, general, limits, suspicions)?,
            Kind::TrueFalse(is_true, wrong, right) => {
                choices::true_false(is_true, [wrong, right], own, general, limits, suspicions).map_err(whole)?
            }
        };
        let number = self.report.records() + 1;
        let mut draft = Draft::from(record::item(&self.origin, number, &self.topic, stem, body).map_err(whole)?);
        comments(&block.comments, &mut draft, suspicions).map_err(whole)?;
        let item = Item::new(draft).map_err(|error| whole(error.into()))?;
        if !self.ids.insert(item.id().to_owned()) {
            let fault = ItemFault::Twice(item.id().to_owned());
            return Err(whole(Reason::Item(ItemError { field: "id".into(), fault })));
        }
        Ok(item)
    }
}

/// Why a text without braces is no item. Aiken has its key in a last line of its own.
fn without_answers(text: &str) -> Reason {
    if text.lines().any(|line| line.starts_with("ANSWER:")) {
        Reason::Unsupported("questions in the Aiken format".into())
    } else {
        Reason::NoQuestion("a description".into())
    }
}

/// The last part of a category's path that is a name; `//` in it is a slash.
pub(crate) fn topic(path: &str) -> Option<String> {
    let marked = path.replace("//", "\0");
    let last = marked.rsplit('/').map(str::trim).find(|part| !part.is_empty())?;
    let name = last.replace('\0', "/");
    let is_name = name != "top" && !(name.starts_with('$') && name.ends_with('$'));
    is_name.then_some(name)
}

/// What the comments say of an item.
fn comments(comments: &str, draft: &mut Draft, suspicions: &mut Vec<Suspicion>) -> Result<(), Reason> {
    let mut known: Vec<(String, String)> = Vec::new();
    for id in tags::tokens(comments, "id").into_iter().take(1) {
        // Moodle's ids may be anything.
        if id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            known.push(("id".into(), id));
        } else {
            suspicions.push(Suspicion::LeftOut(format!("the id `{}`", opening(&id))));
        }
    }
    let tags = tags::tokens(comments, "tag");
    if tags.len() > tags::MOST_TAGS {
        return Err(Reason::Limit { what: "tags on a question", limit: tags::MOST_TAGS });
    }
    for tag in tags {
        let (name, text) = tag.split_once('=').unwrap_or((&tag, ""));
        match (name, &mut draft.body) {
            ("unit", Body::Numeric(number)) => text.clone_into(&mut number.unit),
            ("decimals", Body::Numeric(number)) => {
                let fault = ItemFault::Form("a whole number, 6 at most");
                number.decimals = text.parse().map_err(|_| ItemError { field: "body.decimals".into(), fault })?;
            }
            _ if name != "id" && facts::NAMES.contains(&name) => known.push((name.into(), text.into())),
            _ => suspicions.push(Suspicion::LeftOut(format!("the tag `{}`", opening(&tag)))),
        }
    }
    facts::set(draft, known.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_the_last_part_of_a_path() {
        for (path, expected) in [
            ("$course$/top/Default for LING-373", Some("Default for LING-373")),
            ("Fluids//Electrolytes", Some("Fluids/Electrolytes")),
            ("a / b /", Some("b")),
            ("$course$/top", None),
            ("$course$", None),
            ("", None),
        ] {
            assert_eq!(topic(path).as_deref(), expected, "{path}");
        }
    }
}
