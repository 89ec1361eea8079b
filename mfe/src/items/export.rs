//! Writing the bank for other systems.

use std::{
    fs,
    path::{Path, PathBuf},
};

use nursing_domain::{bank, export};

use super::{bank as folder, broken};
use crate::{error::Error, progress, workspace::Workspace};

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
pub(super) fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let folder = folder(workspace);
    let bank = bank::read_folder(&folder).map_err(broken)?;
    let ending = options.to.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let exported = match ending.as_str() {
        "csv" => export::csv::export(bank.items()),
        "gift" => export::gift::export(bank.items()),
        "zip" => export::qti::export(bank.items(), &|name| picture(&folder, name)),
        _ => return Err(Error::Failed(format!("`{}`: the name has to end in .csv, .gift or .zip", options.to.display()))),
    };
    fs::write(&options.to, &exported.bytes).map_err(Error::file("write", &options.to))?;
    for left in &exported.left {
        progress::warn(&format!("{} was left out: {}", left.id, left.reason));
    }
    println!("{} items in {}, {} left out", exported.items, options.to.display(), exported.left.len());
    Ok(())
}

/// A picture of the bank; rich text takes plain file names only.
fn picture(folder: &Path, name: &str) -> Option<Vec<u8>> {
    fs::read(folder.join("pictures").join(name)).ok()
}
