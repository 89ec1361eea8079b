//! Whole tests, from the first item to the end.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::item::ClientNeed;

/// So many items on each area of the test plan, in turn, from easy to hard.
fn pool(count: usize) -> Pool {
    let areas = Blueprint::nclex_rn().shares.into_iter().map(|share| share.area).cycle();
    let item = |(at, area): (usize, ClientNeed)| {
        let milli = i32::try_from(at * 6_000 / count).expect("small") - 3_000;
        PoolItem::new(format!("i{at}"), milli, area).expect("an item")
    };
    Pool::new(areas.take(count).enumerate().map(item).collect()).expect("a pool")
}

fn cat(count: usize) -> Cat {
    Cat::new(pool(count), Settings::default()).expect("a test")
}

/// Holds a test to its end; `right` says of each choice whether it is answered right.
fn hold(cat: &Cat, seed: u64, exposure: &Exposure, mut right: impl FnMut(&Choice) -> bool) -> (Session, Vec<Choice>, Stop) {
    let mut session = Session::new(seed);
    let mut choices = Vec::new();
    loop {
        match cat.step(&session, exposure).expect("a step") {
            Step::Stop(stop) => return (session, choices, stop),
            Step::Ask(choice) => {
                let asked = session.ask(&choice).expect("asked");
                session = asked.answer(&choice.item, right(&choice)).expect("answered");
                choices.push(choice);
            }
        }
    }
}

/// Answers right up to a difficulty, but for every fifth question.
fn up_to(milli: i32) -> impl FnMut(&Choice) -> bool {
    move |choice| (choice.difficulty_milli < milli) != choice.question.is_multiple_of(5)
}

#[test]
fn the_strong_pass_and_the_weak_fail_after_the_shortest_test() {
    let cat = cat(1_200);
    for (milli, verdict) in [(1_500, Verdict::Pass), (-1_500, Verdict::Fail)] {
        let (_, _, stop) = hold(&cat, 7, &Exposure::default(), up_to(milli));
        assert_eq!((stop.reason, stop.verdict, stop.answered), (Reason::Certain, verdict, 85));
        assert!((stop.ability_milli - milli).abs() < 500, "{stop:?}");
    }
}

#[test]
fn at_the_standard_the_longest_test_decides() {
    let (session, _, stop) = hold(&cat(1_200), 7, &Exposure::default(), up_to(0));
    assert_eq!((stop.reason, stop.answered), (Reason::Longest, 150));
    assert_eq!(session.answers.len(), 150);
}

#[test]
fn all_right_or_all_wrong_has_an_end_too() {
    let cat = cat(400);
    for (right, verdict, likelihood) in
        [(true, Verdict::Pass, Likelihood::AllRight), (false, Verdict::Fail, Likelihood::AllWrong)]
    {
        let (session, _, stop) = hold(&cat, 3, &Exposure::default(), |_| right);
        assert_eq!((stop.reason, stop.verdict, stop.answered), (Reason::Certain, verdict, 85));
        assert_eq!(cat.likelihood(&session), Ok(likelihood));
    }
    assert_eq!(cat.likelihood(&Session::new(3)), Ok(Likelihood::NoAnswers));
}

#[test]
fn a_stored_session_goes_on_where_it_was() {
    let cat = cat(600);
    let (session, choices, _) = hold(&cat, u64::MAX, &Exposure::default(), up_to(100));
    for length in [0, 1, 40, 84] {
        let before = Session { answers: session.answers[..length].to_vec(), ..session.clone() };
        let json = serde_json::to_string(&before).expect("json");
        let read: Session = serde_json::from_str(&json).expect("a session");
        assert_eq!(read, before);
        assert_eq!(cat.step(&read, &Exposure::default()), Ok(Step::Ask(choices[length].clone())));
    }
}

