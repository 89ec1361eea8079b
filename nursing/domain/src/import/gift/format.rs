//! Texts and the formats that they name.

use super::signs::unescape;
use crate::{
    import::{Limits, Reason, Suspicion, record},
    rich::{RichError, RichText},
};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// HTML in which line breaks count; where nothing is said.
    Moodle,
    /// HTML.
    Html,
    /// No structure but line breaks.
    Plain,
    /// HTML with Markdown in it.
    Markdown,
}

/// The format in brackets before a text, if there is one, and the text.
pub fn format(text: &str, otherwise: Format) -> (Format, &str) {
    let text = text.trim_start();
    [("[html]", Format::Html), ("[moodle]", Format::Moodle), ("[plain]", Format::Plain), ("[markdown]", Format::Markdown)]
        .into_iter()
        .find_map(|(name, format)| Some((format, text.strip_prefix(name)?)))
        .unwrap_or((otherwise, text))
}

/// Reads a text with its format; an empty one is none.
///
/// # Errors
/// It can't be rich text.
pub fn rich(text: &str, otherwise: Format, limits: &Limits, suspicions: &mut Vec<Suspicion>) -> Result<Option<RichText>, Reason> {
    let (format, text) = format(text, otherwise);
    let text = unescape(text.trim());
    let text = text.trim();
    if text.len() > limits.text_bytes {
        return Err(Reason::Text(RichError::TooLong { bytes: text.len(), limit: limits.text_bytes }));
    }
    let html = match format {
        Format::Html => text.to_owned(),
        Format::Moodle => line_breaks(text),
        Format::Plain => text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br>"),
        Format::Markdown => {
            if text.contains(['*', '_', '`', '#', '[', '|']) || text.lines().any(|line| line.starts_with(['-', '>', '+'])) {
                suspicions.push(Suspicion::LeftOut("the Markdown formatting".into()));
            }
            line_breaks(text)
        }
    };
    let rich = record::rich(&html, limits, suspicions).map_err(|reason| match (reason, attached(&html)) {
        (Reason::Text(RichError::Image | RichError::Alternative), Some(name)) => Reason::ImageMissing(name.to_owned()),
        (reason, _) => reason,
    })?;
    Ok((!rich.is_blank()).then_some(rich))
}

/// Line breaks as Moodle shows them: those beside a tag are only spaces.
fn line_breaks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        if let Some(next) = lines.peek() {
            let beside_tag = line.trim_end().ends_with('>') || next.trim_start().starts_with('<');
            out.push_str(if beside_tag { " " } else { "<br>" });
        }
    }
    out
}

/// The name of a file that was attached to the question in Moodle and isn't in a GIFT file.
fn attached(html: &str) -> Option<&str> {
    let (_, name) = html.split_once("@@PLUGINFILE@@/")?;
    name.split(['"', '\'', '>']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> (String, Vec<Suspicion>) {
        let mut suspicions = Vec::new();
        let rich = rich(text, Format::Moodle, &Limits::default(), &mut suspicions).expect("text").expect("not empty");
        (rich.html().to_owned(), suspicions)
    }

    #[test]
    fn each_format_is_read() {
        for (text, expected) in [
            (" [html] <p>a</p>\n<p>b</p>", "<p>a</p>\n<p>b</p>"),
            ("[plain]a < b\\nc & <d>", "a &lt; b<br>c &amp; &lt;d&gt;"),
            ("a\n  b<em>c</em>\nd", "a<br>b<em>c</em> d"),
            ("[moodle]1 \\= 1", "1 = 1"),
            ("[Na+]", "[Na+]"),
        ] {
            assert_eq!(html(text), (expected.to_owned(), Vec::new()), "{text}");
        }
        assert_eq!(html("[markdown]5 is **five**").1, [Suspicion::LeftOut("the Markdown formatting".into())]);
    }

    #[test]
    fn a_picture_that_is_not_in_the_file_is_named() {
        let text = "<img src\\=\"@@PLUGINFILE@@/ecg 1.png\" alt\\=\"\">";
        let refused = rich(text, Format::Html, &Limits::default(), &mut Vec::new());
        assert_eq!(refused, Err(Reason::ImageMissing("ecg 1.png".into())));
    }
}
