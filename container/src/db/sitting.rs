//! Table `attempts`, as far as it says when an attempt ends and where it is being taken.

use contract::sitting::Sitting;
use nursing_domain::sitting::End;
use sqlx::{Row, any::AnyRow};

use super::{Database, Result, Write};

const COLUMNS: &str = "started_at, deadline, submitted_at, end_device, end_n, sitting_device, sitting_name, seen_at";

/// The end of an attempt, and where it is being taken.
#[derive(Clone, Debug)]
pub struct Standing {
    /// When it is over.
    pub end: End,
    /// None if no page has said so.
    pub sitting: Option<Sitting>,
}

impl Database {
    /// How an attempt stands.
    ///
    /// # Errors
    /// The query failed, or there is no such attempt.
    pub async fn standing(&self, attempt: &str) -> Result<Standing> {
        let sql = format!("SELECT {COLUMNS} FROM attempts WHERE id = $1");
        standing(&sqlx::query(&sql).bind(attempt).fetch_one(self.pool()).await?)
    }
}

impl Write {
    /// Notes that something arrives for an attempt, which locks it until the commit, and tells how it stands.
    ///
    /// # Errors
    /// A statement failed, or there is no such attempt.
    pub async fn lock_attempt(&mut self, attempt: &str, now: i64) -> Result<Standing> {
        sqlx::query("UPDATE attempts SET touched_at = $2 WHERE id = $1").bind(attempt).bind(now).execute(self.on()).await?;
        let sql = format!("SELECT {COLUMNS} FROM attempts WHERE id = $1");
        standing(&sqlx::query(&sql).bind(attempt).fetch_one(self.on()).await?)
    }

    /// Notes where an attempt is being taken.
    ///
    /// # Errors
    /// The statement failed.
    pub async fn put_sitting(&mut self, attempt: &str, sitting: &Sitting) -> Result<()> {
        sqlx::query("UPDATE attempts SET sitting_device = $2, sitting_name = $3, seen_at = $4 WHERE id = $1")
            .bind(attempt)
            .bind(&sitting.device)
            .bind(&sitting.device_name)
            .bind(sitting.seen_at)
            .execute(self.on())
            .await?;
        Ok(())
    }

    /// Hands an attempt in; false if it was already. `by` is the device that does, with its counter.
    ///
    /// # Errors
    /// The statement failed.
    pub async fn close_attempt(&mut self, attempt: &str, at: i64, by: Option<(&str, i64)>) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE attempts SET submitted_at = $2, end_device = $3, end_n = $4 WHERE id = $1 AND submitted_at IS NULL",
        )
        .bind(attempt)
        .bind(at)
        .bind(by.map(|(device, _)| device))
        .bind(by.map(|(_, n)| n))
        .execute(self.on())
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn standing(row: &AnyRow) -> Result<Standing> {
    let by = match (row.try_get::<Option<String>, _>("end_device")?, row.try_get::<Option<i64>, _>("end_n")?) {
        (Some(device), Some(n)) => Some((device, n)),
        _ => None,
    };
    let end = End {
        started_at: row.try_get("started_at")?,
        deadline: row.try_get("deadline")?,
        submitted_at: row.try_get("submitted_at")?,
        by,
    };
    Ok(Standing { end, sitting: sitting(row)? })
}

/// The columns about the device, in a row of `attempts`.
pub(super) fn sitting(row: &AnyRow) -> Result<Option<Sitting>> {
    let Some(device) = row.try_get("sitting_device")? else {
        return Ok(None);
    };
    Ok(Some(Sitting {
        device,
        device_name: row.try_get::<Option<String>, _>("sitting_name")?.unwrap_or_default(),
        seen_at: row.try_get::<Option<i64>, _>("seen_at")?.unwrap_or_default(),
    }))
}
