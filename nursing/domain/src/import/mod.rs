//! Reading question files of other systems.
//!
//! Whatever comes in, an import ends in a report: each record is an item or has a reason why it is none. Nothing is guessed,
//! least of all a key, and nothing panics.

pub mod csv;
pub mod facts;
pub mod gift;
pub mod limits;
pub mod moodle;
pub mod package;
pub mod qti;
pub mod record;
pub mod report;
pub mod text;
pub mod xml;

pub use limits::Limits;
pub use report::{ImportReport, Imported, Place, Reason, Refused, Suspicion, Warning};

/// Imports one file, whose kind is told by its name and its first bytes: CSV, GIFT, Moodle XML, a QTI item, or a QTI package.
pub fn import(name: &str, bytes: &[u8], limits: &Limits) -> ImportReport {
    if bytes.len() > limits.file_bytes {
        return ImportReport::refused(name, Reason::Limit { what: "bytes in the file", limit: limits.file_bytes });
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        _ if bytes.starts_with(b"PK\x03\x04") || ending == "zip" => package::import(name, bytes, limits),
        "xml" => match record::root(bytes) {
            Some(root) if root == "quiz" => moodle::import(name, bytes, limits),
            _ => qti::import(name, bytes, limits),
        },
        "csv" => csv::import(name, bytes, limits),
        "gift" | "txt" => gift::import(name, bytes, limits),
        _ => ImportReport::refused(name, Reason::Unsupported(format!("files named `.{ending}`"))),
    }
}
