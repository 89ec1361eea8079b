//! The view as a function from an input to HTML.

use serde_json::{Value, json};

use crate::mf;

/// 2026-10-04 20:00 UTC, the fifth of October in Manila.
const OCTOBER: i64 = 1_791_144_000_000;

fn finished(attempt: &str, title: &str, correct: u32, days_before: i64) -> Value {
    let submitted_at = OCTOBER - days_before * 86_400_000;
    json!({ "attempt": attempt, "exam": "np1", "title": title, "submitted_at": submitted_at, "score": { "correct": correct, "total": 100 } })
}

fn topic(name: &str, correct: u32) -> Value {
    json!({ "topic": name, "score": { "correct": correct, "total": 10 } })
}

fn active() -> Value {
    json!({
        "exam": { "id": "np2", "title": "Nursing Practice II", "about": "", "questions": 100, "minutes": 120 },
        "attempt": { "id": "t9", "exam": "np2", "started_at": 0, "deadline": 1, "submitted_at": null },
        "answered": 12, "next": 13
    })
}

fn progress() -> Value {
    let topics: Vec<Value> = (1..=8).map(|number| topic(&format!("Topic {number}"), number)).collect();
    json!({
        "active": [active()],
        "finished": [finished("t3", "Practice <III>", 82, 0), finished("t2", "Nursing Practice I", 60, 3), finished("t1", "Nursing Practice I", 50, 40)],
        "topics": topics
    })
}

fn input(name: &str, query: Value, data: Value) -> String {
    let user = json!({ "id": "u1", "email": "ana@example.ph", "name": name, "role": "student", "subscriptions": [] });
    let query: Vec<_> = query.as_object().into_iter().flatten().collect();
    let request = json!({ "path": "/dashboard", "params": [], "query": query });
    format!("./Dashboard\n{}", json!({ "props": {}, "request": request, "store": { "user": user }, "data": data }))
}

/// What a render says of the page, and its HTML.
fn render(input: &str) -> (Value, String) {
    let out = mf::render(input).expect("renders");
    let (said, html) = out.split_once('\n').expect("a line of JSON first");
    (serde_json::from_str(said).expect("JSON"), html.to_owned())
}

fn shown(query: Value, body: Value) -> String {
    render(&input("Ana Cruz", query, json!({ "ok": body }))).1
}

