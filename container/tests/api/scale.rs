//! Many at once. How quickly, `cargo mfe bench` says.

use crate::site::Site;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_students_save_at_once() {
    let site = Site::start().await;
    let mut students = Vec::new();
    for at in 0..8 {
        let client = site.student(&format!("ana{at}@example.ph")).await;
        let (paper, attempt) = client.starts("np1").await;
        students.push((client, paper, attempt));
    }
    let work: Vec<_> = students
        .into_iter()
        .map(|(client, paper, attempt)| {
            tokio::spawn(async move {
                for (at, question) in paper.questions.iter().enumerate() {
                    client.saves(&attempt, &question.id, "B", 1 + at as i64).await;
                }
                assert_eq!(client.paper("np1").await.answers.len(), paper.questions.len());
            })
        })
        .collect();
    for task in work {
        task.await.expect("every answer is there");
    }
}
