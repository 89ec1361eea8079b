//! `cargo mfe serve`: from a clone to a page.

use std::{path::PathBuf, process::Command};

use crate::{
    build::{Builder, Mode},
    doctor,
    error::Error,
    process,
    workspace::Workspace,
};

/// How to serve.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Port on this machine.
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Where the database and the registry of releases live.
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// Take a remote's files from another origin.
    #[arg(long, value_name = "NAME=URL")]
    origin: Vec<String>,
    /// Where a remote's files also are, if its origin fails.
    #[arg(long, value_name = "NAME=URL")]
    fallback: Vec<String>,
    /// Build for development: quickly, not small.
    #[arg(long)]
    dev: bool,
}

/// Builds what is stale and becomes the container.
///
/// # Errors
/// Something doesn't build.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    doctor::ensure(&workspace.root, doctor::SERVE)?;
    let mode = if options.dev { Mode::Dev } else { Mode::Release };
    Builder::new(workspace, mode, false)?.build(&[], false)?;
    build_container(workspace)?;
    become_container(container(workspace, options))
}

/// Compiles the container.
///
/// # Errors
/// It doesn't compile.
pub fn build_container(workspace: &Workspace) -> Result<(), Error> {
    process::run(process::command("cargo", &workspace.root).args(["build", "--release", "--package", "container"]))
}

fn container(workspace: &Workspace, options: &Options) -> Command {
    let mut command = process::command(workspace.root.join("target/release/container"), &workspace.root);
    command.arg("serve").arg("--addr").arg(format!("127.0.0.1:{}", options.port)).arg("--data").arg(&options.data);
    command.args(["--dist", "target/mfe/dist", "--items", "nursing/items"]);
    for origin in &options.origin {
        command.arg("--origin").arg(origin);
    }
    for fallback in &options.fallback {
        command.arg("--fallback").arg(fallback);
    }
    command
}

/// Replaces this process, so that signals, input and exit code are the container's own.
#[cfg(unix)]
fn become_container(mut command: Command) -> Result<(), Error> {
    let source = std::os::unix::process::CommandExt::exec(&mut command);
    Err(process::start_error(&command, source))
}

#[cfg(not(unix))]
fn become_container(mut command: Command) -> Result<(), Error> {
    process::run(&mut command)
}
