//! The plain forms: everything without scripts.

use contract::problem::Code;
use nursing_domain::interaction::Interaction;
use reqwest::{Method, StatusCode, header};

use crate::site::{PASSWORD, Site, chosen, refused};

#[tokio::test]
async fn a_whole_exam_without_scripts() {
    let site = Site::start().await;
    let client = site.client();
    assert_eq!(client.form("/exam/mixed/start", &[]).await, "/login?next=%2Fexam%2Fmixed");
    assert_eq!(
        client.form("/exam/mixed/answer", &[("item", "x"), ("option", "A"), ("at", "3"), ("go", "next")]).await,
        "/login?next=%2Fexam%2Fmixed%3Fq%3D3%26error%3Danswer-not-saved"
    );
    let fields = [("name", "Ana"), ("email", "ana@example.ph"), ("password", PASSWORD), ("next", "/exam/mixed")];
    assert_eq!(client.form("/register", &fields).await, "/login/check?next=%2Fexam%2Fmixed");
    assert_eq!(client.form("/logout", &[]).await, "/");
    assert_eq!(client.form("/login", &[("email", "Ana@example.ph"), ("password", PASSWORD)]).await, "/login/check");

    // The first answer begins the attempt.
    let first = client.paper("mixed").await.questions[0].id.clone();
    let go = |go: &'static str, at: &'static str| [("item", ""), ("option", ""), ("go", go), ("at", at)];
    assert_eq!(
        client.form("/exam/mixed/answer", &[("item", &first), ("option", "C"), ("go", "next"), ("at", "1")]).await,
        "/exam/mixed?q=2"
    );
    let paper = client.paper("mixed").await;
    assert_eq!((paper.questions.len(), chosen(&paper, &first)), (25, Some("C")));
    let attempt = paper.attempt.expect("an attempt").id;

    assert_eq!(client.form("/exam/mixed/answer", &go("prev", "1")).await, "/exam/mixed?q=1");
    assert_eq!(client.form("/exam/mixed/answer", &go("next", "25")).await, "/exam/mixed?q=25");
    assert_eq!(client.form("/exam/mixed/answer", &go("stay", "7")).await, "/exam/mixed?q=7");
    assert_eq!(client.form("/exam/mixed/answer", &go("12", "7")).await, "/exam/mixed?q=12");
    assert_eq!(client.form("/exam/mixed/answer", &go("99999999999999999999999", "7")).await, "/exam/mixed?q=7");
    assert_eq!(client.form("/exam/mixed/answer", &go("4000", "7")).await, "/exam/mixed?q=25");
    let second = paper.questions[1].id.as_str();
    for (item, option, code) in [("nope", "A", "unknown-item"), (second, "Q", "unknown-option")] {
        let to = client.form("/exam/mixed/answer", &[("item", item), ("option", option), ("go", "next"), ("at", "2")]).await;
        assert_eq!(to, format!("/exam/mixed?q=2&error={code}"));
    }
    let last = [("item", second), ("option", "A"), ("attempt", attempt.as_str()), ("go", "submit"), ("at", "2")];
    assert_eq!(client.form("/exam/mixed/answer", &last).await, format!("/exam/mixed/review/{attempt}"));
    // Pressed twice, or a page from before: the same review, and no second attempt.
    assert_eq!(client.form("/exam/mixed/answer", &last).await, format!("/exam/mixed/review/{attempt}"));
    assert_eq!(client.form("/exam/mixed/submit", &[]).await, format!("/exam/mixed/review/{attempt}"));
    let stale = [("item", second), ("option", "B"), ("attempt", attempt.as_str()), ("go", "next"), ("at", "2")];
    assert_eq!(client.form("/exam/mixed/answer", &stale).await, "/exam/mixed?q=2&error=already-submitted");
    assert!(client.paper("mixed").await.attempt.is_none());
    let review: serde_json::Value = client.get(&format!("/api/v1/attempts/{attempt}/review")).await.json().await.expect("Review");
    let first = &review["questions"][1]["groups"][0]["options"][0];
    assert_eq!((&first["id"], &first["chosen"]), (&"A".into(), &true.into()));
}

