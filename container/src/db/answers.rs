//! Table `answers`.

use std::collections::BTreeMap;

use shared::contract::exam::{Attempt, Saved};
use sqlx::Row;

use super::{Database, Result, Write, attempts::active};

/// Response by item id; empty where an answer was taken back.
pub type Chosen = BTreeMap<String, String>;

impl Database {
    /// The student's attempt in progress of an exam, with its answers: what an exam page needs, in one query.
    ///
    /// # Errors
    /// The query failed.
    pub async fn active_with_answers(&self, user: &str, exam: &str) -> Result<Option<(Attempt, Chosen)>> {
        let rows = sqlx::query(
            "SELECT id, exam, started_at, deadline, item, choice FROM attempts LEFT JOIN answers ON answers.attempt = attempts.id \
             WHERE user_id = $1 AND exam = $2 AND submitted_at IS NULL",
        )
        .bind(user)
        .bind(exam)
        .fetch_all(self.pool())
        .await?;
        let Some(first) = rows.first() else {
            return Ok(None);
        };
        let attempt = active(first)?;
        let mut chosen = Chosen::new();
        for row in &rows {
            if let (Some(item), Some(choice)) = (row.try_get("item")?, row.try_get("choice")?) {
                chosen.insert(item, choice);
            }
        }
        Ok(Some((attempt, chosen)))
    }

    /// The answers of an attempt.
    ///
    /// # Errors
    /// The query failed.
    pub async fn answers(&self, attempt: &str) -> Result<Chosen> {
        let rows =
            sqlx::query("SELECT item, choice FROM answers WHERE attempt = $1").bind(attempt).fetch_all(self.pool()).await?;
        rows.iter().map(|row| Ok((row.try_get("item")?, row.try_get("choice")?))).collect()
    }
}

impl Write {
    /// Stores an answer unless a newer one is there, and returns the one that is there now.
    ///
    /// # Errors
    /// A statement failed.
    pub async fn put_answer(&mut self, attempt: &str, item: &str, choice: &str, seq: i64, now: i64) -> Result<Saved> {
        let stored = sqlx::query(
            "INSERT INTO answers (attempt, item, choice, seq, saved_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (attempt, item) DO UPDATE SET choice = excluded.choice, seq = excluded.seq, saved_at = excluded.saved_at \
             WHERE answers.seq <= excluded.seq",
        )
        .bind(attempt)
        .bind(item)
        .bind(choice)
        .bind(seq)
        .bind(now)
        .execute(self.on())
        .await?;
        if stored.rows_affected() == 1 {
            return Ok(Saved { item: item.to_owned(), response: choice.to_owned(), seq });
        }
        let row = sqlx::query("SELECT choice, seq FROM answers WHERE attempt = $1 AND item = $2")
            .bind(attempt)
            .bind(item)
            .fetch_one(self.on())
            .await?;
        Ok(Saved { item: item.to_owned(), response: row.try_get("choice")?, seq: row.try_get("seq")? })
    }

    /// The answers of an attempt as this transaction sees them.
    ///
    /// # Errors
    /// The query failed.
    pub async fn answers(&mut self, attempt: &str) -> Result<Chosen> {
        let rows = sqlx::query("SELECT item, choice FROM answers WHERE attempt = $1").bind(attempt).fetch_all(self.on()).await?;
        rows.iter().map(|row| Ok((row.try_get("item")?, row.try_get("choice")?))).collect()
    }
}
