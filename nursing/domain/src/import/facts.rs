//! Facts of an item as named texts: columns of a CSV file, tags of a GIFT file.
//!
//! | name | text |
//! |---|---|
//! | `id` | lower-case letters, digits and hyphens; else the file's name and the record's number |
//! | `version` | 1 or more; else 1 |
//! | `topic` | else what the format says, at last the file's name |
//! | `part` | `np1` to `np5` |
//! | `client_need` | a client need of the NCLEX test plan, `management-of-care` |
//! | `bloom` | `remember`, `understand`, `apply`, `analyze`, `evaluate`, `create` |
//! | `difficulty` | in Rasch logits, -5 to 5, three decimal places at most |
//! | `reference` | book and chapter |
//! | `language` | BCP 47; else `en` |
//! | `licence` | SPDX where there is an identifier; else `unknown` |
//! | `source` | where it comes from; else the file's name |
//! | `reviewed_by`, `reviewed_on` | who read it and when, both or neither |
//! | `case`, `step` | the case study and the item's place in it, both or neither |
//!
//! A review is the file's own claim: whoever imports a stranger's file decides whether to believe it.

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::de::{
    DeserializeOwned,
    value::{Error, StrDeserializer},
};

use super::Reason;
use crate::item::{CaseStep, Draft, Fault, ItemError, Part, Review};

/// The names, in the order in which they are written.
pub const NAMES: [&str; 15] = [
    "id",
    "version",
    "topic",
    "part",
    "client_need",
    "bloom",
    "difficulty",
    "reference",
    "language",
    "licence",
    "source",
    "reviewed_by",
    "reviewed_on",
    "case",
    "step",
];

/// Sets facts of a draft; empty texts and other names change nothing.
///
/// # Errors
/// A text has another form than its fact has.
pub fn set<'f>(draft: &mut Draft, facts: impl Iterator<Item = (&'f str, &'f str)>) -> Result<(), Reason> {
    let (mut by, mut on) = (None, None);
    let filled = facts.map(|(name, text)| (name, text.trim())).filter(|(_, text)| !text.is_empty());
    for (name, text) in filled {
        let known = &mut draft.facts;
        match name {
            "id" => text.clone_into(&mut draft.id),
            "version" => draft.version = text.parse().or(wrong("version", "a whole number"))?,
            "topic" => text.clone_into(&mut known.topic),
            "part" => known.part = Some(Part::named(text).map_or_else(|| wrong("facts.part", "np1 to np5"), Ok)?),
            "client_need" => known.client_need = Some(named(text, "facts.client_need", "a client need of the NCLEX test plan")?),
            "bloom" => {
                known.bloom = Some(named(text, "facts.bloom", "remember, understand, apply, analyze, evaluate or create")?)
            }
            "difficulty" => known.difficulty_milli = Some(milli(text)?),
            "reference" => known.reference = Some(text.to_owned()),
            "language" => text.clone_into(&mut known.language),
            "licence" => text.clone_into(&mut known.licence),
            "source" => text.clone_into(&mut known.source),
            "reviewed_by" => by = Some(text.to_owned()),
            "reviewed_on" => on = Some(text.to_owned()),
            "case" => step_of(draft).case = text.to_owned(),
            "step" => step_of(draft).step = text.parse().or(wrong("case.step", "1 to 6"))?,
            _ => {}
        }
    }
    match (by, on) {
        (Some(by), Some(on)) => draft.facts.review = Review::Reviewed { by, on },
        (None, None) => {}
        _ => return wrong("facts.review", "by somebody and on a day, both"),
    }
    Ok(())
}

/// The facts that a draft has, with their names.
pub fn all(draft: &Draft) -> Vec<(&'static str, String)> {
    let facts = &draft.facts;
    let (by, on) = match &facts.review {
        Review::Reviewed { by, on } => (Some(by.clone()), Some(on.clone())),
        Review::NotYetReviewedByANurseEducator => (None, None),
    };
    let texts = [
        Some(draft.id.clone()),
        Some(draft.version.to_string()),
        Some(facts.topic.clone()),
        facts.part.map(|part| part.name().to_owned()),
        facts.client_need.map(|need| need.name().to_owned()),
        facts.bloom.map(|bloom| bloom.name().to_owned()),
        facts.difficulty_milli.map(|milli| Decimal::new(milli.into(), 3).normalize().to_string()),
        facts.reference.clone(),
        Some(facts.language.clone()),
        Some(facts.licence.clone()),
        Some(facts.source.clone()),
        by,
        on,
        draft.case.as_ref().map(|step| step.case.clone()),
        draft.case.as_ref().map(|step| step.step.to_string()),
    ];
    NAMES.into_iter().zip(texts).filter_map(|(name, text)| Some((name, text?))).collect()
}

fn wrong<T>(field: &str, form: &'static str) -> Result<T, Reason> {
    Err(Reason::Item(ItemError { field: field.into(), fault: Fault::Form(form) }))
}

/// A name as the item's own serialised form has it, in capitals or not.
fn named<T: DeserializeOwned>(text: &str, field: &str, form: &'static str) -> Result<T, Reason> {
    let lower = text.to_ascii_lowercase();
    T::deserialize(StrDeserializer::<Error>::new(&lower)).or_else(|_| wrong(field, form))
}

/// Logits in thousandths.
fn milli(text: &str) -> Result<i32, Reason> {
    let milli = text.parse().ok().and_then(|logits: Decimal| logits.checked_mul(Decimal::from(1_000)));
    let whole = milli.filter(Decimal::is_integer).and_then(|milli| milli.to_i32());
    whole.map_or_else(|| wrong("facts.difficulty_milli", "-5 to 5 logits with three decimal places at most"), Ok)
}

fn step_of(draft: &mut Draft) -> &mut CaseStep {
    draft.case.get_or_insert_with(|| CaseStep { case: String::new(), step: 0 })
}
