//! Table `answers`: what counts of the history in table `changes`, one row a question.

use std::collections::BTreeMap;

use contract::{
    exam::{self, Attempt},
    sitting::Sitting,
};
use nursing_domain::sitting::Stored;
use sqlx::Row;

use super::{Database, Result, Write, attempts::active, sitting::sitting};

/// Response by item id; empty where an answer was taken back.
pub type Chosen = BTreeMap<String, String>;

/// An attempt in progress, as an exam page shows it.
#[derive(Clone, Debug)]
pub struct Running {
    /// The attempt.
    pub attempt: Attempt,
    /// Its answers.
    pub answers: Vec<exam::Chosen>,
    /// Where it is being taken.
    pub sitting: Option<Sitting>,
}

impl Database {
    /// The student's attempt in progress of an exam, with its answers: what an exam page needs, in one query.
    ///
    /// # Errors
    /// The query failed.
    pub async fn running(&self, user: &str, exam: &str) -> Result<Option<Running>> {
        let rows = sqlx::query(
            "SELECT id, exam, started_at, deadline, sitting_device, sitting_name, seen_at, item, choice, no \
             FROM attempts LEFT JOIN answers ON answers.attempt = attempts.id \
             WHERE user_id = $1 AND exam = $2 AND submitted_at IS NULL ORDER BY item",
        )
        .bind(user)
        .bind(exam)
        .fetch_all(self.pool())
        .await?;
        let Some(first) = rows.first() else {
            return Ok(None);
        };
        let mut running = Running { attempt: active(first)?, answers: Vec::new(), sitting: sitting(first)? };
        for row in &rows {
            if let (Some(item), Some(response), Some(no)) = (row.try_get("item")?, row.try_get("choice")?, row.try_get("no")?) {
                running.answers.push(exam::Chosen { item, response, no });
            }
        }
        Ok(Some(running))
    }

    /// The answers of an attempt with their revisions.
    ///
    /// # Errors
    /// The query failed.
    pub async fn saved(&self, attempt: &str) -> Result<Vec<exam::Chosen>> {
        let rows = sqlx::query("SELECT item, choice, no FROM answers WHERE attempt = $1 ORDER BY item")
            .bind(attempt)
            .fetch_all(self.pool())
            .await?;
        rows.iter()
            .map(|row| Ok(exam::Chosen { item: row.try_get("item")?, response: row.try_get("choice")?, no: row.try_get("no")? }))
            .collect()
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
    /// Makes a change the answer that counts.
    ///
    /// # Errors
    /// The statement failed.
    pub(super) async fn put_answer(&mut self, attempt: &str, stored: &Stored) -> Result<()> {
        sqlx::query(
            "INSERT INTO answers (attempt, item, choice, seq, saved_at, no) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (attempt, item) DO UPDATE SET choice = excluded.choice, seq = excluded.seq, saved_at = excluded.saved_at, \
             no = excluded.no",
        )
        .bind(attempt)
        .bind(&stored.change.item)
        .bind(&stored.change.response)
        .bind(stored.change.seq.unwrap_or_default())
        .bind(stored.received_at)
        .bind(stored.no)
        .execute(self.on())
        .await?;
        Ok(())
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
