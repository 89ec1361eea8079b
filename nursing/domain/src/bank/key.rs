//! Keys: letters of options.

use std::ops::RangeInclusive;

use super::{Problem, Wrong};
use crate::item::letter;

/// The places that a key names, in its order. Each letter has to be one of the first `options` letters, and there once.
pub(super) fn places(field: &str, key: &str, options: usize) -> Result<Vec<usize>, Problem> {
    let fail = |fault: String| Err(Problem::new(field, Wrong::Key { key: key.to_owned(), fault }));
    let mut places = Vec::new();
    for sign in key.chars() {
        let Some(at) = (0..options).find(|at| letter(*at).chars().eq([sign])) else {
            let last = options.checked_sub(1).map(letter).unwrap_or_default();
            return fail(format!("has `{sign}`, which is none of the letters A to {last}"));
        };
        if places.contains(&at) {
            return fail(format!("has `{sign}` twice"));
        }
        places.push(at);
    }
    Ok(places)
}

/// A set of so many letters, in alphabetical order.
pub(super) fn set(field: &str, key: &str, options: usize, count: RangeInclusive<usize>) -> Result<Vec<usize>, Problem> {
    let places = places(field, key, options)?;
    let fail = |fault: String| Err(Problem::new(field, Wrong::Key { key: key.to_owned(), fault }));
    if !count.contains(&places.len()) {
        let (least, most) = (count.start(), count.end());
        let wanted = if least == most { least.to_string() } else { format!("{least} to {most}") };
        return fail(format!("has {} letters; it has to have {wanted}", places.len()));
    }
    if !places.is_sorted() {
        return fail("has to be in alphabetical order".into());
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_letters_of_options() {
        assert_eq!(set("key", "ACE", 5, 2..=4), Ok(vec![0, 2, 4]));
        assert_eq!(places("key", "CAB", 3), Ok(vec![2, 0, 1]));
        assert_eq!(set("key", "D", 4, 1..=1), Ok(vec![3]));
        let fault = |result: Result<Vec<usize>, Problem>| result.expect_err("broken on purpose").to_string();
        assert_eq!(fault(set("key", "CA", 5, 2..=4)), "`key`: the key `CA` has to be in alphabetical order");
        assert_eq!(fault(set("key", "AA", 5, 2..=4)), "`key`: the key `AA` has `A` twice");
        assert_eq!(fault(set("key", "A", 5, 2..=4)), "`key`: the key `A` has 1 letters; it has to have 2 to 4");
        assert_eq!(fault(places("key", "F", 5)), "`key`: the key `F` has `F`, which is none of the letters A to E");
        assert_eq!(fault(places("key", "a", 5)), "`key`: the key `a` has `a`, which is none of the letters A to E");
        assert_eq!(fault(set("key", "", 4, 1..=1)), "`key`: the key `` has 0 letters; it has to have 1");
    }
}
