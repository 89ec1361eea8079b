//! GIFT files as a whole.
#![cfg(feature = "import")]

mod portable;

use std::{fs, path::Path};

use nursing_domain::{
    export, import,
    import::{ImportReport, Limits, Reason, Suspicion},
    interaction::Interaction,
    item::{Body, Choice, Draft, Fault, Item, Ordered},
    rich::RichText,
};
use proptest::prelude::*;

fn read(text: &str) -> ImportReport {
    import::import("sample.gift", text.as_bytes(), &Limits::default())
}

/// The file's report; none where the fixtures aren't.
fn fixture(name: &str) -> Option<ImportReport> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/gift").join(name);
    match fs::read(&path) {
        Ok(bytes) => Some(import::import(name, &bytes, &Limits::default())),
        Err(_) => {
            eprintln!("skipped: the fixture {name} is not there");
            None
        }
    }
}

fn reasons(report: &ImportReport) -> Vec<(u32, u32, String)> {
    report.refused.iter().map(|refused| (refused.place.line, refused.place.column, refused.reason.to_string())).collect()
}

fn only(text: &str) -> Item {
    let report = read(text);
    let [imported] = report.items.as_slice() else { panic!("{text}: {:?}", report.refused) };
    imported.item.clone()
}

/// The options, right ones with a `+`, and rationales behind a `#`.
fn options(item: &Item) -> Vec<String> {
    let Body::Groups(body) = item.body() else { panic!("no options") };
    let group = &body.groups[0];
    let line = |option: &Choice| {
        let why = option.rationale.as_ref().map(|why| format!("#{}", why.html())).unwrap_or_default();
        format!("{}{}{why}", if option.right { "+" } else { "-" }, option.text.html())
    };
    group.options.iter().map(line).chain(group.rationale.iter().map(|why| format!("####{}", why.html()))).collect()
}

#[test]
fn every_kind_of_the_documentation() {
    let mc = only("::A \\:\\: title::Who's buried in Grant's tomb?{=no one#Right~Grant #Not he ~Jefferson####In general}");
    assert_eq!(mc.kind(), Interaction::MultipleChoice);
    assert_eq!(mc.stem().html(), "Who's buried in Grant's tomb?");
    assert_eq!(options(&mc), ["+no one#Right", "-Grant#Not he", "-Jefferson", "####In general"]);

    let missing = only("Grant is {~buried =entombed} in Grant's tomb.");
    assert_eq!(missing.stem().html(), "Grant is _____ in Grant's tomb.");

    let all = only("Which?{~%50%one ~%50%two ~%-50%three ~four}");
    assert_eq!(all.kind(), Interaction::SelectAll);
    assert_eq!(options(&all), ["+one", "+two", "-three", "-four"]);

    assert_eq!(options(&only("True?{T}")), ["+True", "-False"]);
    assert_eq!(options(&only("True?{FALSE#wrong#right####more}")), ["-True#wrong", "+False#right", "####more"]);

    let Body::Numeric(number) = only("Rate?{#31.5:0.25#so####and so}").body().clone() else { panic!("no number") };
    assert_eq!((number.value.to_string(), number.tolerance.to_string(), number.decimals), ("31.5".into(), "0.25".into(), 2));
    assert_eq!(number.rationale.expect("a rationale").html(), "so<br>and so");
}

