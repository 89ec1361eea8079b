//! Signs of a text that came to harm on its way, or that doesn't say what it shows.

use super::Suspicion;

/// What looks odd about a text, whatever it is written in.
pub fn odd(text: &str) -> Vec<Suspicion> {
    let mut found = Vec::new();
    if text.contains('\u{fffd}') {
        found.push(Suspicion::Replacement);
    }
    found.extend(misread(text).map(Suspicion::Misread));
    found.extend(text.chars().find(|sign| is_invisible(*sign)).map(|sign| Suspicion::Invisible(u32::from(sign))));
    found.extend(formula(text).map(Suspicion::Formula));
    found
}

/// What UTF-8 looks like when it was read as Latin-1 or Windows-1252: `Â°` for `°`, `Ã©` for `é`, `â€™` for `’`.
fn misread(text: &str) -> Option<String> {
    // Every sign of every text comes through here: most are ASCII.
    let mut signs = text.char_indices().filter(|(_, sign)| matches!(sign, 'Â' | 'Ã' | 'Î' | 'â'));
    signs.find_map(|(at, sign)| {
        let rest = text.get(at..)?;
        let second = rest.chars().nth(1)?;
        let second = if rest.get(sign.len_utf8()..)?.starts_with("&nbsp;") { '\u{a0}' } else { second };
        let length = match sign {
            'â' if matches!(second, '€' | '‰' | '†') => 3,
            'Â' | 'Ã' | 'Î' if is_continuation(second) => 2,
            _ => return None,
        };
        Some(rest.chars().take(length).collect())
    })
}

/// Signs that stand for a second byte of UTF-8; letters that may follow a letter of some language are not among them.
fn is_continuation(sign: char) -> bool {
    matches!(
        sign,
        '\u{a0}'
            ..='\u{bf}'
                | '€'
                | '‚'
                | 'ƒ'
                | '„'
                | '…'
                | '†'
                | '‡'
                | '‰'
                | '‹'
                | '‘'
                | '’'
                | '“'
                | '”'
                | '•'
                | '™'
                | '›'
    )
}

/// Signs without a picture that part words, turn them round, or hide in them.
fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{200b}' | '\u{2060}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e000}'..='\u{f8ff}')
}

/// A formula in TeX, which is shown as it is written.
fn formula(text: &str) -> Option<String> {
    [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$")].iter().find_map(|(open, close)| {
        let (_, rest) = text.split_once(open)?;
        let (inner, _) = rest.split_once(close)?;
        let shown: String = inner.trim().chars().take(40).collect();
        (!shown.is_empty()).then_some(shown)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harm_is_seen() {
        for (text, wanted) in [
            ("38Â°C", Suspicion::Misread("Â°".into())),
            ("cafÃ©", Suspicion::Misread("Ã©".into())),
            ("patientâ€™s", Suspicion::Misread("â€™".into())),
            ("caf\u{fffd}", Suspicion::Replacement),
            ("a\u{202e}b", Suspicion::Invisible(0x202e)),
            ("is \\(x^2\\)?", Suspicion::Formula("x^2".into())),
            ("is $$x$$?", Suspicion::Formula("x".into())),
        ] {
            assert_eq!(odd(text), [wanted], "{text}");
        }
    }

    #[test]
    fn languages_and_prices_are_no_harm() {
        for text in ["São João, pão, ângulo, Ângela, château", "38 °C ± 2 µg", "$5 or $$", "f(x) = \\(", "«Œuvre»", "ÂŸ é"]
        {
            assert_eq!(odd(text), [], "{text}");
        }
    }
}
