//! What is to be done in an item of a bank file, by its type.

use std::ops::RangeInclusive;

use rust_decimal::Decimal;

use super::{
    Problem, Wrong,
    file::{GroupRecord, ItemRecord, OptionRecord},
    key,
    text::rich,
};
use crate::{
    interaction::Interaction,
    item::{Axis, Body, Choice, Group, Groups, Number, Ordered, Pick, letter, marks},
    rich::RichText,
};

/// Takes from a record what an item of this kind needs; what is left afterwards doesn't belong to it.
pub(super) fn body(kind: Interaction, record: &mut ItemRecord) -> Result<Body, Problem> {
    match kind {
        Interaction::MultipleChoice => choice(record),
        Interaction::SelectAll => select_all(record),
        Interaction::SelectN => select_n(record),
        Interaction::Ordered => ordered(record),
        Interaction::Numeric => numeric(record),
        Interaction::Cloze | Interaction::Dyad | Interaction::Triad => cloze(kind, record),
        Interaction::DragCloze => drag_cloze(record),
        Interaction::MatrixChoice | Interaction::MatrixResponse => matrix(kind, record),
        Interaction::HighlightText | Interaction::HighlightTable => highlight(kind, record),
        Interaction::BowTie => bow_tie(record),
    }
}

fn choice(record: &mut ItemRecord) -> Result<Body, Problem> {
    let kind = Interaction::MultipleChoice;
    let options = options(kind, record, 2..=8)?;
    let right = key::set("key", &need(kind, "key", &mut record.key)?, options.len(), 1..=1)?;
    Ok(groups(kind, None, vec![group("1", Pick::One, options, &right)]))
}

fn select_all(record: &mut ItemRecord) -> Result<Body, Problem> {
    let kind = Interaction::SelectAll;
    let options = options(kind, record, 5..=10)?;
    let right = key::set("key", &need(kind, "key", &mut record.key)?, options.len(), 2..=options.len() - 1)?;
    Ok(groups(kind, None, vec![group("1", Pick::Any, options, &right)]))
}

fn select_n(record: &mut ItemRecord) -> Result<Body, Problem> {
    let kind = Interaction::SelectN;
    let options = options(kind, record, 5..=10)?;
    let right = key::set("key", &need(kind, "key", &mut record.key)?, options.len(), 2..=5)?;
    let says = format!("select {} ", right.len());
    if !record.stem.to_lowercase().contains(&says) {
        return Err(Problem::new("stem", Wrong::HowMany(right.len())));
    }
    // Five at most.
    let pick = Pick::Exactly(right.len() as u32);
    Ok(groups(kind, None, vec![group("1", pick, options, &right)]))
}

fn ordered(record: &mut ItemRecord) -> Result<Body, Problem> {
    let kind = Interaction::Ordered;
    let mut options = options(kind, record, 4..=8)?;
    let key = need(kind, "key", &mut record.key)?;
    let places = key::places("key", &key, options.len())?;
    if places.len() == options.len() && places.is_sorted() {
        let fault = "is the order in which the options are shown; show them in another one".into();
        return Err(Problem::new("key", Wrong::Key { key, fault }));
    }
    options.iter_mut().for_each(|option| option.right = true);
    Ok(Body::Ordered(Ordered { options, key: places.into_iter().map(letter).collect() }))
}

fn numeric(record: &mut ItemRecord) -> Result<Body, Problem> {
    let kind = Interaction::Numeric;
    let rationale = need(kind, "rationale", &mut record.rationale)?;
    Ok(Body::Numeric(Number {
        value: decimal("answer", &need(kind, "answer", &mut record.answer)?)?,
        tolerance: decimal("tolerance", &need(kind, "tolerance", &mut record.tolerance)?)?,
        decimals: need(kind, "decimals", &mut record.decimals)?,
        unit: need(kind, "unit", &mut record.unit)?,
        rationale: Some(rich("rationale", &rationale)?),
    }))
}

