//! Attempts keep the items that they began with.

use container::db::{Database, seed};
use contract::exam::{Paper, Review};
use nursing_domain::item::{Body, Draft, Item};
use reqwest::StatusCode;
use serde_json::json;

use crate::site::{Client, Site, items, place};

/// The item with another stem, and with the option of that letter as its key.
fn corrected(item: &Item, right: &str) -> Item {
    let mut draft: Draft = item.draft().clone();
    draft.version += 1;
    draft.stem = serde_json::from_value(json!("Corrected: what comes first?")).expect("rich text");
    let Body::Groups(groups) = &mut draft.body else { panic!("multiple choice") };
    for option in &mut groups.groups[0].options {
        option.right = option.id == right;
    }
    Item::new(draft).expect("a sound item")
}

async fn review(client: &Client, attempt: &str) -> Review {
    let answer = client.get(&format!("/api/v1/attempts/{attempt}/review")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.expect("Review")
}

#[tokio::test]
async fn a_corrected_item_changes_no_paper_score_or_review_of_before() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let full = site.state.bank().exam("np1").expect("an exam").items[0].full.clone();
    let key = nursing_domain::scoring::key(&full).to_string();
    let other = ["A", "B"].into_iter().find(|option| *option != key).expect("another");

    // One attempt is handed in, by somebody else; one is under way.
    let ben = site.student("ben@example.ph").await;
    let (_, done) = ben.starts("np1").await;
    ben.change(&done, "d1", (1, full.id(), &key, 0)).await;
    ben.post(&format!("/api/v1/attempts/{done}/submit"), json!({})).await;
    let before = review(&ben, &done).await;
    let (_, attempt) = client.starts("np1").await;
    client.change(&attempt, "d1", (1, full.id(), &key, 0)).await;
    let paper = client.paper("np1").await;

    let site = site.with_item(&corrected(&full, other)).await;
    let (client, ben) = (client.at(&site), ben.at(&site));
    assert_eq!(review(&ben, &done).await, before);
    assert_eq!(client.paper("np1").await, paper, "the question stays as it was asked");
    client.post(&format!("/api/v1/attempts/{attempt}/submit"), json!({})).await;
    let reviewed = review(&client, &attempt).await;
    assert_eq!((reviewed.score.correct, reviewed.questions[0].earned), (1, 1), "by the key of then");
    assert_eq!(reviewed.questions[0], before.questions[0]);

    // A late answer is scored by it, too.
    let next = site.state.bank().exam("np1").expect("an exam").items[1].full.clone();
    let late =
        json!([{ "n": 2, "item": next.id(), "response": nursing_domain::scoring::key(&next).to_string(), "base": 0, "at": 0 }]);
    ben.changes(&done, "d1", late).await;
    assert_eq!(review(&ben, &done).await.score.correct, 2);

    // Who begins now has the corrected one.
    let (paper, second) = client.starts("np1").await;
    assert!(String::from(paper.questions[0].stem.clone()).contains("Corrected"));
    client.change(&second, "d1", (1, full.id(), other, 0)).await;
    client.post(&format!("/api/v1/attempts/{second}/submit"), json!({})).await;
    assert_eq!(review(&client, &second).await.score.correct, 1);
}

#[tokio::test]
async fn an_option_that_is_gone_since_can_still_be_answered() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let full = site.state.bank().exam("np1").expect("an exam").items[0].full.clone();
    let mut draft = full.draft().clone();
    let Body::Groups(groups) = &mut draft.body else { panic!("multiple choice") };
    let last = groups.groups[0].options.pop().expect("options").id;
    groups.groups[0].options[0].right = true;
    groups.groups[0].options[1..].iter_mut().for_each(|option| option.right = false);
    let site = site.with_item(&Item::new(draft).expect("a sound item")).await;
    let client = client.at(&site);
    let answer = client.change(&attempt, "d1", (1, &paper.questions[0].id, &last, 0)).await;
    assert_eq!(answer.no, Some(1));
}

/// A data folder of before there were versions and a history.
#[tokio::test]
async fn attempts_of_before_get_the_items_that_stand_in_the_database() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    client.saves(&attempt, &paper.questions[0].id, "A", 7).await;
    let mut write = site.state.db().write().await.expect("a turn");
    sqlx::query("UPDATE attempt_items SET version = NULL").execute(write.on()).await.expect("as before");
    sqlx::query("DELETE FROM item_versions").execute(write.on()).await.expect("as before");
    write.commit().await.expect("stored");
    site.state.db().pin_old_attempts().await.expect("pinned");

    let full = site.state.bank().exam("np1").expect("an exam").items[0].full.clone();
    let site = site.with_item(&corrected(&full, "B")).await;
    let later: Paper = client.at(&site).paper("np1").await;
    assert_eq!((later.questions, later.answers), (paper.questions, client.paper("np1").await.answers));
}

#[tokio::test]
async fn answers_of_before_begin_the_history() {
    let (folder, url) = place().await;
    let db = Database::open(&url).await.expect("opens");
    seed::items(&db, &items()).await.expect("a good bank");
    seed::exams(&db).await.expect("exams");
    let sql = include_str!("../../migrations/0005_sitting.sql");
    let filled = sql.split("-- What was answered before").nth(1).and_then(|rest| rest.split(';').next()).expect("the statement");
    let filled = filled.split_once('\n').expect("a comment's end").1;
    let mut write = db.write().await.expect("a turn");
    for statement in [
        "INSERT INTO users (id, email, name, role, password, subscriptions, created_at) VALUES ('u', 'a@b.ph', 'A', 'student', '', '[]', 1)",
        "INSERT INTO attempts (id, user_id, exam, started_at, deadline, touched_at) VALUES ('t', 'u', 'np1', 1, 2, 1)",
        "INSERT INTO answers (attempt, item, choice, seq, saved_at) SELECT 't', item, 'B', 70 + place, 90 - place FROM exam_items \
         WHERE exam = 'np1' AND place < 3",
        filled,
    ] {
        sqlx::query(statement).execute(write.on()).await.expect(statement);
    }
    write.commit().await.expect("stored");
    let mut history = db.history("t").await.expect("history");
    history.sort_by_key(|entry| entry.stored.no);
    let told: Vec<_> = history.iter().map(|entry| (entry.stored.no, entry.stored.change.n, entry.stored.change.seq)).collect();
    assert_eq!(told, [(1, 1, Some(72)), (2, 2, Some(71)), (3, 3, Some(70))]);
    db.close().await;
    let _ = std::fs::remove_dir_all(folder);
}
