//! What the bank holds.

use nursing_domain::bank;
use serde_json::json;

use super::{bank as folder, broken};
use crate::{error::Error, workspace::Workspace};

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
pub(super) fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let bank = bank::read_folder(&folder(workspace)).map_err(broken)?;
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
