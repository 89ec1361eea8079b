//! Embedded answers: `{1:MULTICHOICE:=right#why~wrong}` in a text (docs.moodle.org, "Embedded Answers (Cloze) question type").

use rust_decimal::Decimal;

use super::{choice::FULL, gaps::passage_item, number::decimal, question::Asked, texts::Texts, texts::short};
use crate::{
    import::{Reason, xml::Element},
    interaction::Interaction,
    item::{Choice, Group, Pick, letter},
};

/// Types of which one answer is chosen from a list.
const LISTS: [&str; 4] = ["MULTICHOICE", "MC", "MULTICHOICE_S", "MCS"];
/// The same with buttons, in a column or a row.
const BUTTONS: [&str; 8] = ["MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"];
/// Types that no item has.
const OTHERS: [&str; 17] = [
    "NUMERICAL",
    "NM",
    "SHORTANSWER",
    "SA",
    "MW",
    "SHORTANSWER_C",
    "SAC",
    "MWC",
    "MULTIRESPONSE",
    "MR",
    "MULTIRESPONSE_H",
    "MRH",
    "MULTIRESPONSE_S",
    "MRS",
    "MULTIRESPONSE_HS",
    "MRHS",
    "REGEXP",
];

/// An answer of a gap, in HTML.
#[derive(Debug, Default, PartialEq)]
struct Answer {
    /// In percent.
    weight: Decimal,
    text: String,
    feedback: String,
}

/// A gap.
#[derive(Debug, PartialEq)]
struct Gap<'g> {
    /// How many times it counts.
    weight: &'g str,
    kind: &'g str,
    answers: Vec<Answer>,
}

/// `cloze`.
pub(super) fn cloze(question: &Element, texts: &mut Texts<'_>) -> Asked {
    let html = texts.question_html(question)?;
    let (passage, gaps) = gaps(&html)?;
    let Some(first) = gaps.first() else { return Err(Reason::Syntax("the text has no gap `{1:MULTICHOICE:…}`".into())) };
    if gaps.iter().any(|gap| gap.weight != first.weight) {
        texts.leave_out("the different weights of gaps");
    }
    if gaps.iter().any(|gap| BUTTONS.contains(&gap.kind)) {
        texts.leave_out("that answers are shown as buttons");
    }
    let groups = gaps.iter().enumerate().map(|(at, gap)| group(at, gap, texts)).collect::<Result<Vec<_>, Reason>>()?;
    passage_item(Interaction::Cloze, &passage, groups, question, texts)
}

fn group(at: usize, gap: &Gap<'_>, texts: &mut Texts<'_>) -> Result<Group, Reason> {
    if OTHERS.contains(&gap.kind) {
        return Err(Reason::Unsupported(format!("embedded answers of the type {}", gap.kind)));
    }
    let number = at + 1;
    let right = gap.answers.iter().filter(|answer| answer.weight == FULL).count();
    if right != 1 {
        return Err(Reason::Key(format!("names {right} answers for gap {number}, where one may be chosen")));
    }
    if gap.answers.iter().any(|answer| answer.weight < Decimal::ZERO) {
        texts.leave_out(format!("a negative weight in gap {number}"));
    }
    if gap.answers.iter().any(|answer| answer.weight > Decimal::ZERO && answer.weight < FULL) {
        texts.leave_out(format!("partial credit in gap {number}"));
    }
    let mut options = Vec::new();
    for (place, answer) in gap.answers.iter().enumerate() {
        let rationale = Some(texts.clean(&answer.feedback)?).filter(|text| !text.is_blank());
        options.push(Choice { id: letter(place), text: texts.clean(&answer.text)?, right: answer.weight == FULL, rationale });
    }
    Ok(Group { id: number.to_string(), label: None, pick: Pick::One, options, rationale: None })
}

/// The text with its gaps written `{1}`, and the gaps.
fn gaps(html: &str) -> Result<(String, Vec<Gap<'_>>), Reason> {
    let mut out = String::with_capacity(html.len());
    let mut gaps = Vec::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((weight, kind, body)) = head(after) else {
            // Some other brace; an item refuses it by itself.
            out.push('{');
            rest = after;
            continue;
        };
        let (answers, after) = answers(body, gaps.len() + 1)?;
        gaps.push(Gap { weight, kind, answers });
        out.push_str(&format!("{{{}}}", gaps.len()));
        rest = after;
    }
    out.push_str(rest);
    Ok((out, gaps))
}

