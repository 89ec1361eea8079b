//! Files that break the format, and what is said about them.

mod cases;

use proptest::prelude::*;

use super::*;
use crate::item::{Bloom, Body, ClientNeed, Part, Pick, Review};

const HEAD: &str = "part = \"NP1\"\ntopic = \"Topic\"\nreview = \"not-yet-reviewed-by-a-nurse-educator\"\n";
const FACTS: &str = "bloom = \"apply\"\ndifficulty = -0.4\nclient_need = \"management-of-care\"\nreference = \"Gordis\"\n";

/// So many options with the texts t0, t1 and so on.
fn options(count: usize) -> String {
    let options: Vec<String> = (0..count).map(|at| format!("{{ text = \"t{at}\", rationale = \"r{at}\" }}")).collect();
    format!("options = [{}]", options.join(", "))
}

fn gap(count: usize, key: &str) -> String {
    format!("{{ key = \"{key}\", {} }}", options(count))
}

fn rows(keys: &[&str]) -> String {
    let row = |(at, key): (usize, &&str)| format!("{{ text = \"row {at}\", key = \"{key}\", rationale = \"r\" }}");
    format!("rows = [{}]", keys.iter().enumerate().map(row).collect::<Vec<_>>().join(", "))
}

/// The fields of a sound item of each type.
fn sound(kind: &str) -> String {
    match kind {
        "multiple-choice" => format!("key = \"C\"\n{}", options(4)),
        "select-all" => format!("key = \"AC\"\n{}", options(5)),
        "select-n" => format!("key = \"BDE\"\n{}", options(6)),
        "ordered" => format!("key = \"BADC\"\n{}", options(4)),
        "numeric" => "answer = \"22.5\"\ntolerance = \"0\"\ndecimals = 1\nunit = \"mL/h\"\nrationale = \"r\"".into(),
        "cloze" | "dyad" => format!("text = \"a {{1}} b {{2}}\"\ngroups = [{}, {}]", gap(3, "A"), gap(4, "D")),
        "triad" => {
            format!("text = \"a {{1}} b {{2}} c {{3}}\"\ngroups = [{}, {}, {}]", gap(3, "A"), gap(4, "D"), gap(5, "E"))
        }
        "drag-cloze" => format!("text = \"a {{1}} b {{2}}\"\nkeys = [\"C\", \"A\"]\n{}", options(4)),
        "matrix-choice" => format!("columns = [\"Good\", \"Bad\"]\n{}", rows(&["A", "B", "A", "B"])),
        "matrix-response" => format!("columns = [\"One\", \"Two\", \"Three\"]\n{}", rows(&["AB", "B", "AC"])),
        "highlight-text" | "highlight-table" => {
            let rationales = ["{ rationale = \"r\" }"; 5].join(", ");
            let text = "<p>{A|one} {B|t<sub>2</sub>} {C|p < 3} {D|four} {E|five}</p>";
            format!("text = \"{text}\"\nkey = \"BD\"\noptions = [{rationales}]")
        }
        "bow-tie" => {
            let side = |id: &str, count: usize, key: &str| format!("{{ id = \"{id}\", key = \"{key}\", {} }}", options(count));
            let sides = [side("actions", 5, "AB"), side("condition", 4, "C"), side("parameters", 5, "DE")];
            format!("groups = [{}]", sides.join(", "))
        }
        other => panic!("there is no sample of {other}"),
    }
}

fn item(id: &str, kind: &str, more: &str) -> String {
    let fields = sound(kind);
    format!("[[items]]\nid = \"{id}\"\ntype = \"{kind}\"\nstem = \"Select 3 of them.\"\n{FACTS}{more}{fields}\n")
}

fn read_one(text: &str) -> Result<Bank, BankError> {
    read(&[("np1.toml".into(), text.into())])
}

/// What is said when this is replaced in a sound item.
fn said(kind: &str, from: &str, to: &str) -> String {
    let text = format!("{HEAD}{}", item("x-1", kind, ""));
    assert!(text.contains(from), "{from} in {text}");
    let error = read_one(&text.replacen(from, to, 1)).expect_err("broken on purpose").to_string();
    error.strip_prefix("np1.toml: ").map(str::to_owned).unwrap_or(error)
}

