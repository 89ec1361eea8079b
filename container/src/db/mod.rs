//! The database: SQLite in the data folder by default, PostgreSQL where its URL is configured (feature `postgres`).
//!
//! One set of SQL serves both, so it keeps to their common subset: `$1` parameters, `TEXT` and `BIGINT`, times in unix
//! milliseconds, `ON CONFLICT`.
//!
//! # Layout
//! - [`users`], [`sessions`], [`failures`], [`items`], [`versions`], [`attempts`], [`answers`], [`history`], [`sitting`], [`calls`]: the
//!   queries of one table group each.
//! - [`seed`]: item bank, exams and demo accounts.

mod changes;
mod error;
mod migrations;
mod open;
mod write;

pub mod activations;
pub mod answers;
pub mod attempts;
pub mod calls;
pub mod failures;
pub mod history;
pub mod items;
pub mod seed;
pub mod sessions;
pub mod sitting;
pub mod users;
pub mod versions;

use sqlx::AnyPool;

pub use error::{Error, Result};
pub use write::Write;

/// A handle on the database; cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Database {
    pool: AnyPool,
    /// Only SQLite has one writer.
    turn: Option<write::Turn>,
    /// On SQLite this process is the one writer, and knows of every change.
    changes: Option<changes::Changes>,
}

impl Database {
    /// The pool, for reading. Writes go through [`Database::write`].
    pub fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// It doesn't.
    pub async fn ping(&self) -> Result<()> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    /// Waits for running statements and closes every connection.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
