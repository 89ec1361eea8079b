//! What a draft has to be to become an item.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Axis, Body, Choice, Draft, FORMAT, Facts, Fault, Group, Groups, ItemError, Number, Ordered, Pick, Review};
use crate::{interaction::Interaction, rich::RichText};

pub(super) fn check(draft: &Draft) -> Result<(), ItemError> {
    if draft.format != FORMAT {
        return fail("format", Fault::Form("1"));
    }
    id("id", &draft.id)?;
    if draft.version == 0 {
        return fail("version", Fault::Form("1 or more"));
    }
    filled("stem", &draft.stem)?;
    facts(&draft.facts)?;
    if let Some(step) = &draft.case {
        id("case.case", &step.case)?;
        if !(1..=6).contains(&step.step) {
            return fail("case.step", Fault::Form("1 to 6"));
        }
    }
    match &draft.body {
        Body::Groups(groups) => check_groups(groups),
        Body::Ordered(ordered) => check_ordered(ordered),
        Body::Numeric(number) => check_number(number),
    }
}

fn fail<T>(field: impl Into<String>, fault: Fault) -> Result<T, ItemError> {
    Err(ItemError { field: field.into(), fault })
}

/// An id of an item or a case.
pub(super) fn id(field: &str, id: &str) -> Result<(), ItemError> {
    let plain = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if id.is_empty() || id.len() > 80 || !plain {
        return fail(field, Fault::Form("1 to 80 lower-case letters, digits and hyphens"));
    }
    Ok(())
}

pub(super) fn filled(field: &str, text: &RichText) -> Result<(), ItemError> {
    if text.is_blank() { fail(field, Fault::Empty) } else { Ok(()) }
}

fn facts(facts: &Facts) -> Result<(), ItemError> {
    for (field, text) in [
        ("facts.topic", &facts.topic),
        ("facts.language", &facts.language),
        ("facts.licence", &facts.licence),
        ("facts.source", &facts.source),
    ] {
        if text.trim().is_empty() {
            return fail(field, Fault::Empty);
        }
    }
    if facts.reference.as_ref().is_some_and(|reference| reference.trim().is_empty()) {
        return fail("facts.reference", Fault::Empty);
    }
    if facts.difficulty_milli.is_some_and(|difficulty| !(-5_000..=5_000).contains(&difficulty)) {
        return fail("facts.difficulty_milli", Fault::Form("-5000 to 5000"));
    }
    if !is_language(&facts.language) {
        return fail("facts.language", Fault::Form("a language tag, such as en or fil-PH"));
    }
    match &facts.review {
        Review::Reviewed { by, .. } if by.trim().is_empty() => fail("facts.review.by", Fault::Empty),
        Review::Reviewed { on, .. } if !is_date(on) => fail("facts.review.on", Fault::Form("a date, such as 2026-11-24")),
        _ => Ok(()),
    }
}

/// The shape of a BCP 47 tag: subtags of 1 to 8 letters and digits, the first of letters only.
fn is_language(tag: &str) -> bool {
    let subtag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    tag.split('-').all(subtag) && tag.bytes().take_while(|byte| *byte != b'-').all(|byte| byte.is_ascii_alphabetic())
}

/// `2026-11-24`; how many days a month has is not asked.
fn is_date(text: &str) -> bool {
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else { return false };
    digits(year, 4) && digits(month, 2) && digits(day, 2) && ("01"..="12").contains(&month) && ("01"..="31").contains(&day)
}

fn count(field: &str, found: usize, least: usize, most: usize) -> Result<(), ItemError> {
    if (least..=most).contains(&found) {
        return Ok(());
    }
    let wanted = if least == most { least.to_string() } else { format!("{least} to {most}") };
    fail(field, Fault::Count { found, wanted })
}

/// The options of one list: their letters in order, their texts, and that no two are the same.
fn check_options(field: &str, options: &[Choice], least: usize, most: usize) -> Result<(), ItemError> {
    count(&format!("{field}.options"), options.len(), least, most)?;
    let mut seen = BTreeSet::new();
    for (at, option) in options.iter().enumerate() {
        let place = format!("{field}.options[{at}]");
        if option.id != letter(at) {
            return fail(format!("{place}.id"), Fault::Form("the letter of its place, A for the first"));
        }
        filled(&format!("{place}.text"), &option.text)?;
        if !seen.insert(&option.text) {
            return fail(format!("{place}.text"), Fault::Twice(option.text.words()));
        }
    }
    Ok(())
}

