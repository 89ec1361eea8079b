//! The item bank's files, in the database.

use std::path::Path;

use nursing_domain::bank;

use super::SeedError;
use crate::db::Database;

/// Reads the bank and adds or updates its items and case studies, all or none. Returns how many items there are.
///
/// # Errors
/// A file can't be read or breaks a rule, or the database failed.
pub async fn items(db: &Database, folder: &Path) -> Result<usize, SeedError> {
    let bank = bank::read_folder(folder)?;
    let mut write = db.write().await?;
    for item in bank.items() {
        write.put_item(item).await?;
    }
    for case in bank.cases() {
        write.put_case(case).await?;
    }
    write.commit().await?;
    Ok(bank.items().len())
}
