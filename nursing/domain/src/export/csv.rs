//! Writing CSV with a header, in the columns that [`crate::import::csv`] reads.
//!
//! Multiple choice, select-all and numeric items come back as they were, with id, version, facts, rationales and place in a case
//! study. The file begins with a byte order mark, without which spreadsheets don't take it for UTF-8. Pictures stay behind: only
//! their names are in the texts.
//!
//! A cell that begins with `=`, `+`, `-` or `@` would be run as a formula by a spreadsheet. In texts that sign is written as an
//! HTML entity; an item with such a reference or the like is left out.

use super::{Exported, Left};
use crate::{
    import::facts,
    interaction::Interaction,
    item::{Body, Choice, Group, Item},
    rich::RichText,
};

/// Writes items.
pub fn export(items: &[Item]) -> Exported {
    let mut left = Vec::new();
    let mut rows = Vec::new();
    for item in items {
        match row(item) {
            Ok(row) => rows.push(row),
            Err(reason) => left.push(Left { id: item.id().to_owned(), reason }),
        }
    }
    match write(&rows) {
        Ok(bytes) => Exported { bytes, items: rows.len(), left },
        Err(error) => {
            let all = items.iter().map(|item| Left { id: item.id().to_owned(), reason: error.to_string() });
            Exported { bytes: Vec::new(), items: 0, left: all.collect() }
        }
    }
}

fn write(rows: &[Row]) -> Result<Vec<u8>, csv::Error> {
    let options = rows.iter().map(|row| row.options.len()).max().unwrap_or_default();
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(header(options))?;
    for row in rows {
        writer.write_record(cells(row, options))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

/// A record as its columns want it.
struct Row {
    facts: Vec<(&'static str, String)>,
    kind: &'static str,
    stem: String,
    /// Text and rationale.
    options: Vec<(String, String)>,
    key: String,
    rationale: String,
    /// Tolerance, decimals, unit; empty but for a number.
    number: [String; 3],
}

fn row(item: &Item) -> Result<Row, String> {
    let draft = item.draft();
    let facts = facts::all(draft);
    if let Some((name, text)) = facts.iter().find(|(name, text)| *name != "difficulty" && is_formula(text)) {
        return Err(format!("its {name}, `{text}`, would be run as a formula by a spreadsheet"));
    }
    let mut row = Row {
        facts,
        kind: item.kind().name(),
        stem: html(&draft.stem),
        options: Vec::new(),
        key: String::new(),
        rationale: String::new(),
        number: Default::default(),
    };
    match &draft.body {
        Body::Numeric(number) => {
            if is_formula(&number.unit) {
                return Err(format!("its unit, `{}`, would be run as a formula by a spreadsheet", number.unit));
            }
            row.key = number.value.to_string();
            row.rationale = optional(number.rationale.as_ref());
            row.number = [number.tolerance.to_string(), number.decimals.to_string(), number.unit.clone()];
        }
        _ => {
            let group = one_list(item)?;
            row.options = group.options.iter().map(|option| (html(&option.text), optional(option.rationale.as_ref()))).collect();
            row.key = key(group);
            row.rationale = optional(group.rationale.as_ref());
        }
    }
    Ok(row)
}

/// The options of an item that has one list of them and nothing else.
pub(super) fn one_list(item: &Item) -> Result<&Group, String> {
    match item.body() {
        Body::Groups(body) if matches!(body.kind, Interaction::MultipleChoice | Interaction::SelectAll) => {
            let group = body.groups.first().filter(|group| group.label.is_none());
            group.ok_or_else(|| "the format has no place for its options' label".into())
        }
        _ => Err(format!("the format has no {} items", item.kind().name())),
    }
}

fn key(group: &Group) -> String {
    group.options.iter().filter(|option| option.right).map(|Choice { id, .. }| id.as_str()).collect()
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn html(text: &RichText) -> String {
    let html = text.html();
    match html.chars().next() {
        Some(sign @ ('=' | '+' | '-' | '@')) => format!("&#{};{}", u32::from(sign), &html[1..]),
        _ => html.to_owned(),
    }
}

fn optional(text: Option<&RichText>) -> String {
    text.map(html).unwrap_or_default()
}

fn letters(options: usize, prefix: &str) -> impl Iterator<Item = String> {
    (b'a'..=b'z').take(options).map(move |letter| format!("{prefix}{}", char::from(letter)))
}

fn header(options: usize) -> Vec<String> {
    let mut names: Vec<String> = ["id", "kind", "stem"].map(str::to_owned).into();
    names.extend(letters(options, "option_"));
    names.push("key".into());
    names.extend(letters(options, "rationale_"));
    names.extend(["rationale", "tolerance", "decimals", "unit"].map(str::to_owned));
    names.extend(facts::NAMES.into_iter().filter(|name| *name != "id").map(str::to_owned));
    names
}

fn cells(row: &Row, options: usize) -> Vec<String> {
    let fact = |name| row.facts.iter().find(|(other, _)| *other == name).map(|(_, text)| text.clone()).unwrap_or_default();
    let list = |pick: fn(&(String, String)) -> &String| {
        let texts = row.options.iter().map(pick).cloned();
        texts.chain(std::iter::repeat(String::new())).take(options)
    };
    let mut cells = vec![fact("id"), row.kind.to_owned(), row.stem.clone()];
    cells.extend(list(|(text, _)| text));
    cells.push(row.key.clone());
    cells.extend(list(|(_, rationale)| rationale));
    cells.push(row.rationale.clone());
    cells.extend(row.number.iter().cloned());
    cells.extend(facts::NAMES.into_iter().filter(|name| *name != "id").map(fact));
    cells
}
