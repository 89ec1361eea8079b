//! E-mail addresses: the sort that people have, not all that RFC 5322 allows.

use sha2::{Digest, Sha256};
use shared::contract::problem::Code;

use crate::{
    api::{Error, Result},
    http::session::hex,
};

/// The address in lower case and without spaces around it.
///
/// # Errors
/// It isn't one.
pub(super) fn parse(text: &str) -> Result<String> {
    let text = text.trim();
    if is_email(text) { Ok(text.to_ascii_lowercase()) } else { Err(Error::code(Code::InvalidEmail)) }
}

/// What stands for the account in the table of failures: whatever was typed, known or not, never in clear.
pub(super) fn account_key(typed: &str) -> String {
    hex(&Sha256::digest(typed.trim().to_lowercase().as_bytes()))
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
        ] {
            assert_eq!(parse(typed).expect("an address"), expected);
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
            &long,
        ] {
            assert!(parse(typed).is_err(), "{typed:?}");
        }
    }
}
