//! Starting, saving, deadlines, handing in.

use std::collections::BTreeSet;

use contract::{
    exam::{Attempt, ExamList, Paper, Review, Submitted},
    problem::Code,
    progress::Progress,
};
use nursing_domain::interaction::Interaction;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::site::{Client, Site, chosen, refused};

async fn submits(client: &Client, attempt: &str) -> Submitted {
    let answer = client.request(Method::POST, &format!("/api/v1/attempts/{attempt}/submit")).send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.expect("Submitted")
}

async fn review(client: &Client, attempt: &str) -> Review {
    let answer = client.get(&format!("/api/v1/attempts/{attempt}/review")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.expect("Review")
}

/// The stored attempt, to know keys that the API doesn't tell.
fn key(site: &Site, exam: &str, item: &str) -> String {
    let exam = site.state.bank().exam(exam).expect("an exam");
    let item = exam.items.iter().find(|known| known.student.id == item).expect("an item");
    nursing_domain::scoring::key(&item.full).to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_paper_shows_whatever_was_saved_before_it_was_asked_for() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    // Readers all the time, so that there is always a paper to be kept.
    let readers: Vec<_> = (0..3)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                loop {
                    client.paper("np1").await;
                }
            })
        })
        .collect();
    for (seq, question) in (1..).zip(&paper.questions) {
        for option in ["A", "B"] {
            client.saves(&attempt, &question.id, option, 2 * seq + i64::from(option == "B")).await;
            assert_eq!(chosen(&client.paper("np1").await, &question.id), Some(option));
        }
    }
    submits(&client, &attempt).await;
    assert_eq!(client.paper("np1").await.attempt, None);
    readers.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test]
async fn a_paper_ends_with_its_time() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    client.starts("mixed").await;
    assert!(client.paper("mixed").await.attempt.is_some());
    site.later(30 * 60_000);
    assert!(client.paper("mixed").await.attempt.is_some(), "answers on their way still count");
    site.later(6_000);
    assert_eq!(client.paper("mixed").await.attempt, None);
}

#[tokio::test]
async fn an_exam_from_the_list_to_the_review() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let list: ExamList = client.get("/api/v1/exams").await.json().await.expect("ExamList");
    let ids: Vec<&str> = list.exams.iter().map(|row| row.exam.id.as_str()).collect();
    assert_eq!(ids, ["np1", "np2", "np3", "np4", "np5", "mixed", "formats"]);
    assert!(list.exams.iter().all(|row| row.active.is_none() && row.finished == 0 && row.best_percent.is_none()));

    let before = client.paper("mixed").await;
    assert_eq!((before.questions.len(), before.attempt.is_none(), before.exam.questions, before.exam.minutes), (1, true, 25, 30));

    let first = client.post("/api/v1/exams/mixed/attempts", json!({ "item": before.questions[0].id, "response": "B" })).await;
    assert_eq!(first.status(), StatusCode::CREATED);
    let paper: Paper = first.json().await.expect("Paper");
    assert_eq!((paper.questions.len(), &paper.questions[0]), (25, &before.questions[0]));
    assert_eq!(chosen(&paper, &before.questions[0].id), Some("B"));
    let attempt = paper.attempt.clone().expect("an attempt");
    assert_eq!(attempt.deadline - attempt.started_at, 30 * 60_000);
    assert_eq!(client.paper("mixed").await, paper, "a reload finds the same");

    // Ten right, three wrong, the rest blank; the first answer is changed.
    for (at, question) in paper.questions.iter().take(13).enumerate() {
        let right = key(&site, "mixed", &question.id);
        let option = if at < 10 { right } else { ["A", "B"].iter().find(|id| **id != right).expect("a wrong one").to_string() };
        let saved = client.saves(&attempt.id, &question.id, &option, attempt.started_at + 10 + at as i64).await;
        assert_eq!((saved.item, saved.response), (question.id.clone(), option));
    }
    let list: ExamList = client.get("/api/v1/exams").await.json().await.expect("ExamList");
    let row = list.exams.iter().find(|row| row.exam.id == "mixed").expect("the row");
    assert_eq!((row.active.as_ref(), row.answered), (Some(&attempt), 13));
    let progress: Progress = client.get("/api/v1/progress").await.json().await.expect("Progress");
    assert_eq!((progress.active.len(), progress.active[0].answered, progress.finished.len()), (1, 13, 0));

    refused(client.get(&format!("/api/v1/attempts/{}/review", attempt.id)).await, Code::NotSubmitted).await;
    site.later(60_000);
    let submitted = submits(&client, &attempt.id).await;
    assert_eq!((submitted.score.correct, submitted.score.total), (10, 25));
    assert_eq!(submits(&client, &attempt.id).await, submitted, "handing in again changes nothing");

    let review = review(&client, &attempt.id).await;
    assert_eq!(review.score, submitted.score);
    assert_eq!(review.attempt.submitted_at, Some(attempt.started_at + 60_000));
    assert_eq!(review.topics.iter().map(|topic| topic.score.total).sum::<u32>(), 25);
    assert_eq!(review.topics.iter().map(|topic| topic.score.correct).sum::<u32>(), 10);
    assert!(
        review
            .topics
            .windows(2)
            .all(|pair| pair[0].score.correct * pair[1].score.total <= pair[1].score.correct * pair[0].score.total)
    );
    for (at, question) in review.questions.iter().enumerate() {
        let [group] = question.groups.as_slice() else { panic!("one group of options") };
        let right: Vec<&str> = group.options.iter().filter(|option| option.right).map(|option| option.id.as_str()).collect();
        assert_eq!(right.join(","), key(&site, "mixed", &question.id));
        assert_eq!(question.answered, at < 13);
        assert!(group.options.len() == 4 && group.options.iter().all(|option| option.rationale.is_some()));
    }
    refused(client.put_answer(&attempt.id, &paper.questions[0].id, "A", i64::MAX).await, Code::AlreadySubmitted).await;

    let progress: Progress = client.get("/api/v1/progress").await.json().await.expect("Progress");
    assert_eq!((progress.active.len(), progress.finished.len()), (0, 1));
    assert_eq!((progress.finished[0].title.as_str(), progress.finished[0].score), ("PNLE mixed practice", submitted.score));
    assert_eq!(progress.topics, review.topics);
    let list: ExamList = client.get("/api/v1/exams").await.json().await.expect("ExamList");
    let row = list.exams.iter().find(|row| row.exam.id == "mixed").expect("the row");
    assert_eq!((row.active.as_ref(), row.finished, row.best_percent), (None, 1, Some(40)));
    assert_eq!(client.paper("mixed").await.questions.len(), 1, "as before the start");
}

