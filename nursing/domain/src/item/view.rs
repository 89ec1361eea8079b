//! An item as a student may see it: the one way to a browser.

use super::{Body, Choice, Item, Pick};
use crate::{
    interaction::Interaction,
    student::{NumberField, StudentGroup, StudentItem, StudentOption},
};

impl Item {
    /// The item without key and rationale, not yet with its case study.
    pub fn student(&self) -> StudentItem {
        let draft = self.draft();
        let (text, groups, number) = match &draft.body {
            Body::Groups(body) => {
                let groups = body
                    .groups
                    .iter()
                    .map(|group| StudentGroup {
                        id: group.id.clone(),
                        label: group.label.clone(),
                        most: match group.pick {
                            Pick::One => 1,
                            Pick::Exactly(n) => n,
                            Pick::Any => u32::try_from(group.options.len()).unwrap_or(u32::MAX),
                        },
                        options: group.options.iter().map(option).collect(),
                    })
                    .collect();
                (body.text.clone(), groups, None)
            }
            Body::Ordered(body) => {
                let options: Vec<StudentOption> = body.options.iter().map(option).collect();
                let most = u32::try_from(options.len()).unwrap_or(u32::MAX);
                (None, vec![StudentGroup { id: "1".into(), label: None, most, options }], None)
            }
            Body::Numeric(body) => (None, Vec::new(), Some(NumberField { unit: body.unit.clone(), decimals: body.decimals })),
        };
        StudentItem {
            id: draft.id.clone(),
            version: draft.version,
            kind: self.kind(),
            topic: draft.facts.topic.clone(),
            stem: draft.stem.clone(),
            hint: hint(&draft.body),
            text,
            groups,
            number,
            case: None,
        }
    }
}

fn option(choice: &Choice) -> StudentOption {
    StudentOption { id: choice.id.clone(), text: choice.text.clone() }
}

/// What is to be done, in a sentence.
fn hint(body: &Body) -> String {
    match body {
        Body::Ordered(_) => "Put all of them in order.".into(),
        Body::Numeric(number) => {
            let round = match number.decimals {
                0 => "Enter a whole number".to_owned(),
                1 => "Round to one decimal place".to_owned(),
                places => format!("Round to {places} decimal places"),
            };
            if number.unit.is_empty() { format!("{round}.") } else { format!("{round} ({}).", number.unit) }
        }
        Body::Groups(groups) => match (groups.kind, groups.groups.first().map(|group| group.pick)) {
            (Interaction::SelectAll | Interaction::HighlightText | Interaction::HighlightTable, _) => {
                "Choose everything that is right.".into()
            }
            (Interaction::SelectN, Some(Pick::Exactly(n))) => format!("Choose {n}."),
            (Interaction::MatrixResponse, _) => "Choose everything that is right in each row.".into(),
            (Interaction::MatrixChoice, _) => "Choose one in each row.".into(),
            (Interaction::BowTie, _) => "Choose two actions, one condition and two parameters.".into(),
            (Interaction::Cloze | Interaction::DragCloze | Interaction::Dyad | Interaction::Triad, _) => {
                "Choose one for each gap.".into()
            }
            _ => String::new(),
        },
    }
}
