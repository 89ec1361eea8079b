//! Errors for people: who navigates to an address that takes no such request gets a page and a way home, a program the document.

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use contract::problem::{Code, Problem};
use tower::ServiceExt;

use crate::http::problem;

/// Middleware around all routes; `pages` has the page `/problems/{code}`, which is asked for in process, as the same person.
pub async fn explain(State(pages): State<Router>, request: Request, next: Next) -> Response {
    // Files of releases never become HTML: a cache or a loader must not take an error page for a module.
    if request.uri().path().starts_with("/mf/") {
        return next.run(request).await;
    }
    let person = is_navigation(request.headers()).then(|| request.headers().clone());
    let response = next.run(request).await;
    let status = response.status();
    let said = response.headers().get(header::CONTENT_TYPE);
    let is_document = said.is_some_and(|kind| kind.as_bytes() == problem::MEDIA_TYPE.as_bytes());
    // What speaks for itself stays: the page of an unknown address, a text for an operator.
    if !(status.is_client_error() || status.is_server_error()) || (said.is_some() && !is_document) {
        return response;
    }
    let known = response.extensions().get::<Problem>().and_then(Code::of);
    let code = known.unwrap_or_else(|| problem::code_of(status));
    let shown = match person {
        Some(headers) => page(pages, code.name(), headers).await,
        None if is_document => return response,
        None => Some(problem::of(code)),
    };
    let Some(mut shown) = shown else { return response };
    *shown.status_mut() = status;
    shown.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for name in [header::ALLOW, header::RETRY_AFTER, header::SET_COOKIE] {
        for value in response.headers().get_all(&name) {
            shown.headers_mut().append(&name, value.clone());
        }
    }
    shown
}

/// The page of a problem; none if that can't be had either.
async fn page(pages: Router, code: &str, mut headers: HeaderMap) -> Option<Response> {
    // Those of a form that was sent: this request has no body.
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::TRANSFER_ENCODING);
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = format!("/problems/{code}").parse().ok()?;
    *request.headers_mut() = headers;
    let Ok(response) = pages.oneshot(request).await;
    response.status().is_success().then_some(response)
}

/// Whether a person looks at the answer. Scripts, pictures and programs don't ask for HTML.
fn is_navigation(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}
