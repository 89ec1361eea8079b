//! From text to a tree.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{Element, Fault, Node, decode::decode, entity::Entities};
use crate::import::{Limits, Reason};

/// The most elements in one tree.
const ELEMENTS: usize = 500_000;
/// The most attributes of an element.
const ATTRIBUTES: usize = 256;
/// The deepest tree, whatever the limits say: trees are walked by recursion.
const DEPTH: usize = 256;

/// A place in a text that only moves forward.
pub(super) struct Cursor {
    at: usize,
    pub(super) line: u32,
    pub(super) column: u32,
}

impl Default for Cursor {
    fn default() -> Cursor {
        Cursor { at: 0, line: 1, column: 1 }
    }
}

impl Cursor {
    pub(super) fn advance(&mut self, text: &str, to: usize) {
        for sign in text.get(self.at..to).unwrap_or_default().chars() {
            if sign == '\n' {
                self.line = self.line.saturating_add(1);
                self.column = 1;
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
        self.at = self.at.max(to);
    }

    fn fault(&self, reason: Reason) -> Fault {
        Fault { line: self.line, column: self.column, reason }
    }
}

/// Reads a file as one tree.
///
/// # Errors
/// It is no XML, or more than the limits allow.
pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Element, Fault> {
    read(bytes, limits, None)
}

/// Reads a file whose root holds records, and hands over each with the root (which is empty). What stands before a fault was
/// handed over already.
///
/// # Errors
/// As with [`parse`].
pub fn each_child(bytes: &[u8], limits: &Limits, take: &mut dyn FnMut(&Element, Element)) -> Result<(), Fault> {
    read(bytes, limits, Some(take)).map(|_| ())
}

type Take<'t> = Option<&'t mut dyn FnMut(&Element, Element)>;

fn read(bytes: &[u8], limits: &Limits, mut take: Take<'_>) -> Result<Element, Fault> {
    if bytes.len() > limits.file_bytes {
        let reason = Reason::Limit { what: "bytes in the file", limit: limits.file_bytes };
        return Err(Fault { line: 0, column: 0, reason });
    }
    let text = decode(bytes)?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut tree =
        Tree { open: Vec::new(), root: None, elements: 0, depth: limits.depth.min(DEPTH), entities: Entities::default() };
    let mut cursor = Cursor::default();
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        cursor.advance(&text, before);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                cursor.advance(&text, at);
                return Err(cursor.fault(Reason::Syntax(error.to_string())));
            }
        };
        let step = match event {
            Event::Start(start) => tree.open(&start, &cursor),
            Event::End(_) => {
                tree.close(&mut take);
                Ok(())
            }
            Event::Text(text) => tree.text(&text.xml10_content()),
            Event::CData(text) => tree.text(&text.xml10_content()),
            Event::GeneralRef(name) => tree.reference(&name),
            Event::DocType(_) => Err(Reason::Unsafe("the file has a document type declaration".into())),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Ok(()),
        };
        step.map_err(|reason| cursor.fault(reason))?;
    }
    match (tree.open.pop(), tree.root) {
        (Some(open), _) => Err(cursor.fault(Reason::Syntax(format!("the element `{}` is not closed", open.name)))),
        (None, None) => Err(cursor.fault(Reason::Syntax("the file has no XML element".into()))),
        (None, Some(root)) => Ok(root),
    }
}

struct Tree {
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
    depth: usize,
    entities: Entities,
}

impl Tree {
    fn open(&mut self, start: &BytesStart<'_>, cursor: &Cursor) -> Result<(), Reason> {
        if self.open.is_empty() && self.root.is_some() {
            return Err(Reason::Syntax("there is a second root element".into()));
        }
        if self.open.len() >= self.depth {
            return Err(Reason::Limit { what: "nested elements", limit: self.depth });
        }
        self.elements += 1;
        if self.elements > ELEMENTS {
            return Err(Reason::Limit { what: "elements in a record", limit: ELEMENTS });
        }
        let name = name(start.local_name().into_inner())?;
        let attributes = self.attributes(start)?;
        self.open.push(Element { name, attributes, children: Vec::new(), line: cursor.line, column: cursor.column });
        Ok(())
    }

    fn attributes(&mut self, start: &BytesStart<'_>) -> Result<Vec<(String, String)>, Reason> {
        let mut found: Vec<(String, String)> = Vec::new();
        // Its own check for doubles compares each with each before the number is known.
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| Reason::Syntax(error.to_string()))?;
            let key = attribute.key.into_inner();
            if key == "xmlns" || key.starts_with("xmlns:") {
                continue;
            }
            if found.len() == ATTRIBUTES {
                return Err(Reason::Limit { what: "attributes of an element", limit: ATTRIBUTES });
            }
            let key = name(key)?;
            if found.iter().any(|(other, _)| *other == key) {
                return Err(Reason::Syntax(format!("the attribute `{key}` is there twice")));
            }
            found.push((key, self.entities.value(&attribute.value)?));
        }
        Ok(found)
    }

    fn close(&mut self, take: &mut Take<'_>) {
        let Some(element) = self.open.pop() else { return };
        let depth = self.open.len();
        match (self.open.last_mut(), take) {
            (None, _) => self.root = Some(element),
            (Some(root), Some(take)) if depth == 1 => {
                root.children.clear();
                self.elements = 1;
                take(root, element);
            }
            (Some(parent), _) => parent.children.push(Node::Element(element)),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        match self.run() {
            Some(run) => run.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(Reason::Syntax("there is text outside of the root element".into())),
        }
        Ok(())
    }

    fn reference(&mut self, name: &str) -> Result<(), Reason> {
        let mut text = String::new();
        self.entities.resolve(name, &mut text)?;
        self.text(&text)
    }

    /// The text that the open element ends with.
    fn run(&mut self) -> Option<&mut String> {
        let children = &mut self.open.last_mut()?.children;
        if !matches!(children.last(), Some(Node::Text(_))) {
            children.push(Node::Text(String::new()));
        }
        match children.last_mut() {
            Some(Node::Text(run)) => Some(run),
            _ => None,
        }
    }
}

/// A name in lower case. What is none would be something else when it is written again.
fn name(name: &str) -> Result<String, Reason> {
    let mut signs = name.chars();
    let first = signs.next().is_some_and(|sign| sign.is_alphabetic() || sign == '_');
    if first && signs.all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.' | ':')) {
        return Ok(name.to_lowercase());
    }
    Err(Reason::Syntax(format!("`{}` is no name", name.chars().take(20).collect::<String>())))
}
