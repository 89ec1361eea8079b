//! Points for a number.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Marks, Part, Rule, ScoreError};
use crate::{
    item::Number,
    number::{self, NumberError},
};

pub(super) fn score(body: &Number, text: &str) -> Result<Marks, ScoreError> {
    let text = text.trim();
    let given = if text.is_empty() { None } else { Some(stored(text, &body.unit).map_err(|_| ScoreError::Number(text.into()))?) };
    // As somebody would who was asked to round: half away from zero.
    let rounded = given.map(|given| given.round_dp_with_strategy(body.decimals, RoundingStrategy::MidpointAwayFromZero));
    let is_right = rounded.is_some_and(|given| (given - body.value).abs() <= body.tolerance);
    let earned = u32::from(is_right);
    let part = Part { id: "1".into(), earned, max: 1, right: earned, wrong: u32::from(given.is_some() && !is_right) };
    Ok(Marks { earned, max: 1, rule: Rule::AllOrNothing, parts: vec![part] })
}

/// The number that was stored. Answers from before a comma was a decimal mark may have it between thousands.
fn stored(text: &str, unit: &str) -> Result<Decimal, NumberError> {
    match number::read(text, unit) {
        Err(NumberError::Grouped) => number::read(&text.replace(',', ""), unit),
        read => read,
    }
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
        for text in ["31", "31.0", " 31 gtt/min", "31gtt/min", "30.5", "30,5", "31.4999", "+31"] {
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
        for text in ["ten", "1e9", "--1", ".", "1 000", "31 mL", "\u{0663}"] {
            assert_eq!(earned("31", "0", 0, "gtt/min", text), Err(ScoreError::Number(text.into())), "{text}");
        }
    }
}
