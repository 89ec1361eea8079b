//! What the finished attempts come to in figures, and as a line.

use contract::progress::FinishedAttempt;
use leptos::prelude::*;
use ui_components::{Card, Chart, Stat};

use crate::date::day_and_month;

/// The API lists no more than this: there may be older ones.
const LISTED: usize = 50;
/// More points than this run into each other on a phone.
const POINTS: usize = 20;
/// How many attempts the average is about: what a student can do now, not what they could at the start.
const RECENT: usize = 5;

/// Results in whole percent.
#[derive(Debug, PartialEq, Eq)]
struct Figures {
    best: u32,
    last: u32,
    average: u32,
}

/// The figures of attempts, newest first; none without any.
fn figures(finished: &[FinishedAttempt]) -> Option<Figures> {
    let last = finished.first()?.score.percent();
    let best = finished.iter().map(|attempt| attempt.score.percent()).max()?;
    let recent = &finished[..finished.len().min(RECENT)];
    let sum: u32 = recent.iter().map(|attempt| attempt.score.percent()).sum();
    Some(Figures { best, last, average: sum / recent.len() as u32 })
}

/// The tiles and the trend; nothing without finished attempts.
pub(crate) fn summary(finished: &[FinishedAttempt]) -> Option<AnyView> {
    let Figures { best, last, average } = figures(finished)?;
    let count = [&*finished.len().to_string(), if finished.len() < LISTED { "" } else { "+" }].concat();
    let percent = |label: &'static str, value: u32| view! { <Stat label=label value=value.to_string() unit="%" /> }.into_any();
    let average_of = if finished.len() < RECENT { "Average" } else { "Average of the last 5" };
    // Newest first in the list, oldest first in the picture.
    let points = finished
        .iter()
        .take(POINTS)
        .rev()
        .map(|attempt| (day_and_month(attempt.submitted_at), attempt.score.percent()))
        .collect();
    let view = view! {
        <dl class="stat-grid">
            <Stat label="Exams finished" value=count />
            {percent("Best", best)}
            {percent("Last", last)}
            {percent(average_of, average)}
        </dl>
        <Card>
            <Chart title="Score trend" points=points />
        </Card>
    };
    Some(view.into_any())
}

#[cfg(test)]
mod tests {
    use contract::exam::Score;

    use super::*;

    fn attempts(percents: &[u32]) -> Vec<FinishedAttempt> {
        let attempt = |correct: &u32| FinishedAttempt {
            attempt: "a".into(),
            exam: "np1".into(),
            title: "Nursing Practice I".into(),
            submitted_at: 0,
            score: Score { correct: *correct, total: 100 },
        };
        percents.iter().map(attempt).collect()
    }

    #[test]
    fn the_average_is_about_the_newest_five() {
        let figures = figures(&attempts(&[80, 70, 90, 60, 75, 0, 0]));
        assert_eq!(figures, Some(Figures { best: 90, last: 80, average: 75 }));
    }

    #[test]
    fn few_attempts_and_none_do_not_divide_by_zero() {
        assert_eq!(figures(&attempts(&[41])), Some(Figures { best: 41, last: 41, average: 41 }));
        assert_eq!(figures(&[]), None);
    }
}