/// `A` for 0.
pub(crate) fn letter(at: usize) -> String {
    u8::try_from(at).ok().filter(|at| *at < 26).map_or_else(String::new, |at| char::from(b'A' + at).to_string())
}

fn check_ordered(ordered: &Ordered) -> Result<(), ItemError> {
    check_options("body", &ordered.options, 2, 12)?;
    let mut key: Vec<&String> = ordered.key.iter().collect();
    key.sort();
    if !key.into_iter().eq(ordered.options.iter().map(|option| &option.id)) {
        return fail("body.key", Fault::Key("has to name each option once".into()));
    }
    if let Some(at) = ordered.options.iter().position(|option| !option.right) {
        return fail(format!("body.options[{at}].right"), Fault::Form("true: every option has its place"));
    }
    Ok(())
}

/// 10¹². Below it, sums and differences don't overflow, and an answer has room for all digits.
const NUMBER_BOUND: Decimal = Decimal::from_parts(0xD4A5_1000, 0xE8, 0, false, 0);

fn check_number(number: &Number) -> Result<(), ItemError> {
    if number.tolerance < Decimal::ZERO || number.tolerance >= NUMBER_BOUND {
        return fail("body.tolerance", Fault::Form("0 or more, and less than 1,000,000,000,000"));
    }
    if number.value.abs() >= NUMBER_BOUND {
        return fail("body.value", Fault::Form("less than 1,000,000,000,000"));
    }
    if number.decimals > 6 {
        return fail("body.decimals", Fault::Form("6 at most"));
    }
    if number.value.normalize().scale() > number.decimals {
        return fail("body.value", Fault::Form("rounded to the item's decimal places"));
    }
    if number.unit.len() > 40 || number.unit.chars().any(|sign| sign.is_control() || "<>&".contains(sign)) {
        return fail("body.unit", Fault::Form("40 bytes at most, without control characters, <, > and &"));
    }
    if number.unit.trim() != number.unit {
        return fail("body.unit", Fault::Form("without spaces around it"));
    }
    Ok(())
}

fn check_groups(body: &Groups) -> Result<(), ItemError> {
    let Limits { groups, options, pick } = limits(body.kind)?;
    count("body.groups", body.groups.len(), groups.0, groups.1)?;
    if body.axis == Axis::Columns && body.kind != Interaction::MatrixResponse {
        return fail("body.axis", Fault::Kind("anything but a matrix response"));
    }
    for (at, group) in body.groups.iter().enumerate() {
        let field = format!("body.groups[{at}]");
        check_options(&field, &group.options, options.0, options.1)?;
        check_pick(&field, group, pick)?;
        if body.groups[..at].iter().any(|other| other.id == group.id) {
            return fail(format!("{field}.id"), Fault::Twice(group.id.clone()));
        }
        if body.kind != Interaction::BowTie && group.id != (at + 1).to_string() {
            return fail(format!("{field}.id"), Fault::Form("its place, 1 for the first"));
        }
        let is_row = matches!(body.kind, Interaction::MatrixChoice | Interaction::MatrixResponse);
        match (&group.label, is_row) {
            (Some(label), _) => filled(&format!("{field}.label"), label)?,
            (None, true) => return fail(format!("{field}.label"), Fault::Empty),
            (None, false) => {}
        }
        let shared = is_row || body.kind == Interaction::DragCloze;
        if shared && !group.options.iter().map(|option| &option.text).eq(body.groups[0].options.iter().map(|option| &option.text))
        {
            return fail(format!("{field}.options"), Fault::Form("the same in every group"));
        }
    }
    match body.kind {
        Interaction::Cloze | Interaction::DragCloze | Interaction::Dyad | Interaction::Triad => check_gaps(body),
        Interaction::HighlightText | Interaction::HighlightTable => check_marks(body),
        Interaction::SelectAll if body.groups[0].options.iter().all(|option| option.right) => {
            fail("body.groups[0]", Fault::Key("names every option".into()))
        }
        _ if body.text.is_some() => fail("body.text", Fault::Kind("an item without gaps or marks")),
        Interaction::BowTie => check_bow_tie(&body.groups),
        _ => Ok(()),
    }
}

struct Limits {
    groups: (usize, usize),
    options: (usize, usize),
    pick: fn(Pick) -> bool,
}

