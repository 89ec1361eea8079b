//! Protection against requests that another site makes a student's browser send.
//!
//! The algorithm of Go's `net/http.CrossOriginProtection`: browsers say truthfully where a request comes from, so no token
//! has to be carried through forms and caches.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, Uri, header},
    middleware::Next,
    response::Response,
};
use contract::problem::Code;

use super::problem;

/// Middleware: refuses unsafe requests of other origins.
pub async fn protect(request: Request, next: Next) -> Response {
    if allows(request.method(), request.uri(), request.headers()) {
        next.run(request).await
    } else {
        tracing::debug!(path = request.uri().path(), "a request from another site was refused");
        metrics::counter!("http_cross_site_refused_total").increment(1);
        problem::of(Code::CrossSite)
    }
}

/// Whether a request may go on.
pub fn allows(method: &Method, uri: &Uri, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    match headers.get("sec-fetch-site").map(|value| value.as_bytes()) {
        // `none`: typed by the user, or a bookmark.
        Some(b"same-origin" | b"none") => return true,
        // `same-site` is another origin too: a remote's server on another port must not post as the student.
        Some(_) => return false,
        None => {}
    }
    // Browsers older than 2023 send no Sec-Fetch-Site, but an Origin with every POST.
    let Some(origin) = headers.get(header::ORIGIN) else {
        // Neither: no browser, so there is nobody to be tricked.
        return true;
    };
    let (Ok(origin), Some(host)) = (origin.to_str(), host(uri, headers)) else {
        return false;
    };
    // `null` has no host and never equals one.
    origin.split_once("://").is_some_and(|(_, origin_host)| origin_host.eq_ignore_ascii_case(host))
}

/// The host that the request was sent to: the authority of HTTP/2, or the header of HTTP/1.
fn host<'r>(uri: &'r Uri, headers: &'r HeaderMap) -> Option<&'r str> {
    uri.authority().map(|authority| authority.as_str()).or_else(|| headers.get(header::HOST)?.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(method: Method, pairs: &[(&'static str, &'static str)]) -> bool {
        let headers: HeaderMap = pairs
            .iter()
            .map(|(name, value)| (header::HeaderName::from_static(name), header::HeaderValue::from_static(value)))
            .collect();
        allows(&method, &Uri::from_static("/login"), &headers)
    }

    /// The table of Go's own test, `TestCrossOriginProtectionSecFetchSite`.
    #[test]
    fn the_table_of_go() {
        let host = ("host", "example.com");
        for (method, sec, origin, expected) in [
            (Method::POST, Some("same-origin"), None, true),
            (Method::POST, Some("none"), None, true),
            (Method::POST, Some("cross-site"), None, false),
            (Method::POST, Some("same-site"), None, false),
            (Method::POST, None, None, true),
            (Method::POST, None, Some("https://example.com"), true),
            (Method::POST, None, Some("https://attacker.example"), false),
            (Method::POST, None, Some("null"), false),
            (Method::GET, Some("cross-site"), None, true),
            (Method::HEAD, Some("cross-site"), None, true),
            (Method::OPTIONS, Some("cross-site"), None, true),
            (Method::PUT, Some("cross-site"), None, false),
            (Method::POST, Some("same-origin"), Some("https://attacker.example"), true),
        ] {
            let mut pairs = vec![host];
            pairs.extend(sec.map(|value| ("sec-fetch-site", value)));
            pairs.extend(origin.map(|value| ("origin", value)));
            assert_eq!(ask(method.clone(), &pairs), expected, "{method} {sec:?} {origin:?}");
        }
    }

    #[test]
    fn another_port_is_another_origin() {
        let host = ("host", "localhost:3000");
        assert!(ask(Method::POST, &[host, ("origin", "http://localhost:3000")]));
        assert!(!ask(Method::POST, &[host, ("origin", "http://localhost:4001")]));
    }
}
