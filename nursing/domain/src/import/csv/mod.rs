//! Reading CSV.
//!
//! # Without a header
//! Stem, options, the key's letter, as in MMLU's files (Hendrycks et al. 2020). Commas part the cells, and cells are plain text:
//! `<` and `&` stand for themselves, a line break stays one.
//!
//! # With a header
//! The first record names the columns, in any order; commas, semicolons or tabs part the cells, as they part the header's. `stem`
//! and `key` have to be there.
//!
//! Files of other systems name their columns otherwise, `Question Text`, `Answer 1`, `Correct Answer`: see [`names`]. Where no
//! column is named `key`, a key may also be an option's whole text, and its number if the options' columns are numbered. A key that
//! may mean two options is refused, as is a file whose header can't be understood.
//!
//! | column | holds |
//! |---|---|
//! | `stem` (or `question`) | what is asked |
//! | `kind` (or `type`) | `multiple-choice` (also where it is empty), `select-all`, `numeric` |
//! | `option_a` to `option_l` (or `a` to `l`) | the options |
//! | `key` (or `answer`) | the right options' letters, `B` or `ACE` or `A, C`; the right number |
//! | `rationale_a` to `rationale_l` | why that option is right or wrong |
//! | `rationale` | why the key is right; a number's worked solution |
//! | `tolerance` | how far from the key a number may be; else 0 |
//! | `decimals` | places that a number is rounded to; else as many as the key is written with |
//! | `unit` | a number's unit |
//! | [facts](super::facts) | `id`, `topic`, `part`, `bloom` and so on |
//!
//! A `passage` or `scenario` stands before what is asked. A record that names a picture, `image`, has lost it and is refused. A line
//! `sep=;` before the header says what parts the cells.
//!
//! Stems, options and rationales are HTML of the bank's subset, in which a line break is `<br>`; pictures are named as files of the
//! bank, as a CSV file holds none. Spaces around a cell's text are left out. Records without any text are no records.

mod cells;
mod damage;
mod header;
mod key;
mod names;
mod row;

use std::collections::{BTreeMap, BTreeSet};

use self::{
    cells::{Record, Records},
    header::{Column, Layout},
    key::Keys,
    row::{Fails, Sheet, Taken},
};
use super::{
    ImportReport, Imported, Limits, Place, Reason, Refused, Suspicion, Warning,
    record::Origin,
    text::{Cursor, decode, opening},
};
use crate::{
    interaction::Interaction,
    item::{Fault, ItemError},
};

/// Imports a file.
pub fn import(name: &str, bytes: &[u8], limits: &Limits) -> ImportReport {
    let text = match decode(name, bytes) {
        Ok(text) => text,
        Err(refused) => return ImportReport { refused: vec![*refused], ..ImportReport::default() },
    };
    let layout = match header::layout(&text) {
        Ok(layout) => layout,
        Err(reason) => {
            let place = Cursor::new(&text).place(name);
            return ImportReport { refused: vec![Refused { place, record: String::new(), reason }], ..ImportReport::default() };
        }
    };
    let origin = Origin { file: name.to_owned(), licence: "unknown".into() };
    let sheet = Sheet { topic: topic(name), origin, limits, plain: layout.columns.is_none(), keys: keys(&text, &layout) };
    let mut reading = Reading { sheet, report: ImportReport::default(), ids: BTreeSet::new(), counted: Vec::new() };
    let mut cursor = Cursor::new(&text);
    let skipped = usize::from(layout.columns.is_some());
    for record in Records::behind(&text, layout.separator, layout.start).skip(skipped) {
        let at = match &record {
            Ok(record) if record.cells.iter().all(|cell| cell.text.trim().is_empty()) => continue,
            Ok(record) => record.at,
            Err(broken) => broken.record,
        };
        cursor.advance(at);
        if reading.report.records() == limits.records {
            let reason = Reason::Limit { what: "records in the file", limit: limits.records };
            reading.report.refused.push(Refused { place: cursor.place(name), record: String::new(), reason });
            break;
        }
        match record {
            Ok(record) => reading.take(&record, layout.columns.as_deref(), cursor),
            Err(broken) => {
                let record = opening(text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default());
                let reason = Reason::Syntax(broken.words.into());
                reading.report.refused.push(Refused { place: cursor.place_of(name, broken.at), record, reason });
            }
        }
    }
    reading.flag_missing_options();
    // An export of no items has its header, too.
    if reading.report.records() == 0 && layout.columns.is_none() {
        return ImportReport::refused(name, Reason::NoQuestion("a file without records".into()));
    }
    reading.report
}

