//! Counting how far a student is.

/// Answered questions out of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Questions with an answer.
    pub answered: u32,
    /// All questions.
    pub total: u32,
}

impl Progress {
    /// Counts the answers that are not empty.
    pub fn count<'a>(total: u32, answers: impl Iterator<Item = &'a str>) -> Progress {
        let answered = answers.filter(|answer| !answer.trim().is_empty()).count();
        Progress { answered: u32::try_from(answered).unwrap_or(u32::MAX).min(total), total }
    }

    /// Questions without an answer.
    pub const fn open(self) -> u32 {
        self.total - self.answered
    }

    /// Whole percent, rounded down: 100 only when every question has an answer. 0 of 0 is 0.
    pub const fn percent(self) -> u32 {
        if self.total == 0 { 0 } else { (self.answered as u64 * 100 / self.total as u64) as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_answers_do_not_count() {
        let progress = Progress::count(3, ["A", " ", ""].into_iter());
        assert_eq!((progress.answered, progress.open(), progress.percent()), (1, 2, 33));
        assert_eq!(Progress::count(2, ["A", "B"].into_iter()).percent(), 100);
        assert_eq!(Progress::default().percent(), 0);
    }
}
