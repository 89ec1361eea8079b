//! From a record to an item.

use rust_decimal::Decimal;

use super::{
    cells::{Cell, Record},
    damage::damage,
    header::Column,
};
use crate::{
    import::{
        Limits, Reason, Suspicion, facts,
        record::{self, Alternative, Origin, rich},
        text::opening,
    },
    interaction::Interaction,
    item::{Body, Draft, Fault, Item, ItemError, Number, letter},
    rich::RichText,
};

/// Why a record is no item, and the byte at which that shows.
pub type Fails = (usize, Reason);

/// What all records of a file share.
pub struct Sheet<'s> {
    /// Where they come from.
    pub origin: Origin,
    /// The topic where a record names none.
    pub topic: String,
    /// Limits of the import.
    pub limits: &'s Limits,
    /// Without a header, cells are plain text.
    pub plain: bool,
}

/// An item, and how many options its record has and has room for.
pub struct Taken {
    /// The item.
    pub item: Item,
    /// Options that say something.
    pub found: usize,
    /// Options that it would have if no cell were empty; without a header only.
    pub room: usize,
}

/// A record's cells by what they hold.
#[derive(Default)]
struct Row<'r> {
    stem: Option<&'r Cell<'r>>,
    kind: &'r str,
    key: Option<&'r Cell<'r>>,
    choices: Vec<Option<&'r Cell<'r>>>,
    why: Vec<Option<&'r Cell<'r>>>,
    solution: Option<&'r Cell<'r>>,
    tolerance: Option<&'r Cell<'r>>,
    decimals: Option<&'r Cell<'r>>,
    unit: Option<&'r Cell<'r>>,
}

fn put<'r>(cells: &mut Vec<Option<&'r Cell<'r>>>, at: usize, cell: &'r Cell<'r>) {
    if cells.len() <= at {
        cells.resize(at + 1, None);
    }
    cells[at] = Some(cell);
}

impl Sheet<'_> {
    /// The item of the `number`th record.
    ///
    /// # Errors
    /// It is none.
    pub fn item(
        &self,
        record: &Record,
        columns: &[Column],
        number: usize,
        suspicions: &mut Vec<Suspicion>,
    ) -> Result<Taken, Fails> {
        if let Some(cell) = record.cells.get(columns.len()..).and_then(|more| more.iter().find(|cell| is_filled(cell))) {
            return Err((cell.at, Reason::Syntax(format!("it has more cells than the header's {} columns", columns.len()))));
        }
        let mut row = Row::default();
        let mut known = Vec::new();
        for (cell, column) in record.cells.iter().zip(columns).filter(|(cell, _)| is_filled(cell)) {
            match column {
                Column::Stem => row.stem = Some(cell),
                Column::Kind => row.kind = cell.text.trim(),
                Column::Key => row.key = Some(cell),
                Column::Choice(at) => put(&mut row.choices, *at, cell),
                Column::Why(at) => put(&mut row.why, *at, cell),
                Column::Solution => row.solution = Some(cell),
                Column::Tolerance => row.tolerance = Some(cell),
                Column::Decimals => row.decimals = Some(cell),
                Column::Unit => row.unit = Some(cell),
                Column::Fact(name) => known.push((*name, &*cell.text)),
                Column::Other(name) => suspicions.push(Suspicion::LeftOut(format!("the column `{}`", opening(name)))),
            }
        }
        let stem = self.text(row.stem, suspicions)?.unwrap_or_default();
        let body = match kind(row.kind).map_err(|reason| (record.at, reason))? {
            Interaction::Numeric => self.number(&row, record.at, suspicions)?,
            kind => self.choices(&row, kind, record.at, suspicions)?,
        };
        let whole = |reason| (record.at, reason);
        let mut draft = Draft::from(record::item(&self.origin, number, &self.topic, stem, body).map_err(whole)?);
        facts::set(&mut draft, known.into_iter()).map_err(whole)?;
        let item = Item::new(draft).map_err(|error| whole(error.into()))?;
        let found = row.choices.iter().flatten().count();
        let room = if self.plain { columns.iter().filter(|column| matches!(column, Column::Choice(_))).count() } else { found };
        Ok(Taken { item, found, room })
    }

    fn text(&self, cell: Option<&Cell>, suspicions: &mut Vec<Suspicion>) -> Result<Option<RichText>, Fails> {
        let Some(cell) = cell else { return Ok(None) };
        let plain;
        let html = if self.plain {
            suspicions.extend(markup(&cell.text).map(|markup| Suspicion::Markup(opening(markup))));
            plain = in_html(&cell.text);
            &plain
        } else {
            &*cell.text
        };
        rich(html, self.limits, suspicions).map(Some).map_err(|reason| (cell.at, reason))
    }

    fn choices(&self, row: &Row, kind: Interaction, at: usize, suspicions: &mut Vec<Suspicion>) -> Result<Body, Fails> {
        let key = row.key.ok_or((at, Reason::KeyMissing))?;
        let right = key_letters(&key.text, row.choices.len()).map_err(|reason| (key.at, reason))?;
        if self.plain && right.len() != 1 {
            return Err((key.at, Reason::Key(format!("is `{}` and not the letter of an option", opening(&key.text)))));
        }
        for (number, filled) in [("tolerance", row.tolerance), ("decimals", row.decimals), ("unit", row.unit)] {
            suspicions.extend(filled.map(|_| Suspicion::LeftOut(format!("the {number} of a question that asks for no number"))));
        }
        if row.why.iter().skip(row.choices.len()).any(Option::is_some) {
            suspicions.push(Suspicion::LeftOut("the rationale of an option that isn't there".into()));
        }
        let mut alternatives = Vec::new();
        for (at, cell) in row.choices.iter().enumerate() {
            suspicions.extend(cell.and_then(|cell| damage(&cell.text)));
            let text = self.text(*cell, suspicions)?.unwrap_or_default();
            let rationale = self.text(row.why.get(at).copied().flatten(), suspicions)?;
            alternatives.push(Alternative { text, right: right.contains(&at), rationale });
        }
        let solution = self.text(row.solution, suspicions)?;
        let mut body = record::choices(alternatives, kind == Interaction::SelectAll);
        if let Body::Groups(groups) = &mut body
            && let Some(group) = groups.groups.first_mut()
        {
            group.rationale = solution;
        }
        Ok(body)
    }

    fn number(&self, row: &Row, at: usize, suspicions: &mut Vec<Suspicion>) -> Result<Body, Fails> {
        let key = row.key.ok_or((at, Reason::KeyMissing))?;
        let value = decimal(&key.text).ok_or_else(|| (key.at, Reason::Key(format!("`{}` is no number", opening(&key.text)))))?;
        let wrong =
            |cell: &Cell, field: &str, form| (cell.at, Reason::Item(ItemError { field: field.into(), fault: Fault::Form(form) }));
        let tolerance = row.tolerance.map_or(Ok(Decimal::ZERO), |cell| {
            decimal(&cell.text).ok_or_else(|| wrong(cell, "body.tolerance", "a number, 0 or more"))
        })?;
        let decimals = row.decimals.map_or(Ok(value.scale()), |cell| {
            cell.text.trim().parse().map_err(|_| wrong(cell, "body.decimals", "a whole number, 6 at most"))
        })?;
        if !row.choices.is_empty() || !row.why.is_empty() {
            suspicions.push(Suspicion::LeftOut("the options of a question that asks for a number".into()));
        }
        let unit = row.unit.map_or("", |cell| cell.text.trim()).to_owned();
        Ok(Body::Numeric(Number { value, tolerance, decimals, unit, rationale: self.text(row.solution, suspicions)? }))
    }
}

