//! `/api/v1`, its plain-form twins, and the same calls without HTTP for the page renderer.
//!
//! # Layout
//! - [`auth`], [`exams`], [`attempts`], [`progress`]: one module a domain, one file a verb, a `router()` each.
//! - [`forms`]: the actions as plain forms, for pages without scripts.
//! - [`fetch()`]: the GET calls in process.
//! - [`identity`]: who sends a request. [`bank`]: what can be asked, in memory.
//! - [`operations`]: health, metrics, reports of browsers. [`openapi`]: the description of it all.

pub mod attempts;
pub mod auth;
pub mod bank;
pub mod exams;
pub mod fetch;
pub mod forms;
pub mod identity;
pub mod openapi;
pub mod operations;
pub mod progress;

mod error;
mod json;
mod state;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, header},
    middleware::{from_fn, map_response},
    response::Response,
    routing::{any, get},
};

pub use error::{Error, Result};
pub use fetch::fetch;
pub use identity::{Viewer, current_user};
pub use json::Json;
pub use state::{Clock, Options, State, system_clock};

use crate::http::{csrf, problem, session};

/// The largest body that any call takes.
const BODY_LIMIT: usize = 64 * 1024;

/// `/api/v1/…` with its sessions, and `/healthz`, `/readyz`, `/metrics`.
pub fn router(state: State) -> Router {
    let v1 = Router::new()
        .merge(auth::router())
        .merge(exams::router())
        .merge(attempts::router())
        .merge(progress::router())
        .merge(operations::reports())
        .route("/openapi.json", get(openapi::document))
        .fallback(unknown_path)
        .method_not_allowed_fallback(wrong_method);
    let api = Router::new().nest("/api/v1", v1).route("/api", any(unknown_path)).route("/api/{*rest}", any(unknown_path));
    guarded(api, &state).layer(from_fn(problem::ensure)).merge(operations::health()).with_state(state)
}

/// A declared path, below `/api/v1`.
fn v1(path: &'static str) -> &'static str {
    path.strip_prefix("/api/v1").unwrap_or(path)
}

/// What every route that acts for a student is wrapped in.
fn guarded(router: Router<State>, state: &State) -> Router<State> {
    router
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(map_response(never_stored))
        .layer(session_layer(state))
        .layer(from_fn(session::complete_removal))
        .layer(from_fn(csrf::protect))
}

/// The session layer, for pages. [`router`] and [`forms::router`] have it already: a route must have it once.
pub fn session_layer(state: &State) -> tower_sessions::SessionManagerLayer<session::Store> {
    session::layer(state.sessions().clone(), state.options().secure_cookies)
}

async fn never_stored(mut response: Response) -> Response {
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

async fn unknown_path() -> Error {
    Error::code(contract::problem::Code::NotFound)
}

async fn wrong_method() -> Error {
    Error::code(contract::problem::Code::MethodNotAllowed)
}
