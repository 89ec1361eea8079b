//! From bytes to text.

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Fault;
use crate::{import::Reason, rich::RichError};

/// The text of a file, without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Fault> {
    let nowhere = |reason| Fault { line: 0, column: 0, reason };
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None => (declared(bytes).map_err(nowhere)?, 0),
    };
    let body = bytes.get(mark..).unwrap_or_default();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let most = decoder.max_utf8_buffer_length_without_replacement(body.len());
    let mut text = String::with_capacity(most.unwrap_or(body.len()));
    let (result, _) = decoder.decode_to_string_without_replacement(body, &mut text, true);
    if result != DecoderResult::InputEmpty {
        let (line, column) = place(&text, text.len());
        let reason = Reason::Encoding(format!("the bytes are not {}", encoding.name()));
        return Err(Fault { line, column, reason });
    }
    text.shrink_to_fit();
    if let Some((at, sign)) = text.char_indices().find(|(_, sign)| !allowed(*sign)) {
        let (line, column) = place(&text, at);
        return Err(Fault { line, column, reason: RichError::Control(u32::from(sign)).into() });
    }
    Ok(text)
}

/// Whether XML 1.0 allows that character.
pub(super) fn allowed(sign: char) -> bool {
    !matches!(sign, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Line and column of a byte, both from 1.
fn place(text: &str, at: usize) -> (u32, u32) {
    let mut cursor = super::read::Cursor::default();
    cursor.advance(text, at);
    (cursor.line, cursor.column)
}

/// The encoding of bytes without a byte order mark (XML 1.0, appendix F).
fn declared(bytes: &[u8]) -> Result<&'static Encoding, Reason> {
    if bytes.starts_with(b"<\0?\0") {
        return Ok(UTF_16LE);
    }
    if bytes.starts_with(b"\0<\0?") {
        return Ok(UTF_16BE);
    }
    let head: String = bytes.iter().take(200).take_while(|byte| **byte != b'>').map(|byte| char::from(*byte)).collect();
    if !head.starts_with("<?xml") {
        return Ok(UTF_8);
    }
    let value = head.split_once("encoding").and_then(|(_, rest)| {
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
        rest.get(1..)?.split_once(quote).map(|(value, _)| value.to_owned())
    });
    let Some(label) = value else { return Ok(UTF_8) };
    match Encoding::for_label_no_replacement(label.as_bytes()) {
        // The declaration was read byte by byte.
        Some(encoding) if encoding.is_ascii_compatible() => Ok(encoding),
        Some(_) => Err(Reason::Encoding(format!("the file declares `{label}` but isn't"))),
        None => Err(Reason::Encoding(format!("the encoding `{label}` is not known"))),
    }
}
