//! Security headers, and the content security policy of a page.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// How the headers are set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Transport {
    /// The site is served over TLS, here or by a proxy in front: tells browsers to insist on it.
    pub tls: bool,
}

/// Middleware for every response: `from_fn_with_state(Transport { .. }, headers::secure)`. What a handler set stays,
/// such as `Cross-Origin-Resource-Policy` on the files of a release.
pub async fn secure(State(transport): State<Transport>, request: Request, next: Next) -> Response {
    let is_file = request.uri().path().starts_with("/mf/");
    let mut response = next.run(request).await;
    let is_file = is_file && response.status().is_success();
    let headers = response.headers_mut();
    keep(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    keep(headers, header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    keep(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if transport.tls {
        keep(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains; preload");
    }
    // The rest speaks of documents. A page loads half a dozen files of releases, and would pay for it with each.
    if is_file {
        return response;
    }
    keep(headers, HeaderName::from_static("permissions-policy"), PERMISSIONS);
    keep(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    keep(headers, header::X_FRAME_OPTIONS, "DENY");
    // A page brings its own, with a nonce; nothing else may load or run anything.
    keep(
        headers,
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    response
}

/// What an exam page never needs.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
    geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), \
    xr-spatial-tracking=()";

/// The policy of a page whose scripts carry `nonce` and whose remotes come from `origins` besides our own.
pub fn content_security_policy(nonce: &str, origins: &[String]) -> String {
    let mut elsewhere = String::new();
    for origin in origins.iter().filter(|origin| is_source(origin)) {
        elsewhere.push(' ');
        elsewhere.push_str(origin);
    }
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'{elsewhere}; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'{elsewhere}; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'; object-src 'none'; manifest-src 'self'; worker-src 'self'; report-uri /api/v1/csp-report"
    )
}

/// An origin that can't end its directive or smuggle in another source.
fn is_source(origin: &str) -> bool {
    (origin.starts_with("https://") || origin.starts_with("http://"))
        && origin.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":/.-[]_".contains(&byte))
}

fn keep(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}

#[cfg(test)]
mod tests {
    use super::content_security_policy;

    #[test]
    fn the_policy_names_its_origins_and_nothing_loose() {
        let policy = content_security_policy("abc", &["https://cdn.example".into(), "https://x; script-src *".into()]);
        assert!(policy.contains("script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval';"));
        assert!(policy.contains("connect-src 'self' https://cdn.example;"));
        assert!(!policy.contains('*') && !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    }
}