#[test]
fn an_item_of_each_type_is_read() {
    for kind in Interaction::ALL {
        let bank = read_one(&format!("{HEAD}{}", item("x-1", kind.name(), ""))).expect("sound");
        let item = bank.item("x-1").expect("by its id");
        assert_eq!(item.kind(), kind);
        let facts = item.facts();
        assert_eq!((facts.part, facts.bloom, facts.difficulty_milli), (Some(Part::Np1), Some(Bloom::Apply), Some(-400)));
        assert_eq!((facts.client_need, facts.topic.as_str()), (Some(ClientNeed::ManagementOfCare), "Topic"));
        assert_eq!((facts.language.as_str(), facts.source.as_str()), ("en", "original"));
        assert_eq!((facts.licence.as_str(), &facts.review), ("MIT OR Apache-2.0", &Review::NotYetReviewedByANurseEducator));
    }
}

#[test]
fn keys_come_to_where_they_belong() {
    let right = |kind: &str| {
        let bank = read_one(&format!("{HEAD}{}", item("x-1", kind, ""))).expect(kind);
        let Body::Groups(body) = bank.items()[0].body().clone() else { panic!("{kind} has groups") };
        let group = |group: &crate::item::Group| {
            let letters: String = group.options.iter().filter(|option| option.right).map(|option| option.id.as_str()).collect();
            format!("{}={letters}", group.id)
        };
        body.groups.iter().map(group).collect::<Vec<_>>().join(";")
    };
    assert_eq!(right("select-n"), "1=BDE");
    assert_eq!(right("cloze"), "1=A;2=D");
    assert_eq!(right("drag-cloze"), "1=C;2=A");
    assert_eq!(right("matrix-response"), "1=AB;2=B;3=AC");
    assert_eq!(right("bow-tie"), "actions=AB;condition=C;parameters=DE");
    assert_eq!(right("highlight-text"), "1=BD");
    let bank = read_one(&format!("{HEAD}{}", item("x-1", "highlight-text", ""))).expect("sound");
    let Body::Groups(body) = bank.items()[0].body() else { panic!("it has groups") };
    assert_eq!(body.groups[0].options[1].text.html(), "t<sub>2</sub>");
    assert_eq!(body.groups[0].pick, Pick::Any);
}

#[test]
fn without_a_type_it_is_multiple_choice() {
    let text = format!("{HEAD}{}", item("x-1", "multiple-choice", "")).replace("type = \"multiple-choice\"\n", "");
    assert_eq!(read_one(&text).expect("sound").items()[0].kind(), Interaction::MultipleChoice);
}

#[test]
fn heads_that_break_the_format_are_refused() {
    for (from, to, said_of_it) in [
        ("\"NP1\"", "\"NP6\"", "`part`: `NP6` is none of NP1 to NP5"),
        ("\"NP1\"", "\"np1\"", "`part`: `np1` is none of NP1 to NP5"),
        ("\"Topic\"", "\" \"", "`topic`: it is empty; fill it in"),
        (
            "review = \"not",
            "review = { by = \"M. Cruz\", on = \"today\" } #",
            "`review.on`: `today` is no date such as 2026-11-24",
        ),
        ("review = \"not", "review = { by = \" \", on = \"2026-11-24\" } #", "`review.by`: it is empty; fill it in"),
    ] {
        assert_eq!(said("multiple-choice", from, to), said_of_it);
    }
    assert!(said("multiple-choice", "not-yet", "soon").starts_with("`review`: `\"soon-"));
    assert!(said("multiple-choice", "part =", "bart =").contains("unknown field `bart`"));
    assert!(said("multiple-choice", "topic =", "topic").contains("line 2"));
    assert_eq!(read_one(HEAD).expect_err("empty").to_string(), "np1.toml: `items`: it is empty; fill it in");
    let reviewed = HEAD.replace("\"not-yet-reviewed-by-a-nurse-educator\"", "{ by = \"M. Cruz\", on = \"2026-11-24\" }");
    let bank = read_one(&format!("{reviewed}{}", item("x-1", "numeric", ""))).expect("sound");
    let review = Review::Reviewed { by: "M. Cruz".into(), on: "2026-11-24".into() };
    assert_eq!(bank.items()[0].facts().review, review);
}

