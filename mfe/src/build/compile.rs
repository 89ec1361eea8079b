//! Running cargo for one module of one remote.

use std::{
    io::{BufRead, BufReader, IsTerminal, Read},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

use serde::Deserialize;

use crate::{
    error::Error,
    process,
    toolchain::{TARGET, Toolchain},
    workspace::Remote,
};

/// Which of a remote's two modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// For the browser.
    Client,
    /// For the container's sandbox.
    Server,
}

/// For whom a build is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// For users: small and fast.
    Release,
    /// For the developer who waits for it.
    Dev,
}

impl Mode {
    /// Its name in manifests and states.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Release => "release",
            Mode::Dev => "dev",
        }
    }
}

impl Side {
    /// Its name in messages and of its target folder.
    pub fn name(self) -> &'static str {
        match self {
            Side::Client => "client",
            Side::Server => "server",
        }
    }

    /// The cargo profile: one for each side, because bytes count on one and speed on the other.
    pub fn profile(self, mode: Mode) -> &'static str {
        match (mode, self) {
            (Mode::Dev, _) => "dev-remote",
            (Mode::Release, Side::Client) => "client",
            (Mode::Release, Side::Server) => "server",
        }
    }

    /// The remote's features for this side.
    ///
    /// # Errors
    /// The remote has no such feature.
    pub fn features(self, remote: &Remote) -> Result<String, Error> {
        let side = match self {
            Side::Client => "hydrate",
            Side::Server => "ssr",
        };
        if !remote.features.contains(side) {
            let advice = "a remote is built twice, with the features `hydrate` and `ssr`: see nursing/Cargo.toml";
            return Err(Error::remote(&remote.name, format!("its Cargo.toml has no feature `{side}`"), advice));
        }
        Ok(if remote.features.contains("remote") { format!("{side},remote") } else { side.to_owned() })
    }
}

/// The arguments that choose what is compiled, and where to. Shared with clippy, so that both use the same dependency builds.
///
/// # Errors
/// The remote has no feature for this side.
pub fn selection(remote: &Remote, side: Side, mode: Mode) -> Result<Vec<String>, Error> {
    let features = side.features(remote)?;
    // By package and in a folder a side: the features of both sides must never be unified.
    let folder = format!("target/mfe/{}", side.name());
    let words = [
        "--package",
        &remote.name,
        "--lib",
        "--profile",
        side.profile(mode),
        "--features",
        &features,
        "--target",
        TARGET,
        "--target-dir",
        &folder,
    ];
    Ok(words.map(str::to_owned).to_vec())
}

/// Compiles one module and returns where cargo put it.
///
/// # Errors
/// It doesn't compile.
pub fn compile(
    root: &Path,
    toolchain: &Toolchain,
    remote: &Remote,
    side: Side,
    mode: Mode,
    quiet: bool,
) -> Result<PathBuf, Error> {
    let mut command = toolchain.cargo(root);
    // The crate type is said here: with `rlib` beside `cdylib`, cargo would quietly leave out link-time optimisation.
    command.arg("rustc").args(selection(remote, side, mode)?).args(["--crate-type", "cdylib"]);
    let colour = !quiet && std::io::stderr().is_terminal();
    command.arg(if colour { "--message-format=json-diagnostic-rendered-ansi" } else { "--message-format=json" });
    command.env("CARGO_TERM_COLOR", if colour { "always" } else { "never" });
    if quiet {
        command.arg("--quiet");
    }
    if side == Side::Server {
        // All that a render takes, from the start: growing memory is a call to the system, in every fresh instance.
        command.args(["--", "-Clink-arg=--initial-memory=4194304"]);
    }
    let said = listen(&mut command, &remote.name, quiet)?;
    if let Some(rendered) = said.failure() {
        return Err(Error::Compile { name: remote.name.clone(), side: side.name(), rendered });
    }
    said.module.ok_or_else(|| {
        Error::remote(&remote.name, format!("cargo built no {} module", side.name()), "the package needs a src/lib.rs")
    })
}

