//! Calls that are sent again because their answer was lost.

use contract::{exam::Paper, problem::Code};
use nursing_domain::sitting::Outcome;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::site::{Client, PASSWORD, Site, chosen, refused};

async fn starts(client: &Client, exam: &str, key: &str, body: Value) -> Response {
    let request = client.request(Method::POST, &format!("/api/v1/exams/{exam}/attempts"));
    request.header("idempotency-key", key).json(&body).send().await.expect("an answer")
}

async fn attempt_of(answer: Response, status: StatusCode) -> Paper {
    assert_eq!(answer.status(), status);
    answer.json().await.expect("Paper")
}

#[tokio::test]
async fn a_start_with_its_key_gives_the_same_attempt_even_after_the_hand_in() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let body = json!({ "device": "d1", "device_name": "Phone" });
    let first = attempt_of(starts(&client, "mixed", "k-1", body.clone()).await, StatusCode::CREATED).await;
    let attempt = first.attempt.clone().expect("an attempt");
    assert_eq!(attempt_of(starts(&client, "mixed", "k-1", body.clone()).await, StatusCode::OK).await, first);

    client.change(&attempt.id, "d1", (1, &first.questions[0].id, "A", 0)).await;
    client.post(&format!("/api/v1/attempts/{}/submit", attempt.id), json!({})).await;
    let again = attempt_of(starts(&client, "mixed", "k-1", body.clone()).await, StatusCode::OK).await;
    let done = again.attempt.as_ref().expect("an attempt");
    assert_eq!((&done.id, done.submitted_at), (&attempt.id, Some(site.state.now())));
    assert_eq!((again.questions.len(), chosen(&again, &first.questions[0].id)), (25, Some("A")));
    assert!(client.paper("mixed").await.attempt.is_none(), "no second attempt");

    // The key stands for this request only.
    for (exam, body) in
        [("np1", body.clone()), ("mixed", json!({})), ("mixed", json!({ "device": "d2", "device_name": "Phone" }))]
    {
        refused(starts(&client, exam, "k-1", body).await, Code::IdempotencyKeyReused).await;
    }
    // Another person's keys are their own.
    let ben = site.student("ben@example.ph").await;
    let other = attempt_of(starts(&ben, "mixed", "k-1", body.clone()).await, StatusCode::CREATED).await;
    assert_ne!(other.attempt.expect("an attempt").id, attempt.id);
    // Another key is another start.
    let second = attempt_of(starts(&client, "mixed", "k-2", body.clone()).await, StatusCode::CREATED).await;
    let second = second.attempt.expect("an attempt").id;
    assert_ne!(second, attempt.id);
    let resumed = attempt_of(starts(&client, "mixed", "k-3", body.clone()).await, StatusCode::OK).await;
    assert_eq!(resumed.attempt.expect("an attempt").id, second);
    // And the first key still gives the first attempt.
    let again = attempt_of(starts(&client, "mixed", "k-1", body.clone()).await, StatusCode::OK).await;
    assert_eq!(again.attempt.expect("an attempt").id, attempt.id);

    // Keys are forgotten after 90 days.
    let days = |days: i64| site.state.now() + days * 86_400_000;
    site.state.db().sweep(days(90)).await.expect("swept");
    client.login("ana@example.ph", PASSWORD).await;
    assert_eq!(starts(&client, "np1", "k-1", body.clone()).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    site.state.db().sweep(days(90) + 1).await.expect("swept");
    client.login("ana@example.ph", PASSWORD).await;
    assert_eq!(starts(&client, "np1", "k-1", body).await.status(), StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn starts_with_one_key_that_race_give_one_attempt() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let all: Vec<_> = (0..12)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                let answer = starts(&client, "np2", "key", json!({ "device": "d1", "device_name": "" })).await;
                let made = answer.status() == StatusCode::CREATED;
                (made, answer.json::<Paper>().await.expect("Paper").attempt.expect("an attempt").id)
            })
        })
        .collect();
    let mut ids = Vec::new();
    let mut made = 0;
    for start in all {
        let (new, id) = start.await.expect("no panic");
        made += u32::from(new);
        ids.push(id);
    }
    ids.dedup();
    assert_eq!((made, ids.len()), (1, 1));
}

