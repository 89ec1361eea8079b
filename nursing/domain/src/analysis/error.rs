//! Why answers can't be analysed.

/// What is wrong with the data. Students and items are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnalysisError {
    /// Too few students.
    #[error("{found} students answered; at least {least} are needed")]
    Students {
        /// How many there are.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// Too few items.
    #[error("there are {found} items; at least {least} are needed")]
    Items {
        /// How many there are.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// A student with more or fewer scores than there are items.
    #[error("student {student} has {found} scores for {items} items")]
    Ragged {
        /// Which student.
        student: usize,
        /// How many scores.
        found: usize,
        /// How many items.
        items: usize,
    },
    /// An item that is worth nothing.
    #[error("item {item} has no points to earn")]
    Worthless {
        /// Which item.
        item: usize,
    },
    /// More points than the item has.
    #[error("student {student} has {earned} of {max} points in item {item}")]
    Points {
        /// Which student.
        student: usize,
        /// Which item.
        item: usize,
        /// Points earned.
        earned: u32,
        /// Points to be earned.
        max: u32,
    },
    /// All students have the same total.
    #[error("all students have the same number of points, so that nothing can be said of reliability")]
    NoVariance,
    /// Upper and lower group have students in common, as so many have the same total.
    #[error("too many students have the same number of points to tell an upper from a lower group")]
    NoBands,
    /// Choices of more or fewer students than the table has.
    #[error("there are choices of {found} students, and scores of {students}")]
    Choices {
        /// Whose choices there are.
        found: usize,
        /// Whose scores there are.
        students: usize,
    },
    /// A choice that the item doesn't have.
    #[error("student {student} chose `{option}`, which the item doesn't have")]
    Option {
        /// Which student.
        student: usize,
        /// The option's id.
        option: String,
    },
}
