//! How long saves took.

use std::{fmt, time::Duration};

/// What came of a round.
#[derive(Debug, Default)]
pub struct Times {
    /// Answers that were due.
    pub sent: usize,
    /// Of those that were acknowledged: from the moment when they were due until the acknowledgement was read.
    acknowledged: Vec<Duration>,
    /// Why the others were not.
    errors: Vec<String>,
    /// From the first to the last acknowledgement.
    pub took: Duration,
}

impl Times {
    /// Another answer.
    pub fn add(&mut self, outcome: Result<Duration, String>) {
        self.sent += 1;
        match outcome {
            Ok(time) => self.acknowledged.push(time),
            Err(error) => self.errors.push(error),
        }
    }

    /// Those of another student, too.
    pub fn join(&mut self, other: Times) {
        self.sent += other.sent;
        self.acknowledged.extend(other.acknowledged);
        self.errors.extend(other.errors);
    }

    /// To be called once all are there.
    pub fn sort(&mut self) {
        self.acknowledged.sort_unstable();
    }

    /// Whether everything was acknowledged, and 99 of 100 in time.
    pub fn hold(&self, limit: Duration) -> bool {
        self.sent > 0 && self.acknowledged.len() == self.sent && self.within(0.99) < limit
    }

    /// Acknowledgements a second.
    pub fn rate(&self) -> f64 {
        self.acknowledged.len() as f64 / self.took.as_secs_f64().max(0.001)
    }

    /// The time in which that share was acknowledged.
    fn within(&self, share: f64) -> Duration {
        let rank = (self.acknowledged.len() as f64 * share).ceil() as usize;
        self.acknowledged.get(rank.saturating_sub(1)).copied().unwrap_or_default()
    }
}

impl fmt::Display for Times {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} of {} acknowledged, {:.0} a second;", self.acknowledged.len(), self.sent, self.rate())?;
        for (name, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("longest", 1.0)] {
            write!(formatter, " {name} {:.1} ms", self.within(share).as_secs_f64() * 1_000.0)?;
        }
        match self.errors.first() {
            Some(first) => write!(formatter, "; {} errors, the first: {first}", self.errors.len()),
            None => formatter.write_str("; no error"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(millis: impl Iterator<Item = u64>) -> Times {
        let mut times = Times::default();
        millis.for_each(|ms| times.add(Ok(Duration::from_millis(ms))));
        times.sort();
        times
    }

    #[test]
    fn one_of_a_hundred_may_be_slow_and_none_may_be_lost() {
        let limit = Duration::from_millis(200);
        assert!(of((1..=100).map(|n| if n == 7 { 900 } else { n })).hold(limit));
        assert!(!of((1..=100).map(|n| if n < 3 { 900 } else { n })).hold(limit));
        let mut lost = of(1..=100);
        lost.add(Err("503".into()));
        assert!(!lost.hold(limit));
        assert!(!Times::default().hold(limit), "nothing says nothing");
    }
}