#[test]
fn what_is_no_item_says_why() {
    let report = read(
        "Essay {}\n\nShort {=a =b}\n\nMatch {=a -> b =c}\n\nRead this.\n\nPartly {#=1:0 =%50%2:0}\n\nMany {#=1 =2}\n\n\
         Any {#*}\n\nNo key {~a ~b}\n\nTwo keys {=a =b ~c}\n\nPercent {~%50%a ~%25%b ~c}\n\nWords {#about three}\n\nEmpty {#}\n\n\
         One {=a ~ }\n\n  Text {a ~b}",
    );
    assert_eq!(report.items, []);
    assert_eq!(
        reasons(&report),
        [
            (1, 1, "essay questions are not supported"),
            (3, 1, "short answer questions are not supported"),
            (5, 16, "an answer has no `->` between its sides"),
            (7, 1, "it asks nothing: a description"),
            (9, 15, "numerical questions with partly right answers are not supported"),
            (11, 11, "numerical questions with several right answers are not supported"),
            (13, 7, "numerical questions that take any number are not supported"),
            (15, 9, "it has no key"),
            (17, 11, "its key names 2 options, of which each alone is fully right"),
            (19, 10, "its key gives the right options 75 %, not 100 %"),
            (21, 9, "its key `about three` is no number"),
            (23, 1, "it has no key"),
            (25, 1, "`body.groups[0].options[1].text`: it is empty"),
            (27, 9, "the first answer begins with neither `=` nor `~`"),
        ]
        .map(|(line, column, words)| (line, column, words.to_owned()))
    );
}

#[test]
fn pairs_are_a_table_whose_columns_tell_nothing() {
    let item = only("Match.{=heparin -> protamine =warfarin -> vitamin K = -> naloxone =enoxaparin->protamine####Learn them.}");
    let Body::Groups(body) = item.body() else { panic!("no groups") };
    assert_eq!(body.kind, Interaction::MatrixChoice);
    let rows: Vec<(&str, Vec<(&str, bool)>)> = body
        .groups
        .iter()
        .map(|group| {
            let label = group.label.as_ref().expect("a label").html();
            (label, group.options.iter().map(|option| (option.text.html(), option.right)).collect())
        })
        .collect();
    let columns = |right: &str| ["naloxone", "protamine", "vitamin K"].map(|text| (text, text == right)).to_vec();
    let expected = [("heparin", columns("protamine")), ("warfarin", columns("vitamin K")), ("enoxaparin", columns("protamine"))];
    assert_eq!(rows, expected);
    assert_eq!(body.groups[0].rationale.as_ref().expect("a rationale").html(), "Learn them.");
    assert!(matches!(read("One.{=a -> b}").refused[0].reason, Reason::Item(_)));
    assert_eq!(read("None.{=a -> =b -> c}").refused[0].reason, Reason::Key("has no partner for `a`".into()));
    let flood = read(&format!("Many.{{{}}}", "=a -> b ".repeat(100_000)));
    assert!(matches!(flood.refused[0].reason, Reason::Item(_)));
}

#[test]
fn what_a_text_would_lose_is_refused_or_noted() {
    let film = read("[html]<video src\\=\"a.mp4\"></video>What is wrong?{=a ~b}");
    assert_eq!(film.refused[0].reason, Reason::Unsupported("video".into()));
    assert_eq!(only("[html]<div>A man.</div><div>What now?</div>{=a ~b}").stem().html(), "A man.<br>What now?");
    let formula = read("[html]<p>\\\\(x^2\\\\) is?</p>{=a ~b}");
    assert_eq!(formula.warnings[0].suspicion, Suspicion::Formula("x^2".into()));
    let misread = read("38Â°C is?{=a ~b}");
    assert_eq!(misread.warnings[0].suspicion, Suspicion::Misread("Â°".into()));
    let aiken = read("Which organ?\nA. Liver\nB. Heart\nANSWER: B");
    assert_eq!(aiken.refused[0].reason, Reason::Unsupported("questions in the Aiken format".into()));
}

#[test]
fn a_broken_question_costs_its_neighbours_nothing() {
    let report = read(
        "\u{feff}One {T}\r\n\r\n::Two {=a\r\n\r\nThree {=a\r\n ~b\r\n\r\nFour } {T}\r\n\r\nFive {=a {~b}}\r\n\r\nSix {F}\r\n",
    );
    assert_eq!(report.items.iter().map(|imported| imported.place.line).collect::<Vec<_>>(), [1, 12]);
    assert_eq!(
        report.refused.iter().map(|refused| (refused.place.line, refused.place.column)).collect::<Vec<_>>(),
        [(3, 1), (5, 7), (8, 6), (10, 10)]
    );
    assert!(report.refused.iter().all(|refused| matches!(refused.reason, Reason::Syntax(_))));
}

