//! The parts of a question: title, text, answers.

use super::signs::{first, signs};
use crate::import::Reason;

/// A record's parts, each as it was written.
#[derive(Debug, PartialEq, Eq)]
pub struct Question<'t> {
    /// Between `::` and `::`.
    pub title: Option<&'t str>,
    /// Before the answers.
    pub before: &'t str,
    /// What stands in braces; none makes a description.
    pub answers: Option<Answers<'t>>,
    /// Behind the answers: text here makes a missing word of them.
    pub after: &'t str,
}

/// What stands in braces.
#[derive(Debug, PartialEq, Eq)]
pub struct Answers<'t> {
    /// The byte at which it begins.
    pub at: usize,
    /// All but the general feedback.
    pub text: &'t str,
    /// Behind the last `####`.
    pub general: Option<&'t str>,
}

/// A fault, and the byte that has it.
pub type Fault = (usize, Reason);

fn fault<T>(at: usize, words: &str) -> Result<T, Fault> {
    Err((at, Reason::Syntax(words.into())))
}

/// Finds the parts.
///
/// # Errors
/// The title has no end, or braces don't belong together.
pub fn question(block: &str) -> Result<Question<'_>, Fault> {
    let (title, start) = title(block)?;
    let rest = &block[start..];
    let mut braces = signs(rest).filter(|(_, sign)| matches!(sign, b'{' | b'}')).map(|(at, sign)| (start + at, sign));
    let open = match braces.next() {
        None => return Ok(Question { title, before: rest, answers: None, after: "" }),
        Some((at, b'}')) => return fault(at, "a `}` has no `{` before it; in a text it has to be `\\}`"),
        Some((at, _)) => at,
    };
    let close = match braces.next() {
        None => return fault(open, "the answers' `}` is missing before the blank line that ends the question"),
        Some((at, b'{')) => return fault(at, "there is a `{` inside the answers; in a text it has to be `\\{`"),
        Some((at, _)) => at,
    };
    if let Some((at, _)) = braces.next() {
        return fault(at, "there are braces behind the answers: questions need a blank line between them");
    }
    let inner = &block[open + 1..close];
    let general = last_general(inner);
    let (text, general) = general.map_or((inner, None), |at| (&inner[..at], Some(&inner[at + 4..])));
    let answers = Some(Answers { at: open + 1, text, general });
    Ok(Question { title, before: &block[start..open], answers, after: &block[close + 1..] })
}

/// The title, and where the rest begins.
fn title(block: &str) -> Result<(Option<&str>, usize), Fault> {
    let start = block.len() - block.trim_start().len();
    let Some(rest) = block[start..].strip_prefix("::") else { return Ok((None, start)) };
    let mut from = 0;
    while let Some(at) = first(&rest[from..], b':') {
        let colon = from + at;
        if rest[colon + 1..].starts_with(':') {
            return Ok((Some(rest[..colon].trim()), start + 2 + colon + 2));
        }
        from = colon + 1;
    }
    fault(start, "the title's closing `::` is missing")
}

/// Where the last `####` begins.
fn last_general(answers: &str) -> Option<usize> {
    let mut found = None;
    let mut run = 0;
    let mut end = 0;
    for (at, _) in signs(answers).filter(|(_, sign)| *sign == b'#') {
        run = if at == end { run + 1 } else { 1 };
        end = at + 1;
        if run >= 4 {
            found = Some(end - 4);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_question() {
        assert_eq!(
            question("\n::a\\: b:c::Q \\{x\\} {=a#f####g#### h} tail"),
            Ok(Question {
                title: Some("a\\: b:c"),
                before: "Q \\{x\\} ",
                answers: Some(Answers { at: 21, text: "=a#f####g", general: Some(" h") }),
                after: " tail"
            })
        );
        assert_eq!(question("Read this."), Ok(Question { title: None, before: "Read this.", answers: None, after: "" }));
    }

    #[test]
    fn braces_and_colons_belong_together() {
        for (text, at) in [("::a\\:: b {T}", 0), ("Q }", 2), ("Q {=a", 2), ("Q {=a {~b}", 6), ("Q {T}\nR {F}", 8)] {
            assert!(matches!(question(text), Err((found, Reason::Syntax(_))) if found == at), "{text}: {:?}", question(text));
        }
    }
}
