//! The process is killed, as a machine without memory kills it: what was acknowledged is there. (Losing power is another matter: `db/open.rs` has the test for what SQLite promises there.)

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use container::db::Database;
use serde_json::json;

use crate::site::{Client, Site, place};

const URL: &str = "MF_TEST_KILLED_URL";
const READY: &str = "ready at ";

/// Not a test by itself: the process that the test below kills.
#[tokio::test]
#[ignore = "the process that another test kills"]
async fn server() {
    let Ok(url) = std::env::var(URL) else { return };
    let site = Site::over(&url).await;
    println!("\n{READY}{}", site.base);
    tokio::time::sleep(Duration::from_secs(600)).await;
}

/// The server in a process of its own, and where it is.
fn started(url: &str) -> (Child, String) {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["killed::server", "--exact", "--ignored", "--nocapture"])
        .env(URL, url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let base = lines.map_while(Result::ok).find_map(|line| line.strip_prefix(READY).map(str::to_owned));
    (child, base.expect("an address"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_the_process() {
    let (folder, url) = place().await;
    let (mut child, base) = started(&url);
    let client = Client::of(&base);
    client.registers("Ana Reyes", "ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let senders: Vec<_> = (0..4)
        .map(|sender| {
            let (client, attempt, acknowledged) = (client.clone(), attempt.clone(), acknowledged.clone());
            let items: Vec<String> = paper.questions.iter().map(|question| question.id.clone()).collect();
            tokio::spawn(async move {
                for (n, item) in (1_i64..).zip(items.iter().cycle()) {
                    let response = ["A", "B", "C"][n as usize % 3];
                    let body = json!({ "device": format!("d{sender}"), "device_name": "", "changes": [
                        { "n": n, "item": item, "response": response, "base": 0, "at": null },
                    ] });
                    let request = client.request(reqwest::Method::POST, &format!("/api/v1/attempts/{attempt}/changes"));
                    match request.json(&body).send().await {
                        Ok(answer) if answer.status().is_success() => {
                            acknowledged.lock().expect("no panic").push((format!("d{sender}"), n));
                        }
                        _ => break,
                    }
                }
            })
        })
        .collect();
    while acknowledged.lock().expect("no panic").len() < 60 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    child.kill().expect("killed in the middle of others");
    child.wait().expect("gone");
    for sender in senders {
        sender.await.expect("no panic");
    }

    let db = Database::open(&url).await.expect("opens again");
    let history = db.history(&attempt).await.expect("history");
    let answers = db.answers(&attempt).await.expect("answers");
    for (device, n) in acknowledged.lock().expect("no panic").iter() {
        let is_it = |entry: &&container::db::history::Entry| entry.stored.change.device == *device && entry.stored.change.n == *n;
        let entry = history.iter().find(is_it).unwrap_or_else(|| panic!("{device} {n} was acknowledged and is gone"));
        let item = &entry.stored.change.item;
        let newest = history.iter().rfind(|other| other.stored.change.item == *item && other.stored.outcome.counts());
        assert_eq!(answers.get(item), newest.map(|newest| &newest.stored.change.response));
    }
    db.close().await;
    let _ = std::fs::remove_dir_all(folder);
}
