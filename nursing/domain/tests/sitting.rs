//! The rules of a sitting against whatever a network, a clock and a second device can do.

use std::collections::BTreeSet;

use nursing_domain::sitting::{Attempt, Change, DEVICES, FORM, GRACE_MS, Outcome, RESERVED, SHARED, rivals};
use proptest::prelude::*;

const START: i64 = 1_000;
const DEADLINE: i64 = 100_000;

fn change(device: &str, n: i64, item: &str, response: &str, base: i64) -> Change {
    let (device, item, response) = (device.into(), item.into(), response.into());
    Change { device, n, item, response, base, seq: None, claimed_at: Some(START + n) }
}

fn took(attempt: &mut Attempt, change: Change, now: i64) -> (Outcome, i64) {
    let stored = attempt.take(change, now).expect("a number used once");
    (stored.outcome, stored.no)
}

fn open_rivals(attempt: &Attempt, item: &str) -> Vec<String> {
    let history: Vec<_> = attempt.history().iter().filter(|stored| stored.change.item == item).cloned().collect();
    let open = rivals(&history).map(|(_, open)| open.iter().map(|rival| rival.change.response.clone()).collect());
    open.unwrap_or_default()
}

#[test]
fn an_attempt_that_one_device_has_filled_takes_what_others_answer() {
    let mut attempt = Attempt::new(START, DEADLINE);
    for n in 1..=SHARED {
        took(&mut attempt, change("wild", n, "q", ["A", "B"][n as usize % 2], 0), 2_000);
    }
    assert!(attempt.take(change("wild", SHARED + 1, "q", "C", 0), 2_000).is_err());
    assert!(attempt.take(change("wild", 1, "q", "B", 0), 2_000).is_ok(), "it is there already");
    let reserved = RESERVED as i64;
    for device in ["calm", FORM] {
        for n in 1..=reserved {
            took(&mut attempt, change(device, n, "q", ["A", "B"][n as usize % 2], SHARED), 2_000);
        }
        assert!(attempt.take(change(device, reserved + 1, "q", "A", SHARED), 2_000).is_err());
        took(&mut attempt, change(device, reserved + 2, "p", "A", SHARED), 2_000);
    }
    for device in 2..DEVICES {
        took(&mut attempt, change(&format!("d{device}"), 1, "q", "A", SHARED), 2_000);
    }
    assert!(attempt.take(change("one too many", 1, "q", "A", SHARED), 2_000).is_err());
}

#[test]
fn a_second_device_that_did_not_see_the_answer_is_in_conflict_until_somebody_chooses() {
    let mut attempt = Attempt::new(START, DEADLINE);
    assert_eq!(took(&mut attempt, change("a", 1, "q", "A", 0), 2_000), (Outcome::Stored, 1));
    assert_eq!(took(&mut attempt, change("b", 1, "q", "B", 0), 2_001), (Outcome::Conflict, 2));
    assert_eq!(attempt.current("q").map(|stored| stored.no), Some(2), "later by the server's order counts for now");
    assert_eq!(open_rivals(&attempt, "q"), ["A"]);
    // Another question is no choice.
    took(&mut attempt, change("b", 2, "p", "C", 2), 2_002);
    assert_eq!(open_rivals(&attempt, "q"), ["A"]);
    // A change from before the conflict was known isn't one either.
    assert_eq!(took(&mut attempt, change("b", 3, "q", "C", 0), 2_003).0, Outcome::Stored);
    assert_eq!(open_rivals(&attempt, "q"), ["A"]);
    assert_eq!(took(&mut attempt, change("a", 2, "q", "A", 4), 2_004).0, Outcome::Stored);
    assert!(open_rivals(&attempt, "q").is_empty());
}

#[test]
fn equal_answers_and_seen_answers_are_no_conflict() {
    let mut attempt = Attempt::new(START, DEADLINE);
    took(&mut attempt, change("a", 1, "q", "A", 0), 2_000);
    assert_eq!(took(&mut attempt, change("b", 1, "q", "A", 0), 2_000).0, Outcome::Stored);
    assert_eq!(took(&mut attempt, change("a", 2, "q", "B", 2), 2_000).0, Outcome::Stored);
    assert!(open_rivals(&attempt, "q").is_empty());
}

