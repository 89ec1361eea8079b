//! The messages between the host and a remote's server module, and what a hydrated page hands to the client module.
//!
//! The server module exports `mf_abi() -> u32`, `mf_alloc(len) -> ptr`, `mf_plan(ptr, len) -> u64` and
//! `mf_render(ptr, len) -> u64` (pointer in the high half, length in the low half) and imports `mf.log(ptr, len)`.
//! In goes the expose's name, a line feed, and [`Input`] as JSON; for a plan without data. Out of a plan comes [`Plan`], out of
//! a render [`Rendered`] as a line of JSON, a line feed, then HTML. The same JSON, as text, travels to the browser, so that
//! hydration sees what the server saw.

use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// All that a view may know: props of type `P`, the product's store `S` and, of type `D`, what the API answered. A host that was
/// compiled without the view passes them through as raw JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Input<P, D, S> {
    /// The expose's props.
    pub props: P,
    /// The page's request.
    pub request: Request,
    /// The shared store at the time of the request.
    pub store: S,
    /// The answer to the call that the plan named; `{}` where it named none.
    pub data: Answer<D>,
}

/// The part of the request that a remote sees. It holds no header, no cookie and no clock: equal requests render equally.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Request {
    /// Path of the page, `/exam/np1`.
    pub path: String,
    /// Route parameters, decoded: `id` → `np1`.
    pub params: Vec<(String, String)>,
    /// Query parameters, decoded, in the order of the address.
    pub query: Vec<(String, String)>,
}

impl Request {
    /// The route parameter of that name.
    pub fn param(&self, name: &str) -> Option<&str> {
        last(&self.params, name)
    }

    /// The query parameter of that name; of a repeated one the last.
    pub fn query(&self, name: &str) -> Option<&str> {
        last(&self.query, name)
    }
}

fn last<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().rfind(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The data of a view that needs none.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct NoData {}

/// What the API said: exactly one of the two is there.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Answer<D> {
    /// What was asked for.
    #[cfg_attr(not(feature = "hydrate"), serde(skip_serializing_if = "Option::is_none"))]
    pub ok: Option<D>,
    /// Why it was refused.
    #[cfg_attr(not(feature = "hydrate"), serde(skip_serializing_if = "Option::is_none"))]
    pub problem: Option<Problem>,
}

/// What a view needs before it can render.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The path of a call that the contract declares, fetched with GET and the session of whoever looks. One at most: a view that
    /// needs several things asks for a resource that holds them all.
    pub call: Option<String>,
}

/// What a render says besides its HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Whether the HTML is a view that the client module brings to life. If not it is a document: the browser loads no code.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub live: bool,
}

impl Default for Rendered {
    fn default() -> Self {
        Rendered { title: None, status: None, redirect: None, live: true }
    }
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_true(value: &bool) -> bool {
    *value
}

#[cfg(test)]
mod tests {
    use super::Request;

    #[test]
    fn of_a_repeated_parameter_the_last_counts() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let request = Request { query: vec![pair("q", "3"), pair("a", "b"), pair("q", "4")], ..Request::default() };
        assert_eq!(request.query("q"), Some("4"));
        assert_eq!(request.query("none"), None);
        assert_eq!(request.param("q"), None);
    }
}
