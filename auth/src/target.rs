//! Where a person goes after the form. The address comes from `?next=`, so from anybody.

/// Where people go who wanted to go nowhere in particular.
pub(crate) const HOME: &str = "/dashboard";

/// The path of this site that `next` asks for; [`HOME`] where it asks for anything else.
///
/// Browsers take `\` for `/` and drop tabs and line feeds, so that some paths name another site. The forms themselves are
/// no place to go to: somebody who is signed in would be sent around in circles.
pub(crate) fn local(next: Option<&str>) -> &str {
    next.filter(|path| is_local(path) && !is_form(path)).unwrap_or(HOME)
}

fn is_local(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.first() == Some(&b'/')
        && bytes.iter().all(|byte| byte.is_ascii_graphic() && *byte != b'\\')
        && !bytes.windows(2).any(|pair| pair == b"//")
}

fn is_form(path: &str) -> bool {
    let page = path.split(['?', '#', '/']).nth(1);
    matches!(page, Some("login" | "register"))
}

/// The address of the form at `page` that leads to `next` afterwards.
pub(crate) fn form_address(page: &str, next: &str) -> String {
    let mut address = page.to_owned();
    if next != HOME {
        address.push_str("?next=");
        for byte in next.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => address.push(char::from(byte)),
                _ => {
                    address.push('%');
                    for nibble in [byte >> 4, byte & 15] {
                        address.push(char::from(b"0123456789ABCDEF"[usize::from(nibble)]));
                    }
                }
            }
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_this_site_pass() {
        for page in ["/", "/exam/np1?q=3", "/exam/np1/review/0199#top"] {
            assert_eq!(local(Some(page)), page);
        }
    }

    #[test]
    fn anything_else_leads_home() {
        for other in [
            "",
            "dashboard",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/a//b",
            " /a",
            "/a\r\nb",
            "/ñ",
            "/login",
            "/login?next=/exams",
            "/register#x",
        ] {
            assert_eq!(local(Some(other)), HOME, "{other:?}");
        }
        assert_eq!(local(None), HOME);
    }

    #[test]
    fn the_way_survives_the_change_of_forms() {
        assert_eq!(form_address("/register", HOME), "/register");
        assert_eq!(form_address("/register", "/exam/np1?q=3&x=a+b"), "/register?next=/exam/np1%3Fq%3D3%26x%3Da%2Bb");
    }
}
