//! What is known about an item besides what it asks.

use super::{own::FACT, record::Record};
use crate::{
    import::{
        Reason,
        facts::{NAMES, set},
    },
    item::{Draft, Item},
};

/// The item with the facts that its file states.
///
/// # Errors
/// A fact of ours can't be read, or breaks a rule of items.
pub(super) fn with_facts(record: &Record<'_>, item: Item) -> Result<Item, Reason> {
    let mut draft: Draft = item.into();
    if let Some(language) = record.root.attribute("xml:lang") {
        let plain = language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !language.is_empty() && language.len() <= 35 && plain {
            language.clone_into(&mut draft.facts.language);
        }
    }
    if record.own.is_some() {
        let blocks = record.body.elements().filter(|element| element.name == "rubricblock");
        let attributes = blocks.flat_map(|block| &block.attributes);
        let facts: Vec<(&str, &str)> = attributes
            .filter_map(|(name, text)| {
                let name = name.strip_prefix(FACT)?;
                NAMES.into_iter().find(|fact| attribute(fact) == name).map(|fact| (fact, text.as_str()))
            })
            .collect();
        set(&mut draft, facts.into_iter())?;
    }
    Ok(Item::new(draft)?)
}

/// A fact's name in an attribute: `client-need`.
pub(crate) fn attribute(fact: &str) -> String {
    fact.replace('_', "-")
}
