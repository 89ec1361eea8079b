//! Commands that are programs of their own, compiled when they are first used: their libraries would hold up the first page.

use std::ffi::OsString;

use crate::{cargo, error::Error, process, progress::Board, serve, workspace::Workspace};

/// Words for another program, as they are.
#[derive(Debug, clap::Args)]
pub struct Passed {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "…")]
    words: Vec<OsString>,
}

/// A program of the workspace.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// Its package.
    pub package: &'static str,
    /// What it is called.
    pub name: &'static str,
}

/// Question files in and out.
pub const ITEMS: Program = Program { package: "nursing-cli", name: "items" };
/// What talks to a running container, or stands in for a CDN.
pub const DEPLOY: Program = Program { package: "mfe-deploy", name: "mfe-deploy" };

/// Compiles the program if it is stale, and becomes it.
///
/// # Errors
/// It doesn't compile.
pub fn run(workspace: &Workspace, program: Program, command: Option<&str>, passed: &Passed) -> Result<(), Error> {
    let board = Board::new();
    cargo::build(&workspace.root, program.package, &board.task(program.name, 1.0))?;
    drop(board);
    let mut child = process::command(workspace.root.join("target/release").join(program.name), ".".as_ref());
    serve::become_program(child.arg("--root").arg(&workspace.root).args(command).args(&passed.words))
}
