//! Each field of a draft, broken: the error names it.
#![cfg(feature = "author")]

mod sample;

use nursing_domain::{
    interaction::Interaction::{self, *},
    item::{Axis, Body, CaseStep, Choice, Draft, Groups, Item, ItemError, Number, Ordered, Pick, Review},
    rich::RichText,
};
use rust_decimal::Decimal;
use sample::{body, draft, rich};

type Break = fn(&mut Draft);

fn groups(draft: &mut Draft) -> &mut Groups {
    match &mut draft.body {
        Body::Groups(groups) => groups,
        Body::Ordered(_) | Body::Numeric(_) => panic!("an item with groups"),
    }
}

fn option(draft: &mut Draft, group: usize, option: usize) -> &mut Choice {
    &mut groups(draft).groups[group].options[option]
}

fn ordered(draft: &mut Draft) -> &mut Ordered {
    match &mut draft.body {
        Body::Ordered(ordered) => ordered,
        Body::Groups(_) | Body::Numeric(_) => panic!("an ordered item"),
    }
}

fn number(draft: &mut Draft) -> &mut Number {
    match &mut draft.body {
        Body::Numeric(number) => number,
        Body::Groups(_) | Body::Ordered(_) => panic!("a numeric item"),
    }
}

fn blank() -> RichText {
    rich("<p> </p>")
}

fn review(by: &str, on: &str) -> Review {
    Review::Reviewed { by: by.into(), on: on.into() }
}

