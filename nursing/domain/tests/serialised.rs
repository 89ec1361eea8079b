//! Items on the wire and on disk: their JSON, and that a student's holds no answer. With `hydrate` the browser's JSON writes a
//! `null` where a server's leaves a member out.
#![cfg(all(feature = "author", not(feature = "hydrate")))]

mod sample;

use nursing_domain::{
    interaction::Interaction,
    item::{Body, CaseStep, CaseStudy, Draft, Item},
    student::StudentItem,
};
use sample::{BECAUSE, body, draft, item};
use serde_json::{Value, json};

fn case() -> CaseStudy {
    CaseStudy::new(sample::case()).expect("a sound case")
}

/// The third item of the case.
fn item_of_the_case() -> Item {
    let case = Some(CaseStep { case: "np3-case-copd".into(), step: 3 });
    Item::new(Draft { case, ..draft(body(Interaction::SelectAll)) }).expect("a sound draft")
}

#[test]
fn an_item() {
    insta::assert_json_snapshot!(item_of_the_case());
}

#[test]
fn a_case_study() {
    insta::assert_json_snapshot!(case());
}

#[test]
fn an_item_as_a_student_sees_it() {
    for kind in Interaction::ALL {
        insta::assert_json_snapshot!(format!("student_{}", kind.name()), item(body(kind)).student());
    }
    insta::assert_json_snapshot!("student_in_a_case", case().student(&item_of_the_case()));
}

#[test]
fn an_item_is_read_as_it_was_written() {
    let items = Interaction::ALL
        .map(|kind| item(body(kind)))
        .into_iter()
        .chain([item_of_the_case(), item(sample::by_columns(&["+-", "-+"]))]);
    for item in items {
        let json = serde_json::to_string(&item).expect("an item is JSON");
        assert_eq!(serde_json::from_str::<Item>(&json).expect("JSON of an item"), item);
        let student = item.student();
        let json = serde_json::to_string(&student).expect("a student's item is JSON");
        assert_eq!(serde_json::from_str::<StudentItem>(&json).expect("JSON of a student's item"), student);
    }
    let json = serde_json::to_string(&case()).expect("a case is JSON");
    assert_eq!(serde_json::from_str::<CaseStudy>(&json).expect("JSON of a case"), case());
}

/// The item's JSON with one place replaced.
fn refusal(kind: Interaction, pointer: &str, value: Value) -> String {
    let mut json = serde_json::to_value(item(body(kind))).expect("an item is JSON");
    *json.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing at {pointer}")) = value;
    serde_json::from_value::<Item>(json).err().map_or_else(|| "taken".to_owned(), |error| error.to_string())
}

/// There is no way around the constructor.
#[test]
fn a_draft_with_a_bad_key_is_no_item() {
    use Interaction::{BowTie, MultipleChoice, Numeric, Ordered};
    let first_right = "/body/groups/groups/0/options/0/right";
    for (kind, pointer, value, words) in [
        (MultipleChoice, first_right, json!(true), "`body.groups[0]`: the key names 2 options, not one"),
        (BowTie, first_right, json!(false), "`body.groups[0]`: the key names 1 options, not 2"),
        (Ordered, "/body/ordered/key", json!(["A", "B"]), "`body.key`: the key has to name each option once"),
        (Numeric, "/body/numeric/value", json!("31.55"), "`body.value`: it has to be rounded to the item's decimal places"),
        (MultipleChoice, "/format", json!(2), "`format`: it has to be 1"),
        // What can't be rich text.
        (
            MultipleChoice,
            "/stem",
            json!("<img src=\"https://example.org/x.png\">"),
            "an image's source isn't the plain name of a picture file",
        ),
    ] {
        assert_eq!(refusal(kind, pointer, value), words, "{}", kind.name());
    }
    assert!(refusal(Numeric, "/body/numeric/value", json!("thirty")).contains("invalid"));
    assert!(refusal(MultipleChoice, first_right, json!("yes")).contains("invalid type"));
}

