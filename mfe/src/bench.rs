//! `cargo mfe bench`: the measurements live in end2end/bench, with the browser that takes them.

use crate::{doctor, error::Error, process, workspace::Workspace};

/// Arguments for end2end/bench/run.mjs.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Passed on as they are.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Runs the benchmark script.
///
/// # Errors
/// The machine lacks something, or the script fails.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    doctor::ensure(&workspace.root, doctor::TEST)?;
    process::run(process::command("node", &workspace.root).arg("end2end/bench/run.mjs").args(&options.arguments))
}
