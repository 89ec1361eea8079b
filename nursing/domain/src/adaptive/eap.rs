//! The ability that answers show, as the mean of its posterior distribution (EAP: Bock & Mislevy 1982).
//!
//! It exists for any answers, even none, unlike the one of maximum likelihood. The price is that it is drawn towards the prior's mean.

use serde::{Deserialize, Serialize};

use super::{Ability, Estimate, Scored, SettingsError};

/// What is believed of a student's ability before the first answer: a normal distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prior {
    /// In thousandths of a logit, -3,000 to 3,000.
    pub mean_milli: i32,
    /// In thousandths of a logit, 100 to 2,000.
    pub deviation_milli: u32,
}

/// Abilities at which the posterior is computed: -10 to 10 by tenths of a logit. The sum over evenly spaced points is exact to more
/// than six digits as long as the posterior's standard deviation is a tenth or more (150 answers leave 0.16) and six of them fit
/// between its mean and the ends. What a wide prior has beyond the ends is left out.
const POINTS: usize = 201;

/// So many factors of 1 + exp(15) at most are multiplied before a logarithm is taken: exp(480) is far from the largest number.
const FACTORS: usize = 32;

/// Estimates abilities with one prior.
#[derive(Clone, Debug)]
pub struct Eap {
    points: Vec<Point>,
}

#[derive(Clone, Copy, Debug)]
struct Point {
    ability: f64,
    exp: f64,
    log_prior: f64,
}

impl Eap {
    /// With that prior.
    ///
    /// # Errors
    /// It is out of range.
    pub fn new(prior: Prior) -> Result<Eap, SettingsError> {
        let Prior { mean_milli, deviation_milli } = prior;
        if !(-3_000..=3_000).contains(&mean_milli) || !(100..=2_000).contains(&deviation_milli) {
            return Err(SettingsError::Prior { mean: mean_milli, deviation: deviation_milli });
        }
        let (mean, deviation) = (f64::from(mean_milli) / 1_000.0, f64::from(deviation_milli) / 1_000.0);
        let point = |at: usize| {
            let ability = at as f64 / 10.0 - 10.0;
            let z = (ability - mean) / deviation;
            Point { ability, exp: ability.exp(), log_prior: -z * z / 2.0 }
        };
        Ok(Eap { points: (0..POINTS).map(point).collect() })
    }

