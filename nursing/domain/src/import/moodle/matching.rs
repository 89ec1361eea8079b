//! Things and their partners.

use super::{question::Asked, texts::Texts};
use crate::{
    import::{Reason, pairs::Pairs, xml::Element},
    item::{Fault, ItemError},
};

/// The most rows that a table can have.
const MOST: usize = 15;

/// `matching`, and `ddmatch`, which only looks otherwise. A partner without anything to match it with is one more in the list.
pub(super) fn matching(question: &Element, texts: &mut Texts<'_>) -> Asked {
    let stem = texts.stem(question)?;
    let mut pairs = Pairs::default();
    let asked: Vec<&Element> = question.elements().filter(|element| element.name == "subquestion").collect();
    let found = asked.len();
    if found > 2 * MOST {
        return Err(Reason::Item(ItemError {
            field: "body.groups".into(),
            fault: Fault::Count { found, wanted: "2 to 15".into() },
        }));
    }
    for element in asked {
        let label = texts.option(element)?;
        let answer = element.child("answer").ok_or(Reason::KeyMissing)?;
        let partner = texts.option(answer)?;
        if label.is_blank() {
            pairs.others.push(partner);
        } else {
            pairs.pairs.push((label, partner));
        }
    }
    let rationale = texts.feedback(question, "generalfeedback")?;
    Ok((stem, pairs.table(rationale)?))
}
