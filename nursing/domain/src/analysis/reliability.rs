//! How much of the differences between students is more than chance.

use super::{
    AnalysisError, Table,
    moments::{count, float, mean, squares},
};

/// What is said about a test as a whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reliability {
    /// The mean of the totals, in points.
    pub mean: f64,
    /// The standard deviation of the totals, in points, with n - 1 in the denominator.
    pub deviation: f64,
    /// Cronbach's alpha, 1 at most. It is below 0 where items contradict each other.
    pub alpha: f64,
    /// KR-20, for a test whose items are right or wrong only. It is the same as alpha then.
    pub kr20: Option<f64>,
    /// The standard error of measurement in points: the deviation times the root of 1 - alpha (Crocker & Algina, chapter 6).
    pub error: f64,
}

/// Alpha says how items go together; one alone does not.
const LEAST_ITEMS: usize = 2;

/// The reliability of a test.
///
/// # Errors
/// There is one item only, or all students have the same total.
pub fn reliability(table: &Table) -> Result<Reliability, AnalysisError> {
    if table.items() < LEAST_ITEMS {
        return Err(AnalysisError::Items { found: table.items(), least: LEAST_ITEMS });
    }
    let totals: Vec<f64> = table.totals().iter().copied().map(float).collect();
    let all = squares(&totals);
    if all <= 0.0 {
        return Err(AnalysisError::NoVariance);
    }
    let columns = || (0..table.items()).map(|item| table.column(item).map(f64::from).collect::<Vec<f64>>());
    let length = count(table.items());
    let lengthened = |within: f64| length / (length - 1.0) * (1.0 - within);
    // The denominators of the variances cancel out.
    let alpha = lengthened(columns().map(|scores| squares(&scores)).sum::<f64>() / all);
    let kr20 = table.is_dichotomous().then(|| {
        let chance: f64 = columns().map(|scores| mean(&scores)).map(|right| right * (1.0 - right)).sum();
        lengthened(chance / (all / count(table.students())))
    });
    let deviation = (all / (count(table.students()) - 1.0)).sqrt();
    // Rounding may lead a hair's breadth beyond 1.
    let error = deviation * (1.0 - alpha).max(0.0).sqrt();
    Ok(Reliability { mean: mean(&totals), deviation, alpha, kr20, error })
}
