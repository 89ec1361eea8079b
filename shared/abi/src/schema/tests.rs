use proptest::prelude::*;
use serde_json::json;

use super::*;

fn document(types: Value) -> Document {
    Document::read(&json!({ "contract": "1.0.0", "events": {}, "types": types }).to_string()).expect("a document")
}

fn names(all: &[&str]) -> BTreeSet<String> {
    all.iter().map(|&name| name.to_owned()).collect()
}

fn paper() -> Value {
    json!({
        "Paper": { "description": "What is asked.", "type": "object", "required": ["title", "minutes", "kind", "next"], "properties": {
            "title": { "type": "string" },
            "minutes": { "type": "integer", "format": "uint32", "minimum": 0 },
            "kind": { "$ref": "#/$defs/Kind" },
            "next": { "anyOf": [{ "$ref": "#/$defs/Paper" }, { "type": "null" }] },
            "about": { "type": ["string", "null"] },
        } },
        "Kind": { "oneOf": [{ "type": "string", "const": "one", "description": "x" }, { "type": "string", "const": "many" }] },
        "Other": { "type": "string" },
    })
}

/// The paper's schema, changed at `path`.
fn changed(path: &str, value: Value) -> Document {
    let mut types = paper();
    let (parent, last) = path.rsplit_once('/').expect("a path");
    let parent = types.pointer_mut(parent).expect("there").as_object_mut().expect("an object");
    if value.is_null() {
        parent.remove(last);
    } else {
        parent.insert(last.to_owned(), value);
    }
    document(types)
}

fn reader() -> Used {
    document(paper()).used(names(&["Paper"]), BTreeSet::new(), &BTreeSet::new()).expect("there")
}

fn speaker() -> Used {
    document(paper()).used(BTreeSet::new(), names(&["Paper"]), &BTreeSet::new()).expect("there")
}

#[test]
fn what_is_used_is_held_and_nothing_else() {
    assert_eq!(reader().types.keys().collect::<Vec<_>>(), ["Kind", "Paper"]);
    let missing = document(paper()).used(names(&["Nothing"]), BTreeSet::new(), &BTreeSet::new());
    assert!(missing.expect_err("not there").contains("`Nothing`"));
}

#[test]
fn prose_is_no_part_of_it() {
    let told = changed("/Paper/description", json!("Something else altogether."));
    assert_eq!(told, document(paper()));
    // A member may be called like prose.
    let titled =
        document(json!({ "T": { "type": "object", "properties": { "description": { "type": "string", "title": "x" } } } }));
    assert_eq!(titled.types["T"]["properties"]["description"], json!({ "type": "string" }));
}

#[test]
fn what_a_newer_host_may_do_to_a_release_that_only_reads() {
    let table: &[(&str, Value, &str)] = &[
        // Unused, or more than is read.
        ("/Other/type", json!("integer"), ""),
        ("/Paper/properties/colour", json!({ "type": "string" }), ""),
        ("/Paper/required", json!(["title", "minutes", "kind", "next", "about"]), ""),
        // Narrower than what is read.
        ("/Paper/properties/about", json!({ "type": "string" }), ""),
        ("/Paper/properties/minutes", json!({ "type": "integer", "format": "uint8" }), ""),
        ("/Kind/oneOf", json!([{ "type": "string", "const": "one" }]), ""),
        ("/Kind", json!({ "type": "string", "enum": ["one"] }), ""),
        // Missing, wider, or something else.
        ("/Paper", Value::Null, "no type `Paper`"),
        ("/Paper/required", json!(["title", "minutes", "kind"]), "Paper.next"),
        ("/Paper/properties/title", json!({ "type": ["string", "null"] }), "Paper.title` may be null"),
        ("/Paper/properties/title", json!({ "type": "integer" }), "Paper.title"),
        ("/Paper/properties/minutes", json!({ "type": "integer", "format": "int64" }), "larger number"),
        ("/Paper/properties/minutes", json!({ "type": "number" }), "may be number"),
        ("/Paper/properties/next", json!({ "anyOf": [{ "$ref": "#/$defs/Other" }, { "type": "null" }] }), "Paper.next"),
        ("/Kind/oneOf", json!([{ "const": "one" }, { "const": "many" }, { "const": "ordered" }]), "\"ordered\""),
        ("/Kind", json!({ "type": "string" }), "Paper.kind"),
    ];
    for (path, value, said) in table {
        let reasons = changed(path, value.clone()).refuses(&reader());
        match said.is_empty() {
            true => assert!(reasons.is_empty(), "{path} {value}: {reasons:?}"),
            false => assert!(reasons.iter().any(|reason| reason.contains(said)), "{path} {value}: {reasons:?}"),
        }
    }
}

