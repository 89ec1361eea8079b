//! From a session to what comes next: pure functions, so that a server keeps nothing but the session.

use std::collections::HashSet;

use rand::{SeedableRng, rngs::StdRng};

use super::{
    AreaCount, Choice, Eap, Estimate, Exposure, Likelihood, Pool, PoolItem, Reason, Scored, Session, SessionError, Settings,
    SettingsError, Stop, maximum_likelihood, select, stop,
};

/// An adaptive test over a pool.
#[derive(Clone, Debug)]
pub struct Cat {
    pool: Pool,
    settings: Settings,
    eap: Eap,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// This item.
    Ask(Choice),
    /// No more.
    Stop(Stop),
}

/// What a session says when it is read with its pool.
struct Read<'a> {
    asked: HashSet<&'a str>,
    scored: Vec<Scored>,
    counts: Vec<AreaCount>,
    answered: u32,
}

impl Cat {
    /// A test over that pool.
    ///
    /// # Errors
    /// A setting is out of range, or the pool can't serve the shortest test or the blueprint.
    pub fn new(pool: Pool, settings: Settings) -> Result<Cat, SettingsError> {
        settings.check()?;
        let shares = &settings.blueprint.shares;
        if let Some(share) = shares.iter().find(|share| pool.on(share.area).is_empty()) {
            return Err(SettingsError::NoItems(share.area));
        }
        if let Some(item) = pool.items().iter().find(|item| shares.iter().all(|share| share.area != item.area())) {
            return Err(SettingsError::NoShare { item: item.id().to_owned(), area: item.area() });
        }
        let items = pool.items().len();
        if u32::try_from(items).is_ok_and(|items| items < settings.least) {
            return Err(SettingsError::TooFew { items, least: settings.least });
        }
        let eap = Eap::new(settings.prior)?;
        Ok(Cat { pool, settings, eap })
    }

    /// The items.
    pub const fn pool(&self) -> &Pool {
        &self.pool
    }

    /// What the test is held by.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The next item, or the end. The same arguments give the same item, with one version of `rand` at least.
    ///
    /// # Errors
    /// An item waits for its answer, or the session isn't one of this pool and these settings.
    pub fn step(&self, session: &Session, exposure: &Exposure) -> Result<Step, SessionError> {
        let read = self.read(session)?;
        if let Some(open) = &session.open {
            return Err(SessionError::Open(open.clone()));
        }
        let estimate = self.eap.estimate(&read.scored);
        if let Some(reason) = stop::is_over(&self.settings, read.answered, estimate) {
            return Ok(Step::Stop(self.stop(reason, &read, estimate)));
        }
        let mut rng = source(session.seed, read.answered);
        let from = (&self.pool, &self.settings, exposure);
        Ok(match select::choose(from, (&read.asked, &read.counts), estimate, &mut rng) {
            Some(choice) => Step::Ask(choice),
            None => Step::Stop(self.stop(Reason::PoolUsedUp, &read, estimate)),
        })
    }

    /// The end of a test whose time is over. An item without an answer doesn't count; a test that had ended before keeps its end.
    ///
    /// # Errors
    /// The session isn't one of this pool and these settings.
    pub fn time_up(&self, session: &Session) -> Result<Stop, SessionError> {
        let read = self.read(session)?;
        let estimate = self.eap.estimate(&read.scored);
        let is_early = read.answered < self.settings.least;
        let time_up = if is_early { Reason::TimeUpEarly } else { Reason::TimeUp };
        let reason = stop::is_over(&self.settings, read.answered, estimate).unwrap_or(time_up);
        Ok(self.stop(reason, &read, estimate))
    }

    /// The ability that the answers so far show.
    ///
    /// # Errors
    /// The session isn't one of this pool and these settings.
    pub fn estimate(&self, session: &Session) -> Result<Estimate, SessionError> {
        Ok(self.eap.estimate(&self.read(session)?.scored))
    }

    /// The same by maximum likelihood, which the prior has no part in.
    ///
    /// # Errors
    /// The session isn't one of this pool and these settings.
    pub fn likelihood(&self, session: &Session) -> Result<Likelihood, SessionError> {
        Ok(maximum_likelihood(&self.read(session)?.scored))
    }

    fn read<'a>(&self, session: &'a Session) -> Result<Read<'a>, SessionError> {
        let answers = session.answers.len();
        let too_many = || SessionError::TooMany { answers, most: self.settings.most };
        let answered = u32::try_from(answers).ok().filter(|answered| *answered <= self.settings.most).ok_or_else(too_many)?;
        let mut asked = HashSet::with_capacity(answers + 1);
        let mut items: Vec<&PoolItem> = Vec::with_capacity(answers + 1);
        for id in session.items() {
            items.push(self.pool.item(id).ok_or_else(|| SessionError::UnknownItem(id.to_owned()))?);
            if !asked.insert(id) {
                return Err(SessionError::Twice(id.to_owned()));
            }
        }
        // The open item is the last, and has no answer.
        let answered_items = || items.iter().take(answers);
        let scored = answered_items()
            .zip(&session.answers)
            .map(|(item, answer)| Scored { difficulty: item.difficulty(), right: answer.right })
            .collect();
        let counts = self.settings.blueprint.count(answered_items().map(|item| item.area()));
        Ok(Read { asked, scored, counts, answered })
    }

    fn stop(&self, reason: Reason, read: &Read<'_>, estimate: Estimate) -> Stop {
        Stop {
            reason,
            verdict: stop::verdict(&self.settings, reason, estimate),
            answered: read.answered,
            least: self.settings.least,
            ability_milli: estimate.ability().milli(),
            error_milli: estimate.error_milli(),
            standard_milli: self.settings.standard_milli,
            content: read.counts.clone(),
        }
    }
}

/// A source of chance for one item: of the seed and the item's place, so that a session needs to keep no state of it.
fn source(seed: u64, place: u32) -> StdRng {
    let mut key = [0; 32];
    for (byte, value) in key.iter_mut().zip(seed.to_le_bytes().into_iter().chain(place.to_le_bytes())) {
        *byte = value;
    }
    StdRng::from_seed(key)
}
