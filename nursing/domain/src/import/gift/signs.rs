//! Signs that mean something unless a `\` stands before them.

/// An unescaped `:`, `#`, `=`, `~`, `{` or `}` and its byte.
pub fn signs(text: &str) -> impl Iterator<Item = (usize, u8)> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let byte = *bytes.get(at)?;
            if is_escape(bytes, at) {
                at += 2;
                continue;
            }
            at += 1;
            if matches!(byte, b':' | b'#' | b'=' | b'~' | b'{' | b'}') {
                return Some((at - 1, byte));
            }
        }
    })
}

/// Whether a `\` and the sign that it escapes stand there. Before anything else a `\` is a `\`.
fn is_escape(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b'\\') && matches!(bytes.get(at + 1), Some(b'\\' | b':' | b'#' | b'=' | b'~' | b'{' | b'}' | b'n'))
}

/// The first of these signs.
pub fn first(text: &str, sign: u8) -> Option<usize> {
    signs(text).find(|(_, other)| *other == sign).map(|(at, _)| at)
}

/// The parts before and after the first of these signs.
pub fn split_once(text: &str, sign: u8) -> Option<(&str, &str)> {
    first(text, sign).map(|at| (&text[..at], &text[at + 1..]))
}

/// The text without escapes. A line break in it, with the spaces around it, is one `\n`; so is an escaped one, `\n`.
pub fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let mut at = 0;
    while at < bytes.len() {
        if is_escape(bytes, at) {
            out.push_str(&text[from..at]);
            match bytes[at + 1] {
                b'n' => out.push('\n'),
                sign => out.push(char::from(sign)),
            }
            at += 2;
            from = at;
        } else if bytes[at] == b'\n' {
            out.push_str(text[from..at].trim_end());
            out.push('\n');
            while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                at += 1;
            }
            from = at;
        } else {
            at += 1;
        }
    }
    out.push_str(&text[from..]);
    out
}

/// The text with a `\` before each sign that means something.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.replace("\r\n", "\n").chars() {
        match sign {
            '\n' | '\r' => out.push_str("\\n"),
            '\\' | ':' | '#' | '=' | '~' | '{' | '}' => {
                out.push('\\');
                out.push(sign);
            }
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escaped_signs_are_none() {
        let found: Vec<(usize, u8)> = signs(r"a\=b=\\=\:\é~").collect();
        assert_eq!(found, [(4, b'='), (7, b'='), (13, b'~')]);
        assert_eq!(split_once(r"a\#b#c#d", b'#'), Some((r"a\#b", "c#d")));
    }

    #[test]
    fn lines_and_backslashes() {
        assert_eq!(unescape("a \n\n   b\\n c\\"), "a\nb\n c\\");
        assert_eq!(unescape(r"\\n \q \~"), r"\n \q ~");
    }

    proptest! {
        #[test]
        fn what_is_escaped_comes_back(text in any::<String>()) {
            let escaped = escape(&text);
            prop_assert_eq!(signs(&escaped).next(), None);
            prop_assert_eq!(unescape(&escaped), text.replace("\r\n", "\n").replace('\r', "\n"));
        }
    }
}
