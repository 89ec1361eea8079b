//! What arrives after the end of an attempt, and hand-ins that were made offline.

use contract::{
    exam::{Attempt, Paper, Review, Submitted},
    problem::Code,
    progress::Progress,
};
use nursing_domain::sitting::Outcome;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::site::{Client, PASSWORD, Site, chosen, refused};

struct Exam {
    site: Site,
    client: Client,
    paper: Paper,
    attempt: Attempt,
}

impl Exam {
    async fn started() -> Exam {
        let site = Site::start().await;
        let client = site.student("ana@example.ph").await;
        let (paper, _) = client.starts("mixed").await;
        let attempt = paper.attempt.clone().expect("an attempt");
        Exam { site, client, paper, attempt }
    }

    /// A change with the right answer to a question, from 0.
    fn right(&self, n: i64, question: usize, at: Option<i64>) -> Value {
        let item = &self.site.state.bank().exam("mixed").expect("an exam").items[question];
        let key = nursing_domain::scoring::key(&item.full).to_string();
        json!({ "n": n, "item": item.student.id, "response": key, "base": 0, "at": at })
    }

    async fn sends(&self, changes: Value) -> Vec<Outcome> {
        let taken = self.client.changes(&self.attempt.id, "d1", changes).await;
        taken.results.iter().map(|result| result.outcome).collect()
    }

    async fn submits(&self, body: Value) -> Submitted {
        let answer = self.client.post(&format!("/api/v1/attempts/{}/submit", self.attempt.id), body).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.expect("Submitted")
    }

    async fn review(&self) -> Review {
        let answer = self.client.get(&format!("/api/v1/attempts/{}/review", self.attempt.id)).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.expect("Review")
    }
}

#[tokio::test]
async fn what_was_given_in_time_and_arrives_late_counts_and_the_score_is_new() {
    let exam = Exam::started().await;
    exam.sends(json!([exam.right(1, 0, None)])).await;
    let Attempt { started_at, deadline, .. } = exam.attempt;
    // A phone without a network until three weeks after the end.
    exam.site.later(21 * 86_400_000);
    exam.client.login("ana@example.ph", PASSWORD).await;
    assert_eq!(exam.review().await.score.correct, 1);
    let before = exam.review().await.topics.iter().map(|topic| topic.score.total).sum::<u32>();
    let outcomes = exam
        .sends(json!([
            exam.right(2, 1, Some(deadline)),
            exam.right(3, 2, Some(deadline + 1)),
            exam.right(4, 3, None),
            exam.right(5, 4, Some(i64::MAX)),
            exam.right(6, 5, Some(started_at - 5_000)),
        ]))
        .await;
    assert_eq!(outcomes, [Outcome::Late, Outcome::AfterEnd, Outcome::AfterEnd, Outcome::AfterEnd, Outcome::Late]);
    let review = exam.review().await;
    assert_eq!((review.score.correct, review.attempt.submitted_at), (3, Some(deadline)));
    assert_eq!(review.topics.iter().map(|topic| topic.score.correct).sum::<u32>(), 3);
    assert_eq!(review.topics.iter().map(|topic| topic.score.total).sum::<u32>(), before, "topics are replaced, not added");
    let late: Vec<bool> = review.questions.iter().take(6).map(|question| question.late).collect();
    assert_eq!(late, [false, true, false, false, false, true]);
    let progress: Progress = exam.client.get("/api/v1/progress").await.json().await.expect("Progress");
    assert_eq!(progress.finished.len(), 1, "one score an attempt");
    assert_eq!((progress.finished[0].score, progress.topics), (review.score, review.topics));
    assert_eq!(exam.submits(json!({})).await.score.correct, 3);
    assert_eq!(exam.site.state.db().history(&exam.attempt.id).await.expect("history").len(), 6, "nothing is thrown away");
}

#[tokio::test]
async fn the_deadline_comes_while_changes_are_on_their_way() {
    let exam = Exam::started().await;
    let deadline = exam.attempt.deadline;
    exam.site.later(deadline - exam.attempt.started_at + 2_500);
    let outcomes = exam
        .sends(json!([exam.right(1, 0, Some(deadline - 3)), exam.right(2, 1, Some(deadline + 3)), exam.right(3, 2, None)]))
        .await;
    assert_eq!(outcomes, [Outcome::Stored, Outcome::AfterEnd, Outcome::Stored]);
    exam.site.later(2_501);
    assert_eq!(
        exam.sends(json!([exam.right(4, 3, None), exam.right(5, 4, Some(deadline))])).await,
        [Outcome::AfterEnd, Outcome::Late]
    );
    assert_eq!(exam.review().await.score.correct, 3);
}

