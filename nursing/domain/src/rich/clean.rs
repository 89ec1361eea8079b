//! Making rich text out of whatever came in.

use std::{collections::BTreeSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};

use super::RichText;

/// The longest text that is cleaned unless a caller says otherwise, in bytes.
pub const TEXT_BYTES: usize = 100_000;
/// The most tags in a text: a parser takes quadratic time over some nestings.
pub const TEXT_TAGS: usize = 2_000;

/// How often a text may change before it stays as it is.
const CLEANINGS: usize = 4;

const TAGS: [&str; 20] = [
    "p", "br", "strong", "em", "b", "i", "u", "sub", "sup", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "img",
    "caption",
];

/// Why a text can't be rich text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RichError {
    /// Too many bytes.
    #[error("the text has {bytes} bytes, more than {limit}")]
    TooLong {
        /// What it has.
        bytes: usize,
        /// What it may have.
        limit: usize,
    },
    /// Too many tags.
    #[error("the text has more than {TEXT_TAGS} tags")]
    TooManyTags,
    /// Tags whose nesting HTML mends in another way at each reading.
    #[error("the text's tags are nested as HTML allows no tags to be")]
    Nesting,
    /// A NUL byte or another control character.
    #[error("the text holds the control character U+{0:04X}")]
    Control(u32),
    /// An image that isn't a file of the bank.
    #[error("an image's source isn't the plain name of a picture file")]
    Image,
    /// An image without alternative text.
    #[error("an image has no alternative text")]
    Alternative,
}

/// A cleaned text, and which tags were left out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The text.
    pub text: RichText,
    /// Names of tags that are not of the subset. What `script` and `style` hold is gone with them; what others hold stays.
    pub dropped: Vec<String>,
}

static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.into())
        .clean_content_tags(["script", "style", "iframe", "object", "template", "title"].into())
        .tag_attributes(
            [
                ("img", ["src", "alt"].into()),
                ("td", ["colspan", "rowspan"].into()),
                ("th", ["colspan", "rowspan", "scope"].into()),
            ]
            .into(),
        )
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    builder
});

impl RichText {
    /// Cleans HTML, or plain text in which `<` stands before a space or a digit.
    ///
    /// # Errors
    /// It is too large, or holds control characters or images of another place.
    pub fn clean(html: &str) -> Result<Cleaned, RichError> {
        RichText::clean_within(html, TEXT_BYTES)
    }

    /// The same with another limit of bytes.
    ///
    /// # Errors
    /// As with [`RichText::clean`].
    pub fn clean_within(html: &str, limit: usize) -> Result<Cleaned, RichError> {
        if html.len() > limit {
            return Err(RichError::TooLong { bytes: html.len(), limit });
        }
        check_controls(html)?;
        let text = html.trim();
        // Most texts of a bank are plain.
        if !text.contains(['<', '&', '>']) && !text.contains('\u{a0}') {
            return Ok(Cleaned { text: RichText(line_feeds(text)), dropped: Vec::new() });
        }
        let names: Vec<String> = tag_names(text).collect();
        if names.len() > TEXT_TAGS {
            return Err(RichError::TooManyTags);
        }
        let dropped: BTreeSet<String> = names.into_iter().filter(|name| !TAGS.contains(&name.as_str())).collect();
        let cleaned = settled(text, limit)?;
        check_images(&cleaned)?;
        Ok(Cleaned { text: RichText(cleaned), dropped: dropped.into_iter().collect() })
    }

    /// A text without any structure: `<` stays a `<`.
    ///
    /// # Errors
    /// It is too large, or holds control characters.
    pub fn plain(text: &str) -> Result<RichText, RichError> {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        RichText::clean(&escaped).map(|cleaned| cleaned.text)
    }

    /// The words without tags.
    pub fn words(&self) -> String {
        let mut out = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some((before, after)) = rest.split_once('<') {
            out.push_str(before);
            let (tag, after) = after.split_once('>').unwrap_or((after, ""));
            // Words of different cells and paragraphs are not one word.
            if !matches!(tag.trim_start_matches('/'), "strong" | "em" | "b" | "i" | "u" | "sub" | "sup") && !out.ends_with(' ') {
                out.push(' ');
            }
            rest = after;
        }
        out.push_str(rest);
        out.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&nbsp;", " ")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
            .trim()
            .to_owned()
    }

    /// Whether there is nothing to be read or seen.
    pub fn is_blank(&self) -> bool {
        !self.0.contains("<img ") && self.words().is_empty()
    }
}

impl TryFrom<String> for RichText {
    type Error = RichError;

    fn try_from(html: String) -> Result<RichText, RichError> {
        RichText::clean(&html).map(|cleaned| cleaned.text)
    }
}

/// The names in `<name` and `</name`, in lower case.
fn tag_names(html: &str) -> impl Iterator<Item = String> + '_ {
    html.split('<').skip(1).filter_map(|part| {
        let part = part.strip_prefix('/').unwrap_or(part);
        let name: String = part.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        name.starts_with(|first: char| first.is_ascii_alphabetic()).then_some(name)
    })
}

