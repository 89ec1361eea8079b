//! The review as a function from an input to HTML.

use serde_json::{Value, json};

use crate::mf;

/// 08:00 in Manila.
const START: i64 = 0;
const MINUTE: i64 = 60_000;
/// 10:00 there.
const END: i64 = 120 * MINUTE;

fn question(id: &str, late: Option<Value>, after_end: Value) -> Value {
    json!({
        "id": id, "kind": "multiple-choice", "stem": "What first?", "text": null, "topic": "Safety", "reference": null,
        "answered": true, "late": late.is_some(), "arrived": late, "after_end": after_end, "earned": 1, "max": 1, "rule": null,
        "groups": [{ "label": null, "options": [{ "id": "A", "text": "Assess", "right": true, "chosen": true, "rationale": null }], "rationale": null }],
        "entry": null
    })
}

fn arrival(device: &str, response: &str, given_at: Option<i64>, received_at: i64) -> Value {
    json!({ "device_name": device, "response": response, "given_at": given_at, "received_at": received_at })
}

fn rival(device: &str, response: &str, received_at: i64, no: i64) -> Value {
    json!({ "device": device, "device_name": device, "response": response, "received_at": received_at, "no": no })
}

fn shown(questions: &Value, conflicts: &Value) -> String {
    let review = json!({
        "exam": { "id": "np1", "title": "Nursing Practice I", "about": "", "questions": 1, "minutes": 120 },
        "attempt": { "id": "a1", "exam": "np1", "started_at": START, "deadline": END, "submitted_at": END },
        "score": { "correct": 1, "total": 1 }, "topics": [], "questions": questions, "conflicts": conflicts
    });
    let request = json!({ "path": "/exam/np1/review/a1", "params": [["id", "np1"], ["attempt", "a1"]], "query": [] });
    let input = json!({ "props": {}, "request": request, "store": {}, "data": { "ok": review } });
    let out = mf::render(&format!("./Review\n{input}")).expect("renders");
    out.split_once('\n').expect("a line of JSON first").1.to_owned()
}

#[test]
fn a_plain_attempt_has_no_notes() {
    let html = shown(&json!([question("q1", None, json!([]))]), &json!([]));
    for word in ["late", "device", "After the end", "review-question__notes"] {
        assert!(!html.contains(word), "{word} in {html}");
    }
}

#[test]
fn an_answer_that_came_late_says_when_it_was_given_and_that_it_counts() {
    let late = arrival("Android phone", "A", Some(END - MINUTE), END + 1440 * MINUTE);
    let html = shown(&json!([question("q1", None, json!([])), question("q2", Some(late), json!([]))]), &json!([]));
    assert!(html.contains(
        "Your answer from Android phone was given at 09:59, before the end, and reached us at 10:00 on the next day. It counts."
    ), "{html}");
    assert!(html.contains(r##"href="#question-2""##) && !html.contains(r##"href="#question-1""##), "{html}");
    assert!(html.contains(r#"id="question-2""#), "{html}");
}

#[test]
fn two_answers_are_both_told_and_which_one_counts() {
    let conflict = json!({ "item": "q1", "mine": rival("Tablet", "A", MINUTE, 2), "other": rival("", "B,C", 0, 1), "counts": 2 });
    let html = shown(&json!([question("q1", None, json!([]))]), &json!([conflict]));
    assert!(
        html.contains("Answer A from Tablet, which reached us at 08:01, counts. Answer B, C from another page, which reached us at 08:00, does not."),
        "{html}"
    );
}

#[test]
fn what_came_after_the_end_is_told_once_and_does_not_count() {
    let after = arrival("Tablet", "", None, END + MINUTE);
    let conflict =
        json!({ "item": "q1", "mine": rival("d1", "A", MINUTE, 1), "other": rival("Tablet", "", END + MINUTE, 2), "counts": 1 });
    let html = shown(&json!([question("q1", None, json!([after]))]), &json!([conflict]));
    assert!(
        html.contains("No answer from Tablet, reached us at 10:01, after the end. It is kept, but does not count."),
        "{html}"
    );
    assert!(!html.contains("Two devices"), "{html}");
}

#[test]
fn a_name_that_a_device_gave_itself_is_text() {
    let late = arrival("<b>x", "A", None, END);
    assert!(shown(&json!([question("q1", Some(late), json!([]))]), &json!([])).contains("&lt;b&gt;x"));
}
