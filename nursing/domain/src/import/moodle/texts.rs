//! A question's texts: their formats, their pictures, and what has no place in an item.

use std::collections::BTreeSet;

use super::markdown;
use crate::{
    import::{
        Limits, Reason, Suspicion,
        record::rich,
        xml::{Element, Node, escape},
    },
    rich::{RichError, RichText},
};

/// How Moodle writes the place of an embedded file.
const EMBEDDED: &str = "@@PLUGINFILE@@/";

/// Sentences that Moodle puts into every question.
const USUAL: [&str; 4] =
    ["Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect.", "Your answer is wrong."];

/// Reads the texts of one question.
pub(super) struct Texts<'t> {
    limits: &'t Limits,
    suspicions: &'t mut Vec<Suspicion>,
    /// Names of the files that the question brings along.
    files: BTreeSet<String>,
    /// The format of its text, which its other texts have unless they say otherwise.
    format: String,
}

impl<'t> Texts<'t> {
    pub(super) fn new(question: &Element, limits: &'t Limits, suspicions: &'t mut Vec<Suspicion>) -> Texts<'t> {
        let mut files = BTreeSet::new();
        add_files(question, &mut files);
        let format = question.child("questiontext").and_then(|text| text.attribute("format")).unwrap_or("html");
        Texts { limits, suspicions, files, format: format.trim().to_owned() }
    }

    /// Notes that something was left out.
    pub(super) fn leave_out(&mut self, what: impl Into<String>) {
        self.suspicions.push(Suspicion::LeftOut(what.into()));
    }

    /// The question's own text, as HTML that wasn't cleaned yet.
    pub(super) fn question_html(&self, question: &Element) -> Result<String, Reason> {
        // Moodle 1.9 had a picture beside the text, without alternative text.
        if let Some(image) = question.child("image").map(Element::text).filter(|image| !image.trim().is_empty()) {
            let has_file = question.child("image_base64").is_some_and(|file| !file.text().trim().is_empty());
            return Err(if has_file { RichError::Alternative.into() } else { Reason::ImageMissing(short(image.trim())) });
        }
        question.child("questiontext").map_or_else(|| Ok(String::new()), |text| self.html(text))
    }

    /// The question's own text.
    pub(super) fn stem(&mut self, question: &Element) -> Result<RichText, Reason> {
        let html = self.question_html(question)?;
        self.clean(&html)
    }

    /// What an element says.
    pub(super) fn of(&mut self, element: &Element) -> Result<RichText, Reason> {
        let html = self.html(element)?;
        self.clean(&html)
    }

    /// What an answer says, without the paragraph that editors put around it.
    pub(super) fn option(&mut self, element: &Element) -> Result<RichText, Reason> {
        let text = self.of(element)?;
        let inner = text.html().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        match inner.filter(|inner| !inner.contains("<p>")) {
            Some(inner) => self.clean(inner),
            None => Ok(text),
        }
    }

    /// A word for a gap, which is HTML whatever the question's format is.
    pub(super) fn word(&mut self, element: &Element) -> Result<RichText, Reason> {
        self.clean(&source(element))
    }

    /// A feedback by its name; none where it says nothing.
    pub(super) fn feedback(&mut self, element: &Element, name: &str) -> Result<Option<RichText>, Reason> {
        let Some(feedback) = element.child(name) else { return Ok(None) };
        Ok(Some(self.of(feedback)?).filter(|text| !text.is_blank()))
    }

    /// Cleans HTML, and looks whether its pictures are there.
    pub(super) fn clean(&mut self, html: &str) -> Result<RichText, Reason> {
        let text = rich(&plain_names(html), self.limits, self.suspicions)?;
        for picture in text.html().split("<img src=\"").skip(1) {
            let name = picture.split('"').next().unwrap_or_default();
            if !self.files.contains(name) {
                return Err(Reason::ImageMissing(short(name)));
            }
        }
        Ok(text)
    }

    /// What an element says as HTML.
    fn html(&self, element: &Element) -> Result<String, Reason> {
        let source = source(element);
        let (bytes, limit) = (source.len(), self.limits.text_bytes);
        if bytes > limit {
            return Err(RichError::TooLong { bytes, limit }.into());
        }
        match element.attribute("format").map_or(self.format.as_str(), str::trim) {
            "plain_text" => {
                let mut html = String::new();
                escape(source.trim(), &mut html);
                Ok(broken(&html))
            }
            "markdown" => markdown::html(&source),
            // Moodle breaks its lines, unless there are blocks already.
            "moodle_auto_format" if !["<p", "<br", "<div", "<ul", "<ol", "<table"].iter().any(|tag| source.contains(tag)) => {
                Ok(broken(source.trim()))
            }
            "html" | "moodle_auto_format" | "" => Ok(source),
            other => Err(Reason::Unsupported(format!("texts of the format `{}`", short(other)))),
        }
    }

    /// Notes what an item has no place for.
    pub(super) fn note_left_out(&mut self, question: &Element) {
        let says = |element: &Element| {
            let text = element.child("text").map(Element::text).unwrap_or_default();
            let words = RichText::clean(&text).map_or_else(|_| text.clone(), |cleaned| cleaned.text.words());
            !words.is_empty() && !USUAL.contains(&words.as_str())
        };
        if question.elements().any(|element| element.name == "hint" && says(element)) {
            self.leave_out("hints");
        }
        let whole = ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"];
        if question.elements().any(|element| whole.contains(&element.name.as_str()) && says(element)) {
            self.leave_out("feedback for the answer as a whole");
        }
    }
}

