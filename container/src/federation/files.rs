//! `/mf/<name>/<version>/<file>`: the files of releases. Any static server can stand in for this.

use std::path::Path;

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tower_http::services::ServeDir;

/// Serves the folder of releases.
pub fn router(folder: &Path) -> Router {
    let files = ServeDir::new(folder).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    Router::new().nest_service("/mf", files).layer(middleware::from_fn(headers))
}

async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if !response.status().is_success() && response.status() != StatusCode::NOT_MODIFIED {
        // Text, never HTML: a cache or a loader must not take an error page for a module.
        let status = if response.status().is_client_error() { StatusCode::NOT_FOUND } else { response.status() };
        return (status, [(header::CACHE_CONTROL, "no-store")], "there is no such file\n").into_response();
    }
    let out = response.headers_mut();
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    // Public code, for any container's page.
    out.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    out.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
    out.insert(HeaderName::from_static("timing-allow-origin"), HeaderValue::from_static("*"));
    response
}
