//! Registration, log-in, log-out, and what must not work.

use std::time::Instant;

use contract::{problem::Code, user::Session};
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::site::{Client, PASSWORD, Site, refused};

const HOUR: i64 = 3_600_000;

async fn who(client: &Client) -> Option<String> {
    let session: Session = client.get("/api/v1/session").await.json().await.expect("Session");
    session.user.map(|user| user.email)
}

#[tokio::test]
async fn a_student_registers_leaves_and_comes_back() {
    let site = Site::start().await;
    let client = site.student("Ana@Example.ph").await;
    assert_eq!(who(&client).await.as_deref(), Some("ana@example.ph"));

    let left = client.request(Method::POST, "/api/v1/auth/logout").send().await.expect("an answer");
    assert_eq!(left.status(), StatusCode::NO_CONTENT);
    assert_eq!(who(&client).await, None);
    refused(client.get("/api/v1/exams").await, Code::NotLoggedIn).await;

    let back = client.login(" ANA@example.PH", PASSWORD).await;
    assert_eq!(back.status(), StatusCode::OK);
    assert_eq!(back.headers()[header::CACHE_CONTROL], "no-store");
    assert_eq!(who(&client).await.as_deref(), Some("ana@example.ph"));
}

#[tokio::test]
async fn wrong_fields_are_named() {
    let site = Site::start().await;
    let client = site.client();
    let send = |name: &str, email: &str, password: &str| {
        let (client, body) = (client.clone(), json!({ "name": name, "email": email, "password": password, "extra": 1 }));
        async move { client.post("/api/v1/auth/register", body).await }
    };
    refused(send(" ", "ana@example.ph", PASSWORD).await, Code::InvalidName).await;
    refused(send("Ana", "ana@example", PASSWORD).await, Code::InvalidEmail).await;
    for weak in ["short", "password123", "ana.reyes!"] {
        refused(send("Ana", "ana@example.ph", weak).await, Code::WeakPassword).await;
        if weak == "ana.reyes!" {
            break;
        }
    }
    assert_eq!(send("Ana", "ana@example.ph", PASSWORD).await.status(), StatusCode::CREATED, "unknown fields are tolerated");
    refused(send("Ana", "ANA@example.ph", "kalabaw sa bukid 8").await, Code::AccountNotCreated).await;
}

fn registration(email: &str, password: &str) -> Value {
    json!({ "name": "Ana Reyes", "email": email, "password": password })
}

#[tokio::test]
async fn a_registration_that_is_sent_again_signs_in_again() {
    let site = Site::start().await;
    // Both under way at once, as of a double tap, and one more as of a reload after a lost answer.
    let tap = || {
        let client = site.client();
        tokio::spawn(async move {
            let answer = client.post("/api/v1/auth/register", registration("ana@example.ph", PASSWORD)).await;
            assert_eq!(answer.status(), StatusCode::CREATED);
            client
        })
    };
    let both = [tap(), tap()];
    let mut ids = Vec::new();
    for client in both {
        let session: Session = client.await.expect("no panic").get("/api/v1/session").await.json().await.expect("Session");
        ids.push(session.user.expect("signed in").id);
    }
    let client = tap().await.expect("no panic");
    assert_eq!(who(&client).await.as_deref(), Some("ana@example.ph"));
    assert_eq!(ids[0], ids[1], "one account");
}

