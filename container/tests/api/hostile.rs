//! Changes that no page of ours sends, and transactions that end half-way.

use contract::problem::Code;
use nursing_domain::sitting::{Change, Outcome, Stored};
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};

use container::db::history::Entry;

use crate::site::{Site, chosen, refused};

#[tokio::test]
async fn bodies_that_are_none_take_nothing() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let path = format!("/api/v1/attempts/{attempt}/changes");
    let good = json!({ "n": 1, "item": paper.questions[0].id, "response": "A", "base": 0, "at": null });
    let many = |count: i64| (1..=count).map(|n| json!({ "n": n, "item": "x", "response": "A", "base": 0 })).collect::<Vec<_>>();
    for body in [
        json!(null),
        json!([]),
        json!({}),
        json!({ "device": "d1", "device_name": "Phone" }),
        json!({ "device": "d1", "changes": [good] }),
        json!({ "device": "d1", "device_name": "Phone", "changes": [] }),
        json!({ "device": "d1", "device_name": "Phone", "changes": many(101) }),
        json!({ "device": "", "device_name": "Phone", "changes": [good] }),
        json!({ "device": "form", "device_name": "Phone", "changes": [good] }),
        json!({ "device": "d 1", "device_name": "Phone", "changes": [good] }),
        json!({ "device": "d".repeat(65), "device_name": "Phone", "changes": [good] }),
        json!({ "device": 7, "device_name": "Phone", "changes": [good] }),
        json!({ "device": "d1", "device_name": "Phone", "changes": [good, { "n": "2" }] }),
        json!({ "device": "d1", "device_name": "Phone", "changes": [{ "n": 1.5, "item": "x", "response": "A", "base": 0 }] }),
        json!({ "device": "d1", "device_name": "Phone", "changes": [{ "n": 1, "item": null, "response": "A", "base": 0 }] }),
    ] {
        refused(client.post(&path, body).await, Code::InvalidBody).await;
    }
    let form = json!({ "device": "form", "device_name": "" });
    refused(client.post(&format!("/api/v1/attempts/{attempt}/sitting"), form).await, Code::InvalidBody).await;
    // A number beyond 64 bits.
    let huge = format!(
        r#"{{"device":"d1","device_name":"","changes":[{{"n":99999999999999999999,"item":"{}","response":"A","base":0}}]}}"#,
        paper.questions[0].id
    );
    let send =
        |body: String| client.request(Method::POST, &path).header(header::CONTENT_TYPE, "application/json").body(body).send();
    refused(send(huge).await.expect("an answer"), Code::InvalidBody).await;
    let large = json!({ "device": "d1", "device_name": "x".repeat(64 * 1024), "changes": [good] }).to_string();
    refused(send(large).await.expect("an answer"), Code::TooLarge).await;
    assert!(client.paper("np1").await.answers.is_empty());

    // As many as may be, with a name that is cut.
    let full = json!({ "device": "d1", "device_name": "é".repeat(500), "changes": many(100) });
    let answer = client.post(&path, full).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(client.state(&attempt, "d1").await.sitting.expect("one").device_name.chars().count(), 80);
}

#[tokio::test]
async fn numbers_revisions_and_times_from_nowhere_do_no_harm() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let item = paper.questions[0].id.as_str();
    let largest = (1_i64 << 53) - 1;
    assert_eq!(client.change(&attempt, "d1", (largest, item, "A", 0)).await.outcome, Outcome::Stored);
    assert_eq!(client.change(&attempt, "d2", (1, item, "B", 900)).await.outcome, Outcome::Conflict, "900 wasn't yet");
    assert_eq!(client.change(&attempt, "d2", (2, item, "C", i64::MAX)).await.outcome, Outcome::Stored, "its own answer");
    for (n, at) in [(3, i64::MAX), (4, i64::MIN), (5, 0), (6, -1)] {
        let option = if n % 2 == 0 { "A" } else { "B" };
        let sent = json!([{ "n": n, "item": item, "response": option, "base": 0, "at": at }]);
        assert_eq!(client.changes(&attempt, "d2", sent).await.results[0].outcome, Outcome::Stored, "{at}");
    }
    for response in ["'; DROP TABLE changes; --", "\u{0}", "A\nB", &"A".repeat(3_000), "<script>"] {
        let result = client.change(&attempt, "d2", (7, item, response, 0)).await;
        assert_eq!((result.outcome, result.code.as_deref()), (Outcome::Refused, Some("unknown-option")));
    }
    assert_eq!(chosen(&client.paper("np1").await, item), Some("A"));
    for key in ["", &"k".repeat(101)] {
        let start = client.request(Method::POST, "/api/v1/exams/np2/attempts").header("idempotency-key", key).json(&json!({}));
        refused(start.send().await.expect("an answer"), Code::InvalidBody).await;
    }
    assert!(client.paper("np2").await.attempt.is_none());
}

