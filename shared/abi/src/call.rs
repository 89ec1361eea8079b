//! What a product declares of a call to its API.

/// One call, as descriptions of the API and builds of remotes read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Its name in the contract.
    pub name: &'static str,
    /// What it does, a line.
    pub about: &'static str,
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// Its path, with `{name}` for each parameter.
    pub path: &'static str,
    /// The type of its body; none where there is none.
    pub body: Option<&'static str>,
    /// The type of its answer; none where it is empty.
    pub answer: Option<&'static str>,
    /// The statuses that go with the answer.
    pub statuses: &'static [u16],
    /// The names of the problems that it may be refused with.
    pub problems: &'static [&'static str],
}

/// The path of a call: each `{name}` of the template becomes the next of `values`, encoded, so that a value is one segment whatever
/// it holds.
pub fn path(template: &str, values: &[&str]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut values = values.iter();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        encode(values.next().copied().unwrap_or_default(), &mut out);
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

/// RFC 3986: what is not unreserved is written in percent. A dot is unreserved, but `.` and `..` are no names.
fn encode(segment: &str, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let dots = segment.bytes().all(|byte| byte == b'.');
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') || (byte == b'.' && !dots) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

/// The segments of `path` if it is one of `template`'s, the parameters decoded.
pub fn matched(template: &str, path: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut theirs = path.split('/');
    for ours in template.split('/') {
        let theirs = theirs.next()?;
        if ours.starts_with('{') {
            values.push(decode(theirs).filter(|value| !value.is_empty())?);
        } else if ours != theirs {
            return None;
        }
    }
    theirs.next().is_none().then_some(values)
}

/// The text that `segment` stands for; none where it stands for none.
fn decode(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let value = digit()? * 16 + digit()?;
        bytes.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PAPER: &str = "/api/v1/exams/{exam}/paper";

    #[test]
    fn a_parameter_is_one_segment_whatever_it_holds() {
        assert_eq!(path(PAPER, &["np1"]), "/api/v1/exams/np1/paper");
        assert_eq!(path(PAPER, &["../../attempts/x?a#b"]), "/api/v1/exams/..%2F..%2Fattempts%2Fx%3Fa%23b/paper");
        assert_eq!(path(PAPER, &[".."]), "/api/v1/exams/%2E%2E/paper");
        assert_eq!(path("/api/v1/session", &[]), "/api/v1/session");
        assert_eq!(matched(PAPER, "/api/v1/exams/np1/paper"), Some(vec!["np1".into()]));
        for other in [
            "/api/v1/exams/np1",
            "/api/v1/exams/np1/paper/x",
            "/api/v1/exams//paper",
            "/api/v1/exams/%zz/paper",
            "/api/v1/exams/%ff/paper",
        ] {
            assert_eq!(matched(PAPER, other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(one in ".{1,12}", other in ".{1,12}") {
            let template = "/a/{one}/b/{other}";
            prop_assert_eq!(matched(template, &path(template, &[&one, &other])), Some(vec![one, other]));
        }
    }
}
