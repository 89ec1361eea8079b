//! Things to be put in order.

use rust_decimal::Decimal;

use super::{
    choice::{answers, weight},
    question::Asked,
    texts::Texts,
};
use crate::{
    import::{Reason, xml::Element},
    item::{Body, Choice, Ordered, letter},
    rich::RichText,
};

/// The most answers that are put in order here; an item has fewer.
const MOST: usize = 26;

/// `ordering`: the answers stand in the right order, and as a rule are numbered.
pub(super) fn ordering(question: &Element, texts: &mut Texts<'_>) -> Asked {
    let stem = texts.stem(question)?;
    let mut right: Vec<(RichText, Option<RichText>)> = Vec::new();
    let mut numbers = Vec::new();
    for answer in answers(question) {
        numbers.push(weight(answer)?);
        right.push((texts.option(answer)?, texts.feedback(answer, "feedback")?));
    }
    if right.len() > MOST {
        return Err(Reason::Limit { what: "answers", limit: MOST });
    }
    check_numbers(&numbers)?;
    let shown_all = question.child("selecttype").is_none_or(|select| matches!(select.text().trim(), "" | "0" | "ALL"));
    if !shown_all {
        texts.leave_out("that only some of the answers are shown");
    }
    // There is no other place for what is said of the whole.
    if let Some(general) = texts.feedback(question, "generalfeedback")?
        && let Some((_, rationale @ None)) = right.first_mut()
    {
        *rationale = Some(general);
    }
    // Moodle shuffles; the alphabet says nothing about the key.
    let mut shown: Vec<usize> = (0..right.len()).collect();
    shown.sort_by_key(|at| right.get(*at).map(|(text, _)| text.words().to_lowercase()));
    if shown.is_sorted() {
        shown.reverse();
    }
    let options = shown.iter().enumerate().filter_map(|(place, at)| {
        let (text, rationale) = right.get(*at)?.clone();
        Some(Choice { id: letter(place), text, right: true, rationale })
    });
    let key = (0..right.len()).filter_map(|at| shown.iter().position(|shown| *shown == at)).map(letter).collect();
    Ok((stem, Body::Ordered(Ordered { options: options.collect(), key })))
}

/// Moodle goes by the order in the file. Where the numbers say something else, one of the two is wrong.
fn check_numbers(numbers: &[Decimal]) -> Result<(), Reason> {
    let rising = numbers.windows(2).all(|pair| pair.first() < pair.get(1));
    let equal = numbers.windows(2).all(|pair| pair.first() == pair.get(1));
    if rising || equal { Ok(()) } else { Err(Reason::Key("numbers the answers in another order than the file has them".into())) }
}
