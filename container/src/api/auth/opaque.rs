//! Passwords as RFC 8265 compares them, its profile `OpaqueString`: an `ñ` is one, whether a keyboard sends it as one character
//! or as an `n` with a tilde to put on it, and a space is one, whichever of Unicode's it is.
//!
//! NFC, not NFKC as SASLprep had it: that takes `²` for `2` and `ﬁ` for `fi`, and so makes passwords of less.

use unicode_normalization::UnicodeNormalization as _;

/// The form that is hashed.
pub(super) fn prepared(password: &str) -> String {
    password.chars().map(|character| if is_space(character) { ' ' } else { character }).nfc().collect()
}

/// The forms to try, the likeliest first. Hashes from before [`prepared`] are of whatever a keyboard sent: as now, or decomposed.
/// A password of plain letters has one form only, and how many there are depends on nothing but what was typed.
pub(super) fn forms(password: String) -> Vec<String> {
    let decomposed = password.nfd().collect();
    let mut forms = vec![prepared(&password), password, decomposed];
    forms.dedup();
    forms
}

/// Category Zs but for the space itself.
fn is_space(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_alike() {
        for (one, other) in
            [("pi\u{f1}a", "pin\u{303}a"), ("\u{1ebf}", "e\u{302}\u{301}"), ("a b", "a\u{a0}b"), ("a b", "a\u{3000}b")]
        {
            assert_eq!(prepared(one), prepared(other), "{one:?}");
            assert_eq!(prepared(&prepared(other)), prepared(other), "prepared twice is prepared");
        }
    }

    #[test]
    fn what_looks_different_stays_different() {
        for (one, other) in
            [("pina", "pi\u{f1}a"), ("x2", "x\u{b2}"), ("\u{fb01}", "fi"), ("Ana", "ana"), ("a b", "ab"), (" a", "a")]
        {
            assert_ne!(prepared(one), prepared(other), "{one:?}");
        }
    }

    #[test]
    fn plain_passwords_are_tried_once_and_others_in_every_form_that_was_hashed() {
        assert_eq!(forms("kalabaw 7".into()), ["kalabaw 7"]);
        assert_eq!(forms("pi\u{f1}a".into()), ["pi\u{f1}a", "pin\u{303}a"]);
        assert_eq!(forms("pin\u{303}a".into()), ["pi\u{f1}a", "pin\u{303}a"]);
        assert_eq!(forms("a\u{a0}\u{f1}".into()), ["a \u{f1}", "a\u{a0}\u{f1}", "a\u{a0}n\u{303}"]);
    }
}
