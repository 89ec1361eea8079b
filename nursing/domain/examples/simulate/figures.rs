//! What the tests say, in figures.

use nursing_domain::adaptive::{Exposure, Likelihood, Pool, Reason, Verdict};

use crate::hold::Held;

/// Of all students in one scenario.
pub struct Figures {
    pub name: &'static str,
    /// Students.
    pub students: usize,
    pub overall: Group,
    /// By ability, the lowest first.
    pub groups: Vec<Group>,
    /// In which share of the tests each item was asked, the most frequent first.
    pub rates: Vec<f64>,
    /// Share of tests that kept the blueprint in each area.
    pub within: f64,
    /// Tests for which there is no estimate by maximum likelihood.
    pub unlikely: usize,
}

/// Of some students.
pub struct Group {
    /// Their ability; of all students, the mean.
    pub truth: f64,
    pub eap: Accuracy,
    pub likelihood: Accuracy,
    /// Share of estimates whose 1.96 standard errors reach the true ability.
    pub coverage: f64,
    /// Share of those above or below the standard who are told so; none if nobody is.
    pub right: Option<f64>,
    /// Share who pass.
    pub pass: f64,
    /// Share whose tests ended as it was certain.
    pub certain: f64,
    /// Items.
    pub length: f64,
    /// A tenth of the tests are as short or shorter, a tenth as long or longer.
    pub tenths: (u32, u32),
}

/// How far estimates are off, in logits.
#[derive(Clone, Copy)]
pub struct Accuracy {
    pub bias: f64,
    pub rmse: f64,
}

impl Figures {
    pub fn of(name: &'static str, tests: &[Held], exposure: &Exposure, pool: &Pool) -> Figures {
        let mut truths: Vec<f64> = tests.iter().map(|held| held.truth).collect();
        truths.sort_by(f64::total_cmp);
        truths.dedup();
        let of_ability = |truth: &f64| tests.iter().filter(|held| held.truth == *truth).collect::<Vec<_>>();
        let groups = truths.iter().map(|truth| Group::of(&of_ability(truth))).collect();
        let all: Vec<&Held> = tests.iter().collect();
        let mut rates: Vec<f64> =
            pool.items().iter().map(|item| exposure.asked(item.id()) as f64 / exposure.tests as f64).collect();
        rates.sort_by(|one, other| other.total_cmp(one));
        Figures {
            name,
            students: tests.len(),
            overall: Group::of(&all),
            groups,
            rates,
            within: share(&all, |held| held.stop.content.iter().all(|count| count.is_within)),
            unlikely: tests.iter().filter(|held| logits(held.likelihood).is_none()).count(),
        }
    }

    /// The rate of the item that was asked most.
    pub fn most_asked(&self) -> f64 {
        self.rates.first().copied().unwrap_or(0.0)
    }

    /// The mean rate.
    pub fn mean_asked(&self) -> f64 {
        mean(self.rates.iter().copied())
    }

    /// The share of items that were asked in more than such a share of the tests.
    pub fn asked_more(&self, rate: f64) -> f64 {
        self.rates.iter().filter(|asked| **asked > rate).count() as f64 / self.rates.len() as f64
    }

    /// For the terminal.
    pub fn line(&self) -> String {
        format!(
            "{} students, bias {:+.3}, RMSE {:.3}, right {}, {:.1} items, an item at most in {:.1} % of tests",
            self.students,
            self.overall.eap.bias,
            self.overall.eap.rmse,
            percent(self.overall.right),
            self.overall.length,
            100.0 * self.most_asked()
        )
    }
}

/// `99.4`, or a dash.
pub fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.1}", 100.0 * share))
}

impl Group {
    fn of(tests: &[&Held]) -> Group {
        let eap = tests.iter().map(|held| held.estimate.ability().logits() - held.truth);
        let likelihood = tests.iter().filter_map(|held| Some(logits(held.likelihood)? - held.truth));
        let covers = |held: &Held| (held.estimate.ability().logits() - held.truth).abs() <= 1.96 * held.estimate.error();
        // Those at the standard are neither above nor below it.
        let off: Vec<&Held> = tests.iter().copied().filter(|held| held.truth != 0.0).collect();
        let mut lengths: Vec<u32> = tests.iter().map(|held| held.stop.answered).collect();
        lengths.sort_unstable();
        let at = |tenths: usize| lengths.get(lengths.len() * tenths / 10).copied().unwrap_or(0);
        Group {
            truth: mean(tests.iter().map(|held| held.truth)),
            eap: Accuracy::of(eap),
            likelihood: Accuracy::of(likelihood),
            coverage: share(tests, covers),
            right: (!off.is_empty()).then(|| share(&off, |held| (held.truth > 0.0) == (held.stop.verdict == Verdict::Pass))),
            pass: share(tests, |held| held.stop.verdict == Verdict::Pass),
            certain: share(tests, |held| held.stop.reason == Reason::Certain),
            length: mean(lengths.iter().map(|length| f64::from(*length))),
            tenths: (at(1), at(9)),
        }
    }
}

impl Accuracy {
    fn of(off: impl Iterator<Item = f64> + Clone) -> Accuracy {
        Accuracy { bias: mean(off.clone()), rmse: mean(off.map(|off| off * off)).sqrt() }
    }
}

fn logits(likelihood: Likelihood) -> Option<f64> {
    match likelihood {
        Likelihood::Found(estimate) => Some(estimate.ability().logits()),
        Likelihood::AllRight | Likelihood::AllWrong | Likelihood::NoAnswers => None,
    }
}

fn share(tests: &[&Held], is: impl Fn(&Held) -> bool) -> f64 {
    mean(tests.iter().map(|held| f64::from(u8::from(is(held)))))
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0u32), |(sum, count), value| (sum + value, count + 1));
    sum / f64::from(count.max(1))
}
