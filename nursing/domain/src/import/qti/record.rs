//! One item while it is read.

use std::collections::BTreeMap;

use super::{
    content::Flow,
    names::{is_interaction, named},
    own,
};
use crate::{
    import::{
        Limits, Reason, Suspicion, record,
        text::{markup, opening},
        xml::Element,
    },
    interaction::Interaction,
    item::{Choice, letter},
    rich::RichText,
};

/// An item's parts, and what looks odd so far.
pub(super) struct Record<'r> {
    pub(super) root: &'r Element,
    pub(super) body: &'r Element,
    pub(super) flow: Flow<'r>,
    pub(super) limits: &'r Limits,
    /// The kind, where this platform wrote the file.
    pub(super) own: Option<Interaction>,
    pub(super) suspicions: Vec<Suspicion>,
    /// How many feedback elements became rationales.
    pub(super) feedback: usize,
}

impl<'r> Record<'r> {
    /// Cleans a text. In XML, tags that were written as text are shown as signs.
    pub(super) fn rich(&mut self, html: &str) -> Result<RichText, Reason> {
        let text = record::rich(html, self.limits, &mut self.suspicions)?;
        if self.own.is_none() {
            self.suspicions.extend(markup(&text.words()).map(|markup| Suspicion::Markup(opening(markup))));
        }
        Ok(text)
    }

    /// What an element holds.
    pub(super) fn content(&mut self, element: &Element) -> Result<RichText, Reason> {
        let html = self.flow.html(&element.children, &mut |_| None)?;
        self.rich(&html)
    }

    /// Notes something of the file that the item doesn't hold.
    pub(super) fn leave_out(&mut self, what: impl Into<String>) {
        self.suspicions.push(Suspicion::LeftOut(what.into()));
    }

    /// The `div` that this platform marked as a part.
    pub(super) fn part(&self, part: &str) -> Option<&'r Element> {
        let body = self.body;
        self.own.and_then(|_| named(body, "div").into_iter().find(|div| div.attribute(own::PART) == Some(part)))
    }

    /// What is asked: all of the body but the interaction, in whose place its prompt stands.
    pub(super) fn stem(&mut self, interaction: &Element) -> Result<RichText, Reason> {
        if let Some(part) = self.part("stem") {
            return self.content(part);
        }
        let is_it = |element: &Element| std::ptr::eq(element, interaction);
        let around = self.flow.html(&self.body.children, &mut |element| is_it(element).then(String::new))?;
        let prompt = match interaction.child("prompt") {
            Some(prompt) => self.flow.html(&prompt.children, &mut |_| None)?,
            None => String::new(),
        };
        let around_it = self.rich(&around)?;
        let html = if around_it.is_blank() {
            prompt
        } else if prompt.trim().is_empty() || self.rich(&prompt)?.words() == around_it.words() {
            around
        } else {
            let block =
                if prompt.contains("<p") || prompt.contains("<table") { prompt } else { format!("<p>{}</p>", prompt.trim()) };
            self.flow.html(&self.body.children, &mut |element| is_it(element).then(|| block.clone()))?
        };
        self.or_title(&html)
    }

    /// A stem, or the item's title where the body says nothing but a passage.
    pub(super) fn or_title(&mut self, html: &str) -> Result<RichText, Reason> {
        let stem = self.rich(html)?;
        if stem.is_blank() { Ok(RichText::plain(self.root.attribute("title").unwrap_or_default())?) } else { Ok(stem) }
    }

    /// Options with their letters. `right` says which belong to the key.
    pub(super) fn options(&mut self, group: &str, elements: &[&Element], right: &[usize]) -> Result<Vec<Choice>, Reason> {
        let mut options = Vec::new();
        for (at, element) in elements.iter().enumerate() {
            let id = letter(at);
            let rationale = self.rationale(&own::rationale(group, Some(&id)), Some(element))?;
            options.push(Choice { id, text: self.content(element)?, right: right.contains(&at), rationale });
        }
        Ok(options)
    }

    /// A rationale: ours by its identifier, else the one feedback that bears an option's identifier.
    pub(super) fn rationale(&mut self, identifier: &str, option: Option<&Element>) -> Result<Option<RichText>, Reason> {
        let root = self.root;
        let mut found: Vec<&Element> = Vec::new();
        if self.own.is_some() {
            found.extend(root.elements().filter(|element| {
                element.name == "modalfeedback"
                    && element.attribute("identifier") == Some(identifier)
                    && element.attribute("outcomeidentifier") == Some(own::RATIONALE)
            }));
        } else if let Some(option) = option {
            let wanted = option.attribute("identifier");
            let several = interactions(self.body).len() > 1;
            let inner = named(option, "feedbackinline").into_iter().chain(named(option, "feedbackblock"));
            let outer = named(root, "modalfeedback").into_iter().filter(|_| !several);
            let is_its = |element: &&Element| element.attribute("identifier") == wanted && is_shown_after(element);
            found.extend(inner.filter(is_its));
            // What stands beside the option is about it; a message that comes up may be about the answer as a whole.
            if found.is_empty() {
                found.extend(outer.filter(is_its));
            }
        }
        let [only] = found.as_slice() else { return Ok(None) };
        self.feedback += 1;
        let text = self.flow.html(&only.children, &mut |_| None)?;
        let text = self.rich(&text)?;
        Ok((!text.is_blank()).then_some(text))
    }
}

