//! Writing the bank for other systems.

use std::{
    fs,
    path::{Path, PathBuf},
};

use nursing_domain::{bank, export};

use crate::error::Error;

/// Where to, and as what.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The file to write: its ending says as what (.csv, .gift, .zip for a QTI 3.0 package).
    to: PathBuf,
}

/// Writes what the format can hold, and says what it can't.
///
/// # Errors
/// The bank can't be read, the ending names no format, or the file can't be written.
pub(super) fn run(folder: &Path, options: &Options) -> Result<(), Error> {
    let bank = bank::read_folder(folder)?;
    let ending = options.to.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let exported = match ending.as_str() {
        "csv" => export::csv::export(bank.items()),
        "gift" => export::gift::export(bank.items()),
        "zip" => export::qti::export(bank.items(), &|name| picture(folder, name)),
        _ => return Err(Error::Ending(options.to.clone())),
    };
    fs::write(&options.to, &exported.bytes).map_err(Error::file("write", &options.to))?;
    for left in &exported.left {
        eprintln!("  warning: {} was left out: {}", left.id, left.reason);
    }
    println!("{} items in {}, {} left out", exported.items, options.to.display(), exported.left.len());
    Ok(())
}

/// A picture of the bank; rich text takes plain file names only.
fn picture(folder: &Path, name: &str) -> Option<Vec<u8>> {
    fs::read(folder.join("pictures").join(name)).ok()
}
