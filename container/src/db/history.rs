//! Table `changes`: everything that students did, append-only. What becomes of a change, `nursing_domain::sitting` decides.

use contract::sitting::Rival;
use nursing_domain::sitting::{Change, FORM, Known, Outcome, RESERVED, Room, Stored};
use sqlx::{Row, any::AnyRow};

use super::{Database, Error, Result, Write};

const COLUMNS: &str = "no, item, response, device, device_name, n, base, seq, claimed_at, received_at, outcome, other";
const COUNTS: &str = "outcome IN ('stored', 'conflict', 'late')";

/// A change in the history, with what a person calls its device.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The change.
    pub stored: Stored,
    /// Empty where nobody said.
    pub device_name: String,
}

impl Entry {
    /// As the contract has it, where two answers stand against each other.
    pub fn rival(&self) -> Rival {
        Rival {
            device: self.stored.change.device.clone(),
            device_name: self.device_name.clone(),
            response: self.stored.change.response.clone(),
            received_at: self.stored.received_at,
            no: self.stored.no,
        }
    }
}

impl Database {
    /// The whole history of an attempt, question by question and in order within each.
    ///
    /// # Errors
    /// The query failed.
    pub async fn history(&self, attempt: &str) -> Result<Vec<Entry>> {
        let sql = format!("SELECT {COLUMNS} FROM changes WHERE attempt = $1 ORDER BY item, no");
        sqlx::query(&sql).bind(attempt).fetch_all(self.pool()).await?.iter().map(entry).collect()
    }
}

impl Write {
    /// The newest revision of an attempt; 0 where there is none. The attempt has to be locked.
    ///
    /// # Errors
    /// The query failed.
    pub async fn last_no(&mut self, attempt: &str) -> Result<i64> {
        let row = sqlx::query("SELECT COALESCE(MAX(no), 0) AS last_no FROM changes WHERE attempt = $1")
            .bind(attempt)
            .fetch_one(self.on())
            .await?;
        Ok(row.try_get("last_no")?)
    }

    /// What the history says of a change that arrives, but for the room.
    ///
    /// # Errors
    /// A query failed.
    pub async fn known(&mut self, attempt: &str, change: &Change, last_no: i64) -> Result<Known> {
        let again = format!("SELECT {COLUMNS} FROM changes WHERE attempt = $1 AND device = $2 AND n = $3");
        let again = sqlx::query(&again).bind(attempt).bind(&change.device).bind(change.n).fetch_optional(self.on()).await?;
        let own = format!(
            "SELECT {COLUMNS} FROM changes WHERE attempt = $1 AND item = $2 AND device = $3 AND {COUNTS} ORDER BY n DESC LIMIT 1"
        );
        let own = sqlx::query(&own).bind(attempt).bind(&change.item).bind(&change.device).fetch_optional(self.on()).await?;
        let current = self.current(attempt, &change.item).await?;
        let stored = |row: Option<AnyRow>| row.as_ref().map(entry).transpose().map(|entry| entry.map(|entry| entry.stored));
        let room = Room::default();
        Ok(Known { last_no, again: stored(again)?, current: current.map(|entry| entry.stored), own: stored(own)?, room })
    }

    /// How many changes a device has made to a question; counts no further than it matters.
    ///
    /// # Errors
    /// The query failed.
    pub async fn own_changes(&mut self, attempt: &str, change: &Change) -> Result<usize> {
        let row = sqlx::query(
            "SELECT COUNT(*) AS own FROM (SELECT 1 FROM changes WHERE attempt = $1 AND item = $2 AND device = $3 LIMIT $4) AS some",
        )
        .bind(attempt)
        .bind(&change.item)
        .bind(&change.device)
        .bind(RESERVED as i64)
        .fetch_one(self.on())
        .await?;
        Ok(usize::try_from(row.try_get::<i64, _>("own")?).unwrap_or_default())
    }

    /// How many devices came before this one, plain forms aside. Reads much of a long history.
    ///
    /// # Errors
    /// The query failed.
    pub async fn devices_before(&mut self, attempt: &str, device: &str) -> Result<usize> {
        let row = sqlx::query(
            "SELECT COUNT(DISTINCT device) AS others FROM changes WHERE attempt = $1 AND device <> $2 AND device <> $3 \
             AND no < COALESCE((SELECT MIN(no) FROM changes WHERE attempt = $1 AND device = $2), $4)",
        )
        .bind(attempt)
        .bind(device)
        .bind(FORM)
        .bind(i64::MAX)
        .fetch_one(self.on())
        .await?;
        Ok(usize::try_from(row.try_get::<i64, _>("others")?).unwrap_or_default())
    }

    /// The change that counts for a question.
    ///
    /// # Errors
    /// The query failed.
    pub async fn current(&mut self, attempt: &str, item: &str) -> Result<Option<Entry>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM changes WHERE attempt = $1 AND no = (SELECT no FROM answers WHERE attempt = $1 AND item = $2)"
        );
        sqlx::query(&sql).bind(attempt).bind(item).fetch_optional(self.on()).await?.as_ref().map(entry).transpose()
    }

    /// The change of that revision.
    ///
    /// # Errors
    /// The query failed, or there is none.
    pub async fn revision(&mut self, attempt: &str, no: i64) -> Result<Entry> {
        let sql = format!("SELECT {COLUMNS} FROM changes WHERE attempt = $1 AND no = $2");
        entry(&sqlx::query(&sql).bind(attempt).bind(no).fetch_one(self.on()).await?)
    }

    /// Adds to the history, and to the answers what counts.
    ///
    /// # Errors
    /// A statement failed.
    pub async fn add_change(&mut self, attempt: &str, Entry { stored, device_name }: &Entry) -> Result<()> {
        let change = &stored.change;
        sqlx::query(
            "INSERT INTO changes (attempt, no, item, response, device, device_name, n, base, seq, claimed_at, received_at, outcome, other) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(attempt)
        .bind(stored.no)
        .bind(&change.item)
        .bind(&change.response)
        .bind(&change.device)
        .bind(device_name)
        .bind(change.n)
        .bind(change.base)
        .bind(change.seq)
        .bind(change.claimed_at)
        .bind(stored.received_at)
        .bind(stored.outcome.name())
        .bind(stored.other)
        .execute(self.on())
        .await?;
        if stored.outcome.counts() {
            self.put_answer(attempt, stored).await?;
        }
        Ok(())
    }
}

fn entry(row: &AnyRow) -> Result<Entry> {
    let name: String = row.try_get("outcome")?;
    let change = Change {
        device: row.try_get("device")?,
        n: row.try_get("n")?,
        item: row.try_get("item")?,
        response: row.try_get("response")?,
        base: row.try_get("base")?,
        seq: row.try_get("seq")?,
        claimed_at: row.try_get("claimed_at")?,
    };
    let stored = Stored {
        no: row.try_get("no")?,
        change,
        received_at: row.try_get("received_at")?,
        outcome: Outcome::named(&name).ok_or_else(|| Error::Damaged(format!("outcome `{name}`")))?,
        other: row.try_get("other")?,
    };
    Ok(Entry { stored, device_name: row.try_get("device_name")? })
}