#[test]
fn a_revision_from_the_future_says_nothing_of_what_was_seen() {
    let mut attempt = Attempt::new(START, DEADLINE);
    took(&mut attempt, change("a", 1, "q", "A", 0), 2_000);
    assert_eq!(took(&mut attempt, change("b", 1, "q", "B", 900), 2_000).0, Outcome::Conflict);
}

#[test]
fn an_overtaken_change_is_kept_and_does_not_count_even_if_another_device_came_in_between() {
    let mut attempt = Attempt::new(START, DEADLINE);
    took(&mut attempt, change("a", 8, "q", "D", 0), 2_000);
    took(&mut attempt, change("b", 1, "q", "C", 1), 2_001);
    assert_eq!(took(&mut attempt, change("a", 7, "q", "B", 0), 2_002).0, Outcome::Superseded);
    assert_eq!(attempt.current("q").map(|stored| stored.change.response.as_str()), Some("C"));
    assert_eq!(took(&mut attempt, change("a", 6, "p", "B", 0), 2_003).0, Outcome::Stored, "another question");
}

#[test]
fn a_change_that_does_not_count_supersedes_nothing() {
    let mut attempt = Attempt::new(START, DEADLINE);
    let after = Change { claimed_at: Some(DEADLINE + 1), ..change("a", 8, "q", "D", 0) };
    assert_eq!(took(&mut attempt, after, DEADLINE + 60_000).0, Outcome::AfterEnd);
    assert_eq!(took(&mut attempt, change("a", 7, "q", "B", 0), DEADLINE + 60_001).0, Outcome::Late);
    assert_eq!(attempt.current("q").map(|stored| stored.change.response.as_str()), Some("B"));
}

#[test]
fn a_conflict_after_the_hand_in_changes_nothing_and_stays_listed() {
    let mut attempt = Attempt::new(START, DEADLINE);
    took(&mut attempt, change("a", 1, "q", "A", 0), 2_000);
    assert_eq!(attempt.hand_in(None, Some(("a".into(), 1)), 3_000), 3_000);
    assert_eq!(took(&mut attempt, change("b", 1, "q", "B", 0), 4_000).0, Outcome::AfterEnd);
    assert_eq!(took(&mut attempt, change("b", 2, "p", "B", 0), 4_000).0, Outcome::Late, "nobody had answered that one");
    assert_eq!(attempt.current("q").map(|stored| stored.change.response.as_str()), Some("A"));
    assert_eq!(open_rivals(&attempt, "q"), ["B"]);
}

#[test]
fn forms_are_never_the_same_device_as_each_other() {
    let form = |n, response: &str, base| Change { claimed_at: None, ..change(FORM, n, "q", response, base) };
    let mut attempt = Attempt::new(START, DEADLINE);
    took(&mut attempt, form(1, "A", 0), 2_000);
    assert_eq!(took(&mut attempt, form(2, "B", 0), 2_001).0, Outcome::Conflict, "a tab that had not seen A");
    assert_eq!(took(&mut attempt, form(3, "C", 2), 2_002).0, Outcome::Stored);
}

#[test]
fn pages_that_send_an_order_of_their_own_are_ordered_by_it() {
    let put = |n, response: &str, seq| Change { claimed_at: None, seq: Some(seq), ..change(FORM, n, "q", response, n - 1) };
    let mut attempt = Attempt::new(START, DEADLINE);
    took(&mut attempt, put(1, "A", 50), 2_000);
    assert_eq!(took(&mut attempt, put(2, "B", 40), 2_001).0, Outcome::Superseded);
    assert_eq!(took(&mut attempt, put(3, "C", 50), 2_002).0, Outcome::Stored);
}

/// Something that happens to the server.
#[derive(Clone, Debug)]
enum Event {
    /// A change arrives: of which device, its number, by how much the device's knowledge is behind.
    Arrives {
        device: usize,
        n: i64,
        behind: i64,
    },
    HandIn {
        at: Option<i64>,
    },
    /// Milliseconds pass.
    Time(i64),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        12 => (0..3_usize, 1..12_i64, 0..4_i64).prop_map(|(device, n, behind)| Event::Arrives { device, n, behind }),
        1 => proptest::option::of(-5_000..200_000_i64).prop_map(|at| Event::HandIn { at }),
        4 => (0..30_000_i64).prop_map(Event::Time),
    ]
}

