//! The transaction in which changes of an attempt are taken: all calls that bring answers go through it.

use contract::sitting::Sitting;
use nursing_domain::sitting::{Change, Decision, End, FORM, Known, Room, Stored, decide};

use super::{device::Device, still};
use crate::{
    api::{Result, bank::Sheet},
    db::{Write, history::Entry, sitting::Standing},
};

/// Dropped without [`Taking::commit`], nothing of it happened.
pub(in crate::api) struct Taking {
    write: Write,
    attempt: String,
    standing: Standing,
    last_no: i64,
    now: i64,
    rescores: bool,
    /// A device, and how many came before it.
    before: Option<(String, usize)>,
}

/// An answer that comes without a device's number: from a plain form, or from a page of before the outbox.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::api) struct Unnumbered<'a> {
    /// The question.
    pub(in crate::api) item: &'a str,
    /// The answer, normalised.
    pub(in crate::api) response: &'a str,
    /// The revision that the page showed, if it says so.
    pub(in crate::api) base: Option<i64>,
    /// The page's own order.
    pub(in crate::api) seq: Option<i64>,
}

impl Taking {
    /// Locks the attempt in this transaction, for what arrived `now`.
    ///
    /// # Errors
    /// The database failed.
    pub(in crate::api) async fn begin(mut write: Write, attempt: &str, now: i64) -> Result<Taking> {
        let mut standing = write.lock_attempt(attempt, now).await?;
        standing.sitting = still(standing.sitting, now);
        let last_no = write.last_no(attempt).await?;
        Ok(Taking { write, attempt: attempt.to_owned(), standing, last_no, now, rescores: false, before: None })
    }

    /// When the attempt is over.
    pub(in crate::api) fn end(&self) -> &End {
        &self.standing.end
    }

    /// The transaction, for what belongs into it besides.
    pub(in crate::api) fn write(&mut self) -> &mut Write {
        &mut self.write
    }

    /// A device says something. It sits where nobody sits, and where it takes the place; elsewhere it is a guest.
    ///
    /// # Errors
    /// The database failed.
    pub(in crate::api) async fn seat(&mut self, device: &Device, takes_the_place: bool) -> Result<()> {
        let free = self.standing.sitting.as_ref().is_none_or(|sitting| sitting.device == device.id);
        if self.standing.end.submitted_at.is_none() && (free || takes_the_place) {
            let sitting = Sitting { device: device.id.clone(), device_name: device.name.clone(), seen_at: self.now };
            self.write.put_sitting(&self.attempt, &sitting).await?;
            self.standing.sitting = Some(sitting);
        }
        Ok(())
    }

    /// Where the attempt is being taken, if that is not at `device`.
    pub(super) fn elsewhere(&self, device: &Device) -> Option<Sitting> {
        let goes_on = self.standing.end.submitted_at.is_none();
        self.standing.sitting.clone().filter(|sitting| goes_on && sitting.device != device.id)
    }

    /// Takes a change whose response is one to its question.
    ///
    /// # Errors
    /// Its number stands for another change, there is no room for it, or the database failed.
    pub(super) async fn take(&mut self, change: Change, device_name: &str) -> Result<Entry> {
        let known = self.write.known(&self.attempt, &change, self.last_no).await?;
        let known = Known { room: self.room(&change).await?, ..known };
        let entry = |stored| Entry { stored, device_name: device_name.to_owned() };
        Ok(match decide(change, known, &self.standing.end, self.now)? {
            Decision::Again(stored) => entry(stored),
            Decision::Take(stored) => {
                let entry = entry(stored);
                let Stored { no, outcome, .. } = entry.stored;
                self.write.add_change(&self.attempt, &entry).await?;
                self.last_no = no;
                self.rescores |= self.standing.end.rescores(outcome);
                metrics::counter!("changes_total", "outcome" => outcome.name()).increment(1);
                entry
            }
        })
    }

    /// What room there is for a change. Only a long history has to be asked, and once a request for the device.
    async fn room(&mut self, change: &Change) -> Result<Room> {
        if !Room::is_scarce(self.last_no) {
            return Ok(Room::default());
        }
        let before = match &self.before {
            _ if change.device == FORM => 0,
            Some((device, before)) if *device == change.device => *before,
            _ => self.write.devices_before(&self.attempt, &change.device).await?,
        };
        self.before = Some((change.device.clone(), before));
        Ok(Room { taken: self.last_no, own: self.write.own_changes(&self.attempt, change).await?, before })
    }

    /// Takes an answer that the server has to number itself; returns what counts for the question then.
    ///
    /// # Errors
    /// There is no room for it, or the database failed.
    pub(in crate::api) async fn take_unnumbered(&mut self, answer: Unnumbered<'_>) -> Result<Option<Stored>> {
        let current = self.current(answer.item).await?;
        let is_known = |current: &Stored| {
            let newer = answer.seq.is_some_and(|seq| current.change.seq.is_none_or(|known| known < seq));
            current.change.response == answer.response && !newer
        };
        // A form sends its answer again whenever the student leafs on. That is no change.
        if current.as_ref().is_some_and(is_known) {
            return Ok(current);
        }
        let change = Change {
            device: FORM.to_owned(),
            n: self.last_no + 1,
            item: answer.item.to_owned(),
            response: answer.response.to_owned(),
            base: answer.base.or(current.map(|current| current.no)).unwrap_or_default(),
            seq: answer.seq,
            claimed_at: None,
        };
        self.take(change, "").await?;
        self.current(answer.item).await
    }

    async fn current(&mut self, item: &str) -> Result<Option<Stored>> {
        Ok(self.write.current(&self.attempt, item).await?.map(|entry| entry.stored))
    }

    /// The answer that a change was in conflict with.
    ///
    /// # Errors
    /// The database failed.
    pub(super) async fn other(&mut self, stored: &Stored) -> Result<Option<Entry>> {
        Ok(match stored.other {
            Some(no) => Some(self.write.revision(&self.attempt, no).await?),
            None => None,
        })
    }

    /// Makes all of it durable, with a new score if something came late; returns when the attempt was handed in.
    ///
    /// # Errors
    /// The database failed, and nothing was taken.
    pub(in crate::api) async fn commit(mut self, sheet: Option<&Sheet>) -> Result<Option<i64>> {
        let submitted_at = self.standing.end.submitted_at;
        if let (true, Some(sheet)) = (self.rescores, sheet) {
            let chosen = self.write.answers(&self.attempt).await?;
            let (score, topics) = sheet.score(&chosen);
            self.write.put_score(&self.attempt, score, &topics).await?;
        }
        self.write.commit().await?;
        Ok(submitted_at)
    }
}