#[tokio::test]
async fn a_page_left_open_begins_no_new_attempt() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("mixed").await;
    site.later(40 * 60_000);
    let fields =
        [("item", paper.questions[3].id.as_str()), ("option", "A"), ("attempt", attempt.as_str()), ("at", "4"), ("go", "next")];
    assert_eq!(client.form("/exam/mixed/answer", &fields).await, "/exam/mixed?q=4&error=deadline-passed");
    assert!(client.paper("mixed").await.attempt.is_none());
    let fields =
        [("item", paper.questions[3].id.as_str()), ("option", "A"), ("attempt", attempt.as_str()), ("at", "4"), ("go", "submit")];
    assert_eq!(client.form("/exam/mixed/answer", &fields).await, format!("/exam/mixed/review/{attempt}"));
}

#[tokio::test]
async fn failures_lead_back_to_the_form_with_its_harmless_fields() {
    let site = Site::start().await;
    let client = site.client();
    let to = client.form("/login", &[("email", "a+b@example.ph"), ("password", "secret guess"), ("next", "/exams")]).await;
    assert_eq!(to, "/login?error=wrong-credentials&email=a%2Bb%40example.ph&next=%2Fexams");
    let to = client.form("/register", &[("name", "Ana"), ("email", "ana@example.ph"), ("password", "12345678")]).await;
    assert_eq!(to, "/register?error=weak-password&name=Ana&email=ana%40example.ph");
    assert!(!to.contains("12345678"));
    assert_eq!(client.form("/register", &[]).await, "/register?error=invalid-name");
    assert_eq!(client.form("/exam/np9/submit", &[]).await, "/login?next=%2Fexam%2Fnp9");
    let student = site.student("ana@example.ph").await;
    assert_eq!(student.form("/exam/np9/start", &[]).await, "/exam/np9?error=unknown-exam");
    assert_eq!(student.form("/exam/np9%2F..%2F..%2Fevil/start", &[]).await, "/exam/np9%2F..%2F..%2Fevil?error=unknown-exam");
    assert_eq!(student.form("/exam/np1/submit", &[]).await, "/exam/np1?error=unknown-attempt");

    for _ in 0..3 {
        client.form("/login", &[("email", "slow@example.ph"), ("password", "x")]).await;
    }
    let to = client.form("/login", &[("email", "slow@example.ph"), ("password", "x")]).await;
    assert_eq!(to, "/login?error=too-many-tries&retry_after=1&email=slow%40example.ph");

    let huge = "x".repeat(70_000);
    assert_eq!(client.form("/login", &[("email", &huge)]).await, "/login?error=too-large");
    let answer = client
        .request(Method::POST, "/login")
        .header(header::CONTENT_TYPE, "text/plain")
        .body("email=x")
        .send()
        .await
        .expect("an answer");
    assert_eq!(
        (answer.status(), &answer.headers()[header::LOCATION].to_str().expect("text")),
        (StatusCode::SEE_OTHER, &"/login?error=invalid-body")
    );
}

#[tokio::test]
async fn next_and_back_stay_on_this_site() {
    let site = Site::start().await;
    site.student("ana@example.ph").await;
    for other in [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "/../..//evil.example",
        "javascript:alert(1)",
        "/x\r\nSet-Cookie: a=b",
    ] {
        let client = site.client();
        let to = client.form("/login", &[("email", "ana@example.ph"), ("password", PASSWORD), ("next", other)]).await;
        assert_eq!(to, "/login/check", "{other:?}");
        let to = client.form("/theme", &[("theme", "dark"), ("back", other)]).await;
        assert_eq!(to, "/", "{other:?}");
    }
    let client = site.client();
    let to = client.form("/login", &[("email", "ana@example.ph"), ("password", PASSWORD), ("next", "/exam/np1?q=3#q")]).await;
    assert_eq!(to, "/login/check?next=%2Fexam%2Fnp1%3Fq%3D3%23q");
}

