//! The messages between the container and a remote's server module, and what a hydrated page hands to the client module.
//!
//! The server module exports `mf_abi() -> u32`, `mf_alloc(len) -> ptr`, `mf_plan(ptr, len) -> u64` and
//! `mf_render(ptr, len) -> u64` (pointer in the high half, length in the low half) and imports `mf.log(ptr, len)`.
//! Plan: [`Input`] without data as JSON in, [`Plan`] as JSON out. Render: [`Input`] in; out a line of JSON ([`Rendered`]),
//! a line feed, then HTML. The same input, as text, travels to the browser, so that hydration sees what the server saw.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::contract::slice::Slices;

/// The ABI that this crate speaks; `mf_abi` returns it.
pub const VERSION: u32 = 1;

/// All that a view may know.
#[derive(Debug, Serialize, Deserialize)]
pub struct Input {
    /// The expose's name, `./LoginForm`.
    pub expose: String,
    /// Its props.
    pub props: Box<RawValue>,
    /// The page's request.
    pub request: Request,
    /// The answers to the calls that the plan named, in its order.
    #[serde(default)]
    pub data: Vec<Answer>,
}

/// The part of the request that a remote sees. It holds no header, no cookie and no clock: equal requests render equally.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Path of the page, `/exam/np1`.
    pub path: String,
    /// Route parameters, decoded: `id` → `np1`.
    #[serde(default)]
    pub params: BTreeMap<String, String>,
    /// Query parameters, decoded; of a repeated one the last.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// The shared store at the time of the request.
    #[serde(default)]
    pub store: Slices,
}

/// The answer to one planned call.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body as it came, JSON: what was asked for, or a problem document.
    pub body: Box<RawValue>,
}

/// What a view needs before it can render.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Paths below `/api/v1/`, fetched with GET and the student's session.
    pub calls: Vec<String>,
}

/// What a render says besides its HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendered {
    /// The page's title; the route's own where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The page's status, such as 404 for an unknown exam.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Where the page should go instead, such as the log-in page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect: Option<String>,
}
