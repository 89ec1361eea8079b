//! E-mail addresses: the sort that people have, not all that RFC 5322 allows.

use contract::problem::Code;
use sha2::{Digest, Sha256};

use crate::{
    api::{Error, Result},
    http::session::hex,
};

/// The address as it is kept: in lower case, of plain characters, with nothing around it.
///
/// # Errors
/// It isn't one.
pub(super) fn parse(typed: &str) -> Result<String> {
    let address = plain(typed);
    if is_email(&address) { Ok(address) } else { Err(Error::code(Code::InvalidEmail)) }
}

/// What stands for the account in the table of failures: whatever was typed, known or not, never in clear. All that [`parse`]
/// takes for one address has one key: with two of them there would be twice the tries.
pub(super) fn account_key(typed: &str) -> String {
    hex(&Sha256::digest(plain(typed).as_bytes()))
}

/// What was typed without the invisible signs that come along when an address is pasted from a chat, and with the full-width
/// characters of an East Asian keyboard as the plain ones that they stand for. Anything else that only looks like a letter stays
/// what it is, so that nobody gets an address for another one.
fn plain(typed: &str) -> String {
    let visible: String = typed
        .chars()
        .filter(|sign| !matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'))
        .map(|sign| match sign {
            // The block repeats ASCII's, from `!` to `~`.
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
            // What such a keyboard writes for a dot.
            '\u{3002}' | '\u{ff61}' => '.',
            _ => sign,
        })
        .collect();
    visible.trim().to_ascii_lowercase()
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    text.len() <= 254 && is_local(local) && is_domain(domain)
}

fn is_local(local: &str) -> bool {
    (1..=64).contains(&local.len())
        && local.split('.').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&byte))
        })
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // No address of the public internet ends in a number.
    labels.len() >= 2
        && labels.iter().all(is_label)
        && labels.last().is_some_and(|last| last.len() >= 2 && last.bytes().any(|byte| byte.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_people_pass_in_lower_case() {
        for (typed, expected) in [
            (" Ana.Reyes+pnle@Example.PH ", "ana.reyes+pnle@example.ph"),
            ("o'neil@mail.up.edu.ph", "o'neil@mail.up.edu.ph"),
            ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
            ("\u{a0}ana@example.ph\u{3000}", "ana@example.ph"),
            ("\u{202a}ana@example.ph\u{202c}\u{200b}", "ana@example.ph"),
            ("\u{feff} ana@example.ph", "ana@example.ph"),
            ("Ａｎａ＠ｅｘａｍｐｌｅ。ｐｈ", "ana@example.ph"),
        ] {
            assert_eq!(parse(typed).expect("an address"), expected);
            assert_eq!(account_key(typed), account_key(expected), "{typed:?} has tries of its own");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let long = format!("{}@example.ph", "a".repeat(65));
        for typed in [
            "",
            "@",
            "ana",
            "ana@",
            "@example.ph",
            "ana@example",
            "ana@.ph",
            "ana@example..ph",
            "ana@-x.ph",
            "ana@1.2.3.4",
            ".ana@example.ph",
            "ana..r@example.ph",
            "ana reyes@example.ph",
            "ana@exa mple.ph",
            "a@b@example.ph",
            "ana@example.ph\nbcc: x@y.ph",
            "<ana@example.ph>",
            // A Kelvin sign and a Cyrillic letter.
            "\u{212a}im@example.ph",
            "\u{430}na@example.ph",
            &long,
        ] {
            assert!(parse(typed).is_err(), "{typed:?}");
        }
    }
}
