//! What stands in the fields of the question shown, as the text of a response.

use leptos::{
    ev::Event,
    prelude::{document, event_target},
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement},
};

/// The fields of a question.
pub(super) struct Entry {
    /// Ticked options with commas in between, or the number.
    pub(super) response: String,
    /// How many options are ticked.
    pub(super) ticked: u32,
    /// Whether it is something else than what the page came with.
    pub(super) is_new: bool,
}

/// Reads the page; none where it shows no question, or a number that can't be read: then what was answered before stays.
pub(super) fn read() -> Option<Entry> {
    let set: Element = document().query_selector(".exam-question__set").ok()??;
    let rows = set.children();
    let mut entry = Entry { response: String::new(), ticked: 0, is_new: false };
    for at in 0..rows.length() {
        let Some(Ok(Some(input))) = rows.item(at).map(|row| row.query_selector("input")) else { continue };
        let input: HtmlInputElement = input.unchecked_into();
        if input.type_() == "text" {
            if !is_read(&input.value()) {
                return None;
            }
            entry.response = input.value().trim().to_owned();
            entry.is_new = input.value() != input.default_value();
        } else {
            entry.is_new |= input.checked() != input.default_checked();
            if input.checked() {
                if entry.ticked > 0 {
                    entry.response.push(',');
                }
                entry.response.push_str(&input.value());
                entry.ticked += 1;
            }
        }
    }
    Some(entry)
}

/// Whether the text is a whole number, or nothing: what the server reads, as `nursing_domain::number` has it, but for a unit, and
/// for a number that still waits for its decimals. On the way to `2,5` a field passes `2,`: until it is whole, what was answered
/// before stays. A comma may be the only mark that a keyboard has.
pub(super) fn is_read(text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+', '\u{2212}', '－', '＋']).unwrap_or(text);
    // How many digits stand before the mark, and after it.
    let (mut before, mut after) = (0, 0);
    let mut mark = None;
    for sign in digits.chars() {
        match sign {
            '0'..='9' | '０'..='９' if mark.is_none() => before += 1,
            '0'..='9' | '０'..='９' => after += 1,
            '.' | ',' | '．' | '，' if mark.is_none() => mark = Some(sign),
            _ => return false,
        }
    }
    // `1,234` could be two numbers.
    let may_be_group =
        matches!(mark, Some(',' | '，')) && after == 3 && (1..=3).contains(&before) && !digits.starts_with(['0', '０']);
    text.is_empty() || ((mark.is_none() || after > 0) && (1..=20).contains(&(before + after)) && !may_be_group)
}

/// Says of a number's field whether what stands in it is answered: by a style, and to screen readers.
pub(super) fn mark(event: &Event) {
    let input: HtmlInputElement = event_target(event);
    if input.type_() == "text" {
        // An input takes any attribute.
        let _ = input.set_attribute("aria-invalid", if is_read(&input.value()) { "false" } else { "true" });
    }
}

/// The fields are another question's now. A field that was typed in keeps that text, whatever its new `value` says.
pub(super) fn reset() {
    if let Ok(Some(input)) = document().query_selector(".exam-question__set [type=text]") {
        let input: HtmlInputElement = input.unchecked_into();
        input.set_value(&input.default_value());
        let _ = input.remove_attribute("aria-invalid");
    }
}

#[cfg(test)]
mod tests {
    use super::is_read;

    #[test]
    fn whole_numbers_are_sent() {
        for text in [
            "",
            " ",
            "2",
            "2.5",
            "2,5",
            ".5",
            ",5",
            "0,125",
            "1.234",
            "1,2345",
            "-3",
            "+3",
            "\u{2212}3",
            " 31 ",
            "２．５",
            "２，５",
        ] {
            assert!(is_read(text), "{text:?}");
        }
    }

    #[test]
    fn what_still_grows_or_could_be_two_numbers_is_not() {
        for text in
            ["2,", "2.", "-", "+", ".", ",", "-.", "1,234", "12,500", "1,234.5", "1.2.3", "5 mL", "ten", "1 000", "1e9", "２，"]
        {
            assert!(!is_read(text), "{text:?}");
        }
    }
}
