//! Points for a number.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Marks, Part, Rule, ScoreError};
use crate::item::Number;

pub(super) fn score(body: &Number, text: &str) -> Result<Marks, ScoreError> {
    let text = text.trim();
    let given = if text.is_empty() { None } else { Some(read(text, &body.unit).ok_or_else(|| ScoreError::Number(text.into()))?) };
    // As somebody would who was asked to round: half away from zero.
    let rounded = given.map(|given| given.round_dp_with_strategy(body.decimals, RoundingStrategy::MidpointAwayFromZero));
    let is_right = rounded.is_some_and(|given| (given - body.value).abs() <= body.tolerance);
    let earned = u32::from(is_right);
    let part = Part { id: "1".into(), earned, max: 1, right: earned, wrong: u32::from(given.is_some() && !is_right) };
    Ok(Marks { earned, max: 1, rule: Rule::AllOrNothing, parts: vec![part] })
}

/// A number as people write it: `1,250.5`, `.5`, `31 gtt/min`. A comma groups thousands, as in the Philippines and the United
/// States; `1,5` is no number, as it might mean one and a half. A unit may look like digits: what is a number with it stays whole.
fn read(text: &str, unit: &str) -> Option<Decimal> {
    plain(text).or_else(|| plain(text.strip_suffix(unit)?.trim_end()))
}

/// A number without a unit.
fn plain(text: &str) -> Option<Decimal> {
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = match whole.split_once(',') {
        None => whole.to_owned(),
        Some((first, rest)) => {
            let grouped = (1..=3).contains(&first.len()) && rest.split(',').all(|group| group.len() == 3);
            grouped.then(|| whole.replace(',', ""))?
        }
    };
    if !all_digits(&whole) || !all_digits(places) || (whole.is_empty() && places.is_empty()) || whole.len() + places.len() > 20 {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { &whole };
    let places = if places.is_empty() { "0" } else { places };
    format!("{sign}{whole}.{places}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn earned(value: &str, tolerance: &str, decimals: u32, unit: &str, text: &str) -> Result<u32, ScoreError> {
        let number = Number {
            value: value.parse().expect("a number"),
            tolerance: tolerance.parse().expect("a number"),
            decimals,
            unit: unit.into(),
            rationale: None,
        };
        score(&number, text).map(|marks| marks.earned)
    }

    #[test]
    fn numbers_as_people_write_them() {
        for text in ["31", "31.0", " 31 gtt/min", "31gtt/min", "30.5", "31.4999", "+31"] {
            assert_eq!(earned("31", "0", 0, "gtt/min", text), Ok(1), "{text}");
        }
        for text in ["30", "30.49", "31.5", "-31", "", "  "] {
            assert_eq!(earned("31", "0", 0, "gtt/min", text), Ok(0), "{text}");
        }
        assert_eq!(earned("1250.5", "0", 1, "mL", "1,250.5"), Ok(1));
        assert_eq!(earned("0.5", "0", 1, "", ".5"), Ok(1));
        assert_eq!(earned("-2.5", "0", 1, "", "\u{2212}2.45"), Ok(1));
    }

    #[test]
    fn a_unit_that_looks_like_digits_takes_none_away() {
        assert_eq!(earned("30", "0", 0, "0", "30"), Ok(1));
        assert_eq!(earned("2.5", "0", 1, ".5", "2.5"), Ok(1));
        assert_eq!(earned("5", "0", 0, "10^9/L", "5 10^9/L"), Ok(1));
    }

    #[test]
    fn the_tolerance_counts_on_both_sides() {
        for (text, points) in [("9.5", 1), ("10.5", 1), ("9.4", 0), ("10.6", 0)] {
            assert_eq!(earned("10", "0.5", 1, "mg", text), Ok(points), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_an_error() {
        for text in ["1,5", "12,34", "ten", "1e9", "--1", ".", "1 000", "31 mL", "\u{0663}"] {
            assert_eq!(earned("31", "0", 0, "gtt/min", text), Err(ScoreError::Number(text.into())), "{text}");
        }
    }
}
