//! Case studies: what makes one, which items are its own, and which tabs are open beside them.
#![cfg(feature = "author")]

mod sample;

use nursing_domain::{
    interaction::Interaction,
    item::{CaseDraft, CaseStep, CaseStudy, Draft, Item},
    rich::RichText,
};
use sample::{body, draft};

#[test]
fn each_field_of_a_case() {
    assert!(CaseStudy::new(sample::case()).is_ok());
    type Break = fn(&mut CaseDraft);
    let cases: &[(Break, &str)] = &[
        (|case| case.id = "COPD".into(), "id"),
        (|case| case.id = String::new(), "id"),
        (|case| case.title = " ".into(), "title"),
        (|case| case.tabs.clear(), "tabs"),
        (|case| case.tabs[0].from = 2, "tabs"),
        (|case| case.tabs[1].from = 0, "tabs[1].from"),
        (|case| case.tabs[1].from = 7, "tabs[1].from"),
        (|case| case.tabs[0].title = String::new(), "tabs[0].title"),
        (|case| case.tabs[1].content = RichText::default(), "tabs[1].content"),
    ];
    for (at, (damage, field)) in cases.iter().enumerate() {
        let mut draft = sample::case();
        damage(&mut draft);
        let error = CaseStudy::new(draft).err().map(|error| error.field);
        assert_eq!(error.as_deref(), Some(*field), "case {at}");
    }
}

/// Its six items, the `at`th of another step or case.
fn items_but(at: usize, case: &str, step: u32) -> Vec<Item> {
    let item = |nth: usize| {
        let (case, step) = if nth == at { (case, step) } else { ("np3-case-copd", u32::try_from(nth).expect("six") + 1) };
        let case = Some(CaseStep { case: case.into(), step });
        Item::new(Draft { case, ..draft(body(Interaction::ALL[nth])) }).expect("a sound draft")
    };
    (0..6).map(item).collect()
}

#[test]
fn a_case_has_an_item_for_each_step() {
    let study = CaseStudy::new(sample::case()).expect("a sound case");
    let check = |items: &[Item]| study.check_items(&items.iter().collect::<Vec<_>>()).map_err(|error| error.field);
    let whole = items_but(5, "np3-case-copd", 6);
    assert_eq!(check(&whole), Ok(()));
    assert_eq!(check(&whole.iter().rev().cloned().collect::<Vec<_>>()), Ok(()));
    let refused = Err("case np3-case-copd".to_owned());
    assert_eq!(check(&whole[..5]), refused);
    assert_eq!(check(&[&whole[..], &whole[..1]].concat()), refused);
    assert_eq!(check(&items_but(2, "np3-case-copd", 2)), refused);
    assert_eq!(check(&items_but(2, "np3-case-other", 3)), refused);
    let stray = Item::new(draft(body(Interaction::MultipleChoice))).expect("a sound draft");
    assert_eq!(check(&[&whole[..], &[stray]].concat()), refused);
}

#[test]
fn tabs_open_with_the_steps_of_their_own_case_only() {
    let study = CaseStudy::new(sample::case()).expect("a sound case");
    let tabs = |item: &Item| {
        let case = study.student(item).case?;
        Some((case.step, case.tabs.into_iter().map(|tab| tab.title).collect::<Vec<_>>()))
    };
    let items = items_but(5, "np3-case-other", 6);
    assert_eq!(tabs(&items[1]), Some((2, vec!["Nurses' notes".to_owned()])));
    assert_eq!(tabs(&items[2]), Some((3, vec!["Nurses' notes".to_owned(), "Laboratory".to_owned()])));
    assert_eq!(tabs(&items[5]), None);
    assert_eq!(tabs(&Item::new(draft(body(Interaction::MultipleChoice))).expect("a sound draft")), None);
}