#[test]
fn a_member_that_no_item_has_is_refused() {
    for pointer in ["", "/facts", "/body/groups", "/body/groups/groups/0", "/body/groups/groups/0/options/0"] {
        let mut json = serde_json::to_value(item(body(Interaction::MultipleChoice))).expect("an item is JSON");
        let place = json.pointer_mut(pointer).and_then(Value::as_object_mut).expect(pointer);
        place.insert("anwser".into(), json!("A"));
        let error = serde_json::from_value::<Item>(json).expect_err(pointer).to_string();
        assert!(error.contains("unknown field `anwser`"), "{pointer}: {error}");
    }
}

/// What a student's item may not hold under any name.
const SECRET: [&str; 5] = ["key", "right", "rationale", "value", "tolerance"];

/// Names of all members, however deep, and all texts.
fn walk(json: &Value, names: &mut Vec<String>, texts: &mut Vec<String>) {
    match json {
        Value::Object(members) => {
            for (name, value) in members {
                names.push(name.clone());
                walk(value, names, texts);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| walk(value, names, texts)),
        Value::String(text) => texts.push(text.clone()),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn secrets(json: &Value) -> Vec<String> {
    let (mut names, mut texts) = (Vec::new(), Vec::new());
    walk(json, &mut names, &mut texts);
    names.retain(|name| SECRET.contains(&name.as_str()));
    texts.retain(|text| text.contains(BECAUSE));
    names.extend(texts);
    names
}

#[test]
fn a_student_s_item_holds_no_answer() {
    for kind in Interaction::ALL {
        let item = item(body(kind));
        let full = serde_json::to_value(&item).expect("an item is JSON");
        // The walk would find them.
        assert!(secrets(&full).iter().any(|found| found.contains(BECAUSE)), "{}", kind.name());
        assert!(secrets(&full).iter().any(|found| SECRET.contains(&found.as_str())), "{}", kind.name());
        let student = serde_json::to_value(item.student()).expect("a student's item is JSON");
        assert_eq!(secrets(&student), [""; 0], "{}", kind.name());
    }
    let in_case = serde_json::to_value(case().student(&item_of_the_case())).expect("a student's item is JSON");
    assert_eq!(secrets(&in_case), [""; 0]);
}

/// Two items that differ in nothing but key and rationales look the same to a student.
#[test]
fn a_student_s_item_does_not_depend_on_the_key() {
    use Interaction::*;
    let pairs: [(Interaction, &[&str], &[&str]); 6] = [
        (MultipleChoice, &["-+--"], &["--+-"]),
        (SelectAll, &["+-+-"], &["-+--"]),
        (Triad, &["+-", "-+", "+-"], &["-+", "-+", "-+"]),
        (MatrixResponse, &["+-", "++"], &["-+", "+-"]),
        (HighlightTable, &["+--"], &["-++"]),
        (BowTie, &["++-", "+--", "-++"], &["-++", "-+-", "++-"]),
    ];
    for (kind, one, other) in pairs {
        assert_eq!(item(sample::groups(kind, one)).student(), item(sample::groups(kind, other)).student(), "{}", kind.name());
    }
    assert_eq!(item(sample::ordered(&["A", "B", "C"])).student(), item(sample::ordered(&["C", "A", "B"])).student());
    let number = |value, tolerance| -> Body { sample::numeric(value, tolerance, 1, "mL") };
    assert_eq!(item(number("1.5", "0")).student(), item(number("31", "0.2")).student());
}

#[cfg(feature = "schema")]
mod schemas {
    use super::*;

    /// Whether maps keep their order depends on a feature that any crate may turn on.
    fn check(name: &str, schema: &schemars::Schema) {
        insta::with_settings!({ sort_maps => true }, { insta::assert_json_snapshot!(name, schema) });
    }

    #[test]
    fn of_an_item() {
        check("schema_item", &schemars::schema_for!(Item));
    }

    #[test]
    fn of_a_student_s_item() {
        let schema = schemars::schema_for!(StudentItem);
        check("schema_student_item", &schema);
        assert_eq!(secrets(&schema.to_value()), [""; 0]);
        // The walk would find them.
        let found = secrets(&schemars::schema_for!(Item).to_value());
        assert!(SECRET.iter().all(|name| found.iter().any(|found| found == name)), "{found:?}");
    }
}
