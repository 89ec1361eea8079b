//! The highest rate of saves that holds.

use std::time::Duration;

use crate::{
    error::Error,
    round::{Pace, run},
    student::Student,
    times::Times,
};

const FIRST: f64 = 100.0;
const GROWTH: f64 = 1.25;
/// At most that many steps, so that it ends on any machine.
const STEPS: u32 = 20;
const SECONDS: u32 = 10;
/// Between two steps, for what the last one has left waiting.
const REST: Duration = Duration::from_secs(2);

/// Raises the rate until saves take too long or fail; returns the last that held, if one did.
///
/// # Errors
/// A task broke off.
pub async fn highest(students: &mut Vec<Student>, limit: Duration) -> Result<Option<f64>, Error> {
    let mut held = None;
    let mut rate = FIRST;
    for _ in 0..STEPS {
        tokio::time::sleep(REST).await;
        let every = Duration::from_secs_f64(students.len() as f64 / rate);
        let times: Times = run(students, Pace { every, seconds: SECONDS }).await?;
        println!("  {rate:.0} a second: {times}");
        if !times.hold(limit) {
            break;
        }
        held = Some(times.rate());
        rate *= GROWTH;
    }
    Ok(held)
}
