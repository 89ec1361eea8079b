//! Running one step.

use std::{
    collections::VecDeque,
    fs,
    io::{self, BufRead, BufReader, IsTerminal, Read, Write},
    path::Path,
    process::{Command, Stdio},
    thread,
};

use super::plan::Action;
use crate::{
    build::{Builder, Mode},
    error::Error,
    process, serve,
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
        Action::Cargo(arguments) => watch(process::command("cargo", root).args(arguments)),
        Action::Lint(arguments) => watch(linter(root, arguments)?.args(arguments)),
        Action::Node(folder, arguments) => watch(process::command("node", &root.join(folder)).args(arguments)),
        Action::Build => {
            let mut names: Vec<String> = workspace.remotes.iter().map(|remote| remote.name.clone()).collect();
            names.push(LOADER.to_owned());
            Builder::new(workspace, Mode::Release, false)?.build(&names, false).map(drop)
        }
        Action::Browser => browser(workspace),
    }
}

/// How many of a failed program's last lines are told again at the end.
const LAST_LINES: usize = 30;

/// Runs it. In a log its last lines are part of the error, since what failed is far above the end there; a terminal is the
/// program's own, with its colours and progress.
fn watch(command: &mut Command) -> Result<(), Error> {
    if io::stderr().is_terminal() {
        return process::run(command);
    }
    let start_error = |command: &Command, source| process::start_error(command, source);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(|source| start_error(command, source))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let errors = thread::spawn(move || err.map(|err| pass_on(err, io::stderr())).unwrap_or_default());
    let mut lines = out.map(|out| pass_on(out, io::stdout())).unwrap_or_default();
    lines.extend(errors.join().unwrap_or_default());
    let status = child.wait().map_err(|source| start_error(command, source))?;
    if status.success() {
        return Ok(());
    }
    let last = lines.make_contiguous().join("\n");
    Err(Error::Command { command: process::shown(command), reason: format!("{status}\n{}", last.trim_end()) })
}

/// Copies line by line, and returns the last ones.
fn pass_on(from: impl Read, mut to: impl Write) -> VecDeque<String> {
    let mut last = VecDeque::new();
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        // A log that is gone is no reason to end the tests.
        let _ = writeln!(to, "{line}");
        if last.len() == LAST_LINES {
            last.pop_front();
        }
        last.push_back(line);
    }
    last
}

/// The cargo for `fmt` and `clippy`: the one that runs here, unless it lacks the component or has to look at wasm code.
fn linter(root: &Path, arguments: &[String]) -> Result<Command, Error> {
    let component = arguments.first().map_or("fmt", String::as_str);
    let for_wasm = arguments.iter().any(|argument| argument == "--target");
    if !for_wasm && process::read(process::command("cargo", root).args([component, "--version"])).is_ok() {
        return Ok(process::command("cargo", root));
    }
    Ok(Toolchain::find(root)?.cargo(root))
}

fn browser(workspace: &Workspace) -> Result<(), Error> {
    let folder = workspace.root.join("end2end");
    if !has_configuration(&folder) {
        let reason = "there is no end2end/playwright.config.js (or .ts, .mjs): the browser tests are missing";
        return Err(Error::Failed(reason.into()));
    }
    // The tests start the container themselves, several times: what can be compiled before is.
    serve::build_container(workspace)?;
    watch(process::command("npx", &folder).args(["--no-install", "playwright", "test"]))
}

fn has_configuration(folder: &Path) -> bool {
    ["js", "ts", "mjs"].iter().any(|extension| fs::exists(folder.join(format!("playwright.config.{extension}"))).unwrap_or(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_kept_and_all_are_passed_on() {
        let text: String = (0..100).map(|line| format!("{line}\n")).collect();
        let mut copy = Vec::new();
        let last = pass_on(text.as_bytes(), &mut copy);
        assert_eq!(copy, text.as_bytes());
        assert_eq!((last.len(), last.front().map(String::as_str), last.back().map(String::as_str)), (30, Some("70"), Some("99")));
    }
}
