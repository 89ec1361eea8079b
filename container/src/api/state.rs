//! What the calls share.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use contract::user::User;
use moka::sync::Cache;

use super::{
    Result,
    auth::Hasher,
    bank::{Bank, Sheet},
    exams::Papers,
};
use crate::{
    db::Database,
    http::{metrics as recorder, session::Store},
};

/// The time in unix milliseconds. Tests bring their own.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// The clock of the machine.
pub fn system_clock() -> Clock {
    Arc::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}

/// What the operator chooses.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Cookies only over TLS, under `__Host-` names. Off only for plain HTTP on localhost.
    pub secure_cookies: bool,
}

/// What every call can reach; cloning it is cheap.
#[derive(Clone)]
pub struct State {
    inner: Arc<Inner>,
}

struct Inner {
    db: Database,
    hasher: Hasher,
    sessions: Store,
    clock: Clock,
    options: Options,
    bank: Bank,
    sheets: Cache<String, Arc<Sheet>>,
    users: Cache<String, Arc<User>>,
    papers: Papers,
}

impl State {
    /// Reads the item bank into memory. Seed the database before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn new(db: Database, hasher: Hasher, clock: Clock, options: Options) -> Result<State> {
        let bank = Bank::load(&db).await?;
        let sessions = Store::new(db.clone(), clock.clone());
        let sheets = Cache::builder().max_capacity(10_000).build();
        let users = Cache::builder().max_capacity(10_000).time_to_live(Duration::from_secs(60)).build();
        Ok(State { inner: Arc::new(Inner { db, hasher, sessions, clock, options, bank, sheets, users, papers: Papers::new() }) })
    }

    /// The database.
    pub fn db(&self) -> &Database {
        &self.inner.db
    }

    /// The password hasher.
    pub fn hasher(&self) -> &Hasher {
        &self.inner.hasher
    }

    /// Where sessions are kept.
    pub fn sessions(&self) -> &Store {
        &self.inner.sessions
    }

    /// What the operator chose.
    pub fn options(&self) -> Options {
        self.inner.options
    }

    /// The exams and their items.
    pub fn bank(&self) -> &Bank {
        &self.inner.bank
    }

    /// The papers that were asked for lately.
    pub(super) fn papers(&self) -> &Papers {
        &self.inner.papers
    }

    /// The time in unix milliseconds.
    pub fn now(&self) -> i64 {
        (self.inner.clock)()
    }

    /// The user with that id, at most a minute old.
    ///
    /// # Errors
    /// The database failed.
    pub async fn user(&self, id: &str) -> Result<Option<Arc<User>>> {
        if let Some(user) = self.inner.users.get(id) {
            return Ok(Some(user));
        }
        let user = self.db().user(id).await?.map(Arc::new);
        if let Some(user) = &user {
            self.inner.users.insert(id.to_owned(), user.clone());
        }
        Ok(user)
    }

    /// An attempt's question sheet, which never changes; none if there is no such attempt.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sheet(&self, attempt: &str) -> Result<Option<Arc<Sheet>>> {
        if let Some(sheet) = self.inner.sheets.get(attempt) {
            return Ok(Some(sheet));
        }
        let Some(stored) = self.db().attempt(attempt).await? else {
            return Ok(None);
        };
        let items = self.db().attempt_items(attempt).await?;
        let versions = if self.bank().is_current(&items) { HashMap::new() } else { self.db().versions(attempt).await? };
        let sheet = Arc::new(Sheet::new(self.bank(), stored, &items, versions)?);
        self.inner.sheets.insert(attempt.to_owned(), sheet.clone());
        Ok(Some(sheet))
    }

    /// Deletes ended sessions and old log-in failures every hour. Runs until it is dropped.
    pub async fn keep_house(&self) {
        let mut hour = tokio::time::interval(Duration::from_secs(3600));
        loop {
            hour.tick().await;
            recorder::upkeep();
            match self.db().sweep(self.now()).await {
                Ok(rows) => tracing::debug!(rows, "swept"),
                Err(error) => tracing::warn!(%error, "the sweep failed"),
            }
        }
    }
}
