//! Table `calls`: idempotency keys. A start that is sent again, because its answer was lost, finds what came of it.

use sqlx::Row;

use super::{Result, Write};

/// How long a key is remembered: as long as an outbox may wait with it.
pub(super) const MEMORY_MS: i64 = 90 * 86_400_000;

/// What a key stands for.
#[derive(Clone, Debug)]
pub struct Call {
    /// A hash of the request.
    pub request: String,
    /// The attempt that it gave.
    pub attempt: String,
}

impl Write {
    /// What a student's key stands for, if it was used.
    ///
    /// # Errors
    /// The query failed.
    pub async fn call(&mut self, user: &str, key: &str) -> Result<Option<Call>> {
        let row = sqlx::query("SELECT request, attempt FROM calls WHERE user_id = $1 AND call_key = $2")
            .bind(user)
            .bind(key)
            .fetch_optional(self.on())
            .await?;
        row.map(|row| Ok(Call { request: row.try_get("request")?, attempt: row.try_get("attempt")? })).transpose()
    }

    /// Remembers what a key stands for; false if another request was quicker with it.
    ///
    /// # Errors
    /// The statement failed.
    pub async fn add_call(&mut self, user: &str, key: &str, call: &Call, now: i64) -> Result<bool> {
        let done = sqlx::query(
            "INSERT INTO calls (user_id, call_key, request, attempt, created_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (user_id, call_key) DO NOTHING",
        )
        .bind(user)
        .bind(key)
        .bind(&call.request)
        .bind(&call.attempt)
        .bind(now)
        .execute(self.on())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// How many attempts a student has started, and how many keys used, since that time.
    ///
    /// # Errors
    /// The query failed.
    pub async fn starts_since(&mut self, user: &str, since: i64) -> Result<(i64, i64)> {
        let row = sqlx::query(
            "SELECT (SELECT COUNT(*) FROM attempts WHERE user_id = $1 AND started_at > $2) AS attempts, \
             (SELECT COUNT(*) FROM calls WHERE user_id = $1 AND created_at > $2) AS keys",
        )
        .bind(user)
        .bind(since)
        .fetch_one(self.on())
        .await?;
        Ok((row.try_get("attempts")?, row.try_get("keys")?))
    }
}
