//! One student: an account, an attempt, and a phone that sends its changes one after the other, as the loader's outbox does.

use std::{sync::Arc, time::Duration};

use contract::{exam::Paper, user::Session};
use reqwest::{Client, RequestBuilder, StatusCode, header};
use serde_json::{Value, json};
use tokio::{sync::Semaphore, task::JoinSet};

use crate::error::Error;

const EXAM: &str = "np1";
const PASSWORD: &str = "kalabaw sa bukid 7";
/// Accounts that are made at the same time: hashing their passwords is most of the work.
const AT_ONCE: usize = 8;
const PATIENCE: Duration = Duration::from_secs(20);

/// A student in the middle of an exam.
pub struct Student {
    /// The attempt's id.
    pub attempt: String,
    /// The device's id.
    pub device: String,
    /// What was acknowledged, in order.
    pub acknowledged: Vec<Answer>,
    client: Client,
    base: String,
    person: String,
    /// Each question with its options.
    questions: Vec<(String, Vec<String>)>,
    /// Each question's revision that the phone knows.
    known: Vec<i64>,
    n: i64,
}

/// A change.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The device's number.
    pub n: i64,
    /// The question.
    pub item: String,
    /// The answer.
    pub response: String,
}

/// That many students, each with an account made by the real registration, and an attempt begun.
///
/// # Errors
/// One of them can't begin.
pub async fn enrolled(base: &str, count: u32) -> Result<Vec<Student>, Error> {
    let began = std::time::Instant::now();
    let turn = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for number in 0..count {
        let (turn, base) = (turn.clone(), base.to_owned());
        tasks.spawn(async move {
            let _turn = turn.acquire().await;
            Student::begin(&base, number).await.map_err(|error| Error::Begin { number, reason: error.to_string() })
        });
    }
    let mut students = Vec::new();
    while let Some(student) = tasks.join_next().await {
        students.push(student??);
    }
    println!("{count} students registered and in an exam, in {:.0} s", began.elapsed().as_secs_f64());
    Ok(students)
}

impl Student {
    async fn begin(base: &str, number: u32) -> reqwest::Result<Student> {
        // A connection of its own. It speaks to this machine only.
        let client = Client::builder()
            .cookie_store(true)
            .no_proxy()
            .tls_built_in_root_certs(false)
            .timeout(PATIENCE)
            .pool_idle_timeout(None)
            .pool_max_idle_per_host(1)
            .build()?;
        let device = format!("phone-{number:04}");
        let mut student = Student {
            attempt: String::new(),
            device: device.clone(),
            acknowledged: Vec::new(),
            client,
            base: base.to_owned(),
            person: String::new(),
            questions: Vec::new(),
            known: Vec::new(),
            n: 0,
        };
        let account = json!({ "name": "Ana Reyes", "email": format!("ana{number}@example.ph"), "password": PASSWORD });
        let mut answer = student.post("/api/v1/auth/register", &account).send().await?;
        while answer.status() == StatusCode::SERVICE_UNAVAILABLE {
            tokio::time::sleep(Duration::from_secs(3)).await;
            answer = student.post("/api/v1/auth/register", &account).send().await?;
        }
        let session: Session = answer.error_for_status()?.json().await?;
        student.person = session.user.map(|user| user.id).unwrap_or_default();
        let start = json!({ "device": device, "device_name": "Android phone" });
        let start = student.post(&format!("/api/v1/exams/{EXAM}/attempts"), &start).header("idempotency-key", &device);
        let paper: Paper = start.send().await?.error_for_status()?.json().await?;
        student.attempt = paper.attempt.map(|attempt| attempt.id).unwrap_or_default();
        student.known = vec![0; paper.questions.len()];
        for question in paper.questions {
            let options = question.groups.into_iter().take(1).flat_map(|group| group.options);
            student.questions.push((question.id, options.map(|option| option.id).collect()));
        }
        Ok(student)
    }

    /// Answers the next question, from the first again after the last. Says why it isn't saved, if it isn't.
    ///
    /// # Errors
    /// No acknowledgement came.
    pub async fn answer(&mut self) -> Result<(), String> {
        let at = usize::try_from(self.n).unwrap_or_default() % self.questions.len().max(1);
        let round = usize::try_from(self.n).unwrap_or_default() / self.questions.len().max(1);
        let (item, options) = self.questions.get(at).ok_or("the paper is empty")?.clone();
        let response = options.get((at + round) % options.len().max(1)).ok_or("a question without options")?.clone();
        self.n += 1;
        let n = self.n;
        let body = json!({
            "device": self.device,
            "changes": [{ "n": n, "item": item, "response": response, "base": self.known[at], "at": null }],
            "device_name": "Android phone",
        });
        let request = self.post(&format!("/api/v1/attempts/{}/changes", self.attempt), &body);
        let answer = request.send().await.map_err(|error| error.without_url().to_string())?;
        let status = answer.status();
        let body: Value = answer.json().await.map_err(|error| format!("{status}: {}", error.without_url()))?;
        let result = &body["results"][0];
        match (status, result["outcome"].as_str(), result["no"].as_i64()) {
            (StatusCode::OK, Some("stored"), Some(no)) if result["n"] == n => {
                self.known[at] = no;
                self.acknowledged.push(Answer { n, item, response });
                Ok(())
            }
            _ => Err(format!("{status}: {body}")),
        }
    }

    /// With the headers of the loader and of the browser around it.
    fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        let request = self.client.post(format!("{}{path}", self.base)).json(body);
        let request = request.header(header::ORIGIN, &self.base).header("sec-fetch-site", "same-origin");
        match self.person.is_empty() {
            true => request,
            false => request.header("x-mf-person", &self.person),
        }
    }
}