/// What a device did as its `n`th change: always the same.
fn made(device: usize, n: i64, claims: &[Option<i64>]) -> Change {
    let item = ["p", "q"][(n as usize + device) % 2];
    let response = ["A", "B", "", "C"][(n as usize * 7 + device * 3) % 4];
    let claimed_at = claims[(n as usize + device * 5) % claims.len()];
    Change { claimed_at, ..change(["a", "b", "c"][device], n, item, response, 0) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_arrives_in_whatever_order(
        events in proptest::collection::vec(event(), 1..60),
        claims in proptest::collection::vec(proptest::option::of(-10_000..250_000_i64), 1..9),
    ) {
        let mut attempt = Attempt::new(START, DEADLINE);
        let mut now = START;
        let mut numbers = BTreeSet::new();
        for event in events {
            match event {
                Event::Time(ms) => now += ms,
                Event::HandIn { at } => {
                    let first = attempt.end().submitted_at;
                    let moment = attempt.hand_in(at, None, now);
                    prop_assert!((START..=DEADLINE.min(now)).contains(&moment));
                    prop_assert!(first.is_none_or(|first| first == moment), "handing in again changes nothing");
                }
                Event::Arrives { device, n, behind } => {
                    let last_no = attempt.history().last().map_or(0, |stored| stored.no);
                    let change = Change { base: (last_no - behind).max(0), ..made(device, n, &claims) };
                    let before = attempt.history().to_vec();
                    let counted = attempt.current(&change.item).cloned();
                    let over = attempt.end().is_over(now);
                    let end = attempt.end().submitted_at.unwrap_or(DEADLINE);
                    let stored = attempt.take(change.clone(), now).expect("never another change by that number");
                    let history = attempt.history();
                    // Nothing that was taken ever changes or goes.
                    prop_assert_eq!(&history[..before.len()], &before[..]);
                    if !numbers.insert((device, n)) {
                        prop_assert_eq!(history.len(), before.len(), "the same again is taken once");
                        prop_assert_eq!(attempt.current(&change.item), counted.as_ref());
                        continue;
                    }
                    prop_assert_eq!(stored.no, last_no + 1);
                    let counts = attempt.current(&change.item);
                    if stored.outcome.counts() {
                        prop_assert_eq!(counts, Some(&stored), "what is acknowledged as counting counts");
                        let claimed = stored.change.claimed_at.map(|at| at.min(now));
                        prop_assert!(claimed.map_or(now <= end + GRACE_MS, |at| at <= end), "given before the end");
                    } else {
                        prop_assert_eq!(counts, counted.as_ref(), "what doesn't count changes nothing");
                    }
                    prop_assert_eq!(stored.outcome == Outcome::Late, stored.outcome.counts() && over);
                    prop_assert!(!(over && stored.outcome == Outcome::Conflict), "no conflict counts after the end");
                    // What another device had answered, and this one had not seen, isn't gone.
                    let unseen = counted.filter(|counted| {
                        counted.change.device != change.device && counted.no > change.base
                            && counted.change.response != change.response
                    });
                    if let (Some(unseen), true) = (unseen, stored.outcome.counts()) {
                        prop_assert_eq!(stored.outcome, Outcome::Conflict);
                        prop_assert!(open_rivals(&attempt, &change.item).contains(&unseen.change.response));
                    }
                }
            }
        }
        prop_assert_eq!(attempt.history().len(), numbers.len(), "everything that arrived is kept");
    }

    /// Lost answers, repetitions and requests that overtake each other leave one device with what it did last.
    #[test]
    fn one_device_ends_with_its_last_answers(
        order in Just((1..=10_i64).collect::<Vec<_>>()).prop_shuffle(),
        again in proptest::collection::vec(1..=10_i64, 0..10),
    ) {
        let mut attempt = Attempt::new(START, DEADLINE);
        for n in order.into_iter().chain(again) {
            attempt.take(made(0, n, &[None]), 2_000).expect("the same again");
        }
        for (item, last) in [("p", 10), ("q", 9)] {
            prop_assert_eq!(attempt.current(item).map(|stored| stored.change.n), Some(last));
            prop_assert!(open_rivals(&attempt, item).is_empty());
        }
    }
}