#[tokio::test]
async fn changes_that_are_sent_again_are_told_again_and_change_nothing() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let [p, q] = [&paper.questions[0].id, &paper.questions[1].id];
    client.change(&attempt, "d2", (1, q, "D", 0)).await;
    let now = site.state.now();
    let sent = json!([
        { "n": 1, "item": p, "response": "A", "base": 0, "at": now },
        { "n": 2, "item": q, "response": "B", "base": 0, "at": now },
        { "n": 4, "item": p, "response": "C", "base": 0, "at": now },
        { "n": 3, "item": p, "response": "D", "base": 0, "at": now },
    ]);
    let first = client.changes(&attempt, "d1", sent.clone()).await;
    let outcomes: Vec<_> = first.results.iter().map(|result| result.outcome).collect();
    assert_eq!(outcomes, [Outcome::Stored, Outcome::Conflict, Outcome::Stored, Outcome::Superseded]);
    let history = || async { site.state.db().history(&attempt).await.expect("history").len() };
    assert_eq!(history().await, 5);

    // Somebody else changed it meanwhile; the repetition is no new change.
    client.change(&attempt, "d2", (2, p, "B", 4)).await;
    assert_eq!(client.changes(&attempt, "d1", sent.clone()).await, first);
    assert_eq!(chosen(&client.paper("np1").await, p), Some("B"));
    // With what the device has learned since it is still the same change.
    let knowing = json!([{ "n": 4, "item": p, "response": "C", "base": 6, "at": null }]);
    assert_eq!(client.changes(&attempt, "d1", knowing).await.results[0], first.results[2]);
    // After the hand-in, too.
    client.post(&format!("/api/v1/attempts/{attempt}/submit"), json!({})).await;
    let after = client.changes(&attempt, "d1", sent).await;
    assert_eq!((after.results, after.submitted_at), (first.results, Some(site.state.now())));
    assert_eq!(history().await, 6);

    // The same number for something else is a fault of the device, and the others don't suffer.
    let reused = json!([
        { "n": 1, "item": p, "response": "B", "base": 0, "at": now },
        { "n": 2, "item": p, "response": "B", "base": 0, "at": now },
        { "n": 5, "item": paper.questions[2].id, "response": "B", "base": 0, "at": now },
    ]);
    let taken = client.changes(&attempt, "d1", reused).await;
    let told: Vec<_> = taken.results.iter().map(|result| (result.outcome, result.code.as_deref())).collect();
    assert_eq!(told, [(Outcome::Refused, Some("invalid-body")), (Outcome::Refused, Some("invalid-body")), (Outcome::Late, None)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_change_that_arrives_many_times_at_once_is_taken_once() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let item = paper.questions[0].id.clone();
    let all: Vec<_> = (0..16)
        .map(|_| {
            let (client, attempt, item) = (client.clone(), attempt.clone(), item.clone());
            tokio::spawn(async move { client.change(&attempt, "d1", (1, &item, "A", 0)).await })
        })
        .collect();
    for change in all {
        let result = change.await.expect("no panic");
        assert_eq!((result.outcome, result.no), (Outcome::Stored, Some(1)));
    }
    assert_eq!(site.state.db().history(&attempt).await.expect("history").len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn hand_ins_that_race_get_the_same_receipt() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    client.change(&attempt, "d1", (1, &paper.questions[0].id, "A", 0)).await;
    let all: Vec<_> = (0..12)
        .map(|_| {
            let (client, path) = (client.clone(), format!("/api/v1/attempts/{attempt}/submit"));
            tokio::spawn(async move { client.post(&path, json!({})).await })
        })
        .collect();
    let mut receipts = std::collections::BTreeSet::new();
    for answer in all {
        let answer = answer.await.expect("no panic");
        assert_eq!(answer.status(), StatusCode::OK);
        receipts.insert(answer.text().await.expect("a receipt"));
    }
    assert_eq!(receipts.len(), 1, "{receipts:?}");
}
