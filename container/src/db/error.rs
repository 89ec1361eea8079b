//! What can go wrong with the database.

/// A failed call of the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It can't be reached or created.
    #[error("the database `{url}` can't be opened: {source}")]
    Open {
        /// Its URL without the password.
        url: String,
        /// What the driver says.
        source: sqlx::Error,
    },
    /// The container was compiled without its driver.
    #[error(
        "the database `{url}` needs the PostgreSQL driver, which this container was compiled without: \
         cargo build --release --package container --features postgres"
    )]
    NoDriver {
        /// Its URL without the password.
        url: String,
    },
    /// Its tables can't be brought up to date.
    #[error("the database's tables can't be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A statement failed.
    #[error("a database query failed: {0}")]
    Query(#[from] sqlx::Error),
    /// What was written together isn't durable.
    #[error("the changes can't be made durable: {0}")]
    Commit(String),
    /// A row holds what the program never writes.
    #[error("the database holds something unexpected: {0}")]
    Damaged(String),
}

/// Result of a database call.
pub type Result<T> = std::result::Result<T, Error>;
