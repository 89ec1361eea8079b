//! CSV files as a whole.
#![cfg(feature = "import")]

mod portable;

use std::{fs, path::Path};

use nursing_domain::{
    export, import,
    import::{ImportReport, Limits, Reason, Suspicion},
    interaction::Interaction,
    item::{Bloom, Body, Draft, Group, Item, Ordered, Part, Review},
};
use proptest::prelude::*;

fn read(text: &str) -> ImportReport {
    import::import("sample.csv", text.as_bytes(), &Limits::default())
}

fn group(item: &Item) -> &Group {
    let Body::Groups(body) = item.body() else { panic!("no options") };
    &body.groups[0]
}

fn reasons(report: &ImportReport) -> Vec<(u32, u32, String)> {
    report.refused.iter().map(|refused| (refused.place.line, refused.place.column, refused.reason.to_string())).collect()
}

fn suspicions(report: &ImportReport) -> Vec<(u32, Suspicion)> {
    report.warnings.iter().map(|warning| (warning.place.line, warning.suspicion.clone())).collect()
}

#[test]
fn without_a_header_cells_are_plain_text() {
    let report = read("\"Which of\n these, \"\"exactly\"\"?\",pH < 7.35,a <b> & c,C,d,A\r\nNext?,a,b,c\n");
    let [first] = report.items.as_slice() else { panic!("{report:?}") };
    assert_eq!(first.item.stem().html(), "Which of<br> these, \"exactly\"?");
    assert_eq!(first.item.id(), "sample-0001");
    assert_eq!(first.item.facts().topic, "sample");
    let texts: Vec<(&str, bool)> = group(&first.item).options.iter().map(|option| (option.text.html(), option.right)).collect();
    assert_eq!(texts, [("pH &lt; 7.35", true), ("a &lt;b&gt; &amp; c", false), ("C", false), ("d", false)]);
    assert_eq!(suspicions(&report), [(1, Suspicion::Markup("<b>".into()))]);
    assert_eq!(reasons(&report), [(3, 11, "its key `c` names the option C, which isn't there".to_owned())]);
}

#[test]
fn damaged_cells_are_flagged_and_never_repaired() {
    let report = read(
        "Ratio?,2:25,15:02,01:30:00,12:01:00 AM,D\nCount?,3-Apr,4,5,6,B\nLost?,a,b,caf\u{fffd},d,A\n\
         Empty at the end?,a,b,c,,A\nEmpty key?,a,b,c,,D\nEmpty inside?,a,,c,d,D\nNo key?,a,b,c,d,\nTwo keys?,a,b,c,d,AB\n",
    );
    assert_eq!(
        suspicions(&report),
        [
            (1, Suspicion::ClockTime("15:02".into())),
            (1, Suspicion::ClockTime("01:30:00".into())),
            (1, Suspicion::ClockTime("12:01:00 AM".into())),
            (2, Suspicion::Date("3-Apr".into())),
            (3, Suspicion::Replacement),
            (4, Suspicion::OptionMissing { found: 3, usual: 4 }),
        ]
    );
    assert_eq!(
        reasons(&report),
        [
            (5, 19, "its key `D` names the option D, which isn't there"),
            (6, 1, "`body.groups[0].options[1].text`: it is empty"),
            (7, 1, "it has no key"),
            (8, 19, "its key is `AB` and not the letter of an option"),
        ]
        .map(|(line, column, words)| (line, column, words.to_owned()))
    );
}

