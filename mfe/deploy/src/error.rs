//! Why a command stopped.

use std::{io, path::PathBuf};

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    /// There is no release of this remote.
    #[error("nothing was built of `{0}` yet: cargo mfe build {0}")]
    Unbuilt(String),
    /// A server could not be reached.
    #[error("{url} does not answer: {source}\n  is the container running? (--url)")]
    Unreachable { url: String, source: reqwest::Error },
    /// A server said no.
    #[error("{0}")]
    Refused(String),
    /// A port can't be served on.
    #[error("port {port}: {source}")]
    Port { port: u16, source: io::Error },
}
