//! From an answer to the time of the next.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use rs_fsrs::{FSRS, Parameters, Rating};

use super::{Card, CardRecord, Grade, LATEST, State};

/// A day in milliseconds.
pub(super) const DAY: i64 = 86_400_000;
/// Days. `rs-fsrs` has no limits of its own; those of the reference implementation are taken (py-fsrs, `STABILITY_MIN`, and the
/// longest interval). Without the lower one the stability of a card that is always wrong becomes 0, and then no number.
pub(super) const STABILITY: RangeInclusive<f64> = 0.01..=36_500.0;
/// FSRS's own.
pub(super) const DIFFICULTY: RangeInclusive<f64> = 1.0..=10.0;

impl Card {
    /// The card of an item that was answered for the first time at `now`. A time outside [`LATEST`]'s range counts as its nearest
    /// end.
    pub fn first(grade: Grade, now: i64) -> Card {
        let now = now.clamp(0, LATEST);
        let new = rs_fsrs::Card { due: date(now), last_review: date(now), ..rs_fsrs::Card::default() };
        next(new, grade, now, 1, 0)
    }

    /// The card after another answer at `now`. A time before the last review counts as the time of that review, one after [`LATEST`]
    /// as that.
    pub fn review(&self, grade: Grade, now: i64) -> Card {
        let record = self.record();
        let now = now.clamp(record.last_review, LATEST);
        let forgotten = record.state == State::Review && grade == Grade::Again;
        let last = rs_fsrs::Card {
            due: date(record.due),
            stability: record.stability,
            difficulty: record.difficulty,
            state: match record.state {
                State::Learning => rs_fsrs::State::Learning,
                State::Review => rs_fsrs::State::Review,
                State::Relearning => rs_fsrs::State::Relearning,
            },
            last_review: date(record.last_review),
            ..rs_fsrs::Card::default()
        };
        next(last, grade, now, record.reps.saturating_add(1), record.lapses.saturating_add(u32::from(forgotten)))
    }

    /// How probable it is that the item would be answered rightly at `now`, 0 to 1. Days count with their fractions.
    pub fn retrievability(&self, now: i64) -> f64 {
        let elapsed = now.clamp(self.0.last_review, LATEST) - self.0.last_review;
        #[expect(clippy::cast_precision_loss, reason = "times of four-digit years are far below 2^53")]
        let days = elapsed as f64 / DAY as f64;
        Parameters::forgetting_curve(days, self.0.stability)
    }

    /// Whether it is to be asked at `now`.
    pub fn is_due(&self, now: i64) -> bool {
        self.0.due <= now
    }
}

/// The counts are kept here, where they can't overflow; the scheduler doesn't use them.
fn next(card: rs_fsrs::Card, grade: Grade, now: i64, reps: u32, lapses: u32) -> Card {
    let rating = match grade {
        Grade::Again => Rating::Again,
        Grade::Hard => Rating::Hard,
        Grade::Good => Rating::Good,
        Grade::Easy => Rating::Easy,
    };
    let next = FSRS::default().next(card, date(now), rating).card;
    Card(CardRecord {
        due: next.due.timestamp_millis(),
        stability: next.stability.clamp(*STABILITY.start(), *STABILITY.end()),
        difficulty: next.difficulty.clamp(*DIFFICULTY.start(), *DIFFICULTY.end()),
        reps,
        lapses,
        state: match next.state {
            rs_fsrs::State::Review => State::Review,
            rs_fsrs::State::Relearning => State::Relearning,
            rs_fsrs::State::New | rs_fsrs::State::Learning => State::Learning,
        },
        last_review: now,
    })
}

