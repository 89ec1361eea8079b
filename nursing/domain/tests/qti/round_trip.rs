//! Export and import of our own items.

use std::collections::BTreeSet;

use nursing_domain::{
    export::qti::export,
    import::{Limits, import},
    interaction::Interaction,
    item::{
        Axis, Bloom, Body, CaseStep, Choice, ClientNeed, Draft, FORMAT, Facts, Group, Groups, Item, Number, Ordered, Part, Pick,
        Review,
    },
    rich::RichText,
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use rust_decimal::Decimal;

fn no_pictures(_: &str) -> Option<Vec<u8>> {
    None
}

fn rich(html: &str) -> RichText {
    RichText::clean(html).expect("rich text").text
}

/// Words with what markup, XML and white space can do to them; never blank.
fn words() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "Na",
        " ",
        "  ",
        "&",
        "<",
        ">",
        "\"",
        "'",
        "\u{a0}",
        "é",
        "\n",
        "\r\n",
        "]]>",
        "&amp;",
        "&#38;",
        "°",
        "\u{2009}",
        "%",
        "–",
        "\u{1f489}",
    ]);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| format!("x{}", pieces.concat()))
}

/// One line, perhaps with emphasis.
fn inline() -> impl Strategy<Value = RichText> {
    prop_oneof![
        words().prop_map(|words| RichText::plain(&words).expect("plain")),
        words().prop_map(|words| rich(&format!("<em>{}</em> H<sub>2</sub>O", words.replace('&', "&amp;").replace('<', "&lt;")))),
    ]
}

/// Any text.
fn text() -> impl Strategy<Value = RichText> {
    prop_oneof![
        inline(),
        inline().prop_map(|text| rich(&format!("<p>{}</p><ul><li>1<br>2</li></ul>", text.html()))),
        inline().prop_map(|text| rich(&format!(
            "<table><tr><th scope=\"row\">a</th><td colspan=\"2\">{}</td></tr></table>",
            text.html()
        ))),
    ]
}

fn letter(at: usize) -> String {
    char::from(b'A' + u8::try_from(at).expect("a letter")).to_string()
}

/// Options of different texts; those at `right` belong to the key.
fn options(texts: Vec<(RichText, Option<RichText>)>, right: &[usize]) -> Vec<Choice> {
    let distinct = |at: usize, text: &RichText| rich(&format!("{}{at}", text.html()));
    texts
        .into_iter()
        .enumerate()
        .map(|(at, (text, rationale))| Choice {
            id: letter(at),
            text: distinct(at, &text),
            right: right.contains(&at),
            rationale,
        })
        .collect()
}

