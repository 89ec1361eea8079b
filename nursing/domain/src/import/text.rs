//! Bytes of a text file as text, and places in it.

use std::borrow::Cow;

use super::{Place, Reason, Refused};

/// A text file as text: UTF-8 with or without a byte order mark, or UTF-16 with one. Other encodings are not guessed.
///
/// # Errors
/// The bytes are no such text; says where they stop being it.
pub fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, Box<Refused>> {
    let refused = |before: &str, words: String| {
        let mut cursor = Cursor::new(before);
        cursor.advance(before.len());
        Box::new(Refused { place: cursor.place(file), record: String::new(), reason: Reason::Encoding(words) })
    };
    let mark = bytes.first_chunk::<4>();
    if mark.is_some_and(|mark| matches!(mark, b"\xff\xfe\0\0" | b"\0\0\xfe\xff")) {
        return Err(refused("", "the file begins as UTF-32; save the file as UTF-8".into()));
    }
    if !bytes.starts_with(b"\xff\xfe") && !bytes.starts_with(b"\xfe\xff") && mark.is_some_and(|mark| mark.contains(&0)) {
        return Err(refused("", "the file looks like UTF-16 without a byte order mark; save the file as UTF-8".into()));
    }
    if let Some(units) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(units, u16::from_le_bytes).map(Cow::Owned).map_err(|before| refused(&before, no_utf16()));
    }
    if let Some(units) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(units, u16::from_be_bytes).map(Cow::Owned).map_err(|before| refused(&before, no_utf16()));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let (before, rest) = bytes.split_at(error.valid_up_to());
        let byte = rest.first().copied().unwrap_or_default();
        refused(&String::from_utf8_lossy(before), format!("the byte 0x{byte:02X} is no UTF-8; save the file as UTF-8"))
    })
}

fn no_utf16() -> String {
    "the file begins as UTF-16 and isn't it here".into()
}

/// The text, or as much of it as there is before the first error.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    for sign in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match sign {
            Ok(sign) => text.push(sign),
            Err(_) => return Err(text),
        }
    }
    if rest.is_empty() { Ok(text) } else { Err(text) }
}

/// A place in a text that only moves forward, so that a file's places take one pass over it.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'t> {
    text: &'t str,
    offset: usize,
    line: u32,
    line_start: usize,
}

impl<'t> Cursor<'t> {
    /// The text's beginning.
    pub fn new(text: &'t str) -> Cursor<'t> {
        Cursor { text, offset: 0, line: 1, line_start: 0 }
    }

    /// Moves to a byte; one behind it stays where it is. Lines end with `\n`, `\r\n` or `\r`.
    pub fn advance(&mut self, offset: usize) {
        let bytes = self.text.as_bytes();
        let offset = offset.min(bytes.len());
        while self.offset < offset {
            let ends = match bytes[self.offset] {
                b'\n' => true,
                b'\r' => bytes.get(self.offset + 1) != Some(&b'\n'),
                _ => false,
            };
            self.offset += 1;
            if ends {
                self.line = self.line.saturating_add(1);
                self.line_start = self.offset;
            }
        }
    }

    /// The place of a byte further on.
    pub fn place_of(mut self, file: &str, offset: usize) -> Place {
        self.advance(offset);
        self.place(file)
    }

    /// Line and column.
    pub fn place(&self, file: &str) -> Place {
        let before = self.text.get(self.line_start..self.offset).map_or(0, |before| before.chars().count());
        let column = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
        Place { file: file.to_owned(), line: self.line, column }
    }
}

/// A record's first words, to know it by.
pub fn opening(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace().take(12) {
        let room = 60_usize.saturating_sub(out.chars().count());
        if room == 0 {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().take(room));
    }
    out
}

/// The first tag or entity in a text that should have none.
pub fn markup(text: &str) -> Option<&str> {
    let tag = text.match_indices('<').find_map(|(at, _)| {
        let end = text[at..].bytes().take(40).position(|byte| byte == b'>')?;
        let inner = text.get(at + 1..at + end)?;
        let name = inner.trim_start_matches('/');
        name.starts_with(|first: char| first.is_ascii_alphabetic()).then(|| &text[at..=at + end])
    });
    let entity = || {
        text.match_indices('&').find_map(|(at, _)| {
            let end = text[at..].bytes().take(12).position(|byte| byte == b';')?;
            let name = text.get(at + 1..at + end)?;
            let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
            plain.then(|| &text[at..=at + end])
        })
    };
    tag.or_else(entity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_with_a_mark_is_read() {
        for bytes in [&b"caf\xc3\xa9"[..], b"\xef\xbb\xbfcaf\xc3\xa9", b"\xff\xfec\0a\0f\0\xe9\0", b"\xfe\xff\0c\0a\0f\0\xe9"] {
            assert_eq!(decode("a.csv", bytes).expect("text"), "café");
        }
    }

    #[test]
    fn other_bytes_are_refused_at_their_place() {
        for (bytes, line, column) in
            [(&b"one\r\ntw\xe9"[..], 2, 3), (b"\xff\xfea\0\n\0b", 2, 1), (b"\xfe\xff\0a\xd8\x00\0b", 1, 2)]
        {
            let refused = decode("a.csv", bytes).expect_err("no text");
            assert_eq!((refused.place.line, refused.place.column), (line, column));
            assert!(matches!(refused.reason, Reason::Encoding(_)));
        }
    }

    #[test]
    fn columns_are_counted_in_characters() {
        let cursor = Cursor::new("é\rüb\r\n\nx");
        for (offset, line, column) in [(0, 1, 1), (2, 1, 2), (3, 2, 1), (5, 2, 2), (8, 3, 1), (9, 4, 1), (99, 4, 2)] {
            let place = cursor.place_of("f", offset);
            assert_eq!((place.line, place.column), (line, column), "{offset}");
        }
    }

    #[test]
    fn an_opening_is_short() {
        assert_eq!(opening("  What \n is  it? "), "What is it?");
        assert_eq!(opening(&"é".repeat(500)).chars().count(), 60);
    }

    #[test]
    fn markup_in_plain_text_is_seen() {
        assert_eq!(markup("the &epsiv;-amino group"), Some("&epsiv;"));
        assert_eq!(markup("H<sub>2</sub>O"), Some("<sub>"));
        for text in ["< 50% & > 10%", "<90mmHg) and (>100/min", "R&D; more", "a &; b", "x < y", "é<é>&"] {
            let expected = (text == "R&D; more").then_some("&D;");
            assert_eq!(markup(text), expected, "{text}");
        }
    }
}