#[tokio::test]
async fn a_hand_in_made_offline_ends_the_attempt_when_it_was_made() {
    let exam = Exam::started().await;
    let Attempt { started_at, .. } = exam.attempt;
    exam.site.later(600_000);
    let made = started_at + 300_000;
    // The hand-in overtakes the answers.
    let body = json!({ "device": "d1", "n": 3, "at": made });
    let submitted = exam.submits(body.clone()).await;
    assert_eq!((submitted.score.correct, exam.review().await.attempt.submitted_at), (0, Some(made)));
    let outcomes = exam
        .sends(json!([
            exam.right(1, 0, Some(made - 10)),
            // The phone's clock was set back before the hand-in: its own numbers tell what came first.
            exam.right(3, 1, Some(made + 10)),
            exam.right(4, 2, Some(made + 10)),
        ]))
        .await;
    assert_eq!(outcomes, [Outcome::Late, Outcome::Late, Outcome::AfterEnd]);
    let again = exam.submits(body).await;
    assert_eq!(again.score.correct, 2);
    assert_eq!(exam.submits(json!({ "device": "d2", "n": 9, "at": made + 200_000 })).await, again);
    assert_eq!(exam.review().await.attempt.submitted_at, Some(made), "handing in again changes nothing");
}

#[tokio::test]
async fn a_claimed_hand_in_stays_within_the_attempt() {
    for (at, expected) in [(Some(-1), 0), (Some(i64::MAX), 60_000), (Some(i64::MIN), 0), (None, 60_000)] {
        let exam = Exam::started().await;
        exam.site.later(60_000);
        exam.submits(json!({ "at": at })).await;
        let submitted_at = exam.review().await.attempt.submitted_at.expect("handed in");
        assert_eq!(submitted_at - exam.attempt.started_at, expected, "{at:?}");
    }
    let exam = Exam::started().await;
    for body in ["{", "[]", "{\"at\":\"noon\"}", "{\"device\":\"form\"}", "{\"device\":\"\"}"] {
        let path = format!("/api/v1/attempts/{}/submit", exam.attempt.id);
        let answer = exam.client.request(reqwest::Method::POST, &path).body(body).send().await.expect("an answer");
        refused(answer, Code::InvalidBody).await;
    }
    assert!(exam.client.paper("mixed").await.attempt.is_some());
}

#[tokio::test]
async fn a_form_or_an_old_page_after_the_end_is_refused_and_kept() {
    let exam = Exam::started().await;
    let item = exam.paper.questions[0].id.as_str();
    exam.client.saves(&exam.attempt.id, item, "A", 1).await;
    exam.submits(json!({})).await;
    refused(exam.client.put_answer(&exam.attempt.id, item, "B", 2).await, Code::AlreadySubmitted).await;
    let fields = [("item", item), ("option", "C"), ("attempt", exam.attempt.id.as_str()), ("go", "next"), ("at", "1")];
    assert_eq!(exam.client.form("/exam/mixed/answer", &fields).await, "/exam/mixed?q=1&error=already-submitted");
    let history = exam.site.state.db().history(&exam.attempt.id).await.expect("history");
    let told: Vec<_> = history.iter().map(|entry| (entry.stored.change.response.as_str(), entry.stored.outcome)).collect();
    assert_eq!(told, [("A", Outcome::Stored), ("B", Outcome::AfterEnd), ("C", Outcome::AfterEnd)]);
    let review = exam.review().await;
    let options = &review.questions[0].groups[0].options;
    assert!(options.iter().all(|option| option.chosen == (option.id == "A")));
}

#[tokio::test]
async fn an_answer_to_the_next_attempt_is_not_one_to_this() {
    let exam = Exam::started().await;
    exam.submits(json!({})).await;
    let (_, second) = exam.client.starts("mixed").await;
    let late = exam.right(1, 0, Some(exam.attempt.started_at));
    assert_eq!(exam.sends(json!([late])).await, [Outcome::Late]);
    let paper = exam.client.paper("mixed").await;
    assert_eq!((paper.attempt.map(|attempt| attempt.id), paper.answers.len()), (Some(second), 0));
    assert_eq!(chosen(&exam.paper, &exam.paper.questions[0].id), None);
}
