//! Running one step.

use std::{fs, path::Path, process::Command};

use super::plan::Action;
use crate::{
    build::Mode,
    error::Error,
    process,
    progress::Board,
    serve,
    toolchain::Toolchain,
    workspace::{LOADER, Workspace},
};

/// Runs it.
///
/// # Errors
/// It failed.
pub(super) fn run(workspace: &Workspace, action: &Action) -> Result<(), Error> {
    let root = &workspace.root;
    match action {
        Action::Lint(arguments) => process::run(linter(root, arguments)?.args(arguments)),
        Action::Linted(arguments) => process::run(linting(root)?.args(arguments)),
        Action::Module(arguments) => process::run(Toolchain::find(root)?.cargo(root, &[]).args(arguments)),
        Action::Node(folder, arguments) => process::run(process::command("node", &root.join(folder)).args(arguments)),
        Action::Build => {
            let mut names: Vec<String> = workspace.remotes.iter().map(|remote| remote.name.clone()).collect();
            names.push(LOADER.to_owned());
            serve::build(workspace, Mode::Release, &names)
        }
        Action::Browser => browser(workspace),
    }
}

/// The cargo for `fmt` and `clippy`: the one that runs here, unless it lacks the component or has to look at wasm code.
fn linter(root: &Path, arguments: &[String]) -> Result<Command, Error> {
    let component = arguments.first().map_or("fmt", String::as_str);
    let for_wasm = arguments.iter().any(|argument| argument == "--target");
    if !for_wasm && process::read(process::command("cargo", root).args([component, "--version"])).is_ok() {
        return Ok(process::command("cargo", root));
    }
    Ok(Toolchain::find(root)?.cargo(root, &[]))
}

/// What `cargo clippy -- -D warnings` says to the compiler that it puts in place of rustc.
const NO_WARNINGS: &str = "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__";

/// The cargo that compiles with clippy. `cargo clippy` does the same, except that it always chooses `check`.
fn linting(root: &Path) -> Result<Command, Error> {
    let mut cargo = linter(root, &["clippy".to_owned()])?;
    cargo.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", NO_WARNINGS);
    Ok(cargo)
}

fn browser(workspace: &Workspace) -> Result<(), Error> {
    let folder = workspace.root.join("end2end");
    if !has_configuration(&folder) {
        let reason = "there is no end2end/playwright.config.js (or .ts, .mjs): the browser tests are missing";
        return Err(Error::Failed(reason.into()));
    }
    // The tests start the container themselves, several times: what can be compiled before is.
    serve::build_container(workspace, &Board::new())?;
    process::run(process::command("npx", &folder).args(["--no-install", "playwright", "test"]))
}

fn has_configuration(folder: &Path) -> bool {
    ["js", "ts", "mjs"].iter().any(|extension| fs::exists(folder.join(format!("playwright.config.{extension}"))).unwrap_or(false))
}
