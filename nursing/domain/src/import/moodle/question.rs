//! One question.

use super::{choice, embedded, gaps, matching, number, order, texts::Texts};
use crate::{
    import::{
        Limits, Reason, Suspicion,
        record::{self, Origin},
        text::opening,
        xml::Element,
    },
    item::{Body, Item},
    rich::RichText,
};

/// Moodle has 255 characters for a category's name.
const LONGEST_TOPIC: usize = 1_020;

/// What a question asks and what is to be done.
pub(super) type Asked = Result<(RichText, Body), Reason>;

/// The topic that a category names: the last part of its path, without Moodle's own names.
pub(super) fn topic(question: &Element) -> Option<String> {
    if question.attribute("type") != Some("category") {
        return None;
    }
    let path = question.child("category")?.text();
    // In a name a slash is written twice.
    let path = path.replace("//", "\u{1}");
    let last = path.rsplit('/').map(str::trim).find(|part| !part.is_empty() && *part != "top" && !part.starts_with('$'))?;
    let last = last.strip_prefix("Default for ").unwrap_or(last).replace('\u{1}', "/");
    Some(last.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|topic| !topic.is_empty() && topic.len() <= LONGEST_TOPIC)
}

/// The question's name, or its first words.
pub(super) fn name(question: &Element) -> String {
    let name = question.child("name").map(|name| opening(&name.text())).filter(|name| !name.is_empty());
    name.or_else(|| Some(opening(&question.child("questiontext")?.child("text")?.text()))).unwrap_or_default()
}

pub(super) fn item(
    question: &Element,
    origin: &Origin,
    number: usize,
    topic: &str,
    limits: &Limits,
    suspicions: &mut Vec<Suspicion>,
) -> Result<Item, Reason> {
    let kind = question.attribute("type").map(str::trim).unwrap_or_default();
    let mut texts = Texts::new(question, limits, suspicions);
    let asked = match kind {
        "multichoice" => choice::multichoice(question, &mut texts),
        "truefalse" => choice::truefalse(question, &mut texts),
        "numerical" => number::numerical(question, &mut texts),
        "ordering" => order::ordering(question, &mut texts),
        "ddwtos" => gaps::drag(question, &mut texts),
        "gapselect" => gaps::select(question, &mut texts),
        "matching" | "match" | "ddmatch" => matching::matching(question, &mut texts),
        "cloze" | "multianswer" => embedded::cloze(question, &mut texts),
        "category" => Err(Reason::NoQuestion("a category".into())),
        "description" => Err(Reason::NoQuestion("a description".into())),
        "" => Err(Reason::Syntax("the question has no type".into())),
        other => Err(Reason::Unsupported(format!("{} questions", super::texts::short(other)))),
    };
    let (stem, body) = asked?;
    texts.note_left_out(question);
    record::item(origin, number, topic, stem, body)
}
