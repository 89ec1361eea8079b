//! Passages with gaps, and with words to mark.

use super::{
    choice::group,
    declaration,
    names::named,
    own,
    record::{Record, few, held, most, place, places},
};
use crate::{
    import::{
        Reason,
        xml::{Element, Node},
    },
    interaction::Interaction,
    item::{Body, Choice, Group, Groups, Pick, letter, marks},
    rich::RichText,
};

/// Stem and body of a passage.
type Passage = Result<(RichText, Body), Reason>;

/// `inlineChoiceInteraction`, as many as there are.
pub(super) fn cloze(record: &mut Record<'_>, interactions: &[&Element]) -> Passage {
    few(interactions.to_vec())?;
    let mut groups = Vec::new();
    for (at, interaction) in interactions.iter().enumerate() {
        groups.push(group(record, interaction, &(at + 1).to_string(), Pick::One)?);
    }
    let mut gap = |element: &Element| {
        let at = interactions.iter().position(|interaction| std::ptr::eq(*interaction, element))?;
        Some(format!("{{{}}}", at + 1))
    };
    let holds = |node: &Node| matches!(node, Node::Element(element) if holds_any(element, interactions));
    let (before, passage) = match record.part("text") {
        Some(part) => (&[][..], part.children.as_slice()),
        None => split(&record.body.children, &holds),
    };
    let text = record.flow.html(passage, &mut gap)?;
    let stem = match record.part("stem") {
        Some(part) => record.content(part)?,
        None => {
            let html = record.flow.html(before, &mut |_| None)?;
            record.or_title(&html)?
        }
    };
    let kind = record.own.unwrap_or(Interaction::Cloze);
    Ok((stem, Body::Groups(Groups { kind, text: Some(record.rich(&text)?), axis: Default::default(), groups })))
}

fn holds_any(element: &Element, wanted: &[&Element]) -> bool {
    wanted.iter().any(|one| std::ptr::eq(*one, element)) || element.elements().any(|child| holds_any(child, wanted))
}

/// What stands before the passage, and the passage: it begins with the first block that holds a gap.
fn split<'n>(nodes: &'n [Node], holds: &dyn Fn(&Node) -> bool) -> (&'n [Node], &'n [Node]) {
    let blank = |node: &Node| matches!(node, Node::Text(text) if text.trim().is_empty());
    let mut filled = nodes.iter().filter(|node| !blank(node));
    // A block around everything says nothing; a paragraph is the passage itself.
    if let (Some(Node::Element(only)), None) = (filled.next(), filled.next())
        && matches!(only.name.as_str(), "div" | "section" | "blockquote")
    {
        return split(&only.children, holds);
    }
    let mut first = nodes.iter().position(holds).unwrap_or(0);
    // Text beside a gap without a block around both belongs to the passage.
    while let Some(before) = first.checked_sub(1)
        && nodes.get(before).is_some_and(|node| is_inline(node) && !blank(node))
    {
        first = before;
    }
    nodes.split_at_checked(first).unwrap_or((&[], nodes))
}

fn is_inline(node: &Node) -> bool {
    match node {
        Node::Text(_) => true,
        Node::Element(element) => {
            matches!(
                element.name.as_str(),
                "span" | "strong" | "em" | "b" | "i" | "u" | "sub" | "sup" | "inlinechoiceinteraction"
            )
        }
    }
}

