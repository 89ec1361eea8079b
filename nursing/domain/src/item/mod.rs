//! Items with keys and rationales.
//!
//! An [`Item`] is a [`Draft`] that was checked: there is no other way to make one, so that whoever holds an item need not ask
//! whether its key names an option.

mod body;
mod case;
mod check;
mod error;
mod facts;
mod view;

use serde::{Deserialize, Serialize};

#[cfg(any(feature = "bank", feature = "import"))]
pub(crate) use self::check::{letter, marks};
pub use self::{
    body::{Axis, Body, Choice, Group, Groups, Number, Ordered, Pick},
    case::{CaseDraft, CaseStudy, CaseTab},
    error::{Fault, ItemError},
    facts::{Bloom, CaseStep, ClientNeed, Facts, Part, Review, STEPS},
};
use crate::{interaction::Interaction, rich::RichText};

/// The serialised form that this crate writes.
pub const FORMAT: u32 = 1;

/// An item as it was written, right or wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// [`FORMAT`].
    pub format: u32,
    /// Lower-case letters, digits and hyphens, 80 at most.
    pub id: String,
    /// Counts the item's revisions, from 1.
    pub version: u32,
    /// What is asked.
    pub stem: RichText,
    /// What is to be done, and the key.
    pub body: Body,
    /// Everything about the item that isn't shown while it is answered.
    pub facts: Facts,
    /// Its place in a case study.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseStep>,
}

/// A sound item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Draft", into = "Draft")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "Draft"))]
pub struct Item(Draft);

impl Item {
    /// Checks a draft.
    ///
    /// # Errors
    /// The first fault, with the field that has it.
    pub fn new(draft: Draft) -> Result<Item, ItemError> {
        check::check(&draft)?;
        Ok(Item(draft))
    }

    /// What it holds.
    pub fn draft(&self) -> &Draft {
        &self.0
    }

    /// `np1-epidemiology-001`.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// What is asked.
    pub fn stem(&self) -> &RichText {
        &self.0.stem
    }

    /// What is to be done, and the key.
    pub fn body(&self) -> &Body {
        &self.0.body
    }

    /// Topic, difficulty and the like.
    pub fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// What a student does.
    pub fn kind(&self) -> Interaction {
        self.0.body.kind()
    }
}

impl TryFrom<Draft> for Item {
    type Error = ItemError;

    fn try_from(draft: Draft) -> Result<Item, ItemError> {
        Item::new(draft)
    }
}

impl From<Item> for Draft {
    fn from(item: Item) -> Draft {
        item.0
    }
}
