//! What a data folder starts with.

use container::{
    api::auth::Hasher,
    db::{Database, seed},
};
use contract::user::Role;

use crate::site::{Site, items, place};

#[tokio::test]
async fn seeding_again_changes_nothing() {
    let (folder, url) = place().await;
    let db = Database::open(&url).await.expect("opens");
    let count = seed::items(&db, &items()).await.expect("a good bank");
    assert!(count >= 100, "{count} items");
    let exams = seed::exams(&db).await.expect("exams");
    let before = (db.items().await.expect("items").len(), db.exams().await.expect("exams"));
    db.close().await;
    let db = Database::open(&url).await.expect("opens again");
    assert_eq!(seed::items(&db, &items()).await.expect("a good bank"), count);
    assert_eq!(seed::exams(&db).await.expect("exams"), exams);
    let after = (db.items().await.expect("items").len(), db.exams().await.expect("exams"));
    assert_eq!(before.0, after.0);
    for (before, after) in before.1.iter().zip(&after.1) {
        assert_eq!((&before.id, &before.items, before.minutes), (&after.id, &after.items, after.minutes));
        if before.id.starts_with("np") {
            assert_eq!(before.minutes, (before.items.len() as i64 * 72 + 59) / 60);
        }
    }
    let mixed = after.1.iter().find(|exam| exam.id == "mixed").expect("the mix");
    for part in ["np1", "np2", "np3", "np4", "np5"] {
        assert_eq!(mixed.items.iter().filter(|item| item.starts_with(part)).count(), 5, "{part}");
    }
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test]
async fn demo_accounts_are_made_once_and_told_again() {
    let (folder, url) = place().await;
    let db = Database::open(&url).await.expect("opens");
    let hasher = Hasher::new(2, 8);
    let made = seed::demo_accounts(&db, &hasher, &folder, 1).await.expect("made");
    assert_eq!(made.iter().map(|account| account.role).collect::<Vec<_>>(), [Role::Student, Role::Instructor, Role::Admin]);
    assert_eq!(made[0].email, "maria@example.ph");
    let again = seed::demo_accounts(&db, &hasher, &folder, 2).await.expect("read");
    assert_eq!(made, again);
    for account in &made {
        let stored = db.account_by_email(&account.email).await.expect("a query").expect("an account");
        let password = account.password.clone().expect("known");
        assert!(password.len() >= 8 && hasher.verify(password, Some(stored.password)).await.expect("checked"));
    }
    let file = folder.join("demo-accounts.txt");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).expect("the file").permissions().mode() & 0o777, 0o600);
    }
    std::fs::remove_file(&file).expect("removed");
    assert!(seed::demo_accounts(&db, &hasher, &folder, 3).await.expect("nothing").is_empty());
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test]
async fn a_broken_bank_changes_nothing_and_is_explained() {
    let (folder, url) = place().await;
    let db = Database::open(&url).await.expect("opens");
    let bank = folder.join("items");
    std::fs::create_dir_all(&bank).expect("a folder");
    let good = std::fs::read_to_string(items().join("np1-immunization.toml")).expect("a file");
    std::fs::write(bank.join("a.toml"), &good).expect("written");
    std::fs::write(bank.join("b.toml"), &good).expect("written");
    let error = seed::items(&db, &bank).await.expect_err("twice the same ids").to_string();
    assert!(error.contains("b.toml") && error.contains("np1-immunization-001") && error.contains("a.toml"), "{error}");
    std::fs::write(bank.join("b.toml"), "part = \"NP1\"\ntopic = ").expect("written");
    let error = seed::items(&db, &bank).await.expect_err("no TOML").to_string();
    assert!(error.contains("b.toml") && error.contains("line 2"), "{error}");
    assert!(db.items().await.expect("items").is_empty());
    let error = seed::items(&db, &folder.join("nowhere")).await.expect_err("no folder").to_string();
    assert!(error.contains("nowhere"), "{error}");
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test]
async fn an_attempt_keeps_its_questions_when_the_exam_changes() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("mixed").await;
    let db = site.state.db();
    let mut exam = db.exams().await.expect("exams").into_iter().find(|exam| exam.id == "mixed").expect("the mix");
    exam.items.truncate(3);
    exam.items.reverse();
    let mut write = db.write().await.expect("a turn");
    write.put_exam(&exam, 9).await.expect("changed");
    write.commit().await.expect("stored");

    // A new process over the same data.
    let state = container::api::State::new(
        db.clone(),
        site.state.hasher().clone(),
        container::api::system_clock(),
        container::api::Options { secure_cookies: false },
    )
    .await
    .expect("state");
    let session: contract::user::Session = client.get("/api/v1/session").await.json().await.expect("Session");
    let answer = container::api::fetch(&state, session.user.as_ref(), "/api/v1/exams/mixed/paper").await;
    let later: contract::exam::Paper = serde_json::from_str(answer.ok.expect("a paper").get()).expect("Paper");
    assert_eq!(later.questions, paper.questions);
    assert_eq!(later.attempt.expect("an attempt").id, attempt);
}
