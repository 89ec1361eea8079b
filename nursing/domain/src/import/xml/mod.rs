//! XML as a tree of limited size, for the formats that are written in it.
//!
//! - The encoding is told by the byte order mark, else by the declaration, else it is UTF-8. Decoding is strict.
//! - A document type declaration is refused, so that there are no entities but XML's own five, numbers, and those of HTML
//!   (`&nbsp;`), which hand-written files use without declaring them.
//! - Control characters are refused, depth, elements and attributes are limited; names lose their prefix and their capitals.
//!
//! [`parse`] reads a whole file. [`each_child`] hands over the root's children one by one, so that a long file of many records
//! never is in memory as a tree.

mod decode;
mod entity;
mod read;
#[cfg(test)]
mod tests;

pub use self::read::{each_child, parse};
use crate::import::{Place, Reason};

/// An element of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Without its prefix, in lower case: `choiceinteraction`, `qti-choice-interaction`, `p`.
    pub name: String,
    /// Names with their prefix, in lower case, and values. Namespace declarations are left out.
    pub attributes: Vec<(String, String)>,
    /// What it holds, in order. Two texts never follow each other.
    pub children: Vec<Node>,
    /// Where its start tag begins, from 1.
    pub line: u32,
    /// The same, in characters.
    pub column: u32,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Another element.
    Element(Element),
    /// Text, its references resolved; CDATA sections are text, too. White space is kept.
    Text(String),
}

/// Why a file can't be read, and where that shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From 1; 0 where it isn't known.
    pub line: u32,
    /// From 1, in characters; 0 where it isn't known.
    pub column: u32,
    /// What is wrong.
    pub reason: Reason,
}

impl Fault {
    /// Where in the report's words.
    pub fn place(&self, file: &str) -> Place {
        Place { file: file.to_owned(), line: self.line, column: self.column }
    }
}

impl Element {
    /// An attribute's value by its lower-case name, with the prefix or, where nothing has exactly that name, without.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let exact = self.attributes.iter().find(|(found, _)| found == name);
        let local = || self.attributes.iter().find(|(found, _)| found.rsplit_once(':').is_some_and(|(_, local)| local == name));
        exact.or_else(local).map(|(_, value)| value.as_str())
    }

    /// The elements that it holds itself.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name that it holds itself.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// All text in it, that of inner elements included.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.add_text(&mut out);
        out
    }

    fn add_text(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => element.add_text(out),
                Node::Text(text) => out.push_str(text),
            }
        }
    }

    /// What it holds, as HTML for [`RichText::clean`](crate::rich::RichText::clean).
    pub fn inner_html(&self) -> String {
        let mut out = String::new();
        self.children.iter().for_each(|node| add_html(node, &mut out));
        out
    }

    /// Where it begins.
    pub fn place(&self, file: &str) -> Place {
        Place { file: file.to_owned(), line: self.line, column: self.column }
    }
}

/// Writes a node as HTML.
pub fn add_html(node: &Node, out: &mut String) {
    let element = match node {
        Node::Text(text) => return escape_text(text, out),
        Node::Element(element) => element,
    };
    out.push('<');
    out.push_str(&element.name);
    for (name, value) in &element.attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(value, out);
        out.push('"');
    }
    out.push('>');
    // HTML has no end tags for these.
    if matches!(element.name.as_str(), "br" | "img" | "hr" | "col" | "wbr" | "input" | "source") {
        return;
    }
    element.children.iter().for_each(|node| add_html(node, out));
    out.push_str("</");
    out.push_str(&element.name);
    out.push('>');
}

/// Writes text so that HTML finds no markup in it.
pub fn escape_text(text: &str, out: &mut String) {
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // At the ends of a text it would be taken for white space.
            '\u{a0}' => out.push_str("&nbsp;"),
            sign => out.push(sign),
        }
    }
}

/// The same in an attribute's value between double quotes.
pub fn escape(value: &str, out: &mut String) {
    let mut text = String::with_capacity(value.len());
    escape_text(value, &mut text);
    out.push_str(&text.replace('"', "&quot;"));
}