fn is_filled(cell: &Cell) -> bool {
    !cell.text.trim().is_empty()
}

fn decimal(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text.trim()).ok()
}

fn kind(name: &str) -> Result<Interaction, Reason> {
    if name.is_empty() {
        return Ok(Interaction::MultipleChoice);
    }
    match Interaction::named(&name.to_ascii_lowercase()) {
        Some(kind @ (Interaction::MultipleChoice | Interaction::SelectAll | Interaction::Numeric)) => Ok(kind),
        _ => Err(Reason::Unsupported(format!("`{}` questions in a CSV file", opening(name)))),
    }
}

/// The options that a key names by letters: `B`, `ACE`, `a, c`.
fn key_letters(key: &str, options: usize) -> Result<Vec<usize>, Reason> {
    let mut right = Vec::new();
    for sign in key.chars().filter(|sign| !matches!(sign, ' ' | ',' | ';')) {
        let at = u8::try_from(sign.to_ascii_uppercase()).ok().and_then(|sign| sign.checked_sub(b'A')).map(usize::from);
        match at.filter(|at| *at < 26) {
            Some(at) if right.contains(&at) => return Err(Reason::Key(format!("names the option {} twice", letter(at)))),
            Some(at) if at >= options => {
                return Err(Reason::Key(format!("`{}` names the option {}, which isn't there", opening(key), letter(at))));
            }
            Some(at) => right.push(at),
            None => return Err(Reason::Key(format!("is `{}` and not the letters of options", opening(key)))),
        }
    }
    Ok(right)
}

/// Plain text as HTML: its line breaks stay.
fn in_html(text: &str) -> String {
    let escaped = text.trim().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    escaped.replace("\r\n", "\n").replace(['\n', '\r'], "<br>")
}

/// The first tag or entity in a text that should have none.
fn markup(text: &str) -> Option<&str> {
    let tag = text.match_indices('<').find_map(|(at, _)| {
        let end = text[at..].bytes().take(40).position(|byte| byte == b'>')?;
        let inner = text.get(at + 1..at + end)?;
        let name = inner.trim_start_matches('/');
        name.starts_with(|first: char| first.is_ascii_alphabetic()).then(|| &text[at..=at + end])
    });
    let entity = || {
        text.match_indices('&').find_map(|(at, _)| {
            let end = text[at..].bytes().take(12).position(|byte| byte == b';')?;
            let name = text.get(at + 1..at + end)?;
            let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
            plain.then(|| &text[at..=at + end])
        })
    };
    tag.or_else(entity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_options_that_are_there() {
        assert_eq!(key_letters("ACE", 5), Ok(vec![0, 2, 4]));
        assert_eq!(key_letters(" b, d ", 4), Ok(vec![1, 3]));
        for key in ["E", "AA", "1", "A.", "Ä"] {
            assert!(matches!(key_letters(key, 4), Err(Reason::Key(_))), "{key}");
        }
    }

    #[test]
    fn markup_in_plain_text_is_seen() {
        assert_eq!(markup("the &epsiv;-amino group"), Some("&epsiv;"));
        assert_eq!(markup("H<sub>2</sub>O"), Some("<sub>"));
        for text in ["< 50% & > 10%", "<90mmHg) and (>100/min", "R&D; more", "a &; b", "x < y", "é<é>&"] {
            let expected = (text == "R&D; more").then_some("&D;");
            assert_eq!(markup(text), expected, "{text}");
        }
    }
}
