//! Items of the bank's files.

use super::{
    Problem, Wrong,
    body::body,
    file::ItemRecord,
    text::{plain, rich},
};
use crate::{
    interaction::Interaction,
    item::{CaseStep, Draft, FORMAT, Facts, Item, Part, Review},
};

/// What a file says of all its items.
pub(super) struct Head {
    pub part: Part,
    pub topic: String,
    pub review: Review,
}

/// The item of a record.
pub(super) fn item(head: &Head, mut record: ItemRecord) -> Result<Item, Problem> {
    let kind = record.kind.unwrap_or(Interaction::MultipleChoice);
    let stem = rich("stem", &record.stem)?;
    let body = body(kind, &mut record)?;
    if let Some(field) = record.left() {
        return Err(Problem::new(field, Wrong::Surplus(kind.name())));
    }
    let case = match (record.case, record.step) {
        (Some(case), Some(step)) => Some(CaseStep { case, step }),
        (None, None) => None,
        (Some(_), None) => return Err(Problem::new("step", Wrong::HalfStep)),
        (None, Some(_)) => return Err(Problem::new("case", Wrong::HalfStep)),
    };
    let facts = Facts {
        topic: head.topic.clone(),
        part: Some(head.part),
        client_need: record.client_need,
        bloom: Some(record.bloom),
        difficulty_milli: Some(milli(record.difficulty)?),
        reference: Some(plain("reference", record.reference)?),
        language: "en".into(),
        review: head.review.clone(),
        licence: "MIT OR Apache-2.0".into(),
        source: "original".into(),
    };
    Ok(Item::new(Draft { format: FORMAT, id: record.id, version: 1, stem, body, facts, case })?)
}

/// Logits in thousandths.
fn milli(logits: f64) -> Result<i32, Problem> {
    if !(-5.0..=5.0).contains(&logits) {
        return Err(Problem::new("difficulty", Wrong::Difficulty(logits.to_string())));
    }
    // Within ±5,000, so the cast is exact.
    Ok((logits * 1000.0).round() as i32)
}