fn texts(count: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<(RichText, Option<RichText>)>> {
    prop::collection::vec((inline(), prop::option::of(text())), count)
}

fn group(
    id: &str,
    pick: Pick,
    right: Vec<usize>,
    label: Option<RichText>,
    texts: Vec<(RichText, Option<RichText>)>,
    rationale: Option<RichText>,
) -> Group {
    Group { id: id.into(), label, pick, options: options(texts, &right), rationale }
}

fn of(kind: Interaction, text: Option<String>, groups: Vec<Group>) -> Body {
    Body::Groups(Groups { kind, text: text.map(|text| rich(&text)), axis: Axis::Rows, groups })
}

fn one_group() -> impl Strategy<Value = Body> {
    (texts(4), prop::option::of(text()), prop::option::of(text()), 0..3usize).prop_map(|(texts, label, rationale, which)| {
        let (kind, pick, right) = [
            (Interaction::MultipleChoice, Pick::One, vec![2]),
            (Interaction::SelectAll, Pick::Any, vec![0, 3]),
            (Interaction::SelectN, Pick::Exactly(2), vec![1, 2]),
        ][which]
            .clone();
        of(kind, None, vec![group("1", pick, right, label, texts, rationale)])
    })
}

fn ordered() -> impl Strategy<Value = Body> {
    texts(3).prop_map(|texts| {
        Body::Ordered(Ordered { options: options(texts, &[0, 1, 2]), key: vec!["C".into(), "A".into(), "B".into()] })
    })
}

fn numeric() -> impl Strategy<Value = Body> {
    let number = (-1_000_000i64..1_000_000, 0i64..1_000, 0u32..6, prop::sample::select(vec!["", "mL/h", "µg \"x\" & <y>"]));
    (number, prop::option::of(text())).prop_map(|((value, tolerance, decimals, unit), rationale)| {
        let (value, tolerance) = (Decimal::new(value, decimals), Decimal::new(tolerance, 2));
        Body::Numeric(Number { value, tolerance, decimals, unit: unit.into(), rationale })
    })
}

fn gaps() -> impl Strategy<Value = Body> {
    let gap = || (texts(3), prop::option::of(text()), prop::option::of(text()), 0..3usize);
    (prop::collection::vec(gap(), 1..4), words(), any::<bool>()).prop_map(|(gaps, words, pair)| {
        let kind = match gaps.len() {
            2 if pair => Interaction::Dyad,
            3 if pair => Interaction::Triad,
            _ => Interaction::Cloze,
        };
        let groups: Vec<Group> = gaps
            .into_iter()
            .enumerate()
            .map(|(at, (texts, label, rationale, right))| {
                group(&(at + 1).to_string(), Pick::One, vec![right], label, texts, rationale)
            })
            .collect();
        let words = words.replace('&', "&amp;").replace('<', "&lt;");
        let passage: String = groups.iter().map(|group| format!("{words} <strong>{{{}}}</strong> ", group.id)).collect();
        of(kind, Some(passage), groups)
    })
}

fn drag_cloze() -> impl Strategy<Value = Body> {
    (texts(4), prop::collection::vec((0..4usize, prop::option::of(inline())), 1..4)).prop_map(|(texts, gaps)| {
        let groups: Vec<Group> = gaps
            .into_iter()
            .enumerate()
            .map(|(at, (right, rationale))| group(&(at + 1).to_string(), Pick::One, vec![right], None, texts.clone(), rationale))
            .collect();
        let passage: String = groups.iter().map(|group| format!("<p>Gap {{{}}}.</p>", group.id)).collect();
        of(Interaction::DragCloze, Some(passage), groups)
    })
}

fn matrix() -> impl Strategy<Value = Body> {
    let row = || (text(), 0..3usize, prop::option::of(inline()));
    (texts(3), prop::collection::vec(row(), 2..5), 0..3usize).prop_map(|(texts, rows, which)| {
        let groups = rows
            .into_iter()
            .enumerate()
            .map(|(at, (label, right, rationale))| {
                let (pick, right) = if which == 0 { (Pick::One, vec![right]) } else { (Pick::Any, vec![right, (right + 1) % 3]) };
                group(&(at + 1).to_string(), pick, right, Some(label), texts.clone(), rationale)
            })
            .collect();
        let kind = if which == 0 { Interaction::MatrixChoice } else { Interaction::MatrixResponse };
        let axis = if which == 2 { Axis::Columns } else { Axis::Rows };
        Body::Groups(Groups { kind, text: None, axis, groups })
    })
}

fn highlight() -> impl Strategy<Value = Body> {
    (prop::collection::vec(inline(), 2..6), any::<bool>(), prop::option::of(text())).prop_map(|(marked, table, rationale)| {
        let mark = |(at, text): (usize, &RichText)| format!("<td>so {{{}|{}{at}}} end</td>", letter(at), text.html());
        let cells: String = marked.iter().enumerate().map(mark).collect();
        let (kind, passage) = if table {
            (Interaction::HighlightTable, format!("<table><tbody><tr>{cells}</tr></tbody></table>"))
        } else {
            (Interaction::HighlightText, cells.replace("<td>", "<p>").replace("</td>", "</p>"))
        };
        let texts = marked.into_iter().map(|text| (text, None)).collect();
        let mut group = group("1", Pick::Any, vec![0], None, texts, rationale.clone());
        group.options[1].rationale = rationale;
        of(kind, Some(passage), vec![group])
    })
}

fn bow_tie() -> impl Strategy<Value = Body> {
    let side = || (texts(4), prop::option::of(text()), prop::option::of(text()));
    (side(), side(), side()).prop_map(|(actions, condition, parameters)| {
        let side = |id: &str, pick, right: Vec<usize>, (texts, label, rationale)| group(id, pick, right, label, texts, rationale);
        let groups = vec![
            side("actions", Pick::Exactly(2), vec![0, 3], actions),
            side("condition", Pick::One, vec![1], condition),
            side("parameters", Pick::Exactly(2), vec![1, 2], parameters),
        ];
        of(Interaction::BowTie, None, groups)
    })
}

fn facts() -> impl Strategy<Value = Facts> {
    (prop::option::of("[A-Za-z&\"<]{1,9}"), any::<bool>(), -5_000..=5_000i32).prop_map(|(reference, known, difficulty)| Facts {
        topic: "Fluids & \"electrolytes\"".into(),
        part: known.then_some(Part::Np3),
        client_need: known.then_some(ClientNeed::PharmacologicalAndParenteralTherapies),
        bloom: known.then_some(Bloom::Analyze),
        difficulty_milli: known.then_some(difficulty),
        reference,
        language: if known { "en".into() } else { "fil-PH".into() },
        review: if known {
            Review::Reviewed { by: "R. Cruz, RN <MAN>".into(), on: "2026-11-24".into() }
        } else {
            Review::NotYetReviewedByANurseEducator
        },
        licence: "CC-BY-4.0".into(),
        source: "original".into(),
    })
}

fn item() -> impl Strategy<Value = Item> {
    let body = prop_oneof![one_group(), ordered(), numeric(), gaps(), drag_cloze(), matrix(), highlight(), bow_tie()];
    (body, text(), facts(), 1..9u32, prop::option::of(1..=6u32)).prop_filter_map(
        "a draft with a fault",
        |(body, stem, facts, version, step)| {
            let case = step.map(|step| CaseStep { case: "np3-case-1".into(), step });
            Item::new(Draft { format: FORMAT, id: "np3-fluids-007".into(), version, stem, body, facts, case }).ok()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_item_comes_back_as_it_was(item in item()) {
        let exported = export(std::slice::from_ref(&item), &no_pictures);
        prop_assert_eq!(&exported.left, &[]);
        let report = import("bank.zip", &exported.bytes, &Limits::default());
        prop_assert_eq!(&report.refused, &[]);
        prop_assert_eq!(&report.items[0].item, &item);
        prop_assert_eq!(&report.warnings, &[]);
        prop_assert_eq!(report.items[0].place.file.as_str(), "bank.zip/items/np3-fluids-007.xml");
    }
}

#[test]
fn every_kind_is_tried() {
    let mut runner = TestRunner::deterministic();
    let mut kinds = BTreeSet::new();
    for _ in 0..300 {
        kinds.insert(item().new_tree(&mut runner).expect("an item").current().kind());
    }
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), Interaction::ALL);
}

/// A choice whose stem shows a picture.
fn with_picture(id: &str, picture: &str) -> Item {
    let stem = rich(&format!("What does it show? <img src=\"{picture}\" alt=\"A rhythm strip\">"));
    let texts = ["Sinus rhythm", "Atrial fibrillation"].map(|text| (rich(text), None)).to_vec();
    let body = of(Interaction::MultipleChoice, None, vec![group("1", Pick::One, vec![1], None, texts, None)]);
    let facts = Facts {
        topic: "ECG".into(),
        part: None,
        client_need: None,
        bloom: None,
        difficulty_milli: None,
        reference: None,
        language: "en".into(),
        review: Review::NotYetReviewedByANurseEducator,
        licence: "unknown".into(),
        source: "original".into(),
    };
    Item::new(Draft { format: FORMAT, id: id.into(), version: 1, stem, body, facts, case: None }).expect("an item")
}

#[test]
fn pictures_are_in_the_package() {
    let items =
        [with_picture("a", "af.png"), with_picture("b", "lost.png"), with_picture("c", "AF.png"), with_picture("a", "af.png")];
    let picture = |name: &str| name.eq_ignore_ascii_case("af.png").then(|| b"\x89PNG".to_vec());
    let exported = export(&items, &picture);
    let left: Vec<(&str, &str)> = exported.left.iter().map(|left| (left.id.as_str(), left.reason.as_str())).collect();
    assert_eq!(
        left,
        [
            ("b", "its picture `lost.png` is missing"),
            ("c", "its picture `AF.png` has the name of the picture `af.png`, but for capitals"),
            ("a", "its id is another item's"),
        ]
    );
    assert_eq!(exported.items, 1);
    let report = import("bank.zip", &exported.bytes, &Limits::default());
    assert_eq!(report.refused, []);
    assert_eq!(report.items[0].item, items[0]);
}

#[test]
fn the_same_items_make_the_same_bytes() {
    let items = [with_picture("a", "af.png"), with_picture("b", "af.png")];
    let picture = |_: &str| Some(b"\x89PNG".to_vec());
    assert_eq!(export(&items, &picture), export(&items, &picture));
}

#[test]
fn what_qti_cant_hold_is_left() {
    let texts = [rich("<p>one</p><p>two</p>"), rich("three")].map(|text| (text, None)).to_vec();
    let body = of(Interaction::Cloze, Some("It is {1}.".into()), vec![group("1", Pick::One, vec![0], None, texts, None)]);
    let draft = Draft { body, ..with_picture("a", "af.png").into() };
    let exported = export(&[Item::new(draft).expect("an item")], &|_| Some(Vec::new()));
    assert_eq!(exported.items, 0);
    assert_eq!(exported.left[0].reason, "option A has several lines, which QTI doesn't allow within a sentence");
}

#[cfg(feature = "bank")]
#[test]
fn the_whole_bank_comes_back() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../items");
    let bank = nursing_domain::bank::read_folder(&folder).expect("the bank");
    let exported = export(bank.items(), &no_pictures);
    assert_eq!(exported.left, []);
    let report = import("bank.zip", &exported.bytes, &Limits::default());
    assert_eq!(report.refused, []);
    assert!(report.items.iter().map(|imported| &imported.item).eq(bank.items()));
    eprintln!("{} items in {} kB", exported.items, exported.bytes.len() / 1_000);
}
