//! The ability under which the given answers are likeliest (Rasch 1960; Wright & Stone 1979).

use super::{Ability, Estimate, Scored, probability, test_information};

/// What maximum likelihood says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Likelihood {
    /// The ability, with the standard error 1 / √information.
    Found(Estimate),
    /// All answers are right: the higher the ability the likelier they are, without end.
    AllRight,
    /// All answers are wrong: the lower the ability the likelier they are, without end.
    AllWrong,
    /// No answer.
    NoAnswers,
}

/// Finds the ability at which as many right answers are expected as there are.
pub fn maximum_likelihood(answers: &[Scored]) -> Likelihood {
    let right = answers.iter().filter(|answer| answer.right).count();
    let wrong = answers.len() - right;
    let (Some(easiest), Some(hardest)) =
        (answers.iter().map(|answer| answer.difficulty).min(), answers.iter().map(|answer| answer.difficulty).max())
    else {
        return Likelihood::NoAnswers;
    };
    if wrong == 0 {
        return Likelihood::AllRight;
    }
    if right == 0 {
        return Likelihood::AllWrong;
    }
    // Were all items as hard as one, it would be that difficulty plus the log-odds; so it lies between those of the extremes.
    let log_odds = (right as f64 / wrong as f64).ln();
    let (mut low, mut high) = (easiest.logits() + log_odds, hardest.logits() + log_odds);
    // 10 logits halved so often are less than the smallest step of a number of this size.
    for _ in 0..60 {
        let middle = Ability::computed(f64::midpoint(low, high));
        let expected: f64 = answers.iter().map(|answer| probability(middle, answer.difficulty)).sum();
        if expected < right as f64 { low = middle.logits() } else { high = middle.logits() }
    }
    let ability = Ability::computed(f64::midpoint(low, high));
    // Positive: the ability is near the items' difficulties, where each tells something.
    let information = test_information(ability, answers.iter().map(|answer| answer.difficulty));
    Likelihood::Found(Estimate { ability, error: information.sqrt().recip() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::adaptive::Difficulty;

    fn found(answers: &[(i32, bool)]) -> Likelihood {
        let scored: Vec<Scored> = answers
            .iter()
            .map(|(milli, right)| Scored { difficulty: Difficulty::new(*milli).expect("a difficulty"), right: *right })
            .collect();
        maximum_likelihood(&scored)
    }

    fn estimate(answers: &[(i32, bool)]) -> Estimate {
        match found(answers) {
            Likelihood::Found(estimate) => estimate,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn values_of_another_tool() {
        // SciPy 1.17, with arrays b and u of difficulties and answers:
        //   t = brentq(lambda t: sum(u) - sum(expit(t - b)), -30, 30, xtol=1e-14)
        //   e = 1 / sqrt(sum(expit(t - b) * expit(b - t)))
        let mixed = [-2_000, -1_500, -500, 0, 250, 800, 1_200, 2_500];
        let mixed: Vec<(i32, bool)> = mixed.into_iter().zip([true, true, true, false, true, false, true, false]).collect();
        let long = |count, tenths| -> Vec<(i32, bool)> {
            (0..count).map(|at| (at * 137 % 4_001 - 2_000, at * 7 % 10 < tenths)).collect()
        };
        for (answers, ability, error) in [
            (vec![(-1_000, true), (0, true), (1_000, false)], 0.802_934_381_116_039, 1.309_981_582_733_652),
            (mixed, 0.787_420_442_012_317, 0.852_909_765_317_634),
            (long(100, 6), 0.376_035_171_540_548, 0.234_312_790_453_401),
            (long(150, 3), -1.141_990_613_238_495, 0.200_250_459_363_476),
        ] {
            let found = estimate(&answers);
            assert!((found.ability().logits() - ability).abs() < 1e-12, "{found:?} for {ability}");
            assert!((found.error() - error).abs() < 1e-12, "{found:?} for {error}");
        }
    }

    #[test]
    fn where_it_does_not_exist() {
        assert_eq!(found(&[]), Likelihood::NoAnswers);
        assert_eq!(found(&[(0, true)]), Likelihood::AllRight);
        assert_eq!(found(&[(0, true), (5_000, true)]), Likelihood::AllRight);
        assert_eq!(found(&[(-5_000, false), (0, false)]), Likelihood::AllWrong);
    }

    #[test]
    fn one_difficulty_is_solved_by_hand() {
        // 3 of 4 right at 0.5: 0.5 + ln 3, and the information is 4 · 3/4 · 1/4.
        let estimate = estimate(&[(500, true), (500, true), (500, true), (500, false)]);
        assert!((estimate.ability().logits() - (0.5 + 3f64.ln())).abs() < 1e-12);
        assert!((estimate.error() - 0.75f64.sqrt().recip()).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn finite_on_any_answers(answers in proptest::collection::vec((-5_000i32..=5_000, any::<bool>()), 0..400)) {
            let right = answers.iter().filter(|answer| answer.1).count();
            match found(&answers) {
                Likelihood::Found(estimate) => {
                    prop_assert!(right > 0 && right < answers.len());
                    prop_assert!(estimate.ability().logits().abs() < 12.0);
                    prop_assert!(estimate.error().is_finite() && estimate.error() > 0.0);
                }
                Likelihood::AllRight => prop_assert!(right == answers.len() && right > 0),
                Likelihood::AllWrong => prop_assert!(right == 0 && !answers.is_empty()),
                Likelihood::NoAnswers => prop_assert!(answers.is_empty()),
            }
        }

        #[test]
        fn the_same_answers_twice_say_the_same_surer(
            mut answers in proptest::collection::vec((-5_000i32..=5_000, any::<bool>()), 0..60),
        ) {
            answers.extend([(0, true), (0, false)]);
            let once = estimate(&answers);
            let twice = estimate(&answers.repeat(2));
            prop_assert!((once.ability().logits() - twice.ability().logits()).abs() < 1e-9);
            prop_assert!((once.error() / twice.error() - 2f64.sqrt()).abs() < 1e-9);
        }

        #[test]
        fn a_right_answer_instead_of_a_wrong_one_raises_it(
            mut answers in proptest::collection::vec((-5_000i32..=5_000, any::<bool>()), 0..60),
        ) {
            answers.extend([(0, true), (0, false), (0, false)]);
            let before = estimate(&answers);
            answers.pop();
            answers.push((0, true));
            prop_assert!(estimate(&answers).ability() > before.ability());
        }
    }
}
