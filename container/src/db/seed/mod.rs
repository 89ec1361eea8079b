//! What a new data folder starts with, and what every start brings up to date: items, exams, demo accounts.

mod accounts;
mod bank;
mod exams;

use std::path::PathBuf;

pub use accounts::{DEMO_PASSWORD_VARIABLE, DemoAccount, demo_accounts};
pub use bank::items;
pub use exams::exams;

/// Why the database couldn't be seeded.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// A file or folder can't be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The item bank.
    #[error(transparent)]
    Bank(#[from] nursing_domain::bank::BankError),
    /// A password can't be hashed.
    #[error("a demo password can't be hashed: {0}")]
    Password(String),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] super::Error),
}