#[test]
fn more_options_than_an_item_has_are_an_error_of_the_item() {
    for count in [13, 27, 5_000] {
        let report = read(&format!("Q {{=a{}}}", "~b".repeat(count - 1)));
        let [refused] = report.refused.as_slice() else { panic!("{report:?}") };
        let Reason::Item(error) = &refused.reason else { panic!("{refused:?}") };
        assert_eq!(error.fault, Fault::Count { found: count, wanted: "2 to 12".into() });
    }
}

#[test]
fn weights_that_nobody_scores_are_noted() {
    let noted = |text: &str| read(text).warnings.into_iter().map(|warning| warning.suspicion).collect::<Vec<_>>();
    assert_eq!(noted("Q {~%75%a ~%25%b ~c}"), [Suspicion::LeftOut("the weights 75 %, 25 %, 0 %".into())]);
    assert_eq!(noted("Q {~%50%a ~%50%b ~%-100%c}"), [Suspicion::LeftOut("the weights 50 %, 50 %, -100 %".into())]);
    assert_eq!(noted("Q {=a ~%50%b}"), [Suspicion::LeftOut("the weights 100 %, 50 %".into())]);
    assert_eq!(noted("Q {#=5:0 =%0%9:0#no ~#neither}"), [Suspicion::LeftOut("the feedback on wrong numbers".into())]);
    assert_eq!(noted("// [tag:ward] [id:Q 1]\nQ {T}").len(), 2);
    assert_eq!(noted("Q {~%50%a ~%50%b ~%-50%c}"), []);
}

#[test]
fn categories_and_tags_say_what_an_item_is_about() {
    let report = read(
        "$CATEGORY: $course$/top/Fluids\n::a::Q {T}\n\n// [id:np3-x-1] [tag:bloom=Apply] [tag:difficulty=-0.5]\n\
         // [tag:unit=mL/h] [tag:decimals=2]\nR {#1}\n\n// [id:np3-x-1]\nS {T}\n\n// [tag:bloom=often]\nT {T}",
    );
    let [first, second] = report.items.as_slice() else { panic!("{report:?}") };
    assert_eq!((first.item.id(), &*first.item.facts().topic), ("sample-0002", "Fluids"));
    assert_eq!((second.item.id(), second.item.facts().difficulty_milli), ("np3-x-1", Some(-500)));
    assert!(matches!(second.item.body(), Body::Numeric(number) if number.unit == "mL/h" && number.decimals == 2));
    assert_eq!(
        reasons(&report)[1..],
        [
            (9, 1, "`id`: `np3-x-1` is there twice".to_owned()),
            (12, 1, "`facts.bloom`: it has to be remember, understand, apply, analyze, evaluate or create".to_owned())
        ]
    );
}

#[test]
fn limits_are_named() {
    let limits = Limits { records: 2, text_bytes: 50, ..Limits::default() };
    let report = import::import("a.gift", "A {T}\n\nB {T}\n\nC {T}\n\nD {T}".as_bytes(), &limits);
    assert_eq!((report.items.len(), report.refused.len()), (2, 1));
    assert_eq!(report.refused[0].reason, Reason::Limit { what: "records in the file", limit: 2 });
    let report = import::import("a.gift", format!("{} {{T}}", "long ".repeat(11)).as_bytes(), &limits);
    assert!(matches!(report.refused[0].reason, Reason::Text(_)));
}

#[test]
fn floods_of_signs_end_in_a_report() {
    for sign in ["{", "}", "~", "=", "\\", "#", ":", "%", "[", "\n", "\r", "~=", "\\{", "a\n", "::", "[id:", "#=", "..", "&", "<"]
    {
        let flood = sign.repeat(50_000);
        for text in
            [flood.clone(), format!("Q {{{flood}}}"), format!("// [tag:{flood}\nQ {{=a ~b{flood}"), format!("Q {{#{flood}}}")]
        {
            let report = read(&text);
            assert!(report.records() <= Limits::default().records + 1, "{sign}");
        }
    }
}

