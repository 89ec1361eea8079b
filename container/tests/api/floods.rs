//! One student who sends more than anybody can do: the disk doesn't fill, and what other devices send is taken.

use contract::problem::Code;
use nursing_domain::sitting::{DEVICES, Outcome, RESERVED, SHARED};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::site::{Client, Site, chosen, refused};

/// Fills what all devices share, as if a device had sent it.
async fn flood(site: &Site, attempt: &str, item: &str, device: &str) {
    let mut write = site.state.db().write().await.expect("a turn");
    let from = write.last_no(attempt).await.expect("a number");
    sqlx::query(
        "INSERT INTO changes (attempt, no, item, response, device, device_name, n, base, received_at, outcome) \
         WITH RECURSIVE counted(no) AS (SELECT $4 + 1 UNION ALL SELECT no + 1 FROM counted WHERE no < $5) \
         SELECT $1, no, $2, 'A', $3, '', 1000 + no, 0, 1, 'superseded' FROM counted",
    )
    .bind(attempt)
    .bind(item)
    .bind(device)
    .bind(from)
    .bind(SHARED)
    .execute(write.on())
    .await
    .expect("added");
    write.commit().await.expect("stored");
}

async fn length(site: &Site, attempt: &str) -> usize {
    site.state.db().history(attempt).await.expect("history").len()
}

#[tokio::test]
async fn a_device_that_runs_wild_is_stopped_and_costs_the_others_nothing() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let [first, second] = [&paper.questions[0].id, &paper.questions[1].id];
    assert_eq!(client.change(&attempt, "wild", (1, first, "A", 0)).await.outcome, Outcome::Stored);
    flood(&site, &attempt, first, "wild").await;
    let full = length(&site, &attempt).await;

    let stopped = client.change(&attempt, "wild", (9_000, first, "B", full as i64)).await;
    assert_eq!((stopped.outcome, stopped.no, stopped.code.as_deref()), (Outcome::Refused, None, Some("too-many-changes")));
    assert_eq!(stopped.detail.as_deref(), Some(Code::TooManyChanges.sentence()), "in words");
    assert_eq!(length(&site, &attempt).await, full);
    assert_eq!(chosen(&client.paper("np1").await, first), Some("A"));
    // What was taken before is acknowledged again, however full it is.
    assert_eq!(client.change(&attempt, "wild", (1, first, "A", 0)).await.no, Some(1));
    // The same device has not answered the other questions yet.
    assert_eq!(client.change(&attempt, "wild", (9_001, second, "B", 0)).await.outcome, Outcome::Stored);

    // Another one answers them all, and changes its mind.
    for (n, question) in (1..).zip(&paper.questions) {
        let taken = client.change(&attempt, "calm", (n, &question.id, "C", SHARED * 2)).await;
        assert!(taken.outcome.counts(), "{taken:?}");
    }
    for n in 1..RESERVED as i64 {
        let response = ["A", "B"][n as usize % 2];
        assert!(client.change(&attempt, "calm", (1_000 + n, first, response, 0)).await.outcome.counts());
    }
    assert_eq!(client.change(&attempt, "calm", (2_000, first, "D", 0)).await.outcome, Outcome::Refused);
    // A form without scripts, too, and it is told when there is no room.
    for n in 0..RESERVED {
        let option = ["C", "D"][n % 2];
        let fields = [("attempt", attempt.as_str()), ("item", first), ("option", option), ("go", "stay"), ("at", "1")];
        assert_eq!(client.form("/exam/np1/answer", &fields).await, "/exam/np1?q=1");
    }
    let fields = [("attempt", attempt.as_str()), ("item", first), ("option", "A"), ("go", "stay"), ("at", "1")];
    assert!(client.form("/exam/np1/answer", &fields).await.contains("error=too-many-changes"));
    refused(client.put_answer(&attempt, first, "A", 1).await, Code::TooManyChanges).await;
    let submitted = client.post(&format!("/api/v1/attempts/{attempt}/submit"), json!({})).await;
    assert_eq!(submitted.status(), StatusCode::OK);
}

#[tokio::test]
async fn made_up_devices_do_not_fill_the_disk() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let item = &paper.questions[0].id;
    flood(&site, &attempt, item, "d0").await;
    let full = length(&site, &attempt).await;
    let mut taken = Vec::new();
    for device in 1..DEVICES + 3 {
        let change = client.change(&attempt, &format!("d{device}"), (1, item, "B", 0)).await;
        taken.push(change.outcome != Outcome::Refused);
    }
    assert_eq!(taken, [vec![true; DEVICES - 1], vec![false; 3]].concat());
    // A request of many is no way around, and each of its changes is answered.
    let many: Vec<_> = (1..=100).map(|n| json!({ "n": 10 + n, "item": item, "response": "C", "base": 0 })).collect();
    let results = client.changes(&attempt, "d1", json!(many)).await.results;
    assert_eq!(results.iter().filter(|result| result.outcome != Outcome::Refused).count(), RESERVED - 1);
    assert_eq!(results.len(), 100);
    assert_eq!(length(&site, &attempt).await, full + DEVICES - 1 + RESERVED - 1);
}

async fn starts(client: &Client, exam: &str, key: &str) -> reqwest::Response {
    let request = client.request(Method::POST, &format!("/api/v1/exams/{exam}/attempts"));
    request.header("idempotency-key", key).json(&json!({})).send().await.expect("an answer")
}

#[tokio::test]
async fn a_day_has_so_many_starts() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    for n in 0..100 {
        assert!(starts(&client, "mixed", &format!("k{n}")).await.status().is_success(), "{n}");
    }
    let problem = refused(starts(&client, "mixed", "k100").await, Code::TooManyStarts).await;
    assert_eq!(problem.retry_after, Some(3_600));
    // A start that is sent again is no further one.
    assert_eq!(starts(&client, "mixed", "k99").await.status(), StatusCode::OK);
    // The attempt goes on without a key, and ends.
    let (_, mut attempt) = client.starts("mixed").await;
    for _ in 1..50 {
        client.post(&format!("/api/v1/attempts/{attempt}/submit"), json!({})).await;
        attempt = client.starts("mixed").await.1;
    }
    client.post(&format!("/api/v1/attempts/{attempt}/submit"), json!({})).await;
    refused(client.post("/api/v1/exams/mixed/attempts", json!({})).await, Code::TooManyStarts).await;
    assert_eq!(client.form("/exam/mixed/start", &[]).await, "/exam/mixed?error=too-many-starts&retry_after=3600");
    // Another student's day is another one, and tomorrow is, too.
    site.student("ben@example.ph").await.starts("mixed").await;
    site.later(86_400_000);
    client.login("ana@example.ph", crate::site::PASSWORD).await;
    client.starts("mixed").await;
}
