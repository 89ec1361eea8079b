//! Where a form may send a browser.

/// The text, if it is a path of this site that a browser can't read as another site's address.
///
/// Browsers drop tabs and line feeds and take `\` for `/`, so `/\t/evil.example` would be one. So would `//evil.example`.
pub fn local_path(text: &str) -> Option<&str> {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let is_local = text.starts_with('/')
        && text.len() <= 1000
        && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && !text.contains("//")
        // Dots, plain or encoded, would resolve to a path that nobody looked at.
        && !path.to_ascii_lowercase().replace("%2e", ".").split('/').any(|segment| segment == "." || segment == "..")
        && !path.to_ascii_lowercase().contains("%5c")
        && !path.to_ascii_lowercase().contains("%2f");
    is_local.then_some(text)
}

/// The page's address with these parameters added, before its fragment.
pub fn with_query(page: &str, parameters: &[(&str, &str)]) -> String {
    let (page, fragment) = page.split_once('#').map_or((page, None), |(page, fragment)| (page, Some(fragment)));
    let mut address = page.to_owned();
    for (name, value) in parameters {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        encode(value, &mut address);
    }
    if let Some(fragment) = fragment {
        address.push('#');
        address.push_str(fragment);
    }
    address
}

/// Appends `text` as it may stand in a query or a path segment.
pub(super) fn encode(text: &str, address: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_this_site_pass() {
        for page in ["/", "/dashboard", "/exam/np1?q=3", "/exam/np1/review/0199#top", "/exams?back=%2Fdashboard"] {
            assert_eq!(local_path(page), Some(page));
        }
    }

    #[test]
    fn other_sites_in_any_disguise_do_not() {
        for other in [
            "",
            "dashboard",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/..//evil.example",
            "/../admin",
            "/a/./b",
            "/%2e%2e/admin",
            "/.%2E/admin",
            "/%5cevil.example",
            "/%2f/evil.example",
            " /dashboard",
            "/a\r\nSet-Cookie: x=y",
            "/ñ",
        ] {
            assert_eq!(local_path(other), None, "{other:?}");
        }
        assert_eq!(local_path(&format!("/{}", "a".repeat(1000))), None);
    }

    #[test]
    fn parameters_are_encoded_and_precede_the_fragment() {
        assert_eq!(
            with_query("/exam/np1?q=3#q", &[("error", "too-late"), ("email", "a+b@c.ph")]),
            "/exam/np1?q=3&error=too-late&email=a%2Bb%40c.ph#q"
        );
    }
}