/// Runs a cargo command quietly, one that answers in JSON, and returns why it failed, if it did.
///
/// # Errors
/// cargo can't be started.
pub fn failure(command: &mut Command, package: &str) -> Result<Option<String>, Error> {
    Ok(listen(command, package, true)?.failure())
}

#[derive(Default)]
struct Said {
    success: bool,
    /// Rendered compiler errors.
    errors: String,
    /// cargo's own words.
    cargo: String,
    /// The remote's own wasm file.
    module: Option<PathBuf>,
}

impl Said {
    /// Why the command failed, if it did.
    fn failure(&self) -> Option<String> {
        let words = if self.errors.is_empty() { &self.cargo } else { &self.errors };
        (!self.success).then(|| plain(words))
    }
}

#[derive(Deserialize)]
#[serde(tag = "reason")]
enum Message {
    #[serde(rename = "compiler-artifact")]
    Artifact { target: Target, filenames: Vec<PathBuf> },
    #[serde(rename = "compiler-message")]
    Diagnostic { message: Diagnostic },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Diagnostic {
    rendered: Option<String>,
    level: String,
}

/// Runs cargo, shows what it says unless `quiet`, and keeps what matters.
fn listen(command: &mut Command, package: &str, quiet: bool) -> Result<Said, Error> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|source| process::start_error(command, source))?;
    let words = child.stderr.take().map(|stream| thread::spawn(move || follow(stream, quiet)));
    let mut said = Said::default();
    if let Some(stream) = child.stdout.take() {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            hear(&mut said, package, &line, quiet);
        }
    }
    said.success = wait(command, &mut child)?;
    said.cargo = words.and_then(|words| words.join().ok()).unwrap_or_default();
    Ok(said)
}

fn wait(command: &Command, child: &mut Child) -> Result<bool, Error> {
    child.wait().map(|status| status.success()).map_err(|source| process::start_error(command, source))
}

fn follow(stream: impl Read, quiet: bool) -> String {
    let mut all = String::new();
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        if !quiet {
            eprintln!("{line}");
        }
        // Only the end is of interest later: what cargo says when it gives up.
        if !line.trim_start().starts_with("Compiling") {
            all.push_str(&line);
            all.push('\n');
        }
    }
    all
}

fn hear(said: &mut Said, package: &str, line: &str, quiet: bool) {
    match serde_json::from_str(line) {
        Ok(Message::Artifact { target, filenames }) if target.name == package.replace('-', "_") => {
            if let Some(module) = filenames.into_iter().find(|file| file.extension().is_some_and(|extension| extension == "wasm"))
            {
                said.module = Some(module);
            }
        }
        Ok(Message::Diagnostic { message: Diagnostic { rendered: Some(rendered), level } }) => {
            if !quiet {
                eprint!("{rendered}");
            }
            if level.starts_with("error") {
                said.errors.push_str(&rendered);
            }
        }
        // Not cargo's: a build script may print what it likes.
        _ => {}
    }
}

/// `text` without terminal colours.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        out.push_str(before);
        rest = after.split_once(|end: char| end.is_ascii_alphabetic()).map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_and_the_errors_are_heard() {
        let mut said = Said::default();
        for line in [
            r#"{"reason":"compiler-artifact","filenames":["/t/ui_components.wasm"],"target":{"name":"ui_components"}}"#,
            r#"{"reason":"compiler-message","message":{"rendered":"warning: unused\n","level":"warning"}}"#,
            r#"{"reason":"compiler-message","message":{"rendered":"error: no\n","level":"error"}}"#,
            r#"{"reason":"compiler-artifact","target":{"name":"my_nursing"},"filenames":["/t/my_nursing.wasm"]}"#,
            r#"{"reason":"build-finished","success":true}"#,
            "a build script's own line",
        ] {
            hear(&mut said, "my-nursing", line, true);
        }
        assert_eq!(said.module, Some("/t/my_nursing.wasm".into()));
        assert_eq!(said.errors, "error: no\n");
    }

    #[test]
    fn errors_lose_their_colours_in_messages() {
        assert_eq!(plain("\u{1b}[1m\u{1b}[38;5;9merror\u{1b}[0m: mismatched types\n"), "error: mismatched types");
    }
}
