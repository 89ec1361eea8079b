//! Items of every kind, with a rationale wherever there can be one.
#![allow(dead_code, reason = "each test file needs a part of it")]

use nursing_domain::{
    interaction::Interaction,
    item::{
        Axis, Bloom, Body, CaseDraft, CaseTab, Choice, ClientNeed, Draft, FORMAT, Facts, Group, Groups, Item, Number, Ordered,
        Part, Pick, Review,
    },
    rich::RichText,
};

/// Every rationale begins with it, and no other text has it.
pub const BECAUSE: &str = "Because";

pub fn rich(html: &str) -> RichText {
    RichText::clean(html).expect("a clean text").text
}

/// `A` for 0.
pub fn letter(at: usize) -> String {
    char::from(b'A' + u8::try_from(at).expect("26 letters")).to_string()
}

/// A sound body of each kind.
pub fn body(kind: Interaction) -> Body {
    match kind {
        Interaction::MultipleChoice => groups(kind, &["-+--"]),
        Interaction::SelectAll => groups(kind, &["+-+-+"]),
        Interaction::SelectN => groups(kind, &["++---"]),
        Interaction::Ordered => ordered(&["C", "A", "D", "B"]),
        Interaction::Numeric => numeric("31.5", "0.1", 1, "mL/h"),
        Interaction::Cloze | Interaction::Dyad => groups(kind, &["-+-", "+--"]),
        Interaction::DragCloze => groups(kind, &["--+-", "+---"]),
        Interaction::Triad => groups(kind, &["-+-", "+--", "--+"]),
        Interaction::MatrixChoice => groups(kind, &["+-", "-+", "+-"]),
        Interaction::MatrixResponse => groups(kind, &["++-", "-+-", "--+"]),
        Interaction::HighlightText | Interaction::HighlightTable => groups(kind, &["+-+-"]),
        Interaction::BowTie => groups(kind, &["++---", "--+-", "-+--+"]),
    }
}

pub fn item(body: Body) -> Item {
    Item::new(draft(body)).expect("a sound draft")
}

pub fn draft(body: Body) -> Draft {
    let facts = Facts {
        topic: "Oxygenation".into(),
        part: Some(Part::Np3),
        client_need: Some(ClientNeed::ReductionOfRiskPotential),
        bloom: Some(Bloom::Analyze),
        difficulty_milli: Some(400),
        reference: Some("Brunner & Suddarth, ch. 20".into()),
        language: "en".into(),
        review: Review::Reviewed { by: "M. Reyes, RN, MAN".into(), on: "2026-11-24".into() },
        licence: "CC-BY-4.0".into(),
        source: "original".into(),
    };
    let id = format!("np3-oxygenation-{}", body.kind().name());
    Draft { format: FORMAT, id, version: 1, stem: rich("What does the nurse <em>expect</em>?"), body, facts, case: None }
}

/// Groups of options, each written with a `+` for a right option and a `-` for a wrong one.
pub fn groups(kind: Interaction, patterns: &[&str]) -> Body {
    let groups: Vec<Group> = patterns.iter().enumerate().map(|(at, pattern)| group(kind, at, pattern)).collect();
    Body::Groups(Groups { kind, text: passage(kind, &groups), axis: Axis::Rows, groups })
}

/// A matrix response that is scored by its columns.
pub fn by_columns(patterns: &[&str]) -> Body {
    let Body::Groups(body) = groups(Interaction::MatrixResponse, patterns) else { unreachable!("groups make groups") };
    Body::Groups(Groups { axis: Axis::Columns, ..body })
}

fn group(kind: Interaction, at: usize, pattern: &str) -> Group {
    let number = (at + 1).to_string();
    let (id, label) = match kind {
        Interaction::BowTie => {
            let (id, label) =
                [("actions", "Actions to take"), ("condition", "Condition"), ("parameters", "Parameters to monitor")][at];
            (id.to_owned(), Some(rich(label)))
        }
        Interaction::MatrixChoice | Interaction::MatrixResponse => (number.clone(), Some(rich(&format!("Row {number}")))),
        _ => (number.clone(), None),
    };
    let right = pattern.matches('+').count();
    let pick = match kind {
        Interaction::SelectAll | Interaction::HighlightText | Interaction::HighlightTable | Interaction::MatrixResponse => {
            Pick::Any
        }
        Interaction::SelectN => Pick::Exactly(u32::try_from(right).expect("few options")),
        Interaction::BowTie if at != 1 => Pick::Exactly(2),
        _ => Pick::One,
    };
    let options = pattern.chars().enumerate().map(|(at, sign)| choice(at, sign == '+')).collect();
    Group { id, label, pick, options, rationale: Some(rich(&format!("{BECAUSE} of group {number}."))) }
}

fn choice(at: usize, right: bool) -> Choice {
    let id = letter(at);
    let rationale = Some(rich(&format!("{BECAUSE} of option {id}.")));
    Choice { text: rich(&format!("finding {}", at + 1)), id, right, rationale }
}

/// The passage that goes with the groups: a gap for each, or a mark for each option of the first.
pub fn passage(kind: Interaction, groups: &[Group]) -> Option<RichText> {
    let marks = |before: &str, after: &str| -> String {
        let mark = |option: &Choice| format!("{before}{{{}|{}}}{after}", option.id, option.text.html());
        groups[0].options.iter().map(mark).collect()
    };
    let html = match kind {
        Interaction::Cloze | Interaction::DragCloze | Interaction::Dyad | Interaction::Triad => {
            let gaps: Vec<String> = groups.iter().map(|group| format!("{{{}}}", group.id)).collect();
            format!("The client has {}.", gaps.join(" with "))
        }
        Interaction::HighlightText => format!("<p>At 08:00: {}</p>", marks("", "; ")),
        Interaction::HighlightTable => format!("<table><tbody>{}</tbody></table>", marks("<tr><td>", "</td></tr>")),
        _ => return None,
    };
    Some(rich(&html))
}

/// As many options as the key has.
pub fn ordered(key: &[&str]) -> Body {
    let options = (0..key.len()).map(|at| choice(at, true)).collect();
    Body::Ordered(Ordered { options, key: key.iter().map(|id| (*id).to_owned()).collect() })
}

pub fn numeric(value: &str, tolerance: &str, decimals: u32, unit: &str) -> Body {
    let number = |text: &str| text.parse().expect("a number");
    let rationale = Some(rich(&format!("{BECAUSE} 63 mL run over 2 h.")));
    Body::Numeric(Number { value: number(value), tolerance: number(tolerance), decimals, unit: unit.into(), rationale })
}

/// A case with a tab from the first item on, and one from the third.
pub fn case() -> CaseDraft {
    let tab = |title: &str, from, content: &str| CaseTab { title: title.into(), from, content: rich(content) };
    CaseDraft {
        id: "np3-case-copd".into(),
        title: "A 68-year-old with breathlessness".into(),
        tabs: vec![
            tab("Nurses' notes", 1, "<p>08:00: short of breath, RR &gt; 30/min.</p>"),
            tab("Laboratory", 3, "<table><tbody><tr><td>PaCO<sub>2</sub></td><td>55 mmHg</td></tr></tbody></table>"),
        ],
    }
}
