//! Health, metrics, reports, the API's description, and the calls in process.

use contract::{call::DECLARED, problem::Code};
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::site::{Site, refused};

#[tokio::test]
async fn health_readiness_and_metrics() {
    container::http::metrics::install().expect("installed");
    container::http::metrics::install().expect("twice does no harm");
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    assert_eq!(client.get("/healthz").await.text().await.expect("text"), "ok\n");
    assert_eq!(client.get("/readyz").await.status(), StatusCode::OK);
    let (paper, attempt) = client.starts("np1").await;
    client.saves(&attempt, &paper.questions[0].id, "A", 1).await;
    let text = client.get("/metrics").await.text().await.expect("text");
    assert!(text.contains("answers_saved_total") && text.contains("auth_registrations_total"), "{text}");
    let behind_proxy = client.request(Method::GET, "/metrics").header("x-forwarded-for", "203.0.113.9").send().await;
    assert_eq!(behind_proxy.expect("an answer").status(), StatusCode::NOT_FOUND);
    site.state.db().close().await;
    assert_eq!(client.get("/readyz").await.status(), StatusCode::SERVICE_UNAVAILABLE);
    refused(site.student_again(&client).await, Code::Internal).await;
}

impl Site {
    /// A call that needs the database.
    async fn student_again(&self, client: &crate::site::Client) -> reqwest::Response {
        client.login("nobody@example.ph", "whatever it is").await
    }
}

#[tokio::test]
async fn reports_are_taken_and_bounded() {
    let site = Site::start().await;
    let client = site.client();
    let send = |path: &'static str, media_type: &'static str, body: String| {
        let request = client.request(Method::POST, path).header(header::CONTENT_TYPE, media_type).body(body);
        async move { request.send().await.expect("an answer") }
    };
    let report = json!({ "csp-report": { "effective-directive": "script-src-elem", "blocked-uri": "inline", "document-uri": "/", "status-code": 200 } });
    assert_eq!(send("/api/v1/csp-report", "application/csp-report", report.to_string()).await.status(), StatusCode::NO_CONTENT);
    let event = json!({ "kind": "panic", "remote": "nursing", "message": "index out of bounds\nforged" });
    assert_eq!(send("/api/v1/telemetry", "text/plain;charset=UTF-8", event.to_string()).await.status(), StatusCode::NO_CONTENT);
    let many: Vec<Value> = vec![event; 50];
    assert_eq!(send("/api/v1/telemetry", "application/json", json!(many).to_string()).await.status(), StatusCode::NO_CONTENT);
    let more: Vec<Value> = many.iter().cloned().chain([json!({ "kind": "x" })]).collect();
    refused(send("/api/v1/telemetry", "application/json", json!(more).to_string()).await, Code::TooLarge).await;
    for path in ["/api/v1/telemetry", "/api/v1/csp-report"] {
        refused(send(path, "application/json", "{".into()).await, Code::InvalidBody).await;
        refused(send(path, "application/json", format!("\"{}\"", "x".repeat(20_000))).await, Code::TooLarge).await;
    }
}

#[tokio::test]
async fn the_description_names_calls_that_exist_and_types_that_are_described() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let answer = client.get("/api/v1/openapi.json").await;
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/json");
    let document: Value = answer.json().await.expect("JSON");
    assert!(document["openapi"].as_str().expect("a version").starts_with("3.1"));
    let paths = document["paths"].as_object().expect("paths");
    // No two calls share a path.
    assert_eq!(paths.len(), DECLARED.len());
    for (path, methods) in paths {
        for method in methods.as_object().expect("methods").keys() {
            let path = path.replace("{exam}", "np1").replace("{attempt}", "x").replace("{item}", "y");
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
            let answer = client.request(method.clone(), &path).send().await.expect("an answer");
            assert_ne!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            if answer.status() == StatusCode::NOT_FOUND {
                let problem: contract::problem::Problem = answer.json().await.expect("a problem");
                assert!(Code::of(&problem) != Some(Code::NotFound), "{method} {path}");
            }
        }
    }
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    for part in text.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().expect("a name");
        assert!(schemas.contains_key(name), "{name} is not described");
    }
    assert!(!text.contains("#/$defs/"));
}

#[tokio::test]
async fn calls_in_process_answer_as_over_http() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np2").await;
    client.saves(&attempt, &paper.questions[2].id, "C", 9).await;
    let session: contract::user::Session = client.get("/api/v1/session").await.json().await.expect("Session");
    let user = session.user.expect("somebody");
    for path in [
        "session",
        "exams",
        "exams/np2/paper",
        "exams/np1/paper",
        "exams/np9/paper",
        "progress",
        "nowhere",
        "exams/np1",
        "auth/login",
    ] {
        same(&client, &site, Some(&user), path).await;
    }
    same(&client, &site, Some(&user), &format!("attempts/{attempt}/review")).await;
    client.post(&format!("/api/v1/attempts/{attempt}/submit"), json!({})).await;
    same(&client, &site, Some(&user), &format!("attempts/{attempt}/review")).await;
    for path in ["session", "exams", "exams/np2/paper", "progress", &format!("attempts/{attempt}/review")] {
        same(&site.client(), &site, None, path).await;
    }
}

async fn same(client: &crate::site::Client, site: &Site, user: Option<&contract::user::User>, path: &str) {
    let over_http = client.get(&format!("/api/v1/{path}")).await;
    let status = over_http.status().as_u16();
    let body: Value = over_http.json().await.expect("JSON");
    let in_process = container::api::fetch(&site.state, user, &format!("/api/v1/{path}")).await;
    if path == "auth/login" {
        let problem = in_process.problem.expect("a refusal");
        assert!(status == 405 && Code::of(&problem) == Some(Code::NotFound), "only GET calls exist in process");
        return;
    }
    let (kind, said) = if status == 200 { ("ok", in_process.ok.is_some()) } else { ("problem", in_process.ok.is_none()) };
    assert!(said, "{path}: {in_process:?}");
    assert_eq!(serde_json::to_value(&in_process).expect("JSON"), json!({ kind: body }), "{path}");
}
