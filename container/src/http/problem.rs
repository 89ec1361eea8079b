//! Errors as problem documents (RFC 9457).

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::problem::{Code, Problem};

/// The media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// The document for a code.
pub fn document(code: Code, detail: Option<&str>, retry_after: Option<u32>) -> Problem {
    Problem {
        kind: format!("/problems/{}", code.name()),
        title: code.title().to_owned(),
        status: code.status(),
        detail: detail.unwrap_or(code.sentence()).to_owned(),
        retry_after,
    }
}

/// The response for a problem.
pub fn response(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_string(problem).unwrap_or_default();
    let mut response = (status, [(header::CONTENT_TYPE, MEDIA_TYPE), (header::CACHE_CONTROL, "no-store")], body).into_response();
    if let Some(seconds) = problem.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    // For whoever shows it in another form.
    response.extensions_mut().insert(problem.clone());
    response
}

/// The response for a code.
pub fn of(code: Code) -> Response {
    response(&document(code, None, None))
}

/// Middleware: whatever error a layer or extractor below answers in its own words becomes a problem document.
pub async fn ensure(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let is_problem = response.headers().get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes() == MEDIA_TYPE.as_bytes());
    if is_problem {
        return response;
    }
    let mut problem = of(code_of(status));
    if let Some(allow) = response.headers().get(header::ALLOW) {
        problem.headers_mut().insert(header::ALLOW, allow.clone());
    }
    problem
}

/// The code that says no more than a status.
pub fn code_of(status: StatusCode) -> Code {
    match status {
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
        StatusCode::UNAUTHORIZED => Code::NotLoggedIn,
        StatusCode::FORBIDDEN => Code::Forbidden,
        status if status.is_client_error() => Code::InvalidBody,
        _ => Code::Internal,
    }
}
