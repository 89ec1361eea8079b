//! What a product declares of a slice of the shared store: the loader follows it.

use serde::Serialize;

/// One slice of the store, as the page tells the loader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Declared {
    /// Its name in the store.
    #[serde(skip)]
    pub name: &'static str,
    /// Every open tab has the same value.
    #[serde(skip_serializing_if = "is_false")]
    pub tabs: bool,
    /// The device remembers it.
    #[serde(skip_serializing_if = "is_false")]
    pub kept: bool,
    /// Also an attribute `data-<name>` of the document, and a cookie, so that the server renders with it.
    #[serde(skip_serializing_if = "is_false")]
    pub shown: bool,
    /// What the loader takes. Checked, since values also come from disk and from other tabs.
    #[serde(flatten)]
    pub takes: Takes,
}

/// The values of a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Takes {
    /// `null`, or an object in which this member holds something.
    #[serde(rename = "maybe")]
    Maybe(&'static str),
    /// An object with this member.
    #[serde(rename = "has")]
    Has(&'static str),
    /// One of these texts.
    #[serde(rename = "of")]
    Of(&'static [&'static str]),
    /// A value of this type, as JavaScript's `typeof` has it: `number`, `string`, `boolean`.
    #[serde(rename = "type")]
    Type(&'static str),
    /// A list.
    #[serde(rename = "list")]
    List(Yes),
}

/// `true` in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Yes;

impl Serialize for Yes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(true)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}