/// All that are not refused, or not for the field.
fn check(cases: &[(Interaction, Break, &str)]) {
    let mut wrong = Vec::new();
    for (at, (kind, damage, field)) in cases.iter().enumerate() {
        let mut draft = draft(body(*kind));
        damage(&mut draft);
        match Item::new(draft) {
            Err(ItemError { field: named, .. }) if named == *field => {}
            Err(error) => wrong.push(format!("case {at}, {}: not {field}, but {error}", kind.name())),
            Ok(_) => wrong.push(format!("case {at}, {}: taken, in spite of {field}", kind.name())),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whole_drafts_are_taken() {
    for kind in Interaction::ALL {
        let mut draft = draft(body(kind));
        assert_eq!(Item::new(draft.clone()).map_err(|error| error.to_string()).map(|item| item.kind()), Ok(kind));
        draft.case = Some(CaseStep { case: "np3-case-copd".into(), step: 6 });
        draft.facts.review = Review::NotYetReviewedByANurseEducator;
        assert!(Item::new(draft).is_ok(), "{}", kind.name());
    }
}

#[test]
fn the_frame() {
    check(&[
        (MultipleChoice, |draft| draft.format = 2, "format"),
        (MultipleChoice, |draft| draft.id = String::new(), "id"),
        (MultipleChoice, |draft| draft.id = "NP3-1".into(), "id"),
        (MultipleChoice, |draft| draft.id = "np3_1".into(), "id"),
        (MultipleChoice, |draft| draft.id = "a".repeat(81), "id"),
        (MultipleChoice, |draft| draft.version = 0, "version"),
        (MultipleChoice, |draft| draft.stem = RichText::default(), "stem"),
        (MultipleChoice, |draft| draft.stem = blank(), "stem"),
        (MultipleChoice, |draft| draft.case = Some(CaseStep { case: "A case".into(), step: 1 }), "case.case"),
        (MultipleChoice, |draft| draft.case = Some(CaseStep { case: "case".into(), step: 0 }), "case.step"),
        (MultipleChoice, |draft| draft.case = Some(CaseStep { case: "case".into(), step: 7 }), "case.step"),
    ]);
}

#[test]
fn the_facts() {
    check(&[
        (MultipleChoice, |draft| draft.facts.topic = " ".into(), "facts.topic"),
        (MultipleChoice, |draft| draft.facts.difficulty_milli = Some(5_001), "facts.difficulty_milli"),
        (MultipleChoice, |draft| draft.facts.difficulty_milli = Some(-5_001), "facts.difficulty_milli"),
        (MultipleChoice, |draft| draft.facts.reference = Some("\n".into()), "facts.reference"),
        (MultipleChoice, |draft| draft.facts.language = String::new(), "facts.language"),
        (MultipleChoice, |draft| draft.facts.language = "en_US".into(), "facts.language"),
        (MultipleChoice, |draft| draft.facts.language = "English, mostly".into(), "facts.language"),
        (MultipleChoice, |draft| draft.facts.licence = String::new(), "facts.licence"),
        (MultipleChoice, |draft| draft.facts.source = String::new(), "facts.source"),
        (MultipleChoice, |draft| draft.facts.review = review(" ", "2026-11-24"), "facts.review.by"),
        (MultipleChoice, |draft| draft.facts.review = review("M. Reyes", ""), "facts.review.on"),
        (MultipleChoice, |draft| draft.facts.review = review("M. Reyes", "24 November 2026"), "facts.review.on"),
        (MultipleChoice, |draft| draft.facts.review = review("M. Reyes", "2026-13-24"), "facts.review.on"),
        (MultipleChoice, |draft| draft.facts.review = review("M. Reyes", "2026-11-32"), "facts.review.on"),
    ]);
}

#[test]
fn the_options() {
    check(&[
        (MultipleChoice, |draft| groups(draft).groups[0].options.truncate(1), "body.groups[0].options"),
        (MultipleChoice, |draft| option(draft, 0, 1).id = "C".into(), "body.groups[0].options[1].id"),
        (MultipleChoice, |draft| option(draft, 0, 1).id = "b".into(), "body.groups[0].options[1].id"),
        (MultipleChoice, |draft| option(draft, 0, 2).text = blank(), "body.groups[0].options[2].text"),
        (MultipleChoice, |draft| option(draft, 0, 2).text = rich("finding 1"), "body.groups[0].options[2].text"),
        (Cloze, |draft| option(draft, 1, 2).text = RichText::default(), "body.groups[1].options[2].text"),
        (Ordered, |draft| ordered(draft).options.truncate(1), "body.options"),
        (Ordered, |draft| ordered(draft).options[1].id = "X".into(), "body.options[1].id"),
        (Ordered, |draft| ordered(draft).options[1].text = blank(), "body.options[1].text"),
        (Ordered, |draft| ordered(draft).options[3].text = rich("finding 1"), "body.options[3].text"),
    ]);
}

#[test]
fn the_key() {
    check(&[
        (MultipleChoice, |draft| option(draft, 0, 1).right = false, "body.groups[0]"),
        (MultipleChoice, |draft| option(draft, 0, 0).right = true, "body.groups[0]"),
        (SelectAll, |draft| groups(draft).groups[0].options.iter_mut().for_each(|option| option.right = false), "body.groups[0]"),
        (SelectAll, |draft| groups(draft).groups[0].options.iter_mut().for_each(|option| option.right = true), "body.groups[0]"),
        (SelectN, |draft| option(draft, 0, 2).right = true, "body.groups[0]"),
        (SelectN, |draft| groups(draft).groups[0].pick = Pick::Exactly(u32::MAX), "body.groups[0]"),
        // Nothing is left to be chosen from.
        (
            SelectN,
            |draft| {
                let group = &mut groups(draft).groups[0];
                group.pick = Pick::Exactly(5);
                group.options.iter_mut().for_each(|option| option.right = true);
            },
            "body.groups[0]",
        ),
        (Cloze, |draft| option(draft, 1, 0).right = false, "body.groups[1]"),
        (MatrixChoice, |draft| option(draft, 2, 1).right = true, "body.groups[2]"),
        (MatrixResponse, |draft| option(draft, 1, 1).right = false, "body.groups[1]"),
        (
            HighlightText,
            |draft| groups(draft).groups[0].options.iter_mut().for_each(|option| option.right = false),
            "body.groups[0]",
        ),
        (BowTie, |draft| option(draft, 0, 0).right = false, "body.groups[0]"),
        (BowTie, |draft| option(draft, 1, 0).right = true, "body.groups[1]"),
        (Ordered, |draft| ordered(draft).key[0] = "A".into(), "body.key"),
        (Ordered, |draft| ordered(draft).key[0] = "Z".into(), "body.key"),
        (Ordered, |draft| ordered(draft).key.truncate(3), "body.key"),
        (Ordered, |draft| ordered(draft).options[1].right = false, "body.options[1].right"),
    ]);
}

#[test]
fn the_groups() {
    check(&[
        (MultipleChoice, |draft| groups(draft).kind = Ordered, "body.kind"),
        (MultipleChoice, |draft| groups(draft).kind = Numeric, "body.kind"),
        (MultipleChoice, |draft| groups(draft).groups.clear(), "body.groups"),
        (MultipleChoice, |draft| groups(draft).groups[0].id = "2".into(), "body.groups[0].id"),
        (MultipleChoice, |draft| groups(draft).groups[0].pick = Pick::Any, "body.groups[0].pick"),
        (MultipleChoice, |draft| groups(draft).axis = Axis::Columns, "body.axis"),
        (MatrixChoice, |draft| groups(draft).axis = Axis::Columns, "body.axis"),
        (SelectAll, |draft| groups(draft).groups[0].pick = Pick::One, "body.groups[0].pick"),
        (SelectN, |draft| groups(draft).groups[0].pick = Pick::Exactly(1), "body.groups[0].pick"),
        (Dyad, |draft| groups(draft).groups.truncate(1), "body.groups"),
        (Triad, |draft| groups(draft).groups.truncate(2), "body.groups"),
        (BowTie, |draft| groups(draft).groups.truncate(2), "body.groups"),
        (BowTie, |draft| groups(draft).groups[0].id = "1".into(), "body.groups[0].id"),
        (BowTie, |draft| groups(draft).groups[2].id = "actions".into(), "body.groups[2].id"),
        (
            BowTie,
            |draft| {
                groups(draft).groups[0].pick = Pick::One;
                option(draft, 0, 0).right = false;
            },
            "body.groups[0].pick",
        ),
        (MatrixChoice, |draft| groups(draft).groups[1].id = "1".into(), "body.groups[1].id"),
        (MatrixChoice, |draft| groups(draft).groups[1].label = None, "body.groups[1].label"),
        (MatrixChoice, |draft| groups(draft).groups[1].label = Some(blank()), "body.groups[1].label"),
        (MatrixChoice, |draft| option(draft, 1, 1).text = rich("other"), "body.groups[1].options"),
        (DragCloze, |draft| option(draft, 1, 1).text = rich("other"), "body.groups[1].options"),
    ]);
}

#[test]
fn the_passage() {
    check(&[
        (MultipleChoice, |draft| groups(draft).text = Some(rich("a passage")), "body.text"),
        (SelectAll, |draft| groups(draft).text = Some(rich("a passage")), "body.text"),
        (SelectN, |draft| groups(draft).text = Some(rich("a passage")), "body.text"),
        (MatrixChoice, |draft| groups(draft).text = Some(rich("a passage")), "body.text"),
        (MatrixResponse, |draft| groups(draft).text = Some(rich("a passage")), "body.text"),
        (BowTie, |draft| groups(draft).text = Some(rich("a passage")), "body.text"),
        (Cloze, |draft| groups(draft).text = None, "body.text"),
        (Cloze, |draft| groups(draft).text = Some(rich("{1} alone")), "body.text"),
        (Cloze, |draft| groups(draft).text = Some(rich("{1} {2} {2}")), "body.text"),
        (DragCloze, |draft| groups(draft).text = Some(rich("{1} {2} {3}")), "body.text"),
        (Dyad, |draft| groups(draft).text = Some(rich("{1} {2")), "body.text"),
        (Triad, |draft| groups(draft).text = Some(rich("{1} {2} {4}")), "body.text"),
        (HighlightText, |draft| groups(draft).text = None, "body.text"),
        (HighlightText, |draft| groups(draft).text = Some(rich("{A|finding 1} {B|finding 2} {C|finding 3}")), "body.text"),
        (
            HighlightText,
            |draft| groups(draft).text = Some(rich("{A|finding 1} {B|finding 2} {D|finding 4} {C|finding 3}")),
            "body.text",
        ),
        (
            HighlightText,
            |draft| groups(draft).text = Some(rich("{A|finding 1} {B|finding 2} {D|finding 3} {C|finding 4}")),
            "body.text",
        ),
        (
            HighlightTable,
            |draft| groups(draft).text = Some(rich("{A|finding 1} {B|finding 2} {C|finding 3} {D|finding four}")),
            "body.text",
        ),
        (
            HighlightText,
            |draft| groups(draft).text = Some(rich("{A|finding 1} {B|finding 2} {C|finding 3} {D|finding 4} {E}")),
            "body.text",
        ),
    ]);
}

#[test]
fn the_number() {
    check(&[
        (Numeric, |draft| number(draft).value = "31.55".parse().expect("a number"), "body.value"),
        // Subtracting from it would overflow, and no answer has so many digits.
        (Numeric, |draft| number(draft).value = Decimal::MAX, "body.value"),
        (Numeric, |draft| number(draft).value = Decimal::MIN, "body.value"),
        (Numeric, |draft| number(draft).tolerance = "-0.1".parse().expect("a number"), "body.tolerance"),
        (Numeric, |draft| number(draft).tolerance = Decimal::MAX, "body.tolerance"),
        (Numeric, |draft| number(draft).decimals = 7, "body.decimals"),
        (Numeric, |draft| number(draft).unit = "x".repeat(41), "body.unit"),
        (Numeric, |draft| number(draft).unit = "mL\n".into(), "body.unit"),
        (Numeric, |draft| number(draft).unit = "<mL>".into(), "body.unit"),
        // It would never be found at the end of an answer.
        (Numeric, |draft| number(draft).unit = " mL ".into(), "body.unit"),
    ]);
}

#[test]
fn errors_are_sentences() {
    let message = |kind, damage: Break| {
        let mut draft = draft(body(kind));
        damage(&mut draft);
        Item::new(draft).expect_err("a broken draft").to_string()
    };
    assert_eq!(message(MultipleChoice, |draft| draft.stem = blank()), "`stem`: it is empty");
    assert_eq!(message(MultipleChoice, |draft| draft.version = 0), "`version`: it has to be 1 or more");
    assert_eq!(
        message(MultipleChoice, |draft| groups(draft).groups[0].options.truncate(1)),
        "`body.groups[0].options`: there are 1; there have to be 2 to 12"
    );
    assert_eq!(
        message(MultipleChoice, |draft| option(draft, 0, 2).text = rich("finding 1")),
        "`body.groups[0].options[2].text`: `finding 1` is there twice"
    );
    assert_eq!(
        message(MultipleChoice, |draft| option(draft, 0, 0).right = true),
        "`body.groups[0]`: the key names 2 options, not one"
    );
    assert_eq!(
        message(Cloze, |draft| groups(draft).text = Some(rich("{1} alone"))),
        "`body.text`: the passage has the gap {2} 0 times, not once"
    );
    assert_eq!(
        message(BowTie, |draft| groups(draft).text = Some(rich("a passage"))),
        "`body.text`: it doesn't go with an item without gaps or marks"
    );
}
