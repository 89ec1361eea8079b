//! Tests are held.

use std::{panic::resume_unwind, thread};

use nursing_domain::adaptive::{Cat, Estimate, Exposure, Likelihood, Session, SessionError, Step, Stop};
use rand::{SeedableRng, rngs::StdRng};

use crate::world::{SEED, World};

/// So many students sit their tests at once. Their items count for the exposure only when all are done, so that the result is the
/// same on any number of threads.
const AT_ONCE: usize = 50;

/// A test that is over.
pub struct Held {
    pub truth: f64,
    pub estimate: Estimate,
    pub likelihood: Likelihood,
    pub stop: Stop,
    pub session: Session,
}

/// All students' tests, and how often each item was asked in them.
pub fn everyone(cat: &Cat, world: &World, abilities: &[f64]) -> Result<(Vec<Held>, Exposure), SessionError> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut exposure = Exposure::default();
    let mut tests = Vec::with_capacity(abilities.len());
    let students: Vec<(u64, f64)> = (SEED..).zip(abilities.iter().copied()).collect();
    for round in students.chunks(AT_ONCE) {
        let before = &exposure;
        let sit = |students: &[(u64, f64)]| -> Result<Vec<Held>, SessionError> {
            students.iter().map(|(seed, truth)| one(cat, world, before, *seed, *truth)).collect()
        };
        let parts: Vec<Result<Vec<Held>, SessionError>> = thread::scope(|scope| {
            let parts = round.chunks(AT_ONCE.div_ceil(threads)).map(|part| scope.spawn(move || sit(part)));
            let parts: Vec<_> = parts.collect();
            parts.into_iter().map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
        });
        for part in parts {
            for held in part? {
                exposure.add(&held.session);
                tests.push(held);
            }
        }
    }
    Ok((tests, exposure))
}

/// One student's test.
fn one(cat: &Cat, world: &World, exposure: &Exposure, seed: u64, truth: f64) -> Result<Held, SessionError> {
    // The student's own luck, which is not the test's.
    let mut luck = StdRng::seed_from_u64(!seed);
    let mut session = Session::new(seed);
    loop {
        match cat.step(&session, exposure)? {
            Step::Ask(choice) => {
                let is_right = world.is_right(&choice.item, truth, &mut luck);
                session = session.ask(&choice)?.answer(&choice.item, is_right)?;
            }
            Step::Stop(stop) => {
                let (estimate, likelihood) = (cat.estimate(&session)?, cat.likelihood(&session)?);
                return Ok(Held { truth, estimate, likelihood, stop, session });
            }
        }
    }
}

/// The estimates after each answer of one student.
pub fn path(cat: &Cat, world: &World, seed: u64, truth: f64) -> Result<Vec<Estimate>, SessionError> {
    let session = one(cat, world, &Exposure::default(), seed, truth)?.session;
    let after = |answers: usize| {
        cat.estimate(&Session { answers: session.answers.iter().take(answers).cloned().collect(), ..Session::new(session.seed) })
    };
    (0..=session.answers.len()).map(after).collect()
}