/// The cleaned text that cleaning changes no more: a tag that is left out may have held apart what HTML doesn't nest, and every
/// reader would see another text.
fn settled(html: &str, limit: usize) -> Result<String, RichError> {
    let clean = |html: &str| -> Result<String, RichError> {
        let text = line_feeds(BUILDER.clean(html).to_string().trim());
        // Entities may have become control characters, signs entities, tags pairs of tags.
        check_controls(&text)?;
        if text.len() > limit {
            return Err(RichError::TooLong { bytes: text.len(), limit });
        }
        if tag_names(&text).count() > TEXT_TAGS {
            return Err(RichError::TooManyTags);
        }
        Ok(text)
    };
    let mut text = clean(html)?;
    for _ in 0..CLEANINGS {
        let again = clean(&text)?;
        if again == text {
            return Ok(text);
        }
        text = again;
    }
    Err(RichError::Nesting)
}

/// Line ends of one kind, as an HTML parser makes them: another reading must not change a text.
fn line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn check_controls(text: &str) -> Result<(), RichError> {
    match text.chars().find(|sign| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t')) {
        Some(control) => Err(RichError::Control(u32::from(control))),
        None => Ok(()),
    }
}

/// The cleaner writes attributes in one way, with double quotes.
fn check_images(html: &str) -> Result<(), RichError> {
    for image in html.split("<img").skip(1) {
        let tag = image.split_once('>').map_or(image, |(tag, _)| tag);
        let value = |name: &str| tag.split_once(name).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value);
        if !value(" src=\"").is_some_and(is_picture) {
            return Err(RichError::Image);
        }
        if value(" alt=\"").is_none_or(|text| text.trim().is_empty()) {
            return Err(RichError::Alternative);
        }
    }
    Ok(())
}

/// A plain file name of a picture format that holds no scripts.
fn is_picture(name: &str) -> bool {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    let lower = name.to_ascii_lowercase();
    plain && !name.starts_with('.') && [".png", ".jpg", ".jpeg", ".webp", ".gif"].iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        RichText::clean(text).expect("clean").text.html().to_owned()
    }

    #[test]
    fn plain_text_and_comparisons_stay() {
        assert_eq!(html(" pH < 7.35 & rising "), "pH &lt; 7.35 &amp; rising");
        assert_eq!(html("SpO2 > 94%"), "SpO2 &gt; 94%");
        assert_eq!(RichText::plain("a <b> c").expect("plain").words(), "a <b> c");
    }

    #[test]
    fn the_subset_stays_and_the_rest_is_named() {
        let table = "<table><tbody><tr><th scope=\"row\">Na<sup>+</sup></th><td>140</td></tr></tbody></table>";
        assert_eq!(html(table), table);
        let cleaned =
            RichText::clean("<div onclick=x><p onload=y>Hi <font>there</font></p></div><script>bad()</script>").expect("clean");
        assert_eq!(cleaned.text.html(), "<p>Hi there</p>");
        assert_eq!(cleaned.dropped, ["div", "font", "script"]);
        assert_eq!(html("<a href=\"javascript:x\">link</a>"), "link");
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        for text in [
            "a < b",
            "<p>a<p>b",
            "<table><tr><td>x",
            "<em><strong>y</em></strong>",
            "&nbsp;&copy;",
            "a\r\nb\rc",
            "a&#13;b",
            "<p><a><button>b</p>)<h1>",
        ] {
            let once = html(text);
            assert_eq!(html(&once), once);
        }
    }

    #[test]
    fn pictures_are_files_of_the_bank_with_alternative_text() {
        assert_eq!(html("<img src=\"ecg-1.png\" alt=\"A strip\">"), "<img src=\"ecg-1.png\" alt=\"A strip\">");
        for source in ["https://x/y.png", "../y.png", "y.svg", "data:image/png;base64,AA", "//x/y.png", ""] {
            let tag = format!("<img src=\"{source}\" alt=\"A\">");
            assert_eq!(RichText::clean(&tag), Err(RichError::Image), "{tag}");
        }
        assert_eq!(RichText::clean("<img src=a.png>"), Err(RichError::Alternative));
    }

    #[test]
    fn hostile_texts_are_refused() {
        assert_eq!(RichText::clean("a\0b"), Err(RichError::Control(0)));
        assert!(matches!(RichText::clean(&"x".repeat(TEXT_BYTES + 1)), Err(RichError::TooLong { .. })));
        assert_eq!(RichText::clean(&"<em>".repeat(TEXT_TAGS + 1)), Err(RichError::TooManyTags));
    }

    #[test]
    fn what_could_not_be_read_again_is_refused() {
        assert_eq!(RichText::clean("a&#6;b"), Err(RichError::Control(6)));
        assert!(matches!(RichText::clean_within(&"& ".repeat(1_000), 2_000), Err(RichError::TooLong { .. })));
        assert_eq!(RichText::clean(&"<p>a".repeat(TEXT_TAGS)), Err(RichError::TooManyTags));
    }

    #[test]
    fn words_of_cells_are_apart() {
        assert_eq!(
            RichText::clean("<table><tr><td>a</td><td>b<sub>2</sub> &lt; c</td></tr></table>").expect("clean").text.words(),
            "a b2 < c"
        );
        assert!(RichText::clean("<p> </p>").expect("clean").text.is_blank());
    }
}
