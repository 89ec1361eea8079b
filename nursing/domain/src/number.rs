//! Numbers as people write them.
//!
//! Decimals follow a point or a comma: many phones offer but one of the two, whatever country they are in. So a comma can't
//! group thousands, too. `1,234` is taken for neither number: read the wrong way, a dose is off by a thousand.

use rust_decimal::Decimal;

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// It has other signs than a number's, or none of a number's.
    #[error("please enter a number, such as 31.5")]
    Other,
    /// Thousands are grouped, or seem to be.
    #[error(
        "this can be read as two different numbers: please write thousands together and decimals after a point, such as 1234.5"
    )]
    Grouped,
}

/// Reads a number, with or without its unit: `2.5`, `2,5`, `.5`, `5.`, `−3`, full-width digits, `31 gtt/min`. Another unit than the
/// item's is refused, not passed over: `5 mg` is no answer in grams. A unit may look like digits: what is a number with it stays
/// whole.
///
/// # Errors
/// It is none, or could be one of two.
pub fn read(text: &str, unit: &str) -> Result<Decimal, NumberError> {
    let (text, unit) = (folded(text), folded(unit));
    let text = text.trim();
    match plain(text) {
        Err(NumberError::Other) => plain(without(text, unit.trim()).ok_or(NumberError::Other)?),
        read => read,
    }
}

/// The text in ASCII, as far as a keyboard's full-width form, a minus sign or a micro sign keeps it from being that.
fn folded(text: &str) -> String {
    text.chars()
        .map(|sign| match sign {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
            '\u{2212}' => '-',
            // The Greek letter and the sign look the same.
            '\u{3bc}' => '\u{b5}',
            _ => sign,
        })
        .collect()
}

/// The text before the unit, which is written in capitals or not: `ml` is `mL`.
fn without<'t>(text: &'t str, unit: &str) -> Option<&'t str> {
    let (number, end) = text.split_at_checked(text.len().checked_sub(unit.len())?)?;
    (!unit.is_empty() && end.eq_ignore_ascii_case(unit)).then(|| number.trim_end())
}

/// A number without a unit.
fn plain(text: &str) -> Result<Decimal, NumberError> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b',')) {
        return Err(NumberError::Other);
    }
    let (whole, places) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    if places.contains(['.', ',']) {
        return Err(NumberError::Grouped);
    }
    // A group has one to three digits before it, and the first of them is no zero.
    let may_be_group = digits.contains(',') && places.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    if may_be_group {
        return Err(NumberError::Grouped);
    }
    if (whole.is_empty() && places.is_empty()) || whole.len() + places.len() > 20 {
        return Err(NumberError::Other);
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if places.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{places}").parse().map_err(|_| NumberError::Other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> Result<String, NumberError> {
        read(text, "mL").map(|number| number.to_string())
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (text, number) in [
            ("2.5", "2.5"),
            ("2,5", "2.5"),
            (",5", "0.5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("5,", "5"),
            ("0,125", "0.125"),
            ("1.250", "1.250"),
            ("1,2345", "1.2345"),
            ("1234,567", "1234.567"),
            ("007", "7"),
            ("+31", "31"),
            ("-3", "-3"),
            ("\u{2212}3", "-3"),
            ("－３", "-3"),
            ("２．５", "2.5"),
            ("２，５", "2.5"),
            ("\u{a0} 5\u{3000}", "5"),
            ("5 mL", "5"),
            ("5ml", "5"),
            ("2,5 ML", "2.5"),
            ("５ｍＬ", "5"),
        ] {
            assert_eq!(written(text).as_deref(), Ok(number), "{text}");
        }
        assert_eq!(read("5 \u{3bc}g", "\u{b5}g"), Ok(Decimal::from(5)));
        assert_eq!(read("5", ""), Ok(Decimal::from(5)));
    }

    #[test]
    fn what_could_be_two_numbers_is_neither() {
        for text in
            ["1,234", "12,500", "999,999", "1,234.5", "1.234,5", "1,234,567", "1.234.567", "-1,234", "1,250 mL", "１，２５０"]
        {
            assert_eq!(written(text), Err(NumberError::Grouped), "{text}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "", " ", "-", ".", ",", "ten", "1e9", "--1", "- 3", "1 000", "5 mg", "mL", "\u{663}", "\u{bd}", "1'000", "5 mL mL",
            "5 µL",
        ] {
            assert_eq!(written(text), Err(NumberError::Other), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_comma_is_a_point(whole in 0..1_000_000_u32, places in "[0-9]{1,2}|[0-9]{4,6}", unit in "( ?mL)?") {
            let [point, comma] = ['.', ','].map(|mark| read(&format!("{whole}{mark}{places}{unit}"), "mL"));
            prop_assert_eq!(point.map(|number| number.to_string()), Ok(format!("{whole}.{places}")));
            prop_assert_eq!(point, comma);
        }

        #[test]
        fn what_was_read_is_read_the_same_again(text in "[-+]?[0-9.,]{0,12}( ?mL)?") {
            if let Ok(number) = read(&text, "mL") {
                prop_assert_eq!(read(&number.to_string(), "mL"), Ok(number));
            }
        }

        #[test]
        fn no_text_breaks_it(text in any::<String>(), unit in any::<String>()) {
            let _ = read(&text, &unit);
        }
    }
}
