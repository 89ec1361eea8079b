//! What other systems call their columns.

use super::header::{Column, MOST_OPTIONS};
use crate::import::facts;

const STEM: [&str; 6] = ["stem", "question", "question_text", "question_stem", "question_body", "prompt"];
const KIND: [&str; 4] = ["kind", "type", "question_type", "item_type"];
const KEY: [&str; 14] = [
    "key",
    "answer",
    "answers",
    "answer_key",
    "correct",
    "correct_answer",
    "correct_answers",
    "correct_option",
    "correct_options",
    "correct_choice",
    "correct_choices",
    "correct_key",
    "right_answer",
    "right_answers",
];
const SOLUTION: [&str; 7] = [
    "rationale",
    "explanation",
    "answer_explanation",
    "overall_explanation",
    "correct_answer_explanation",
    "general_feedback",
    "worked_solution",
];
const PASSAGE: [&str; 8] =
    ["passage", "scenario", "context", "stimulus", "vignette", "background", "case_text", "question_context"];
const PICTURE: [&str; 14] = [
    "image",
    "image_link",
    "image_url",
    "image_file",
    "question_image",
    "question_image_url",
    "picture",
    "photo",
    "figure",
    "media",
    "media_url",
    "video",
    "audio",
    "attachment",
];
/// Before an option's letter or number.
const CHOICE: [&str; 7] = ["option", "choice", "answer", "answer_option", "answer_choice", "alternative", "opt"];
/// The same of what is said about it.
const WHY: [&str; 4] = ["rationale", "explanation", "feedback", "answer_feedback"];

/// What a column holds by its name, in capitals or not, with spaces or hyphens for underscores. What stands behind ` - ` or in
/// parentheses describes a column and isn't its name.
pub fn column(name: &str) -> Option<Column> {
    let plain = plain(name);
    let is_in = |names: &[&str]| names.contains(&plain.as_str());
    if is_in(&STEM) {
        return Some(Column::Stem);
    }
    if is_in(&KIND) {
        return Some(Column::Kind);
    }
    if is_in(&KEY) {
        return Some(Column::Key);
    }
    if is_in(&SOLUTION) {
        return Some(Column::Solution);
    }
    if is_in(&PASSAGE) {
        return Some(Column::Passage);
    }
    if is_in(&PICTURE) {
        return Some(Column::Picture);
    }
    match plain.as_str() {
        "tolerance" => return Some(Column::Tolerance),
        "decimals" => return Some(Column::Decimals),
        "unit" => return Some(Column::Unit),
        "license" => return Some(Column::Fact("licence")),
        _ => {}
    }
    if let Some(fact) = facts::NAMES.into_iter().find(|fact| *fact == plain) {
        return Some(Column::Fact(fact));
    }
    if let Some(at) = behind(&WHY, &plain) {
        return Some(Column::Why(at));
    }
    letter(&plain).or_else(|| behind(&CHOICE, &plain)).map(Column::Choice)
}

/// Whether a name is one that people give to columns, known here or not.
pub fn is_like_a_name(name: &str) -> bool {
    let plain = plain(name);
    let words = ["question", "answer", "option", "choice", "correct", "item", "text", "frage", "antwort", "points", "opt"];
    plain.split('_').any(|word| words.contains(&word.trim_end_matches(|sign: char| sign.is_ascii_digit())))
}

fn plain(name: &str) -> String {
    let name = name.trim().trim_end_matches([':', '*']).to_lowercase().replace("(s)", "s");
    let name = name.split('(').next().unwrap_or_default();
    let name = [" - ", " – "].iter().fold(name, |name, dash| name.split(dash).next().unwrap_or_default());
    name.trim().replace([' ', '-', '.'], "_")
}

/// The option that stands behind one of these words: `option_a`, `option1`.
fn behind(words: &[&str], plain: &str) -> Option<usize> {
    let place = |word: &&str| {
        let rest = plain.strip_prefix(*word)?;
        let spaced = rest.strip_prefix('_');
        let short = spaced.unwrap_or(rest);
        number(short).or_else(|| letter(short))
    };
    words.iter().find_map(place)
}

/// 0 for `a`, up to the most that an item can have.
fn letter(text: &str) -> Option<usize> {
    let &[letter] = text.as_bytes() else { return None };
    let at = usize::from(letter.checked_sub(b'a')?);
    (at < MOST_OPTIONS).then_some(at)
}

/// 0 for `1`.
fn number(text: &str) -> Option<usize> {
    let plain = text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: usize = text.parse().ok().filter(|_| plain)?;
    number.checked_sub(1).filter(|at| *at < MOST_OPTIONS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_names() {
        for (name, wanted) in [
            ("Question - max 120 characters", Some(Column::Stem)),
            ("question_text", Some(Column::Stem)),
            ("Correct answer(s) - choose at least one", Some(Column::Key)),
            ("Correct Option", Some(Column::Key)),
            ("Answer 1 - max 75 characters", Some(Column::Choice(0))),
            ("Option D", Some(Column::Choice(3))),
            ("answer4", Some(Column::Choice(3))),
            ("Answer Option 2", Some(Column::Choice(1))),
            ("optA", Some(Column::Choice(0))),
            ("Explanation 2", Some(Column::Why(1))),
            ("Image Link", Some(Column::Picture)),
            ("option 0", None),
            ("option 13", None),
            ("Wrong Answer 1", None),
            ("Time limit (sec)", None),
        ] {
            assert_eq!(column(name), wanted, "{name}");
        }
    }
}
