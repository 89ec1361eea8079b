//! A server on a free port with a database of its own, and clients with cookies.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU32, Ordering},
    },
};

use container::{
    api::{self, Clock, Options, auth::Hasher},
    db::{Database, items::StoredExam, seed},
    http::headers::{self, Transport},
};
use contract::{
    exam::{Paper, Saved},
    problem::{Code, Problem},
    sitting::{AttemptState, ChangeResult, ChangesTaken},
};
use nursing_domain::item::Item;
use reqwest::{Method, RequestBuilder, Response, StatusCode, header, redirect::Policy};
use serde_json::{Value, json};

/// A running server.
pub(crate) struct Site {
    pub(crate) base: String,
    pub(crate) state: api::State,
    clock: Arc<AtomicI64>,
    folder: PathBuf,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Real time at first, as cookies expire by it.
fn now() -> i64 {
    (api::system_clock())()
}

pub(crate) fn items() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../nursing/items"))
}

async fn seeded(url: &str) -> Database {
    let db = Database::open(url).await.expect("opens");
    seed::items(&db, &items()).await.expect("the item bank is good");
    seed::exams(&db).await.expect("exams");
    db
}

impl Site {
    pub(crate) async fn start() -> Site {
        Site::with(false).await
    }

    pub(crate) async fn with(secure_cookies: bool) -> Site {
        let (folder, url) = place().await;
        let db = seeded(&url).await;
        Site::serve(db, folder, secure_cookies).await
    }

    /// A server over the database at that address, which stays when the server goes.
    pub(crate) async fn over(url: &str) -> Site {
        Site::serve(seeded(url).await, PathBuf::new(), false).await
    }

    /// A server over the same data with another exam in it.
    pub(crate) async fn with_exam(mut self, exam: &StoredExam) -> Site {
        let db = self.state.db().clone();
        let mut write = db.write().await.expect("a turn");
        write.put_exam(exam, 9).await.expect("changed");
        write.commit().await.expect("stored");
        Site::serve(db, std::mem::take(&mut self.folder), false).await
    }

    /// A server over the same data with that item corrected, and its clock where it was.
    pub(crate) async fn with_item(mut self, item: &Item) -> Site {
        let db = self.state.db().clone();
        let mut write = db.write().await.expect("a turn");
        write.put_item(item).await.expect("changed");
        write.commit().await.expect("stored");
        let site = Site::serve(db, std::mem::take(&mut self.folder), false).await;
        site.clock.store(self.state.now(), Ordering::SeqCst);
        site
    }

    async fn serve(db: Database, folder: PathBuf, secure_cookies: bool) -> Site {
        let millis = Arc::new(AtomicI64::new(now()));
        let clock: Clock = {
            let millis = millis.clone();
            Arc::new(move || millis.load(Ordering::SeqCst))
        };
        let state = api::State::new(db, Hasher::new(2, 200), clock, Options { secure_cookies }).await.expect("state");
        let app = api::router(state.clone())
            .merge(api::forms::router(state.clone()))
            .layer(axum::middleware::from_fn_with_state(Transport { tls: secure_cookies }, headers::secure));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move {
            axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>()).await.expect("serves");
        });
        Site { base, state, clock: millis, folder }
    }

    /// Turns the server's clock forward.
    pub(crate) fn later(&self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::SeqCst);
    }

    pub(crate) fn client(&self) -> Client {
        Client::of(&self.base)
    }

    /// A client with a new account.
    pub(crate) async fn student(&self, email: &str) -> Client {
        let client = self.client();
        client.registers("Ana Reyes", email).await;
        client
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A folder and a database that no other test uses.
pub(crate) async fn place() -> (PathBuf, String) {
    let name = format!("mf_api_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
    let folder = std::env::temp_dir().join(&name);
    std::fs::create_dir_all(&folder).expect("a folder");
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
        let url = Database::default_url(&folder);
        return (folder, url);
    };
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&server).await.expect("PostgreSQL answers");
    sqlx::query(&format!("DROP SCHEMA IF EXISTS {name} CASCADE")).execute(&pool).await.expect("dropped");
    sqlx::query(&format!("CREATE SCHEMA {name}")).execute(&pool).await.expect("made");
    pool.close().await;
    (folder, format!("{server}?options=-c%20search_path%3D{name}"))
}

pub(crate) const PASSWORD: &str = "kalabaw sa bukid 7";

/// A browser without scripts, or a page's scripts.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) http: reqwest::Client,
    base: String,
}

