//! Short write transactions.

use sqlx::{Any, AnyConnection, Transaction};
use tokio::sync::OwnedMutexGuard;

use super::{Database, Result, changes::Change};

/// A write transaction. Dropped without [`Write::commit`], it is rolled back.
#[derive(Debug)]
pub struct Write {
    // Declared before the turn, so that the transaction ends before the next writer begins.
    transaction: Transaction<'static, Any>,
    // Ends after the transaction: whoever reads from then on sees all of it.
    _change: Option<Change>,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Database {
    /// Begins a write transaction. Nothing slow may happen until it ends: on SQLite all other writers wait.
    ///
    /// # Errors
    /// No connection is free, or the database refuses.
    pub async fn write(&self) -> Result<Write> {
        self.begin(None).await
    }

    /// Begins a write transaction that changes `user`'s attempts or answers.
    ///
    /// # Errors
    /// No connection is free, or the database refuses.
    pub async fn write_attempts(&self, user: &str) -> Result<Write> {
        self.begin(self.changes.as_ref().map(|changes| changes.begin(user))).await
    }

    async fn begin(&self, change: Option<Change>) -> Result<Write> {
        Ok(match &self.turn {
            Some(turn) => {
                let turn = turn.clone().lock_owned().await;
                // Taking the write lock at once: a transaction that begins as a reader may fail with SQLITE_BUSY at its first
                // write, without waiting, when another process wrote meanwhile.
                Write { transaction: self.pool.begin_with("BEGIN IMMEDIATE").await?, _change: change, _turn: Some(turn) }
            }
            None => Write { transaction: self.pool.begin().await?, _change: change, _turn: None },
        })
    }
}

impl Write {
    /// The connection to run statements on.
    pub fn on(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }

    /// Makes the changes durable.
    ///
    /// # Errors
    /// They are not.
    pub async fn commit(self) -> Result<()> {
        self.transaction.commit().await?;
        Ok(())
    }
}
