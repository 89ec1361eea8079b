//! Table `users`.

use contract::user::{Role, User};
use sqlx::{Row, any::AnyRow};

use super::{Database, Error, Result, Write};

const COLUMNS: &str = "id, email, name, role, subscriptions, password";

/// An account with its password hash.
#[derive(Clone, Debug)]
pub struct Account {
    /// Whose it is.
    pub user: User,
    /// The password's PHC string.
    pub password: String,
}

impl Database {
    /// The account with that e-mail address, which must be in lower case.
    ///
    /// # Errors
    /// The query failed.
    pub async fn account_by_email(&self, email: &str) -> Result<Option<Account>> {
        let sql = format!("SELECT {COLUMNS} FROM users WHERE email = $1");
        sqlx::query(&sql).bind(email).fetch_optional(self.pool()).await?.map(|row| account(&row)).transpose()
    }

    /// The user with that id.
    ///
    /// # Errors
    /// The query failed.
    pub async fn user(&self, id: &str) -> Result<Option<User>> {
        let sql = format!("SELECT {COLUMNS} FROM users WHERE id = $1");
        Ok(sqlx::query(&sql)
            .bind(id)
            .fetch_optional(self.pool())
            .await?
            .map(|row| account(&row))
            .transpose()?
            .map(|account| account.user))
    }

    /// Whether there is no account at all.
    ///
    /// # Errors
    /// The query failed.
    pub async fn has_no_users(&self) -> Result<bool> {
        Ok(sqlx::query("SELECT id FROM users LIMIT 1").fetch_optional(self.pool()).await?.is_none())
    }
}

impl Write {
    /// Adds an account; false if its e-mail address is taken.
    ///
    /// # Errors
    /// The statement failed.
    pub async fn add_user(&mut self, user: &User, password: &str, now: i64) -> Result<bool> {
        let plans = serde_json::to_string(&user.subscriptions).map_err(|error| Error::Damaged(error.to_string()))?;
        let done = sqlx::query(
            "INSERT INTO users (id, email, name, role, password, subscriptions, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (email) DO NOTHING",
        )
        .bind(&user.id)
        .bind(&user.email)
        .bind(&user.name)
        .bind(user.role.name())
        .bind(password)
        .bind(plans)
        .bind(now)
        .execute(self.on())
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

/// The role of that name.
pub(crate) fn role_named(name: &str) -> Option<Role> {
    [Role::Student, Role::Instructor, Role::Admin].into_iter().find(|role| role.name() == name)
}

fn account(row: &AnyRow) -> Result<Account> {
    let role: String = row.try_get("role")?;
    let plans: String = row.try_get("subscriptions")?;
    Ok(Account {
        user: User {
            id: row.try_get("id")?,
            email: row.try_get("email")?,
            name: row.try_get("name")?,
            role: role_named(&role).ok_or_else(|| Error::Damaged(format!("role `{role}`")))?,
            subscriptions: serde_json::from_str(&plans).map_err(|error| Error::Damaged(format!("subscriptions: {error}")))?,
        },
        password: row.try_get("password")?,
    })
}
