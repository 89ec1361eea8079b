//! Options and their weights.

use rust_decimal::Decimal;

use super::{
    answers::Answer,
    format::{Format, rich},
    syntax::Fault,
};
use crate::{
    import::{
        Limits, Reason, Suspicion,
        record::{self, Alternative},
        text::opening,
    },
    item::Body,
    rich::RichText,
};

const FULL: Decimal = Decimal::ONE_HUNDRED;

/// One right option where an answer has a `=`, else several whose weights make 100 %.
///
/// The platform scores options in its own way: each right one counts alike, and each wrong one takes as much away. Other weights
/// are noted as left out.
///
/// # Errors
/// The weights make no key, or a text can't be rich text.
pub fn choices(
    answers: &[Answer],
    format: Format,
    general: Option<RichText>,
    limits: &Limits,
    suspicions: &mut Vec<Suspicion>,
) -> Result<Body, Fault> {
    let at = answers.first().map_or(0, |answer| answer.at);
    let mut weights = Vec::new();
    for answer in answers {
        let weight = answer.weight.unwrap_or(if answer.equals { FULL } else { Decimal::ZERO });
        if answer.equals && weight != FULL {
            let words = format!("gives `{}` a `=` and {weight} %", opening(answer.text));
            return Err((answer.at, Reason::Key(words)));
        }
        weights.push(weight);
    }
    let many = !answers.iter().any(|answer| answer.equals);
    let is_plain = if many { is_plain_set(&weights) } else { is_plain_one(&weights) }.map_err(|reason| (at, reason))?;
    if !is_plain {
        let list: Vec<String> = weights.iter().map(|weight| format!("{} %", weight.normalize())).collect();
        suspicions.push(Suspicion::LeftOut(format!("the weights {}", list.join(", "))));
    }
    let mut alternatives = Vec::new();
    for (answer, weight) in answers.iter().zip(weights) {
        let mut read = |text| rich(text, format, limits, suspicions).map_err(|reason| (answer.at, reason));
        let text = read(answer.text)?.unwrap_or_default();
        let rationale = answer.feedback.map_or(Ok(None), &mut read)?;
        let right = if many { weight > Decimal::ZERO } else { weight == FULL };
        alternatives.push(Alternative { text, right, rationale });
    }
    Ok(with_general(record::choices(alternatives, many), general))
}

/// `True` and `False`.
///
/// # Errors
/// A text can't be rich text.
pub fn true_false(
    is_true: bool,
    [wrong, right]: [Option<&str>; 2],
    format: Format,
    general: Option<RichText>,
    limits: &Limits,
    suspicions: &mut Vec<Suspicion>,
) -> Result<Body, Reason> {
    let mut alternatives = Vec::new();
    for (text, is_right) in [("True", is_true), ("False", !is_true)] {
        let feedback = if is_right { right } else { wrong };
        let rationale = feedback.map_or(Ok(None), |text| rich(text, format, limits, suspicions))?;
        alternatives.push(Alternative { text: RichText::plain(text)?, right: is_right, rationale });
    }
    Ok(with_general(record::choices(alternatives, false), general))
}

fn with_general(mut body: Body, general: Option<RichText>) -> Body {
    if let Body::Groups(groups) = &mut body
        && let Some(group) = groups.groups.first_mut()
    {
        group.rationale = general;
    }
    body
}

/// Whether one option has everything and the others nothing.
fn is_plain_one(weights: &[Decimal]) -> Result<bool, Reason> {
    let full = weights.iter().filter(|weight| **weight == FULL).count();
    if full != 1 {
        return Err(Reason::Key(format!("names {full} options, of which each alone is fully right")));
    }
    Ok(weights.iter().all(|weight| weight.is_zero() || *weight == FULL))
}

/// Whether the right options count alike, and wrong ones nothing or as much less. Thirds are written as 33.333, so a tenth of a
/// percent may be missing.
fn is_plain_set(weights: &[Decimal]) -> Result<bool, Reason> {
    let right: Vec<Decimal> = weights.iter().copied().filter(|weight| *weight > Decimal::ZERO).collect();
    let Some(each) = right.first() else { return Err(Reason::KeyMissing) };
    let sum: Decimal = right.iter().sum();
    if (sum - FULL).abs() > Decimal::new(1, 1) {
        return Err(Reason::Key(format!("gives the right options {} %, not 100 %", sum.normalize())));
    }
    Ok(weights.iter().all(|weight| weight.is_zero() || weight.abs() == *each))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(texts: &[&str]) -> Vec<Decimal> {
        texts.iter().map(|text| text.parse().expect("a number")).collect()
    }

    #[test]
    fn weights_make_a_key_or_none() {
        assert_eq!(is_plain_set(&weights(&["50", "50", "0"])), Ok(true));
        assert_eq!(is_plain_set(&weights(&["33.33333", "33.33333", "33.33333", "-33.33333"])), Ok(true));
        assert_eq!(is_plain_set(&weights(&["75", "25", "0"])), Ok(false));
        assert_eq!(is_plain_set(&weights(&["50", "50", "-100"])), Ok(false));
        assert!(matches!(is_plain_set(&weights(&["50", "25", "0"])), Err(Reason::Key(_))));
        assert_eq!(is_plain_set(&weights(&["0", "-50"])), Err(Reason::KeyMissing));
        assert_eq!(is_plain_one(&weights(&["0", "100"])), Ok(true));
        assert_eq!(is_plain_one(&weights(&["50", "100"])), Ok(false));
        assert!(matches!(is_plain_one(&weights(&["100", "100"])), Err(Reason::Key(_))));
    }
}
