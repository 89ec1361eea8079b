//! What the bank holds.

use std::path::Path;

use nursing_domain::bank;
use serde_json::json;

use crate::error::Error;

/// How to show it.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// Counts, and findings.
///
/// # Errors
/// The bank can't be read.
pub(super) fn run(folder: &Path, options: &Options) -> Result<(), Error> {
    let bank = bank::read_folder(folder)?;
    let (stats, findings) = (bank::stats(&bank), bank::lint(&bank));
    if options.json {
        println!("{}", json!({ "stats": stats, "findings": findings }));
        return Ok(());
    }
    println!("{stats}");
    for finding in findings {
        println!("{finding}");
    }
    Ok(())
}
