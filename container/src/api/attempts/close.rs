//! The end of an attempt, by the student or by the clock.

use shared::contract::exam::Attempt;

use crate::api::{Result, State, bank::Sheet};

/// Answers on their way at the deadline still count if they arrive within this time.
pub(super) const GRACE_MS: i64 = 5_000;

/// Whether the clock has ended an attempt: after the grace, so that it can't overtake an answer on its way.
pub(super) fn is_over(attempt: &Attempt, now: i64) -> bool {
    now > attempt.deadline + GRACE_MS
}

/// Hands an attempt in if its time is over, and says whether it is. There is no timer: whoever looks at the attempt next
/// finds it handed in at its deadline.
///
/// # Errors
/// The database failed.
pub(in crate::api) async fn close_if_over(state: &State, sheet: &Sheet) -> Result<bool> {
    let over = is_over(&sheet.attempt, state.now());
    if over {
        close(state, sheet, sheet.attempt.deadline).await?;
    }
    Ok(over)
}

/// Hands an attempt in and stores its result; false if it was handed in already.
pub(super) async fn close(state: &State, sheet: &Sheet, at: i64) -> Result<bool> {
    let id = &sheet.attempt.id;
    let mut write = state.db().write_attempts(&sheet.user).await?;
    // Locks the attempt: an answer is either in before this and counted, or refused after it.
    if !write.close_attempt(id, at.min(sheet.attempt.deadline)).await? {
        return Ok(false);
    }
    let chosen = write.answers(id).await?;
    let (score, topics) = sheet.score(&chosen);
    write.put_score(id, score, &topics).await?;
    write.commit().await?;
    metrics::counter!("attempts_finished_total").increment(1);
    Ok(true)
}
