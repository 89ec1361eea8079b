//! Table `sessions`.

use sqlx::Row;

use super::{Database, Result, calls::MEMORY_MS};

/// A stored session.
#[derive(Clone, Debug)]
pub struct StoredSession {
    /// What it holds, a JSON object.
    pub data: String,
    /// When it ends, in unix milliseconds.
    pub expires_at: i64,
}

impl Database {
    /// The session with that hashed id, whether or not it has ended.
    ///
    /// # Errors
    /// The query failed.
    pub async fn session(&self, hashed: &str) -> Result<Option<StoredSession>> {
        let row =
            sqlx::query("SELECT data, expires_at FROM sessions WHERE id = $1").bind(hashed).fetch_optional(self.pool()).await?;
        Ok(match row {
            Some(row) => Some(StoredSession { data: row.try_get("data")?, expires_at: row.try_get("expires_at")? }),
            None => None,
        })
    }

    /// Adds a session; false if there is one with its id.
    ///
    /// # Errors
    /// The statement failed.
    pub async fn add_session(&self, hashed: &str, session: &StoredSession) -> Result<bool> {
        let mut write = self.write().await?;
        let done = sqlx::query("INSERT INTO sessions (id, data, expires_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING")
            .bind(hashed)
            .bind(&session.data)
            .bind(session.expires_at)
            .execute(write.on())
            .await?;
        write.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Changes a session; false if there is none: a session that was ended meanwhile must stay so.
    ///
    /// # Errors
    /// The statement failed.
    pub async fn change_session(&self, hashed: &str, session: &StoredSession) -> Result<bool> {
        let mut write = self.write().await?;
        let done = sqlx::query("UPDATE sessions SET data = $2, expires_at = $3 WHERE id = $1")
            .bind(hashed)
            .bind(&session.data)
            .bind(session.expires_at)
            .execute(write.on())
            .await?;
        write.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The statement failed.
    pub async fn end_session(&self, hashed: &str) -> Result<()> {
        let mut write = self.write().await?;
        sqlx::query("DELETE FROM sessions WHERE id = $1").bind(hashed).execute(write.on()).await?;
        write.commit().await
    }

    /// Deletes what has ended, log-in failures older than a day, and idempotency keys that no outbox waits with any more.
    ///
    /// # Errors
    /// A statement failed.
    pub async fn sweep(&self, now: i64) -> Result<u64> {
        let mut write = self.write().await?;
        let sessions = sqlx::query("DELETE FROM sessions WHERE expires_at < $1").bind(now).execute(write.on()).await?;
        let failures =
            sqlx::query("DELETE FROM login_failures WHERE last_at < $1").bind(now - 86_400_000).execute(write.on()).await?;
        let calls = sqlx::query("DELETE FROM calls WHERE created_at < $1").bind(now - MEMORY_MS).execute(write.on()).await?;
        write.commit().await?;
        Ok(sessions.rows_affected() + failures.rows_affected() + calls.rows_affected())
    }
}
