//! The upper and the lower group of students.

use super::{AnalysisError, Table};

/// Where a student stands by the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// Among the best 27 %.
    Upper,
    /// Between the two.
    Middle,
    /// Among the last 27 %.
    Lower,
}

/// The upper and lower 27 % by total, which Kelley (1939) found to tell most about an item.
///
/// A student with the same total as the last one in a group belongs to the group as well: who comes first in the table must not
/// matter. The groups may then be larger than 27 %.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bands {
    of: Vec<Band>,
    upper: usize,
    lower: usize,
}

impl Bands {
    /// Divides the students of a table.
    ///
    /// # Errors
    /// So many students have the same total that somebody would be in both groups.
    pub fn new(table: &Table) -> Result<Bands, AnalysisError> {
        let mut sorted = table.totals().to_vec();
        sorted.sort_unstable();
        // 27 %, rounded half up, and one student at least.
        let size = ((sorted.len() * 27 + 50) / 100).max(1);
        let lower = sorted.get(size - 1);
        let upper = sorted.len().checked_sub(size).and_then(|at| sorted.get(at));
        let (Some(lower), Some(upper)) = (lower, upper) else { return Err(AnalysisError::NoBands) };
        if lower >= upper {
            return Err(AnalysisError::NoBands);
        }
        let band = |total: &u64| match total {
            total if total >= upper => Band::Upper,
            total if total <= lower => Band::Lower,
            _ => Band::Middle,
        };
        let of: Vec<Band> = table.totals().iter().map(band).collect();
        let size = |wanted| of.iter().filter(|band| **band == wanted).count();
        let (upper, lower) = (size(Band::Upper), size(Band::Lower));
        Ok(Bands { of, upper, lower })
    }

    /// The band of each student, in the table's order.
    pub fn of(&self) -> &[Band] {
        &self.of
    }

    /// Students in the upper group; one at least.
    pub fn upper(&self) -> usize {
        self.upper
    }

    /// Students in the lower group; one at least.
    pub fn lower(&self) -> usize {
        self.lower
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(totals: &[u32]) -> Result<Bands, AnalysisError> {
        Bands::new(&Table::new(vec![100], totals.iter().map(|total| vec![*total]).collect()).expect("a table"))
    }

    #[test]
    fn of_eleven_students_three_are_in_each_group() {
        let bands = bands(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]).expect("bands");
        assert_eq!((bands.upper(), bands.lower()), (3, 3));
        assert_eq!(bands.of()[2..4], [Band::Lower, Band::Middle]);
        assert_eq!(bands.of()[7..9], [Band::Middle, Band::Upper]);
    }

    #[test]
    fn those_with_the_same_total_are_together() {
        let bands = bands(&[5, 1, 9, 1, 5, 9, 9, 1]).expect("bands");
        assert_eq!((bands.upper(), bands.lower()), (3, 3));
        assert_eq!(bands.of()[0], Band::Middle);
    }

    #[test]
    fn two_students_are_two_groups_unless_they_are_equal() {
        assert_eq!(bands(&[3, 8]).expect("bands").of(), [Band::Lower, Band::Upper]);
        assert_eq!(bands(&[3, 3]), Err(AnalysisError::NoBands));
        assert_eq!(bands(&[3, 3, 3, 3, 3, 3, 3, 9]), Err(AnalysisError::NoBands));
    }
}
