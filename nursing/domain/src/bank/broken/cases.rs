//! Case studies that break the format.

use super::*;

fn case_file(steps: &[u32], kind: &str) -> String {
    let tab = |title: &str, from: &str| format!("[[cases.tabs]]\ntitle = \"{title}\"\n{from}content = \"<p>c</p>\"\n");
    let case = format!("[[cases]]\nid = \"c-1\"\ntitle = \"A man\"\n{}{}", tab("Notes", ""), tab("Laboratory", "from = 3\n"));
    let items: String = (0..)
        .zip(steps)
        .map(|(at, step)| item(&format!("c-1-{at}"), kind, &format!("case = \"c-1\"\nstep = {step}\n")))
        .collect();
    format!("{HEAD}{case}{items}")
}

#[test]
fn a_case_has_six_items_and_shows_its_tabs_to_them() {
    let bank = read_one(&case_file(&[2, 1, 3, 4, 5, 6], "cloze")).expect("sound");
    let items = bank.case_items("c-1");
    let tabs: Vec<usize> = items.iter().map(|item| bank.student(item).case.expect("it is of a case").tabs.len()).collect();
    assert_eq!(tabs, [1, 1, 2, 2, 2, 2]);
    assert_eq!(items[0].id(), "c-1-1");
    assert_eq!(bank.case("c-1").map(|case| case.draft().title.as_str()), Some("A man"));
    assert_eq!((bank.case("c-2"), bank.item("c-1")), (None, None));
    let alone = read_one(&format!("{HEAD}{}", item("x-1", "cloze", ""))).expect("sound");
    assert_eq!(alone.student(&alone.items()[0]).case, None);
}

#[test]
fn cases_that_break_the_format_are_refused() {
    let said = |text: &str| read_one(text).expect_err("broken on purpose").to_string();
    for (steps, found) in [(&[1, 2, 3, 4, 5][..], "1, 2, 3, 4, 5"), (&[1, 2, 3, 4, 5, 5], "1, 2, 3, 4, 5, 5"), (&[], "none")] {
        let wanted = "`step`: the case has to have six items, one for each of the steps 1 to 6; there are: ";
        assert_eq!(said(&case_file(steps, "cloze")), format!("np1.toml: case `c-1`: {wanted}{found}"));
    }
    assert!(said(&case_file(&[1, 2, 3, 4, 5, 7], "cloze")).contains("`case.step`: it has to be 1 to 6"));
    assert!(said(&case_file(&[1], "bow-tie")).contains("a bow-tie stands by itself"));
    let good = case_file(&[1, 2, 3, 4, 5, 6], "cloze");
    assert!(said(&good.replace("from = 3", "from = 7")).contains("case `c-1`: `tabs[1].from`: it has to be 1 to 6"));
    assert!(said(&good.replace("<p>c</p>", "<p>c")).contains("case `c-1`: `tabs[0].content`: its tags aren't closed"));
    assert!(said(&good.replace("from = 3", "until = 3")).contains("case `c-1`: unknown field `until`"));
    assert!(said(&good.replace("\"c-1-4\"", "\"c-1\"")).contains("`id`: it is taken by a record in np1.toml"));
}
