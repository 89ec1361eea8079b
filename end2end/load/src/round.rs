//! All students for some seconds, each at its own moments.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::{error::Error, student::Student, times::Times};

/// How often and how long.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// From one answer of a student to the next.
    pub every: Duration,
    /// For how long.
    pub seconds: u32,
}

/// Lets them answer. An answer is due at its moment whether or not the one before has been acknowledged, and its time counts from
/// then: a server that is slow can't make itself look better by being asked less.
///
/// # Errors
/// A task broke off.
pub async fn run(students: &mut Vec<Student>, pace: Pace) -> Result<Times, Error> {
    let begin = Instant::now();
    let count = students.len().max(1);
    let mut tasks = JoinSet::new();
    for (at, mut student) in students.drain(..).enumerate() {
        // Spread evenly.
        let first = begin + pace.every.mul_f64(at as f64 / count as f64);
        let end = begin + Duration::from_secs(pace.seconds.into());
        tasks.spawn(async move {
            let mut times = Times::default();
            let mut due = first;
            while due < end {
                tokio::time::sleep_until(due.into()).await;
                times.add(student.answer().await.map(|()| due.elapsed()));
                due += pace.every;
            }
            (student, times)
        });
    }
    let mut all = Times::default();
    while let Some(done) = tasks.join_next().await {
        let (student, times) = done?;
        students.push(student);
        all.join(times);
    }
    all.took = begin.elapsed();
    all.sort();
    Ok(all)
}
