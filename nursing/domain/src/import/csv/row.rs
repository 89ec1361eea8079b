//! From a record to an item.

use rust_decimal::Decimal;

use super::{
    cells::{Cell, Record},
    damage::{damage, error},
    header::Column,
    key::{Keys, named},
};
use crate::{
    import::{
        Limits, Reason, Suspicion, facts,
        record::{self, Alternative, Origin, rich},
        text::{markup, opening},
    },
    interaction::Interaction,
    item::{Body, Draft, Fault, Item, ItemError, Number},
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
    /// What keys may be. With a header of another system, facts that aren't of this platform's form are left out.
    pub keys: Keys,
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
    passages: Vec<&'r Cell<'r>>,
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
                Column::Passage => row.passages.push(cell),
                Column::Picture => {
                    return Err((cell.at, Reason::ImageMissing(opening(&cell.text))));
                }
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
        let stem = self.stem(&row, suspicions)?;
        let body = match kind(row.kind).map_err(|reason| (record.at, reason))? {
            Kind::Number => self.number(&row, record.at, suspicions)?,
            Kind::TrueFalse => self.true_false(&row, record.at, suspicions)?,
            Kind::Unsaid if row.choices.is_empty() && row.key.is_some_and(|key| says(&key.text).is_some()) => {
                self.true_false(&row, record.at, suspicions)?
            }
            Kind::One | Kind::Unsaid => self.choices(&row, Interaction::MultipleChoice, record.at, suspicions)?,
            Kind::All => self.choices(&row, Interaction::SelectAll, record.at, suspicions)?,
        };
        let whole = |reason| (record.at, reason);
        let mut draft = Draft::from(record::item(&self.origin, number, &self.topic, stem, body).map_err(whole)?);
        if self.keys.texts {
            for (name, text) in known {
                let mut more = draft.clone();
                if facts::set(&mut more, [(name, text)].into_iter()).is_ok() && Item::new(more.clone()).is_ok() {
                    draft = more;
                } else {
                    suspicions.push(Suspicion::LeftOut(format!("the column `{name}`, which holds `{}`,", opening(text))));
                }
            }
        } else {
            facts::set(&mut draft, known.into_iter()).map_err(whole)?;
        }
        let item = Item::new(draft).map_err(|error| whole(error.into()))?;
        let found = row.choices.iter().flatten().count();
        let room = if self.plain { columns.iter().filter(|column| matches!(column, Column::Choice(_))).count() } else { found };
        Ok(Taken { item, found, room })
    }

    /// What is asked, behind the passage that it is about.
    fn stem(&self, row: &Row, suspicions: &mut Vec<Suspicion>) -> Result<RichText, Fails> {
        let stem = self.text(row.stem, suspicions)?.unwrap_or_default();
        if row.passages.is_empty() || stem.is_blank() {
            return Ok(stem);
        }
        let mut html = String::new();
        for passage in &row.passages {
            html.push_str(self.text(Some(*passage), suspicions)?.unwrap_or_default().html());
            html.push_str("<br><br>");
        }
        html.push_str(stem.html());
        let at = row.stem.map_or(0, |cell| cell.at);
        rich(&html, self.limits, &mut Vec::new()).map_err(|reason| (at, reason))
    }

    fn text(&self, cell: Option<&Cell>, suspicions: &mut Vec<Suspicion>) -> Result<Option<RichText>, Fails> {
        let Some(cell) = cell else { return Ok(None) };
        suspicions.extend(error(&cell.text));
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
        let texts: Vec<Option<&str>> = row.choices.iter().map(|cell| cell.map(|cell| &*cell.text)).collect();
        let right = named(&key.text, &texts, self.keys).map_err(|reason| (key.at, reason))?;
        if self.plain && (right.len() != 1 || key.text.trim().len() != 1) {
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
        Ok(with_solution(record::choices(alternatives, kind == Interaction::SelectAll), solution))
    }

    /// Options that are `True` and `False`, and need no columns.
    fn true_false(&self, row: &Row, at: usize, suspicions: &mut Vec<Suspicion>) -> Result<Body, Fails> {
        let key = row.key.ok_or((at, Reason::KeyMissing))?;
        let (Some(is_true), true) = (says(&key.text), row.choices.is_empty()) else {
            return self.choices(row, Interaction::MultipleChoice, at, suspicions);
        };
        let option = |text, right| Ok(Alternative { text: RichText::plain(text)?, right, rationale: None });
        let options: Result<Vec<Alternative>, Reason> =
            [option("True", is_true), option("False", !is_true)].into_iter().collect();
        let body = record::choices(options.map_err(|reason| (key.at, reason))?, false);
        Ok(with_solution(body, self.text(row.solution, suspicions)?))
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

fn with_solution(mut body: Body, solution: Option<RichText>) -> Body {
    if let Body::Groups(groups) = &mut body
        && let Some(group) = groups.groups.first_mut()
    {
        group.rationale = solution;
    }
    body
}

/// Whether a key says that something is true.
fn says(key: &str) -> Option<bool> {
    match key.trim().to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// What a record asks for.
enum Kind {
    One,
    All,
    Number,
    TrueFalse,
    Unsaid,
}

/// The kind by the names that this platform and others have for it.
fn kind(name: &str) -> Result<Kind, Reason> {
    match name.to_ascii_lowercase().replace(['-', '_'], " ").as_str() {
        "" => Ok(Kind::Unsaid),
        "multiple choice" | "multiplechoice" | "mc" | "mcq" | "single choice" | "single answer" | "single select" | "single" => {
            Ok(Kind::One)
        }
        "select all"
        | "select all that apply"
        | "sata"
        | "multiple response"
        | "multiple answer"
        | "multiple answers"
        | "multiple select"
        | "multi select"
        | "multiselect"
        | "checkbox"
        | "checkboxes" => Ok(Kind::All),
        "numeric" | "numerical" | "number" => Ok(Kind::Number),
        "true/false" | "true false" | "truefalse" | "true or false" | "tf" | "t/f" => Ok(Kind::TrueFalse),
        _ => Err(Reason::Unsupported(format!("`{}` questions in a CSV file", opening(name)))),
    }
}

/// Plain text as HTML: its line breaks stay.
fn in_html(text: &str) -> String {
    let escaped = text.trim().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    escaped.replace("\r\n", "\n").replace(['\n', '\r'], "<br>")
}
