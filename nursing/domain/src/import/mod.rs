//! Reading question files of other systems.
//!
//! Whatever comes in, an import ends in a report: each record is an item or has a reason why it is none. Nothing is guessed,
//! least of all a key, and nothing panics.

use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};

pub mod csv;
pub mod facts;
pub mod gift;
mod html;
pub mod limits;
pub mod moodle;
pub mod package;
mod pairs;
pub mod qti;
pub mod record;
pub mod report;
mod signs;
pub mod text;
pub mod xml;

pub use limits::Limits;
pub use report::{ImportReport, Imported, Place, Reason, Refused, Suspicion, Warning};

/// Imports one file, whose kind is told by its name and its first bytes: CSV, GIFT, Moodle XML, a QTI item, or a QTI package.
pub fn import(name: &str, bytes: &[u8], limits: &Limits) -> ImportReport {
    if bytes.len() > limits.file_bytes {
        return too_large(name, limits);
    }
    let ending = ending(name);
    match ending.as_str() {
        _ if bytes.starts_with(ZIP) || ending == "zip" => package::import(name, Cursor::new(bytes), limits),
        "csv" => csv::import(name, bytes, limits),
        "gift" | "txt" => gift::import(name, bytes, limits),
        _ if ending == "xml" || record::begins_as_xml(bytes) => match record::root(bytes) {
            Some(root) if root == "quiz" => moodle::import(name, bytes, limits),
            _ => qti::import(name, bytes, limits),
        },
        _ => ImportReport::refused(name, Reason::Unsupported(format!("files named `.{ending}`"))),
    }
}

/// The same of a file that isn't in memory. A package stays where it is: of it, only one entry at a time is in memory.
///
/// # Errors
/// The file can't be read.
pub fn import_file(name: &str, mut file: impl Read + Seek, limits: &Limits) -> io::Result<ImportReport> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    if length > limits.file_bytes as u64 {
        return Ok(too_large(name, limits));
    }
    let mut bytes = Vec::new();
    (&mut file).take(ZIP.len() as u64).read_to_end(&mut bytes)?;
    if bytes == ZIP || ending(name) == "zip" {
        return Ok(package::import(name, BufReader::new(file), limits));
    }
    file.take(limits.file_bytes as u64).read_to_end(&mut bytes)?;
    Ok(import(name, &bytes, limits))
}

/// What a zip file begins with.
const ZIP: &[u8] = b"PK\x03\x04";

fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase()
}

fn too_large(name: &str, limits: &Limits) -> ImportReport {
    ImportReport::refused(name, Reason::Limit { what: "bytes in the file", limit: limits.file_bytes })
}
