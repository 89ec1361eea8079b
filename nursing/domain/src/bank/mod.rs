//! The item bank: TOML files that people can read in a diff, and what can be wrong with all of them together.
//!
//! [`read()`] takes nothing that breaks the format; [`lint()`] looks at a bank that was read, and [`stats()`] counts it.

mod body;
mod case;
mod error;
mod file;
mod item;
mod key;
pub mod lint;
mod read;
pub mod reading;
pub mod stats;
mod text;

#[cfg(test)]
mod broken;

use std::collections::HashMap;

pub use self::{
    error::{BankError, Problem, Wrong},
    lint::{Finding, Rule, Severity, Subject, lint},
    read::{read, read_folder},
    stats::{Stats, stats},
};
use crate::{
    interaction::Interaction,
    item::{CaseStudy, Item},
    student::StudentItem,
};

/// Items and case studies. No id is there twice, and each case has its six items.
#[derive(Clone, Debug)]
pub struct Bank {
    items: Vec<Item>,
    cases: Vec<CaseStudy>,
    item_at: HashMap<String, usize>,
    case_at: HashMap<String, usize>,
}

impl Bank {
    /// A bank of items and cases, each with the name of the file that it is from.
    ///
    /// # Errors
    /// An id is there twice, an item names a case that isn't there, or a case doesn't have its six items.
    pub fn new(items: Vec<(String, Item)>, cases: Vec<(String, CaseStudy)>) -> Result<Bank, BankError> {
        let mut files: HashMap<&str, &str> = HashMap::new();
        let ids = items.iter().map(|(file, item)| (file, "item", item.id()));
        for (file, what, id) in ids.chain(cases.iter().map(|(file, case)| (file, "case", case.draft().id.as_str()))) {
            if let Some(first) = files.insert(id, file) {
                return Err(Problem::new("id", Wrong::Taken(first.to_owned())).within(file, what, id));
            }
        }
        let case_at: HashMap<String, usize> =
            cases.iter().enumerate().map(|(at, (_, case))| (case.draft().id.clone(), at)).collect();
        let mut steps: Vec<Vec<&Item>> = vec![Vec::new(); cases.len()];
        for (file, item) in &items {
            let Some(step) = &item.draft().case else { continue };
            let fault = |field: &str, wrong| Err(Problem::new(field, wrong).within(file, "item", item.id()));
            let Some(at) = case_at.get(&step.case) else { return fault("case", Wrong::NoCase(step.case.clone())) };
            if item.kind() == Interaction::BowTie {
                return fault("type", Wrong::InCase);
            }
            steps[*at].push(item);
        }
        for ((file, case), steps) in cases.iter().zip(&steps) {
            let id = &case.draft().id;
            case.check_items(steps).map_err(|_| Problem::new("step", Wrong::Steps(found(steps))).within(file, "case", id))?;
        }
        let items: Vec<Item> = items.into_iter().map(|(_, item)| item).collect();
        let cases = cases.into_iter().map(|(_, case)| case).collect();
        let item_at = items.iter().enumerate().map(|(at, item)| (item.id().to_owned(), at)).collect();
        Ok(Bank { items, cases, item_at, case_at })
    }

    /// All items, in the order of the files.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// All case studies, in the order of the files.
    pub fn cases(&self) -> &[CaseStudy] {
        &self.cases
    }

    /// The item of that id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.get(*self.item_at.get(id)?)
    }

    /// The case study of that id.
    pub fn case(&self, id: &str) -> Option<&CaseStudy> {
        self.cases.get(*self.case_at.get(id)?)
    }

    /// The items of a case study, by step; none where there is no such case.
    pub fn case_items(&self, id: &str) -> Vec<&Item> {
        let of_case = |item: &&Item| item.draft().case.as_ref().is_some_and(|step| step.case == id);
        let mut items: Vec<&Item> = self.items.iter().filter(of_case).collect();
        items.sort_by_key(|item| item.draft().case.as_ref().map(|step| step.step));
        items
    }

    /// An item as a student sees it, beside the tabs of its case study.
    pub fn student(&self, item: &Item) -> StudentItem {
        let case = item.draft().case.as_ref().and_then(|step| self.case(&step.case));
        case.map_or_else(|| item.student(), |case| case.student(item))
    }
}

/// The steps that a case has, for people.
fn found(items: &[&Item]) -> String {
    let mut steps: Vec<u32> = items.iter().filter_map(|item| item.draft().case.as_ref()).map(|step| step.step).collect();
    steps.sort_unstable();
    if steps.is_empty() { "none".into() } else { steps.iter().map(u32::to_string).collect::<Vec<_>>().join(", ") }
}
