//! The real bank: `nursing/items`, or the folder that the environment variable `NURSING_BANK` names.
#![cfg(feature = "bank")]

use std::{collections::BTreeMap, env, path::PathBuf};

use nursing_domain::{
    bank::{self, Bank, Severity},
    item::Part,
};

fn real() -> Bank {
    let default = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../items");
    let folder = env::var_os("NURSING_BANK").map_or_else(default, PathBuf::from);
    bank::read_folder(&folder).unwrap_or_else(|error| panic!("the bank can't be read: {error}"))
}

#[test]
fn the_bank_has_no_errors() {
    let findings = bank::lint(&real());
    let mut counts: BTreeMap<(Severity, bank::Rule), usize> = BTreeMap::new();
    for finding in &findings {
        *counts.entry((finding.severity, finding.rule)).or_default() += 1;
        if finding.severity != Severity::Note {
            eprintln!("{finding}");
        }
    }
    for ((severity, rule), count) in &counts {
        eprintln!("{severity:?} {rule:?}: {count}");
    }
    let errors: Vec<String> =
        findings.iter().filter(|finding| finding.severity == Severity::Error).map(ToString::to_string).collect();
    assert_eq!(errors, [""; 0]);
}

#[test]
fn the_bank_is_as_large_and_as_varied_as_it_has_to_be() {
    let stats = bank::stats(&real());
    eprintln!("{stats}");
    assert!(stats.items >= 300, "{} items, not 300", stats.items);
    assert!(stats.new_formats >= 80, "{} items in new formats, not 80", stats.new_formats);
    assert_eq!(stats.cases, 6, "case studies");
    for (kind, count) in &stats.kinds {
        assert!(*count >= 5, "{count} items of the kind {}, not 5", kind.name());
    }
    for part in Part::ALL {
        let share = stats.parts[&part] * 100;
        assert!(
            (15 * stats.items..=25 * stats.items).contains(&share),
            "{} of {} items in {}, not 15 to 25%",
            stats.parts[&part],
            stats.items,
            part.name()
        );
    }
}

#[test]
fn each_item_is_shown_with_its_chart_and_without_its_key() {
    let bank = real();
    for item in bank.items() {
        let shown = bank.student(item);
        assert_eq!(shown.case.is_some(), item.draft().case.is_some(), "{}", item.id());
        assert_eq!(bank.item(item.id()), Some(item));
        let json = serde_json::to_string(&shown).expect("serialises");
        assert!(!json.contains("rationale") && !json.contains("\"right\""), "{}", item.id());
    }
    for case in bank.cases() {
        let tabs = |item: &&nursing_domain::item::Item| bank.student(item).case.map_or(0, |case| case.tabs.len());
        let items = bank.case_items(&case.draft().id);
        let open: Vec<usize> = items.iter().map(tabs).collect();
        assert_eq!(open.len(), 6, "{}", case.draft().id);
        assert!(open.is_sorted() && open.first() > Some(&0), "{}: {open:?}", case.draft().id);
        assert_eq!(open.last(), Some(&case.draft().tabs.len()), "{}: every tab opens", case.draft().id);
    }
}