#[test]
fn the_page_needs_the_progress_only() {
    let plan = mf::plan(&input("Ana", json!({}), json!({ "ok": {} }))).expect("plans");
    assert_eq!(plan, r#"{"call":"/api/v1/progress"}"#);
}

#[test]
fn it_greets_by_first_name_and_escapes_it() {
    let data = json!({ "ok": progress() });
    let (said, html) = render(&input("  Ana Maria Cruz", json!({}), data.clone()));
    assert_eq!(said, json!({ "title": "Dashboard" }));
    assert!(html.contains("<h1>Welcome back, Ana</h1>"), "{html}");
    assert!(render(&input("<b>Ana Cruz", json!({}), data)).1.contains("<h1>Welcome back, &lt;b&gt;Ana</h1>"));
}

#[test]
fn an_attempt_in_progress_is_a_tap_away() {
    let html = shown(json!({}), progress());
    let card = html.split_once("continue-card\"").expect("a card").1;
    for part in [
        "<h2>Nursing Practice II</h2>",
        "88 questions left",
        r#"max="100""#,
        r#"value="12""#,
        r#"href="/exam/np2?q=13" data-mf-prefetch="nursing""#,
    ] {
        assert!(card.contains(part), "{part} in {html}");
    }
}

#[test]
fn figures_and_trend_tell_the_story_oldest_first() {
    let html = shown(json!({}), progress());
    for (label, value) in [("Exams finished", "3"), ("Best", "82"), ("Last", "82"), ("Average", "64")] {
        let tile = html.split_once(&format!(">{label}</dt>")).expect("a tile").1;
        assert!(tile.starts_with(&format!("<dd class=\"ui-stat__value\">{value}")), "{label}: {tile}");
    }
    let table = html.split_once("<table class=\"visually-hidden\">").expect("a table").1;
    let place = |day: &str| table.find(&format!("<th scope=\"row\">{day}</th>")).unwrap_or_else(|| panic!("{day} in {table}"));
    assert!(place("26 Aug") < place("02 Oct") && place("02 Oct") < place("05 Oct"));
    assert!(html.contains("chart__pass-line"), "{html}");
}

#[test]
fn six_topics_are_open_and_the_rest_is_folded() {
    let html = shown(json!({}), progress());
    let (open, folded) = html.split_once("<details").expect("details");
    assert!(open.contains("Topic 1<") && open.contains("Topic 6<") && !open.contains("Topic 7<"), "{html}");
    assert!(folded.contains("2 more topics") && folded.contains("Topic 8<"), "{html}");
    assert!(open.contains("1 / 10") && open.contains("ui-progress--warning"), "{html}");
    assert!(folded.contains("ui-progress--success"), "{html}");
}

#[test]
fn attempts_lead_to_their_reviews() {
    let html = shown(json!({}), progress());
    for part in
        [r#"href="/exam/np1/review/t3""#, "Practice &lt;III&gt;", "05 Oct · 82 of 100 correct", r#"href="/exam/np1/review/t1""#]
    {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn the_filter_is_kept_in_the_address() {
    let chosen = |html: &str| {
        let names = ["all", "passed", "failed"];
        names.into_iter().filter(|name| html.contains(&format!(r#"value="{name}" checked"#))).collect::<Vec<_>>()
    };
    let html = shown(json!({}), progress());
    assert_eq!(chosen(&html), ["all"], "{html}");

    // All rows are there; the style shows those that the radio asks for.
    assert_eq!((html.matches(r#"data-passed="true""#).count(), html.matches(r#"data-passed="false""#).count()), (1, 2), "{html}");
    assert!(!html.contains("data-none"), "{html}");
    for name in ["passed", "failed"] {
        assert_eq!(chosen(&shown(json!({ "filter": name }), progress())), [name]);
    }
    let only_failed = json!({ "active": [], "finished": [finished("t1", "I", 10, 0)], "topics": [] });
    let html = shown(json!({ "filter": "passed" }), only_failed);
    assert!(html.contains(r#"data-none="passed""#) && html.contains("No passed attempt yet."), "{html}");
}

#[test]
fn a_new_student_is_led_to_the_exams() {
    let html = shown(json!({}), json!({ "active": [], "finished": [], "topics": [] }));
    assert!(html.contains("No exam yet") && html.contains(r#"href="/exams""#), "{html}");
    assert!(!html.contains("ui-switch") && !html.contains("class=\"chart\"") && !html.contains("NaN"), "{html}");
    let html = shown(json!({}), json!({ "active": [active()], "finished": [], "topics": [] }));
    assert!(html.contains("No result yet") && html.contains("continue-card"), "{html}");
}

#[test]
fn a_failure_is_a_sentence_with_a_way_out() {
    let failing = |status: u16, code: &str, detail: &str| {
        let problem = json!({ "type": format!("/problems/{code}"), "title": "t", "status": status, "detail": detail });
        let (said, html) = render(&input("Ana", json!({}), json!({ "problem": problem })));
        assert_eq!(said["live"], false, "no code for a sentence");
        html
    };
    let html = failing(500, "internal", "Something went wrong on our side.");
    assert!(
        html.contains("role=\"alert\"")
            && html.contains("Something went wrong on our side")
            && html.contains(r#"href="/dashboard""#),
        "{html}"
    );
    assert!(failing(401, "not-logged-in", "Please log in.").contains("/login?next=/dashboard"));
    assert!(mf::render(&input("Ana", json!({}), json!({ "ok": "not progress" }))).is_err());
}
