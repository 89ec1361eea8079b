//! Case studies: a patient's chart that unfolds over six items.

use serde::{Deserialize, Serialize};

use super::{Fault, Item, ItemError, check};
use crate::{
    rich::RichText,
    student::{StudentCase, StudentItem, Tab},
};

/// A case study as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseDraft {
    /// Like an item's.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// The chart.
    pub tabs: Vec<CaseTab>,
}

/// A page of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseTab {
    /// `Nurses' notes`.
    pub title: String,
    /// The first of the six items beside which it is shown, from 1.
    pub from: u32,
    /// What it says.
    pub content: RichText,
}

/// A sound case study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CaseDraft", into = "CaseDraft")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "CaseDraft"))]
pub struct CaseStudy(CaseDraft);

impl CaseStudy {
    /// Checks a draft by itself.
    ///
    /// # Errors
    /// The first fault, with the field that has it.
    pub fn new(draft: CaseDraft) -> Result<CaseStudy, ItemError> {
        check::id("id", &draft.id)?;
        if draft.title.trim().is_empty() {
            return Err(ItemError { field: "title".into(), fault: Fault::Empty });
        }
        if !draft.tabs.iter().any(|tab| tab.from == 1) {
            return Err(ItemError { field: "tabs".into(), fault: Fault::Form("open at the first item, at least one of them") });
        }
        for (at, tab) in draft.tabs.iter().enumerate() {
            if tab.title.trim().is_empty() {
                return Err(ItemError { field: format!("tabs[{at}].title"), fault: Fault::Empty });
            }
            if !(1..=6).contains(&tab.from) {
                return Err(ItemError { field: format!("tabs[{at}].from"), fault: Fault::Form("1 to 6") });
            }
            check::filled(&format!("tabs[{at}].content"), &tab.content)?;
        }
        Ok(CaseStudy(draft))
    }

    /// What it holds.
    pub fn draft(&self) -> &CaseDraft {
        &self.0
    }

    /// Checks that these are its items: six, one a step.
    ///
    /// # Errors
    /// They aren't.
    pub fn check_items(&self, items: &[&Item]) -> Result<(), ItemError> {
        let mut steps: Vec<u32> = items
            .iter()
            .filter_map(|item| item.draft().case.as_ref())
            .filter(|step| step.case == self.0.id)
            .map(|step| step.step)
            .collect();
        steps.sort_unstable();
        if steps.len() != items.len() || steps != [1, 2, 3, 4, 5, 6] {
            return Err(ItemError {
                field: format!("case {}", self.0.id),
                fault: Fault::Form("of six items, one for each step"),
            });
        }
        Ok(())
    }

    /// An item of this case as a student sees it, beside the tabs that are open by then. An item of another case, or of none, is
    /// shown without a chart: this patient isn't its patient.
    pub fn student(&self, item: &Item) -> StudentItem {
        let step = item.draft().case.as_ref().filter(|step| step.case == self.0.id).map(|step| step.step);
        let case = step.map(|step| {
            let open = self.0.tabs.iter().filter(|tab| tab.from <= step);
            let tabs = open.map(|tab| Tab { title: tab.title.clone(), content: tab.content.clone() }).collect();
            StudentCase { id: self.0.id.clone(), title: self.0.title.clone(), step, tabs }
        });
        StudentItem { case, ..item.student() }
    }
}

impl TryFrom<CaseDraft> for CaseStudy {
    type Error = ItemError;

    fn try_from(draft: CaseDraft) -> Result<CaseStudy, ItemError> {
        CaseStudy::new(draft)
    }
}

impl From<CaseStudy> for CaseDraft {
    fn from(case: CaseStudy) -> CaseDraft {
        case.0
    }
}
