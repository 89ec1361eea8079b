//! The Rasch model (Rasch 1960): an answer is right with the probability 1 / (1 + exp(difficulty − ability)), both in logits.
//!
//! Difficulties are whole thousandths and abilities are bounded, so that no result is infinite or not a number.

use super::RangeError;

/// How hard an item is, in thousandths of a logit, -5,000 to 5,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difficulty(i32);

impl Difficulty {
    /// The hardest, in thousandths of a logit; the easiest is as far below 0.
    pub const MOST: i32 = 5_000;

    /// So many thousandths of a logit.
    ///
    /// # Errors
    /// They are more than [`Difficulty::MOST`] away from 0.
    pub fn new(milli: i32) -> Result<Difficulty, RangeError> {
        if (-Difficulty::MOST..=Difficulty::MOST).contains(&milli) {
            Ok(Difficulty(milli))
        } else {
            Err(RangeError::Difficulty(milli))
        }
    }

    /// In thousandths of a logit.
    pub const fn milli(self) -> i32 {
        self.0
    }

    /// In logits.
    pub fn logits(self) -> f64 {
        f64::from(self.0) / 1_000.0
    }
}

/// What a student can do, in logits, on the scale of the difficulties. A finite number.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Ability(f64);

impl Ability {
    /// No ability is farther from 0, in logits. Even 2⁶⁴ answers, all but one right, to the hardest items show less.
    pub const MOST: f64 = 50.0;

    /// So many logits.
    ///
    /// # Errors
    /// They are no number, or more than [`Ability::MOST`] away from 0.
    pub fn new(logits: f64) -> Result<Ability, RangeError> {
        // Not a number is in no range.
        if (-Ability::MOST..=Ability::MOST).contains(&logits) { Ok(Ability(logits)) } else { Err(RangeError::Ability) }
    }

    /// A computed number of which it is known that it is one, and where it lies.
    pub(super) fn computed(logits: f64) -> Ability {
        debug_assert!(Ability::new(logits).is_ok(), "{logits} is no ability");
        Ability(logits)
    }

    /// In logits.
    pub const fn logits(self) -> f64 {
        self.0
    }

    /// In thousandths of a logit, rounded.
    pub fn milli(self) -> i32 {
        (self.0 * 1_000.0).round() as i32
    }
}

/// An ability, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub(super) ability: Ability,
    pub(super) error: f64,
}

impl Estimate {
    /// The ability.
    pub const fn ability(self) -> Ability {
        self.ability
    }

    /// The standard error in logits. A finite number, 0 or more.
    pub const fn error(self) -> f64 {
        self.error
    }

    /// The standard error in thousandths of a logit, rounded.
    pub fn error_milli(self) -> u32 {
        (self.error * 1_000.0).round() as u32
    }
}

/// An answer, and to how hard an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scored {
    /// How hard the item is.
    pub difficulty: Difficulty,
    /// Whether the answer has all points.
    pub right: bool,
}

/// The probability of a right answer: more than 0, less than 1.
pub fn probability(ability: Ability, difficulty: Difficulty) -> f64 {
    // Within ±55, of which the exponential is neither 0 nor infinite. Above 37 the sum rounds to 1.
    let odds_against = (difficulty.logits() - ability.0).exp();
    (1.0 / (1.0 + odds_against)).min(1.0 - f64::EPSILON)
}

/// Fisher's information of an item about an ability: the variance of its answer, 0.25 at most, where the difficulty is the ability.
pub fn information(ability: Ability, difficulty: Difficulty) -> f64 {
    let right = probability(ability, difficulty);
    right * (1.0 - right)
}

/// Fisher's information of a whole test: the sum of its items'. A maximum-likelihood estimate's standard error is 1 / √ of it.
pub fn test_information(ability: Ability, difficulties: impl IntoIterator<Item = Difficulty>) -> f64 {
    difficulties.into_iter().map(|difficulty| information(ability, difficulty)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ability(logits: f64) -> Ability {
        Ability::new(logits).expect("an ability")
    }

    fn difficulty(milli: i32) -> Difficulty {
        Difficulty::new(milli).expect("a difficulty")
    }

    #[test]
    fn known_values() {
        assert!((probability(ability(0.0), difficulty(0)) - 0.5).abs() < 1e-15);
        assert!((information(ability(1.5), difficulty(1_500)) - 0.25).abs() < 1e-15);
        // 1 / (1 + e⁻¹) and its product with 1 / (1 + e).
        assert!((probability(ability(1.0), difficulty(0)) - 0.731_058_578_630_004_9).abs() < 1e-15);
        assert!((information(ability(1.0), difficulty(0)) - 0.196_611_933_241_481_85).abs() < 1e-15);
        let test = [-1_000, 0, 1_000].map(difficulty);
        assert!((test_information(ability(0.0), test) - (0.25 + 2.0 * 0.196_611_933_241_481_85)).abs() < 1e-15);
    }

    #[test]
    fn what_is_out_of_range() {
        assert_eq!(Difficulty::new(5_001), Err(RangeError::Difficulty(5_001)));
        assert_eq!(Difficulty::new(i32::MIN), Err(RangeError::Difficulty(i32::MIN)));
        for logits in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 50.1, -50.1] {
            assert_eq!(Ability::new(logits), Err(RangeError::Ability));
        }
    }

    proptest! {
        #[test]
        fn probabilities_and_information_are_proper(logits in -50.0f64..=50.0, milli in -5_000i32..=5_000) {
            let right = probability(ability(logits), difficulty(milli));
            prop_assert!(right > 0.0 && right < 1.0, "{right}");
            let information = information(ability(logits), difficulty(milli));
            prop_assert!(information > 0.0 && information <= 0.25, "{information}");
        }

        #[test]
        fn the_nearest_item_tells_most(logits in -6.0f64..6.0, one in -5_000i32..=5_000, other in -5_000i32..=5_000) {
            let distance = |milli| (difficulty(milli).logits() - logits).abs();
            prop_assume!(distance(one) + 1e-6 < distance(other));
            prop_assert!(information(ability(logits), difficulty(one)) > information(ability(logits), difficulty(other)));
        }
    }
}
