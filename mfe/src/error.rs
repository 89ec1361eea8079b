//! The one error type of the tool: what went wrong, where, and what to do about it.

use std::{io, path::PathBuf};

/// Why a command of `cargo mfe` stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {action} {}: {source}", path.display())]
    File {
        /// `read`, `write`, `create` …
        action: &'static str,
        /// Which one.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A program could not be started at all.
    #[error("cannot start `{program}`: {source}\n  is it installed? `cargo mfe doctor` says what is missing")]
    Start {
        /// Its name.
        program: String,
        /// The system's reason.
        source: io::Error,
    },
    /// A program ran and failed.
    #[error("`{command}` failed: {reason}")]
    Command {
        /// The command as it could be typed.
        command: String,
        /// Its exit status, and its last words where they were not shown already.
        reason: String,
    },
    /// The output of a program was not what it should be.
    #[error("`{command}` answered something unexpected: {reason}")]
    Answer {
        /// The command as it could be typed.
        command: String,
        /// What could not be read.
        reason: String,
    },
    /// The compiler rejected a module; its own words were printed already.
    #[error("{name}: the {side} module does not compile")]
    Compile {
        /// The remote.
        name: String,
        /// `client` or `server`.
        side: &'static str,
        /// The compiler's errors as plain text.
        rendered: String,
    },
    /// A remote is set up in a way that can't be built.
    #[error("{name}: {problem}\n  {advice}")]
    Remote {
        /// The remote.
        name: String,
        /// What is wrong.
        problem: String,
        /// What to do.
        advice: String,
    },
    /// A source file that the tool compiles itself has a mistake.
    #[error("{}:{line}: {message}", path.display())]
    Source {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A release weighs more than it may.
    #[error("{name} is over its byte budget:\n{}", figures.join("\n"))]
    Budget {
        /// The remote.
        name: String,
        /// One line for each figure that is too large.
        figures: Vec<String>,
    },
    /// The machine lacks something that the command needs.
    #[error("this machine is not ready:\n{}", missing.join("\n"))]
    Unfit {
        /// One line for each thing, with the command that mends it.
        missing: Vec<String>,
    },
    /// A command was called in a way that makes no sense.
    #[error("{0}")]
    Usage(String),
    /// Something else failed.
    #[error("{0}")]
    Failed(String),
    /// The command failed and has said all there is to say.
    #[error("failed")]
    Silent,
}

impl Error {
    /// For `map_err`: an input/output error with the place where it happened.
    pub fn file(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
        let path = path.into();
        move |source| Error::File { action, path, source }
    }

    /// A remote that can't be built.
    pub fn remote(name: &str, problem: impl Into<String>, advice: impl Into<String>) -> Error {
        Error::Remote { name: name.into(), problem: problem.into(), advice: advice.into() }
    }
}
