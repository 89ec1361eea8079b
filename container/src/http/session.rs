//! The session cookie, and where sessions are kept.

use std::{collections::HashMap, future::Future, pin::Pin, sync::Arc, time::Duration};

use axum::{
    extract::Request,
    http::{HeaderValue, header::SET_COOKIE},
    middleware::Next,
    response::Response,
};
use moka::sync::Cache;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tower_sessions::{
    Expiry, SessionManagerLayer, SessionStore,
    cookie::SameSite,
    session::{Id, Record},
    session_store::{Error, Result},
};

use crate::{
    api::Clock,
    db::{self, Database, sessions::StoredSession},
};

/// Without activity a session ends after this time. Saving an answer is activity.
pub const IDLE_MS: i64 = 8 * 3_600_000;
/// With activity it ends after this time.
pub const ABSOLUTE_MS: i64 = 24 * 3_600_000;

const SECURE_NAME: &str = "__Host-session";
/// `__Host-` needs `Secure`, which browsers without an exception for localhost refuse over plain HTTP.
const PLAIN_NAME: &str = "session";

/// The layer that every route with a session needs, exactly once.
pub fn layer(store: Store, secure: bool) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(store)
        .with_name(if secure { SECURE_NAME } else { PLAIN_NAME })
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(time::Duration::milliseconds(IDLE_MS)))
}

/// Middleware around [`layer`]: browsers ignore a `__Host-` cookie without `Secure`, and so also its removal, which
/// tower-sessions sends without.
pub async fn complete_removal(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let bare =
        |value: &HeaderValue| value.to_str().is_ok_and(|text| text.starts_with("__Host-session=;") && !text.contains("Secure"));
    if headers.get_all(SET_COOKIE).iter().any(bare) {
        let cookies: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().filter(|value| !bare(value)).cloned().collect();
        headers.remove(SET_COOKIE);
        for cookie in cookies {
            headers.append(SET_COOKIE, cookie);
        }
        headers
            .append(SET_COOKIE, HeaderValue::from_static("__Host-session=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax"));
    }
    response
}

/// Sessions in the database, with a small cache in front. Identifiers are stored hashed: who reads the table can't log in.
#[derive(Clone)]
pub struct Store {
    db: Database,
    clock: Clock,
    /// `None` is the mark of a session that was ended here; it keeps a slower load from putting the session back. Entries
    /// live so briefly that a log-out at another container takes effect here soon.
    cache: Cache<String, Option<Arc<StoredSession>>>,
}

impl Store {
    /// A store in that database.
    pub fn new(db: Database, clock: Clock) -> Store {
        let cache = Cache::builder().max_capacity(20_000).time_to_live(Duration::from_secs(10)).build();
        Store { db, clock, cache }
    }

    async fn insert(&self, record: &mut Record) -> Result<()> {
        let session = stored(record)?;
        loop {
            let key = hashed(&record.id);
            if self.db.add_session(&key, &session).await.map_err(backend)? {
                self.cache.insert(key, Some(Arc::new(session)));
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn update(&self, record: &Record) -> Result<()> {
        let (key, session) = (hashed(&record.id), stored(record)?);
        // Never adds: a request that was under way during the log-out must not bring the session back.
        if self.db.change_session(&key, &session).await.map_err(backend)? {
            self.cache.insert(key, Some(Arc::new(session)));
        }
        Ok(())
    }

    async fn find(&self, id: &Id) -> Result<Option<Record>> {
        let key = hashed(id);
        let session = match self.cache.get(&key) {
            Some(session) => session,
            None => match self.db.session(&key).await.map_err(backend)? {
                Some(session) => self.cache.entry(key).or_insert(Some(Arc::new(session))).into_value(),
                None => None,
            },
        };
        let Some(session) = session.filter(|session| session.expires_at > (self.clock)()) else {
            return Ok(None);
        };
        let data: HashMap<String, serde_json::Value> =
            serde_json::from_str(&session.data).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date: date(session.expires_at)? }))
    }

    async fn remove(&self, id: &Id) -> Result<()> {
        let key = hashed(id);
        self.cache.insert(key.clone(), None);
        self.db.end_session(&key).await.map_err(backend)?;
        self.cache.insert(key, None);
        Ok(())
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Store")
    }
}

/// What the trait's `async_trait` attribute makes of a method's return type.
type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

impl SessionStore for Store {
    fn create<'s, 'r, 'a>(&'s self, record: &'r mut Record) -> Boxed<'a, ()>
    where
        's: 'a,
        'r: 'a,
        Self: 'a,
    {
        Box::pin(self.insert(record))
    }

    fn save<'s, 'r, 'a>(&'s self, record: &'r Record) -> Boxed<'a, ()>
    where
        's: 'a,
        'r: 'a,
        Self: 'a,
    {
        Box::pin(self.update(record))
    }

    fn load<'s, 'r, 'a>(&'s self, id: &'r Id) -> Boxed<'a, Option<Record>>
    where
        's: 'a,
        'r: 'a,
        Self: 'a,
    {
        Box::pin(self.find(id))
    }

    fn delete<'s, 'r, 'a>(&'s self, id: &'r Id) -> Boxed<'a, ()>
    where
        's: 'a,
        'r: 'a,
        Self: 'a,
    {
        Box::pin(self.remove(id))
    }
}

fn stored(record: &Record) -> Result<StoredSession> {
    let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
    let expires_at = i64::try_from(record.expiry_date.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX);
    Ok(StoredSession { data, expires_at })
}

fn date(ms: i64) -> Result<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000).map_err(|error| Error::Decode(error.to_string()))
}

fn hashed(id: &Id) -> String {
    hex(&Sha256::digest(id.0.to_le_bytes()))
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
        text
    })
}

fn backend(error: db::Error) -> Error {
    Error::Backend(error.to_string())
}
