//! What can go wrong between a release and a page.

use std::path::PathBuf;

/// Why a release can't be used, or a render gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of a release, or the folder of releases, can't be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A manifest isn't one.
    #[error("{place} is no manifest: {reason}")]
    Manifest {
        /// Where it lies.
        place: String,
        /// What is wrong.
        reason: String,
    },
    /// A file isn't the one that the manifest names.
    #[error("{place} is damaged: its SHA-384 is not the manifest's. Publish the release again")]
    Integrity {
        /// The file.
        place: String,
    },
    /// There is no such remote or release.
    #[error("there is no release {0}")]
    Unknown(String),
    /// Two sides don't fit.
    #[error("{0}")]
    Refused(#[from] mf_abi::negotiate::Refusal),
    /// wasmtime can't use the server module.
    #[error("the server module of {release} can't be used: {reason}")]
    Module {
        /// The release.
        release: String,
        /// Why.
        reason: String,
    },
    /// The server module trapped, ran out of time or memory, or answered nonsense.
    #[error("the server module of {release} failed in {entry}: {reason}")]
    Trap {
        /// The release.
        release: String,
        /// `mf_plan` or `mf_render`.
        entry: &'static str,
        /// The trap and what the module logged.
        reason: String,
    },
    /// The registry's table failed.
    #[error("the registry can't be stored: {0}")]
    Database(#[from] crate::db::Error),
}