/// What stands in an element's `text`, or in the element itself, as old files have it.
pub(super) fn source(element: &Element) -> String {
    let inner = match element.child("text") {
        Some(text) => text,
        None if element.elements().next().is_none() => element,
        None => return own_text(element),
    };
    // HTML should be CDATA; where it isn't, its tags are elements.
    if inner.elements().next().is_some() { inner.inner_html() } else { inner.text() }
}

/// The text between an element's children.
fn own_text(element: &Element) -> String {
    let text = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(_) => String::new(),
    };
    element.children.iter().map(text).collect()
}

fn broken(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "<br>")
}

fn add_files(element: &Element, files: &mut BTreeSet<String>) {
    for child in element.elements() {
        match child.attribute("name") {
            Some(name) if child.name == "file" && !is_empty(child) => {
                files.insert(name.trim().to_owned());
            }
            _ => add_files(child, files),
        }
    }
}

fn is_empty(file: &Element) -> bool {
    file.children.iter().all(|node| matches!(node, Node::Text(text) if text.trim().is_empty()))
}

/// `@@PLUGINFILE@@/ecg.png?time=1` becomes `ecg.png`.
fn plain_names(html: &str) -> String {
    let mut parts = html.split(EMBEDDED);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(['"', '\'', '>', '<', ' ', '\n']).unwrap_or(part.len());
        let (path, rest) = part.split_at_checked(end).unwrap_or((part, ""));
        let path = path.split('?').next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        out.push_str(&decoded(name).unwrap_or_else(|| name.to_owned()));
        out.push_str(rest);
    }
    out
}

/// Resolves `%20`; none where the result would not be a name.
fn decoded(name: &str) -> Option<String> {
    let mut parts = name.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok().filter(|name| !name.contains(['"', '\'', '<', '>', '&', '/']))
}

/// A name from the file, for a message.
pub(super) fn short(name: &str) -> String {
    name.chars().take(60).collect()
}

/// Each suspicion once, those about tags as one.
pub(super) fn distinct(suspicions: Vec<Suspicion>) -> Vec<Suspicion> {
    let mut tags = BTreeSet::new();
    let mut others: Vec<Suspicion> = Vec::new();
    for suspicion in suspicions {
        match suspicion {
            Suspicion::Tags(names) => tags.extend(names.split(", ").map(str::to_owned)),
            other if !others.contains(&other) => others.push(other),
            _ => {}
        }
    }
    if !tags.is_empty() {
        others.push(Suspicion::Tags(tags.into_iter().collect::<Vec<_>>().join(", ")));
    }
    others
}