/// `1:MULTICHOICE:`.
fn head(text: &str) -> Option<(&str, &str, &str)> {
    let rest = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let weight = text.strip_suffix(rest)?;
    let rest = rest.strip_prefix(':')?;
    let behind = rest.trim_start_matches(|sign: char| sign.is_ascii_uppercase() || sign == '_');
    let kind = rest.strip_suffix(behind)?;
    let known = LISTS.contains(&kind) || BUTTONS.contains(&kind) || OTHERS.contains(&kind);
    behind.strip_prefix(':').filter(|_| known).map(|body| (weight, kind, body))
}

/// The answers of a gap, and what stands behind it.
fn answers(body: &str, number: usize) -> Result<(Vec<Answer>, &str), Reason> {
    let mut answers = Vec::new();
    let mut rest = body;
    loop {
        let (weight, text) = weighted(rest, number)?;
        let mut answer = Answer { weight, ..Answer::default() };
        let mut in_feedback = false;
        let mut end = None;
        let mut signs = text.char_indices();
        while let Some((at, sign)) = signs.next() {
            let part = if in_feedback { &mut answer.feedback } else { &mut answer.text };
            match sign {
                '\\' => match signs.clone().next() {
                    Some((_, escaped @ ('}' | '~' | '#' | '=' | '{' | '"' | '/' | '\\'))) => {
                        part.push(escaped);
                        signs.next();
                    }
                    _ => part.push('\\'),
                },
                // `&#176;` is a reference.
                '#' if !in_feedback && !part.ends_with('&') && !part.ends_with("&amp;") => in_feedback = true,
                '~' | '}' => {
                    end = Some((at, sign));
                    break;
                }
                sign => part.push(sign),
            }
        }
        let Some((at, sign)) = end else { return Err(Reason::Syntax(format!("gap {number} has no closing brace"))) };
        answers.push(answer);
        rest = text.get(at + 1..).unwrap_or_default();
        if sign == '}' {
            return Ok((answers, rest));
        }
    }
}

/// `=` before a right answer, `%50%` before one that is worth something.
fn weighted(text: &str, number: usize) -> Result<(Decimal, &str), Reason> {
    let trimmed = text.trim_start();
    if let Some(text) = trimmed.strip_prefix('=') {
        return Ok((FULL, text));
    }
    let Some(rest) = trimmed.strip_prefix('%') else { return Ok((Decimal::ZERO, text)) };
    let behind = rest.trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '-' | '.'));
    let (Some(percent), Some(after)) = (rest.strip_suffix(behind), behind.strip_prefix('%')) else {
        return Err(Reason::Key(format!("has a weight in gap {number} that is no number")));
    };
    let weight = decimal(percent);
    let weight =
        weight.ok_or_else(|| Reason::Key(format!("has the weight `{}` in gap {number}, which is no number", short(percent))))?;
    Ok((weight, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(weight: i64, text: &str, feedback: &str) -> Answer {
        Answer { weight: Decimal::from(weight), text: text.into(), feedback: feedback.into() }
    }

    #[test]
    fn gaps_are_found_with_their_answers() {
        let html =
            "Give {1:MC:%100%10 mL#Yes~%-25%20 mL~30 mL#No}, {:MULTICHOICE_S:=37 &#176;C~39 \\~ 40 \\} or \\#2#a\\~b} {x}.";
        let (passage, gaps) = gaps(html).expect("gaps");
        assert_eq!(passage, "Give {1}, {2} {x}.");
        assert_eq!(
            gaps,
            [
                Gap {
                    weight: "1",
                    kind: "MC",
                    answers: vec![answer(100, "10 mL", "Yes"), answer(-25, "20 mL", ""), answer(0, "30 mL", "No")]
                },
                Gap {
                    weight: "",
                    kind: "MULTICHOICE_S",
                    answers: vec![answer(100, "37 &#176;C", ""), answer(0, "39 ~ 40 } or #2", "a~b")]
                },
            ]
        );
    }

    #[test]
    fn what_is_broken_is_an_error() {
        assert!(matches!(gaps("{1:MC:=a~b"), Err(Reason::Syntax(_))));
        assert!(matches!(gaps("{1:MC:%x%a~b}"), Err(Reason::Key(_))));
        assert_eq!(gaps("{1:mc:=a~b} {MC} {").expect("no gaps").1, []);
    }
}
