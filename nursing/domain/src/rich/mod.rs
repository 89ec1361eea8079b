//! Text with a little structure: paragraphs, lists, tables, emphasis, sub- and superscript, images with alternative text.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "author")]
mod clean;

use serde::{Deserialize, Serialize};

#[cfg(feature = "author")]
pub use clean::{Cleaned, RichError, TEXT_BYTES, TEXT_TAGS};

/// HTML of a small subset, in one canonical form. On a server it can only be made by cleaning; a browser takes it as the server
/// sent it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(feature = "author"), serde(transparent))]
#[cfg_attr(feature = "author", serde(into = "String", try_from = "String"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RichText(String);

impl RichText {
    /// As HTML, safe to put into a page as it is.
    pub fn html(&self) -> &str {
        &self.0
    }
}

impl From<RichText> for String {
    fn from(text: RichText) -> String {
        text.0
    }
}
