//! Table `activations`: which release of a remote an operator chose.

use sqlx::Row;

use super::{Database, Result};

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activation {
    /// The release that was activated.
    pub version: String,
    /// The newest build at that time.
    pub latest: String,
}

impl Database {
    /// The choice for remote `name`, if there was one.
    ///
    /// # Errors
    /// The statement failed.
    pub async fn activation(&self, name: &str) -> Result<Option<Activation>> {
        let row =
            sqlx::query("SELECT version, latest FROM activations WHERE name = $1").bind(name).fetch_optional(self.pool()).await?;
        row.map(|row| Ok(Activation { version: row.try_get("version")?, latest: row.try_get("latest")? })).transpose()
    }

    /// Records the choice for remote `name`.
    ///
    /// # Errors
    /// The statement failed.
    pub async fn set_activation(&self, name: &str, version: &str, latest: &str) -> Result<()> {
        let mut write = self.write().await?;
        sqlx::query(
            "INSERT INTO activations (name, version, latest) VALUES ($1, $2, $3) \
             ON CONFLICT (name) DO UPDATE SET version = excluded.version, latest = excluded.latest",
        )
        .bind(name)
        .bind(version)
        .bind(latest)
        .execute(write.on())
        .await?;
        write.commit().await
    }
}
