//! Table `login_failures`: how often a log-in failed, by account.

use sqlx::Row;

use super::{Database, Result};

/// Failures after which a try has to wait.
const FREE: i64 = 3;
/// The longest wait: an account is slowed down, never locked.
const LONGEST_MS: i64 = 300_000;
/// Failures are forgotten after this time without one.
const MEMORY_MS: i64 = 86_400_000;

impl Database {
    /// Counts a try before it is checked, so that tries in parallel can't slip by; a success takes it back with
    /// [`Database::forget_failures`]. Where the account has to wait: the moment until which, and nothing is counted.
    ///
    /// # Errors
    /// A statement failed.
    pub async fn count_try(&self, account: &str, now: i64) -> Result<std::result::Result<(), i64>> {
        let mut write = self.write().await?;
        // First a write, also on PostgreSQL: it makes parallel tries of one account wait for each other.
        sqlx::query(
            "INSERT INTO login_failures (account, failures, last_at, blocked_until) VALUES ($1, 0, $2, 0) \
             ON CONFLICT (account) DO UPDATE SET account = excluded.account",
        )
        .bind(account)
        .bind(now)
        .execute(write.on())
        .await?;
        let row = sqlx::query("SELECT failures, last_at, blocked_until FROM login_failures WHERE account = $1")
            .bind(account)
            .fetch_one(write.on())
            .await?;
        let blocked_until: i64 = row.try_get("blocked_until")?;
        if now < blocked_until {
            return Ok(Err(blocked_until));
        }
        let stale = now - row.try_get::<i64, _>("last_at")? > MEMORY_MS;
        let failures = if stale { 1 } else { row.try_get::<i64, _>("failures")? + 1 };
        sqlx::query("UPDATE login_failures SET failures = $2, last_at = $3, blocked_until = $4 WHERE account = $1")
            .bind(account)
            .bind(failures)
            .bind(now)
            .bind(now + wait_ms(failures))
            .execute(write.on())
            .await?;
        write.commit().await?;
        Ok(Ok(()))
    }

    /// Takes one try back that was counted but never checked.
    ///
    /// # Errors
    /// The statement failed.
    pub async fn take_try_back(&self, account: &str) -> Result<()> {
        let mut write = self.write().await?;
        sqlx::query("UPDATE login_failures SET failures = failures - 1, blocked_until = 0 WHERE account = $1 AND failures > 0")
            .bind(account)
            .execute(write.on())
            .await?;
        write.commit().await
    }

    /// Forgets the failures of an account.
    ///
    /// # Errors
    /// The statement failed.
    pub async fn forget_failures(&self, account: &str) -> Result<()> {
        let mut write = self.write().await?;
        sqlx::query("DELETE FROM login_failures WHERE account = $1").bind(account).execute(write.on()).await?;
        write.commit().await
    }
}

/// How long the next try has to wait after so many failures: 1 s after the third, then twice as long each time.
fn wait_ms(failures: i64) -> i64 {
    if failures < FREE { 0 } else { (1000_i64 << (failures - FREE).min(20)).min(LONGEST_MS) }
}

#[cfg(test)]
mod tests {
    use super::wait_ms;

    #[test]
    fn waits_grow_and_stay_bounded() {
        assert_eq!([1, 2, 3, 4, 5, 11, 12, 1000].map(wait_ms), [0, 0, 1000, 2000, 4000, 256_000, 300_000, 300_000]);
    }
}
