//! Which passwords a new account may have.

use contract::problem::Code;

use crate::api::{Error, Result};

/// The most common passwords of eight characters and more, from public lists of leaks, and what people here would think of.
const COMMON: &str = include_str!("common-passwords.txt");

/// Whether a password may be chosen. The rules are about guessing only: length, and no list that is tried first.
///
/// # Errors
/// It is too short, too long or easily guessed.
pub(super) fn check(password: &str, email: &str) -> Result<()> {
    let refuse = |why: &str| Err(Error::detailed(Code::WeakPassword, why));
    let length = password.chars().count();
    if length < 8 {
        return refuse("Please choose a password of at least 8 characters.");
    }
    if length > 128 {
        return refuse("Please choose a password of at most 128 characters.");
    }
    let lower = password.to_lowercase();
    if is_common(&lower) {
        return refuse("Many people use this password, so it is tried first by thieves. Please choose another one.");
    }
    if is_pattern(&lower) {
        return refuse("This password only repeats or counts characters. Please choose another one.");
    }
    let local = email.split('@').next().unwrap_or_default().to_lowercase();
    if local.len() >= 3 && lower.contains(&local) {
        return refuse("Please choose a password that does not contain your e-mail address.");
    }
    Ok(())
}

fn is_common(lower: &str) -> bool {
    COMMON.lines().any(|common| common == lower)
}

/// One or two characters only, or each the neighbour of the one before.
fn is_pattern(lower: &str) -> bool {
    let characters: Vec<u32> = lower.chars().map(u32::from).collect();
    let mut distinct = characters.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let steps = |step: i64| characters.windows(2).all(|pair| i64::from(pair[1]) - i64::from(pair[0]) == step);
    distinct.len() <= 2 || steps(1) || steps(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_refused() {
        for weak in [
            "",
            "short77",
            "Password123",
            "12345678",
            "87654321",
            "aaaaaaaa",
            "abababab",
            "QWERTYUIOP",
            "iloveyou",
            "maria-2024!",
            &"x1".repeat(65),
        ] {
            assert!(check(weak, "maria@example.ph").is_err(), "{weak:?}");
        }
    }

    #[test]
    fn anything_else_is_the_persons_choice() {
        for fine in ["kalabaw7", "tatlong bibe", "ñandú ñandú", "correct horse battery staple", &"ab7".repeat(42)] {
            assert!(check(fine, "maria@example.ph").is_ok(), "{fine:?}");
        }
        assert!(check("albatros", "al@example.ph").is_ok(), "two letters of an address say nothing");
    }
}
