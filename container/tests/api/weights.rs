//! What a paper weighs on its way to a phone.

use container::db::items::StoredExam;
use nursing_domain::{interaction::Interaction, item::Item};
use reqwest::header;
use serde_json::{Value, json};

use crate::site::{Client, Site};

/// A paper of a hundred questions, compressed as a release's files are.
const MOST: usize = 25_000;
/// The kinds that exams have.
const SHOWN: [Interaction; 4] = [Interaction::MultipleChoice, Interaction::SelectAll, Interaction::SelectN, Interaction::Numeric];

fn brotli(text: &str) -> usize {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut text.as_bytes(), &mut out, &parameters).expect("compressed");
    out.len()
}

/// The paper of an attempt in which every question is answered: number of questions, bytes, and compressed.
async fn weight(client: &Client, exam: &str) -> (usize, usize, usize) {
    let (paper, attempt) = client.starts(exam).await;
    let changes: Vec<Value> = (1..)
        .zip(&paper.questions)
        .filter_map(|(n, question)| {
            let options = &question.groups.first()?.options;
            let count = if question.kind == Interaction::SelectN { question.groups[0].most as usize } else { 1 };
            let response: Vec<&str> = options.iter().take(count).map(|option| option.id.as_str()).collect();
            Some(json!({ "n": n, "item": question.id, "response": response.join(","), "base": 0 }))
        })
        .collect();
    for part in changes.chunks(100) {
        client.changes(&attempt, "d1", json!(part)).await;
    }
    let answer = client.get(&format!("/api/v1/exams/{exam}/paper")).await;
    assert!(answer.headers().get(header::CONTENT_ENCODING).is_none(), "weighed as it is");
    let text = answer.text().await.expect("a paper");
    (paper.questions.len(), text.len(), brotli(&text))
}

#[tokio::test]
async fn a_paper_of_a_hundred_questions_is_25_kb() {
    let site = Site::start().await;
    let items = site.state.db().items().await.expect("items");
    let mut items: Vec<_> =
        items.into_iter().filter(|item| item.draft().case.is_none() && SHOWN.contains(&item.kind())).collect();
    let size = |item: &Item| serde_json::to_string(&item.student()).expect("JSON").len();
    items.sort_by_key(|item| std::cmp::Reverse(size(item)));
    let exam = |id: &str, items: Vec<String>| StoredExam {
        id: id.into(),
        title: "Weighed".into(),
        about: "A hundred.".into(),
        minutes: 120,
        items,
    };
    let heaviest = items.iter().take(100).map(|item| item.id().to_owned()).collect();
    let spread = (0..100).map(|at| items[at * items.len() / 100].id().to_owned()).collect();
    let site = site.with_exam(&exam("heaviest", heaviest)).await.with_exam(&exam("spread", spread)).await;
    let client = site.student("ana@example.ph").await;
    for id in ["np1", "np2", "np3", "np4", "np5", "mixed", "formats", "heaviest", "spread"] {
        let (questions, bytes, compressed) = weight(&client, id).await;
        println!("{id}: {questions} questions, {bytes} bytes, {compressed} compressed");
        assert!(compressed <= MOST * questions.max(100) / 100, "{id}: {compressed} bytes");
    }
}
