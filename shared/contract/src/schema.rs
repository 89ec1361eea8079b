//! The contract as JSON Schema: its source of truth for negotiation and review.

use mf_abi::call::Declared;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::{call, event, problem::Problem, props, slice::Slices, view};

/// The schema of every contract type by name, in the form that `contract.schema.json` pins.
pub fn current() -> String {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    // Each registers the type, and what it holds, as a definition under its Rust name.
    let events: Map<String, Value> =
        event::schemas(&mut generator).into_iter().map(|(name, schema)| (name.to_owned(), schema.to_value())).collect();
    call::schemas(&mut generator);
    generator.subschema_for::<Slices>();
    generator.subschema_for::<Problem>();
    view::schemas(&mut generator);
    generator.subschema_for::<props::AccessQuery>();
    generator.subschema_for::<props::AuthState>();
    let calls = call::DECLARED.iter().map(|call| {
        let Declared { name, method, path, body, answer, .. } = *call;
        (name.to_owned(), json!({ "method": method, "path": path, "body": body, "answer": answer }))
    });
    let views = view::DECLARED.iter().map(|view| (format!("{} {}", view.remote, view.expose), Value::from(view.props)));
    let mut document = Map::new();
    document.insert("contract".into(), Value::from(crate::VERSION));
    document.insert("views".into(), Value::Object(views.collect()));
    document.insert("calls".into(), Value::Object(calls.collect()));
    document.insert("events".into(), Value::Object(events));
    document.insert("types".into(), Value::Object(generator.take_definitions(true)));
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use mf_abi::schema::Document;

    /// A changed contract must be a decision: regenerate with `UPDATE_CONTRACT=1 cargo test -p contract --features schema`,
    /// and raise [`crate::VERSION`].
    #[test]
    fn the_pinned_schema_is_the_current_one() {
        let current = super::current();
        if std::env::var_os("UPDATE_CONTRACT").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/contract.schema.json"), &current).expect("writable");
            return;
        }
        assert_eq!(current, crate::SCHEMA, "the contract changed: see this test's comment");
    }

    /// A release of before goes on running, and so does a page that a phone has kept: whatever the API answers today, the types of then
    /// read, and whatever they write, it reads. `older/` holds every contract of this major version; add one when its version is raised.
    #[test]
    fn every_older_contract_is_kept() {
        let now = Document::read(crate::SCHEMA).expect("a document");
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("older");
        let mut versions = Vec::new();
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("readable");
            let then = Document::read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let known = |name: &String| then.types.contains_key(name);
            let bodies: BTreeSet<String> = now.calls.values().filter_map(|call| call.body.clone()).filter(known).collect();
            let mut reads: BTreeSet<String> = now.calls.values().filter_map(|call| call.answer.clone()).filter(known).collect();
            reads.extend(["Problem", "Slices", "NoProps", "LoginFormProps", "AccessQuery", "AuthState"].map(str::to_owned));
            let events = then.events.keys().cloned().collect();
            let read = then.used(reads, BTreeSet::new(), &events).expect("its own types");
            assert_eq!(now.refuses(&read), [""; 0], "what contract {} reads", then.contract);
            let written = now.used(bodies, BTreeSet::new(), &BTreeSet::new()).expect("our own types");
            assert_eq!(then.refuses(&written), [""; 0], "what contract {} writes", then.contract);
            versions.push(then.contract);
        }
        versions.sort();
        let minor: u32 = crate::VERSION.split('.').nth(1).and_then(|minor| minor.parse().ok()).expect("a version");
        let expected: Vec<String> = (0..minor).map(|minor| format!("1.{minor}.0")).collect();
        assert_eq!(versions, expected, "every older contract of this major version is there");
    }
}
