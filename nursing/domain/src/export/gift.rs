//! Writing GIFT, as [`crate::import::gift`] and Moodle read it.
//!
//! Multiple choice, select-all and numeric items come back as they were. What GIFT has no place for stands in comments that Moodle
//! reads as an id and tags: `// [id:np1-x-001] [tag:bloom=apply]`. The topic is the category. Texts are `[html]`, with their tables;
//! pictures stay behind, only their names are in the texts.
//!
//! In a select-all item a wrong option weighs as much as a right one, below zero: so Moodle scores it as the platform does.

use rust_decimal::Decimal;

use super::{Exported, Left, csv::one_list};
use crate::{
    import::{
        facts,
        gift::{escape, topic},
    },
    interaction::Interaction,
    item::{Body, Choice, Group, Item, Number},
    rich::RichText,
};

/// Writes items.
pub fn export(items: &[Item]) -> Exported {
    let mut left = Vec::new();
    let mut text = String::new();
    let mut category = None;
    for item in items {
        match question(item) {
            Ok((in_category, question)) => {
                if in_category.is_some() && in_category != category {
                    text.push_str(&format!("$CATEGORY: {}\n\n", in_category.as_deref().unwrap_or_default()));
                    category = in_category;
                }
                text.push_str(&question);
            }
            Err(reason) => left.push(Left { id: item.id().to_owned(), reason }),
        }
    }
    Exported { bytes: text.into_bytes(), items: items.len() - left.len(), left }
}

/// The category if the topic can be one, and the question.
fn question(item: &Item) -> Result<(Option<String>, String), String> {
    let draft = item.draft();
    let answers = match item.body() {
        Body::Numeric(number) => numeric(number),
        _ => options(one_list(item)?, item.kind() == Interaction::SelectAll),
    };
    let name = &draft.facts.topic;
    let path = format!("$course$/top/{}", name.replace('/', "//"));
    let category = (topic(&path).as_ref() == Some(name) && !name.chars().any(char::is_control)).then_some(path);
    let mut comment = format!("// [id:{}]", item.id());
    for (fact, text) in facts::all(draft) {
        if fact != "id" && (fact != "topic" || category.is_none()) {
            comment.push_str(&tag(fact, &text)?);
        }
    }
    if let Body::Numeric(number) = item.body() {
        comment.push_str(&tag("decimals", &number.decimals.to_string())?);
        if !number.unit.is_empty() {
            comment.push_str(&tag("unit", &number.unit)?);
        }
    }
    let stem = escape(draft.stem.html());
    Ok((category, format!("{comment}\n::{}::[html]{stem}{{{answers}}}\n\n", item.id())))
}

/// A tag is a part of one line and ends with a bracket.
fn tag(name: &str, text: &str) -> Result<String, String> {
    if text.chars().any(|sign| sign.is_control()) || text.ends_with('\\') {
        return Err(format!("its {name}, `{text}`, holds a line break or ends with a backslash, which a tag can't"));
    }
    Ok(format!(" [tag:{name}={}]", text.replace(']', "\\]")))
}

fn options(group: &Group, many: bool) -> String {
    let right = group.options.iter().filter(|option| option.right).count();
    let weight = (Decimal::ONE_HUNDRED / Decimal::from(right.max(1))).round_dp(5).normalize();
    let mut out = String::from("\n");
    for Choice { text, right, rationale, .. } in &group.options {
        out.push_str(&match (many, right) {
            (false, true) => "\t=".to_owned(),
            (false, false) => "\t~".to_owned(),
            (true, true) => format!("\t~%{weight}%"),
            (true, false) => format!("\t~%-{weight}%"),
        });
        out.push_str(&guarded(text));
        if let Some(rationale) = rationale {
            out.push('#');
            out.push_str(&guarded(rationale));
        }
        out.push('\n');
    }
    out.push_str(&general(group.rationale.as_ref()));
    out
}

fn numeric(number: &Number) -> String {
    format!("#{}:{}{}", number.value, number.tolerance, general(number.rationale.as_ref()))
}

fn general(rationale: Option<&RichText>) -> String {
    rationale.map(|rationale| format!("####{}", guarded(rationale))).unwrap_or_default()
}

/// A text whose beginning can't be taken for a format or a weight.
fn guarded(text: &RichText) -> String {
    let escaped = escape(text.html());
    if escaped.starts_with(['[', '%']) { format!("[html]{escaped}") } else { escaped }
}