fn cloze(kind: Interaction, record: &mut ItemRecord) -> Result<Body, Problem> {
    let text = passage(kind, record)?;
    let records = need(kind, "groups", &mut record.groups)?;
    let gap = |(at, gap): (usize, GroupRecord)| {
        let field = format!("groups[{at}]");
        if gap.id.is_some() {
            return Err(Problem::new(format!("{field}.id"), Wrong::Surplus(kind.name())));
        }
        side(&field, (at + 1).to_string(), gap, 3..=5, 1)
    };
    let gaps = records.into_iter().enumerate().map(gap).collect::<Result<_, Problem>>()?;
    Ok(groups(kind, Some(text), gaps))
}

fn drag_cloze(record: &mut ItemRecord) -> Result<Body, Problem> {
    let kind = Interaction::DragCloze;
    let text = passage(kind, record)?;
    let options = options(kind, record, 4..=8)?;
    let keys = need(kind, "keys", &mut record.keys)?;
    let gap = |(at, key): (usize, &String)| {
        let right = key::set(&format!("keys[{at}]"), key, options.len(), 1..=1)?;
        Ok(group(&(at + 1).to_string(), Pick::One, options.clone(), &right))
    };
    let gaps = keys.iter().enumerate().map(gap).collect::<Result<_, Problem>>()?;
    Ok(groups(kind, Some(text), gaps))
}

fn matrix(kind: Interaction, record: &mut ItemRecord) -> Result<Body, Problem> {
    let is_choice = kind == Interaction::MatrixChoice;
    let (most_columns, rows) = if is_choice { (5, 4..=8) } else { (7, 3..=7) };
    let columns = need(kind, "columns", &mut record.columns)?;
    count("columns", columns.len(), 2..=most_columns)?;
    let column = |(at, text): (usize, &String)| {
        Ok(Choice { id: letter(at), text: rich(&format!("columns[{at}]"), text)?, right: false, rationale: None })
    };
    let columns: Vec<Choice> = columns.iter().enumerate().map(column).collect::<Result<_, Problem>>()?;
    let records = need(kind, "rows", &mut record.rows)?;
    count("rows", records.len(), rows)?;
    let mut made: Vec<Group> = Vec::new();
    for (at, row) in records.into_iter().enumerate() {
        let field = format!("rows[{at}]");
        let most = if is_choice { 1 } else { columns.len() };
        let right = key::set(&format!("{field}.key"), &row.key, columns.len(), 1..=most)?;
        let pick = if is_choice { Pick::One } else { Pick::Any };
        let mut group = group(&(at + 1).to_string(), pick, columns.clone(), &right);
        group.label = Some(rich(&format!("{field}.text"), &row.text)?);
        group.rationale = Some(rich(&format!("{field}.rationale"), &row.rationale)?);
        made.push(group);
    }
    let unused = |at: &usize| !made.iter().any(|row| row.options.get(*at).is_some_and(|option| option.right));
    if let Some(at) = (0..columns.len()).find(unused).filter(|_| !is_choice) {
        let fault = "is right in no row; every column has to be right at least once".into();
        return Err(Problem::new(format!("columns[{at}]"), Wrong::Key { key: letter(at), fault }));
    }
    Ok(groups(kind, None, made))
}

fn highlight(kind: Interaction, record: &mut ItemRecord) -> Result<Body, Problem> {
    let text = passage(kind, record)?;
    let records = need(kind, "options", &mut record.options)?;
    count("options", records.len(), 5..=12)?;
    let marks: Vec<(&str, &str)> = marks(text.html()).collect();
    if marks.len() != records.len() {
        return Err(Problem::new("text", Wrong::Count { found: marks.len(), least: records.len(), most: records.len() }));
    }
    let mark = |(at, (option, (id, words))): (usize, (OptionRecord, (&str, &str)))| {
        let field = format!("options[{at}]");
        if option.text.is_some() {
            return Err(Problem::new(format!("{field}.text"), Wrong::Surplus(kind.name())));
        }
        let rationale = Some(rich(&format!("{field}.rationale"), &option.rationale)?);
        Ok(Choice { id: id.to_owned(), text: rich("text", words)?, right: false, rationale })
    };
    let options: Vec<Choice> = records.into_iter().zip(marks).enumerate().map(mark).collect::<Result<_, Problem>>()?;
    let right = key::set("key", &need(kind, "key", &mut record.key)?, options.len(), 1..=options.len())?;
    let group = group("1", Pick::Any, options, &right);
    Ok(groups(kind, Some(text), vec![group]))
}

