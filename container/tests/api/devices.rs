//! Two devices, two tabs, old and new pages at one attempt.

use contract::{
    exam::{Paper, Review},
    sitting::AttemptState,
};
use nursing_domain::sitting::Outcome;
use reqwest::StatusCode;
use serde_json::json;

use crate::site::{Client, Site, chosen};

async fn sits(client: &Client, attempt: &str, device: &str) -> AttemptState {
    let body = json!({ "device": device, "device_name": format!("Phone {device}") });
    let answer = client.post(&format!("/api/v1/attempts/{attempt}/sitting"), body).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.expect("AttemptState")
}

#[tokio::test]
async fn two_devices_that_did_not_see_each_other_are_told_and_the_student_chooses() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let item = &paper.questions[3].id;
    client.change(&attempt, "d1", (1, item, "A", 0)).await;
    let conflict = client.change(&attempt, "d2", (1, item, "B", 0)).await;
    assert_eq!((conflict.outcome, conflict.no), (Outcome::Conflict, Some(2)));
    let other = conflict.other.clone().expect("the other answer");
    assert_eq!(
        (other.device.as_str(), other.device_name.as_str(), other.response.as_str(), other.no),
        ("d1", "Phone d1", "A", 1)
    );
    assert_eq!(other.received_at, site.state.now());
    assert_eq!(chosen(&client.paper("np1").await, item), Some("B"), "the later one counts for now");

    // Each device is told its own answer first; both say which one counts.
    let of_first = client.state(&attempt, "d1").await.conflicts.remove(0);
    assert_eq!((of_first.mine.response.as_str(), of_first.other.response.as_str(), of_first.counts), ("A", "B", 2));
    let of_second = client.state(&attempt, "d2").await.conflicts.remove(0);
    assert_eq!((of_second.mine.response.as_str(), of_second.other.response.as_str(), of_second.counts), ("B", "A", 2));

    // Choosing is an ordinary change with the newest base.
    assert_eq!(client.change(&attempt, "d1", (2, item, "A", 2)).await.outcome, Outcome::Stored);
    assert!(client.state(&attempt, "d2").await.conflicts.is_empty());
    assert_eq!(chosen(&client.paper("np1").await, item), Some("A"));
}

#[tokio::test]
async fn a_rival_that_nobody_chose_between_is_in_the_review() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("mixed").await;
    let item = &paper.questions[0].id;
    client.change(&attempt, "d1", (1, item, "A", 0)).await;
    client.post(&format!("/api/v1/attempts/{attempt}/submit"), json!({})).await;
    // A phone that was offline comes back and had answered otherwise.
    let at = paper.attempt.expect("an attempt").started_at;
    let sent = json!([{ "n": 1, "item": item, "response": "B", "base": 0, "at": at }]);
    let taken = client.changes(&attempt, "d2", sent).await;
    assert_eq!((taken.results[0].outcome, taken.submitted_at), (Outcome::AfterEnd, Some(site.state.now())));
    let review: Review = client.get(&format!("/api/v1/attempts/{attempt}/review")).await.json().await.expect("Review");
    assert_eq!(review.conflicts.len(), 1);
    assert_eq!((review.conflicts[0].mine.response.as_str(), review.conflicts[0].other.response.as_str()), ("A", "B"));
    let options = &review.questions[0].groups[0].options;
    assert!(options.iter().all(|option| option.chosen == (option.id == "A")));
}

#[tokio::test]
async fn one_device_sits_and_another_can_take_its_place() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let start = |device: &'static str| json!({ "device": device, "device_name": format!("Phone {device}\u{7}") });
    let answer = client.post("/api/v1/exams/np1/attempts", start("d1")).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    let paper: Paper = answer.json().await.expect("Paper");
    let attempt = paper.attempt.expect("an attempt").id;
    let sitting = paper.sitting.expect("somebody sits");
    assert_eq!((sitting.device.as_str(), sitting.device_name.as_str()), ("d1", "Phone d1"), "without control characters");

    site.later(120_000);
    // Neither resuming nor a change of another device takes the place: somebody has to ask for it.
    let answer = client.post("/api/v1/exams/np1/attempts", start("d2")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let resumed: Paper = answer.json().await.expect("Paper");
    assert_eq!(resumed.sitting.as_ref(), Some(&sitting), "open on another device, two minutes ago");
    let item = &resumed.questions[0].id;
    assert_eq!(client.change(&attempt, "d2", (1, item, "A", 0)).await.outcome, Outcome::Stored);
    assert_eq!(client.state(&attempt, "d2").await.sitting, Some(sitting.clone()));
    client.change(&attempt, "d1", (1, item, "A", 1)).await;
    assert_eq!(client.state(&attempt, "d2").await.sitting.expect("one").seen_at, site.state.now());

    let state = sits(&client, &attempt, "d2").await;
    assert_eq!(state.sitting.as_ref().expect("one").device, "d2");
    assert_eq!(client.paper("np1").await.sitting, state.sitting);
}

