//! The end of an attempt, by the student or by the clock.

use contract::exam::Attempt;
use nursing_domain::sitting::End;

use crate::api::{Result, State, bank::Sheet};

/// When an attempt is over if nobody hands it in.
pub(in crate::api) fn end(attempt: &Attempt) -> End {
    End::new(attempt.started_at, attempt.deadline)
}

/// Hands an attempt in if its time is over, and says whether it is. There is no timer: whoever looks at the attempt next
/// finds it handed in at its deadline.
///
/// # Errors
/// The database failed.
pub(in crate::api) async fn close_if_over(state: &State, sheet: &Sheet) -> Result<bool> {
    let now = state.now();
    let end = end(&sheet.attempt);
    let over = end.is_overdue(now);
    if over {
        close(state, sheet, end.moment(None, now), None).await?;
    }
    Ok(over)
}

/// Hands an attempt in and stores its result; false if it was handed in already. `by` is the device that does, with its counter.
pub(super) async fn close(state: &State, sheet: &Sheet, at: i64, by: Option<(&str, i64)>) -> Result<bool> {
    let id = &sheet.attempt.id;
    let mut write = state.db().write_attempts(&sheet.user).await?;
    // Locks the attempt: an answer is either in before this and counted, or taken after it and knows that.
    if !write.close_attempt(id, at, by).await? {
        // Whoever was quicker may not be durable yet.
        write.commit().await?;
        return Ok(false);
    }
    let chosen = write.answers(id).await?;
    let (score, topics) = sheet.score(&chosen);
    write.put_score(id, score, &topics).await?;
    write.commit().await?;
    metrics::counter!("attempts_finished_total").increment(1);
    Ok(true)
}
