//! What becomes of changes while an attempt runs.

use contract::{exam::ExamList, problem::Code};
use nursing_domain::sitting::Outcome;
use serde_json::json;

use crate::site::{Client, Site, chosen, refused};

async fn list_next(client: &Client, exam: &str) -> (u32, Option<u32>) {
    let list: ExamList = client.get("/api/v1/exams").await.json().await.expect("ExamList");
    let row = list.exams.into_iter().find(|row| row.exam.id == exam).expect("a row");
    (row.answered, row.next)
}

#[tokio::test]
async fn changes_are_numbered_kept_and_shown() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("mixed").await;
    assert_eq!((paper.next, paper.sitting.clone()), (Some(1), None));
    let [p, q] = [&paper.questions[0].id, &paper.questions[1].id];
    let taken = client
        .changes(
            &attempt,
            "d1",
            json!([
                { "n": 1, "item": p, "response": "B", "base": 0, "at": paper.attempt.as_ref().expect("one").started_at },
                { "n": 2, "item": q, "response": "C", "base": 0, "at": null },
                { "n": 3, "item": p, "response": "D", "base": 1 },
            ]),
        )
        .await;
    assert_eq!(taken.submitted_at, None);
    let told: Vec<_> = taken.results.iter().map(|result| (result.n, result.outcome, result.no)).collect();
    assert_eq!(told, [(1, Outcome::Stored, Some(1)), (2, Outcome::Stored, Some(2)), (3, Outcome::Stored, Some(3))]);

    let paper = client.paper("mixed").await;
    assert_eq!((chosen(&paper, p), chosen(&paper, q)), (Some("D"), Some("C")));
    assert_eq!(paper.answers.iter().find(|answer| answer.item == *p).map(|answer| answer.no), Some(3));
    assert_eq!(paper.sitting.expect("a device sits").device_name, "Phone d1");
    let state = client.state(&attempt, "d1").await;
    assert_eq!((state.answers, state.now, state.submitted_at), (paper.answers, site.state.now(), None));
    assert_eq!(site.state.db().history(&attempt).await.expect("history").len(), 3);

    // Taking one back is an answer, too.
    assert_eq!(client.change(&attempt, "d1", (4, p, "", 3)).await.outcome, Outcome::Stored);
    assert_eq!(list_next(&client, "mixed").await, (1, Some(1)));
}

#[tokio::test]
async fn five_of_25_answered_goes_on_at_question_six() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    assert_eq!(list_next(&client, "mixed").await, (0, None));
    let (paper, attempt) = client.starts("mixed").await;
    for (n, question) in (1..).zip(&paper.questions).take(5) {
        client.change(&attempt, "d1", (n, &question.id, "A", 0)).await;
    }
    assert_eq!(list_next(&client, "mixed").await, (5, Some(6)));
    assert_eq!(client.paper("mixed").await.next, Some(6));
    let progress: contract::progress::Progress = client.get("/api/v1/progress").await.json().await.expect("Progress");
    assert_eq!(progress.active[0].next, 6);
    for (n, question) in (6..).zip(&paper.questions[5..]) {
        client.change(&attempt, "d1", (n, &question.id, "A", 0)).await;
    }
    assert_eq!(list_next(&client, "mixed").await, (25, Some(25)));
    assert_eq!(client.paper("mixed").await.next, Some(25));
}

#[tokio::test]
async fn a_request_that_was_overtaken_changes_nothing() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let item = &paper.questions[0].id;
    assert_eq!(client.change(&attempt, "d1", (2, item, "D", 0)).await.outcome, Outcome::Stored);
    let overtaken = client.change(&attempt, "d1", (1, item, "B", 0)).await;
    assert_eq!((overtaken.outcome, overtaken.no), (Outcome::Superseded, Some(2)));
    assert_eq!(chosen(&client.paper("np1").await, item), Some("D"));
}

