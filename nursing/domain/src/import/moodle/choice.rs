//! Choosing among answers.

use rust_decimal::Decimal;

use super::{number::decimal, question::Asked, texts::Texts, texts::short};
use crate::{
    import::{
        Reason,
        record::{Alternative, choices},
        xml::Element,
    },
    item::{Body, letter},
    rich::RichText,
};

/// What an answer is worth in full, in percent.
pub(super) const FULL: Decimal = Decimal::ONE_HUNDRED;

/// `multichoice`: `single` says whether one answer is right.
pub(super) fn multichoice(question: &Element, texts: &mut Texts<'_>) -> Asked {
    // As Moodle reads it: everything but `false`, `0` and nothing is true.
    let single = question.child("single").is_none_or(|single| !matches!(single.text().trim(), "" | "0" | "false"));
    let stem = texts.stem(question)?;
    let mut weights = Vec::new();
    let mut alternatives = Vec::new();
    for answer in answers(question) {
        let weight = weight(answer)?;
        let right = if single { weight == FULL } else { weight > Decimal::ZERO };
        weights.push(weight);
        alternatives.push(Alternative { text: texts.option(answer)?, right, rationale: texts.feedback(answer, "feedback")? });
    }
    note_weights(&weights, single, texts);
    chosen(stem, alternatives, !single, texts.feedback(question, "generalfeedback")?)
}

/// `truefalse`: the options are the file's own words, which older versions translated.
pub(super) fn truefalse(question: &Element, texts: &mut Texts<'_>) -> Asked {
    let stem = texts.stem(question)?;
    let mut alternatives = Vec::new();
    for answer in answers(question) {
        let text = texts.option(answer)?;
        let text = match text.words().to_lowercase().as_str() {
            "true" => RichText::plain("True")?,
            "false" => RichText::plain("False")?,
            _ => text,
        };
        alternatives.push(Alternative { text, right: weight(answer)? == FULL, rationale: texts.feedback(answer, "feedback")? });
    }
    chosen(stem, alternatives, false, texts.feedback(question, "generalfeedback")?)
}

fn chosen(stem: RichText, alternatives: Vec<Alternative>, many: bool, rationale: Option<RichText>) -> Asked {
    let right = alternatives.iter().filter(|alternative| alternative.right).count();
    if right == 0 {
        return Err(Reason::KeyMissing);
    }
    if !many && right > 1 {
        return Err(Reason::Key(format!("names {right} answers, where one may be chosen")));
    }
    let mut body = choices(alternatives, many);
    if let Body::Groups(groups) = &mut body
        && let Some(group) = groups.groups.first_mut()
    {
        group.rationale = rationale;
    }
    Ok((stem, body))
}

/// The answers of a question.
pub(super) fn answers(question: &Element) -> impl Iterator<Item = &Element> {
    question.elements().filter(|element| element.name == "answer")
}

/// What an answer is worth in percent; 0 where nothing is said.
pub(super) fn weight(answer: &Element) -> Result<Decimal, Reason> {
    // Once it was an element.
    let said = answer.attribute("fraction").map(str::to_owned).or_else(|| answer.child("fraction").map(Element::text));
    let Some(said) = said.filter(|said| !said.trim().is_empty()) else { return Ok(Decimal::ZERO) };
    decimal(&said).ok_or_else(|| Reason::Key(format!("has the weight `{}`, which is no number", short(said.trim()))))
}

/// Items score by rules of their own.
fn note_weights(weights: &[Decimal], single: bool, texts: &mut Texts<'_>) {
    let letters = |fits: &dyn Fn(Decimal) -> bool| -> String {
        let fitting = weights.iter().enumerate().filter(|(_, weight)| fits(**weight));
        fitting.map(|(at, _)| letter(at)).collect::<Vec<_>>().join(", ")
    };
    let negative = letters(&|weight| weight < Decimal::ZERO);
    if !negative.is_empty() {
        texts.leave_out(format!("the negative weight of {negative}"));
    }
    let partial = letters(&|weight| weight > Decimal::ZERO && weight < FULL);
    if single && !partial.is_empty() {
        texts.leave_out(format!("the partial credit for {partial}"));
    }
    let mut right = weights.iter().filter(|weight| **weight > Decimal::ZERO);
    if !single
        && let Some(first) = right.next()
        // Thirds are rounded in files: 33.333 and 33.34.
        && right.any(|weight| (*weight - *first).abs() > Decimal::ONE)
    {
        texts.leave_out("the different weights of right answers");
    }
}
