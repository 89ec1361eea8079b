//! Means, variances and correlations of whole numbers.

/// Points as they are summed. Sums of points stay far below 2^53, where the conversion is exact.
#[expect(clippy::cast_precision_loss, reason = "points are small")]
pub(super) fn float(points: u64) -> f64 {
    points as f64
}

/// How many.
#[expect(clippy::cast_precision_loss, reason = "students are few")]
pub(super) fn count(students: usize) -> f64 {
    students as f64
}

/// 0 for no values.
pub(super) fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / count(values.len()) }
}

/// The sum of squared distances from the mean. It is exactly 0 where all values are the same whole number.
pub(super) fn squares(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (value - mean).powi(2)).sum()
}

/// Pearson's correlation; none where one of the two doesn't vary.
pub(super) fn correlation(left: &[f64], right: &[f64]) -> Option<f64> {
    let (mean_left, mean_right) = (mean(left), mean(right));
    let products: f64 = left.iter().zip(right).map(|(left, right)| (left - mean_left) * (right - mean_right)).sum();
    let (left, right) = (squares(left), squares(right));
    // Rounding may lead a hair's breadth beyond 1.
    (left > 0.0 && right > 0.0).then(|| (products / (left.sqrt() * right.sqrt())).clamp(-1.0, 1.0))
}
