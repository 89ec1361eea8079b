//! The decision of the Philippine nurse licensure examination (Republic Act 9173, section 15), on whole numbers only.
//!
//! An examinee passes with a general average of at least 75 % and no part below 60 %. With the average but a part below 60 % only
//! those parts are taken again, and each needs at least 75 % then.

use crate::item::Part;

/// Points in one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating {
    earned: u32,
    max: u32,
}

/// Points that are no rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{earned} of {max} points is no rating: there have to be 1 to 100,000, and no more earned than there are")]
pub struct RatingError {
    /// Points earned.
    pub earned: u32,
    /// Points to be earned.
    pub max: u32,
}

/// More points than any part has; the products below stay far within their type.
const MOST: u32 = 100_000;

impl Rating {
    /// `earned` points of `max`.
    ///
    /// # Errors
    /// That is no rating.
    pub fn new(earned: u32, max: u32) -> Result<Rating, RatingError> {
        if max == 0 || max > MOST || earned > max { Err(RatingError { earned, max }) } else { Ok(Rating { earned, max }) }
    }

    /// Whether the rating is at least so many percent.
    pub fn reaches(self, percent: u32) -> bool {
        u64::from(self.earned) * 100 >= u64::from(self.max) * u64::from(percent)
    }
}

/// What becomes of an examinee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Passed.
    Passed,
    /// The average is reached, but not 60 % in these parts: they are taken again.
    Conditioned(Vec<Part>),
    /// The average is not reached: all five parts are taken again.
    Failed,
}

/// Decides on the five parts, NP I to NP V. Each weighs the same, however many points it has.
pub fn decide(parts: [Rating; 5]) -> Outcome {
    if !average_reaches(parts, 75) {
        return Outcome::Failed;
    }
    let below: Vec<Part> =
        Part::ALL.into_iter().zip(parts).filter(|(_, rating)| !rating.reaches(60)).map(|(part, _)| part).collect();
    if below.is_empty() { Outcome::Passed } else { Outcome::Conditioned(below) }
}

/// Decides on the parts that a conditioned examinee took again.
pub fn decide_again(parts: &[(Part, Rating)]) -> Outcome {
    let below: Vec<Part> = parts.iter().filter(|(_, rating)| !rating.reaches(75)).map(|(part, _)| *part).collect();
    if below.is_empty() { Outcome::Passed } else { Outcome::Conditioned(below) }
}

/// Whether the mean of the ratings is at least so many percent: over the common denominator, so that nothing is rounded.
fn average_reaches(parts: [Rating; 5], percent: u32) -> bool {
    let all: u128 = parts.iter().map(|rating| u128::from(rating.max)).product();
    let sum: u128 = parts.iter().map(|rating| u128::from(rating.earned) * (all / u128::from(rating.max))).sum();
    sum * 100 >= u128::from(percent) * 5 * all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decided(points: [u32; 5]) -> Outcome {
        decide(points.map(|earned| Rating::new(earned, 100).expect("a rating")))
    }

    #[test]
    fn every_boundary() {
        for (points, outcome) in [
            ([75, 75, 75, 75, 75], Outcome::Passed),
            ([100, 60, 75, 70, 70], Outcome::Passed), // 375 of 500, the lowest part at 60
            ([100, 60, 75, 70, 69], Outcome::Failed), // 374 of 500
            ([74, 75, 75, 75, 75], Outcome::Failed),
            ([100, 59, 76, 70, 70], Outcome::Conditioned(vec![Part::Np2])), // 375, one part at 59
            ([100, 100, 59, 59, 57], Outcome::Conditioned(vec![Part::Np3, Part::Np4, Part::Np5])), // 375 again
            ([100, 100, 59, 59, 56], Outcome::Failed),
            ([59, 60, 60, 60, 60], Outcome::Failed),
            ([0, 100, 100, 100, 75], Outcome::Conditioned(vec![Part::Np1])),
            ([100, 100, 100, 100, 100], Outcome::Passed),
            ([0, 0, 0, 0, 0], Outcome::Failed),
        ] {
            assert_eq!(decided(points), outcome, "{points:?}");
        }
    }

    #[test]
    fn nothing_is_rounded() {
        // 74.99… % and 59.99… %.
        let rating = |earned, max| Rating::new(earned, max).expect("a rating");
        let just_below = [rating(74_999, 100_000), rating(3, 4), rating(3, 4), rating(3, 4), rating(3, 4)];
        assert_eq!(decide(just_below), Outcome::Failed);
        let part_below = [rating(59_999, 100_000), rating(1, 1), rating(1, 1), rating(1, 1), rating(1, 1)];
        assert_eq!(decide(part_below), Outcome::Conditioned(vec![Part::Np1]));
        let thirds = [rating(2, 3), rating(2, 3), rating(2, 3), rating(7, 8), rating(7, 8)];
        assert_eq!(decide(thirds), Outcome::Passed, "2/3 · 3 + 7/8 · 2 is exactly 3.75");
    }

    #[test]
    fn parts_taken_again_need_three_quarters() {
        let rating = |earned| Rating::new(earned, 100).expect("a rating");
        assert_eq!(decide_again(&[(Part::Np2, rating(75)), (Part::Np4, rating(80))]), Outcome::Passed);
        assert_eq!(decide_again(&[(Part::Np2, rating(74)), (Part::Np4, rating(80))]), Outcome::Conditioned(vec![Part::Np2]));
    }

    #[test]
    fn points_that_are_no_rating() {
        for (earned, max) in [(1, 0), (0, 0), (101, 100), (0, MOST + 1)] {
            assert!(Rating::new(earned, max).is_err());
        }
    }

    proptest! {
        #[test]
        fn a_point_more_never_makes_it_worse(points in proptest::array::uniform5(0u32..100), part in 0usize..5) {
            let rank = |outcome: &Outcome| match outcome {
                Outcome::Failed => 0,
                Outcome::Conditioned(parts) => 10 - parts.len(),
                Outcome::Passed => 20,
            };
            let mut more = points;
            more[part] += 1;
            prop_assert!(rank(&decided(more)) >= rank(&decided(points)));
        }

        #[test]
        fn with_a_hundred_points_a_part_it_is_the_sum(points in proptest::array::uniform5(0u32..=100)) {
            let passed = points.iter().sum::<u32>() >= 375 && points.iter().all(|part| *part >= 60);
            prop_assert_eq!(decided(points) == Outcome::Passed, passed);
        }
    }
}