#[tokio::test]
async fn a_browser_without_cookies_is_told_so_after_the_right_password() {
    let site = Site::start().await;
    let keeps = site.student("ana@example.ph").await;
    // No client that follows, so that what it keeps is plain.
    let forgets = site.client();
    for (query, on, back) in [
        ("", "/dashboard", "/login?error=no-cookies"),
        ("?next=%2Fexam%2Fnp1%3Fq%3D3%23q", "/exam/np1?q=3#q", "/login?error=no-cookies&next=%2Fexam%2Fnp1%3Fq%3D3%23q"),
        ("?next=%2F%2Fevil.example", "/dashboard", "/login?error=no-cookies"),
        ("?next=https%3A%2F%2Fevil.example", "/dashboard", "/login?error=no-cookies"),
        ("?next=%2F%09%2Fevil.example", "/dashboard", "/login?error=no-cookies"),
        ("?next=%FF&next=x", "/dashboard", "/login?error=no-cookies"),
    ] {
        for (client, expected) in [(&keeps, on), (&forgets, back)] {
            let answer = client.get(&format!("/login/check{query}")).await;
            assert_eq!(answer.status(), StatusCode::SEE_OTHER);
            assert_eq!(answer.headers()[header::LOCATION].to_str().expect("text"), expected, "{query}");
            assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
        }
    }
}

#[tokio::test]
async fn a_registration_form_sent_twice_leads_on_twice() {
    let site = Site::start().await;
    let fields = [("name", "Ana"), ("email", "ana@example.ph"), ("password", PASSWORD), ("next", "/exams")];
    for _ in 0..2 {
        assert_eq!(site.client().form("/register", &fields).await, "/login/check?next=%2Fexams");
    }
}

#[tokio::test]
async fn the_theme_is_kept_for_a_year() {
    let site = Site::start().await;
    let answer = site
        .client()
        .request(Method::POST, "/theme")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body("theme=dark&back=%2Fgallery")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.headers()[header::SET_COOKIE], "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax");
    assert_eq!(answer.headers()[header::LOCATION], "/gallery");
    assert_eq!(site.client().form("/theme", &[("theme", "<script>"), ("back", "/gallery")]).await, "/gallery?error=invalid-body");
}

#[tokio::test]
async fn a_form_on_another_site_is_refused() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    for path in ["/logout", "/exam/np1/start", "/theme", "/login"] {
        let answer = client
            .request(Method::POST, path)
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body("theme=dark")
            .send()
            .await
            .expect("an answer");
        refused(answer, Code::CrossSite).await;
    }
    assert_eq!(client.get("/api/v1/exams").await.status(), StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn several_options_and_numbers_come_as_forms_too() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("formats").await;
    let item = |kind: Interaction| paper.questions.iter().find(|question| question.kind == kind).expect("one").id.clone();
    let (all, number) = (item(Interaction::SelectAll), item(Interaction::Numeric));
    let send = async |item: &str, fields: &[(&str, &str)]| {
        let mut form = vec![("item", item), ("attempt", attempt.as_str()), ("go", "next"), ("at", "2")];
        form.extend_from_slice(fields);
        client.form("/exam/formats/answer", &form).await
    };
    assert_eq!(send(&all, &[("option", "A"), ("option", "C")]).await, "/exam/formats?q=3");
    assert_eq!(chosen(&client.paper("formats").await, &all), Some("A,C"));
    assert_eq!(send(&number, &[("option", " 12.5 ")]).await, "/exam/formats?q=3");
    assert_eq!(chosen(&client.paper("formats").await, &number), Some("12.5"));
    assert_eq!(send(&number, &[("option", "２,５")]).await, "/exam/formats?q=3");
    assert_eq!(chosen(&client.paper("formats").await, &number), Some("2.5"));
    for unread in ["twelve", "1,234", "1,234.5"] {
        assert_eq!(send(&number, &[("option", unread)]).await, "/exam/formats?q=2&error=invalid-answer");
    }
    assert_eq!(chosen(&client.paper("formats").await, &number), Some("2.5"), "what can't be read replaces nothing");
    let problem = refused(client.put_answer(&attempt, &number, "1,234", i64::MAX).await, Code::InvalidAnswer).await;
    assert!(problem.detail.contains("two different numbers") && problem.detail.ends_with('.'), "{problem:?}");
    // Nothing ticked: what was there is taken back, and where nothing was, nothing is said.
    send(&all, &[]).await;
    assert_eq!(chosen(&client.paper("formats").await, &all), Some(""));
    let other = item(Interaction::SelectN);
    send(&other, &[]).await;
    assert_eq!(chosen(&client.paper("formats").await, &other), None);
}