#[tokio::test]
async fn a_registration_is_no_way_to_guess_a_password() {
    let site = Site::start().await;
    site.student("ana@example.ph").await;
    let client = site.client();
    let register = async |password| client.post("/api/v1/auth/register", registration("ana@example.ph", password)).await;
    for guess in ["kalabaw sa bukid 1", "kalabaw sa bukid 2", "kalabaw sa bukid 3"] {
        refused(register(guess).await, Code::AccountNotCreated).await;
    }
    // They counted, and once there were too many, neither the right one nor the answer's words and headers tell.
    let answer = register(PASSWORD).await;
    assert!(answer.headers().get(header::RETRY_AFTER).is_none());
    refused(answer, Code::AccountNotCreated).await;
    refused(client.login("ana@example.ph", PASSWORD).await, Code::TooManyTries).await;
    assert_eq!(who(&client).await, None);
    site.later(1_000);
    assert_eq!(register(PASSWORD).await.status(), StatusCode::CREATED);
    // As with any log-in, success forgets the failures.
    refused(client.login("ana@example.ph", "wrong password").await, Code::WrongCredentials).await;
    assert_eq!(client.login("ana@example.ph", PASSWORD).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn one_letter_is_one_letter_however_a_keyboard_sends_it() {
    let site = Site::start().await;
    let (composed, decomposed) = ("ma\u{f1}ana na lang", "man\u{303}ana na lang");
    for (email, first, then) in [("bea@example.ph", composed, decomposed), ("jun@example.ph", decomposed, composed)] {
        let answer = site.client().post("/api/v1/auth/register", registration(email, first)).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        assert_eq!(site.client().login(email, then).await.status(), StatusCode::OK, "{email}");
        refused(site.client().login(email, "manana na lang").await, Code::WrongCredentials).await;
    }
    // Eight characters are eight that a person sees.
    let short = "n\u{303}n\u{303}n\u{303}nd u";
    refused(site.client().post("/api/v1/auth/register", registration("cel@example.ph", short)).await, Code::WeakPassword).await;
}

#[tokio::test]
async fn a_known_and_an_unknown_account_fail_alike() {
    let site = Site::start().await;
    site.student("ana@example.ph").await;
    let client = site.client();
    let mut bodies: Vec<String> = Vec::new();
    let mut shapes: Vec<Vec<String>> = Vec::new();
    for email in ["ana@example.ph", "nobody@example.ph", "not an address"] {
        let answer = client.login(email, "wrong password").await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        shapes.push(answer.headers().keys().map(|name| name.to_string()).filter(|name| name != "date").collect());
        bodies.push(answer.text().await.expect("a body"));
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    assert!(shapes.iter().all(|shape| *shape == shapes[0]), "{shapes:?}");

    // The work is the same too: the unknown account's password is hashed as well.
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..7 {
        for (at, email) in [format!("known{round}@example.ph"), format!("unknown{round}@example.ph")].iter().enumerate() {
            if at == 0 {
                site.student(email).await;
            }
            let before = Instant::now();
            client.login(email, "wrong password").await;
            times[at].push(before.elapsed().as_micros());
        }
    }
    let [known, unknown] = times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    });
    assert!(unknown * 2 > known && known * 2 > unknown, "known {known} µs, unknown {unknown} µs");
}

#[tokio::test]
async fn failures_slow_an_account_down_and_a_wait_cures_it() {
    let site = Site::start().await;
    site.student("ana@example.ph").await;
    for email in ["ana@example.ph", "nobody@example.ph"] {
        let client = site.client();
        for _ in 0..3 {
            refused(client.login(email, "wrong password").await, Code::WrongCredentials).await;
        }
        let answer = client.login(email, PASSWORD).await;
        assert_eq!(answer.headers()[header::RETRY_AFTER], "1");
        assert_eq!(refused(answer, Code::TooManyTries).await.retry_after, Some(1));
        site.later(1_000);
        refused(client.login(email, "wrong password").await, Code::WrongCredentials).await;
        site.later(1_999);
        assert_eq!(refused(client.login(email, PASSWORD).await, Code::TooManyTries).await.retry_after, Some(1));
        // Never longer than five minutes, however many failures.
        for _ in 0..12 {
            site.later(300_000);
            refused(client.login(email, "wrong password").await, Code::WrongCredentials).await;
        }
        site.later(300_000);
    }
    assert_eq!(site.client().login("ana@example.ph", PASSWORD).await.status(), StatusCode::OK);
    // Success forgets them.
    let client = site.client();
    for _ in 0..2 {
        refused(client.login("ana@example.ph", "wrong password").await, Code::WrongCredentials).await;
    }
    assert_eq!(client.login("ana@example.ph", PASSWORD).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn tries_in_parallel_do_not_slip_by() {
    let site = Site::start().await;
    site.student("ana@example.ph").await;
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let client = site.client();
            tokio::spawn(async move { client.login("ana@example.ph", "wrong password").await.status() })
        })
        .collect();
    let mut checked = 0;
    for task in tries {
        if task.await.expect("no panic") == StatusCode::UNAUTHORIZED {
            checked += 1;
        }
    }
    assert_eq!(checked, 3);
}

#[tokio::test]
async fn a_log_in_changes_the_sessions_identifier_and_ends_the_old_one() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let first = session_cookie(&client.login("ana@example.ph", PASSWORD).await);
    let second = session_cookie(&client.login("ana@example.ph", PASSWORD).await);
    assert_ne!(first, second);
    let stranger = site.client();
    for (cookie, expected) in [(&first, Value::Null), (&second, json!("ana@example.ph"))] {
        let answer =
            stranger.request(Method::GET, "/api/v1/session").header(header::COOKIE, format!("session={cookie}")).send().await;
        let body: Value = answer.expect("an answer").json().await.expect("Session");
        assert_eq!(body["user"]["email"], expected);
    }
    // An identifier that an attacker planted is not taken up.
    let planted = "AAAAAAAAAAAAAAAAAAAAAA";
    let answer = stranger
        .request(Method::POST, "/api/v1/auth/login")
        .header(header::COOKIE, format!("session={planted}"))
        .json(&json!({ "email": "ana@example.ph", "password": PASSWORD }))
        .send()
        .await
        .expect("an answer");
    assert_ne!(session_cookie(&answer), planted);
}

