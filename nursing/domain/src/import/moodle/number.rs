//! Numbers.

use rust_decimal::Decimal;

use super::{
    choice::{FULL, answers, weight},
    question::Asked,
    texts::{Texts, short, source},
};
use crate::{
    import::{Reason, xml::Element},
    item::{Body, Number},
    rich::RichText,
};

/// Larger numbers are no answers of students; sums of smaller ones stay within their type.
const LARGEST: Decimal = Decimal::from_parts(1_316_134_912, 2_328, 0, false, 0);

/// Places that an item may ask for.
const PLACES: u32 = 6;

/// A number as Moodle writes it: `31`, `-0.5`, `1.0E-5`. None with a comma, as it may stand for a point or for nothing.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let plain =
        text.len() <= 40 && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    if !plain {
        return None;
    }
    let number = if text.contains(['e', 'E']) { Decimal::from_scientific(text).ok() } else { Decimal::from_str_exact(text).ok() };
    number.filter(|number| number.abs() <= LARGEST).map(|number| number.normalize())
}

/// `numerical`: one answer that is worth everything. Others give part of the points, or only feedback.
pub(super) fn numerical(question: &Element, texts: &mut Texts<'_>) -> Asked {
    let stem = texts.stem(question)?;
    let mut right = Vec::new();
    let (mut partial, mut wrong) = (false, false);
    for answer in answers(question) {
        let weight = weight(answer)?;
        if weight == FULL {
            right.push(answer);
        } else if weight == Decimal::ZERO {
            wrong |= texts.feedback(answer, "feedback")?.is_some();
        } else {
            partial = true;
        }
    }
    let answer = match right.as_slice() {
        [] => return Err(Reason::KeyMissing),
        [answer] => *answer,
        several => return Err(Reason::Key(format!("has {} right numbers, not one", several.len()))),
    };
    if partial {
        texts.leave_out("the credit for numbers that are nearly right");
    }
    if wrong {
        texts.leave_out("the feedback for wrong numbers");
    }
    let said = source(answer);
    let said = said.trim();
    if said == "*" {
        return Err(Reason::Key("takes any number".into()));
    }
    let value = decimal(said).ok_or_else(|| Reason::Key(format!("is `{}`, which is no number", short(said))))?;
    let tolerance = match answer.child("tolerance").map(Element::text).filter(|text| !text.trim().is_empty()) {
        None => Decimal::ZERO,
        Some(text) => decimal(&text)
            .ok_or_else(|| Reason::Key(format!("has the tolerance `{}`, which is no number", short(text.trim()))))?,
    };
    // An answer is rounded before it is compared, and must not lose what the tolerance asks about.
    let decimals = value.scale().max(tolerance.scale().min(PLACES));
    let rationale = joined(texts.feedback(answer, "feedback")?, texts.feedback(question, "generalfeedback")?)?;
    let unit = unit(question, texts);
    Ok((stem, Body::Numeric(Number { value, tolerance, decimals, unit, rationale })))
}

/// The unit in which the number is right: the one that it isn't multiplied for.
fn unit(question: &Element, texts: &mut Texts<'_>) -> String {
    let text = |element: &Element, name: &str| element.child(name).map(|child| source(child).trim().to_owned());
    // 3: units aren't used at all.
    if text(question, "showunits").as_deref() == Some("3") {
        return String::new();
    }
    let units: Vec<&Element> =
        question.child("units").into_iter().flat_map(Element::elements).filter(|unit| unit.name == "unit").collect();
    let is_own = |unit: &&&Element| text(unit, "multiplier").is_none_or(|factor| decimal(&factor) == Some(Decimal::ONE));
    let own = units.iter().find(is_own).and_then(|unit| text(unit, "unit_name")).unwrap_or_default();
    let others: Vec<String> =
        units.iter().filter_map(|unit| text(unit, "unit_name")).filter(|name| *name != own && !name.is_empty()).collect();
    if !others.is_empty() {
        texts.leave_out(format!("the other units {}", short(&others.join(", "))));
    }
    if text(question, "unitgradingtype").is_some_and(|grading| !matches!(grading.as_str(), "" | "0")) {
        texts.leave_out("the penalty for a wrong unit");
    }
    own
}

/// Two texts as paragraphs of one.
fn joined(first: Option<RichText>, second: Option<RichText>) -> Result<Option<RichText>, Reason> {
    let (first, second) = match (first, second) {
        (Some(first), Some(second)) => (first, second),
        (first, second) => return Ok(first.or(second)),
    };
    let block = |text: &RichText| match text.html().starts_with("<p") || text.html().starts_with("<ul") {
        true => text.html().to_owned(),
        false => format!("<p>{}</p>", text.html()),
    };
    // Each was within its limit; together they may be twice as long.
    let html = block(&first) + &block(&second);
    Ok(Some(RichText::clean_within(&html, html.len())?.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_moodle_writes_them() {
        for (text, wanted) in [("31", "31"), (" 2.50 ", "2.5"), ("-0.5", "-0.5"), ("1.0E-5", "0.00001"), ("1e3", "1000")] {
            assert_eq!(decimal(text), wanted.parse().ok(), "{text}");
        }
        for text in ["", "1,5", "ten", "1_000", "1e99", "1e999999999999", "99999999999999", "0x1f", "--1", "."] {
            assert_eq!(decimal(text), None, "{text}");
        }
        assert_eq!(LARGEST, Decimal::from(10_000_000_000_000_u64));
    }
}
