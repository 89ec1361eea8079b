//! The items that a test draws from.

use std::collections::HashMap;

use super::{Difficulty, PoolError};
use crate::item::{ClientNeed, Item};

/// What the test has to know of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolItem {
    id: String,
    difficulty: Difficulty,
    area: ClientNeed,
}

impl PoolItem {
    /// An item of so many thousandths of a logit, on that area.
    ///
    /// # Errors
    /// It has no id, or its difficulty is out of range.
    pub fn new(id: impl Into<String>, difficulty_milli: i32, area: ClientNeed) -> Result<PoolItem, PoolError> {
        let id = id.into();
        if id.trim().is_empty() {
            return Err(PoolError::NoId);
        }
        match Difficulty::new(difficulty_milli) {
            Ok(difficulty) => Ok(PoolItem { id, difficulty, area }),
            Err(error) => Err(PoolError::Difficulty { item: id, error }),
        }
    }

    /// The item's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How hard it is.
    pub const fn difficulty(&self) -> Difficulty {
        self.difficulty
    }

    /// What it is on.
    pub const fn area(&self) -> ClientNeed {
        self.area
    }
}

impl TryFrom<&Item> for PoolItem {
    type Error = PoolError;

    /// # Errors
    /// The item has no difficulty or no client need, or belongs to a case study.
    fn try_from(item: &Item) -> Result<PoolItem, PoolError> {
        if item.draft().case.is_some() {
            return Err(PoolError::InCase(item.id().to_owned()));
        }
        let difficulty = item.facts().difficulty_milli.ok_or_else(|| PoolError::NoDifficulty(item.id().to_owned()))?;
        let area = item.facts().client_need.ok_or_else(|| PoolError::NoArea(item.id().to_owned()))?;
        PoolItem::new(item.id(), difficulty, area)
    }
}

/// Items, by area and difficulty. The order in which they came makes no difference.
#[derive(Clone, Debug)]
pub struct Pool {
    items: Vec<PoolItem>,
    places: HashMap<String, usize>,
}

impl Pool {
    /// A pool of these items.
    ///
    /// # Errors
    /// There is none, or one is there twice.
    pub fn new(mut items: Vec<PoolItem>) -> Result<Pool, PoolError> {
        if items.is_empty() {
            return Err(PoolError::Empty);
        }
        items.sort_by(|one, other| (one.area, one.difficulty, &one.id).cmp(&(other.area, other.difficulty, &other.id)));
        let mut places = HashMap::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            if places.insert(item.id.clone(), place).is_some() {
                return Err(PoolError::Twice(item.id.clone()));
            }
        }
        Ok(Pool { items, places })
    }

    /// All items, by area and difficulty.
    pub fn items(&self) -> &[PoolItem] {
        &self.items
    }

    /// The item of that id.
    pub fn item(&self, id: &str) -> Option<&PoolItem> {
        self.items.get(*self.places.get(id)?)
    }

    /// The items on that area, from the easiest to the hardest.
    pub fn on(&self, area: ClientNeed) -> &[PoolItem] {
        let from = self.items.partition_point(|item| item.area < area);
        let to = self.items.partition_point(|item| item.area <= area);
        self.items.get(from..to).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, milli: i32, area: ClientNeed) -> PoolItem {
        PoolItem::new(id, milli, area).expect("an item")
    }

    #[test]
    fn items_are_found_by_id_and_area() {
        use ClientNeed::{BasicCareAndComfort, ManagementOfCare, PsychosocialIntegrity};
        let items = vec![
            item("c", 300, BasicCareAndComfort),
            item("b", -200, ManagementOfCare),
            item("a", 100, BasicCareAndComfort),
            item("d", 100, BasicCareAndComfort),
        ];
        let pool = Pool::new(items).expect("a pool");
        assert_eq!(pool.item("b").map(PoolItem::area), Some(ManagementOfCare));
        assert_eq!(pool.item("e"), None);
        assert_eq!(pool.on(BasicCareAndComfort).iter().map(PoolItem::id).collect::<Vec<_>>(), ["a", "d", "c"]);
        assert!(pool.on(PsychosocialIntegrity).is_empty());
    }

    #[test]
    fn what_is_no_pool() {
        let area = ClientNeed::ManagementOfCare;
        assert_eq!(Pool::new(Vec::new()).err(), Some(PoolError::Empty));
        let twice = vec![item("a", 0, area), item("b", 0, area), item("a", 5, ClientNeed::BasicCareAndComfort)];
        assert_eq!(Pool::new(twice).err(), Some(PoolError::Twice("a".into())));
        assert_eq!(PoolItem::new(" ", 0, area), Err(PoolError::NoId));
        let error = PoolItem::new("a", 5_001, area).expect_err("too hard");
        assert_eq!(error.to_string(), "item `a`: a difficulty of 5001 thousandths of a logit is out of range: -5000 to 5000");
    }

    #[test]
    fn items_of_the_bank() {
        let draft = |facts: serde_json::Value| -> Item {
            let mut all = serde_json::json!({
                "topic": "Epidemiology", "language": "en", "licence": "MIT", "source": "original",
                "review": "not-yet-reviewed-by-a-nurse-educator",
            });
            all.as_object_mut().expect("an object").extend(facts.as_object().expect("an object").clone());
            let number = serde_json::json!({
                "numeric": { "value": "31", "tolerance": "0", "decimals": 0, "unit": "mL" }
            });
            let draft = serde_json::json!({
                "format": 1, "id": "np1-epidemiology-001", "version": 1, "stem": "How many?", "body": number, "facts": all,
            });
            serde_json::from_value(draft).expect("an item")
        };
        let facts = serde_json::json!({ "difficulty_milli": -250, "client_need": "management-of-care" });
        let item = PoolItem::try_from(&draft(facts)).expect("an item");
        assert_eq!((item.id(), item.difficulty().milli()), ("np1-epidemiology-001", -250));
        let id = || "np1-epidemiology-001".to_owned();
        let none = draft(serde_json::json!({ "client_need": "management-of-care" }));
        assert_eq!(PoolItem::try_from(&none), Err(PoolError::NoDifficulty(id())));
        let none = draft(serde_json::json!({ "difficulty_milli": 0 }));
        assert_eq!(PoolItem::try_from(&none), Err(PoolError::NoArea(id())));
    }
}
