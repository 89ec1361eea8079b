//! No key and no rationale leaves the server before the hand-in.

use std::collections::BTreeSet;

use container::db::items::StoredExam;
use nursing_domain::interaction::Interaction;
use reqwest::Method;
use serde_json::{Value, json};

use crate::site::{Client, Site};

/// Every response of one student, asked for in every way that there is.
async fn everything(site: &Site, client: &Client, attempt: &str, item: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for path in [
        "/api/v1/session".into(),
        "/api/v1/exams".into(),
        "/api/v1/exams/np3/paper".into(),
        "/api/v1/exams/np1/paper".into(),
        "/api/v1/progress".into(),
        "/api/v1/openapi.json".into(),
        format!("/api/v1/attempts/{attempt}/review"),
    ] {
        texts.push(whole(client.get(&path).await).await);
        let user = site.state.user(&user_id(client).await).await.expect("a user");
        let answer = container::api::fetch(&site.state, user.as_deref(), &path).await;
        texts.push(serde_json::to_string(&answer).expect("JSON"));
    }
    texts.push(whole(client.post("/api/v1/exams/np3/attempts", json!({ "item": item, "response": "A" })).await).await);
    texts.push(whole(client.put_answer(attempt, item, "B", 5).await).await);
    texts.push(whole(client.put_answer(attempt, item, "B", 1).await).await);
    texts.push(whole(client.put_answer(attempt, item, "X", 6).await).await);
    texts.push(client.form("/exam/np3/answer", &[("item", item), ("option", "A"), ("go", "next"), ("at", "1")]).await);
    texts
}

async fn user_id(client: &Client) -> String {
    let session: contract::user::Session = client.get("/api/v1/session").await.json().await.expect("Session");
    session.user.expect("somebody").id
}

/// Headers and body.
async fn whole(answer: reqwest::Response) -> String {
    format!("{:?}\n{}", answer.headers().clone(), answer.text().await.expect("a body"))
}

/// Every rationale in an item, wherever it stands.
fn rationales(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name == "rationale" => found.push(text.clone()),
                    value => rationales(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| rationales(value, found)),
        _ => {}
    }
}

/// The text as it stands in JSON.
fn quoted(text: &str) -> String {
    let quoted = serde_json::to_string(text).expect("a string");
    quoted[1..quoted.len() - 1].to_owned()
}

#[tokio::test]
async fn nothing_tells_before_the_hand_in_and_the_review_tells_all() {
    let site = Site::start().await;
    // An exam of every item in the bank: each kind, and the case studies.
    let bank = site.state.db().items().await.expect("items");
    let kinds: BTreeSet<_> = bank.iter().map(|item| item.kind()).collect();
    assert_eq!(kinds.len(), 14, "{kinds:?}");
    let all = StoredExam {
        id: "np3".into(),
        title: "All".into(),
        about: "Every item".into(),
        minutes: 600,
        items: bank.iter().map(|item| item.id().to_owned()).collect(),
    };
    let site = site.with_exam(&all).await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np3").await;
    assert_eq!(paper.questions.len(), bank.len());
    let first = paper.questions.iter().find(|question| question.kind == Interaction::MultipleChoice).expect("one");
    let texts = everything(&site, &client, &attempt, &first.id).await;
    assert!(texts[0].len() > 100 && texts.iter().any(|text| text.len() > 100_000), "the questions are there");
    let mut secrets = Vec::new();
    for item in &bank {
        let before = secrets.len();
        rationales(&serde_json::to_value(item).expect("JSON"), &mut secrets);
        assert!(secrets.len() > before, "{} has no rationale", item.id());
    }
    for secret in &secrets {
        assert!(!texts.iter().any(|text| text.contains(&quoted(secret))), "{secret}");
    }
    // The description of the API names these fields, but it knows no item.
    for text in texts.iter().filter(|text| !text.contains("openapi")) {
        for field in
            ["\"key\"", "\"rationale\"", "\"right\"", "\"value\"", "\"tolerance\"", "\"reference\"", "\"difficulty", "\"bloom\""]
        {
            assert!(!text.contains(field), "{field} in {text}");
        }
    }

    client.request(Method::POST, &format!("/api/v1/attempts/{attempt}/submit")).send().await.expect("an answer");
    let review = client.get(&format!("/api/v1/attempts/{attempt}/review")).await.text().await.expect("a body");
    for secret in &secrets {
        assert!(review.contains(&quoted(secret)), "{secret}");
    }
    // And the next attempt is closed again.
    let (_, second) = client.starts("np3").await;
    let refused = client.get(&format!("/api/v1/attempts/{second}/review")).await.text().await.expect("a body");
    assert!(!refused.contains("\"rationale\""));
}
