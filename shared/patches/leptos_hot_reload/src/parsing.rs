//! What Leptos's macros ask about a parsed view.

use rstml::node::{CustomNode, NodeElement, NodeName};
use syn::{Expr, Lit};

/// The text of a literal: `"a"`, `'a'`, `1` or `1.5`; nothing for other expressions.
#[must_use]
pub fn value_to_string(value: &Expr) -> Option<String> {
    let Expr::Lit(literal) = value else { return None };
    match &literal.lit {
        Lit::Str(text) => Some(text.value()),
        Lit::Char(character) => Some(character.value().to_string()),
        Lit::Int(number) => Some(number.base10_digits().to_owned()),
        Lit::Float(number) => Some(number.base10_digits().to_owned()),
        _ => None,
    }
}

/// Whether an element is a component: the last part of its name begins with a capital letter.
#[must_use]
pub fn is_component_node(node: &NodeElement<impl CustomNode>) -> bool {
    let NodeName::Path(path) = node.name() else { return false };
    path.path.segments.last().is_some_and(|last| last.ident.to_string().starts_with(|first: char| first.is_ascii_uppercase()))
}
