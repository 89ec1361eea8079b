//! Short write transactions.
//!
//! Until a commit is on the disk, many times the time of its statements goes by. On SQLite, which has one writer, the writes that
//! wait for each other are therefore committed together: each runs in a savepoint of one transaction, so that it is taken as a whole or
//! not at all, and each is told that it is durable after the commit of them all.
//!
//! So what a write sees of others may not be durable yet, and nobody else can read it. Who tells what it saw commits first, even if it has
//! changed nothing.

use std::sync::Arc;

use sqlx::{Any, AnyConnection, AnyPool, Transaction};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, oneshot};

use super::{Database, Error, Result, changes::Change};

/// SQLite's one writer. Queueing for it here is fair and costs nothing; inside SQLite it would be polling and `SQLITE_BUSY`.
#[derive(Clone, Debug, Default)]
pub(super) struct Turn(Arc<Mutex<Option<Open>>>);

/// A transaction that several writes share, one after the other.
#[derive(Debug)]
struct Open {
    transaction: Transaction<'static, Any>,
    /// A write has begun in it. If it is somebody else's turn meanwhile, it was given up.
    inside: bool,
    /// Who is told when it is durable.
    waiting: Vec<oneshot::Sender<Durable>>,
    /// They end with the transaction: whoever reads from then on sees all of it.
    changes: Vec<Change>,
}

/// Or why not.
type Durable = std::result::Result<(), String>;

/// A write transaction. Dropped without [`Write::commit`], it is rolled back.
#[derive(Debug)]
pub struct Write {
    place: Place,
    change: Option<Change>,
}

#[derive(Debug)]
enum Place {
    Own(Transaction<'static, Any>),
    Shared(OwnedMappedMutexGuard<Option<Open>, Open>),
}

impl Database {
    /// Begins a write transaction. Nothing slow may happen until it ends: on SQLite all other writers wait.
    ///
    /// # Errors
    /// No connection is free, or the database refuses.
    pub async fn write(&self) -> Result<Write> {
        self.begin(None).await
    }

    /// Begins a write transaction that changes `user`'s attempts or answers.
    ///
    /// # Errors
    /// No connection is free, or the database refuses.
    pub async fn write_attempts(&self, user: &str) -> Result<Write> {
        self.begin(self.changes.as_ref().map(|changes| changes.begin(user))).await
    }

    async fn begin(&self, change: Option<Change>) -> Result<Write> {
        let place = match &self.turn {
            Some(turn) => Place::Shared(turn.take(&self.pool).await?),
            None => Place::Own(self.pool.begin().await?),
        };
        Ok(Write { place, change })
    }
}

impl Turn {
    /// Waits for the turn, and begins a write in the transaction that is open, or in a new one.
    async fn take(&self, pool: &AnyPool) -> Result<OwnedMappedMutexGuard<Option<Open>, Open>> {
        let mut open = match OwnedMutexGuard::try_map(self.0.clone().lock_owned().await, Option::as_mut) {
            Ok(open) => open,
            Err(none) => {
                // Taking the write lock at once: a transaction that begins as a reader may fail with SQLITE_BUSY at its first
                // write, without waiting, when another process wrote meanwhile.
                let transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
                let open = Open { transaction, inside: false, waiting: Vec::new(), changes: Vec::new() };
                // Behind everybody who waits now, and before everybody who comes later. A task of its own: whoever is here may be
                // gone by then.
                tokio::spawn(self.clone().end());
                OwnedMutexGuard::map(none, |none| none.insert(open))
            }
        };
        open.undo().await;
        open.inside = true;
        sqlx::query("SAVEPOINT one").execute(&mut *open.transaction).await?;
        Ok(open)
    }

