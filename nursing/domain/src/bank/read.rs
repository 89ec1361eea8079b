//! Reading the bank's files.

use std::{fs, path::Path};

use serde::de::DeserializeOwned;

use super::{
    Bank, BankError, Problem, Wrong,
    case::case,
    file::{CaseRecord, File, ItemRecord, Reviewed},
    item::{Head, item},
    text::plain,
};
use crate::item::{CaseStudy, Item, Part, Review};

const NOT_REVIEWED: &str = "not-yet-reviewed-by-a-nurse-educator";

/// Reads a bank from files: names, which errors tell, and texts.
///
/// # Errors
/// The first thing that breaks the format, with the file, the record, the field, and what to do.
pub fn read(files: &[(String, String)]) -> Result<Bank, BankError> {
    let (mut items, mut cases) = (Vec::new(), Vec::new());
    for (name, text) in files {
        read_file(name, text, &mut items, &mut cases)?;
    }
    Bank::new(items, cases)
}

/// Reads every `*.toml` file of a folder, by name. Folders within it are not read.
///
/// # Errors
/// The folder or a file can't be read or breaks the format, or there is no such file.
pub fn read_folder(folder: &Path) -> Result<Bank, BankError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| BankError::Io { path, source }
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(BankError::NoFiles(folder.to_owned()));
    }
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(failed(&path))?;
        let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        files.push((name, text));
    }
    read(&files)
}

fn read_file(
    name: &str,
    text: &str,
    items: &mut Vec<(String, Item)>,
    cases: &mut Vec<(String, CaseStudy)>,
) -> Result<(), BankError> {
    let file: File = toml::from_str(text)
        .map_err(|error| BankError::Syntax { file: name.to_owned(), message: error.to_string().trim_end().to_owned() })?;
    if file.items.is_empty() && file.cases.is_empty() {
        let problem = Problem::new("items", Wrong::Blank);
        return Err(BankError::Head { file: name.to_owned(), problem });
    }
    let head = head(file.part, file.topic, file.review).map_err(|problem| BankError::Head { file: name.to_owned(), problem })?;
    for (at, value) in file.cases.into_iter().enumerate() {
        let id = label(&value, "cases", at);
        let record: CaseRecord = shaped(name, "case", &id, value)?;
        cases.push((name.to_owned(), case(record).map_err(|problem| problem.within(name, "case", &id))?));
    }
    for (at, value) in file.items.into_iter().enumerate() {
        let id = label(&value, "items", at);
        let record: ItemRecord = shaped(name, "item", &id, value)?;
        items.push((name.to_owned(), item(&head, record).map_err(|problem| problem.within(name, "item", &id))?));
    }
    Ok(())
}

fn head(part: String, topic: String, review: toml::Value) -> Result<Head, Problem> {
    // `np1` in lower case is an id's beginning, not a part's name.
    let known = Part::named(&part).filter(|_| !part.contains(|sign: char| sign.is_ascii_lowercase()));
    let part = known.ok_or_else(|| Problem::new("part", Wrong::Unknown { found: part, known: "NP1 to NP5" }))?;
    Ok(Head { part, topic: plain("topic", topic)?, review: reviewed(review)? })
}

fn reviewed(value: toml::Value) -> Result<Review, Problem> {
    const KNOWN: &str = "\"not-yet-reviewed-by-a-nurse-educator\" and { by = \"…\", on = \"2026-11-24\" }";
    let found = value.to_string();
    let unknown = || Problem::new("review", Wrong::Unknown { found, known: KNOWN });
    if value.as_str() == Some(NOT_REVIEWED) {
        return Ok(Review::NotYetReviewedByANurseEducator);
    }
    let Reviewed { by, on } = value.try_into().map_err(|_| unknown())?;
    let is_date = on.len() == 10
        && on.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    if !is_date {
        return Err(Problem::new("review.on", Wrong::Date(on)));
    }
    Ok(Review::Reviewed { by: plain("review.by", by)?, on })
}

/// A record's id; its place in the file where it has none.
fn label(record: &toml::Value, list: &str, at: usize) -> String {
    record.get("id").and_then(toml::Value::as_str).map_or_else(|| format!("{list}[{at}]"), str::to_owned)
}

fn shaped<T: DeserializeOwned>(file: &str, what: &str, id: &str, value: toml::Value) -> Result<T, BankError> {
    value.try_into().map_err(|error: toml::de::Error| BankError::Shape {
        file: file.to_owned(),
        record: format!("{what} `{id}`"),
        // The parser's second line says in which field.
        message: error.to_string().trim().replace('\n', ", "),
    })
}
