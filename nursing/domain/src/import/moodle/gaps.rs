//! Texts with gaps `[[1]]`, filled from lists.

use super::{question::Asked, texts::Texts};
use crate::{
    import::{Reason, xml::Element},
    interaction::Interaction,
    item::{Body, Choice, Group, Groups, Pick, letter},
    rich::RichText,
};

/// What an item asks whose question is all passage.
const STEM: &str = "Complete the text.";

/// The most words and gaps that are looked at. An item has fewer, but its words may be in several lists.
const MOST: usize = 100;

/// A word for a gap. The number of a gap is the place of its word.
struct Token {
    text: RichText,
    /// The list that it belongs to; a gap takes words of one list.
    list: String,
}

/// `ddwtos`.
pub(super) fn drag(question: &Element, texts: &mut Texts<'_>) -> Asked {
    gaps(question, "dragbox", texts)
}

/// `gapselect`.
pub(super) fn select(question: &Element, texts: &mut Texts<'_>) -> Asked {
    gaps(question, "selectoption", texts)
}

fn gaps(question: &Element, name: &str, texts: &mut Texts<'_>) -> Asked {
    let mut tokens = Vec::new();
    for element in question.elements().filter(|element| element.name == name) {
        let list = element.child("group").map(|group| group.text().trim().to_owned()).filter(|list| !list.is_empty());
        tokens.push(Token { text: texts.word(element)?, list: list.unwrap_or_else(|| "1".into()) });
    }
    if tokens.len() > MOST {
        return Err(Reason::Limit { what: "words for gaps", limit: MOST });
    }
    let (passage, numbers) = numbered(&texts.question_html(question)?);
    if numbers.is_empty() {
        return Err(Reason::Syntax("the text has no gap `[[1]]`".into()));
    }
    if numbers.len() > MOST {
        return Err(Reason::Limit { what: "gaps", limit: MOST });
    }
    let shuffled = question.child("shuffleanswers").is_some_and(|shuffle| matches!(shuffle.text().trim(), "1" | "true"));
    let mut keys = Vec::new();
    for number in numbers {
        let key = number.checked_sub(1).and_then(|at| tokens.get(at));
        keys.push(key.ok_or_else(|| Reason::Key(format!("names the word {number} of {}", tokens.len())))?);
    }
    let groups: Vec<Group> = keys.iter().enumerate().map(|(at, key)| group(at, key, &tokens, shuffled)).collect();
    let one_list = keys.windows(2).all(|pair| matches!(pair, [one, other] if one.list == other.list));
    let each_once = keys.iter().enumerate().all(|(at, key)| keys.iter().take(at).all(|other| other.text != key.text));
    let kind = if name == "dragbox" && one_list && each_once { Interaction::DragCloze } else { Interaction::Cloze };
    passage_item(kind, &passage, groups, question, texts)
}

fn group(at: usize, key: &Token, tokens: &[Token], shuffled: bool) -> Group {
    let mut list: Vec<&RichText> = Vec::new();
    for token in tokens.iter().filter(|token| token.list == key.list) {
        // The same word twice is one word that can be used twice.
        if !list.contains(&&token.text) {
            list.push(&token.text);
        }
    }
    // The file has the right words first.
    if shuffled {
        list.sort_by_key(|text| text.words().to_lowercase());
    }
    let option = |(place, text): (usize, &&RichText)| Choice {
        id: letter(place),
        text: (*text).clone(),
        right: **text == key.text,
        rationale: None,
    };
    let options = list.iter().enumerate().map(option).collect();
    Group { id: (at + 1).to_string(), label: None, pick: Pick::One, options, rationale: None }
}

/// Writes `[[7]]` as the gap `{1}`, and says which words the gaps name.
fn numbered(html: &str) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(html.len());
    let mut numbers = Vec::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("[[") {
        out.push_str(before);
        let behind = after.trim_start_matches(|sign: char| sign.is_ascii_digit());
        let number = after.strip_suffix(behind).and_then(|digits| digits.parse::<u16>().ok());
        if let (Some(number), Some(behind)) = (number, behind.strip_prefix("]]")) {
            numbers.push(usize::from(number));
            out.push_str(&format!("{{{}}}", numbers.len()));
            rest = behind;
        } else {
            out.push_str("[[");
            rest = after;
        }
    }
    out.push_str(rest);
    (out, numbers)
}

/// An item of a passage with gaps `{1}`. Paragraphs before the first gap are what is asked.
pub(super) fn passage_item(
    kind: Interaction,
    passage: &str,
    mut groups: Vec<Group>,
    question: &Element,
    texts: &mut Texts<'_>,
) -> Asked {
    if let Some(first) = groups.first_mut() {
        first.rationale = texts.feedback(question, "generalfeedback")?;
    }
    let cleaned = texts.clean(passage)?;
    let mut rest = cleaned.html();
    while let Some((paragraph, after)) = rest.split_once("</p>")
        && rest.starts_with("<p>")
        && !paragraph.contains('{')
    {
        rest = after.trim_start();
    }
    let before = cleaned.html().strip_suffix(rest).unwrap_or_default();
    let before = texts.clean(before)?;
    let (stem, text) = if before.is_blank() { (RichText::plain(STEM)?, cleaned) } else { (before, texts.clean(rest)?) };
    Ok((stem, Body::Groups(Groups { kind, text: Some(text), axis: Default::default(), groups })))
}