/// What the keys of a file may be. Where one is 0, its options may be numbered from 0 or from 1, and no number is a key.
fn keys(text: &str, layout: &Layout) -> Keys {
    let at = layout.columns.as_ref().and_then(|columns| columns.iter().position(|column| *column == Column::Key));
    let (Some(at), true) = (at, layout.keys.numbered) else { return layout.keys };
    let is_zero = |record: &Record| record.cells.get(at).is_some_and(|cell| cell.text.split(',').any(|part| part.trim() == "0"));
    let zero = Records::behind(text, layout.separator, layout.start).any(|record| record.is_ok_and(|record| is_zero(&record)));
    Keys { numbered: !zero, ..layout.keys }
}

/// The file's name without its ending: what is known of a topic that nobody names.
pub(super) fn topic(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).trim();
    if stem.is_empty() { "import".to_owned() } else { stem.to_owned() }
}

struct Reading<'s> {
    sheet: Sheet<'s>,
    report: ImportReport,
    ids: BTreeSet<String>,
    /// Of each item: its place, its id, its kind, and how many options it has and has room for.
    counted: Vec<(Place, String, Interaction, usize, usize)>,
}

impl Reading<'_> {
    fn take(&mut self, record: &Record, columns: Option<&[Column]>, cursor: Cursor) {
        let file = self.sheet.origin.file.clone();
        let mut suspicions = Vec::new();
        match self.item(record, columns, &mut suspicions) {
            Ok(Taken { item, found, room }) => {
                let place = cursor.place(&file);
                let id = item.id().to_owned();
                let mut seen = Vec::new();
                for suspicion in suspicions {
                    if !seen.contains(&suspicion) {
                        seen.push(suspicion.clone());
                        self.report.warnings.push(Warning { place: place.clone(), item: id.clone(), suspicion });
                    }
                }
                self.counted.push((place.clone(), id, item.kind(), found, room));
                self.report.items.push(Imported { item, place });
            }
            Err((at, reason)) => {
                let stem = columns.map_or(Some(0), |columns| columns.iter().position(|column| *column == Column::Stem));
                let record = stem.and_then(|at| record.cells.get(at)).map_or_else(String::new, |cell| opening(&cell.text));
                self.report.refused.push(Refused { place: cursor.place_of(&file, at), record, reason });
            }
        }
    }

    fn item(&mut self, record: &Record, columns: Option<&[Column]>, suspicions: &mut Vec<Suspicion>) -> Result<Taken, Fails> {
        let number = self.report.records() + 1;
        let taken = match columns {
            Some(columns) => self.sheet.item(record, columns, number, suspicions)?,
            None => self.sheet.item(record, &headerless(record)?, number, suspicions)?,
        };
        let id = taken.item.id();
        if !self.ids.insert(id.to_owned()) {
            return Err((record.at, Reason::Item(ItemError { field: "id".into(), fault: Fault::Twice(id.to_owned()) })));
        }
        Ok(taken)
    }

    /// Items with an empty cell among their options, or fewer options than most of their kind.
    fn flag_missing_options(&mut self) {
        let mut counts: BTreeMap<(Interaction, usize), usize> = BTreeMap::new();
        let mut kinds: BTreeMap<Interaction, usize> = BTreeMap::new();
        for (_, _, kind, found, _) in &self.counted {
            *counts.entry((*kind, *found)).or_default() += 1;
            *kinds.entry(*kind).or_default() += 1;
        }
        for (place, item, kind, found, room) in std::mem::take(&mut self.counted) {
            let of_kind = kinds.get(&kind).copied().unwrap_or_default();
            let most =
                counts.iter().find(|((other, _), count)| *other == kind && **count * 2 > of_kind).map(|((_, most), _)| *most);
            let usual = room.max(most.unwrap_or(room));
            if found < usual {
                self.report.warnings.push(Warning { place, item, suspicion: Suspicion::OptionMissing { found, usual } });
            }
        }
        self.report.warnings.sort_by(|one, other| one.place.cmp(&other.place));
    }
}

/// The columns of a record without a header.
fn headerless(record: &Record) -> Result<Vec<Column>, Fails> {
    let options = record.cells.len().saturating_sub(2);
    if !(2..=header::MOST_OPTIONS).contains(&options) {
        let words = format!("it has {} cells: there have to be a stem, 2 to 12 options and a key", record.cells.len());
        return Err((record.at, Reason::Syntax(words)));
    }
    let mut columns = vec![Column::Stem];
    columns.extend((0..options).map(Column::Choice));
    columns.push(Column::Key);
    Ok(columns)
}
