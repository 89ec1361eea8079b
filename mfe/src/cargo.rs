//! Running cargo, following how far it is, and keeping what it says.

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
    progress::{self, Task},
};

/// What a cargo command said.
#[derive(Default)]
pub struct Said {
    success: bool,
    /// Rendered compiler errors.
    errors: String,
    /// cargo's own words.
    words: String,
    /// Every file that it made or found made, by the target's name.
    files: Vec<(String, PathBuf)>,
    /// Where its build scripts wrote to.
    scripts: Vec<PathBuf>,
}

impl Said {
    /// Why the command failed, if it did: without terminal colours.
    pub fn failure(&self) -> Option<String> {
        let words = if self.errors.is_empty() { &self.words } else { &self.errors };
        (!self.success).then(|| plain(words))
    }

    /// The wasm file of the library of `package`.
    pub fn module(&self, package: &str) -> Option<PathBuf> {
        let target = package.replace('-', "_");
        let is_module = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "wasm");
        self.files.iter().rev().find(|(name, path)| *name == target && is_module(path)).map(|(_, path)| path.clone())
    }

    /// Every file that it made or found made, and the folders of its build scripts.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|(_, path)| path).chain(&self.scripts).map(PathBuf::as_path)
    }
}

/// Who hears of a command while it runs.
pub enum Audience<'a> {
    /// Nobody: the caller tells what came of it.
    Nobody,
    /// A task of a board, of which the command is the part from `.1` to `.2`, and whoever reads standard error.
    Task(&'a Task, f64, f64),
}

/// Builds `package` of the workspace at `root` for users.
///
/// # Errors
/// It doesn't compile.
pub fn build(root: &Path, package: &str, task: &Task) -> Result<(), Error> {
    let mut command = process::command("cargo", root);
    command.args(["build", "--release", "--package", package]);
    let said = follow(&mut command, &[], &Audience::Task(task, 0.0, 1.0))?;
    task.done();
    // What the compiler and cargo said was shown when they said it.
    if said.success { Ok(()) } else { Err(Error::Failed(format!("{package} does not compile"))) }
}

/// Runs a cargo command that compiles; adds how it has to report, and the words that are for the `compiler` itself.
///
/// # Errors
/// cargo can't be started.
pub fn follow(command: &mut Command, compiler: &[String], audience: &Audience) -> Result<Said, Error> {
    let quiet = matches!(audience, Audience::Nobody);
    let colour = !quiet && std::io::stderr().is_terminal();
    command.arg(if colour { "--message-format=json-diagnostic-rendered-ansi" } else { "--message-format=json" });
    command.env("CARGO_TERM_COLOR", if colour { "always" } else { "never" });
    if quiet {
        command.arg("--quiet");
    } else {
        // The bar that cargo draws on a terminal says how many crates there are, which nothing else does.
        command.env("CARGO_TERM_PROGRESS_WHEN", "always").env("CARGO_TERM_PROGRESS_WIDTH", "100");
    }
    if !compiler.is_empty() {
        command.arg("--").args(compiler);
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|source| process::start_error(command, source))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        let words = err.map(|stream| scope.spawn(|| listen(stream, audience)));
        let mut said = Said::default();
        if let Some(stream) = out {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                hear(&mut said, &line, quiet);
            }
        }
        said.success = wait(command, &mut child)?;
        said.words = words.and_then(|words| words.join().ok()).unwrap_or_default();
        Ok(said)
    })
}

fn wait(command: &Command, child: &mut Child) -> Result<bool, Error> {
    child.wait().map(|status| status.success()).map_err(|source| process::start_error(command, source))
}

/// Reads cargo's own words; returns those that matter when it gives up.
fn listen(stream: impl Read, audience: &Audience) -> String {
    let mut all = String::new();
    let mut stream = BufReader::new(stream);
    let mut piece = Vec::new();
    // A bar ends in a carriage return, a line in a line feed.
    while read_piece(&mut stream, &mut piece) {
        let text = plain(&String::from_utf8_lossy(&piece));
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        match (progress_of(text), audience) {
            (Some((share, now)), Audience::Task(task, from, to)) => task.at(from + (to - from) * share, &now),
            (Some(_), Audience::Nobody) => {}
            (None, Audience::Task(task, from, _)) if text.starts_with("Blocking waiting") => task.at(*from, "its turn comes"),
            (None, _) if is_routine(text) => {}
            (None, audience) => {
                if let Audience::Task(..) = audience {
                    progress::line(text);
                }
                all.push_str(text);
                all.push('\n');
            }
        }
    }
    all
}

