//! The bank's files as they are written.

use serde::Deserialize;

use crate::{
    interaction::Interaction,
    item::{Bloom, ClientNeed},
};

/// A whole file. Its records are read one by one, so that an error can name the record.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub part: String,
    pub topic: String,
    pub review: toml::Value,
    #[serde(default)]
    pub items: Vec<toml::Value>,
    #[serde(default)]
    pub cases: Vec<toml::Value>,
}

/// `review = { by = "…", on = "2026-11-24" }`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reviewed {
    pub by: String,
    pub on: String,
}

/// An item of any type. Which of the optional fields go with its type is checked when its body is made.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemRecord {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: Option<Interaction>,
    pub stem: String,
    pub bloom: Bloom,
    pub difficulty: f64,
    pub client_need: Option<ClientNeed>,
    pub reference: String,
    pub case: Option<String>,
    pub step: Option<u32>,
    pub key: Option<String>,
    pub keys: Option<Vec<String>>,
    pub text: Option<String>,
    pub options: Option<Vec<OptionRecord>>,
    pub groups: Option<Vec<GroupRecord>>,
    pub columns: Option<Vec<String>>,
    pub rows: Option<Vec<RowRecord>>,
    pub answer: Option<String>,
    pub tolerance: Option<String>,
    pub decimals: Option<u32>,
    pub unit: Option<String>,
    pub rationale: Option<String>,
}

impl ItemRecord {
    /// The fields that are still there, of those that depend on the type.
    pub fn left(&self) -> Option<&'static str> {
        [
            ("key", self.key.is_some()),
            ("keys", self.keys.is_some()),
            ("text", self.text.is_some()),
            ("options", self.options.is_some()),
            ("groups", self.groups.is_some()),
            ("columns", self.columns.is_some()),
            ("rows", self.rows.is_some()),
            ("answer", self.answer.is_some()),
            ("tolerance", self.tolerance.is_some()),
            ("decimals", self.decimals.is_some()),
            ("unit", self.unit.is_some()),
            ("rationale", self.rationale.is_some()),
        ]
        .into_iter()
        .find_map(|(field, there)| there.then_some(field))
    }
}

/// An option; of a highlight item only the rationale, as its words are in the passage.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionRecord {
    pub text: Option<String>,
    pub rationale: String,
}

/// The options of a gap or of a side of a bow-tie.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupRecord {
    pub id: Option<String>,
    pub key: String,
    pub options: Vec<OptionRecord>,
}

/// A row of a matrix.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowRecord {
    pub text: String,
    pub key: String,
    pub rationale: String,
}

/// A case study.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseRecord {
    pub id: String,
    pub title: String,
    pub tabs: Vec<TabRecord>,
}

/// A page of its chart.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TabRecord {
    pub title: String,
    #[serde(default = "first")]
    pub from: u32,
    pub content: String,
}

fn first() -> u32 {
    1
}
