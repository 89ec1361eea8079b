//! Paths within a package.

/// The entries that a reference may mean, seen from a folder: as it is written, else without
/// its query and with its `%20` resolved. None for what
/// leads out of the package or is somewhere else.
pub(crate) fn candidates(folder: &str, reference: &str) -> Option<Vec<String>> {
    let plain = reference.split(['?', '#']).next().unwrap_or_default();
    if plain.is_empty() {
        return None;
    }
    let decoded = decode(plain).and_then(|plain| join(folder, &plain));
    let found: Vec<String> = [join(folder, reference), decoded].into_iter().flatten().collect();
    (!found.is_empty()).then_some(found)
}

/// A path below the package's root.
fn join(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains(['\\', ':', '\0']) {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// The file's name, without its folders.
pub(crate) fn file(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The folder of a file, empty for the root.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What is wrong with an entry's name: nothing that a package needs looks like that.
pub(crate) fn fault(name: &[u8]) -> Option<&'static str> {
    let Ok(text) = std::str::from_utf8(name) else { return Some("has a name that isn't UTF-8") };
    let drive = text.as_bytes().get(1) == Some(&b':');
    match text {
        "" => Some("has no name"),
        _ if text.len() > 1_000 => Some("has a name of more than 1000 bytes"),
        _ if text.chars().any(char::is_control) => Some("has a control character in its name"),
        _ if text.contains('\\') => Some("has a backslash in its name"),
        _ if text.starts_with('/') || drive => Some("has an absolute path"),
        _ if text.split('/').any(|part| part == ".." || part == ".") => Some("has a path that leads out of the package"),
        _ if text.trim_end_matches('/').split('/').any(str::is_empty) => Some("has an empty folder in its path"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_in_the_package() {
        let first = |folder, reference| candidates(folder, reference).and_then(|found| found.into_iter().next());
        assert_eq!(first("items/a", "../images/x.png").as_deref(), Some("items/images/x.png"));
        assert_eq!(first("", "./q.xml").as_deref(), Some("q.xml"));
        for outside in ["../x.png", "/etc/passwd", "https://x/y.png", "C:\\x", "data:image/png;base64,AA", ""] {
            assert_eq!(first("", outside), None, "{outside}");
        }
        assert_eq!(candidates("a", "b%20c.png").and_then(|found| found.last().cloned()).as_deref(), Some("a/b c.png"));
        assert_eq!(candidates("", "%2e%2e/x"), Some(vec!["%2e%2e/x".into()]));
    }

    #[test]
    fn hostile_names_have_a_fault() {
        for name in ["../x", "a/../../x", "/x", "C:/x", "a\\b", "", "a\0b", "a//b", "./x"] {
            assert!(fault(name.as_bytes()).is_some(), "{name:?}");
        }
        assert!(fault(&[b'a', 0xff]).is_some());
        for name in ["imsmanifest.xml", "items/q 1.xml", "images/", "Bilder/ä.png"] {
            assert_eq!(fault(name.as_bytes()), None, "{name}");
        }
    }
}
