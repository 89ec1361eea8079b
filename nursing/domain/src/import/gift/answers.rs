//! Answers with their signs, weights and feedback.

use rust_decimal::Decimal;

use super::{
    matching::{self, Pair},
    signs::{signs, split_once},
    syntax::Fault,
};
use crate::{
    import::Reason,
    item::{Fault as ItemFault, ItemError},
};

/// The most answers that are looked at; an item has no more options.
const MOST: usize = 12;

/// An answer as it was written.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer<'t> {
    /// The byte of its sign.
    pub at: usize,
    /// Whether that is a `=`.
    pub equals: bool,
    /// Percent, if it says so.
    pub weight: Option<Decimal>,
    /// What it says.
    pub text: &'t str,
    /// Behind its `#`.
    pub feedback: Option<&'t str>,
}

/// What kind of question the answers make.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind<'t> {
    /// Options.
    Choices(Vec<Answer<'t>>),
    /// Whether it is true, then the feedback on a wrong and on a right answer.
    TrueFalse(bool, Option<&'t str>, Option<&'t str>),
    /// Things and their partners.
    Pairs(Vec<Pair<'t>>),
    /// Numbers, and whether there is feedback on all others.
    Numbers(Vec<Answer<'t>>, bool),
}

/// Tells the kind and finds the answers, in a text that begins at a byte of the record.
///
/// # Errors
/// There are too many, there is a text that is none, or the platform has no such questions.
pub fn kind(text: &str, at: usize) -> Result<Kind<'_>, Fault> {
    let has = |sign| signs(text).any(|(_, other)| other == sign);
    let bare = text.trim();
    let unsupported = |name: &str| Err((0, Reason::Unsupported(name.into())));
    if bare.is_empty() {
        return unsupported("essay questions");
    }
    if let Some(numbers) = bare.strip_prefix('#') {
        let at = at + text.len() - text.trim_start().len() + 1;
        let (numbers, others) = split_once(numbers, b'~').map_or((numbers, false), |(numbers, _)| (numbers, true));
        return Ok(Kind::Numbers(split(numbers, at, true)?, others));
    }
    if has(b'~') {
        return Ok(Kind::Choices(split(text, at, false)?));
    }
    if has(b'=') && bare.contains("->") {
        return Ok(Kind::Pairs(matching::split(text, at)?));
    }
    let (answer, feedback) = split_once(bare, b'#').map_or((bare, None), |(answer, feedback)| (answer, Some(feedback)));
    let is = |words: [&str; 2]| words.iter().any(|word| answer.trim().eq_ignore_ascii_case(word));
    if is(["T", "TRUE"]) || is(["F", "FALSE"]) {
        let (wrong, right) = feedback.map_or((None, None), |feedback| match split_once(feedback, b'#') {
            Some((wrong, right)) => (Some(wrong), Some(right)),
            None => (Some(feedback), None),
        });
        return Ok(Kind::TrueFalse(is(["T", "TRUE"]), wrong, right));
    }
    unsupported("short answer questions")
}

/// The answers of a text, each from its sign to the next. The first number needs no sign.
fn split(text: &str, at: usize, numbers: bool) -> Result<Vec<Answer<'_>>, Fault> {
    let starts = || signs(text).filter(|(_, sign)| matches!(sign, b'=' | b'~'));
    let found = starts().count();
    if found > MOST {
        let fault = ItemFault::Count { found, wanted: "2 to 12".into() };
        return Err((at, Reason::Item(ItemError { field: "body.groups[0].options".into(), fault })));
    }
    let starts: Vec<(usize, u8)> = starts().collect();
    let first = starts.first().map_or(text.len(), |(start, _)| *start);
    let mut answers = Vec::new();
    if !text[..first].trim().is_empty() {
        if !numbers {
            return Err((at, Reason::Syntax("the first answer begins with neither `=` nor `~`".into())));
        }
        answers.push(answer(&text[..first], at, true));
    }
    for (number, (start, sign)) in starts.iter().enumerate() {
        let end = starts.get(number + 1).map_or(text.len(), |(next, _)| *next);
        answers.push(answer(&text[start + 1..end], at + start, *sign == b'='));
    }
    Ok(answers)
}

fn answer(text: &str, at: usize, equals: bool) -> Answer<'_> {
    let (weight, text) = weight(text.trim()).map_or((None, text), |(weight, text)| (Some(weight), text));
    let (text, feedback) = split_once(text, b'#').map_or((text, None), |(text, feedback)| (text, Some(feedback)));
    Answer { at, equals, weight, text: text.trim(), feedback }
}

/// `%50%` or `%-33.33333%`, and the text behind it. Another text with a `%` has no weight.
fn weight(text: &str) -> Option<(Decimal, &str)> {
    let (weight, text) = text.strip_prefix('%')?.split_once('%')?;
    let (whole, places) =
        weight.strip_prefix('-').unwrap_or(weight).split_once('.').unwrap_or((weight.trim_start_matches('-'), "0"));
    let digits = |text: &str, most: usize| text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole, 3) || !digits(places, 10) || weight.starts_with("--") {
        return None;
    }
    Some((weight.trim_end_matches('.').parse().ok()?, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(text: &str) -> Vec<(bool, Option<String>, String, Option<String>)> {
        let (Ok(Kind::Choices(answers)) | Ok(Kind::Numbers(answers, _))) = kind(text, 0) else { panic!("{text}") };
        let plain = |answer: &Answer| {
            (answer.equals, answer.weight.map(|weight| weight.to_string()), answer.text.into(), answer.feedback.map(Into::into))
        };
        answers.iter().map(plain).collect()
    }

    #[test]
    fn signs_weights_and_feedback() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            answers("=a # yes ~%-33.33333% b#c#d\n~%x% \\# e"),
            [
                (true, None, "a".into(), some(" yes ")),
                (false, some("-33.33333"), "b".into(), some("c#d")),
                (false, None, "%x% \\# e".into(), None)
            ]
        );
        assert_eq!(answers("#3:2 =%50%4 ~#no"), [(true, None, "3:2".into(), None), (true, some("50"), "4".into(), None)]);
    }

    #[test]
    fn each_kind_is_told() {
        for (text, name) in
            [(" \n", "essay questions"), ("=no one =nobody", "short answer questions"), ("four", "short answer questions")]
        {
            assert_eq!(kind(text, 7), Err((0, Reason::Unsupported(name.into()))), "{text}");
        }
        assert_eq!(kind("=a -> b =c -> d", 7), Ok(Kind::Pairs(vec![(7, "a ", " b "), (15, "c ", " d")])));
        assert!(matches!(kind("=a -> b =c", 7), Err((15, Reason::Syntax(_)))));
        assert_eq!(kind("true#w#r", 0), Ok(Kind::TrueFalse(true, Some("w"), Some("r"))));
        assert_eq!(kind(" F ", 0), Ok(Kind::TrueFalse(false, None, None)));
    }

    #[test]
    fn what_is_no_answer_is_a_fault() {
        assert!(matches!(kind("a ~b", 5), Err((5, Reason::Syntax(_)))));
        assert!(matches!(kind(&"~a".repeat(1_000), 0), Err((0, Reason::Item(_)))));
        assert_eq!(weight("%--5%a"), None);
        assert_eq!(weight("%1000%a"), None);
    }
}
