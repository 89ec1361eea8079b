//! Table `item_versions`: items as attempts began with them. A version is named by the hash of all that was asked, keyed and shown,
//! so that equal items share a row and no row ever changes.

use std::collections::{BTreeSet, HashMap};

use nursing_domain::{
    item::{CaseStudy, Item},
    student::StudentItem,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::Row;

use super::{Database, Error, Result, Write};

/// An item at one time. Rows are kept for good: what is added to these types later needs a default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// All of it, with its key.
    pub item: Item,
    /// What students saw, with the tabs of its case study.
    pub student: StudentItem,
}

impl Version {
    /// The item as it is now, beside its case.
    pub fn new(item: Item, cases: &[CaseStudy]) -> Version {
        let of_case = item.draft().case.as_ref().and_then(|step| cases.iter().find(|case| case.draft().id == step.case));
        Version { student: of_case.map_or_else(|| item.student(), |case| case.student(&item)), item }
    }

    /// As it is stored, and its name.
    ///
    /// # Errors
    /// It can't be written.
    pub fn pinned(&self) -> Result<Pinned> {
        let json = serde_json::to_string(self).map_err(|error| Error::Damaged(error.to_string()))?;
        let hash = Sha256::digest(&json).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Pinned { hash, json })
    }
}

/// A version as it is stored.
#[derive(Clone, Debug)]
pub struct Pinned {
    /// Its name.
    pub hash: String,
    /// Its JSON.
    pub json: String,
}

impl Database {
    /// The versions of an attempt's items, by name.
    ///
    /// # Errors
    /// The query failed, or a row holds no item.
    pub async fn versions(&self, attempt: &str) -> Result<HashMap<String, Version>> {
        let rows = sqlx::query(
            "SELECT hash, item_versions.version AS json FROM item_versions WHERE hash IN \
             (SELECT version FROM attempt_items WHERE attempt = $1)",
        )
        .bind(attempt)
        .fetch_all(self.pool())
        .await?;
        rows.iter()
            .map(|row| {
                let (hash, json): (String, String) = (row.try_get("hash")?, row.try_get("json")?);
                let version =
                    serde_json::from_str(&json).map_err(|error| Error::Damaged(format!("item version {hash}: {error}")))?;
                Ok((hash, version))
            })
            .collect()
    }

    /// Keeps these versions, those that aren't there yet.
    ///
    /// # Errors
    /// A statement failed.
    pub async fn keep_versions(&self, versions: impl Iterator<Item = &Pinned>) -> Result<()> {
        let rows = sqlx::query("SELECT hash FROM item_versions").fetch_all(self.pool()).await?;
        let there: BTreeSet<String> = rows.iter().map(|row| row.try_get("hash")).collect::<std::result::Result<_, _>>()?;
        let mut write = self.write().await?;
        for version in versions.filter(|version| !there.contains(&version.hash)) {
            write.keep_version(version).await?;
        }
        write.commit().await
    }

    /// Gives attempts from before there were versions those of the bank as it stands in the database. Called when the database is
    /// opened, before anything brings the bank up to date; and after that, for items that this program couldn't read before.
    ///
    /// # Errors
    /// A statement failed.
    pub async fn pin_old_attempts(&self) -> Result<()> {
        let unpinned =
            sqlx::query("SELECT DISTINCT item FROM attempt_items WHERE version IS NULL").fetch_all(self.pool()).await?;
        if unpinned.is_empty() {
            return Ok(());
        }
        let cases = self.cases().await.unwrap_or_default();
        let mut write = self.write().await?;
        for row in unpinned {
            let id: String = row.try_get("item")?;
            let row = sqlx::query("SELECT item FROM items WHERE id = $1").bind(&id).fetch_one(write.on()).await?;
            let Ok(item) = serde_json::from_str::<Item>(&row.try_get::<String, _>("item")?) else { continue };
            let version = Version::new(item, &cases).pinned()?;
            write.keep_version(&version).await?;
            sqlx::query("UPDATE attempt_items SET version = $1 WHERE item = $2 AND version IS NULL")
                .bind(&version.hash)
                .bind(&id)
                .execute(write.on())
                .await?;
        }
        write.commit().await
    }
}

impl Write {
    async fn keep_version(&mut self, version: &Pinned) -> Result<()> {
        sqlx::query("INSERT INTO item_versions (hash, version) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING")
            .bind(&version.hash)
            .bind(&version.json)
            .execute(self.on())
            .await?;
        Ok(())
    }
}