#[tokio::test]
async fn starts_that_race_give_one_attempt() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let starts: Vec<_> = (0..24)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                let answer = client.post("/api/v1/exams/np2/attempts", json!({})).await;
                let status = answer.status();
                let paper: Paper = answer.json().await.expect("Paper");
                (status, paper.attempt.expect("an attempt").id)
            })
        })
        .collect();
    let (mut made, mut ids) = (0, BTreeSet::new());
    for start in starts {
        let (status, id) = start.await.expect("no panic");
        made += u32::from(status == StatusCode::CREATED);
        ids.insert(id);
    }
    assert_eq!((made, ids.len()), (1, 1));
}

#[tokio::test]
async fn the_newest_answer_wins_in_whatever_order_they_arrive() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np3").await;
    let item = paper.questions[4].id.clone();
    assert_eq!(client.saves(&attempt, &item, "C", 50).await.response, "C");
    let late = client.saves(&attempt, &item, "A", 40).await;
    assert_eq!((late.response.as_str(), late.seq), ("C", 50), "a late request is told what is stored");
    assert_eq!(client.saves(&attempt, &item, "D", 50).await.response, "D", "the same number again: a repeated request");

    for round in 0..4 {
        let mut order: Vec<i64> = (1..=16).collect();
        order.rotate_left(round * 5);
        let saves: Vec<_> = order
            .into_iter()
            .map(|seq| {
                let (client, attempt, item) = (client.clone(), attempt.clone(), item.clone());
                let option = ["A", "B", "C", "D"][seq as usize % 4];
                tokio::spawn(async move { client.saves(&attempt, &item, option, 100 * (round as i64 + 1) + seq).await })
            })
            .collect();
        for save in saves {
            let saved = save.await.expect("no panic");
            assert_eq!(saved.response, ["A", "B", "C", "D"][saved.seq as usize % 4], "option and number belong together");
        }
        assert_eq!(chosen(&client.paper("np3").await, &item), Some("A"), "16 is the newest");
    }
}

#[tokio::test]
async fn a_number_from_the_far_future_does_not_shut_later_answers_out() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let item = &paper.questions[0].id;
    client.saves(&attempt, item, "A", i64::MAX).await;
    site.later(61_000);
    let now = site.state.now();
    assert_eq!(client.saves(&attempt, item, "B", now).await.response, "B");
    refused(client.put_answer(&attempt, item, "C", -1).await, Code::InvalidBody).await;
}