fn limits(kind: Interaction) -> Result<Limits, ItemError> {
    let one = |pick| pick == Pick::One;
    let any = |pick| pick == Pick::Any;
    let of = |groups, options, pick| Ok(Limits { groups, options, pick });
    match kind {
        Interaction::MultipleChoice => of((1, 1), (2, 12), one),
        Interaction::SelectAll => of((1, 1), (2, 12), any),
        Interaction::SelectN => of((1, 1), (3, 12), |pick| matches!(pick, Pick::Exactly(2..))),
        Interaction::HighlightText | Interaction::HighlightTable => of((1, 1), (2, 26), any),
        Interaction::Cloze => of((1, 10), (2, 10), one),
        Interaction::DragCloze => of((1, 10), (2, 12), one),
        Interaction::Dyad => of((2, 2), (2, 10), one),
        Interaction::Triad => of((3, 3), (2, 10), one),
        Interaction::MatrixChoice => of((2, 15), (2, 10), one),
        Interaction::MatrixResponse => of((1, 15), (2, 10), any),
        Interaction::BowTie => of((3, 3), (3, 8), |pick| !matches!(pick, Pick::Any)),
        Interaction::Ordered | Interaction::Numeric => fail("body.kind", Fault::Kind("groups of options")),
    }
}

fn check_pick(field: &str, group: &Group, fits: fn(Pick) -> bool) -> Result<(), ItemError> {
    if !fits(group.pick) {
        return fail(format!("{field}.pick"), Fault::Kind("this kind of item"));
    }
    let right = group.options.iter().filter(|option| option.right).count();
    let wrong = |words: String| fail(field, Fault::Key(words));
    match group.pick {
        Pick::One if right != 1 => wrong(format!("names {right} options, not one")),
        Pick::Any if right == 0 => wrong("names no option".into()),
        Pick::Exactly(n) if right as u64 != u64::from(n) => wrong(format!("names {right} options, not {n}")),
        Pick::Exactly(n) if n as usize >= group.options.len() => wrong("names every option".into()),
        _ => Ok(()),
    }
}

fn check_bow_tie(groups: &[Group]) -> Result<(), ItemError> {
    let sides = [("actions", Pick::Exactly(2)), ("condition", Pick::One), ("parameters", Pick::Exactly(2))];
    for (at, (group, (id, pick))) in groups.iter().zip(sides).enumerate() {
        if group.id != id {
            return fail(format!("body.groups[{at}].id"), Fault::Form("actions, condition, parameters, in this order"));
        }
        if group.pick != pick {
            return fail(format!("body.groups[{at}].pick"), Fault::Form("two actions, one condition, two parameters"));
        }
    }
    Ok(())
}

/// Each group has its gap, `{1}` for the first, once.
fn check_gaps(body: &Groups) -> Result<(), ItemError> {
    let Some(text) = &body.text else { return fail("body.text", Fault::Empty) };
    for group in &body.groups {
        let found = text.html().matches(&format!("{{{}}}", group.id)).count();
        if found != 1 {
            return fail("body.text", Fault::Passage(format!("has the gap {{{}}} {found} times, not once", group.id)));
        }
    }
    let gaps = text.html().matches('{').count();
    if gaps != body.groups.len() {
        return fail("body.text", Fault::Passage(format!("has {gaps} gaps for {} groups", body.groups.len())));
    }
    Ok(())
}

/// Each option has its mark, `{A|words}`, once, and says the same words.
fn check_marks(body: &Groups) -> Result<(), ItemError> {
    let Some(text) = &body.text else { return fail("body.text", Fault::Empty) };
    let options = &body.groups[0].options;
    let marks: Vec<(&str, &str)> = marks(text.html()).collect();
    if marks.len() != options.len() || text.html().matches('{').count() != options.len() {
        return fail("body.text", Fault::Passage(format!("has {} marks for {} options", marks.len(), options.len())));
    }
    for (option, (id, words)) in options.iter().zip(marks) {
        if option.id != id || option.text.html() != words {
            return fail("body.text", Fault::Passage(format!("marks `{id}` as `{words}`, which is not the option's text")));
        }
    }
    Ok(())
}

/// The marks of a passage: letter and words.
pub(crate) fn marks(html: &str) -> impl Iterator<Item = (&str, &str)> {
    html.split('{').skip(1).filter_map(|rest| rest.split_once('}')?.0.split_once('|'))
}