#[test]
fn what_a_release_also_writes_has_to_fit_both_ways() {
    for (path, value) in [
        ("/Paper/required", json!(["title", "minutes", "kind", "next", "about"])),
        ("/Paper/properties/minutes", json!({ "type": "integer", "format": "uint8" })),
        ("/Kind/oneOf", json!([{ "type": "string", "const": "one" }])),
    ] {
        assert!(changed(path, value.clone()).refuses(&reader()).is_empty(), "{path} {value}");
        assert!(!changed(path, value.clone()).refuses(&speaker()).is_empty(), "{path} {value}");
    }
    assert!(changed("/Paper/properties/colour", json!({ "type": "string" })).refuses(&speaker()).is_empty());
}

#[test]
fn events_are_compared_too() {
    let with = |schema: Value| {
        let text = json!({ "contract": "1.0.0", "events": { "exam:started": schema }, "types": paper() }).to_string();
        Document::read(&text).expect("a document")
    };
    let old = with(json!({ "$ref": "#/$defs/Paper" }));
    let used = old.used(BTreeSet::new(), BTreeSet::new(), &names(&["exam:started"])).expect("there");
    assert!(used.types.contains_key("Kind"));
    assert!(old.refuses(&used).is_empty());
    assert!(!with(json!({ "type": "null" })).refuses(&used).is_empty());
    assert_eq!(document(paper()).refuses(&used), ["there is no event `exam:started` any more"]);
}

/// A schema, as deep as `depth`.
fn schema(depth: u32) -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(json!({ "type": "string" })),
        Just(json!({ "type": "null" })),
        Just(json!({ "type": ["string", "null"] })),
        Just(json!({ "type": "integer", "format": "uint8" })),
        Just(json!({ "type": "integer", "format": "int64" })),
        Just(json!({ "type": "number" })),
        Just(json!({ "const": "a" })),
        Just(json!({ "enum": ["a", "b"] })),
    ];
    leaf.prop_recursive(depth, 24, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|items| json!({ "type": "array", "items": items })),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|cases| json!({ "anyOf": cases })),
            (prop::collection::btree_map("[a-c]", inner, 0..3), any::<bool>()).prop_map(|(members, all)| {
                let required: Vec<&String> = members.keys().take(if all { 9 } else { 1 }).collect();
                json!({ "type": "object", "required": required, "properties": members })
            }),
        ]
    })
    .boxed()
}

/// Values that the schema allows.
fn values(schema: &Value) -> Vec<Value> {
    if let Some(cases) = alternatives(schema) {
        return cases.iter().flat_map(values).take(8).collect();
    }
    if let Some(value) = schema.get("const") {
        return vec![value.clone()];
    }
    kinds(schema)
        .iter()
        .flat_map(|kind| match kind.as_str() {
            "string" => vec![json!("z")],
            "integer" if schema["format"] == "uint8" => vec![json!(255)],
            "integer" => vec![json!(-1), json!(1_000_000)],
            "number" => vec![json!(0.5)],
            "array" => values(&schema["items"]).into_iter().map(|value| json!([value])).chain([json!([])]).collect(),
            "object" => {
                let members = properties(schema).expect("an object has some");
                let full = members
                    .iter()
                    .filter_map(|(name, schema)| Some((name.clone(), values(schema).into_iter().next()?)))
                    .collect();
                let needed = schema["required"].as_array().expect("a list");
                let least = Map::clone(&full).into_iter().filter(|(name, _)| needed.contains(&json!(name))).collect();
                vec![Value::Object(full), Value::Object(least)]
            }
            _ => vec![Value::Null],
        })
        .collect()
}

/// Whether a reader of that schema takes the value; it knows nothing of other members.
fn reads(schema: &Value, value: &Value) -> bool {
    if let Some(cases) = alternatives(schema) {
        return cases.iter().any(|case| reads(case, value));
    }
    if let Some(only) = schema.get("const") {
        return only == value;
    }
    let in_range = match (integer(schema), value.as_i64()) {
        (Some((least, most)), Some(number)) => (least..=most).contains(&i128::from(number)),
        _ => true,
    };
    takes(&kinds(schema), kind_of(value))
        && in_range
        && value.as_array().is_none_or(|all| all.iter().all(|value| reads(&schema["items"], value)))
        && value.as_object().is_none_or(|members| {
            let needed = schema["required"].as_array().expect("a list");
            needed.iter().all(|name| members.contains_key(name.as_str().expect("a name")))
                && properties(schema)
                    .expect("some")
                    .iter()
                    .all(|(name, schema)| members.get(name).is_none_or(|value| reads(schema, value)))
        })
}

proptest! {
    #[test]
    fn whatever_fits_is_read(writer in schema(3), reader in schema(3)) {
        let types = BTreeMap::new();
        let (one, other) = (Side { who: "one", types: &types }, Side { who: "other", types: &types });
        if fits("x", &one, &writer, &other, &reader).is_none() {
            for value in values(&writer) {
                prop_assert!(reads(&reader, &value), "{value} of {writer} by {reader}");
            }
        }
    }

    #[test]
    fn everything_fits_itself(schema in schema(3)) {
        let types = BTreeMap::new();
        let side = Side { who: "it", types: &types };
        prop_assert_eq!(fits("x", &side, &schema, &side, &schema), None);
    }
}
