//! `cargo mfe items`: question files of other systems in and out, and what the bank holds.

mod export;
mod import;
mod stats;

use std::path::PathBuf;

use crate::{error::Error, workspace::Workspace};

/// What to do with items.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Read CSV, GIFT, Moodle XML or QTI, and say of each record whether it is an item, or why not.
    Import(import::Options),
    /// Write the bank as CSV, GIFT or a QTI 3.0 package.
    Export(export::Options),
    /// Count the bank's items, and say what is wrong with them together.
    Stats(stats::Options),
}

/// Does it.
///
/// # Errors
/// A file can't be read or written, or the bank is broken.
pub fn run(workspace: &Workspace, command: &Command) -> Result<(), Error> {
    match command {
        Command::Import(options) => import::run(workspace, options),
        Command::Export(options) => export::run(workspace, options),
        Command::Stats(options) => stats::run(workspace, options),
    }
}

/// Where the bank lies.
fn bank(workspace: &Workspace) -> PathBuf {
    workspace.root.join("nursing/items")
}

fn broken(error: nursing_domain::bank::BankError) -> Error {
    Error::Failed(format!("the item bank can't be used: {error}"))
}