#[test]
fn the_fixtures() {
    for (name, items, refused, warnings) in [
        ("TFTwoFeedback.gift", 3, 0, 0),
        ("category1.gift", 0, 1, 0),
        ("description1.gift", 1, 1, 0),
        ("escapeAll.gift", 1, 0, 0),
        ("escapeColon.gift", 0, 1, 0),
        ("essay1.gift", 0, 1, 0),
        ("formatExamples.gift", 1, 0, 0),
        ("giftFormatPhpExamples.gift", 7, 3, 1),
        ("matching1.gift", 2, 0, 0),
        ("mc1.gift", 1, 0, 0),
        ("mc4.gift", 1, 0, 0),
        ("multiLineFeedback1.gift", 1, 1, 0),
        ("multipleAnswersFloat.gift", 1, 0, 1),
        ("numerical1.gift", 9, 1, 1),
        ("shortAnswer1.gift", 0, 2, 0),
    ] {
        let Some(report) = fixture(name) else { continue };
        let counts = (report.items.len(), report.refused.len(), report.warnings.len());
        assert_eq!(counts, (items, refused, warnings), "{name}: {:?} {:?}", report.refused, report.warnings);
    }
    if let Some(report) = fixture("escapeAll.gift") {
        let lines = options(&report.items[0].item);
        assert_eq!(lines[3], "-{#{ is a control character.");
        assert_eq!(
            lines[6],
            "+\\#Correct! \\ (backslash) is not a control character. BUT,<br>it is used to escape the control characters."
        );
    }
    if let Some(report) = fixture("multiLineFeedback1.gift") {
        assert_eq!(report.refused[0].reason, Reason::ImageMissing("3.png".into()));
        assert_eq!(report.refused[0].record, "06- création d'instance");
    }
}

#[test]
fn other_kinds_stay_behind_with_a_reason() {
    let ordered = Ordered {
        options: ["A", "B"]
            .map(|id| Choice { id: id.into(), text: RichText::plain(id).expect("plain"), right: true, rationale: None })
            .into(),
        key: vec!["B".into(), "A".into()],
    };
    let mut draft = Draft::from(only("Q {T}"));
    draft.body = Body::Ordered(ordered);
    let exported = export::gift::export(&[only("Q {T}"), Item::new(draft).expect("sound")]);
    assert_eq!(exported.items, 1);
    assert_eq!(exported.left[0].reason, "the format has no ordered items");

    let mut draft = Draft::from(only("Q {T}"));
    draft.facts.reference = Some("C:\\books\\".into());
    let exported = export::gift::export(&[Item::new(draft).expect("sound")]);
    assert_eq!((exported.items, exported.left.len()), (0, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_comes_back(items in portable::items()) {
        let exported = export::gift::export(&items);
        let report = import::import("back.gift", &exported.bytes, &Limits::default());
        prop_assert_eq!(report.items.iter().map(|imported| &imported.item).collect::<Vec<_>>(), items.iter().collect::<Vec<_>>());
        prop_assert_eq!(report.items.len(), exported.items);
        prop_assert!(report.refused.iter().all(|refused| matches!(refused.reason, Reason::NoQuestion(_))), "{:?}", report.refused);
        // A text may hold the sign for what could not be read, and whoever imports it is told.
        prop_assert!(report.warnings.iter().all(|warning| warning.suspicion == Suspicion::Replacement), "{:?}", report.warnings);
        prop_assert_eq!(exported.left, []);
    }

    #[test]
    fn nothing_panics(bytes in any::<Vec<u8>>(), text in "[a \n\\\\:#=~{}%0-9.\\[\\]\"<>&$/T-]{0,200}") {
        let _ = import::import("a.gift", &bytes, &Limits::default());
        let report = read(&text);
        let again = read(&text);
        prop_assert_eq!(&report, &again);
        // Every record that isn't an item says why.
        prop_assert!(report.items.iter().all(|imported| imported.place.line > 0));
    }
}