impl Client {
    pub(crate) fn of(base: &str) -> Client {
        let http = reqwest::Client::builder().cookie_store(true).redirect(Policy::none()).build().expect("a client");
        Client { http, base: base.to_owned() }
    }

    /// The same browser at another server over the same data.
    pub(crate) fn at(&self, site: &Site) -> Client {
        Client { http: self.http.clone(), base: site.base.clone() }
    }

    /// Makes an account and is logged in then.
    pub(crate) async fn registers(&self, name: &str, email: &str) {
        let answer = self.post("/api/v1/auth/register", json!({ "name": name, "email": email, "password": PASSWORD })).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.expect("an answer")
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Response {
        self.request(Method::POST, path).json(&body).send().await.expect("an answer")
    }

    pub(crate) async fn login(&self, email: &str, password: &str) -> Response {
        self.post("/api/v1/auth/login", json!({ "email": email, "password": password })).await
    }

    pub(crate) async fn put_answer(&self, attempt: &str, item: &str, response: &str, seq: i64) -> Response {
        let path = format!("/api/v1/attempts/{attempt}/answers/{item}");
        self.request(Method::PUT, &path).json(&json!({ "response": response, "seq": seq })).send().await.expect("an answer")
    }

    /// Saves an answer, which has to succeed.
    pub(crate) async fn saves(&self, attempt: &str, item: &str, response: &str, seq: i64) -> Saved {
        let answer = self.put_answer(attempt, item, response, seq).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.expect("Saved")
    }

    pub(crate) async fn send_changes(&self, attempt: &str, device: &str, changes: Value) -> Response {
        let body = json!({ "device": device, "device_name": format!("Phone {device}"), "changes": changes });
        self.post(&format!("/api/v1/attempts/{attempt}/changes"), body).await
    }

    /// Sends changes, which have to be answered one by one.
    pub(crate) async fn changes(&self, attempt: &str, device: &str, changes: Value) -> ChangesTaken {
        let answer = self.send_changes(attempt, device, changes).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.expect("ChangesTaken")
    }

    /// Sends one change: number, question, answer, revision seen.
    pub(crate) async fn change(&self, attempt: &str, device: &str, change: (i64, &str, &str, i64)) -> ChangeResult {
        let (n, item, response, base) = change;
        let sent = json!([{ "n": n, "item": item, "response": response, "base": base, "at": null }]);
        self.changes(attempt, device, sent).await.results.remove(0)
    }

    pub(crate) async fn state(&self, attempt: &str, device: &str) -> AttemptState {
        let answer = self.get(&format!("/api/v1/attempts/{attempt}/state?device={device}")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.expect("AttemptState")
    }

    pub(crate) async fn paper(&self, exam: &str) -> Paper {
        let answer = self.get(&format!("/api/v1/exams/{exam}/paper")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.expect("Paper")
    }

    /// Starts an exam: the paper and the attempt's id.
    pub(crate) async fn starts(&self, exam: &str) -> (Paper, String) {
        let answer = self.post(&format!("/api/v1/exams/{exam}/attempts"), json!({})).await;
        assert!(answer.status().is_success(), "{}", answer.status());
        let paper: Paper = answer.json().await.expect("Paper");
        let id = paper.attempt.clone().expect("an attempt").id;
        (paper, id)
    }

    /// Sends a form and returns where it leads.
    pub(crate) async fn form(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let body: String = fields.iter().map(|(name, value)| format!("{name}={}&", percent(value))).collect();
        let answer = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
        answer.headers()[header::LOCATION].to_str().expect("text").to_owned()
    }
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// What the paper says was chosen for a question.
pub(crate) fn chosen<'p>(paper: &'p Paper, item: &str) -> Option<&'p str> {
    paper.answers.iter().find(|answer| answer.item == item).map(|answer| answer.response.as_str())
}

/// The answer is that problem, in full.
pub(crate) async fn refused(answer: Response, code: Code) -> Problem {
    let status = answer.status();
    let media_type = answer.headers().get(header::CONTENT_TYPE).cloned();
    assert_eq!(answer.headers().get(header::CACHE_CONTROL).map(|value| value.as_bytes()), Some(&b"no-store"[..]));
    let text = answer.text().await.expect("a body");
    assert_eq!(media_type.as_ref().map(|value| value.as_bytes()), Some(&b"application/problem+json"[..]), "{status} {text}");
    let problem: Problem = serde_json::from_str(&text).expect("a problem");
    assert_eq!(Code::of(&problem), Some(code), "{problem:?}");
    assert_eq!((status.as_u16(), problem.status), (code.status(), code.status()));
    problem
}
