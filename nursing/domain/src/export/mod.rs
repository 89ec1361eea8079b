//! Items as files of other systems.

pub mod csv;
pub mod gift;
pub mod qti;

/// An item that a format can't hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its id.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// What was written, and what could not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many items are in it.
    pub items: usize,
    /// The items that aren't.
    pub left: Vec<Left>,
}
