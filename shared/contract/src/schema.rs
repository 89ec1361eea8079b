//! The contract as JSON Schema: its source of truth for negotiation and review.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::{event::Event, exam, problem::Problem, progress::Progress, props, sitting, slice::Slices, user};

/// The schema of every contract type by name, in the form that `contract.schema.json` pins.
pub fn current() -> String {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    // Each call registers the type, and what it holds, as a definition under its Rust name.
    generator.subschema_for::<Event>();
    generator.subschema_for::<Slices>();
    generator.subschema_for::<user::Session>();
    generator.subschema_for::<user::Credentials>();
    generator.subschema_for::<user::Registration>();
    generator.subschema_for::<exam::ExamList>();
    generator.subschema_for::<exam::Paper>();
    generator.subschema_for::<exam::Start>();
    generator.subschema_for::<exam::Answer>();
    generator.subschema_for::<exam::Saved>();
    generator.subschema_for::<exam::Submitted>();
    generator.subschema_for::<exam::Review>();
    generator.subschema_for::<sitting::Changes>();
    generator.subschema_for::<sitting::ChangesTaken>();
    generator.subschema_for::<sitting::Device>();
    generator.subschema_for::<sitting::HandIn>();
    generator.subschema_for::<sitting::AttemptState>();
    generator.subschema_for::<Progress>();
    generator.subschema_for::<Problem>();
    generator.subschema_for::<props::NoProps>();
    generator.subschema_for::<props::LoginFormProps>();
    generator.subschema_for::<props::AccessQuery>();
    generator.subschema_for::<props::AuthState>();
    let mut document = Map::new();
    document.insert("contract".into(), Value::from(super::VERSION));
    document.insert("types".into(), Value::Object(generator.take_definitions(true)));
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    /// A changed contract must be a decision: regenerate with `UPDATE_CONTRACT=1 cargo test -p shared --features schema`,
    /// and raise [`crate::contract::VERSION`].
    #[test]
    fn the_pinned_schema_is_the_current_one() {
        let current = super::current();
        if std::env::var_os("UPDATE_CONTRACT").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/contract/contract.schema.json"), &current)
                .expect("writable");
            return;
        }
        assert_eq!(current, crate::contract::SCHEMA, "the contract changed: see this test's comment");
    }
}