/// `gapMatchInteraction`.
pub(super) fn gap_match(record: &mut Record<'_>, interaction: &Element) -> Passage {
    if let Some(picture) = named(interaction, "gapimg").first() {
        return Err(Reason::Unsupported(if record.flow.three {
            "qti-gap-img".into()
        } else {
            picture.name.replace("img", "Img")
        }));
    }
    let (tokens, gaps) = (held(interaction, "gaptext")?, few(named(interaction, "gap"))?);
    let (token_places, gap_places) = (places(&tokens)?, places(&gaps)?);
    let pairs = pairs(record, interaction)?;
    let mut right = vec![Vec::new(); gaps.len()];
    for (token, gap) in &pairs {
        let (token, gap) = (place(&token_places, token)?, place(&gap_places, gap)?);
        right.get_mut(gap).into_iter().for_each(|right| right.push(token));
    }
    let mut groups = Vec::new();
    for (at, (gap, right)) in gaps.iter().zip(&right).enumerate() {
        let id = (at + 1).to_string();
        let label = gap.attribute(own::LABEL).filter(|_| record.own.is_some()).map(|html| record.rich(html)).transpose()?;
        let rationale = record.rationale(&own::rationale(&id, None), None)?;
        let options = record.options(&id, &tokens, right)?;
        groups.push(Group { id, label, pick: Pick::One, options, rationale });
    }
    let mut fill = |element: &Element| match element.name.as_str() {
        "gap" => gaps.iter().position(|gap| std::ptr::eq(*gap, element)).map(|at| format!("{{{}}}", at + 1)),
        "gaptext" | "prompt" => Some(String::new()),
        _ => None,
    };
    let passage = record.part("text").unwrap_or(interaction);
    let text = record.flow.html(&passage.children, &mut fill)?;
    let stem = record.stem(interaction)?;
    let body = Groups { kind: Interaction::DragCloze, text: Some(record.rich(&text)?), axis: Default::default(), groups };
    Ok((stem, Body::Groups(body)))
}

/// The pairs of a key.
pub(super) fn pairs(record: &Record<'_>, interaction: &Element) -> Result<Vec<(String, String)>, Reason> {
    let declaration = declaration::of(record.root, interaction)?;
    let pair = |value: &String| match value.split_whitespace().collect::<Vec<&str>>().as_slice() {
        [one, other] => Ok(((*one).to_owned(), (*other).to_owned())),
        _ => Err(Reason::Key(format!("names `{value}`, which is no pair"))),
    };
    declaration.correct.iter().map(pair).collect()
}

/// `hottextInteraction`.
pub(super) fn hottext(record: &mut Record<'_>, interaction: &Element) -> Passage {
    let words = few(named(interaction, "hottext"))?;
    let places = places(&words)?;
    let declaration = declaration::of(record.root, interaction)?;
    let right = declaration.correct.iter().map(|id| place(&places, id)).collect::<Result<Vec<usize>, Reason>>()?;
    let limit = most(interaction, "maxchoices", 1)?;
    if limit != 0 && limit < words.len() {
        record.leave_out(format!("the limit of {limit} choices"));
    }
    let mut written = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let html = record.flow.html(&word.children, &mut |_| None)?;
        let inner = html.trim();
        let space = |spaced: bool| if spaced { " " } else { "" };
        let (before, after) = (space(html.starts_with(char::is_whitespace)), space(html.ends_with(char::is_whitespace)));
        written.push(format!("{before}{{{}|{inner}}}{after}", letter(at)));
    }
    let mut mark = |element: &Element| match element.name.as_str() {
        "hottext" => words.iter().position(|word| std::ptr::eq(*word, element)).and_then(|at| written.get(at).cloned()),
        "prompt" => Some(String::new()),
        _ => None,
    };
    let passage = record.part("text").unwrap_or(interaction);
    let html = record.flow.html(&passage.children, &mut mark)?;
    let text = record.rich(&html)?;
    let mut options = Vec::new();
    // A mark's words are those of the cleaned passage.
    for (at, (id, marked)) in marks(text.html()).enumerate() {
        let id = id.to_owned();
        let rationale = record.rationale(&own::rationale("1", Some(&id)), words.get(at).copied())?;
        let marked = RichText::clean_within(marked, record.limits.text_bytes)?.text;
        options.push(Choice { text: marked, right: right.contains(&at), id, rationale });
    }
    let in_table = named(interaction, "table").iter().any(|table| !named(table, "hottext").is_empty());
    let usual = if in_table { Interaction::HighlightTable } else { Interaction::HighlightText };
    let stem = record.stem(interaction)?;
    let label = interaction.attribute(own::LABEL).filter(|_| record.own.is_some()).map(|html| record.rich(html)).transpose()?;
    let rationale = record.rationale(&own::rationale("1", None), None)?;
    let group = Group { id: "1".into(), label, pick: Pick::Any, options, rationale };
    let kind = record.own.unwrap_or(usual);
    Ok((stem, Body::Groups(Groups { kind, text: Some(text), axis: Default::default(), groups: vec![group] })))
}