    /// Commits what is open, when its turn comes.
    async fn end(self) {
        let mut turn = self.0.lock().await;
        let Some(mut open) = turn.take() else { return };
        open.undo().await;
        let Open { transaction, waiting, changes, .. } = open;
        let durable: Durable = transaction.commit().await.map_err(|error| error.to_string());
        drop(changes);
        for one in waiting {
            // Its caller may have gone away.
            let _ = one.send(durable.clone());
        }
    }
}

impl Open {
    /// Takes back what a write that was given up has done.
    async fn undo(&mut self) {
        if !std::mem::take(&mut self.inside) {
            return;
        }
        for sql in ["ROLLBACK TO one", "RELEASE one"] {
            // Fails where the savepoint wasn't made yet, or was released already: then there is nothing to be taken back, or
            // all of the write is there. If the whole transaction is broken, the commit will say so to everybody.
            if let Err(error) = sqlx::query(sql).execute(&mut *self.transaction).await {
                tracing::warn!(%error, "a write that was given up");
            }
        }
    }
}

impl Write {
    /// The connection to run statements on.
    pub fn on(&mut self) -> &mut AnyConnection {
        match &mut self.place {
            Place::Own(transaction) => transaction,
            Place::Shared(open) => &mut open.transaction,
        }
    }

    /// Makes the changes durable.
    ///
    /// # Errors
    /// They are not.
    pub async fn commit(self) -> Result<()> {
        let mut open = match self.place {
            Place::Own(transaction) => return Ok(transaction.commit().await?),
            Place::Shared(open) => open,
        };
        sqlx::query("RELEASE one").execute(&mut *open.transaction).await?;
        open.inside = false;
        open.changes.extend(self.change);
        let (tell, told) = oneshot::channel();
        open.waiting.push(tell);
        // The next one's turn.
        drop(open);
        told.await.unwrap_or_else(|_| Err("it was broken off".to_owned())).map_err(Error::Commit)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    async fn put(write: &mut Write, account: &str) {
        let sql = "INSERT INTO login_failures (account, failures, last_at, blocked_until) VALUES ($1, 1, 1, 1)";
        sqlx::query(sql).bind(account).execute(write.on()).await.expect("added");
    }

    async fn accounts(db: &Database) -> Vec<String> {
        let rows = sqlx::query_as::<_, (String,)>("SELECT account FROM login_failures ORDER BY account");
        rows.fetch_all(db.pool()).await.expect("rows").into_iter().map(|(account,)| account).collect()
    }

    #[tokio::test]
    async fn writes_that_wait_for_each_other_are_durable_together_and_one_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Database::open(&Database::default_url(folder.path())).await.expect("opens");
        let mut first = db.write().await.expect("a turn");
        put(&mut first, "a").await;
        let told = Arc::new(AtomicBool::new(false));
        let kept = tokio::spawn({
            let (db, told) = (db.clone(), told.clone());
            async move {
                let mut write = db.write().await.expect("a turn");
                put(&mut write, "b").await;
                write.commit().await.expect("durable");
                told.store(true, Ordering::SeqCst);
            }
        });
        let given_up = tokio::spawn({
            let (db, told) = (db.clone(), told.clone());
            async move {
                let mut write = db.write().await.expect("a turn");
                put(&mut write, "c").await;
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                assert_eq!(accounts(&db).await, ["a"], "nobody sees what isn't committed");
                assert!(!told.load(Ordering::SeqCst), "nobody is told that it is durable");
            }
        });
        tokio::task::yield_now().await;
        first.commit().await.expect("durable");
        assert_eq!(accounts(&db).await[0], "a");
        given_up.await.expect("given up");
        kept.await.expect("kept");
        assert_eq!(accounts(&db).await, ["a", "b"]);
        // Nothing is left open by a write that was given up alone.
        let mut alone = db.write().await.expect("a turn");
        put(&mut alone, "d").await;
        drop(alone);
        let mut next = db.write().await.expect("a turn");
        put(&mut next, "e").await;
        next.commit().await.expect("durable");
        assert_eq!(accounts(&db).await, ["a", "b", "e"]);
        db.close().await;
    }
}
