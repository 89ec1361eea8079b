//! The texts of the bank: rich text that needs no cleaning.

use super::{Problem, Wrong};
use crate::rich::RichText;

/// No attribute and no other tag: what the files' authors need, and what reads well in a diff.
const TAGS: [&str; 15] = ["p", "br", "strong", "em", "sub", "sup", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"];

/// A text of the bank. What an import would repair or leave out is an error here: the author is there to put it right.
pub(super) fn rich(field: &str, text: &str) -> Result<RichText, Problem> {
    let fail = |wrong| Err(Problem::new(field, wrong));
    if let Some(tag) = tags(text).find(|tag| !TAGS.contains(&tag.trim_matches(['<', '/', '>']))) {
        return fail(Wrong::Tag(tag.to_owned()));
    }
    let cleaned = RichText::clean(text).map_err(|error| Problem::new(field, error.into()))?.text;
    if !tags(text).eq(tags(cleaned.html())) {
        return fail(Wrong::Nesting(tags(cleaned.html()).collect()));
    }
    if cleaned.is_blank() {
        return fail(Wrong::Blank);
    }
    Ok(cleaned)
}

/// A text without structure, such as a title.
pub(super) fn plain(field: &str, text: String) -> Result<String, Problem> {
    if text.trim().is_empty() { Err(Problem::new(field, Wrong::Blank)) } else { Ok(text) }
}

/// The tags as they are written. A `<` before a space or a digit is none.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices('<').filter_map(|(at, _)| {
        let rest = &html[at..];
        let is_tag = rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'));
        is_tag.then(|| &rest[..rest.find('>').map_or(rest.len(), |end| end + 1)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_texts_stay() {
        for text in ["pH < 7.35 & rising", "CO<sub>2</sub><br>x", "<p>a</p><table><tbody><tr><td>1</td></tr></tbody></table>"] {
            assert!(rich("stem", text).is_ok(), "{text}");
        }
    }

    #[test]
    fn nothing_is_repaired_or_left_out() {
        let wrong = |text| rich("stem", text).expect_err("broken on purpose").wrong;
        assert_eq!(wrong("<b>a</b>"), Wrong::Tag("<b>".into()));
        assert_eq!(wrong("<td colspan=\"2\">a"), Wrong::Tag("<td colspan=\"2\">".into()));
        assert_eq!(wrong("a<!-- b -->"), Wrong::Tag("<!-- b -->".into()));
        assert_eq!(wrong("a <em"), Wrong::Nesting(String::new()));
        assert_eq!(wrong("<em>a"), Wrong::Nesting("<em></em>".into()));
        assert_eq!(wrong("<td>a</td>"), Wrong::Nesting(String::new()));
        assert_eq!(wrong("<p> </p>"), Wrong::Blank);
        assert!(matches!(wrong("a\0"), Wrong::Text(_)));
    }
}
