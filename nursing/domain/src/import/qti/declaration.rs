//! Keys: what an item declares about the responses to it.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{names::named, processing};
use crate::import::{Reason, xml::Element};

/// A declared response.
#[derive(Debug)]
pub(super) struct Declaration {
    pub(super) base_type: String,
    /// `single`, `multiple`, `ordered` or `record`.
    pub(super) cardinality: String,
    /// The values of the correct response, at least one.
    pub(super) correct: Vec<String>,
}

/// The declaration that an interaction names.
///
/// # Errors
/// There is none, it has no correct response, or its scores speak for other answers than its correct response.
pub(super) fn of(root: &Element, interaction: &Element) -> Result<Declaration, Reason> {
    let id = interaction.attribute("responseidentifier").unwrap_or_default();
    let declares = |element: &&Element| element.name == "responsedeclaration" && element.attribute("identifier") == Some(id);
    let mut found = root.elements().filter(declares);
    let Some(element) = found.next() else { return Err(Reason::KeyMissing) };
    if found.next().is_some() {
        return Err(Reason::Key(format!("is declared twice, as `{id}`")));
    }
    if element.elements().filter(|element| element.name == "correctresponse").count() > 1 {
        return Err(Reason::Key("is given twice, in two correct responses".into()));
    }
    let correct: Vec<String> = element
        .child("correctresponse")
        .map(|correct| {
            correct.elements().filter(|value| value.name == "value").map(|value| value.text().trim().to_owned()).collect()
        })
        .unwrap_or_default();
    if correct.is_empty() || correct.iter().any(String::is_empty) {
        return Err(Reason::KeyMissing);
    }
    let text = |name| element.attribute(name).unwrap_or_default().trim().to_ascii_lowercase();
    let declaration = Declaration { base_type: text("basetype"), cardinality: text("cardinality"), correct };
    if declaration.cardinality == "single" && declaration.correct.len() > 1 {
        return Err(Reason::Key("names several answers where one can be given".into()));
    }
    if let Some(mapping) = element.child("mapping").filter(|_| is_mapped(root, id)) {
        declaration.check_mapping(mapping)?;
    }
    if !declaration.is_number() {
        processing::check(root, id, &declaration.correct)?;
    }
    Ok(declaration)
}

/// Whether an interaction's response is declared as a text.
pub(super) fn is_text(root: &Element, interaction: &Element) -> bool {
    let id = interaction.attribute("responseidentifier");
    let mut declared = root.elements().filter(|element| element.name == "responsedeclaration");
    let is_its = |element: &Element| element.attribute("identifier") == id;
    declared.any(|element| is_its(element) && element.attribute("basetype") == Some("string"))
}

/// Whether the mapping of a response is what it is scored by.
fn is_mapped(root: &Element, id: &str) -> bool {
    let Some(processing) = root.child("responseprocessing") else { return false };
    let template = processing.attribute("template").unwrap_or_default();
    template.contains("map_response")
        || named(processing, "mapresponse").iter().any(|map| map.attribute("identifier") == Some(id))
}

impl Declaration {
    /// Scores may weigh the answers of the key, but must not contradict it.
    fn check_mapping(&self, mapping: &Element) -> Result<(), Reason> {
        let mut positive = BTreeSet::new();
        for entry in mapping.elements().filter(|entry| entry.name == "mapentry") {
            let value = entry.attribute("mappedvalue").and_then(number);
            let value = value.ok_or_else(|| Reason::Key("has a score that is no number".into()))?;
            if value > Decimal::ZERO {
                positive.insert(entry.attribute("mapkey").unwrap_or_default().trim());
            }
        }
        let correct: BTreeSet<&str> = self.correct.iter().map(String::as_str).collect();
        let one = self.cardinality == "single" && !self.is_number();
        // Where one answer can be given, a second-best one may have a score, too.
        let agrees = if one { correct.is_subset(&positive) } else { correct == positive };
        let agrees = agrees || self.is_number() && numbers(&correct) == numbers(&positive);
        if agrees { Ok(()) } else { Err(Reason::Key("differs from the scores of its mapping".into())) }
    }

    /// Whether numbers are declared.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.base_type.as_str(), "float" | "integer")
    }
}

fn numbers(texts: &BTreeSet<&str>) -> Option<BTreeSet<Decimal>> {
    texts.iter().map(|text| number(text)).collect()
}

/// A number of XML Schema's `double`, except that infinity and NaN are none.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let text = text.strip_prefix('+').unwrap_or(text);
    if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E')) {
        return None;
    }
    if text.contains(['e', 'E']) { Decimal::from_scientific(text).ok() } else { Decimal::from_str_exact(text).ok() }
}
