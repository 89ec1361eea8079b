//! The names of QTI, which versions 2 and 3 write differently: `choiceInteraction` and `qti-choice-interaction`.

use crate::import::xml::{Element, Node};

/// The interactions of QTI 2.1 to 3.0 as version 2 writes them.
const INTERACTIONS: [&str; 23] = [
    "associateInteraction",
    "choiceInteraction",
    "customInteraction",
    "drawingInteraction",
    "endAttemptInteraction",
    "extendedTextInteraction",
    "gapMatchInteraction",
    "graphicAssociateInteraction",
    "graphicGapMatchInteraction",
    "graphicOrderInteraction",
    "hotspotInteraction",
    "hottextInteraction",
    "inlineChoiceInteraction",
    "matchInteraction",
    "mediaInteraction",
    "orderInteraction",
    "portableCustomInteraction",
    "positionObjectInteraction",
    "positionObjectStage",
    "selectPointInteraction",
    "sliderInteraction",
    "textEntryInteraction",
    "uploadInteraction",
];

/// Brings a document's names into one form, `choiceinteraction` and `responseidentifier`. Tells whether it is version 3.
pub(super) fn unify(root: &mut Element) -> bool {
    let three = root.name.starts_with("qti-");
    walk(root);
    three
}

fn walk(element: &mut Element) {
    if let Some(name) = element.name.strip_prefix("qti-") {
        element.name = name.replace('-', "");
    }
    for (name, _) in &mut element.attributes {
        if name.contains('-') && !name.starts_with("data-") && !name.starts_with("aria-") {
            *name = name.replace('-', "");
        }
    }
    for node in &mut element.children {
        if let Node::Element(child) = node {
            walk(child);
        }
    }
}

/// Whether an element of that unified name asks something.
pub(super) fn is_interaction(name: &str) -> bool {
    name.ends_with("interaction") || name == "positionobjectstage"
}

/// An interaction's name as the file writes it.
pub(super) fn written(name: &str, three: bool) -> String {
    let camel = INTERACTIONS.iter().find(|camel| camel.to_ascii_lowercase() == name).copied().unwrap_or(name);
    if !three {
        return camel.to_owned();
    }
    let mut kebab = String::from("qti-");
    for sign in camel.chars() {
        if sign.is_ascii_uppercase() {
            kebab.push('-');
        }
        kebab.push(sign.to_ascii_lowercase());
    }
    kebab
}

/// The elements inside an element, itself left out, in the order of the document.
pub(super) fn inside<'e>(element: &'e Element, wanted: &dyn Fn(&str) -> bool, found: &mut Vec<&'e Element>) {
    for child in element.elements() {
        if wanted(&child.name) {
            found.push(child);
        }
        inside(child, wanted, found);
    }
}

/// The same by one name.
pub(super) fn named<'e>(element: &'e Element, name: &str) -> Vec<&'e Element> {
    let mut found = Vec::new();
    inside(element, &|other| other == name, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_given_back_as_they_are_written() {
        assert_eq!(written("extendedtextinteraction", false), "extendedTextInteraction");
        assert_eq!(written("extendedtextinteraction", true), "qti-extended-text-interaction");
        assert!(is_interaction("endattemptinteraction") && !is_interaction("simplechoice"));
    }
}
