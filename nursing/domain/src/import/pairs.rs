//! Matching: each of several things has its partner in one list. That is a table in which each row has one column.

use std::collections::BTreeSet;

use super::Reason;
use crate::{
    interaction::Interaction,
    item::{Axis, Body, Choice, Group, Groups, Pick, letter},
    rich::RichText,
};

/// What is matched.
#[derive(Default)]
pub struct Pairs {
    /// Each with its partner. Several may have the same.
    pub pairs: Vec<(RichText, RichText)>,
    /// Partners of nothing.
    pub others: Vec<RichText>,
}

impl Pairs {
    /// The table. Its columns are in the order of the alphabet, as a file's order is its key.
    ///
    /// # Errors
    /// Something has no partner or no text.
    pub fn table(self, rationale: Option<RichText>) -> Result<Body, Reason> {
        if self.pairs.is_empty() {
            return Err(Reason::KeyMissing);
        }
        if let Some((label, _)) = self.pairs.iter().find(|(_, partner)| partner.is_blank()) {
            return Err(Reason::Key(format!("has no partner for `{}`", super::text::opening(&label.words()))));
        }
        let mut seen = BTreeSet::new();
        let all = self.pairs.iter().map(|(_, partner)| partner).chain(&self.others);
        let mut columns: Vec<RichText> = all.filter(|text| !text.is_blank() && seen.insert((*text).clone())).cloned().collect();
        columns.sort_by_cached_key(|text| text.words().to_lowercase());
        let mut groups: Vec<Group> = Vec::new();
        for (at, (label, partner)) in self.pairs.into_iter().enumerate() {
            let option = |(at, text): (usize, &RichText)| Choice {
                id: letter(at),
                text: text.clone(),
                right: *text == partner,
                rationale: None,
            };
            let options = columns.iter().enumerate().map(option).collect();
            groups.push(Group { id: (at + 1).to_string(), label: Some(label), pick: Pick::One, options, rationale: None });
        }
        if let Some(first) = groups.first_mut() {
            first.rationale = rationale;
        }
        Ok(Body::Groups(Groups { kind: Interaction::MatrixChoice, text: None, axis: Axis::default(), groups }))
    }
}