#[test]
fn items_that_break_the_format_are_refused() {
    for (kind, from, to, said_of_it) in [
        ("select-all", "\"AC\"", "\"ABCDE\"", "`key`: the key `ABCDE` has 5 letters; it has to have 2 to 4"),
        ("select-all", "key = \"AC\"\n", "", "`key`: it is missing; an item of the type select-all needs it"),
        ("select-n", "Select 3", "Select 2", "`stem`: it has to say how many to choose, with the words \"Select 3\""),
        ("select-n", "\"r2\"", "\"\"", "`options[2].rationale`: it is empty; fill it in"),
        (
            "ordered",
            "BADC",
            "ABCD",
            "`key`: the key `ABCD` is the order in which the options are shown; show them in another one",
        ),
        ("ordered", "BADC", "BAD", "`body.key`: the key has to name each option once"),
        ("numeric", "\"22.5\"", "\"2_2\"", "`answer`: `2_2` is no decimal number such as \"31\" or \"22.5\""),
        ("numeric", "\"22.5\"", "\"22.55\"", "`body.value`: it has to be rounded to the item's decimal places"),
        ("cloze", "{2}", "{3}", "`body.text`: the passage has the gap {2} 0 times, not once"),
        ("cloze", "{ key = \"A\"", "{ id = \"x\", key = \"A\"", "`groups[0].id`: it doesn't go with the type cloze; remove it"),
        ("cloze", "key = \"D\"", "key = \"E\"", "`groups[1].key`: the key `E` has `E`, which is none of the letters A to D"),
        ("triad", "c {3}", "c", "`body.text`: the passage has the gap {3} 0 times, not once"),
        ("drag-cloze", "\"C\", \"A\"", "\"C\"", "`body.text`: the passage has 2 gaps for 1 groups"),
        ("drag-cloze", "\"C\", \"A\"", "\"C\", \"AB\"", "`keys[1]`: the key `AB` has 2 letters; it has to have 1"),
        ("matrix-choice", "key = \"B\"", "key = \"AB\"", "`rows[1].key`: the key `AB` has 2 letters; it has to have 1"),
        (
            "matrix-choice",
            "row 1",
            "<b>row</b>",
            "`rows[1].text`: `<b>` is no tag of the bank's texts; they have p, br, strong, em, sub, sup, lists and tables, without attributes",
        ),
        (
            "matrix-response",
            "\"AC\"",
            "\"A\"",
            "`columns[2]`: the key `C` is right in no row; every column has to be right at least once",
        ),
        ("highlight-text", "{E|five}", "five", "`text`: there are 4; there have to be 5 to 5"),
        (
            "highlight-text",
            "{A|one}",
            "{B|one}",
            "`body.groups[0].options[0].id`: it has to be the letter of its place, A for the first",
        ),
        (
            "highlight-table",
            "{ rationale",
            "{ text = \"one\", rationale",
            "`options[0].text`: it doesn't go with the type highlight-table; remove it",
        ),
        ("highlight-text", "{D|four}", "{D|one}", "`body.groups[0].options[3].text`: `one` is there twice"),
        (
            "bow-tie",
            "\"actions\"",
            "\"signs\"",
            "`body.groups[0].id`: it has to be actions, condition, parameters, in this order",
        ),
        ("bow-tie", "\"DE\"", "\"D\"", "`groups[2].key`: the key `D` has 1 letters; it has to have 2"),
        ("bow-tie", "id = \"condition\", ", "", "`groups[1].id`: it is missing; an item of the type bow-tie needs it"),
        ("multiple-choice", "-0.4", "nan", "`difficulty`: NaN is not between -5 and 5 logits"),
        ("multiple-choice", "-0.4", "5.1", "`difficulty`: 5.1 is not between -5 and 5 logits"),
        ("multiple-choice", "\"Gordis\"", "\"\"", "`reference`: it is empty; fill it in"),
        ("multiple-choice", "\"t1\"", "\"t0\"", "`body.groups[0].options[1].text`: `t0` is there twice"),
        ("multiple-choice", "text = \"t1\", ", "", "`options[1].text`: it is empty; fill it in"),
        ("multiple-choice", "key =", "unit = \"mL\"\nkey =", "`unit`: it doesn't go with the type multiple-choice; remove it"),
        ("multiple-choice", "key =", "step = 1\nkey =", "`case`: `case` and `step` go together; give both or neither"),
        ("multiple-choice", "key =", "case = \"c\"\nkey =", "`step`: `case` and `step` go together; give both or neither"),
        (
            "multiple-choice",
            "key =",
            "case = \"c\"\nstep = 1\nkey =",
            "`case`: there is no case study `c`; add it, or correct the name",
        ),
    ] {
        assert_eq!(said(kind, from, to), format!("item `x-1`: {said_of_it}"));
    }
}

