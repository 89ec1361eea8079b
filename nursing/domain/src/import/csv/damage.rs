//! What spreadsheets do to short texts when they take them for times and dates.

use crate::import::Suspicion;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What a spreadsheet shows where it has no value.
const ERRORS: [&str; 9] = ["#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"];

/// Looks at a whole cell: one that is a spreadsheet's error, or the bars of a column that was too narrow, has lost its text.
pub fn error(cell: &str) -> Option<Suspicion> {
    let text = cell.trim();
    let bars = text.len() > 3 && text.len() < 256 && text.bytes().all(|byte| byte == b'#');
    (bars || ERRORS.contains(&text)).then(|| Suspicion::SheetError(text.to_owned()))
}

/// Looks at a whole option: one that is nothing but a time of day or a date is seldom what somebody wrote.
pub fn damage(option: &str) -> Option<Suspicion> {
    let text = option.trim();
    if text.len() > 30 {
        return None;
    }
    let bare = text.trim_end_matches('.').to_ascii_lowercase();
    if is_clock_time(&bare) {
        return Some(Suspicion::ClockTime(text.to_owned()));
    }
    is_date(&bare).then(|| Suspicion::Date(text.to_owned()))
}

fn is_number(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `01:30:00`, `12:01:00 am`, and `15:02`: nobody writes a ratio with a leading zero. `2:25` may be one.
fn is_clock_time(text: &str) -> bool {
    let (digits, half_day) = match text.strip_suffix("am").or_else(|| text.strip_suffix("pm")) {
        Some(digits) => (digits.trim_end(), true),
        None => (text, false),
    };
    let parts: Vec<&str> = digits.split(':').collect();
    match parts.as_slice() {
        [hours, minutes] => is_number(hours, 3) && is_pair(minutes) && (half_day || minutes.starts_with('0')),
        [hours, minutes, seconds] => is_number(hours, 3) && is_pair(minutes) && is_pair(seconds),
        _ => false,
    }
}

fn is_pair(text: &str) -> bool {
    text.len() == 2 && is_number(text, 2)
}

/// `3-apr`, `apr-03`, `3-apr-2024`, `3/4/2024`, `2024-04-03 00:00:00`.
fn is_date(text: &str) -> bool {
    let text = text.strip_suffix(" 00:00:00").unwrap_or(text);
    let parts: Vec<&str> = text.split(['-', '/', ' ']).collect();
    match parts.as_slice() {
        [year, month, day] if is_number(year, 4) && year.len() == 4 => is_number(month, 2) && is_number(day, 2),
        [first, second, year] if text.contains('/') && is_number(first, 2) && is_number(second, 2) => is_number(year, 4),
        [_, _] | [_, _, _] => {
            let months = parts.iter().filter(|part| MONTHS.contains(part)).count();
            months == 1 && parts.iter().all(|part| is_number(part, 4) || MONTHS.contains(part))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_dates_are_seen() {
        for text in ["01:30:00", "12:01:00 AM", "30:02:00", "15:02", "1:05.", " 1:30 pm"] {
            assert_eq!(damage(text), Some(Suspicion::ClockTime(text.trim().into())), "{text}");
        }
        for text in ["3-Apr", "Apr-03", "3-Apr-2024", "3/4/2024", "2024-04-03 00:00:00", "5 May"] {
            assert_eq!(damage(text), Some(Suspicion::Date(text.into())), "{text}");
        }
    }

    #[test]
    fn a_spreadsheets_errors_are_seen() {
        assert_eq!(error(" #REF! "), Some(Suspicion::SheetError("#REF!".into())));
        assert!(error("########").is_some() && error("#").is_none() && error("# of doses").is_none());
    }

    #[test]
    fn ratios_ranges_and_sentences_are_not() {
        for text in
            ["2:25", "1:30", "10-12", "0-10 seconds.", "3-4 day basis", "May", "80/minute.", "120/80", "1:2:3", "", "may be"]
        {
            assert_eq!(damage(text), None, "{text}");
        }
    }
}
