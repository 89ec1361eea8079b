//! For operators: health, metrics, and what browsers report.

use std::net::{IpAddr, SocketAddr};

use axum::{
    Router,
    body::Bytes,
    extract::{self, ConnectInfo, DefaultBodyLimit, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use contract::problem::Code;
use serde::Deserialize;

use super::{Error, Result, State};
use crate::http::{metrics as recorder, problem};

/// The largest report: more than a browser has to say.
const REPORT_LIMIT: usize = 16 * 1024;
/// As many as the loader keeps between two reports.
const EVENTS_AT_ONCE: usize = 50;

/// `/healthz`, `/readyz`, `/metrics`.
pub(super) fn health() -> Router<State> {
    Router::new().route("/healthz", get(async || "ok\n")).route("/readyz", get(ready)).route("/metrics", get(metrics_text))
}

/// `/csp-report`, `/telemetry`.
pub(super) fn reports() -> Router<State> {
    Router::new()
        .route("/csp-report", post(csp_report))
        .route("/telemetry", post(telemetry))
        .layer(DefaultBodyLimit::max(REPORT_LIMIT))
}

async fn ready(extract::State(state): extract::State<State>) -> Response {
    match state.db().ping().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// Only for this machine: neither peers elsewhere nor those whom a proxy on it stands for.
async fn metrics_text(request: Request) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let forwarded = ["forwarded", "x-forwarded-for", "via", "x-real-ip"].iter().any(|name| request.headers().contains_key(*name));
    if forwarded || !peer.is_some_and(is_loopback) {
        return problem::of(Code::NotFound);
    }
    match recorder::render() {
        Some(text) => ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response(),
        None => problem::of(Code::NotFound),
    }
}

fn is_loopback(peer: IpAddr) -> bool {
    peer.to_canonical().is_loopback()
}

/// What browsers send for `report-uri`.
#[derive(Deserialize)]
struct CspReport {
    #[serde(rename = "csp-report")]
    report: CspViolation,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct CspViolation {
    #[serde(default)]
    effective_directive: String,
    #[serde(default)]
    violated_directive: String,
    #[serde(default)]
    blocked_uri: String,
    #[serde(default)]
    document_uri: String,
}

async fn csp_report(body: Bytes) -> Result<StatusCode> {
    let CspReport { report } = serde_json::from_slice(&body).map_err(|_| Error::code(Code::InvalidBody))?;
    let named = if report.effective_directive.is_empty() { &report.violated_directive } else { &report.effective_directive };
    let name = named.split_whitespace().next().unwrap_or_default();
    // A label may only take a known value, or anybody could fill the memory of the recorder.
    let directive = DIRECTIVES.iter().find(|known| **known == name).copied().unwrap_or("other");
    metrics::counter!("csp_reports_total", "directive" => directive).increment(1);
    tracing::debug!(directive, blocked = %short(&report.blocked_uri), page = %short(&report.document_uri), "a policy was violated");
    Ok(StatusCode::NO_CONTENT)
}

const DIRECTIVES: [&str; 13] = [
    "default-src",
    "script-src",
    "script-src-elem",
    "script-src-attr",
    "style-src",
    "style-src-elem",
    "style-src-attr",
    "img-src",
    "font-src",
    "connect-src",
    "form-action",
    "frame-ancestors",
    "worker-src",
];

/// Something that a page noticed.
#[derive(Deserialize)]
struct Event {
    kind: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    remote: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Events {
    One(Event),
    Many(Vec<Event>),
}

const KINDS: [&str; 14] = [
    "ready",
    "failed",
    "error",
    "panic",
    "load-failed",
    "retry",
    "fallback",
    "integrity",
    "refused",
    "slow",
    "hydration",
    "vitals",
    "save-failed",
    "offline",
];

/// Takes any content type: `sendBeacon` sends text.
async fn telemetry(body: Bytes) -> Result<StatusCode> {
    let events = match serde_json::from_slice(&body).map_err(|_| Error::code(Code::InvalidBody))? {
        Events::One(event) => vec![event],
        Events::Many(events) => events,
    };
    if events.len() > EVENTS_AT_ONCE {
        return Err(Error::code(Code::TooLarge));
    }
    for event in events {
        let kind = KINDS.iter().find(|known| **known == event.kind).copied().unwrap_or("other");
        metrics::counter!("page_events_total", "kind" => kind).increment(1);
        tracing::debug!(kind, remote = %short(&event.remote), message = %short(&event.message), "a page reports");
    }
    Ok(StatusCode::NO_CONTENT)
}

/// At most 500 characters, and none that could forge a line of the log.
fn short(text: &str) -> String {
    text.chars().take(500).map(|character| if character.is_control() { ' ' } else { character }).collect()
}
