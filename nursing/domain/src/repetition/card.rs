//! What is known of a student's memory of one item, and how it is written down.

use serde::{Deserialize, Serialize};

/// The latest time that is scheduled from: the end of the year 9999, in milliseconds.
pub const LATEST: i64 = 253_402_300_799_999;
/// The longest interval is about 100 years; a card may be due so much after [`LATEST`].
const LONGEST: i64 = 36_600 * super::schedule::DAY;

/// A card as it is stored. The names stay as they are: they are in databases.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CardRecord {
    /// When it is to be asked again, in milliseconds.
    pub due: i64,
    /// Days after which it is remembered with a probability of 90 %, 0.01 to 36,500.
    pub stability: f64,
    /// How hard it is to remember, 1 to 10.
    pub difficulty: f64,
    /// How often it was answered.
    pub reps: u32,
    /// How often it was forgotten after it had been learnt.
    pub lapses: u32,
    /// Where it stands.
    pub state: State,
    /// When it was answered last, in milliseconds.
    pub last_review: i64,
}

/// Where a card stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Asked again within minutes.
    Learning,
    /// Asked again after days.
    Review,
    /// Forgotten, and asked again within minutes.
    Relearning,
}

/// A sound card. There is none before an item's first answer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "CardRecord", into = "CardRecord")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "CardRecord"))]
pub struct Card(pub(super) CardRecord);

/// What is wrong with a stored card.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum CardError {
    /// Before 1970 or after 9999.
    #[error("the last review at {0} ms is not between the years 1970 and 9999")]
    LastReview(i64),
    /// Before the last review, or too long after it.
    #[error("the card is due at {due} ms, which is before its last review at {last_review} ms or more than 100 years after it")]
    Due {
        /// When it is due.
        due: i64,
        /// When it was answered.
        last_review: i64,
    },
    /// Not 0.01 to 36,500.
    #[error("the stability {0} is not 0.01 to 36,500 days")]
    Stability(f64),
    /// Not 1 to 10.
    #[error("the difficulty {0} is not 1 to 10")]
    Difficulty(f64),
}

impl Card {
    /// What it holds.
    pub fn record(&self) -> &CardRecord {
        &self.0
    }

    /// When it is to be asked again, in milliseconds.
    pub fn due(&self) -> i64 {
        self.0.due
    }
}

impl TryFrom<CardRecord> for Card {
    type Error = CardError;

    fn try_from(record: CardRecord) -> Result<Card, CardError> {
        let CardRecord { due, stability, difficulty, last_review, .. } = record;
        if !(0..=LATEST).contains(&last_review) {
            return Err(CardError::LastReview(last_review));
        }
        if !(last_review..=last_review + LONGEST).contains(&due) {
            return Err(CardError::Due { due, last_review });
        }
        // A comparison with what is no number is false.
        if !super::schedule::STABILITY.contains(&stability) {
            return Err(CardError::Stability(stability));
        }
        if !super::schedule::DIFFICULTY.contains(&difficulty) {
            return Err(CardError::Difficulty(difficulty));
        }
        Ok(Card(record))
    }
}

impl From<Card> for CardRecord {
    fn from(card: Card) -> CardRecord {
        card.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: CardRecord = CardRecord {
        due: 1_700_000_600_000,
        stability: 3.1262,
        difficulty: 5.25,
        reps: 1,
        lapses: 0,
        state: State::Learning,
        last_review: 1_700_000_000_000,
    };

    #[test]
    fn the_stored_form_is_as_it_was() {
        let text = r#"{"due":1700000600000,"stability":3.1262,"difficulty":5.25,"reps":1,"lapses":0,"state":"learning","last_review":1700000000000}"#;
        let card: Card = serde_json::from_str(text).expect("a card");
        assert_eq!(card, Card(RECORD));
        assert_eq!(serde_json::to_string(&card).expect("JSON"), text);
        assert_eq!(serde_json::to_value(State::Relearning).expect("JSON"), "relearning");
        assert_eq!(serde_json::to_value(State::Review).expect("JSON"), "review");
    }

    #[test]
    fn a_damaged_card_is_an_error() {
        let card = |change: fn(&mut CardRecord)| {
            let mut record = RECORD;
            change(&mut record);
            Card::try_from(record)
        };
        assert!(card(|_| {}).is_ok());
        assert_eq!(card(|record| record.stability = 0.0), Err(CardError::Stability(0.0)));
        assert!(matches!(card(|record| record.stability = f64::NAN), Err(CardError::Stability(_))));
        assert_eq!(card(|record| record.difficulty = f64::INFINITY), Err(CardError::Difficulty(f64::INFINITY)));
        assert_eq!(card(|record| record.last_review = -1), Err(CardError::LastReview(-1)));
        for due in [i64::MIN, RECORD.last_review - 1, i64::MAX] {
            let damaged = Card::try_from(CardRecord { due, ..RECORD });
            assert_eq!(damaged, Err(CardError::Due { due, last_review: RECORD.last_review }));
        }
    }
}
