//! `/sw.js`: the service worker of the active loader. Browsers ask for it again and again, so it has an address of its own.

use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use contract::problem::Code;

use super::Site;
use crate::api::{Error, Result};

/// Serves it.
///
/// # Errors
/// There is no loader, or its file is damaged.
pub async fn show(State(site): State<Site>) -> Result<Response> {
    let releases = site.registry.release_set();
    let found = releases.get("loader").and_then(|release| Some((release, release.manifest.files.worker.as_ref()?)));
    let Some((release, file)) = found else {
        return Err(Error::code(Code::NotFound));
    };
    let bytes = release.file(file).map_err(|error| {
        tracing::error!(%error, "the service worker can't be served");
        Error::code(Code::Internal)
    })?;
    let mut response = bytes.into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // A worker heeds the policy of its own script: with that of other responses, each fetch inside it would fail.
    let elsewhere: String = site.registry.origins().foreign().iter().map(|origin| format!(" {origin}")).collect();
    if let Ok(policy) = HeaderValue::from_str(&format!("default-src 'none'; connect-src 'self'{elsewhere}")) {
        out.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    out.insert(HeaderName::from_static("service-worker-allowed"), HeaderValue::from_static("/"));
    Ok(response)
}
