//! Which options a key names.
//!
//! A key that could mean two things is refused: `2` beside the options 1, 2, 3, 4 in another order, `A` beside an option that says
//! `A` in another place.

use std::collections::BTreeSet;

use crate::{
    import::{Reason, text::opening},
    item::letter,
};

/// What keys of a file may be, besides letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Numbers, as the columns of its options have them.
    pub numbered: bool,
    /// An option's whole text.
    pub texts: bool,
}

/// The options that a key names.
///
/// # Errors
/// It names none of these options, or may mean several.
pub fn named(key: &str, options: &[Option<&str>], keys: Keys) -> Result<Vec<usize>, Reason> {
    let by_sign =
        if keys.numbered && parts(key).all(is_number) { numbers(key, options.len()) } else { letters(key, options.len()) };
    let by_text = if keys.texts { texts(key, options) } else { None };
    match (by_sign, by_text) {
        (Ok(one), Some(other)) if sorted(&one) != sorted(&other) => {
            let list = |places: &[usize]| places.iter().map(|at| letter(*at)).collect::<Vec<_>>().join(", ");
            let words = format!("`{}` may mean {} by its place or {} by its text", opening(key), list(&one), list(&other));
            Err(Reason::Key(words))
        }
        (Err(_), Some(right)) => Ok(right),
        (Err(_), None) if keys.texts && key.trim().len() > 3 => {
            Err(Reason::Key(format!("is `{}`, which is neither the letter nor the text of an option", opening(key))))
        }
        (by_sign, _) => by_sign,
    }
}

fn sorted(places: &[usize]) -> BTreeSet<usize> {
    places.iter().copied().collect()
}

/// The parts of a list, without what people put around a letter: `B.`, `(B)`.
fn parts(key: &str) -> impl Iterator<Item = &str> {
    let parts = key.split([',', ';', '|', '&', '/', '\n']).flat_map(|part| part.split(" and "));
    let bare = parts.map(|part| part.trim().trim_matches(['.', ')', '(', '[', ']', '"', '\'']).trim());
    bare.filter(|part| !part.is_empty())
}

fn is_number(text: &str) -> bool {
    text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `2` or `1,4`.
fn numbers(key: &str, options: usize) -> Result<Vec<usize>, Reason> {
    let mut right = Vec::new();
    for part in parts(key) {
        let number: usize = part.parse().unwrap_or_default();
        let at = number.checked_sub(1).filter(|at| *at < options);
        let at = at.ok_or_else(|| Reason::Key(format!("`{}` names the option {number}, which isn't there", opening(key))))?;
        add(at, &mut right)?;
    }
    if right.is_empty() { Err(no_letters(key)) } else { Ok(right) }
}

/// `B`, `ACE`, `a, c`, `B.`, `Option B`.
fn letters(key: &str, options: usize) -> Result<Vec<usize>, Reason> {
    let mut right = Vec::new();
    for part in parts(key) {
        let lower = part.to_ascii_lowercase();
        let worded = ["option ", "choice ", "answer "].iter().find_map(|word| lower.strip_prefix(word));
        let signs = worded.filter(|rest| rest.trim().len() == 1).map_or(part, str::trim);
        for sign in signs.chars().filter(|sign| *sign != ' ') {
            let at = u8::try_from(sign.to_ascii_uppercase()).ok().and_then(|sign| sign.checked_sub(b'A')).map(usize::from);
            match at.filter(|at| *at < 26) {
                Some(at) if at >= options => {
                    return Err(Reason::Key(format!("`{}` names the option {}, which isn't there", opening(key), letter(at))));
                }
                Some(at) => add(at, &mut right)?,
                None => return Err(no_letters(key)),
            }
        }
    }
    if right.is_empty() { Err(no_letters(key)) } else { Ok(right) }
}

fn add(at: usize, right: &mut Vec<usize>) -> Result<(), Reason> {
    if right.contains(&at) {
        return Err(Reason::Key(format!("names the option {} twice", letter(at))));
    }
    right.push(at);
    Ok(())
}

fn no_letters(key: &str) -> Reason {
    Reason::Key(format!("is `{}` and not the letters of options", opening(key)))
}

/// The one option with that text; else those of a list of texts.
fn texts(key: &str, options: &[Option<&str>]) -> Option<Vec<usize>> {
    let place = |text: &str| {
        let says = |option: &Option<&str>| option.is_some_and(|option| option.trim() == text.trim());
        let mut found = options.iter().enumerate().filter(|(_, option)| says(option)).map(|(at, _)| at);
        found.next().filter(|_| found.next().is_none())
    };
    if let Some(at) = place(key) {
        return Some(vec![at]);
    }
    // `B) Heart` is that option if it says so.
    if let Some((sign, text)) = key.trim().split_once([')', '.', ':'])
        && let (Ok(at), Some(same)) = (letters(sign, options.len()), place(text))
        && at == [same]
    {
        return Some(at);
    }
    [';', '|', '\n', ','].iter().filter(|sign| key.contains(**sign)).find_map(|sign| key.split(*sign).map(place).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTERS: Keys = Keys { numbered: false, texts: false };
    const ANY: Keys = Keys { numbered: true, texts: true };

    #[test]
    fn keys_name_options_that_are_there() {
        let options = [Some("p"); 5];
        assert_eq!(named("ACE", &options, LETTERS), Ok(vec![0, 2, 4]));
        for key in [" b, d ", "B;D", "B|D", "(b) / (d)", "Option B, Option D", "B & D", "[B, D]", "B.\nD.", "b and d"] {
            assert_eq!(named(key, &options, LETTERS), Ok(vec![1, 3]), "{key}");
        }
        for key in ["F", "AA", "1", "Ä", "", ".", "b) p", "Option", "yes"] {
            assert!(matches!(named(key, &options, LETTERS), Err(Reason::Key(_))), "{key}");
        }
    }

    #[test]
    fn numbers_and_texts_name_options_where_nothing_else_is_meant() {
        let options = [Some("Liver"), Some("Heart"), None, Some("3, or so")];
        assert_eq!(named("2", &options, ANY), Ok(vec![1]));
        assert_eq!(named("1, 4", &options, ANY), Ok(vec![0, 3]));
        assert_eq!(named("Heart", &options, ANY), Ok(vec![1]));
        assert_eq!(named("b) Heart", &options, ANY), Ok(vec![1]));
        assert!(named("b) Liver", &options, ANY).is_err());
        assert_eq!(named("3, or so", &options, ANY), Ok(vec![3]));
        assert_eq!(named("Heart; Liver", &options, ANY), Ok(vec![1, 0]));
        for key in ["0", "5", "Hearts", "Heart; Lung"] {
            assert!(matches!(named(key, &options, ANY), Err(Reason::Key(_))), "{key}");
        }
        let turned = [Some("2"), Some("1"), Some("B"), Some("A")];
        for key in ["2", "A", "1", "B"] {
            assert!(matches!(named(key, &turned, ANY), Err(Reason::Key(_))), "{key}");
        }
        assert_eq!(named("D", &turned, ANY), Ok(vec![3]));
        assert_eq!(named("2", &[Some("1"), Some("2")], ANY), Ok(vec![1]));
        assert!(named("same", &[Some("same"), Some("same")], ANY).is_err());
    }
}