#[tokio::test]
async fn the_servers_clock_ends_an_attempt() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("mixed").await;
    let item = &paper.questions[0].id;
    let Attempt { deadline, .. } = paper.attempt.clone().expect("an attempt");
    client.saves(&attempt, item, &key(&site, "mixed", item), 1).await;

    site.later(30 * 60_000 + 5_000);
    client.saves(&attempt, &paper.questions[1].id, &key(&site, "mixed", &paper.questions[1].id), 2).await;
    site.later(1);
    refused(client.put_answer(&attempt, item, "A", 3).await, Code::DeadlinePassed).await;

    // Nobody handed it in, and yet it is, at its deadline.
    let review = review(&client, &attempt).await;
    assert_eq!((review.attempt.submitted_at, review.score.correct), (Some(deadline), 2));
    refused(client.put_answer(&attempt, item, "A", 4).await, Code::DeadlinePassed).await;
    assert_eq!(submits(&client, &attempt).await.score, review.score);
    assert!(client.paper("mixed").await.attempt.is_none());
    let (_, second) = client.starts("mixed").await;
    assert_ne!(second, attempt);
}

#[tokio::test]
async fn every_look_at_an_attempt_finds_its_time_over() {
    let site = Site::start().await;
    for (at, path) in ["/api/v1/exams", "/api/v1/progress", "/api/v1/exams/mixed/paper"].into_iter().enumerate() {
        let client = site.student(&format!("ana{at}@example.ph")).await;
        client.starts("mixed").await;
        site.later(31 * 60_000);
        let body = client.get(path).await.text().await.expect("a body");
        assert!(!body.contains(r#""submitted_at":null"#), "{path}: {body}");
        let progress: Progress = client.get("/api/v1/progress").await.json().await.expect("Progress");
        assert_eq!((progress.active.len(), progress.finished.len()), (0, 1), "{path}");
    }
    // A start resumes nothing that is over.
    let client = site.student("ben@example.ph").await;
    let (_, first) = client.starts("mixed").await;
    site.later(31 * 60_000);
    let answer = client.post("/api/v1/exams/mixed/attempts", json!({})).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    let paper: Paper = answer.json().await.expect("Paper");
    assert_ne!(paper.attempt.expect("an attempt").id, first);
}

#[tokio::test]
async fn an_answer_and_a_hand_in_never_cross() {
    let site = Site::start().await;
    for round in 0..6 {
        let client = site.student(&format!("ana{round}@example.ph")).await;
        let (paper, attempt) = client.starts("mixed").await;
        let saves: Vec<_> = paper
            .questions
            .iter()
            .map(|question| {
                let (client, attempt, item) = (client.clone(), attempt.clone(), question.id.clone());
                let right = key(&site, "mixed", &item);
                tokio::spawn(async move { client.put_answer(&attempt, &item, &right, 1).await.status() })
            })
            .collect();
        let submitted = submits(&client, &attempt).await;
        let mut accepted = 0;
        for save in saves {
            accepted += u32::from(save.await.expect("no panic") == StatusCode::OK);
        }
        assert_eq!(submitted.score.correct, accepted, "what was acknowledged counts, and nothing else");
        assert_eq!(
            review(&client, &attempt).await.questions.iter().filter(|question| question.answered).count(),
            accepted as usize
        );
    }
}

#[tokio::test]
async fn the_newer_formats_are_scored_with_partial_credit() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("formats").await;
    let exam = site.state.bank().exam("formats").expect("an exam");
    let of = |kind: Interaction| exam.items.iter().find(|item| item.student.kind == kind).expect("one of the kind");

    let all = of(Interaction::SelectAll);
    let key = key(&site, "formats", &all.student.id);
    let wrong = all.student.groups[0].options.iter().find(|option| !key.contains(&option.id)).expect("a wrong one");
    let rights = key.split(',').count() as u32;
    client.saves(&attempt, &all.student.id, &format!("{key},{}", wrong.id), 1).await;
    refused(client.put_answer(&attempt, &all.student.id, "A,A", 2).await, Code::UnknownOption).await;
    refused(client.put_answer(&attempt, &all.student.id, "A,Z", 2).await, Code::UnknownOption).await;

    let number = of(Interaction::Numeric);
    refused(client.put_answer(&attempt, &number.student.id, "ten", 1).await, Code::InvalidAnswer).await;
    client.saves(&attempt, &number.student.id, &nursing_domain::scoring::key(&number.full).to_string(), 2).await;

    let some = of(Interaction::SelectN);
    let most = some.student.groups[0].most as usize;
    let letters = ["A", "B", "C", "D", "E", "F"];
    refused(client.put_answer(&attempt, &some.student.id, &letters[..=most].join(","), 1).await, Code::UnknownOption).await;
    // Taken back again.
    client.saves(&attempt, &some.student.id, "A", 2).await;
    client.saves(&attempt, &some.student.id, "", 3).await;
    let list: ExamList = client.get("/api/v1/exams").await.json().await.expect("ExamList");
    let row = list.exams.iter().find(|row| row.exam.id == "formats").expect("a row");
    assert_eq!(row.answered, 2, "what was taken back is no answer");

    let submitted = submits(&client, &attempt).await;
    assert_eq!(submitted.score.correct, rights - 1 + 1, "one point off for the wrong option, one for the number");
    assert!(submitted.score.total > paper.questions.len() as u32, "an item may have several points");
    let review = review(&client, &attempt).await;
    let reviewed = |id: &str| review.questions.iter().find(|question| question.id == id).expect("there");
    let question = reviewed(&all.student.id);
    assert_eq!((question.earned, question.max, question.answered), (rights - 1, rights, true));
    assert!(question.rule.as_deref().is_some_and(|rule| rule.contains("one off for each wrong one")), "{question:?}");
    assert!(!reviewed(&some.student.id).answered);
    let entry = reviewed(&number.student.id).entry.clone().expect("a number");
    assert!(entry.right.starts_with(&entry.given) && entry.rationale.is_some(), "{entry:?}");
}

#[tokio::test]
async fn another_students_attempt_does_not_exist() {
    let site = Site::start().await;
    let ana = site.student("ana@example.ph").await;
    let ben = site.student("ben@example.ph").await;
    let (paper, attempt) = ana.starts("np1").await;
    let item = &paper.questions[0].id;
    for id in [attempt.as_str(), "0199aaaa", "%2e%2e%2f"] {
        refused(ben.put_answer(id, item, "A", 1).await, Code::UnknownAttempt).await;
        refused(ben.post(&format!("/api/v1/attempts/{id}/submit"), json!({})).await, Code::UnknownAttempt).await;
        refused(ben.get(&format!("/api/v1/attempts/{id}/review")).await, Code::UnknownAttempt).await;
    }
    assert!(ana.paper("np1").await.answers.is_empty());
    assert!(ana.paper("np1").await.attempt.is_some());
    let nobody = site.client();
    refused(nobody.put_answer(&attempt, item, "A", 1).await, Code::NotLoggedIn).await;
    refused(nobody.get("/api/v1/exams/np1/paper").await, Code::NotLoggedIn).await;
}

#[tokio::test]
async fn wrong_questions_and_options_are_refused() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let item = &paper.questions[0].id;
    let foreign = site.state.bank().exam("np2").expect("an exam").items[0].student.id.clone();
    for (path_item, option, code) in [
        ("no-such-item", "A", Code::UnknownItem),
        (foreign.as_str(), "A", Code::UnknownItem),
        (item.as_str(), "E", Code::UnknownOption),
        (item.as_str(), "a", Code::UnknownOption),
        (item.as_str(), ",", Code::UnknownOption),
        (item.as_str(), "A,B", Code::UnknownOption),
        (item.as_str(), "A'; DROP TABLE answers; --", Code::UnknownOption),
    ] {
        refused(client.put_answer(&attempt, path_item, option, 1).await, code).await;
    }
    for (body, code) in [
        (json!({ "item": "no-such-item", "response": "A" }), Code::UnknownItem),
        (json!({ "item": paper.questions[0].id, "response": "Z" }), Code::UnknownOption),
        (json!({ "item": paper.questions[0].id }), Code::InvalidBody),
        (json!({ "item": 7, "response": "A" }), Code::InvalidBody),
        (Value::Null, Code::InvalidBody),
    ] {
        refused(client.post("/api/v1/exams/np1/attempts", body.clone()).await, code).await;
        // The same before a start: no attempt comes of it.
        let body = body.as_object().map(|_| body.clone()).unwrap_or(Value::Null);
        if code != Code::UnknownOption {
            refused(client.post("/api/v1/exams/np4/attempts", body).await, code).await;
        }
    }
    assert!(client.paper("np4").await.attempt.is_none());
    assert!(client.paper("np1").await.answers.is_empty());
    refused(client.get("/api/v1/exams/np9/paper").await, Code::UnknownExam).await;
    refused(client.post("/api/v1/exams/np9/attempts", json!({})).await, Code::UnknownExam).await;
}
