//! Opening the database and bringing its tables up to date.

use std::{path::Path, time::Duration};

use sqlx::{
    any::{AnyPoolOptions, install_default_drivers},
    migrate::Migrator,
};

use super::{Database, Error, Result, changes::Changes, migrations::Migrations, write::Turn};

impl Database {
    /// Opens the database at `url` (`sqlite://…` or `postgres://…`), creates it if it is an absent SQLite file, and runs the
    /// migrations that it lacks.
    ///
    /// # Errors
    /// It can't be opened or migrated.
    pub async fn open(url: &str) -> Result<Database> {
        let sqlite = url.starts_with("sqlite:");
        if !sqlite && !cfg!(feature = "postgres") {
            return Err(Error::NoDriver { url: without_password(url) });
        }
        install_default_drivers();
        // Every connection to an in-memory database would see a database of its own.
        let size = if url.contains(":memory:") || url.contains("mode=memory") { 1 } else { 8 };
        let pool = AnyPoolOptions::new()
            .max_connections(size)
            .min_connections(1)
            .acquire_timeout(Duration::from_secs(10))
            // A file doesn't hang up; a database server may.
            .test_before_acquire(!sqlite)
            .idle_timeout(if sqlite { None } else { Some(Duration::from_secs(300)) })
            .max_lifetime(if sqlite { None } else { Some(Duration::from_secs(3600)) })
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if sqlite {
                        for pragma in SQLITE {
                            sqlx::query(pragma).execute(&mut *connection).await?;
                        }
                    }
                    Ok(())
                })
            })
            .connect(url)
            .await
            .map_err(|source| Error::Open { url: without_password(url), source })?;
        Migrator::new(Migrations).await?.run(&pool).await?;
        let db = Database { pool, turn: sqlite.then(Turn::default), changes: sqlite.then(Changes::new) };
        db.pin_old_attempts().await?;
        Ok(db)
    }

    /// The URL of the SQLite file in the data folder.
    pub fn default_url(data: &Path) -> String {
        let file = std::path::absolute(data).unwrap_or_else(|_| data.to_owned()).join("platform.db");
        let mut url = String::from("sqlite://");
        for byte in file.to_string_lossy().bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => url.push(char::from(byte)),
                _ => url.push_str(&format!("%{byte:02X}")),
            }
        }
        url.push_str("?mode=rwc");
        url
    }
}

/// Set on every connection. `FULL` syncs the log at each commit: an answer that was acknowledged survives a power cut.
const SQLITE: [&str; 4] =
    ["PRAGMA busy_timeout = 5000", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON"];

/// The URL as it may appear in a message.
fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 < at => {
            format!("{}…{}", &url[..scheme + 3], &url[at..])
        }
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Row as _;

    use super::*;

    #[cfg(not(feature = "postgres"))]
    #[tokio::test]
    async fn a_database_without_its_driver_is_told_how_to_get_it() {
        let error = Database::open("postgres://exam:secret@db/exam").await.map(drop).expect_err("no driver").to_string();
        assert!(error.contains("--features postgres") && !error.contains("secret"), "{error}");
    }

    #[tokio::test]
    async fn every_connection_syncs_the_log_at_each_commit() {
        let folder = std::env::temp_dir().join(format!("mf_open_{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let db = Database::open(&Database::default_url(&folder)).await.expect("opens");
        let mut connections = Vec::new();
        for _ in 0..8 {
            let mut connection = db.pool().acquire().await.expect("a connection");
            let row = sqlx::query("PRAGMA synchronous").fetch_one(&mut *connection).await.expect("a row");
            assert_eq!(row.get::<i64, _>(0), 2, "FULL");
            let row = sqlx::query("PRAGMA journal_mode").fetch_one(&mut *connection).await.expect("a row");
            assert_eq!(row.get::<String, _>(0), "wal");
            connections.push(connection);
        }
        drop(connections);
        db.close().await;
        let _ = std::fs::remove_dir_all(folder);
    }

    #[test]
    fn a_password_stays_out_of_messages() {
        assert_eq!(without_password("postgres://exam:secret@db/exam"), "postgres://…@db/exam");
        assert_eq!(without_password("sqlite:///data/platform.db"), "sqlite:///data/platform.db");
    }

    #[test]
    fn a_folder_with_odd_characters_makes_a_valid_url() {
        assert_eq!(Database::default_url(Path::new("/a b/c?")), "sqlite:///a%20b/c%3F/platform.db?mode=rwc");
    }
}