#[tokio::test]
async fn a_bad_change_holds_up_no_other() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("formats").await;
    let exam = site.state.bank().exam("formats").expect("an exam");
    let number = exam.items.iter().find(|item| item.student.number.is_some()).expect("a number").student.id.clone();
    let choice = exam.items.iter().find(|item| item.student.number.is_none()).expect("choices").student.id.clone();
    let foreign = site.state.bank().exam("np2").expect("an exam").items.iter();
    let foreign = foreign.map(|item| item.student.id.clone()).find(|id| paper.questions.iter().all(|asked| asked.id != *id));
    let change =
        |n: i64, item: &str, response: &str| json!({ "n": n, "item": item, "response": response, "base": 0, "at": null });
    let taken = client
        .changes(
            &attempt,
            "d1",
            json!([
                change(1, &choice, "A"),
                change(2, "no-such-item", "A"),
                change(3, &foreign.expect("an item of another exam"), "A"),
                change(4, &choice, "Z"),
                change(5, &number, "ten"),
                change(6, &number, "12.5"),
                change(0, &choice, "B"),
                change(-4, &choice, "B"),
                { "n": 7, "item": choice, "response": "B", "base": -1 },
                change(i64::MAX, &choice, "B"),
                change(8, &choice, "A"),
            ]),
        )
        .await;
    let told: Vec<_> = taken.results.iter().map(|result| (result.n, result.code.as_deref(), result.no)).collect();
    assert_eq!(
        told,
        [
            (1, None, Some(1)),
            (2, Some("unknown-item"), None),
            (3, Some("unknown-item"), None),
            (4, Some("unknown-option"), None),
            (5, Some("invalid-answer"), None),
            (6, None, Some(2)),
            (0, Some("invalid-body"), None),
            (-4, Some("invalid-body"), None),
            (7, Some("invalid-body"), None),
            (i64::MAX, Some("invalid-body"), None),
            (8, None, Some(3)),
        ]
    );
    for result in &taken.results {
        assert_eq!(result.outcome == Outcome::Refused, result.code.is_some());
        assert_eq!(result.detail.is_some(), result.code.is_some(), "a refusal says why");
    }
    let paper = client.paper("formats").await;
    assert_eq!((chosen(&paper, &choice), chosen(&paper, &number)), (Some("A"), Some("12.5")));
}

#[tokio::test]
async fn equal_answers_are_equal_however_they_are_written() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("formats").await;
    let all = paper.questions.iter().find(|question| question.kind.name() == "select-all").expect("one").id.clone();
    client.change(&attempt, "d1", (1, &all, "A,C", 0)).await;
    assert_eq!(client.change(&attempt, "d2", (1, &all, "C, A", 0)).await.outcome, Outcome::Stored);
    assert_eq!(chosen(&client.paper("formats").await, &all), Some("A,C"));
}

#[tokio::test]
async fn what_is_sent_for_another_account_is_not_taken() {
    let site = Site::start().await;
    let ana = site.student("ana@example.ph").await;
    let ben = site.student("ben@example.ph").await;
    let (paper, attempt) = ana.starts("np1").await;
    let session: contract::user::Session = ana.get("/api/v1/session").await.json().await.expect("Session");
    let id = session.user.expect("Ana").id;
    let item = &paper.questions[0].id;
    let change = json!({ "device": "d1", "device_name": "", "changes": [{ "n": 1, "item": item, "response": "A", "base": 0 }] });
    let here = json!({ "device": "d1", "device_name": "" });
    for (path, body) in [
        (format!("/api/v1/attempts/{attempt}/changes"), change),
        (format!("/api/v1/attempts/{attempt}/submit"), json!({})),
        (format!("/api/v1/attempts/{attempt}/sitting"), here.clone()),
        ("/api/v1/exams/np1/attempts".to_owned(), here),
    ] {
        let send = |client: &Client, person: &str| {
            client.request(reqwest::Method::POST, &path).header("x-mf-person", person).json(&body).send()
        };
        refused(send(&ben, &id).await.expect("an answer"), Code::OtherAccount).await;
        refused(send(&site.client(), &id).await.expect("an answer"), Code::NotLoggedIn).await;
    }
    let state = |client: &Client| {
        client.request(reqwest::Method::GET, &format!("/api/v1/attempts/{attempt}/state")).header("x-mf-person", &id).send()
    };
    refused(state(&ben).await.expect("an answer"), Code::OtherAccount).await;
    assert_eq!(state(&ana).await.expect("an answer").status(), 200);
    assert!(ana.paper("np1").await.answers.is_empty());
    assert!(ben.paper("np1").await.attempt.is_none());
    // Without the header, an attempt of somebody else is as unknown as none.
    let sent = json!([{ "n": 1, "item": item, "response": "A", "base": 0 }]);
    refused(ben.send_changes(&attempt, "d1", sent).await, Code::UnknownAttempt).await;
    refused(ben.get(&format!("/api/v1/attempts/{attempt}/state")).await, Code::UnknownAttempt).await;
    refused(
        ben.post(&format!("/api/v1/attempts/{attempt}/sitting"), json!({ "device": "d", "device_name": "" })).await,
        Code::UnknownAttempt,
    )
    .await;
}
