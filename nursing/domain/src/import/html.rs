//! HTML of other systems, made ready for the small HTML that items hold.
//!
//! The cleaner leaves out tags that it doesn't know and keeps what is in them. Of a block's tags that makes one word of the words
//! beside them, and of a film nothing at all. So blocks become line breaks first, and what can't be told in text is found.

/// Blocks that aren't in the subset. What they hold stands on lines of its own, or becomes paragraphs where a whole tree is known.
pub const BLOCKS: [&str; 21] = [
    "div",
    "section",
    "article",
    "aside",
    "header",
    "footer",
    "main",
    "nav",
    "figure",
    "figcaption",
    "blockquote",
    "details",
    "summary",
    "address",
    "center",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];

/// Further ones, of which a tree's reader makes something else.
const LOOSE_BLOCKS: [&str; 6] = ["pre", "fieldset", "legend", "dl", "dt", "dd"];

/// Tags at which lines break anyway.
const BREAKS: [&str; 15] =
    ["p", "br", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "hr", "body"];

/// What would be gone with its tags, though a question may be about it.
const MEDIA: [&str; 10] = ["audio", "video", "iframe", "embed", "object", "applet", "svg", "math", "canvas", "ruby"];

/// A part of a text.
enum Part<'h> {
    /// The tag as it is written, and its name in lower case; with a `/` before it at an element's end.
    Tag(&'h str, String),
    Text(&'h str),
}

/// The first element that can't be left out of a question without changing it.
pub fn media(html: &str) -> Option<String> {
    parts(html).find_map(|part| match part {
        Part::Tag(_, name) if MEDIA.contains(&name.as_str()) => Some(name),
        _ => None,
    })
}

/// The HTML with a line break in place of a block's tags, and of line breaks where they count.
pub fn lines(html: &str) -> String {
    let is_block = |name: &str| {
        let name = name.trim_start_matches('/');
        BLOCKS.contains(&name) || LOOSE_BLOCKS.contains(&name)
    };
    if !parts(html).any(|part| matches!(part, Part::Tag(_, name) if is_block(&name))) {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len());
    // Whether a line ends here if something follows on it, and whether it began with something.
    let (mut ends, mut begun, mut kept) = (false, false, false);
    for part in parts(html) {
        match part {
            Part::Tag(_, name) if is_block(&name) => {
                kept = if name.ends_with("pre") { name == "pre" } else { kept };
                ends = true;
            }
            Part::Tag(tag, name) => {
                if BREAKS.contains(&name.trim_start_matches('/')) {
                    (ends, begun) = (false, false);
                } else if !name.starts_with('/') {
                    break_line(&mut ends, begun, &mut out);
                    begun |= name == "img";
                }
                out.push_str(tag);
            }
            Part::Text(text) if text.trim().is_empty() => out.push_str(text),
            Part::Text(text) => {
                break_line(&mut ends, begun, &mut out);
                begun = true;
                let text = if kept { text.trim_matches('\n').replace('\n', "<br>") } else { text.to_owned() };
                out.push_str(&text);
            }
        }
    }
    out
}

fn break_line(ends: &mut bool, begun: bool, out: &mut String) {
    if *ends && begun {
        out.push_str("<br>");
    }
    *ends = false;
}

/// Tags and the texts between them.
fn parts(html: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((length, name)) = tag(rest) {
            let (tag, after) = rest.split_at_checked(length)?;
            rest = after;
            return Some(Part::Tag(tag, name));
        }
        // A `<` that begins no tag is text.
        let end = rest.char_indices().skip(1).find(|(_, sign)| *sign == '<').map_or(rest.len(), |(at, _)| at);
        let (text, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(Part::Text(text))
    })
}

/// The length of the tag that a text begins with, and its name.
fn tag(text: &str) -> Option<(usize, String)> {
    let inner = text.strip_prefix('<')?;
    let plain = inner.strip_prefix('/').unwrap_or(inner);
    let letters = plain.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = plain.get(..letters).filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))?;
    let mut quote = None;
    // Nobody writes longer tags, and a text of many `<` is read in linear time.
    let end = text.bytes().take(4_096).position(|byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(byte);
            false
        }
        (Some(open), byte) if open == byte => {
            quote = None;
            false
        }
        _ => false,
    });
    let slash = if plain.len() < inner.len() { "/" } else { "" };
    Some((end? + 1, format!("{slash}{}", name.to_ascii_lowercase())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines() {
        for (html, wanted) in [
            ("<div>one</div><div>two</div>", "one<br>two"),
            ("<h3>Case</h3><p>A man.</p><div class=\"a>b\">Now <b>what</b>?</div>", "Case<p>A man.</p>Now <b>what</b>?"),
            ("<div><div>one</div> two</div>\n<blockquote><p>three</p></blockquote>", "one<br> two\n<p>three</p>"),
            ("<pre>a = 1\nb = 2\n</pre>then", "a = 1<br>b = 2<br>then"),
            ("pH < 7 and <b>p</b> > 2", "pH < 7 and <b>p</b> > 2"),
            ("<div>a <b>b</b> <i>c</i></div><DIV><b>d</b></DIV>", "a <b>b</b> <i>c</i><br><b>d</b>"),
            ("<div", "<div"),
        ] {
            assert_eq!(lines(html), wanted, "{html}");
        }
    }

    #[test]
    fn what_is_no_text_is_found() {
        assert_eq!(media("See <B>this</B>: <VIDEO src=\"a.mp4\"></VIDEO>").as_deref(), Some("video"));
        assert_eq!(media("<p>a < b, &lt;video&gt;, <videos>").as_deref(), None);
        assert_eq!(media(&"<a '".repeat(10_000)), None);
    }
}
