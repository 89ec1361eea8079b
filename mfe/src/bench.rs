//! `cargo mfe bench`: the measurements live in end2end/bench, with the browser that takes them.

use crate::{build::Mode, doctor, error::Error, process, serve, workspace::Workspace};

/// Arguments for end2end/bench/run.mjs.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Passed on as they are.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds what is stale and runs the benchmark script.
///
/// # Errors
/// The machine lacks something, something doesn't build, or the script fails.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    doctor::ensure(&workspace.root, doctor::BENCH)?;
    serve::build(workspace, Mode::Release, &[])?;
    process::run(process::command("node", &workspace.root).arg("end2end/bench/run.mjs").args(&options.arguments))
}