/// Every time here is within the calendar's range.
fn date(at: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    const NOW: i64 = 1_669_725_000_000;

    fn grades() -> impl Strategy<Value = Grade> {
        prop_oneof![Just(Grade::Again), Just(Grade::Hard), Just(Grade::Good), Just(Grade::Easy)]
    }

    /// A card with some history, answered when it was due or at any other time.
    fn cards() -> impl Strategy<Value = Card> {
        (grades(), vec((grades(), prop_oneof![Just(None), any::<i64>().prop_map(Some), (0..40 * DAY).prop_map(Some)]), 0..40))
            .prop_map(|(first, history)| {
                history.into_iter().fold(Card::first(first, NOW), |card, (grade, at)| {
                    card.review(grade, at.map_or(card.due(), |at| if at.abs() < 40 * DAY { NOW + at } else { at }))
                })
            })
    }

    /// The intervals in the tests of FSRS's implementations for these grades: `test_basic_scheduler_interval` of rs-fsrs, the same in
    /// go-fsrs and ts-fsrs.
    #[test]
    fn intervals_are_those_of_other_implementations() {
        let grades = "ggggggaaggggg".chars().map(|sign| if sign == 'g' { Grade::Good } else { Grade::Again });
        let mut card: Option<Card> = None;
        let mut days = Vec::new();
        for grade in grades {
            let now = card.map_or(NOW, |card| card.due());
            let next = card.map_or_else(|| Card::first(grade, now), |card| card.review(grade, now));
            days.push((next.due() - now) / DAY);
            card = Some(next);
        }
        assert_eq!(days, [0, 4, 15, 48, 136, 351, 0, 0, 7, 13, 24, 43, 77]);
        let record = *card.expect("a card").record();
        assert_eq!((record.reps, record.lapses, record.state), (13, 1, State::Review));
    }

    #[test]
    fn at_the_end_of_its_stability_a_card_is_remembered_nine_times_of_ten() {
        let card = Card::first(Grade::Good, NOW);
        assert!((card.retrievability(NOW) - 1.0).abs() < 1e-12);
        #[expect(clippy::cast_possible_truncation, reason = "some days")]
        let later = NOW + (card.record().stability * DAY as f64) as i64;
        assert!((card.retrievability(later) - 0.9).abs() < 1e-6);
        assert!((card.retrievability(i64::MIN) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn always_wrong_stays_a_sound_card() {
        let card = (0..3_000).fold(Card::first(Grade::Again, NOW), |card, _| card.review(Grade::Again, card.due()));
        assert_eq!(Card::try_from(*card.record()), Ok(card));
        assert!(card.review(Grade::Good, card.due()).due() > card.due());
    }

    #[test]
    fn counts_do_not_overflow() {
        let record = *Card::first(Grade::Easy, NOW).record();
        let card = Card::try_from(CardRecord { reps: u32::MAX, lapses: u32::MAX, ..record }).expect("a card");
        let next = *card.review(Grade::Again, NOW).record();
        assert_eq!((next.reps, next.lapses), (u32::MAX, u32::MAX));
    }

    proptest! {
        #[test]
        fn intervals_grow_as_long_as_answers_are_right(card in cards()) {
            let interval = |card: &Card| card.due() - card.record().last_review;
            let first = card.review(Grade::Good, card.due());
            let mut card = first;
            for _ in 0..6 {
                let next = card.review(Grade::Good, card.due());
                // What is hard to remember may stay at two days for a while.
                prop_assert!(interval(&next) >= interval(&card) || interval(&card) >= 36_500 * DAY);
                card = next;
            }
            prop_assert!(interval(&card) > interval(&first) || interval(&first) >= 36_500 * DAY || card.record().last_review == LATEST);
        }

        #[test]
        fn a_wrong_answer_is_asked_again_within_a_day(card in cards(), later in 0..400 * DAY) {
            let now = (card.due() + later).min(LATEST);
            let next = card.review(Grade::Again, now);
            prop_assert!(next.due() > now.max(card.record().last_review) && next.due() <= now.max(card.record().last_review) + DAY);
            prop_assert!(next.record().state != State::Review);
        }

        #[test]
        fn whatever_the_clock_says_the_card_is_sound_and_not_due_in_the_past(card in cards(), grade in grades(), now in any::<i64>()) {
            let next = card.review(grade, now);
            prop_assert_eq!(Card::try_from(*next.record()), Ok(next));
            prop_assert!(next.due() > now.min(LATEST));
            prop_assert!(next.record().last_review >= card.record().last_review);
            prop_assert!((0.0..=1.0).contains(&next.retrievability(now)));
        }

        #[test]
        fn a_better_grade_is_asked_later(card in cards(), later in 0..100 * DAY) {
            let now = card.due().saturating_add(later);
            let due = |grade| card.review(grade, now).due();
            prop_assert!(due(Grade::Again) < due(Grade::Hard));
            prop_assert!(due(Grade::Hard) < due(Grade::Good));
            prop_assert!(due(Grade::Good) < due(Grade::Easy));
        }

        #[test]
        fn stored_and_read_again_it_is_the_same(card in cards()) {
            let read: Card = serde_json::from_str(&serde_json::to_string(&card).expect("JSON")).expect("a card");
            let (read, card) = (read.record(), card.record());
            prop_assert!((read.stability / card.stability - 1.0).abs() < 1e-12);
            prop_assert!((read.difficulty / card.difficulty - 1.0).abs() < 1e-12);
            prop_assert_eq!(CardRecord { stability: card.stability, difficulty: card.difficulty, ..*read }, *card);
        }
    }
}