#[test]
fn unknown_fields_and_values_name_item_and_field() {
    let unknown = said("multiple-choice", "bloom", "boom");
    assert!(unknown.starts_with("item `x-1`: unknown field `boom`, expected one of `id`, `type`"), "{unknown}");
    let nested = said("multiple-choice", "rationale = \"r1\"", "rational = \"r1\"");
    assert!(nested.starts_with("item `x-1`: unknown field `rational`") && nested.contains("in `options"), "{nested}");
    let value = said("multiple-choice", "\"apply\"", "\"know\"");
    assert!(value.starts_with("item `x-1`: unknown variant `know`") && value.contains("in `bloom`"), "{value}");
    assert!(said("multiple-choice", "id = \"x-1\"\n", "").starts_with("item `items[0]`: missing field `id`"));
    assert!(said("multiple-choice", "\"x-1\"", "\"X 1\"").starts_with("item `X 1`: `id`: it has to be 1 to 80 lower-case"));
}

#[test]
fn each_type_has_its_numbers_of_options_and_rows() {
    let counts = |kind: &str, field: &str, of: fn(usize) -> String, sizes: std::ops::RangeInclusive<usize>| {
        let (start, end) = (sizes.start(), sizes.end());
        let list = |text: &str| text.find(field).map(|at| text[at..].lines().next().unwrap_or_default().to_owned());
        let text = format!("{HEAD}{}", item("x-1", kind, ""));
        let line = list(&text).expect("the field is there");
        for count in [start - 1, end + 1] {
            let error = read_one(&text.replace(&line, &of(count))).expect_err(kind).to_string();
            let field = field.trim_end_matches(" = [");
            assert_eq!(error, format!("np1.toml: item `x-1`: `{field}`: there are {count}; there have to be {start} to {end}"));
        }
    };
    let of_rows = |count: usize| rows(&["A", "B", "A", "B", "A", "B", "A", "B", "A"][..count]);
    counts("multiple-choice", "options = [", options, 2..=8);
    counts("select-all", "options = [", options, 5..=10);
    counts("select-n", "options = [", options, 5..=10);
    counts("ordered", "options = [", options, 4..=8);
    counts("drag-cloze", "options = [", options, 4..=8);
    counts("matrix-choice", "rows = [", of_rows, 4..=8);
    counts("matrix-response", "rows = [", of_rows, 3..=7);
}

#[test]
fn ids_are_unique_over_all_files() {
    let one = (String::from("a.toml"), format!("{HEAD}{}", item("x-1", "numeric", "")));
    let other = (String::from("b.toml"), format!("{HEAD}{}", item("x-1", "cloze", "")));
    let error = read(&[one, other]).expect_err("the same id").to_string();
    assert_eq!(error, "b.toml: item `x-1`: `id`: it is taken by a record in a.toml; choose another one");
}

#[test]
fn a_folder_is_read_by_its_toml_files() {
    let folder = std::env::temp_dir().join(format!("nursing-bank-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("made");
    let empty = read_folder(&folder).expect_err("no file").to_string();
    std::fs::write(folder.join("b.toml"), format!("{HEAD}{}", item("x-2", "numeric", ""))).expect("written");
    std::fs::write(folder.join("a.toml"), format!("{HEAD}{}", item("x-1", "numeric", ""))).expect("written");
    std::fs::write(folder.join("README.md"), "no bank file").expect("written");
    let bank = read_folder(&folder);
    std::fs::remove_dir_all(&folder).expect("removed");
    assert!(empty.ends_with("there is no `.toml` file in it"), "{empty}");
    let bank = bank.expect("sound");
    assert_eq!(bank.items().iter().map(|item| item.id()).collect::<Vec<_>>(), ["x-1", "x-2"]);
    assert!(matches!(read_folder(&folder), Err(BankError::Io { .. })));
}

proptest! {
    /// Whatever becomes of a file, reading it ends with a bank or an error.
    #[test]
    fn damaged_files_do_no_harm(kind in 0..14_usize, at in 0.0..1.0_f64, cut in 0..9_usize, put in "[A-E{}|<>\"=\\[\\]1-9\u{e9} \n]{0,4}") {
        let text = format!("{HEAD}{}", item("x-1", Interaction::ALL[kind].name(), ""));
        let signs: Vec<char> = text.chars().collect();
        let at = (at * signs.len() as f64) as usize;
        let damaged: String =
            signs[..at].iter().copied().chain(put.chars()).chain(signs[at..].iter().copied().skip(cut)).collect();
        if let Ok(bank) = read_one(&damaged) {
            lint(&bank);
            prop_assert_eq!(stats(&bank).items, bank.items().len());
        }
    }
}
