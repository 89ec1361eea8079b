//! Scores of students in items.

use super::AnalysisError;

/// The points of each student in each item. Everybody answered the same items; what was left blank counts as no points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    max: Vec<u32>,
    scores: Vec<Vec<u32>>,
    totals: Vec<u64>,
}

/// With one student nothing varies.
const LEAST_STUDENTS: usize = 2;

impl Table {
    /// `max` has the points to be earned in each item, `scores` a row for each student.
    ///
    /// # Errors
    /// There are fewer than two students or no items, rows of different lengths, or points that can't be.
    pub fn new(max: Vec<u32>, scores: Vec<Vec<u32>>) -> Result<Table, AnalysisError> {
        if scores.len() < LEAST_STUDENTS {
            return Err(AnalysisError::Students { found: scores.len(), least: LEAST_STUDENTS });
        }
        if max.is_empty() {
            return Err(AnalysisError::Items { found: 0, least: 1 });
        }
        if let Some(item) = max.iter().position(|max| *max == 0) {
            return Err(AnalysisError::Worthless { item });
        }
        for (student, row) in scores.iter().enumerate() {
            if row.len() != max.len() {
                return Err(AnalysisError::Ragged { student, found: row.len(), items: max.len() });
            }
            for (item, (earned, max)) in row.iter().zip(&max).enumerate() {
                if earned > max {
                    return Err(AnalysisError::Points { student, item, earned: *earned, max: *max });
                }
            }
        }
        let totals = scores.iter().map(|row| row.iter().copied().map(u64::from).sum()).collect();
        Ok(Table { max, scores, totals })
    }

    /// How many students there are; two at least.
    pub fn students(&self) -> usize {
        self.scores.len()
    }

    /// How many items there are; one at least.
    pub fn items(&self) -> usize {
        self.max.len()
    }

    /// Each student's points in all items.
    pub fn totals(&self) -> &[u64] {
        &self.totals
    }

    /// Points to be earned in each item.
    pub(super) fn max(&self) -> &[u32] {
        &self.max
    }

    /// Whether every item is right or wrong, without partial points.
    pub(super) fn is_dichotomous(&self) -> bool {
        self.max.iter().all(|max| *max == 1)
    }

    /// Points of all students in one item.
    pub(super) fn column(&self, item: usize) -> impl Iterator<Item = u32> + '_ {
        self.scores.iter().filter_map(move |row| row.get(item).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_an_error() {
        let new = |max: &[u32], rows: &[&[u32]]| Table::new(max.to_vec(), rows.iter().map(|row| row.to_vec()).collect());
        assert_eq!(new(&[1], &[&[1]]), Err(AnalysisError::Students { found: 1, least: 2 }));
        assert_eq!(new(&[], &[&[], &[]]), Err(AnalysisError::Items { found: 0, least: 1 }));
        assert_eq!(new(&[1, 0], &[&[1, 0], &[0, 0]]), Err(AnalysisError::Worthless { item: 1 }));
        assert_eq!(new(&[1, 1], &[&[1, 0], &[0]]), Err(AnalysisError::Ragged { student: 1, found: 1, items: 2 }));
        assert_eq!(new(&[2], &[&[2], &[3]]), Err(AnalysisError::Points { student: 1, item: 0, earned: 3, max: 2 }));
    }

    #[test]
    fn totals_hold_the_largest_points() {
        let table = Table::new(vec![u32::MAX; 2], vec![vec![u32::MAX; 2], vec![0, 1]]).expect("a table");
        assert_eq!(table.totals(), [2 * u64::from(u32::MAX), 1]);
    }
}
