//! The SQL files of `container/migrations`, part of the program. `sqlx::migrate!` would do the same, but its macros compile
//! every database driver a second time.

use futures_core::future::BoxFuture;
use sqlx::{
    error::BoxDynError,
    migrate::{Migration, MigrationSource, MigrationType},
};

/// The migrations in order; a new file needs a new line.
#[derive(Debug)]
pub(super) struct Migrations;

const FILES: [(i64, &str, &str); 6] = [
    (1, "accounts", include_str!("../../migrations/0001_accounts.sql")),
    (2, "items", include_str!("../../migrations/0002_items.sql")),
    (3, "attempts", include_str!("../../migrations/0003_attempts.sql")),
    (4, "domain items", include_str!("../../migrations/0004_domain_items.sql")),
    (5, "sitting", include_str!("../../migrations/0005_sitting.sql")),
    (100, "activations", include_str!("../../migrations/0100_activations.sql")),
];

impl MigrationSource<'static> for Migrations {
    fn resolve(self) -> BoxFuture<'static, Result<Vec<Migration>, BoxDynError>> {
        let migration = |(version, name, sql): (i64, &'static str, &'static str)| {
            Migration::new(version, name.into(), MigrationType::Simple, sql.into(), false)
        };
        Box::pin(async move { Ok(FILES.into_iter().map(migration).collect()) })
    }
}
