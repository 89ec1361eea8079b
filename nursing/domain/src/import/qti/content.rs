//! The content of an item's body as the small HTML that items hold.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{is_interaction, written};
use crate::import::{
    Reason,
    html::BLOCKS,
    package::path,
    xml::{Element, Node, escape, escape_text},
};

/// The pictures that items may name.
#[derive(Clone, Copy)]
pub(crate) struct Pictures<'p> {
    /// All entries of the package; none where there is no package.
    pub(crate) entries: Option<&'p BTreeSet<String>>,
    /// The folder of the item's file.
    pub(crate) folder: &'p str,
    /// How many different files have a name.
    pub(crate) contents: &'p BTreeMap<String, usize>,
}

impl Pictures<'_> {
    /// The plain name of the picture that an item names.
    fn name(self, source: &str) -> Result<String, Reason> {
        let missing = || Reason::ImageMissing(source.chars().take(100).collect());
        let entries = self.entries.ok_or_else(missing)?;
        let found = path::candidates(self.folder, source).ok_or_else(missing)?;
        let entry = found.into_iter().find(|path| entries.contains(path)).ok_or_else(missing)?;
        let name = path::file(&entry);
        if self.contents.get(name).is_some_and(|count| *count > 1) {
            return Err(Reason::Syntax(format!("the package has several different files named `{name}`, one of them an image")));
        }
        Ok(name.to_owned())
    }
}

/// What would be lost with its tags.
const MEDIA: [&str; 12] =
    ["math", "svg", "audio", "video", "iframe", "embed", "canvas", "object", "picture", "include", "dl", "ruby"];

/// What stands for something that only a player knows.
const VARIABLE: [&str; 4] = ["printedvariable", "templateinline", "templateblock", "templateblockinline"];

/// Writes content as HTML.
pub(super) struct Flow<'f> {
    pub(super) pictures: Pictures<'f>,
    pub(super) three: bool,
    /// Whether white space is kept as it is: in files that this platform wrote.
    pub(super) exact: bool,
}

impl Flow<'_> {
    /// The HTML of nodes. `replace` says what stands for an element, where something else does.
    ///
    /// # Errors
    /// Something in it can't be held.
    pub(super) fn html(&self, nodes: &[Node], replace: &mut dyn FnMut(&Element) -> Option<String>) -> Result<String, Reason> {
        let mut out = String::new();
        self.add(nodes, replace, &mut out)?;
        Ok(out)
    }

    fn add(&self, nodes: &[Node], replace: &mut dyn FnMut(&Element) -> Option<String>, out: &mut String) -> Result<(), Reason> {
        for node in nodes {
            match node {
                Node::Text(text) if self.exact => escape_text(text, out),
                Node::Text(text) => collapse(text, out),
                Node::Element(element) => match replace(element) {
                    Some(html) => out.push_str(&html),
                    None => self.add_element(element, replace, out)?,
                },
            }
        }
        Ok(())
    }

    fn add_element(
        &self,
        element: &Element,
        replace: &mut dyn FnMut(&Element) -> Option<String>,
        out: &mut String,
    ) -> Result<(), Reason> {
        let name = element.name.as_str();
        let inside = &element.children;
        match name {
            "img" => self.add_picture(element.attribute("src"), element.attribute("alt"), out),
            "object" if element.attribute("type").is_some_and(|kind| kind.starts_with("image/")) => {
                let alternative = element.text();
                self.add_picture(element.attribute("data"), Some(alternative.trim()), out)
            }
            // Shown after the answer only; rationales are taken from them elsewhere.
            "feedbackinline" | "feedbackblock" | "modalfeedback" if element.attribute("showhide") != Some("hide") => Ok(()),
            // For those who score or write the item.
            "rubricblock" if !element.attribute("view").unwrap_or_default().contains("candidate") => Ok(()),
            "stylesheet" | "cataloginfo" | "style" => Ok(()),
            _ if is_interaction(name) => Err(Reason::Unsupported(written(name, self.three))),
            _ if MEDIA.contains(&name) => Err(Reason::Unsupported(name.to_owned())),
            _ if VARIABLE.contains(&name) => Err(Reason::Unsupported("template variables".into())),
            "rubricblock" | "contentbody" | "feedbackinline" | "feedbackblock" | "label" => self.add(inside, replace, out),
            "pre" if !self.exact => self.add_lines(inside, replace, out),
            _ if BLOCKS.contains(&name) || name == "prompt" => self.add_block(inside, replace, out),
            "br" | "hr" | "wbr" | "col" => {
                out.push_str(if name == "br" { "<br>" } else { " " });
                Ok(())
            }
            _ => {
                out.push('<');
                out.push_str(name);
                for (attribute, value) in &element.attributes {
                    out.push(' ');
                    out.push_str(attribute);
                    out.push_str("=\"");
                    escape(value, out);
                    out.push('"');
                }
                out.push('>');
                self.add(inside, replace, out)?;
                out.push_str("</");
                out.push_str(name);
                out.push('>');
                Ok(())
            }
        }
    }

    /// A paragraph whose lines stay lines.
    fn add_lines(
        &self,
        inside: &[Node],
        replace: &mut dyn FnMut(&Element) -> Option<String>,
        out: &mut String,
    ) -> Result<(), Reason> {
        out.push_str("<p>");
        for node in inside {
            match node {
                Node::Text(text) => {
                    let mut lines = String::new();
                    escape_text(text, &mut lines);
                    out.push_str(&lines.replace("\r\n", "\n").trim_matches('\n').replace('\n', "<br>"));
                }
                Node::Element(_) => self.add(std::slice::from_ref(node), replace, out)?,
            }
        }
        out.push_str("</p>");
        Ok(())
    }

    /// A paragraph, unless there are blocks inside already.
    fn add_block(
        &self,
        inside: &[Node],
        replace: &mut dyn FnMut(&Element) -> Option<String>,
        out: &mut String,
    ) -> Result<(), Reason> {
        let mut html = String::new();
        self.add(inside, replace, &mut html)?;
        if ["<p>", "<p ", "<ul", "<ol", "<table"].iter().any(|block| html.contains(block)) {
            out.push_str(&html);
        } else if !html.trim().is_empty() {
            out.push_str("<p>");
            out.push_str(html.trim());
            out.push_str("</p>");
        }
        Ok(())
    }

    fn add_picture(&self, source: Option<&str>, alternative: Option<&str>, out: &mut String) -> Result<(), Reason> {
        let name = self.pictures.name(source.unwrap_or_default().trim())?;
        out.push_str("<img src=\"");
        escape(&name, out);
        out.push_str("\" alt=\"");
        escape(alternative.unwrap_or_default(), out);
        out.push_str("\">");
        Ok(())
    }
}

/// White space between tags is one space in HTML, however a file is indented.
fn collapse(text: &str, out: &mut String) {
    let mut words = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            ' ' | '\n' | '\r' | '\t' => {
                if !words.ends_with(' ') {
                    words.push(' ');
                }
            }
            sign => words.push(sign),
        }
    }
    escape_text(&words, out);
}
