//! What the database says, against what the students were told.

use std::{collections::BTreeMap, fmt};

use container::db::Database;

use crate::{error::Error, server::Kept, student::Student};

/// How much was compared.
#[derive(Debug, Default)]
pub struct Checked {
    changes: usize,
    answers: usize,
}

impl fmt::Display for Checked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "all {} acknowledged changes are in the history, and the newest to each of {} questions counts",
            self.changes, self.answers
        )
    }
}

/// Every acknowledged change has to be in the history as it was sent, and what counts has to be the newest of each question.
///
/// # Errors
/// One isn't, or the database can't be read.
pub async fn check(kept: &Kept, students: &[Student]) -> Result<Checked, Error> {
    let db = Database::open(&kept.url).await?;
    let mut checked = Checked::default();
    for student in students {
        let history = db.history(&student.attempt).await?;
        let stored: BTreeMap<i64, _> = history
            .iter()
            .map(|entry| &entry.stored)
            .filter(|stored| stored.change.device == student.device)
            .map(|stored| (stored.change.n, stored))
            .collect();
        let lost = |what: String| Error::Lost(format!("attempt {}, {what}", student.attempt));
        for answer in &student.acknowledged {
            let there = stored.get(&answer.n).map(|stored| (&stored.change.item, &stored.change.response));
            if there != Some((&answer.item, &answer.response)) {
                return Err(lost(format!("change {}", answer.n)));
            }
            checked.changes += 1;
        }
        let counts = db.answers(&student.attempt).await?;
        // One that came without an acknowledgement may be newer than all that were acknowledged.
        let newest: BTreeMap<&str, &str> =
            stored.values().map(|stored| (stored.change.item.as_str(), stored.change.response.as_str())).collect();
        for (item, response) in newest {
            if counts.get(item).map(String::as_str) != Some(response) {
                return Err(lost(format!("question {item} counts as {:?}", counts.get(item))));
            }
            checked.answers += 1;
        }
    }
    db.close().await;
    Ok(checked)
}
