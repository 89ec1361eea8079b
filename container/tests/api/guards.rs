//! Bodies that can't be read, addresses that don't exist, requests of other sites, headers.

use contract::problem::Code;
use reqwest::{Method, StatusCode, header};
use serde_json::json;

use crate::site::{PASSWORD, Site, refused};

#[tokio::test]
async fn bodies_that_can_not_be_read_are_problems() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("np1").await;
    let put = format!("/api/v1/attempts/{attempt}/answers/{}", paper.questions[0].id);
    for (method, path) in
        [(Method::POST, "/api/v1/auth/login"), (Method::POST, "/api/v1/auth/register"), (Method::PUT, put.as_str())]
    {
        for (media_type, body) in [
            ("application/json", ""),
            ("application/json", "{"),
            ("application/json", "[]"),
            ("application/json", "{\"email\": 7, \"option\": 7}"),
            ("application/json", "{}"),
            ("application/json", "\u{0}\u{1}"),
            ("text/plain", "{\"email\":\"ana@example.ph\",\"password\":\"x\"}"),
            ("application/x-www-form-urlencoded", "email=ana%40example.ph&password=x"),
            ("", "{}"),
        ] {
            let mut request = client.request(method.clone(), path).body(body);
            if !media_type.is_empty() {
                request = request.header(header::CONTENT_TYPE, media_type);
            }
            let problem = refused(request.send().await.expect("an answer"), Code::InvalidBody).await;
            assert!(!problem.detail.contains("ana@"), "a problem repeats nothing of the body");
        }
        let deep = format!("{{\"option\":{}1{}}}", "[".repeat(20_000), "]".repeat(20_000));
        let request = client.request(method.clone(), path).header(header::CONTENT_TYPE, "application/json").body(deep);
        refused(request.send().await.expect("an answer"), Code::InvalidBody).await;
        let huge = format!("{{\"email\":\"{}\"}}", "x".repeat(70_000));
        let request = client.request(method, path).header(header::CONTENT_TYPE, "application/json").body(huge);
        refused(request.send().await.expect("an answer"), Code::TooLarge).await;
    }
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_problems() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    for path in [
        "/api/v1/nowhere",
        "/api/v1/",
        "/api/v2/session",
        "/api",
        "/api/v1/exams/np1",
        "/api/v1/exams/np1/paper/x",
        "/api/v1/exams//paper",
    ] {
        let answer = client.get(path).await;
        let problem = answer.status();
        assert_eq!(problem, StatusCode::NOT_FOUND, "{path}");
        let code = if path == "/api/v1/exams//paper" { Code::UnknownExam } else { Code::NotFound };
        refused(answer, code).await;
    }
    for (method, path) in [
        (Method::GET, "/api/v1/auth/login"),
        (Method::POST, "/api/v1/session"),
        (Method::DELETE, "/api/v1/exams"),
        (Method::POST, "/api/v1/exams/np1/paper"),
        (Method::PATCH, "/api/v1/attempts/x/answers/y"),
    ] {
        let answer = client.request(method, path).send().await.expect("an answer");
        assert!(answer.headers().contains_key(header::ALLOW), "{path}");
        refused(answer, Code::MethodNotAllowed).await;
    }
    // Bytes that are no text, in a path.
    assert_eq!(client.get("/api/v1/exams/%FF%FE/paper").await.status().as_u16() / 100, 4);
    assert_eq!(client.get("/api/v1/exams/..%2f..%2fetc%2fpasswd/paper").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn requests_of_other_sites_are_refused() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let host = site.base.trim_start_matches("http://").to_owned();
    let ours = format!("http://{host}");
    let cases: [(&[(&str, &str)], bool); 9] = [
        (&[], true),
        (&[("sec-fetch-site", "same-origin")], true),
        (&[("sec-fetch-site", "none")], true),
        (&[("sec-fetch-site", "same-site")], false),
        (&[("sec-fetch-site", "cross-site")], false),
        (&[("sec-fetch-site", "nonsense")], false),
        (&[("origin", &ours)], true),
        (&[("origin", "http://localhost:4001")], false),
        (&[("origin", "null")], false),
    ];
    for (headers, allowed) in cases {
        let mut request = client.request(Method::POST, "/api/v1/exams/np1/attempts").json(&json!({}));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.expect("an answer");
        if allowed {
            assert!(answer.status().is_success(), "{headers:?}");
        } else {
            refused(answer, Code::CrossSite).await;
        }
    }
    let login = client.request(Method::POST, "/api/v1/auth/login").header("sec-fetch-site", "cross-site");
    refused(
        login.json(&json!({ "email": "ana@example.ph", "password": PASSWORD })).send().await.expect("an answer"),
        Code::CrossSite,
    )
    .await;
    let read = client.request(Method::GET, "/api/v1/session").header("sec-fetch-site", "cross-site").send().await;
    assert_eq!(read.expect("an answer").status(), StatusCode::OK);
}

#[tokio::test]
async fn every_answer_has_its_security_headers() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    for path in ["/api/v1/session", "/api/v1/nowhere", "/api/v1/exams", "/healthz", "/nowhere"] {
        let answer = client.get(path).await;
        let headers = answer.headers();
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(headers[name], value, "{path}");
        }
        assert!(headers["content-security-policy"].to_str().expect("text").starts_with("default-src 'none'"));
        assert!(headers.contains_key("permissions-policy"));
        assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY), "no TLS here");
        if path.starts_with("/api") {
            assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        }
    }
}
