//! Rich text as XML.

use crate::rich::RichText;

/// Where items find the package's pictures.
pub(super) const PICTURES: &str = "../images/";

/// The text as content of an XML element.
pub(super) fn content(text: &RichText) -> String {
    let mut out = String::with_capacity(text.html().len());
    let mut rest = text.html();
    while let Some((before, after)) = rest.split_once('<') {
        add_text(before, &mut out);
        let (tag, after) = after.split_at(end(after));
        add_tag(tag, &mut out);
        rest = after.strip_prefix('>').unwrap_or(after);
    }
    add_text(rest, &mut out);
    out
}

/// Where a tag ends. A `>` in an attribute's value doesn't end it.
fn end(tag: &str) -> usize {
    let mut quoted = false;
    let ends = |sign: char| {
        quoted ^= sign == '"';
        sign == '>' && !quoted
    };
    tag.find(ends).unwrap_or(tag.len())
}

/// Text is escaped already, in HTML's way.
fn add_text(html: &str, out: &mut String) {
    out.push_str(&html.replace("&nbsp;", "&#160;"));
}

/// A tag without its angle brackets.
fn add_tag(tag: &str, out: &mut String) {
    let name = tag.split(' ').next().unwrap_or_default();
    out.push('<');
    out.push_str(name);
    // In the canonical form each attribute is ` name="value"`.
    let mut rest = tag.get(name.len()..).unwrap_or_default();
    while let Some((attribute, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        out.push_str(attribute);
        out.push_str("=\"");
        if name == "img" && attribute.trim() == "src" {
            out.push_str(PICTURES);
        }
        add_value(&value.replace("&nbsp;", "&#160;"), out);
        out.push('"');
        rest = after;
    }
    out.push_str(if matches!(name, "br" | "img") { "/>" } else { ">" });
}

/// What XML would read as another sign in a value that is escaped otherwise.
fn add_value(value: &str, out: &mut String) {
    for sign in value.chars() {
        match sign {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\r' | '\t' => out.push_str(&format!("&#{};", u32::from(sign))),
            sign => out.push(sign),
        }
    }
}

/// Any text as an attribute's value or as text.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    add_value(&text.replace('&', "&amp;").replace('"', "&quot;"), &mut out);
    out
}

/// The pictures that a text shows.
pub(super) fn pictures(text: &RichText) -> impl Iterator<Item = &str> {
    text.html().split("<img").skip(1).filter_map(|image| image.split_once("src=\"")?.1.split_once('"').map(|(name, _)| name))
}

/// Fills the `{…}` of a passage.
pub(super) fn fill(xml: &str, place: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, after) = after.split_once('}').ok_or("its passage has a `{` without `}`")?;
        out.push_str(before);
        out.push_str(&place(inside).ok_or_else(|| format!("its passage has `{{{inside}}}` with nothing to put there"))?);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// Whether a text is one line that fits into a sentence: what a gap, a drop-down list or a mark may hold.
pub(super) fn is_inline(text: &RichText) -> bool {
    let blocks = ["<p", "<ul", "<ol", "<li", "<table", "<br"];
    !blocks.iter().any(|block| text.html().contains(block))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_well_formed() {
        let text = RichText::clean("a<br>b&nbsp;&amp; <img src=x.png alt='1 > \"0\" < 2'>").expect("clean").text;
        let xml = content(&text);
        assert!(xml.starts_with("a<br/>b&#160;&amp; <img src=\"../images/x.png\" alt=\"1 "), "{xml}");
        assert_eq!(xml.matches("/>").count(), 2, "{xml}");
        assert_eq!(pictures(&text).collect::<Vec<_>>(), ["x.png"]);
    }

    #[test]
    fn gaps_are_filled_once() {
        let place = |inside: &str| (inside == "1").then(|| "{2}".to_owned());
        assert_eq!(fill("a {1} b", &place).as_deref(), Ok("a {2} b"));
        assert!(fill("a {3} b", &place).is_err() && fill("a {1", &place).is_err());
    }
}