fn read_piece(stream: &mut impl BufRead, piece: &mut Vec<u8>) -> bool {
    piece.clear();
    loop {
        let Ok(buffer) = stream.fill_buf() else { return false };
        if buffer.is_empty() {
            return !piece.is_empty();
        }
        let end = buffer.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        piece.extend_from_slice(&buffer[..end.unwrap_or(buffer.len())]);
        let taken = end.map_or(buffer.len(), |end| end + 1);
        stream.consume(taken);
        if end.is_some() {
            return true;
        }
    }
}

/// `Building [===>     ] 12/345: sqlx-core, tokio` as a share and `12 of 345: sqlx-core, tokio`.
fn progress_of(text: &str) -> Option<(f64, String)> {
    let rest = text.strip_prefix("Building [")?;
    let (_, rest) = rest.split_once("] ")?;
    let (count, names) = rest.split_once(':').unwrap_or((rest, ""));
    let (done, total) = count.trim().split_once('/')?;
    let (done, total): (u32, u32) = (done.parse().ok()?, total.parse().ok()?);
    let names = names.trim();
    let now = if names.is_empty() { format!("{done} of {total}") } else { format!("{done} of {total} ({names})") };
    (total > 0).then(|| (f64::from(done) / f64::from(total), now))
}

/// What the progress tells already.
fn is_routine(text: &str) -> bool {
    ["Compiling ", "Finished ", "Downloaded ", "Locking ", "Adding ", "Building ", "Fresh "]
        .iter()
        .any(|word| text.starts_with(word))
}

#[derive(Deserialize)]
#[serde(tag = "reason")]
enum Message {
    #[serde(rename = "compiler-artifact")]
    Artifact { target: Target, filenames: Vec<PathBuf> },
    #[serde(rename = "build-script-executed")]
    Script { out_dir: PathBuf },
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

fn hear(said: &mut Said, line: &str, quiet: bool) {
    match serde_json::from_str(line) {
        Ok(Message::Artifact { target, filenames }) => {
            said.files.extend(filenames.into_iter().map(|path| (target.name.clone(), path)));
        }
        Ok(Message::Script { out_dir }) => said.scripts.push(out_dir),
        Ok(Message::Diagnostic { message: Diagnostic { rendered: Some(rendered), level } }) => {
            if !quiet {
                progress::line(&rendered);
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
            r#"{"reason":"compiler-artifact","target":{"name":"my_nursing"},"filenames":["/t/my_nursing.d","/t/my_nursing.wasm"]}"#,
            r#"{"reason":"build-script-executed","package_id":"x","out_dir":"/t/build/x-1/out"}"#,
            r#"{"reason":"build-finished","success":true}"#,
            "a build script's own line",
        ] {
            hear(&mut said, line, true);
        }
        assert_eq!(said.module("my-nursing"), Some("/t/my_nursing.wasm".into()));
        assert_eq!(said.module("auth"), None);
        assert!(said.paths().any(|path| path == Path::new("/t/build/x-1/out")));
        assert_eq!(said.failure().as_deref(), Some("error: no"));
    }

    #[test]
    fn errors_lose_their_colours_in_messages() {
        assert_eq!(plain("\u{1b}[1m\u{1b}[38;5;9merror\u{1b}[0m: mismatched types\n"), "error: mismatched types");
    }

    #[test]
    fn cargos_bar_says_how_far_it_is() {
        assert_eq!(progress_of("Building [==>       ] 50/200: tokio, syn"), Some((0.25, "50 of 200 (tokio, syn)".into())));
        assert_eq!(progress_of("Building [==>       ] 50/200"), Some((0.25, "50 of 200".into())));
        for other in ["Compiling tokio v1.54.1", "Building [", "Building [=] 1/0: x", "Building [=] x/y"] {
            assert_eq!(progress_of(other), None, "{other}");
        }
    }

    #[test]
    fn bars_and_lines_are_told_apart() {
        let text = b"   Compiling tokio v1\n    Building [>  ] 1/4: tokio\r    Building [=> ] 2/4: syn\r\n    Blocking waiting for file lock\nerror: no\n";
        let board = progress::Board::new();
        let task = board.task("x", 1.0);
        let words = listen(&text[..], &Audience::Task(&task, 0.5, 1.0));
        assert_eq!(words, "error: no\n");
        assert_eq!(listen(&b"no end"[..], &Audience::Nobody), "no end\n");
    }
}
