//! From a record to an item, the same for every format.

use crate::{
    import::{Limits, Reason, Suspicion, html, signs},
    interaction::Interaction,
    item::{Body, Choice, Draft, FORMAT, Facts, Group, Groups, Item, Pick, Review, letter},
    rich::RichText,
};

/// What all items of a file share.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The file, without its folders.
    pub file: String,
    /// Under which terms the file's items may be used; `unknown` unless it says so.
    pub licence: String,
}

/// An option as a format gives it.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// What it says.
    pub text: RichText,
    /// Whether it is right.
    pub right: bool,
    /// What is said about it.
    pub rationale: Option<RichText>,
}

/// Cleans a text, and notes what was left out of it and what looks odd in it.
///
/// # Errors
/// It can't be rich text, or holds what an item can't show.
pub fn rich(text: &str, limits: &Limits, suspicions: &mut Vec<Suspicion>) -> Result<RichText, Reason> {
    let cleaned = RichText::clean_within(text, limits.text_bytes)?;
    if cleaned.dropped.is_empty() {
        suspicions.extend(signs::odd(cleaned.text.html()));
        return Ok(cleaned.text);
    }
    if let Some(name) = html::media(text) {
        return Err(Reason::Unsupported(name));
    }
    suspicions.push(Suspicion::Tags(cleaned.dropped.join(", ")));
    let text = RichText::clean_within(&html::lines(text), limits.text_bytes)?.text;
    suspicions.extend(signs::odd(text.html()));
    Ok(text)
}

/// An item of the `number`th record of a file (from 1), with nothing known about it but the file.
///
/// # Errors
/// It breaks a rule of items.
pub fn item(origin: &Origin, number: usize, topic: &str, stem: RichText, body: Body) -> Result<Item, Reason> {
    let facts = Facts {
        topic: topic.to_owned(),
        part: None,
        client_need: None,
        bloom: None,
        difficulty_milli: None,
        reference: None,
        language: "en".into(),
        review: Review::NotYetReviewedByANurseEducator,
        licence: origin.licence.clone(),
        source: origin.file.clone(),
    };
    let id = format!("{}-{number:04}", slug(&origin.file));
    Ok(Item::new(Draft { format: FORMAT, id, version: 1, stem, body, facts, case: None })?)
}

/// One group of options: multiple choice with one right option, else select all.
pub fn choices(alternatives: Vec<Alternative>, many: bool) -> Body {
    let options = alternatives
        .into_iter()
        .enumerate()
        .map(|(at, Alternative { text, right, rationale })| Choice { id: letter(at), text, right, rationale })
        .collect();
    let (kind, pick) = if many { (Interaction::SelectAll, Pick::Any) } else { (Interaction::MultipleChoice, Pick::One) };
    let group = Group { id: "1".into(), label: None, pick, options, rationale: None };
    Body::Groups(Groups { kind, text: None, axis: Default::default(), groups: vec![group] })
}

/// A file's name as the beginning of an id.
pub fn slug(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut slug = String::new();
    for sign in stem.chars().map(|sign| sign.to_ascii_lowercase()) {
        if sign.is_ascii_lowercase() || sign.is_ascii_digit() {
            slug.push(sign);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() == 60 {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "import".to_owned() } else { slug.to_owned() }
}

/// Whether a file is XML by its first sign.
pub fn begins_as_xml(bytes: &[u8]) -> bool {
    head(bytes).trim_start().starts_with('<')
}

/// The local name of an XML file's root element, as far as its beginning shows it.
pub fn root(bytes: &[u8]) -> Option<String> {
    let head = head(bytes);
    let mut rest = head.as_str();
    loop {
        rest = rest.split_once('<')?.1;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1;
        } else if !rest.starts_with(['?', '!']) {
            let name: String = rest.chars().take_while(|sign| !sign.is_whitespace() && !matches!(sign, '>' | '/')).collect();
            return Some(name.rsplit_once(':').map_or(name.clone(), |(_, local)| local.to_owned()));
        }
    }
}

/// The beginning of a file, as far as it is ASCII. In UTF-16, each of those signs has a NUL beside it.
fn head(bytes: &[u8]) -> String {
    let signs = bytes.iter().take(4096).filter(|byte| byte.is_ascii() && **byte != 0);
    signs.map(|byte| char::from(*byte)).collect()
}