#[tokio::test]
async fn a_session_ends_when_idle_and_after_a_day() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    site.later(8 * HOUR - 1);
    assert!(who(&client).await.is_some());
    site.later(8 * HOUR - 1);
    assert!(who(&client).await.is_some(), "activity keeps it");
    site.later(8 * HOUR - 1);
    assert!(who(&client).await.is_some());
    site.later(HOUR);
    assert!(who(&client).await.is_none(), "a day is the most");

    let idle = site.student("ben@example.ph").await;
    site.later(8 * HOUR);
    assert!(who(&idle).await.is_none());
    refused(idle.put_answer("x", "y", "A", 1).await, Code::NotLoggedIn).await;
}

#[tokio::test]
async fn saving_answers_is_activity() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    site.later(7 * HOUR);
    let (paper, attempt) = client.starts("np1").await;
    site.later(HOUR / 2);
    client.saves(&attempt, &paper.questions[0].id, "A", 1).await;
    site.later(15 * HOUR / 2);
    assert!(who(&client).await.is_some());
}

#[tokio::test]
async fn visitors_write_nothing() {
    let site = Site::start().await;
    let client = site.client();
    for path in ["/api/v1/session", "/api/v1/exams", "/api/v1/progress", "/api/v1/nowhere", "/healthz"] {
        let answer = client.get(path).await;
        assert!(answer.headers().get(header::SET_COOKIE).is_none(), "{path}");
    }
    client.login("nobody@example.ph", "wrong password").await;
    let rows = sqlx::query("SELECT id FROM sessions").fetch_all(site.state.db().pool()).await.expect("rows");
    assert!(rows.is_empty());
}

#[tokio::test]
async fn the_cookie_is_as_strict_as_its_name_asks() {
    let site = Site::with(true).await;
    let client = site.client();
    let body = json!({ "name": "Ana", "email": "ana@example.ph", "password": PASSWORD });
    let answer = client.post("/api/v1/auth/register", body).await;
    let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
    assert!(cookie.starts_with("__Host-session="), "{cookie}");
    for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age="] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    assert_eq!(answer.headers()[header::STRICT_TRANSPORT_SECURITY], "max-age=63072000; includeSubDomains; preload");

    let pair = cookie.split(';').next().expect("a pair").to_owned();
    let left = client.request(Method::POST, "/api/v1/auth/logout").header(header::COOKIE, &pair).send().await.expect("an answer");
    let removal = left.headers()[header::SET_COOKIE].to_str().expect("text");
    assert!(
        removal.starts_with("__Host-session=;") && removal.contains("Max-Age=0") && removal.contains("; Secure"),
        "{removal}"
    );

    // The table holds no identifier that would log anybody in.
    let value = pair.split_once('=').expect("a value").1.to_owned();
    let rows =
        sqlx::query("SELECT id FROM sessions WHERE id = $1").bind(value).fetch_all(site.state.db().pool()).await.expect("rows");
    assert!(rows.is_empty());
}

#[tokio::test]
async fn a_request_under_way_does_not_bring_an_ended_session_back() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    // Due for a note of activity, so that every request writes the session.
    site.later(10 * 60_000);
    let requests: Vec<_> = (0..8)
        .map(|at| {
            let client = client.clone();
            tokio::spawn(async move {
                match at {
                    4 => client.request(Method::POST, "/api/v1/auth/logout").send().await.expect("an answer"),
                    _ => client.get("/api/v1/exams").await,
                }
            })
        })
        .collect();
    for request in requests {
        request.await.expect("no panic");
    }
    let rows = sqlx::query("SELECT id FROM sessions").fetch_all(site.state.db().pool()).await.expect("rows");
    assert!(rows.is_empty());
    assert_eq!(who(&client).await, None);
}

fn session_cookie(answer: &reqwest::Response) -> String {
    let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("text");
    cookie.split([';', '=']).nth(1).expect("a value").to_owned()
}
