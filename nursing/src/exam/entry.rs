//! What stands in the fields of the question shown, as the text of a response.

use leptos::{
    prelude::document,
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

/// Reads the page; none where it shows no question.
pub(super) fn read() -> Option<Entry> {
    let set: Element = document().query_selector(".exam-question__set").ok()??;
    let rows = set.children();
    let mut entry = Entry { response: String::new(), ticked: 0, is_new: false };
    for at in 0..rows.length() {
        let Some(Ok(Some(input))) = rows.item(at).map(|row| row.query_selector("input")) else { continue };
        let input: HtmlInputElement = input.unchecked_into();
        if input.type_() == "text" {
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
