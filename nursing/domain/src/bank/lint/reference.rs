//! The form of references.
//!
//! One source or several, with `; ` between them. Each is a source and a place in it:
//! `Gordis, Epidemiology, ch. The Dynamics of Disease Transmission`. The source is an author and a title, a programme's manual, or
//! a law with its number and its name: `RA 9288, Newborn Screening Act of 2004, sec. 7 Refusal to be Tested`. The place begins
//! with one of [`PLACES`]. It names a chapter or a section, not a page: pages differ between editions.

/// What a place begins with.
const PLACES: [&str; 11] =
    ["ch. ", "chs. ", "sec. ", "secs. ", "section ", "section on ", "sections on ", "art. ", "arts. ", "module ", "annex "];
/// What a law begins with; its number follows.
const LAWS: [&str; 9] = [
    "RA ",
    "PD ",
    "EO ",
    "AO ",
    "Republic Act No. ",
    "Presidential Decree No. ",
    "Executive Order No. ",
    "DOH AO ",
    "Administrative Order No. ",
];

/// What is wrong with a reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum ReferenceFault {
    #[error("`{0}` of its reference has no chapter or section; end it with `, ch. …`, `, sec. …`, `, art. …` or `, module …`")]
    NoPlace(String),
    #[error("`{0}` of its reference names no author and title, programme or law before the chapter")]
    NoSource(String),
    #[error("the law `{0}` of its reference has no number or no name; write `RA 9288, Newborn Screening Act of 2004, sec. …`")]
    Law(String),
    #[error("`{0}` of its reference names a page, which differs between editions; name the chapter")]
    Page(String),
}

/// Checks a reference's form.
pub(super) fn fault(reference: &str) -> Result<(), ReferenceFault> {
    reference.split("; ").try_for_each(one)
}

fn one(text: &str) -> Result<(), ReferenceFault> {
    let places = PLACES.iter().filter_map(|place| text.find(&format!(", {place}")));
    // The last comma before a place: a title may have commas, too.
    let Some(at) = places.min() else { return Err(ReferenceFault::NoPlace(text.to_owned())) };
    let (source, place) = (&text[..at], &text[at + 2..]);
    let named = place.split_once(' ').is_some_and(|(_, name)| name.starts_with(|sign: char| sign.is_alphanumeric()));
    if !named || place.ends_with(['.', ',', ' ']) {
        return Err(ReferenceFault::NoPlace(text.to_owned()));
    }
    if let Some(law) = LAWS.iter().find_map(|law| source.strip_prefix(law)) {
        let number = law.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'-').count();
        let name = law[number..].trim_start_matches([',', ' ', '(']);
        if number == 0 || !name.contains(' ') {
            return Err(ReferenceFault::Law(source.to_owned()));
        }
    }
    if source.split_whitespace().count() < 2 || !source.starts_with(|first: char| first.is_uppercase()) {
        return Err(ReferenceFault::NoSource(text.to_owned()));
    }
    let mut words = text.split_whitespace().zip(text.split_whitespace().skip(1));
    let is_page = |(word, next): (&str, &str)| {
        matches!(word, "p." | "pp." | "page" | "pages") && next.starts_with(|first: char| first.is_ascii_digit())
    };
    if words.any(is_page) {
        return Err(ReferenceFault::Page(text.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_the_documented_form_are_taken() {
        for reference in [
            "Gordis, Epidemiology, ch. The Dynamics of Disease Transmission",
            "Potter, Perry, Stockert & Hall, Fundamentals of Nursing, ch. Fluid, Electrolyte, and Acid-Base Balance",
            "RA 9288, Newborn Screening Act of 2004, sec. 7 Refusal to be Tested",
            "Republic Act No. 9173 (Philippine Nursing Act of 2002), art. VI, sec. 28, Scope of Nursing",
            "DOH Revised Dengue Clinical Management Guidelines, ch. Warning Signs",
            "World Health Organization, Immunization in Practice, module Microplanning; RA 11166, HIV and AIDS Policy Act, art. on Testing",
        ] {
            assert_eq!(fault(reference), Ok(()), "{reference}");
        }
    }

    #[test]
    fn others_are_told_what_they_lack() {
        let found = |reference: &str| fault(reference).expect_err("broken on purpose");
        for reference in
            ["Gordis, Epidemiology", "Gordis, Epidemiology, ch. ", "Gordis, Epidemiology, ch. Bias.", "Gordis ch. 2", ""]
        {
            assert_eq!(found(reference), ReferenceFault::NoPlace(reference.to_owned()));
        }
        assert_eq!(found("A b, ch. C; D e"), ReferenceFault::NoPlace("D e".into()));
        assert_eq!(found("gordis, ch. Bias"), ReferenceFault::NoSource("gordis, ch. Bias".into()));
        for law in ["RA 9288", "RA Newborn Screening Act", "Republic Act No. (Nursing Act)"] {
            assert_eq!(found(&format!("{law}, sec. 7")), ReferenceFault::Law(law.into()));
        }
        assert!(matches!(found("Gordis, Epidemiology, ch. Bias, p. 17"), ReferenceFault::Page(_)));
    }
}
