//! Reading what programs say of their versions.

use semver::Version;

/// The first number in an answer such as `v20.19.2`.
pub fn first_number(answer: &str) -> Option<u64> {
    let start = answer.find(|letter: char| letter.is_ascii_digit())?;
    let digits = &answer[start..];
    let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

/// The first full version in an answer such as `cargo-leptos 0.3.11`.
pub fn first_version(answer: &str) -> Option<Version> {
    answer.split_whitespace().find_map(|word| Version::parse(word.trim_start_matches('v')).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_real_answers() {
        assert_eq!(first_number("LLVM version: 22.1.2"), Some(22));
        assert_eq!(first_number("v20.19.2"), Some(20));
        assert_eq!(first_number("command not found"), None);
        assert_eq!(first_version("cargo-leptos 0.3.11"), Some(Version::new(0, 3, 11)));
        assert_eq!(first_version("cargo-leptos 0.3.12-rc.1"), Version::parse("0.3.12-rc.1").ok());
        assert_eq!(first_version("error: no such command"), None);
    }
}
