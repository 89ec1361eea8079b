//! Choices, and orders.

use super::{
    declaration,
    own::LABEL,
    record::{Record, held, most, place, places},
};
use crate::{
    import::{Reason, xml::Element},
    interaction::Interaction,
    item::{Body, Group, Groups, Ordered, Pick, letter},
};

/// `choiceInteraction`: one option, or several.
pub(super) fn choice(record: &mut Record<'_>, interaction: &Element) -> Result<Body, Reason> {
    let options = held(interaction, "simplechoice")?;
    let declaration = declaration::of(record.root, interaction)?;
    let (most_choices, least) = (most(interaction, "maxchoices", 1)?, most(interaction, "minchoices", 0)?);
    let right = declaration.correct.len();
    let (kind, pick) = if declaration.cardinality == "single" || most_choices == 1 {
        (Interaction::MultipleChoice, Pick::One)
    } else if least == most_choices && least == right && right < options.len() {
        // Exactly so many have to be chosen, which the student is told.
        (Interaction::SelectN, Pick::Exactly(u32::try_from(right).unwrap_or(u32::MAX)))
    } else {
        if most_choices != 0 && most_choices < options.len() {
            record.leave_out(format!("the limit of {most_choices} choices"));
        }
        (Interaction::SelectAll, Pick::Any)
    };
    let mut group = group(record, interaction, "1", pick)?;
    if record.own.is_some() {
        group.label = interaction.child("prompt").map(|prompt| record.content(prompt)).transpose()?;
    }
    Ok(Body::Groups(Groups { kind, text: None, axis: Default::default(), groups: vec![group] }))
}

/// Three choices as this platform writes a bow-tie.
pub(super) fn bow_tie(record: &mut Record<'_>, interactions: &[&Element]) -> Result<Body, Reason> {
    let sides = [("actions", Pick::Exactly(2)), ("condition", Pick::One), ("parameters", Pick::Exactly(2))];
    if interactions.len() != sides.len() {
        return Err(Reason::Syntax("a bow-tie has three choices".into()));
    }
    let mut groups = Vec::new();
    for (interaction, (id, pick)) in interactions.iter().zip(sides) {
        let mut group = group(record, interaction, id, pick)?;
        group.label = interaction.child("prompt").map(|prompt| record.content(prompt)).transpose()?;
        groups.push(group);
    }
    Ok(Body::Groups(Groups { kind: Interaction::BowTie, text: None, axis: Default::default(), groups }))
}

/// A group of the options of a choice, drop-down list included.
pub(super) fn group(record: &mut Record<'_>, interaction: &Element, id: &str, pick: Pick) -> Result<Group, Reason> {
    let name = if interaction.name == "inlinechoiceinteraction" { "inlinechoice" } else { "simplechoice" };
    let elements = held(interaction, name)?;
    let places = places(&elements)?;
    let declaration = declaration::of(record.root, interaction)?;
    let right = declaration.correct.iter().map(|id| place(&places, id)).collect::<Result<Vec<usize>, Reason>>()?;
    let label = interaction.attribute(LABEL).filter(|_| record.own.is_some()).map(|html| record.rich(html)).transpose()?;
    let rationale = record.rationale(&super::own::rationale(id, None), None)?;
    Ok(Group { id: id.to_owned(), label, pick, options: record.options(id, &elements, &right)?, rationale })
}

/// `orderInteraction`.
pub(super) fn order(record: &mut Record<'_>, interaction: &Element) -> Result<Body, Reason> {
    let mut elements = held(interaction, "simplechoice")?;
    let declaration = declaration::of(record.root, interaction)?;
    let solved =
        elements.iter().map(|element| element.attribute("identifier")).eq(declaration.correct.iter().map(|id| Some(id.as_str())));
    if solved && record.own.is_none() && interaction.attribute("shuffle") == Some("true") {
        // A player would shuffle; the alphabet says nothing about the key.
        elements.sort_by_cached_key(|element| element.text().trim().to_lowercase());
        if elements
            .iter()
            .map(|element| element.attribute("identifier"))
            .eq(declaration.correct.iter().map(|id| Some(id.as_str())))
        {
            elements.reverse();
        }
    }
    let places = places(&elements)?;
    if declaration.cardinality != "ordered" {
        return Err(Reason::Key("gives no order".into()));
    }
    let mut key = Vec::new();
    for id in &declaration.correct {
        key.push(letter(place(&places, id)?));
    }
    let all: Vec<usize> = (0..elements.len()).collect();
    Ok(Body::Ordered(Ordered { options: record.options("1", &elements, &all)?, key }))
}
