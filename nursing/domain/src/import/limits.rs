//! How much an import takes at most. What is larger is refused by name, never cut off.

use crate::rich::TEXT_BYTES;

/// Limits of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as it comes in; 64 MiB.
    pub file_bytes: usize,
    /// Records in a file; 50,000.
    pub records: usize,
    /// Bytes of one text, such as a stem; 100,000.
    pub text_bytes: usize,
    /// Nested XML elements or rich-text tags; 64.
    pub depth: usize,
    /// Entries of a zip file; 20,000.
    pub zip_entries: usize,
    /// Bytes of one entry, unpacked; 16 MiB.
    pub zip_entry_bytes: u64,
    /// Bytes of all entries, unpacked; 256 MiB. They are read one at a time.
    pub zip_total_bytes: u64,
    /// How many times larger an entry may become; 200.
    pub zip_ratio: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 64 << 20,
            records: 50_000,
            text_bytes: TEXT_BYTES,
            depth: 64,
            zip_entries: 20_000,
            zip_entry_bytes: 16 << 20,
            zip_total_bytes: 256 << 20,
            zip_ratio: 200,
        }
    }
}
