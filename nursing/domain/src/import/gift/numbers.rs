//! Numerical answers.
//!
//! The platform rounds an answer to the item's decimal places before it compares it; Moodle doesn't. The places are as many as the
//! number or its tolerance has, so that nothing is told apart in the file and not here.

use rust_decimal::Decimal;

use super::{
    answers::Answer,
    format::{Format, rich},
    signs::unescape,
    syntax::Fault,
};
use crate::{
    import::{Limits, Reason, Suspicion, text::opening},
    item::{Body, Number},
    rich::RichText,
};

/// A number and how far from it an answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    value: Decimal,
    tolerance: Decimal,
}

impl Span {
    /// Whether some number is in both; two that can't be told apart meet.
    fn meets(self, other: Span) -> bool {
        let apart = self.value.checked_sub(other.value).map(|apart| apart.abs());
        let reach = self.tolerance.checked_add(other.tolerance);
        apart.zip(reach).is_none_or(|(apart, reach)| apart <= reach)
    }

    /// From one number to another, if the middle can be told exactly.
    fn between(least: Decimal, most: Decimal) -> Option<Span> {
        let value = least.checked_add(most)?.checked_div(Decimal::TWO)?.normalize();
        let tolerance = most.checked_sub(value)?.normalize();
        let is_exact = value.checked_add(tolerance) == Some(most) && value.checked_sub(tolerance) == Some(least);
        is_exact.then_some(Span { value, tolerance })
    }
}

/// One number is right and no other is worth anything. A range is a number in its middle.
///
/// # Errors
/// It isn't so, or a text can't be rich text.
pub fn number(
    answers: &[Answer],
    others: bool,
    format: Format,
    general: Option<RichText>,
    limits: &Limits,
    suspicions: &mut Vec<Suspicion>,
) -> Result<Body, Fault> {
    let at = answers.first().map_or(0, |answer| answer.at);
    let mut right: Option<(Span, &Answer)> = None;
    let mut worthless = Vec::new();
    for answer in answers {
        let span = span(answer.text).map_err(|reason| (answer.at, reason))?;
        let weight = answer.weight.unwrap_or(Decimal::ONE_HUNDRED);
        if weight <= Decimal::ZERO {
            worthless.push(span);
        } else if weight != Decimal::ONE_HUNDRED {
            return Err((answer.at, Reason::Unsupported("numerical questions with partly right answers".into())));
        } else if right.replace((span, answer)).is_some() {
            return Err((answer.at, Reason::Unsupported("numerical questions with several right answers".into())));
        }
    }
    let (Span { value, tolerance }, answer) = right.ok_or((at, Reason::KeyMissing))?;
    // Moodle takes the first answer that fits; here the right one is all there is.
    if worthless.iter().any(|other| other.meets(Span { value, tolerance })) {
        return Err((at, Reason::Unsupported("numerical questions with wrong answers beside the right one".into())));
    }
    if others || !worthless.is_empty() {
        suspicions.push(Suspicion::LeftOut("the feedback on wrong numbers".into()));
    }
    let feedback = answer.feedback.map_or(Ok(None), |text| rich(text, format, limits, suspicions));
    let rationale = match (feedback.map_err(|reason| (answer.at, reason))?, general) {
        (Some(feedback), Some(general)) => {
            let both = format!("{}<br>{}", feedback.html(), general.html());
            let both = RichText::clean_within(&both, limits.text_bytes).map_err(|error| (answer.at, error.into()))?;
            Some(both.text)
        }
        (feedback, general) => feedback.or(general),
    };
    let decimals = value.scale().max(tolerance.scale());
    Ok(Body::Numeric(Number { value, tolerance, decimals, unit: String::new(), rationale }))
}

/// `3`, `3:2` or `1..5`.
fn span(text: &str) -> Result<Span, Reason> {
    let text = unescape(text);
    let text = text.trim();
    let key = |words: &str| Reason::Key(format!("`{}` {words}", opening(text)));
    let decimal = |part: &str| decimal(part.trim()).ok_or_else(|| key("is no number"));
    if text == "*" {
        return Err(Reason::Unsupported("numerical questions that take any number".into()));
    }
    if let Some((least, most)) = text.split_once("..") {
        let (least, most) = (decimal(least)?, decimal(most)?);
        if least > most {
            return Err(key("ends before it begins"));
        }
        return Span::between(least, most).ok_or_else(|| key("has too many digits"));
    }
    match text.split_once(':') {
        Some((value, tolerance)) => Ok(Span { value: decimal(value)?, tolerance: decimal(tolerance)?.abs() }),
        None => Ok(Span { value: decimal(text)?, tolerance: Decimal::ZERO }),
    }
}

/// Moodle writes small numbers as `1.0E-5`.
fn decimal(text: &str) -> Option<Decimal> {
    if text.len() > 40 {
        return None;
    }
    Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tolerances_and_ranges() {
        for (text, value, tolerance) in [
            ("1822", "1822", "0"),
            ("-3.142 : 0.001", "-3.142", "0.001"),
            ("3\\:2", "3", "2"),
            ("3.1410..3.142", "3.1415", "0.0005"),
            ("-5..5", "0", "5"),
            ("1.5E-2", "0.015", "0"),
        ] {
            let expected = Span { value: value.parse().expect("number"), tolerance: tolerance.parse().expect("number") };
            assert_eq!(span(text), Ok(expected), "{text}");
        }
        for text in ["", "four", "3,5", "5..1", "1:", "1e99", "1..2..3", "1e4294967295", "1e-4294967295"] {
            assert!(matches!(span(text), Err(Reason::Key(_))), "{text}");
        }
    }

    #[test]
    fn numbers_at_the_edge_of_the_type_are_no_panic() {
        let most = "79228162514264337593543950335";
        assert!(span(&format!("-{most}:{most}")).is_ok());
        assert!(matches!(span(&format!("0.0000000000000000000000000001..{most}")), Err(Reason::Key(_))));
        let huge = Span { value: Decimal::MAX, tolerance: Decimal::MAX };
        assert!(huge.meets(Span { value: Decimal::MIN, tolerance: Decimal::MAX }));
        assert!(!Span { tolerance: Decimal::ZERO, ..huge }.meets(Span { value: Decimal::ONE, tolerance: Decimal::ONE }));
    }
}
