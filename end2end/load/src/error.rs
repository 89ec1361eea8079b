//! What can go wrong.

/// Why there is no result, or why it is a bad one.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The container didn't start.
    #[error("the container can't start: {0}")]
    Start(String),
    /// A folder or a process.
    #[error("{what}: {source}")]
    System {
        /// What was tried.
        what: &'static str,
        /// Why it failed.
        source: std::io::Error,
    },
    /// An account or an attempt couldn't be made.
    #[error("student {number} can't begin: {reason}")]
    Begin {
        /// Which one.
        number: u32,
        /// Why.
        reason: String,
    },
    /// A student's task ended early.
    #[error("a student's task broke off: {0}")]
    Broken(#[from] tokio::task::JoinError),
    /// The database can't be read afterwards.
    #[error("the database can't be read: {0}")]
    Database(#[from] container::db::Error),
    /// Something acknowledged isn't there.
    #[error("acknowledged and not in the database: {0}")]
    Lost(String),
    /// A save was refused, failed or took too long.
    #[error("not every answer was saved in time: {0}")]
    TooSlow(String),
}

/// What was tried, for an error of the system.
pub fn system(what: &'static str) -> impl FnOnce(std::io::Error) -> Error {
    move |source| Error::System { what, source }
}
