//! Problem documents (RFC 9457).

use serde::{Deserialize, Serialize};

/// The body of every HTTP error, `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Problem {
    /// `/problems/<name>`; the product says which there are.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short and the same for every case of the type.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What went wrong here, and what to do; a sentence that a person understands.
    pub detail: String,
    /// Seconds to wait before trying again, where that is the cure.
    #[cfg_attr(not(feature = "hydrate"), serde(skip_serializing_if = "Option::is_none"))]
    pub retry_after: Option<u32>,
}

impl Problem {
    /// The last segment of the problem's type.
    pub fn name(&self) -> Option<&str> {
        self.kind.strip_prefix("/problems/")
    }
}
