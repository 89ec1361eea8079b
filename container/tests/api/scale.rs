//! Speed, roughly: far from the figures that matter, so that a busy machine doesn't fail the tests.

use std::time::Instant;

use crate::site::Site;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_calls_of_an_exam_page_are_quick() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    for (at, question) in paper.questions.iter().enumerate() {
        client.saves(&attempt, &question.id, "A", 1 + at as i64).await;
    }
    let session: shared::contract::user::Session = client.get("/api/v1/session").await.json().await.expect("Session");
    let user = session.user.expect("somebody");
    for (path, limit) in
        [("session", 1_000), ("exams/np1/paper", 5_000), ("exams/np2/paper", 5_000), ("exams", 5_000), ("progress", 5_000)]
    {
        let mut times = Vec::new();
        for _ in 0..500 {
            let before = Instant::now();
            let answer = container::api::fetch(&site.state, Some(&user), path).await;
            times.push(before.elapsed().as_micros());
            assert!(answer.ok.is_some(), "{answer:?}");
        }
        times.sort_unstable();
        eprintln!("{path}: median {} µs, p99 {} µs", times[250], times[495]);
        assert!(times[250] < limit, "{path}: {} µs", times[250]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_students_save_at_once() {
    let site = Site::start().await;
    let mut students = Vec::new();
    for at in 0..8 {
        let client = site.student(&format!("ana{at}@example.ph")).await;
        let (paper, attempt) = client.starts("np1").await;
        students.push((client, paper, attempt));
    }
    let before = Instant::now();
    let work: Vec<_> = students
        .into_iter()
        .map(|(client, paper, attempt)| {
            tokio::spawn(async move {
                for (at, question) in paper.questions.iter().enumerate() {
                    client.saves(&attempt, &question.id, "B", 1 + at as i64).await;
                }
                assert_eq!(client.paper("np1").await.answers.len(), paper.questions.len());
                paper.questions.len()
            })
        })
        .collect();
    let mut saved = 0;
    for task in work {
        saved += task.await.expect("no panic");
    }
    let rate = saved as f64 / before.elapsed().as_secs_f64();
    eprintln!("{saved} answers, {rate:.0} a second");
    assert!(rate > 20.0, "{rate:.0} answers a second");
}
