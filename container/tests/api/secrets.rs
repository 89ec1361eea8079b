//! No key and no rationale leaves the server before the hand-in.

use reqwest::Method;
use serde_json::json;

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
    texts.push(whole(client.post("/api/v1/exams/np3/attempts", json!({ "item": item, "option": "A" })).await).await);
    texts.push(whole(client.put_answer(attempt, item, "B", 5).await).await);
    texts.push(whole(client.put_answer(attempt, item, "B", 1).await).await);
    texts.push(whole(client.put_answer(attempt, item, "X", 6).await).await);
    texts.push(client.form("/exam/np3/answer", &[("item", item), ("option", "A"), ("go", "next"), ("at", "1")]).await);
    texts
}

async fn user_id(client: &Client) -> String {
    let session: shared::contract::user::Session = client.get("/api/v1/session").await.json().await.expect("Session");
    session.user.expect("somebody").id
}

/// Headers and body.
async fn whole(answer: reqwest::Response) -> String {
    format!("{:?}\n{}", answer.headers().clone(), answer.text().await.expect("a body"))
}

#[tokio::test]
async fn nothing_tells_before_the_hand_in_and_the_review_tells_all() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np3").await;
    let texts = everything(&site, &client, &attempt, &paper.questions[0].id).await;
    assert!(texts[0].len() > 100 && texts.iter().any(|text| text.len() > 10_000), "the questions are there");
    let exam = site.state.bank().exam("np3").expect("an exam");
    let json = |text: &str| {
        let quoted = serde_json::to_string(text).expect("a string");
        quoted[1..quoted.len() - 1].to_owned()
    };
    for exam in site.state.bank().exams() {
        for option in exam.items.iter().flat_map(|item| &item.stored.options) {
            let rationale = json(&option.rationale);
            assert!(!texts.iter().any(|text| text.contains(&rationale)), "{rationale}");
        }
    }
    // The description of the API names these fields, but it knows no item.
    for text in texts.iter().filter(|text| !text.contains("openapi")) {
        for field in ["\"key\"", "rationale", "\"reference\"", "difficulty", "bloom"] {
            assert!(!text.contains(field), "{field} in {text}");
        }
    }

    client.request(Method::POST, &format!("/api/v1/attempts/{attempt}/submit")).send().await.expect("an answer");
    let review = client.get(&format!("/api/v1/attempts/{attempt}/review")).await.text().await.expect("a body");
    for option in exam.items.iter().flat_map(|item| &item.stored.options) {
        assert!(review.contains(&json(&option.rationale)));
    }
    // And the next attempt is closed again.
    let (_, second) = client.starts("np3").await;
    let refused = client.get(&format!("/api/v1/attempts/{second}/review")).await.text().await.expect("a body");
    assert!(!refused.contains("rationale"));
}