    /// The posterior's mean, and as its error the posterior's standard deviation.
    pub fn estimate(&self, answers: &[Scored]) -> Estimate {
        // With r right answers the log-likelihood is r·ability − Σ ln(1 + exp(ability − difficulty)), but for a constant.
        let right = answers.iter().filter(|answer| answer.right).count() as f64;
        let mut logs: Vec<f64> = self.points.iter().map(|point| point.log_prior + right * point.ability).collect();
        for answers in answers.chunks(FACTORS) {
            let mut products = [1.0; POINTS];
            for answer in answers {
                let ease = (-answer.difficulty.logits()).exp();
                for (product, point) in products.iter_mut().zip(&self.points) {
                    *product *= 1.0 + point.exp * ease;
                }
            }
            for (log, product) in logs.iter_mut().zip(products) {
                *log -= product.ln();
            }
        }
        // With the largest taken off, one weight is 1, and none is more: their sum is neither 0 nor infinite.
        let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = logs.iter().map(|log| (log - largest).exp()).collect();
        let sum_of = |term: &dyn Fn(f64) -> f64| -> f64 {
            self.points.iter().zip(&weights).map(|(point, weight)| weight * term(point.ability)).sum()
        };
        let all: f64 = weights.iter().sum();
        let mean = sum_of(&|ability| ability) / all;
        let variance = sum_of(&|ability| (ability - mean).powi(2)) / all;
        Estimate { ability: Ability::computed(mean), error: variance.sqrt() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::adaptive::Difficulty;

    fn eap(mean_milli: i32, deviation_milli: u32) -> Eap {
        Eap::new(Prior { mean_milli, deviation_milli }).expect("a prior")
    }

    fn scored(answers: &[(i32, bool)]) -> Vec<Scored> {
        answers
            .iter()
            .map(|(milli, right)| Scored { difficulty: Difficulty::new(*milli).expect("a difficulty"), right: *right })
            .collect()
    }

    #[test]
    fn without_answers_it_is_the_prior() {
        for (mean, deviation) in [(0, 1_000), (-1_500, 500), (3_000, 100), (0, 2_000)] {
            let estimate = eap(mean, deviation).estimate(&[]);
            assert!((estimate.ability().logits() - f64::from(mean) / 1_000.0).abs() < 1e-6);
            assert!((estimate.error() - f64::from(deviation) / 1_000.0).abs() < 1e-4);
        }
    }

    #[test]
    fn values_of_another_tool() {
        // SciPy 1.17, with arrays b and u of difficulties and answers, m and s of the prior, and c the largest exponent:
        //   f = lambda t: exp(norm.logpdf(t, m, s) + sum(where(u, log(expit(t - b)), log(expit(b - t)))) - c)
        //   I = lambda g: sum(quad(g, a, a + 1, epsabs=1e-14, epsrel=1e-12, limit=1000)[0] for a in range(-16, 16))
        //   z = I(f); e = I(lambda t: t * f(t)) / z; d = sqrt(I(lambda t: (t - e)**2 * f(t)) / z)
        let mixed = [-2_000, -1_500, -500, 0, 250, 800, 1_200, 2_500];
        let mixed: Vec<(i32, bool)> = mixed.into_iter().zip([true, true, true, false, true, false, true, false]).collect();
        let long = |count, tenths| -> Vec<(i32, bool)> {
            (0..count).map(|at| (at * 137 % 4_001 - 2_000, at * 7 % 10 < tenths)).collect()
        };
        let all_wrong = [300, -700, 1_100, 50, -1_250, 400].map(|milli| (milli, false));
        for (mean, deviation, answers, ability, error) in [
            (0, 1_000, vec![(0, true)], 0.413_241_928_283_814, 0.910_621_276_222_05),
            (0, 1_000, vec![(-1_000, true), (0, true), (1_000, false)], 0.315_434_771_611_802, 0.795_629_811_239_249),
            (0, 1_000, mixed, 0.469_724_540_014_871, 0.650_311_698_109_418),
            (0, 1_000, vec![(5_000, true), (4_000, true), (-5_000, true)], 1.814_840_148_833_656, 0.931_986_571_651_214),
            (-500, 1_500, all_wrong.to_vec(), -2.350_518_755_357_573, 1.003_259_345_021_323),
            (0, 1_000, long(100, 6), 0.359_546_134_042_667, 0.228_469_559_243_470),
            (1_000, 2_000, long(150, 3), -1.125_392_850_728_565, 0.199_342_759_632_335),
        ] {
            let estimate = eap(mean, deviation).estimate(&scored(&answers));
            assert!((estimate.ability().logits() - ability).abs() < 1e-7, "{estimate:?} for {ability}");
            assert!((estimate.error() - error).abs() < 1e-7, "{estimate:?} for {error}");
        }
    }

    #[test]
    fn a_prior_out_of_range() {
        for (mean_milli, deviation_milli) in [(3_001, 1_000), (-3_001, 1_000), (0, 99), (0, 2_001), (i32::MIN, u32::MAX)] {
            assert!(Eap::new(Prior { mean_milli, deviation_milli }).is_err());
        }
    }

    proptest! {
        #[test]
        fn finite_and_surer_than_the_prior(
            answers in proptest::collection::vec((-5_000i32..=5_000, any::<bool>()), 0..400),
            mean in -3_000i32..=3_000,
            deviation in 100u32..=2_000,
        ) {
            let estimate = eap(mean, deviation).estimate(&scored(&answers));
            prop_assert!(estimate.ability().logits().abs() <= 10.0);
            // A log-concave likelihood never makes a normal prior wider (Brascamp & Lieb 1976).
            prop_assert!(estimate.error() > 0.0 && estimate.error() <= f64::from(deviation) / 1_000.0 + 1e-6);
        }

        #[test]
        fn a_right_answer_instead_of_a_wrong_one_raises_it(
            mut answers in proptest::collection::vec((-5_000i32..=5_000, any::<bool>()), 1..150),
            at in any::<proptest::sample::Index>(),
        ) {
            let at = at.index(answers.len());
            answers[at].1 = false;
            let before = eap(0, 1_000).estimate(&scored(&answers));
            answers[at].1 = true;
            let after = eap(0, 1_000).estimate(&scored(&answers));
            prop_assert!(after.ability() > before.ability());
        }

        #[test]
        fn a_harder_item_with_the_same_answer_raises_it(
            mut answers in proptest::collection::vec((-5_000i32..=4_900, any::<bool>()), 1..150),
            at in any::<proptest::sample::Index>(),
        ) {
            let at = at.index(answers.len());
            let before = eap(0, 1_000).estimate(&scored(&answers));
            answers[at].0 += 100;
            let after = eap(0, 1_000).estimate(&scored(&answers));
            prop_assert!(after.ability() >= before.ability());
        }

        #[test]
        fn items_at_the_ability_make_it_surer(count in 1usize..200) {
            // Right and wrong in turn to items at 0: the estimate stays there, and each pair tells more.
            let answers: Vec<(i32, bool)> = (0..2 * count).map(|at| (0, at % 2 == 0)).collect();
            let fewer = eap(0, 1_000).estimate(&scored(&answers[2..]));
            let all = eap(0, 1_000).estimate(&scored(&answers));
            prop_assert!(all.error() < fewer.error());
            prop_assert!(all.ability().logits().abs() < 1e-9);
        }
    }
}
