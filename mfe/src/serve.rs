//! `cargo mfe serve`: from a clone to a page.

use std::{path::PathBuf, process::Command, sync::OnceLock};

use crate::{
    build::{Builder, Mode},
    cargo, doctor,
    error::Error,
    process,
    progress::{self, Board},
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
    build(workspace, mode, &[])?;
    become_program(&mut container(workspace, options))
}

/// Builds `names` (every remote, if there are none) and, once the server modules have compiled what it shares with them, the
/// container: while one client module after the other is linked, on one core, the others compile.
///
/// # Errors
/// Something doesn't build; the other side is built all the same.
pub fn build(workspace: &Workspace, mode: Mode, names: &[String]) -> Result<(), Error> {
    let board = Board::new();
    let builder = Builder::new(workspace, mode, Some(&board))?;
    let (task, container) = (board.task("container", CONTAINER), OnceLock::new());
    // Set once: `then` is done once.
    builder.build_then(names, false, &|| drop(container.set(cargo::build(&workspace.root, "container", &task))))?;
    container.into_inner().unwrap_or(Ok(()))?;
    progress::say("built", "", &progress::seconds(board.elapsed()));
    Ok(())
}

/// Seconds that the container takes on the machine of docs/builds.
const CONTAINER: f64 = 200.0;

/// Compiles the container.
///
/// # Errors
/// It doesn't compile.
pub fn build_container(workspace: &Workspace, board: &Board) -> Result<(), Error> {
    cargo::build(&workspace.root, "container", &board.task("container", CONTAINER))
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

/// Replaces this process, so that signals, input and exit code are the program's own.
///
/// # Errors
/// It can't be started.
#[cfg(unix)]
pub fn become_program(command: &mut Command) -> Result<(), Error> {
    let source = std::os::unix::process::CommandExt::exec(command);
    Err(process::start_error(command, source))
}

#[cfg(not(unix))]
pub fn become_program(command: &mut Command) -> Result<(), Error> {
    process::run(command)
}