#[tokio::test]
async fn a_transaction_that_ends_half_way_leaves_nothing() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let session: contract::user::Session = client.get("/api/v1/session").await.json().await.expect("Session");
    let user = session.user.expect("Ana").id;
    let change = Change {
        device: "d1".into(),
        n: 1,
        item: paper.questions[0].id.clone(),
        response: "A".into(),
        base: 0,
        seq: None,
        claimed_at: None,
    };
    let stored = Stored { no: 1, change, received_at: site.state.now(), outcome: Outcome::Stored, other: None };
    let entry = Entry { stored, device_name: "Phone".into() };
    let mut write = site.state.db().write_attempts(&user).await.expect("a turn");
    write.add_change(&attempt, &entry).await.expect("added");
    assert_eq!(write.answers(&attempt).await.expect("answers").len(), 1, "half-way it is there");
    // The process dies here, as far as the database can see.
    drop(write);
    assert!(site.state.db().history(&attempt).await.expect("history").is_empty());
    assert!(client.paper("np1").await.answers.is_empty());

    // A statement that fails takes those before it along.
    let mut write = site.state.db().write_attempts(&user).await.expect("a turn");
    write.add_change(&attempt, &entry).await.expect("added");
    assert!(write.add_change(&attempt, &entry).await.is_err(), "the same revision twice");
    drop(write);
    assert!(site.state.db().history(&attempt).await.expect("history").is_empty());
    let taken = client.change(&attempt, "d1", (1, &paper.questions[0].id, "A", 0)).await;
    assert_eq!(taken.no, Some(1));
}

#[tokio::test]
async fn looking_starts_nothing() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let item = client.paper("np1").await.questions[0].id.clone();
    for path in ["/exam/np1/start", "/exam/np1/answer", "/exam/np1/submit"] {
        for method in [Method::GET, Method::HEAD] {
            let answer = client.request(method, path).header("purpose", "prefetch").send().await.expect("an answer");
            assert_eq!(
                (answer.status(), &answer.headers()[header::LOCATION]),
                (StatusCode::SEE_OTHER, &header::HeaderValue::from_static("/exam/np1"))
            );
        }
    }
    for path in ["/logout", "/theme"] {
        let answer = client.get(path).await;
        assert_eq!(
            (answer.status(), &answer.headers()[header::LOCATION]),
            (StatusCode::SEE_OTHER, &header::HeaderValue::from_static("/"))
        );
    }
    let session: Value = client.get("/api/v1/session").await.json().await.expect("Session");
    assert!(session["user"].is_object(), "a GET logs nobody out");
    client.get("/api/v1/exams").await;
    // Leafing, with nothing ticked, leads to the start.
    for go in ["next", "prev", "7"] {
        let fields = [("item", item.as_str()), ("go", go), ("at", "1"), ("attempt", "")];
        assert_eq!(client.form("/exam/np1/answer", &fields).await, "/exam/np1");
    }
    assert!(client.paper("np1").await.attempt.is_none());
    // An answer starts.
    let fields = [("item", item.as_str()), ("option", "B"), ("go", "next"), ("at", "1"), ("attempt", "")];
    assert_eq!(client.form("/exam/np1/answer", &fields).await, "/exam/np1?q=2");
    assert_eq!(chosen(&client.paper("np1").await, &item), Some("B"));
}
