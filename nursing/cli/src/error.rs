//! Why a command stopped. What is in a file is never an error: it is in the report.

use std::{io, path::PathBuf};

use nursing_domain::bank::BankError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {action} {}: {source}", path.display())]
    File { action: &'static str, path: PathBuf, source: io::Error },
    /// Items could not be written as JSON.
    #[error("cannot write {}: {source}", path.display())]
    Json { path: PathBuf, source: serde_json::Error },
    /// The bank has a mistake.
    #[error("the item bank can't be used: {0}")]
    Bank(#[from] BankError),
    /// A file name that says no format.
    #[error("`{}`: the name has to end in .csv, .gift or .zip", .0.display())]
    Ending(PathBuf),
}

impl Error {
    /// For `map_err`: an input/output error with the place where it happened.
    pub(crate) fn file(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
        let path = path.into();
        move |source| Error::File { action, path, source }
    }
}
