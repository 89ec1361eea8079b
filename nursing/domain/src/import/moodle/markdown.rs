//! The little of Markdown that questions are written in: paragraphs, lists, emphasis. Everything else is refused rather than
//! shown as signs.

use std::fmt::Write;

use crate::import::Reason;

/// A line's part in a text.
enum Line<'l> {
    Blank,
    Bullet(&'l str),
    Numbered(&'l str),
    Words(&'l str),
}

/// Markdown as HTML. HTML in it stays as it is.
///
/// # Errors
/// There is something in it that isn't known here.
pub(super) fn html(text: &str) -> Result<String, Reason> {
    let mut out = String::new();
    // The tag that is open: `p`, `ul` or `ol`.
    let mut open = "";
    for raw in text.lines() {
        check(raw)?;
        match line(raw) {
            Line::Blank => close(&mut open, &mut out),
            Line::Bullet(words) => item("ul", words, &mut open, &mut out),
            Line::Numbered(words) => item("ol", words, &mut open, &mut out),
            Line::Words(words) if open.is_empty() => {
                out.push_str("<p>");
                out.push_str(&emphasis(words));
                open = "p";
            }
            Line::Words(words) => {
                out.push(' ');
                out.push_str(&emphasis(words));
            }
        }
        // Two spaces at a line's end break it.
        if open == "p" && raw.ends_with("  ") {
            out.push_str("<br>");
        }
    }
    close(&mut open, &mut out);
    Ok(out)
}

fn check(raw: &str) -> Result<(), Reason> {
    let line = raw.trim_start();
    let unknown = line.starts_with(['#', '>', '|'])
        || raw.contains('`')
        || raw.contains("](")
        || line.starts_with("~~~")
        || (line.len() > 2 && line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'*' | b'_')))
        || (raw.starts_with([' ', '\t']) && matches!(self::line(raw), Line::Bullet(_) | Line::Numbered(_)));
    if unknown {
        return Err(Reason::Unsupported("Markdown texts with more than paragraphs, simple lists and emphasis".into()));
    }
    Ok(())
}

fn line(raw: &str) -> Line<'_> {
    let line = raw.trim();
    if line.is_empty() {
        return Line::Blank;
    }
    if let Some(words) = ["- ", "* ", "+ "].iter().find_map(|bullet| line.strip_prefix(bullet)) {
        return Line::Bullet(words.trim_start());
    }
    let rest = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    match rest.strip_prefix(". ") {
        Some(words) if (1..=3).contains(&(line.len() - rest.len())) => Line::Numbered(words.trim_start()),
        _ => Line::Words(line),
    }
}

fn item(list: &'static str, words: &str, open: &mut &'static str, out: &mut String) {
    if *open == list {
        out.push_str("</li>");
    } else {
        close(open, out);
        // Writing to a string can't fail.
        let _ = write!(out, "<{list}>");
        *open = list;
    }
    out.push_str("<li>");
    out.push_str(&emphasis(words));
}

fn close(open: &mut &'static str, out: &mut String) {
    out.push_str(match *open {
        "" => "",
        "p" => "</p>",
        "ul" => "</li></ul>",
        _ => "</li></ol>",
    });
    *open = "";
}

/// `**strong**`, `*em*`, the same with `_` around words, and `\*` for the sign itself. A mark without its partner stays.
fn emphasis(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(sign) = rest.chars().next() {
        let marked = [("**", "strong"), ("__", "strong"), ("*", "em"), ("_", "em")].iter().find_map(|(mark, tag)| {
            let inside_word = *mark != "*" && *mark != "**" && out.ends_with(char::is_alphanumeric);
            let after = rest.strip_prefix(mark).filter(|after| !inside_word && !after.starts_with(char::is_whitespace))?;
            let (words, after) = after.split_once(mark)?;
            let sound = !words.is_empty() && !words.ends_with(char::is_whitespace) && !words.contains(['*', '<', '\\']);
            let ends = !mark.starts_with('_') || !after.starts_with(char::is_alphanumeric);
            (sound && ends).then_some((*tag, words, after))
        });
        if let Some((tag, words, after)) = marked {
            // Writing to a string can't fail.
            let _ = write!(out, "<{tag}>{words}</{tag}>");
            rest = after;
            continue;
        }
        let mut signs = rest.chars();
        signs.next();
        if sign == '\\'
            && let Some(escaped) = signs.clone().next().filter(char::is_ascii_punctuation)
        {
            signs.next();
            out.push(escaped);
        } else {
            out.push(sign);
        }
        rest = signs.as_str();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lists_and_emphasis_are_html() {
        for (text, wanted) in [
            ("One\nline.\n\nAnother.", "<p>One line.</p><p>Another.</p>"),
            (
                "Give **2 L/min** of *oxygen*, __now__ and _slowly_.",
                "<p>Give <strong>2 L/min</strong> of <em>oxygen</em>, <strong>now</strong> and <em>slowly</em>.</p>",
            ),
            (
                "Signs:\n- pallor\n- *cold* skin\n\n1. Assess\n2. Act",
                "<p>Signs:</p><ul><li>pallor</li><li><em>cold</em> skin</li></ul><ol><li>Assess</li><li>Act</li></ol>",
            ),
            ("2 * 3 and snake_case_name and \\*stars\\*", "<p>2 * 3 and snake_case_name and *stars*</p>"),
            ("a  \nb", "<p>a<br> b</p>"),
        ] {
            assert_eq!(html(text).as_deref(), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn more_than_that_is_refused() {
        for text in
            ["# Heading", "> quote", "| a | b |", "`code`", "[link](https://x)", "![x](y.png)", "Title\n=====", "- a\n  - b"]
        {
            assert!(matches!(html(text), Err(Reason::Unsupported(_))), "{text}");
        }
    }
}
