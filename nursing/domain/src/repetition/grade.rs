//! How well an item was answered.

/// How well an item was answered, in the terms of FSRS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Wrong.
    Again,
    /// Right in part.
    Hard,
    /// Right.
    Good,
    /// Right without thinking.
    Easy,
}

impl Grade {
    /// The grade of `earned` points out of `max`. A right answer is easy only if the caller says that it was `quick`: how long is
    /// quick depends on the item. Without any points to earn there is nothing right.
    pub fn of(earned: u32, max: u32, quick: bool) -> Grade {
        match earned {
            0 => Grade::Again,
            earned if earned < max => Grade::Hard,
            _ if quick => Grade::Easy,
            _ => Grade::Good,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_grades() {
        for (earned, max, quick, grade) in [
            (0, 1, false, Grade::Again),
            (0, 5, true, Grade::Again),
            (0, 0, true, Grade::Again),
            (1, 5, false, Grade::Hard),
            (4, 5, true, Grade::Hard),
            (5, 5, false, Grade::Good),
            (5, 5, true, Grade::Easy),
        ] {
            assert_eq!(Grade::of(earned, max, quick), grade, "{earned} of {max}, {quick}");
        }
    }
}