#[tokio::test]
async fn whoever_answers_elsewhere_is_told_where_the_exam_is_open_until_that_device_has_left() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let item = &paper.questions[0].id;
    let sent = |n: i64| json!([{ "n": n, "item": item, "response": "A", "base": 9, "at": null }]);
    assert_eq!(client.changes(&attempt, "d1", sent(1)).await.sitting, None, "it has just sat down");
    site.later(15 * 60_000);
    let told = client.changes(&attempt, "d2", sent(1)).await.sitting.expect("another device");
    assert_eq!((told.device.as_str(), told.device_name.as_str()), ("d1", "Phone d1"));
    assert_eq!(client.paper("np1").await.sitting, Some(told.clone()));
    assert_eq!(client.state(&attempt, "d2").await.sitting, Some(told));

    // Silent for longer than a quarter of an hour: its place is free, and taken by the next who answers.
    site.later(1);
    assert_eq!(client.state(&attempt, "d2").await.sitting, None);
    assert_eq!(client.changes(&attempt, "d2", sent(2)).await.sitting, None);
    assert_eq!(client.state(&attempt, "d1").await.sitting.expect("somebody").device, "d2");
    // After the end there is nothing to go on with.
    client.post(&format!("/api/v1/attempts/{attempt}/submit"), json!({})).await;
    assert_eq!(client.changes(&attempt, "d1", sent(2)).await.sitting, None);
}

#[tokio::test]
async fn a_page_without_scripts_takes_the_place_by_a_form() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    assert_eq!(client.form("/exam/np1/sitting", &[]).await, "/exam/np1", "there is nothing to sit down at");
    let (_, attempt) = client.starts("np1").await;
    sits(&client, &attempt, "d1").await;
    assert_eq!(client.form("/exam/np1/sitting", &[]).await, "/exam/np1");
    let sitting = client.paper("np1").await.sitting.expect("somebody sits");
    assert_eq!((sitting.device.as_str(), sitting.device_name.as_str()), ("form", "a page without scripts"));
}

#[tokio::test]
async fn the_review_tells_what_came_late_and_what_came_after_the_end() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("mixed").await;
    let [first, second, third] = [0, 1, 2].map(|at| paper.questions[at].id.as_str());
    client.change(&attempt, "d1", (1, first, "A", 0)).await;
    site.later(60_000);
    let end = site.state.now();
    client.post(&format!("/api/v1/attempts/{attempt}/submit"), json!({})).await;
    site.later(600_000);
    let given =
        |n: i64, item: &str, response: &str, at: i64| json!({ "n": n, "item": item, "response": response, "base": 0, "at": at });
    let sent = json!([
        given(1, second, "B", end - 10),
        given(2, third, "C", end + 10),
        given(3, third, "D", end + 20),
        given(4, first, "A", end + 30)
    ]);
    client.changes(&attempt, "d2", sent).await;
    let review: Review = client.get(&format!("/api/v1/attempts/{attempt}/review")).await.json().await.expect("Review");
    let [on_time, late, after] = [0, 1, 2].map(|at| &review.questions[at]);
    assert!(on_time.arrived.is_none() && on_time.after_end.is_empty(), "the answer that counts, sent again, is no news");
    let arrived = late.arrived.as_ref().expect("it came late");
    assert_eq!((arrived.device_name.as_str(), arrived.given_at), ("Phone d2", Some(end - 10)));
    assert_eq!((arrived.received_at, arrived.response.as_str()), (end + 600_000, "B"));
    assert!(late.late && late.answered && late.after_end.is_empty());
    assert!(!after.answered && after.arrived.is_none());
    let told: Vec<_> = after.after_end.iter().map(|arrival| (arrival.response.as_str(), arrival.given_at)).collect();
    assert_eq!(told, [("D", Some(end + 20))], "the last of each device");
}

#[tokio::test]
async fn the_answer_of_a_start_is_older_than_whatever_comes_after_it() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let item = client.paper("mixed").await.questions[0].id.clone();
    // B ticked, then D while the start is under way: D's number is older than the moment at which the start arrives.
    let ticked = site.state.now() + 400;
    site.later(1_500);
    let start = client.post("/api/v1/exams/mixed/attempts", json!({ "item": item, "response": "B" })).await;
    let paper: Paper = start.json().await.expect("Paper");
    assert_eq!(chosen(&paper, &item), Some("B"));
    let saved = client.saves(&paper.attempt.expect("an attempt").id, &item, "D", ticked).await;
    assert_eq!((saved.response.as_str(), saved.seq), ("D", ticked));
    assert_eq!(chosen(&client.paper("mixed").await, &item), Some("D"));
}

#[tokio::test]
async fn old_pages_and_forms_share_the_history() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("mixed").await;
    let item = paper.questions[0].id.as_str();
    let form = async |option: &str, base: &str| {
        let fields =
            [("item", item), ("option", option), ("attempt", attempt.as_str()), ("base", base), ("go", "next"), ("at", "1")];
        assert_eq!(client.form("/exam/mixed/answer", &fields).await, "/exam/mixed?q=2");
    };
    client.saves(&attempt, item, "A", 10).await;
    client.change(&attempt, "d1", (1, item, "B", 1)).await;
    form("B", "2").await;
    form("C", "").await;
    // A tab that still shows the second revision.
    form("D", "2").await;
    form("D", "5").await;
    let history = site.state.db().history(&attempt).await.expect("history");
    let told: Vec<_> = history
        .iter()
        .map(|entry| {
            let change = &entry.stored.change;
            (change.device.as_str(), change.response.as_str(), change.base, entry.stored.outcome)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("form", "A", 0, Outcome::Stored),
            ("d1", "B", 1, Outcome::Stored),
            ("form", "C", 2, Outcome::Stored),
            ("form", "D", 2, Outcome::Conflict),
        ],
        "leafing on with the answer that counts is no change"
    );
    assert_eq!(chosen(&client.paper("mixed").await, item), Some("D"));
    assert_eq!(client.state(&attempt, "d1").await.conflicts.len(), 1, "and C isn't gone");
}