/// All interactions of a body.
pub(super) fn interactions(body: &Element) -> Vec<&Element> {
    let mut found = Vec::new();
    super::names::inside(body, &is_interaction, &mut found);
    found
}

/// Whether feedback is hidden until there is an answer.
pub(super) fn is_shown_after(element: &Element) -> bool {
    element.attribute("showhide") != Some("hide")
}

/// The places of elements by their identifiers.
///
/// # Errors
/// One has none, or two have the same.
pub(super) fn places(elements: &[&Element]) -> Result<BTreeMap<String, usize>, Reason> {
    let mut places = BTreeMap::new();
    for (at, element) in elements.iter().enumerate() {
        let id = element.attribute("identifier").unwrap_or_default().trim();
        if id.is_empty() {
            return Err(Reason::Syntax("an option has no identifier".into()));
        }
        if places.insert(id.to_owned(), at).is_some() {
            return Err(Reason::Syntax(format!("two options have the identifier `{id}`")));
        }
    }
    Ok(places)
}

/// The place that a key names.
pub(super) fn place(places: &BTreeMap<String, usize>, id: &str) -> Result<usize, Reason> {
    places.get(id).copied().ok_or_else(|| Reason::Key(format!("names `{id}`, which is no option")))
}

/// The most options, rows or gaps that are looked at: no item has more.
pub(super) const MOST: usize = 26;

/// The elements of that name that an element holds itself.
///
/// # Errors
/// There are more than any item has.
pub(super) fn held<'e>(element: &'e Element, name: &str) -> Result<Vec<&'e Element>, Reason> {
    few(element.elements().filter(|child| child.name == name).collect())
}

/// What may be taken together without taking forever.
///
/// # Errors
/// There is more than any item has.
pub(super) fn few(found: Vec<&Element>) -> Result<Vec<&Element>, Reason> {
    if found.len() > MOST {
        return Err(Reason::Limit { what: "options, rows or gaps in a question", limit: MOST });
    }
    Ok(found)
}

/// A number of choices, 0 for any.
///
/// # Errors
/// It is none.
pub(super) fn most(element: &Element, attribute: &str, usual: usize) -> Result<usize, Reason> {
    let Some(text) = element.attribute(attribute) else { return Ok(usual) };
    text.trim()
        .parse()
        .map_err(|_| Reason::Syntax(format!("`{attribute}` is no number: `{}`", text.chars().take(20).collect::<String>())))
}
