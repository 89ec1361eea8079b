//! The views as functions from an input to HTML.

use serde_json::{Value, json};

use crate::mf;

/// An alert that is there; one without a sentence is hidden.
const ALERT: &str = r#"<div class="ui-alert ui-alert--danger">"#;

fn ana() -> Value {
    json!({ "id": "u1", "email": "ana@example.ph", "name": "Ana <b>Cruz", "role": "student", "subscriptions": ["pnle"] })
}

fn input(expose: &str, props: Value, path: &str, query: Value, user: Value) -> String {
    let query: Vec<_> = query.as_object().into_iter().flatten().collect();
    let request = json!({ "path": path, "params": [], "query": query });
    let input = json!({ "props": props, "request": request, "store": { "user": user }, "data": { "ok": {} } });
    format!("{expose}\n{input}")
}

/// What a render says of the page, and its HTML.
fn render(input: &str) -> (Value, String) {
    let out = mf::render(input).expect("renders");
    let (said, html) = out.split_once('\n').expect("a line of JSON first");
    (serde_json::from_str(said).expect("JSON"), html.to_owned())
}

fn page(register: bool, query: Value) -> (Value, String) {
    let path = if register { "/register" } else { "/login" };
    render(&input("./AuthApp", json!({ "page": true, "register": register }), path, query, Value::Null))
}

/// The part of the page from the label of `name`'s field to the next one.
fn field<'a>(html: &'a str, name: &str) -> &'a str {
    let from = html.split_once(&format!("for=\"{name}\"")).expect("the field").1;
    from.split_once("<label").map_or(from, |(field, _)| field)
}

#[test]
fn the_log_in_page_is_a_plain_form() {
    let (said, html) = page(false, json!({}));
    assert_eq!(said, json!({ "title": "Log in" }));
    assert!(html.contains("<h1>Log in</h1>"), "{html}");
    for part in [
        r#"method="post" action="/login""#,
        r#"name="next" value="/dashboard""#,
        r#"id="email""#,
        r#"type="email""#,
        r#"autocomplete="username""#,
        r#"id="password""#,
        r#"autocomplete="current-password""#,
        r#"class="toggle""#,
        r#"type="submit""#,
        r#"href="/register""#,
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains(ALERT) && !html.contains("aria-invalid"), "{html}");
    assert!(!html.contains("novalidate"), "without scripts the browser checks: {html}");
}

#[test]
fn the_registration_asks_for_a_name_and_a_new_password() {
    let (said, html) = page(true, json!({}));
    assert_eq!(said["title"], "Create your account");
    for part in [r#"action="/register""#, r#"id="name""#, r#"autocomplete="new-password""#, r#"href="/login""#, "Create account"]
    {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn a_failure_of_the_form_is_an_alert_and_keeps_what_was_typed() {
    let query = json!({ "error": "too-many-tries", "retry_after": "30", "email": "ana@example.ph", "next": "/exam/np1?q=3" });
    let (_, html) = page(false, query);
    let alert = html.split_once(ALERT).expect("an alert").1;
    assert!(alert.contains("too many tries") && alert.contains("30 seconds"), "{alert}");
    assert!(field(&html, "email").contains(r#"value="ana@example.ph""#), "{html}");
    assert!(html.contains(r#"name="next" value="/exam/np1?q=3""#), "{html}");
    assert!(html.contains(r#"href="/register?next=/exam/np1%3Fq%3D3""#), "{html}");
}

#[test]
fn a_failure_of_a_field_stands_under_it() {
    for (code, name) in [("invalid-name", "name"), ("invalid-email", "email"), ("weak-password", "password")] {
        let (_, html) = page(true, json!({ "error": code }));
        let sentence = contract::problem::Code::named(code).expect("a code").sentence();
        let field = field(&html, name);
        assert!(field.contains(sentence) && field.contains(&format!("{name}-error")), "{code}: {html}");
        assert!(!html.contains(ALERT), "{code}: {html}");
    }
}

#[test]
fn what_comes_from_the_address_is_escaped() {
    let evil = "\"><script>alert(1)</script>";
    let (_, html) = page(true, json!({ "error": evil, "email": evil, "name": evil, "next": evil, "retry_after": evil }));
    assert!(!html.contains("<script"), "{html}");
    assert!(html.contains("That did not work"), "{html}");
    assert!(html.contains(r#"name="next" value="/dashboard""#), "{html}");
}

#[test]
fn who_is_signed_in_is_sent_on_but_never_off_the_site_or_in_circles() {
    for (next, to) in [("/exams", "/exams"), ("//evil.example", "/dashboard"), ("/login", "/dashboard")] {
        let (said, _) = render(&input("./AuthApp", json!({ "page": true }), "/login", json!({ "next": next }), ana()));
        assert_eq!(said["redirect"], to);
    }
}

#[test]
fn the_form_alone_greets_with_a_message_and_comes_back_without_scripts() {
    let props = json!({ "message": "Your session has <ended>.", "email": "ana@example.ph" });
    // What stands in the address is the page's business.
    let query = json!({ "error": "wrong-credentials", "email": "ben@example.ph" });
    let (said, html) = render(&input("./LoginForm", props, "/exam/np1", query, Value::Null));
    assert_eq!(said, json!({}));
    assert!(html.contains(r#"<form method="post" action="/login" class="stack">"#), "{html}");
    assert!(html.contains("Your session has &lt;ended&gt;.</p>"), "{html}");
    assert!(html.contains(r#"name="next" value="/exam/np1""#) && html.contains("ana@example.ph"), "{html}");
    assert!(!html.contains("ben@") && !html.contains("<h1") && !html.contains("not right"), "{html}");
}

#[test]
fn the_account_page_shows_the_person_and_the_way_out() {
    let (said, html) = render(&input("./UserMenu", json!({}), "/account", json!({}), ana()));
    assert_eq!(said, json!({ "title": "Your account", "live": false }));
    for part in [
        "Ana &lt;b&gt;Cruz",
        "ana@example.ph",
        "Student",
        "PNLE",
        ">A&lt;</span>",
        r#"method="post" action="/logout""#,
        r#"action="/theme""#,
        "data-mf-set",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    let (_, html) = render(&input("./UserMenu", json!({}), "/account", json!({ "error": "internal" }), ana()));
    assert!(html.contains("role=\"alert\""), "{html}");
}

#[test]
fn the_provider_takes_no_room() {
    let (said, html) = render(&input("./AuthProvider", json!({}), "/", json!({}), Value::Null));
    assert_eq!((said, html.as_str()), (json!({}), "<span hidden></span>"));
}

#[test]
fn no_view_needs_data_and_wrong_inputs_are_refused() {
    for expose in ["./AuthApp", "./LoginForm", "./UserMenu", "./AuthProvider"] {
        assert_eq!(mf::plan(&input(expose, json!({}), "/", json!({}), Value::Null)).expect("plans"), r#"{"call":null}"#);
    }
    assert!(mf::render(&input("./Nothing", json!({}), "/", json!({}), Value::Null)).is_err());
    assert!(mf::render(&input("./AuthApp", json!({ "page": true, "register": 7 }), "/", json!({}), Value::Null)).is_err());
}