#[test]
fn what_is_no_session_of_the_pool() {
    let cat = cat(200);
    let exposure = Exposure::default();
    let answered = |item: &str| Answered { item: item.into(), right: true };
    let session = |items: &[&str], open: Option<&str>| Session {
        seed: 1,
        answers: items.iter().copied().map(answered).collect(),
        open: open.map(str::to_owned),
    };
    let unknown = session(&["i1", "x"], None);
    assert_eq!(cat.step(&unknown, &exposure), Err(SessionError::UnknownItem("x".into())));
    assert_eq!(cat.time_up(&session(&[], Some("x"))), Err(SessionError::UnknownItem("x".into())));
    assert_eq!(cat.estimate(&session(&["i1", "i2", "i1"], None)), Err(SessionError::Twice("i1".into())));
    assert_eq!(cat.step(&session(&["i1"], Some("i1")), &exposure), Err(SessionError::Twice("i1".into())));
    assert_eq!(cat.step(&session(&["i1"], Some("i2")), &exposure), Err(SessionError::Open("i2".into())));
    let many: Vec<String> = (0..151).map(|at| format!("i{at}")).collect();
    let many = session(&many.iter().map(String::as_str).collect::<Vec<_>>(), None);
    assert_eq!(cat.step(&many, &exposure), Err(SessionError::TooMany { answers: 151, most: 150 }));
}

#[test]
fn an_answer_counts_once_and_only_to_what_was_asked() {
    let cat = cat(200);
    let Ok(Step::Ask(choice)) = cat.step(&Session::new(1), &Exposure::default()) else { panic!("no item") };
    let asked = Session::new(1).ask(&choice).expect("asked");
    assert_eq!(asked.clone().ask(&choice), Err(SessionError::Open(choice.item.clone())));
    assert_eq!(asked.clone().answer("x", true), Err(SessionError::NotAsked("x".into())));
    let answered = asked.answer(&choice.item, true).expect("answered");
    assert_eq!(answered.clone().answer(&choice.item, true), Err(SessionError::NotAsked(choice.item.clone())));
    assert_eq!(answered.ask(&choice), Err(SessionError::Twice(choice.item)));
}

#[test]
fn what_the_pool_cannot_serve() {
    let settings = Settings::default;
    assert_eq!(Cat::new(pool(84), settings()).err(), Some(SettingsError::TooFew { items: 84, least: 85 }));
    assert_eq!(Cat::new(pool(7), settings()).err(), Some(SettingsError::NoItems(ClientNeed::PhysiologicalAdaptation)));
    let area = ClientNeed::ManagementOfCare;
    let only = Blueprint { shares: vec![Share { area, permille: 1_000, tolerance_permille: 0 }] };
    let error = Cat::new(pool(200), Settings { blueprint: only, ..settings() }).err();
    assert!(matches!(error, Some(SettingsError::NoShare { area: ClientNeed::SafetyAndInfectionControl, .. })), "{error:?}");
    let prior = Prior { mean_milli: 0, deviation_milli: 0 };
    let error = Cat::new(pool(200), Settings { prior, ..settings() }).err();
    assert_eq!(error, Some(SettingsError::Prior { mean: 0, deviation: 0 }));
}

#[test]
fn a_used_up_pool_ends_the_test() {
    let cat = cat(100);
    let (session, choices, stop) = hold(&cat, 5, &Exposure::default(), up_to(0));
    assert_eq!((stop.reason, stop.answered), (Reason::PoolUsedUp, 100));
    assert_eq!(session.items().collect::<BTreeSet<_>>().len(), 100);
    // 12 or 13 items an area don't make 18 % of a hundred, and the choices say so.
    assert!(choices.iter().any(|choice| !choice.content.is_behind));
    assert!(stop.content.iter().any(|count| !count.is_within));
}

#[test]
fn time_that_is_up() {
    let cat = cat(1_200);
    let (session, _, _) = hold(&cat, 7, &Exposure::default(), up_to(0));
    let after = |length: usize| Session { answers: session.answers[..length].to_vec(), ..session.clone() };
    let ends = |session: &Session| cat.time_up(session).map(|stop| (stop.reason, stop.answered));
    for (length, reason) in [(0, Reason::TimeUpEarly), (84, Reason::TimeUpEarly), (85, Reason::TimeUp), (149, Reason::TimeUp)] {
        assert_eq!(ends(&after(length)), Ok((reason, length as u32)));
    }
    assert_eq!(ends(&after(150)), Ok((Reason::Longest, 150)));
    // The open item doesn't count.
    let open = Session { open: Some(session.answers[84].item.clone()), ..after(84) };
    assert_eq!(ends(&open), Ok((Reason::TimeUpEarly, 84)));
    // With the last estimate above the standard it is a pass from the shortest test on, and none before.
    let (strong, _, _) = hold(&cat, 7, &Exposure::default(), up_to(1_500));
    let strong = |length: usize| Session { answers: strong.answers[..length].to_vec(), ..strong.clone() };
    assert_eq!(cat.time_up(&strong(84)).map(|stop| stop.verdict), Ok(Verdict::Fail));
    assert_eq!(cat.time_up(&strong(85)).map(|stop| (stop.reason, stop.verdict)), Ok((Reason::Certain, Verdict::Pass)));
}