fn bow_tie(record: &mut ItemRecord) -> Result<Body, Problem> {
    let kind = Interaction::BowTie;
    let records = need(kind, "groups", &mut record.groups)?;
    count("groups", records.len(), 3..=3)?;
    let side = |(at, mut record): (usize, GroupRecord)| {
        let field = format!("groups[{at}]");
        let id = need(kind, "id", &mut record.id).map_err(|problem| Problem { field: format!("{field}.id"), ..problem })?;
        // Their order and names are checked with the item.
        let (options, picked) = if id == "condition" { (4, 1) } else { (5, 2) };
        side(&field, id, record, options..=options, picked)
    };
    let sides = records.into_iter().enumerate().map(side).collect::<Result<_, Problem>>()?;
    Ok(groups(kind, None, sides))
}

fn groups(kind: Interaction, text: Option<RichText>, groups: Vec<Group>) -> Body {
    Body::Groups(Groups { kind, text, axis: Axis::of(kind), groups })
}

/// A gap or a side of a bow-tie.
fn side(field: &str, id: String, record: GroupRecord, sizes: RangeInclusive<usize>, picked: u32) -> Result<Group, Problem> {
    let options = choices(&format!("{field}.options"), record.options, sizes)?;
    let picked_places = picked as usize;
    let right = key::set(&format!("{field}.key"), &record.key, options.len(), picked_places..=picked_places)?;
    let pick = if picked == 1 { Pick::One } else { Pick::Exactly(picked) };
    Ok(group(&id, pick, options, &right))
}

fn group(id: &str, pick: Pick, options: Vec<Choice>, right: &[usize]) -> Group {
    let options = options.into_iter().enumerate().map(|(at, option)| Choice { right: right.contains(&at), ..option }).collect();
    Group { id: id.to_owned(), label: None, pick, options, rationale: None }
}

fn options(kind: Interaction, record: &mut ItemRecord, sizes: RangeInclusive<usize>) -> Result<Vec<Choice>, Problem> {
    choices("options", need(kind, "options", &mut record.options)?, sizes)
}

/// Options, none of them right yet.
fn choices(field: &str, records: Vec<OptionRecord>, sizes: RangeInclusive<usize>) -> Result<Vec<Choice>, Problem> {
    count(field, records.len(), sizes)?;
    let choice = |(at, option): (usize, OptionRecord)| {
        let place = format!("{field}[{at}]");
        let text = option.text.ok_or_else(|| Problem::new(format!("{place}.text"), Wrong::Blank))?;
        let rationale = Some(rich(&format!("{place}.rationale"), &option.rationale)?);
        Ok(Choice { id: letter(at), text: rich(&format!("{place}.text"), &text)?, right: false, rationale })
    };
    records.into_iter().enumerate().map(choice).collect()
}

fn passage(kind: Interaction, record: &mut ItemRecord) -> Result<RichText, Problem> {
    rich("text", &need(kind, "text", &mut record.text)?)
}

fn need<T>(kind: Interaction, field: &'static str, slot: &mut Option<T>) -> Result<T, Problem> {
    slot.take().ok_or_else(|| Problem::new(field, Wrong::Missing(kind.name())))
}

fn count(field: &str, found: usize, sizes: RangeInclusive<usize>) -> Result<(), Problem> {
    if sizes.contains(&found) {
        return Ok(());
    }
    Err(Problem::new(field, Wrong::Count { found, least: *sizes.start(), most: *sizes.end() }))
}

/// Digits with at most one point: the parser alone would take `1_000`.
fn decimal(field: &str, text: &str) -> Result<Decimal, Problem> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.ends_with(|last: char| last.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number = text.parse().ok().filter(|_| plain);
    number.ok_or_else(|| Problem::new(field, Wrong::Number(text.to_owned())))
}