#[test]
fn a_header_names_what_there_is() {
    let report = read(
        "ID;Kind;Stem;A;B;C;Key;Rationale A;rationale;Tolerance;Unit;Topic;Part;Bloom;Difficulty;Licence;reviewed-by;reviewed-on;Notes\n\
         x-1;select-all;<p>Which?</p>;one;two;three;a, c;\"because; yes\";all;;;Fluids;NP3;Apply;-0.25;CC0-1.0;M. Reyes;2026-11-24;\n\
         ;numeric;Rate?;;;;31.50;;63/2;0.5;mL/h;;;;;;;;ask again\n\
         x-3;;Which?;yes;no;;B\n\
         ;;;;;;\n",
    );
    assert_eq!(report.refused, []);
    let [all, number, one] = report.items.as_slice() else { panic!("{report:?}") };
    assert_eq!((all.item.id(), all.item.kind(), all.item.stem().html()), ("x-1", Interaction::SelectAll, "<p>Which?</p>"));
    assert_eq!(group(&all.item).options.iter().map(|option| option.right).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(group(&all.item).options[0].rationale.as_ref().expect("a rationale").html(), "because; yes");
    assert_eq!(group(&all.item).rationale.as_ref().expect("a rationale").html(), "all");
    let facts = all.item.facts();
    assert_eq!(
        (&*facts.topic, facts.part, facts.bloom, facts.difficulty_milli),
        ("Fluids", Some(Part::Np3), Some(Bloom::Apply), Some(-250))
    );
    assert_eq!(facts.review, Review::Reviewed { by: "M. Reyes".into(), on: "2026-11-24".into() });
    let Body::Numeric(body) = number.item.body() else { panic!("no number") };
    assert_eq!(
        (body.value.to_string(), body.tolerance.to_string(), body.decimals, &*body.unit),
        ("31.50".into(), "0.5".into(), 2, "mL/h")
    );
    assert_eq!((number.item.id(), &*number.item.facts().licence), ("sample-0002", "unknown"));
    assert_eq!((one.item.kind(), one.place.line), (Interaction::MultipleChoice, 4));
    assert_eq!(suspicions(&report), [(3, Suspicion::LeftOut("the column `Notes`".into()))]);
}

/// The right options of each item, and why the others were refused.
fn keys(text: &str) -> Vec<String> {
    let report = read(text);
    let right = |item: &Item| {
        group(item).options.iter().filter(|option| option.right).map(|option| option.id.clone()).collect::<String>()
    };
    let taken = report.items.iter().map(|imported| (imported.place.line, right(&imported.item)));
    let refused = report.refused.iter().map(|refused| (refused.place.line, refused.reason.to_string()));
    let mut all: Vec<(u32, String)> = taken.chain(refused).collect();
    all.sort();
    all.into_iter().map(|(_, words)| words).collect()
}

#[test]
fn headers_of_other_systems_are_known() {
    for (text, expected) in [
        ("Question,Option A,Option B,Option C,Option D,Correct Answer\r\nOrgan?,Liver,Heart,Lung,Skin,B\r\n", "B"),
        ("question_text,answer1,answer2,answer3,correct\nOrgan?,Liver,Heart,Lung,2\n", "B"),
        ("\u{feff}Question;Choice 1;Choice 2;Correct Option\r\n\"Or\r\ngan?\";Liver;Heart;2\r\n", "B"),
        (
            "Question - max 120 characters,Answer 1 - max 75 characters,Answer 2,\"Time limit (sec) - 5, 10\",Correct answer(s) - choose one\nOrgan?,Liver,Heart,20,2\n",
            "B",
        ),
        (
            "Question Text,Question Type,Option 1,Option 2,Option 3,Correct Answer,Image Link\nFat?,Checkbox,A,B,D,\"1,3\",\n",
            "AC",
        ),
        ("Question,Question Type,Choice 1,Choice 2,Answer\nOrgan?,MULTIPLE_CHOICE,Liver,Heart,Heart\n", "B"),
        ("sep=;\r\nQuestion;A;B;Answer\r\nOrgan?;Liver;Heart;B\r\n", "B"),
        ("No.,Question,Choice A,Choice B,Key\n1,Organ?,Liver,Heart,B\n", "B"),
        ("question,a,b,answer\nOrgan?,Liver,Heart,B) Heart\n", "B"),
        ("question,type,a,b,c,answer\nOrgans?,SATA,Liver,Heart,Book,A and B\n", "AB"),
        ("question,answer\nThe heart pumps.,TRUE\n", "A"),
        ("question,type,answer\nThe heart rests.,True/False,false\n", "B"),
        ("Organ?;Liver;Heart;B\n", "B"),
    ] {
        assert_eq!(keys(text), [expected], "{text}");
    }
    let report =
        read("question,a,b,answer,Explanation 2,Difficulty,ID,Passage\nOrgan?,Liver,Heart,B,It pumps.,easy,Q 1,A man.\n");
    let [imported] = report.items.as_slice() else { panic!("{report:?}") };
    assert_eq!(imported.item.stem().html(), "A man.<br><br>Organ?");
    assert_eq!(group(&imported.item).options[1].rationale.as_ref().expect("a rationale").html(), "It pumps.");
    assert_eq!(
        suspicions(&report),
        [
            (2, Suspicion::LeftOut("the column `difficulty`, which holds `easy`,".into())),
            (2, Suspicion::LeftOut("the column `id`, which holds `Q 1`,".into())),
        ]
    );
}

#[test]
fn keys_of_other_systems_are_not_guessed() {
    let numbered = "question,answer1,answer2,answer3,correct";
    assert_eq!(
        keys(&format!("{numbered}\nOne?,p,q,r,4\nTwo?,3,2,1,1\nThree?,p,q,r,Z?\nFour?,p,q,r,none\n")),
        [
            "its key `4` names the option 4, which isn't there",
            "its key `1` may mean A by its place or C by its text",
            "its key `Z?` names the option Z, which isn't there",
            "its key is `none`, which is neither the letter nor the text of an option",
        ]
    );
    // Whether 1 is the first option or the second, nobody knows.
    let from_zero = keys(&format!("{numbered}\nOne?,p,q,r,0\nTwo?,p,q,r,1\n"));
    assert!(from_zero.iter().all(|words| words.ends_with("and not the letters of options")), "{from_zero:?}");
    assert_eq!(
        keys("question,a,b,c,answer,image\nOne?,B,A,C,A,\nTwo?,p,q,r,1,\nThree?,p,q,r,\"A,B\",\nFour?,p,q,r,A,ecg.png\n"),
        [
            "its key `A` may mean A by its place or B by its text",
            "its key is `1` and not the letters of options",
            "`body.groups[0]`: the key names 2 options, not one",
            "the image `ecg.png` is missing",
        ]
    );
    // Its rows would make items without a header: the number as the stem, the question as an option.
    let unknown = read("No,Text,Opt A,Opt B,Solution\n1,Organ?,Liver,Heart,B\n");
    assert_eq!((unknown.items.len(), unknown.refused.len()), (0, 1));
    let broken = read("No,question,\"A,B,Answer\n1,Organ?,Liver,Heart,B\n");
    assert_eq!((broken.items.len(), broken.refused.len()), (0, 1));
}

#[test]
fn damage_is_flagged_whatever_made_it() {
    let report = read("question,a,b,answer\n38Â°C?,#REF!,b,B\nOne\u{202e}?,a,b,B\n<div>x</div><div>y</div>?,a,b,B\n");
    assert_eq!(
        suspicions(&report),
        [
            (2, Suspicion::Misread("Â°".into())),
            (2, Suspicion::SheetError("#REF!".into())),
            (3, Suspicion::Invisible(0x202e)),
            (4, Suspicion::Tags("div".into())),
        ]
    );
    assert_eq!(report.items[2].item.stem().html(), "x<br>y<br>?");
    for (bytes, words) in [
        (&b"q\0,\0a\0"[..], "the file looks like UTF-16 without a byte order mark; save the file as UTF-8"),
        (b"\xff\xfe\0\0q\0\0\0", "the file begins as UTF-32; save the file as UTF-8"),
    ] {
        assert_eq!(import::import("a.csv", bytes, &Limits::default()).refused[0].reason, Reason::Encoding(words.into()));
    }
    assert!(matches!(read("").refused[0].reason, Reason::NoQuestion(_)));
}

#[test]
fn a_wrong_cell_is_named_with_its_place() {
    let report = read(
        "id,stem,a,b,key,kind,tolerance,decimals,bloom,reviewed_by\nx,One?,p,q,C\nx,Two?,p,q,A\nx,Three?,p,q,A\n,Four?,p,q,A,essay\n\
         ,Five?,,,ten,numeric\n,Six?,,,1,numeric,±1\n,Seven?,,,1,numeric,,few\n,Eight?,p,q,A,,,,often\n,Nine?,p,q,A,,,,,me\n\
         ,Ten?,p,q,A,,,,,,more\n,Eleven?,p,p,A\nX 1,Twelve?,p,q,A\n,,p,q,A\n",
    );
    assert_eq!(report.items.len(), 1);
    assert_eq!(
        reasons(&report),
        [
            (2, 12, "its key `C` names the option C, which isn't there"),
            (4, 1, "`id`: `x` is there twice"),
            (5, 1, "`essay` questions in a CSV file are not supported"),
            (6, 10, "its key `ten` is no number"),
            (7, 19, "`body.tolerance`: it has to be a number, 0 or more"),
            (8, 22, "`body.decimals`: it has to be a whole number, 6 at most"),
            (9, 1, "`facts.bloom`: it has to be remember, understand, apply, analyze, evaluate or create"),
            (10, 1, "`facts.review`: it has to be by somebody and on a day, both"),
            (11, 18, "it has more cells than the header's 10 columns"),
            (12, 1, "`body.groups[0].options[1].text`: `p` is there twice"),
            (13, 1, "`id`: it has to be 1 to 80 lower-case letters, digits and hyphens"),
            (14, 1, "`stem`: it is empty"),
        ]
        .map(|(line, column, words)| (line, column, words.to_owned()))
    );
    assert_eq!(report.refused[0].record, "One?");
}

#[test]
fn fewer_options_than_most_are_flagged() {
    let report = read("stem,a,b,c,d,key\n1?,p,q,r,s,A\n2?,p,q,r,s,A\n3?,p,q,r,,A\n");
    assert_eq!(suspicions(&report), [(4, Suspicion::OptionMissing { found: 3, usual: 4 })]);
    assert_eq!(suspicions(&read("stem,a,b,c,d,key\n1?,p,q,r,s,A\n3?,p,q,r,,A\n")), []);
}

#[test]
fn encodings_and_quotes_are_read_or_refused_at_their_place() {
    let utf16: Vec<u8> = "\u{feff}Là?,a,b,A\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let report = import::import("a.csv", &utf16, &Limits::default());
    assert_eq!(report.items[0].item.stem().html(), "Là?");
    let report = import::import("a.csv", b"One?,a,b,A\nL\xe0?,a,b,A\n", &Limits::default());
    assert_eq!(report.items, []);
    assert!(matches!(&report.refused[..], [refused] if matches!(refused.reason, Reason::Encoding(_))));
    assert_eq!((report.refused[0].place.line, report.refused[0].place.column), (2, 2));

    let report = read("One?,a,b,A\nTwo?,\"a,b,A\nThree?,\"a, or so\",b,A\nFour?,\"a,b,A\n");
    assert_eq!(report.items.iter().map(|imported| imported.place.line).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(
        reasons(&report),
        [(3, 9, "there is text behind a closing quote".to_owned()), (4, 7, "a quote begins here and never ends".to_owned())]
    );
    assert_eq!(report.refused[0].record, "Two?,\"a,b,A");
}

#[test]
fn limits_are_named() {
    let limits = Limits { records: 1, ..Limits::default() };
    let report = import::import("a.csv", b"1?,a,b,A\n2?,a,b,A\n3?,a,b,A\n", &limits);
    assert_eq!((report.items.len(), report.refused.len()), (1, 1));
    assert_eq!(report.refused[0].reason, Reason::Limit { what: "records in the file", limit: 1 });
    assert_eq!(import::import("a.csv", b"1?,a,b,A\n,,,\n", &limits).refused, []);
    for flood in [",", "\"", "\n", ";", "\"\n", "a,\"", "\t", "\r", "=", "<", "&"] {
        assert!(read(&flood.repeat(50_000)).records() <= 50_001, "{flood}");
    }
}

#[test]
fn the_fixtures() {
    for (name, items, warnings) in [
        ("clinical_knowledge.csv", 265, 3),
        ("college_medicine.csv", 173, 3),
        ("human_aging.csv", 223, 0),
        ("nutrition.csv", 306, 1),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/mmlu").join(name);
        let Ok(bytes) = fs::read(&path) else {
            eprintln!("skipped: the fixture {name} is not there");
            continue;
        };
        let report = import::import(name, &bytes, &Limits::default());
        let counts = (report.items.len(), report.refused.len(), report.warnings.len());
        assert_eq!(counts, (items, 0, warnings), "{name}: {:?} {:?}", report.refused, report.warnings);
        assert!(report.items.iter().all(|imported| group(&imported.item).options.len() == 4));
    }
}

#[test]
fn what_a_spreadsheet_would_run_is_no_formula() {
    let report = read("stem,a,b,key\n&#61;1+1?,-5,+5,A\n");
    let exported = export::csv::export(&[report.items[0].item.clone()]);
    let text = String::from_utf8(exported.bytes).expect("text");
    assert!(text.contains("&#61;1+1?,&#45;5,&#43;5,A"), "{text}");
    let mut draft = Draft::from(report.items[0].item.clone());
    draft.facts.reference = Some("=cmd".into());
    let exported = export::csv::export(&[Item::new(draft).expect("sound")]);
    assert_eq!((exported.items, exported.left.len()), (0, 1));
}

#[test]
fn other_kinds_stay_behind_with_a_reason() {
    let one = read("Which?,a,b,A\n").items[0].item.clone();
    let mut options = group(&one).options.clone();
    options.iter_mut().for_each(|option| option.right = true);
    let mut draft = Draft::from(one.clone());
    draft.body = Body::Ordered(Ordered { options, key: vec!["B".into(), "A".into()] });
    let exported = export::csv::export(&[one, Item::new(draft).expect("sound")]);
    assert_eq!((exported.items, &*exported.left[0].reason), (1, "the format has no ordered items"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_comes_back(items in portable::items()) {
        let exported = export::csv::export(&items);
        let report = import::import("back.csv", &exported.bytes, &Limits::default());
        prop_assert_eq!(report.items.iter().map(|imported| &imported.item).collect::<Vec<_>>(), items.iter().collect::<Vec<_>>());
        prop_assert_eq!(report.items.len(), exported.items);
        prop_assert_eq!(report.refused, []);
        prop_assert_eq!(exported.left, []);
    }

    #[test]
    fn nothing_panics(bytes in any::<Vec<u8>>(), text in "[a\n\r\",;\t:0-9A-D.<>&= -]{0,200}") {
        let _ = import::import("a.csv", &bytes, &Limits::default());
        prop_assert_eq!(read(&text), read(&text));
        let headed = read(&format!("stem,a,b,c,key,kind,tolerance,unit,topic\n{text}"));
        prop_assert!(headed.items.iter().all(|imported| imported.place.line > 1));
    }
}
