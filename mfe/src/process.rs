//! Running other programs in an environment of known shape.

use std::{
    collections::VecDeque,
    env,
    ffi::OsStr,
    io::{self, BufRead as _, BufReader, IsTerminal as _, Read, Write},
    path::Path,
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    error::Error,
    progress::{self, Heartbeat},
};

/// Variables with these beginnings are a user's own settings about network and terminal, not build settings.
const KEPT: [&str; 8] = [
    "CARGO_HOME",
    "CARGO_NET_",
    "CARGO_HTTP_",
    "CARGO_REGISTRY_",
    "CARGO_REGISTRIES_",
    "CARGO_SOURCE_",
    "CARGO_TERM_",
    "CARGO_INSTALL_ROOT",
];

/// `program` in `folder`, without what the cargo that started this tool left in the environment: such variables reach build
/// scripts and compiler calls, so that the same source would be compiled twice, by hand and by the tool.
pub fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_left_over) {
            command.env_remove(name);
        }
    }
    if let Some(paths) = env::var_os("LD_LIBRARY_PATH") {
        match without_cargo_paths(&paths) {
            Some(paths) => command.env("LD_LIBRARY_PATH", paths),
            None => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
    command
}

fn is_left_over(name: &str) -> bool {
    let cargos = name == "CARGO" || name.starts_with("CARGO_") || name.starts_with("OUT_DIR");
    let flags = matches!(name, "RUSTFLAGS" | "RUSTDOCFLAGS" | "RUSTC" | "RUSTC_BOOTSTRAP" | "RUST_RECURSION_COUNT");
    (cargos || flags) && !KEPT.iter().any(|kept| name.starts_with(kept))
}

/// `cargo run` puts the target folder and the toolchain's libraries in front; another toolchain must not load those.
fn without_cargo_paths(paths: &OsStr) -> Option<std::ffi::OsString> {
    let rest: Vec<_> = env::split_paths(paths)
        .filter(|path| {
            let text = path.to_string_lossy();
            !(text.is_empty() || text.contains("/target/") || text.contains("/rustlib/") || text.contains("/toolchains/"))
        })
        .collect();
    if rest.is_empty() { None } else { env::join_paths(rest).ok() }
}

/// The command as it could be typed, for messages.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// How many of a failed program's last lines are told again in the error.
const LAST_LINES: usize = 30;

/// Runs it. A terminal is the program's own, with its colours and progress. In a log its last lines are part of the error, since
/// what failed is far above the end there; and it never seems dead: while it is silent, a line says for how long it has run.
///
/// # Errors
/// It can't be started, or fails.
pub fn run(command: &mut Command) -> Result<(), Error> {
    if io::stderr().is_terminal() {
        let status = command.status().map_err(|source| start_error(command, source))?;
        return if status.success() {
            Ok(())
        } else {
            Err(Error::Command { command: shown(command), reason: status.to_string() })
        };
    }
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(|source| start_error(command, source))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let shown = shown(command);
    let heartbeat = Heartbeat::start(&shown);
    let errors = thread::spawn(move || err.map(|err| pass_on(err, io::stderr())).unwrap_or_default());
    let mut lines = out.map(|out| pass_on(out, io::stdout())).unwrap_or_default();
    lines.extend(errors.join().unwrap_or_default());
    let status = child.wait().map_err(|source| start_error(command, source))?;
    drop(heartbeat);
    if status.success() {
        return Ok(());
    }
    let last = lines.make_contiguous().join("\n");
    Err(Error::Command { command: shown, reason: format!("{status}\n{}", last.trim_end()) })
}

/// Copies line by line, and returns the last ones.
fn pass_on(from: impl Read, mut to: impl Write) -> VecDeque<String> {
    let mut last = VecDeque::new();
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        // A log that is gone is no reason to end the program.
        let _ = writeln!(to, "{line}");
        progress::heard();
        if last.len() == LAST_LINES {
            last.pop_front();
        }
        last.push_back(line);
    }
    last
}

/// Runs it and returns what it printed.
///
/// # Errors
/// It can't be started, or fails; then with its last words.
pub fn read(command: &mut Command) -> Result<String, Error> {
    let Output { status, stdout, stderr } =
        command.stdin(Stdio::null()).output().map_err(|source| start_error(command, source))?;
    if status.success() {
        return Ok(String::from_utf8_lossy(&stdout).trim_end().to_owned());
    }
    let words = String::from_utf8_lossy(&stderr);
    Err(Error::Command { command: shown(command), reason: format!("{status}\n{}", words.trim_end()) })
}

/// Runs it for at most `limit`: a program that waits for a network that is not there must not hold up what follows.
///
/// # Errors
/// It can't be started, fails, or takes longer; then it is ended.
pub fn run_within(command: &mut Command, limit: Duration) -> Result<(), Error> {
    let mut child = command.stdin(Stdio::null()).spawn().map_err(|source| start_error(command, source))?;
    let _heartbeat = Heartbeat::start(&shown(command));
    let start = Instant::now();
    loop {
        match child.try_wait().map_err(|source| start_error(command, source))? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => {
                return Err(Error::Command { command: shown(command), reason: status.to_string() });
            }
            None if start.elapsed() < limit => thread::sleep(Duration::from_millis(100)),
            None => {
                // It may have ended just now; either way it is not waited for any longer.
                let _ = child.kill();
                let _ = child.wait();
                let reason = format!("no end after {} seconds", limit.as_secs());
                return Err(Error::Command { command: shown(command), reason });
            }
        }
    }
}

/// The error of a program that could not be started.
pub fn start_error(command: &Command, source: io::Error) -> Error {
    Error::Start { program: command.get_program().to_string_lossy().into_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn build_settings_are_left_behind_and_network_settings_kept() {
        for name in
            ["CARGO", "CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "CARGO_BUILD_TARGET"]
        {
            assert!(is_left_over(name), "{name}");
        }
        for name in
            ["PATH", "CARGO_HOME", "CARGO_NET_OFFLINE", "CARGO_REGISTRIES_MINE_INDEX", "CARGO_TERM_COLOR", "RUSTC_WRAPPER"]
        {
            assert!(!is_left_over(name), "{name}");
        }
    }

    #[test]
    fn library_paths_of_cargo_are_dropped() {
        let left = without_cargo_paths(OsStr::new("/p/target/release/deps:/opt/lib:/r/toolchains/x/lib"));
        assert_eq!(left.as_deref(), Some(OsStr::new("/opt/lib")));
        assert_eq!(without_cargo_paths(OsStr::new("/p/target/release")), None);
    }

    #[test]
    fn a_program_that_never_ends_is_ended() {
        let start = Instant::now();
        let error = run_within(Command::new("sleep").arg("30"), Duration::from_millis(300)).expect_err("too long");
        assert!(error.to_string().contains("`sleep 30` failed: no end after 0 seconds"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn the_last_lines_are_kept_and_all_are_passed_on() {
        let text: String = (0..100).map(|line| format!("{line}\n")).collect();
        let mut copy = Vec::new();
        let last = pass_on(text.as_bytes(), &mut copy);
        assert_eq!(copy, text.as_bytes());
        assert_eq!((last.len(), last.front().map(String::as_str), last.back().map(String::as_str)), (30, Some("70"), Some("99")));
    }

    #[test]
    fn failures_carry_the_last_words() {
        let error = read(Command::new("sh").args(["-c", "echo nope >&2; exit 3"])).expect_err("exit 3");
        assert!(error.to_string().contains("nope"), "{error}");
    }
}