#[test]
fn seeds_spread_the_first_items() {
    let cat = cat(1_200);
    let mut first = BTreeMap::new();
    for seed in 0..500 {
        let Ok(Step::Ask(choice)) = cat.step(&Session::new(seed), &Exposure::default()) else { panic!("no item") };
        assert_eq!(choice.candidates, 10);
        *first.entry(choice.item).or_insert(0) += 1;
    }
    // Ten on each of eight areas; on the largest 1.8 % of the tests each.
    assert_eq!(first.len(), 80);
    assert!(first.values().all(|count| *count < 30), "{first:?}");
}

#[test]
fn items_that_were_asked_too_often_wait() {
    let cat = cat(800);
    let Ok(Step::Ask(choice)) = cat.step(&Session::new(9), &Exposure::default()) else { panic!("no item") };
    let area = choice.content.area;
    let all_but = |free: &[&str]| Exposure {
        tests: 1_000,
        asked: cat
            .pool()
            .on(area)
            .iter()
            .filter(|item| !free.contains(&item.id()))
            .map(|item| (item.id().to_owned(), 200))
            .collect(),
    };
    let hardest = cat.pool().on(area).last().expect("an item").id();
    let Ok(Step::Ask(free)) = cat.step(&Session::new(9), &all_but(&[hardest])) else { panic!("no item") };
    assert_eq!((&*free.item, free.selection, free.candidates), (hardest, Selection::Free, 1));
    // None is free: better one of them than another area.
    let Ok(Step::Ask(kept_back)) = cat.step(&Session::new(9), &all_but(&[])) else { panic!("no item") };
    assert_eq!(kept_back, Choice { selection: Selection::KeptBack, ..choice });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_test_keeps_its_rules(seed: u64, answers in proptest::collection::vec(any::<bool>(), 150), count in 400usize..900) {
        let cat = cat(count);
        let exposure = Exposure::default();
        let (session, choices, stop) = hold(&cat, seed, &exposure, |choice| answers[choice.question as usize - 1]);
        prop_assert!((85..=150).contains(&stop.answered));
        prop_assert_eq!(session.items().collect::<BTreeSet<_>>().len(), session.answers.len());
        prop_assert!(stop.content.iter().all(|count| count.is_within), "{:?}", stop.content);
        prop_assert_eq!(stop.content.iter().map(|count| count.items).sum::<u32>(), stop.answered);
        prop_assert!(choices.iter().all(|choice| choice.content.is_behind && choice.selection == Selection::Free));
        // Above the standard is a pass, and nothing else is.
        let estimate = cat.estimate(&session).expect("an estimate");
        prop_assert_eq!(stop.verdict == Verdict::Pass, estimate.ability().logits() > 0.0);
        // And the same once more.
        prop_assert_eq!(hold(&cat, seed, &exposure, |choice| answers[choice.question as usize - 1]), (session, choices, stop));
    }

    #[test]
    fn each_item_is_one_of_the_most_informative(seed: u64, answers in proptest::collection::vec(any::<bool>(), 150)) {
        let cat = cat(500);
        let (session, choices, _) = hold(&cat, seed, &Exposure::default(), |choice| answers[choice.question as usize - 1]);
        for (at, choice) in choices.iter().enumerate() {
            let before = Session { answers: session.answers[..at].to_vec(), ..session.clone() };
            let ability = cat.estimate(&before).expect("an estimate").ability();
            let asked: BTreeSet<&str> = before.items().collect();
            let tells = |item: &PoolItem| information(ability, item.difficulty());
            let chosen = tells(cat.pool().item(&choice.item).expect("an item"));
            let on_area = cat.pool().on(choice.content.area).iter();
            let better = on_area.filter(|item| !asked.contains(item.id()) && tells(item) > chosen + 1e-12).count();
            prop_assert!(better < 10, "{better} items tell more than {}", choice.item);
        }
    }
}
