//! Moodle XML as Moodle writes it, as people write it, and as nobody should.
#![cfg(feature = "import")]

use nursing_domain::{
    import::{self, ImportReport, Limits, Reason, moodle},
    interaction::Interaction,
    item::{Body, Group, Groups, Item, Number, Ordered},
    rich::RichError,
    scoring,
};
use proptest::prelude::*;

const CHOICES: &str = include_str!("sample/moodle/choices.xml");
const NUMBERS: &str = include_str!("sample/moodle/numbers.xml");
const GAPS: &str = include_str!("sample/moodle/gaps.xml");
const OTHERS: &str = include_str!("sample/moodle/others.xml");

fn read(xml: &str) -> ImportReport {
    moodle::import("folder/Med-Surg quiz.xml", xml.as_bytes(), &Limits::default())
}

/// One question of that type.
fn question(kind: &str, inner: &str) -> ImportReport {
    read(&format!("<quiz>\n<question type=\"{kind}\"><name><text>Q</text></name>\n{inner}</question></quiz>"))
}

fn one(report: &ImportReport) -> &Item {
    assert_eq!((report.items.len(), &*report.refused), (1, &[][..]), "{report:#?}");
    &report.items[0].item
}

fn reason(report: &ImportReport) -> &Reason {
    assert_eq!((report.items.len(), report.refused.len()), (0, 1), "{report:#?}");
    &report.refused[0].reason
}

fn groups(item: &Item) -> &Groups {
    let Body::Groups(groups) = item.body() else { panic!("{item:?}") };
    groups
}

fn number(item: &Item) -> &Number {
    let Body::Numeric(number) = item.body() else { panic!("{item:?}") };
    number
}

fn ordered(item: &Item) -> &Ordered {
    let Body::Ordered(ordered) = item.body() else { panic!("{item:?}") };
    ordered
}

fn words(group: &Group) -> Vec<&str> {
    group.options.iter().map(|option| option.text.html()).collect()
}

fn left_out(report: &ImportReport) -> Vec<String> {
    report.warnings.iter().map(|warning| warning.suspicion.to_string()).collect()
}

#[test]
fn choices_are_read() {
    let report = read(CHOICES);
    let items: Vec<&Item> = report.items.iter().map(|imported| &imported.item).collect();
    let [insulin, digoxin, oxygen] = items.as_slice() else { panic!("{report:#?}") };

    assert_eq!(insulin.id(), "med-surg-quiz-0002");
    assert_eq!((insulin.kind(), insulin.facts().topic.as_str()), (Interaction::MultipleChoice, "Endocrine / Diabetes"));
    assert_eq!((insulin.facts().source.as_str(), insulin.facts().licence.as_str()), ("Med-Surg quiz.xml", "unknown"));
    assert_eq!(insulin.stem().html(), "<p>Which insulin is given <strong>intravenously</strong>?</p>");
    let group = &groups(insulin).groups[0];
    assert_eq!(words(group), ["NPH insulin", "Regular insulin", "Insulin glargine", "Insulin detemir"]);
    assert_eq!(scoring::key(insulin).to_string(), "B");
    assert_eq!(group.options[1].rationale.as_ref().map(|text| text.html()), Some("<p>It is a clear solution.</p>"));
    assert_eq!(group.options[2].rationale, None);
    assert_eq!(group.rationale.as_ref().map(|text| text.html()), Some("<p>Only regular insulin is given into a vein.</p>"));

    assert_eq!((digoxin.kind(), scoring::key(digoxin).to_string().as_str()), (Interaction::SelectAll, "A,C"));
    assert_eq!(words(&groups(digoxin).groups[0])[2], "K<sup>+</sup> &lt; 3.5 mEq/L");

    assert_eq!((oxygen.kind(), scoring::key(oxygen).to_string().as_str()), (Interaction::MultipleChoice, "B"));
    assert_eq!(words(&groups(oxygen).groups[0]), ["True", "False"]);
    assert_eq!(groups(oxygen).groups[0].options[0].rationale.as_ref().map(|text| text.html()), Some("Think of hypoxic drive."));

    let odd: Vec<(&str, String)> =
        report.warnings.iter().map(|warning| (warning.item.as_str(), warning.suspicion.to_string())).collect();
    assert_eq!(
        odd,
        [
            ("med-surg-quiz-0002", "left out: the negative weight of A, D".to_owned()),
            ("med-surg-quiz-0002", "left out: hints".to_owned()),
            ("med-surg-quiz-0002", "left out: the tags span".to_owned()),
            ("med-surg-quiz-0003", "left out: the negative weight of B, D".to_owned()),
        ]
    );
    assert_eq!(report.refused.len(), 1);
    assert_eq!(report.refused[0].reason, Reason::NoQuestion("a category".into()));
    assert_eq!((insulin_place(&report), report.records()), ((9, 3), 4));
}

fn insulin_place(report: &ImportReport) -> (u32, u32) {
    assert_eq!(report.items[0].place.file, "folder/Med-Surg quiz.xml");
    (report.items[0].place.line, report.items[0].place.column)
}

#[test]
fn the_file_is_known_by_its_root() {
    assert_eq!(import::import("folder/Med-Surg quiz.xml", CHOICES.as_bytes(), &Limits::default()), read(CHOICES));
}

#[test]
fn numbers_and_orders_are_read() {
    let report = read(NUMBERS);
    let items: Vec<&Item> = report.items.iter().map(|imported| &imported.item).collect();
    let [drip, dose, steps] = items.as_slice() else { panic!("{report:#?}") };

    let rate = number(drip);
    assert_eq!(
        (rate.value.to_string(), rate.tolerance.to_string(), rate.decimals, &*rate.unit),
        ("31".into(), "0".into(), 0, "gtt/min")
    );
    assert_eq!(
        rate.rationale.as_ref().map(|text| text.html()),
        Some("<p>1000 mL × 15 gtt/mL ÷ 480 min</p><p>Drops can't be divided.</p>")
    );
    // Without a category the file's name is the topic.
    assert_eq!(drip.facts().topic, "Med-Surg quiz");

    let dose = number(dose);
    assert_eq!(
        (dose.value.to_string(), dose.tolerance.to_string(), dose.decimals, &*dose.unit),
        ("2.5".into(), "0.05".into(), 2, "mL")
    );

    let Ordered { options, key } = ordered(steps);
    // By the alphabet, not as they are done.
    assert_eq!(
        options.iter().map(|option| option.text.html()).collect::<Vec<_>>(),
        ["Don gloves", "Don gown", "Perform hand hygiene", "Put on mask"]
    );
    assert_eq!(key, &["C", "B", "D", "A"]);
    assert_eq!(options[2].rationale.as_ref().map(|text| text.html()), Some("Gloves come last."));

    assert_eq!(
        left_out(&report),
        [
            "left out: the credit for numbers that are nearly right",
            "left out: the feedback for wrong numbers",
            "left out: the other units L, cc",
        ]
    );
}

#[test]
fn gaps_are_read() {
    let report = read(GAPS);
    let items: Vec<&Item> = report.items.iter().map(|imported| &imported.item).collect();
    let [shock, lists, acid, sepsis] = items.as_slice() else { panic!("{report:#?}") };

    assert_eq!(shock.kind(), Interaction::DragCloze);
    assert_eq!(shock.stem().html(), "<p>Complete the nurse's note.</p>");
    assert_eq!(
        groups(shock).text.as_ref().map(|text| text.html()),
        Some("<p>In hypovolaemic shock the pulse is {1} and the skin is {2}.</p>")
    );
    assert_eq!(words(&groups(shock).groups[0]), ["cool", "flushed", "rapid", "slow"]);
    assert_eq!(scoring::key(shock).to_string(), "1=C;2=A");

    // Two lists can't be one list of tokens.
    assert_eq!(lists.kind(), Interaction::Cloze);
    assert_eq!(lists.stem().html(), "Complete the text.");
    assert_eq!(words(&groups(lists).groups[0]), ["antagonises", "activates"]);
    assert_eq!(words(&groups(lists).groups[1]), ["heparin", "warfarin"]);
    assert_eq!(scoring::key(lists).to_string(), "1=A;2=A");

    assert_eq!(acid.kind(), Interaction::Cloze);
    assert_eq!(
        groups(acid).text.as_ref().map(|text| text.html()),
        Some("A pH of 7.30 is {1}; one of 7.50 is {2}, one of 7.25 is {3}.")
    );
    assert_eq!(scoring::key(acid).to_string(), "1=A;2=B;3=A");

    assert_eq!(sepsis.kind(), Interaction::Cloze);
    assert_eq!(words(&groups(sepsis).groups[0]), ["blood cultures", "a urine dipstick", "an X-ray"]);
    assert_eq!(words(&groups(sepsis).groups[1]), ["1 hour", "6 hours &amp; 30 min"]);
    assert_eq!(scoring::key(sepsis).to_string(), "1=A;2=A");
    assert_eq!(groups(sepsis).groups[0].options[1].rationale.as_ref().map(|text| text.html()), Some("Not before blood."));
    assert_eq!(left_out(&report), ["left out: the different weights of gaps", "left out: a negative weight in gap 1"]);
}

#[test]
fn a_token_that_fits_two_gaps_is_chosen_from_lists() {
    let drag = |text: &str| {
        let tokens: String =
            ["low", "high", "low"].map(|word| format!("<dragbox><text>{word}</text><group>1</group></dragbox>")).concat();
        question("ddwtos", &format!("<questiontext><text>{text}</text></questiontext>{tokens}"))
    };
    for text in ["Na [[1]], K [[1]]", "Na [[1]], K [[3]]"] {
        let report = drag(text);
        assert_eq!(
            (one(&report).kind(), scoring::key(one(&report)).to_string().as_str()),
            (Interaction::Cloze, "1=A;2=A"),
            "{text}"
        );
    }
    assert_eq!(one(&drag("Na [[3]], K [[2]]")).kind(), Interaction::DragCloze);
}

#[test]
fn what_is_no_item_is_refused_by_name() {
    let report = read(OTHERS);
    let refused: Vec<(u32, &str, String)> =
        report.refused.iter().map(|refused| (refused.place.line, refused.record.as_str(), refused.reason.to_string())).collect();
    let unsupported = |line, record, kind: &str| (line, record, format!("{kind} are not supported"));
    assert_eq!(
        refused,
        [
            unsupported(15, "Name the antidote", "shortanswer questions"),
            unsupported(20, "Explain the care plan", "essay questions"),
            unsupported(24, "Two kinds of gaps", "embedded answers of the type NUMERICAL"),
            unsupported(28, "Several in a gap", "embedded answers of the type MULTIRESPONSE"),
            unsupported(32, "Dose {w}", "calculated questions"),
            unsupported(36, "Dose", "calculatedsimple questions"),
            unsupported(37, "Dose", "calculatedmulti questions"),
            unsupported(38, "Label the heart", "ddimageortext questions"),
            unsupported(39, "Mark the injection site", "ddmarker questions"),
            unsupported(40, "Random pairs", "randomsamatch questions"),
            (41, "Read the chart first.", "it asks nothing: a description".to_owned()),
            unsupported(44, "Stack", "stack questions"),
            (45, "No type", "the question has no type".to_owned()),
            unsupported(46, "", "`note` elements"),
        ]
    );
    assert_eq!(report.items.len(), 2);
}

#[test]
fn pairs_are_a_table() {
    for item in &read(OTHERS).items {
        let body = groups(&item.item);
        assert_eq!(body.kind, Interaction::MatrixChoice);
        let labels: Vec<String> = body.groups.iter().filter_map(|group| Some(group.label.as_ref()?.words())).collect();
        assert_eq!(labels, ["Potassium", "Sodium"]);
        assert_eq!(words(&body.groups[0]), ["135 to 145 mEq/L", "3.5 to 5.0 mEq/L"]);
        assert_eq!(scoring::key(&item.item).to_string(), "1=B;2=A");
    }
    let matching = |pairs: &str| question("matching", &format!("<questiontext><text>?</text></questiontext>{pairs}"));
    let pair = |thing: &str, partner: &str| {
        format!("<subquestion><text>{thing}</text><answer><text>{partner}</text></answer></subquestion>")
    };
    let more = matching(&[pair("a", "x"), pair("b", "x"), pair("", "y")].concat());
    assert_eq!(words(&groups(one(&more)).groups[1]), ["x", "y"]);
    assert_eq!(reason(&matching(&[pair("a", ""), pair("b", "x")].concat())), &Reason::Key("has no partner for `a`".into()));
    assert_eq!(reason(&matching("")), &Reason::KeyMissing);
    assert!(matches!(reason(&matching(&pair("a", "x").repeat(50_000))), Reason::Item(_)));
}

#[test]
fn what_would_take_forever_meets_a_limit() {
    let words = "<dragbox><text>w</text><group>1</group></dragbox>".repeat(100_000);
    let gaps = |text: &str| question("ddwtos", &format!("<questiontext><text>{text}</text></questiontext>{words}"));
    assert!(matches!(reason(&gaps(&"[[1]] ".repeat(10_000))), Reason::Limit { what: "words for gaps", .. }));
    let answers = "<answer fraction=\"1\"><text>a</text></answer>".repeat(50_000);
    let order = question("ordering", &format!("<questiontext><text>?</text></questiontext>{answers}"));
    assert!(matches!(reason(&order), Reason::Limit { what: "answers", .. }));
}

#[test]
fn blocks_stay_apart_and_films_are_refused() {
    let stem = |html: &str| {
        let answers = "<answer fraction=\"100\"><text>true</text></answer><answer fraction=\"0\"><text>false</text></answer>";
        question("truefalse", &format!("<questiontext><text><![CDATA[{html}]]></text></questiontext>{answers}"))
    };
    assert_eq!(one(&stem("<div>A man.</div><div>What now?</div>")).stem().html(), "A man.<br>What now?");
    assert_eq!(one(&stem("<h4>Labs</h4><p>K 6.1</p>")).stem().html(), "Labs<p>K 6.1</p>");
    for media in ["video", "audio", "iframe", "math", "svg", "object"] {
        assert_eq!(reason(&stem(&format!("See <{media}></{media}>."))), &Reason::Unsupported(media.into()));
    }
}

#[test]
fn keys_are_not_guessed() {
    let answers = |weights: &[&str]| -> String {
        let answer = |(at, weight): (usize, &&str)| format!("<answer fraction=\"{weight}\"><text>{at}</text></answer>");
        "<questiontext><text>?</text></questiontext>".to_owned() + &weights.iter().enumerate().map(answer).collect::<String>()
    };
    let single = |weights: &[&str]| question("multichoice", &answers(weights));
    assert_eq!(reason(&single(&["0", "50"])), &Reason::KeyMissing);
    assert_eq!(reason(&single(&["100", "100", "0"])), &Reason::Key("names 2 answers, where one may be chosen".into()));
    assert_eq!(reason(&single(&["hundred", "0"])), &Reason::Key("has the weight `hundred`, which is no number".into()));
    assert_eq!(left_out(&single(&["100", "50"])), ["left out: the partial credit for B"]);
    assert!(matches!(reason(&question("multichoice", &(answers(&["50", "50"]) + "<single>false</single>"))), Reason::Item(_)));
    assert!(matches!(reason(&question("multichoice", &answers(&["100"]))), Reason::Item(_)));
    let uneven = question("multichoice", &(answers(&["75", "25", "0"]) + "<single>0</single>"));
    assert_eq!(left_out(&uneven), ["left out: the different weights of right answers"]);
    let thirds = question("multichoice", &(answers(&["33.33333", "33.33333", "33.34", "0"]) + "<single>false</single>"));
    assert_eq!((scoring::key(one(&thirds)).to_string().as_str(), left_out(&thirds).len()), ("A,B,C", 0));

    let numerical = |answers: &str| question("numerical", &format!("<questiontext><text>?</text></questiontext>{answers}"));
    assert_eq!(reason(&numerical("<answer fraction=\"0\"><text>1</text></answer>")), &Reason::KeyMissing);
    assert_eq!(reason(&numerical("<answer fraction=\"100\"><text>*</text></answer>")), &Reason::Key("takes any number".into()));
    assert_eq!(
        reason(&numerical("<answer fraction=\"100\"><text>1,5</text></answer>")),
        &Reason::Key("is `1,5`, which is no number".into())
    );
    assert_eq!(
        reason(&numerical("<answer fraction=\"100\"><text>1</text></answer><answer fraction=\"100\"><text>2</text></answer>")),
        &Reason::Key("has 2 right numbers, not one".into())
    );
    assert!(matches!(
        reason(&numerical("<answer fraction=\"100\"><text>1</text><tolerance>-1</tolerance></answer>")),
        Reason::Item(_)
    ));
    // As files before Moodle 1.5 have it.
    assert_eq!(
        number(one(&numerical("<answer>7<fraction>100</fraction><tolerance>1</tolerance></answer>"))).value.to_string(),
        "7"
    );

    let ordering = |numbers: &[&str]| question("ordering", &answers(numbers));
    assert_eq!(ordered(one(&ordering(&["100", "100", "100"]))).key, ["C", "B", "A"]);
    assert!(matches!(reason(&ordering(&["2", "1", "3"])), Reason::Key(_)));

    let gap = |text: &str| {
        question(
            "gapselect",
            &format!(
                "<questiontext><text>{text}</text></questiontext><selectoption><text>a</text></selectoption><selectoption><text>b</text></selectoption>"
            ),
        )
    };
    assert_eq!(reason(&gap("The [[3]].")), &Reason::Key("names the word 3 of 2".into()));
    assert_eq!(reason(&gap("The [[0]].")), &Reason::Key("names the word 0 of 2".into()));
    assert!(matches!(reason(&gap("The [[a]].")), Reason::Syntax(_)));
    assert!(matches!(reason(&gap("The [[1]] {x}.")), Reason::Item(_)));

    let cloze = |gap: &str| question("cloze", &format!("<questiontext><text>Give {gap}.</text></questiontext>"));
    assert!(matches!(reason(&cloze("{1:MC:a~b}")), Reason::Key(_)));
    assert!(matches!(reason(&cloze("{1:MC:=a~=b}")), Reason::Key(_)));
    assert!(matches!(reason(&cloze("{1:MC:=a~b")), Reason::Syntax(_)));
    assert!(matches!(reason(&cloze("nothing")), Reason::Syntax(_)));
    assert_eq!(
        left_out(&cloze("{1:MCV:=a~%50%b}")),
        ["left out: that answers are shown as buttons", "left out: partial credit in gap 1"]
    );
}

#[test]
fn every_format_of_texts_is_read() {
    let stem = |format: &str, text: &str| {
        let report = question(
            "truefalse",
            &format!(
                "<questiontext format=\"{format}\"><text><![CDATA[{text}]]></text></questiontext><answer fraction=\"100\"><text>true</text></answer><answer fraction=\"0\"><text>false</text></answer>"
            ),
        );
        match report.refused.first() {
            Some(refused) => Err(refused.reason.clone()),
            None => Ok(one(&report).stem().html().to_owned()),
        }
    };
    assert_eq!(stem("html", "<p>pH < 7.35 &amp; rising</p>"), Ok("<p>pH &lt; 7.35 &amp; rising</p>".into()));
    assert_eq!(stem("plain_text", "a <b> c\nd"), Ok("a &lt;b&gt; c<br>d".into()));
    assert_eq!(stem("moodle_auto_format", "one\ntwo"), Ok("one<br>two".into()));
    assert_eq!(stem("moodle_auto_format", "<p>one\ntwo</p>"), Ok("<p>one\ntwo</p>".into()));
    assert_eq!(
        stem("markdown", "Give **now**:\n\n- one\n- two"),
        Ok("<p>Give <strong>now</strong>:</p><ul><li>one</li><li>two</li></ul>".into())
    );
    assert!(matches!(stem("markdown", "# Heading"), Err(Reason::Unsupported(_))));
    assert_eq!(stem("wiki_like", "x"), Err(Reason::Unsupported("texts of the format `wiki_like`".into())));
    // Without CDATA its tags are XML.
    let report = question(
        "truefalse",
        "<questiontext><text><p>a <em>b</em> &lt; c&nbsp;d</p></text></questiontext><answer fraction=\"100\"><text>true</text></answer><answer><text>false</text></answer>",
    );
    assert_eq!(one(&report).stem().html(), "<p>a <em>b</em> &lt; c&nbsp;d</p>");
}

#[test]
fn pictures_are_embedded_or_missing() {
    let picture = |source: &str, file: &str| {
        question(
            "truefalse",
            &format!(
                "<questiontext format=\"html\"><text><![CDATA[<p>See <img src=\"{source}\" alt=\"A strip\" width=\"300\"></p>]]></text>{file}</questiontext><answer fraction=\"100\"><text>true</text></answer><answer fraction=\"0\"><text>false</text></answer>"
            ),
        )
    };
    let file = |name: &str| format!("<file name=\"{name}\" path=\"/\" encoding=\"base64\">iVBORw0KGgo=</file>");
    let kept = "<p>See <img src=\"ecg-1.png\" alt=\"A strip\"></p>";
    for source in
        ["@@PLUGINFILE@@/ecg-1.png", "@@PLUGINFILE@@/ecg%2D1.png?time=1", "@@PLUGINFILE@@/deep/er/ecg-1.png", "ecg-1.png"]
    {
        assert_eq!(one(&picture(source, &file("ecg-1.png"))).stem().html(), kept, "{source}");
        assert_eq!(reason(&picture(source, "")), &Reason::ImageMissing("ecg-1.png".into()), "{source}");
    }
    let empty = "<file name=\"ecg-1.png\" encoding=\"base64\"> </file>";
    assert_eq!(reason(&picture("@@PLUGINFILE@@/ecg-1.png", empty)), &Reason::ImageMissing("ecg-1.png".into()));
    for source in
        ["https://moodle.example/ecg-1.png", "data:image/png;base64,AA", "@@PLUGINFILE@@/a%22b.png", "@@PLUGINFILE@@/ecg%201.png"]
    {
        assert_eq!(reason(&picture(source, &file("ecg-1.png"))), &Reason::Text(RichError::Image), "{source}");
    }
    let old = |inner: &str| question("truefalse", &format!("<questiontext><text>?</text></questiontext>{inner}"));
    assert_eq!(reason(&old("<image>ecg.gif</image>")), &Reason::ImageMissing("ecg.gif".into()));
    assert_eq!(reason(&old("<image>ecg.gif</image><image_base64>AA==</image_base64>")), &Reason::Text(RichError::Alternative));
}

#[test]
fn hostile_files_are_refused_or_cleaned() {
    let unsafe_one = |xml: &str| matches!(reason(&read(xml)), Reason::Unsafe(_));
    assert!(unsafe_one("<!DOCTYPE quiz [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><quiz>&b;</quiz>"));
    assert!(unsafe_one("<!DOCTYPE quiz [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><quiz><question>&x;</question></quiz>"));
    assert!(unsafe_one("<!DOCTYPE quiz SYSTEM \"https://example.org/quiz.dtd\"><quiz/>"));
    assert!(matches!(reason(&question("truefalse", "<questiontext><text>&x;</text></questiontext>")), Reason::Syntax(_)));
    assert!(matches!(
        reason(&question("truefalse", "<questiontext><text>a\0b</text></questiontext>")),
        Reason::Text(RichError::Control(0))
    ));
    assert!(matches!(reason(&question("truefalse", "&#0;")), Reason::Text(_) | Reason::Syntax(_)));

    let report = question(
        "truefalse",
        "<questiontext><text><![CDATA[<p onclick=\"steal()\">Safe?<script>steal()</script><a href=\"javascript:steal()\">x</a></p>]]></text></questiontext><answer fraction=\"100\"><text>true</text></answer><answer fraction=\"0\"><text>false</text></answer>",
    );
    assert_eq!(one(&report).stem().html(), "<p>Safe?x</p>");
    assert_eq!(left_out(&report), ["left out: the tags a, script"]);

    let deep = format!("<quiz><question type=\"truefalse\">{}{}</question></quiz>", "<b>".repeat(5_000), "</b>".repeat(5_000));
    assert!(matches!(reason(&read(&deep)), Reason::Limit { what: "nested elements", .. }));
    let tags = format!("<questiontext><text><![CDATA[{}]]></text></questiontext>", "<em>".repeat(5_000));
    assert_eq!(reason(&question("essay", &tags)), &Reason::Unsupported("essay questions".into()));
    assert_eq!(reason(&question("truefalse", &tags)), &Reason::Text(RichError::TooManyTags));
    let long = format!("<questiontext><text>{}</text></questiontext>", "[[".repeat(60_000));
    assert!(matches!(reason(&question("gapselect", &long)), Reason::Text(RichError::TooLong { .. })));
    let kind = "x".repeat(10_000);
    assert!(reason(&question(&kind, "")).to_string().len() < 200);
}

#[test]
fn a_file_that_breaks_keeps_what_came_before() {
    let sound = "<question type=\"truefalse\"><questiontext><text>Sound?</text></questiontext><answer fraction=\"100\"><text>true</text></answer><answer fraction=\"0\"><text>false</text></answer></question>";
    let report = read(&format!("<quiz>\n{sound}\n<question type=\"truefalse\">\n<name></question></quiz>"));
    assert_eq!((report.items.len(), report.refused.len()), (1, 1));
    assert!(matches!(report.refused[0].reason, Reason::Syntax(_)));
    assert_eq!(report.refused[0].place.line, 4);

    for bytes in
        [&b""[..], b"<quiz/>", b"<quiz>", b"quiz", b"\xff\xfe<", b"<quiz><question type=\"truefalse\">\xff</question></quiz>"]
    {
        let report = moodle::import("a.xml", bytes, &Limits::default());
        assert_eq!((report.items.len(), report.refused.len()), (0, 1), "{bytes:?}");
    }
    assert!(matches!(reason(&read("<other><question type=\"truefalse\"/></other>")), Reason::Syntax(_)));
    let limits = Limits { records: 2, ..Limits::default() };
    let many = moodle::import("a.xml", format!("<quiz>{}</quiz>", sound.repeat(3)).as_bytes(), &limits);
    assert_eq!(reason(&many), &Reason::Limit { what: "records", limit: 2 });
}

#[test]
fn utf_16_is_read() {
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><quiz><question type=\"description\"><name><text>Größe</text></name></question></quiz>";
    let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(xml.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(moodle::import("a.xml", &bytes, &Limits::default()).refused[0].record, "Größe");
    // Told by what is in it, in whatever encoding and of whatever name.
    for name in ["a.xml", "a.moodle", "a"] {
        assert_eq!(import::import(name, &bytes, &Limits::default()).refused[0].record, "Größe", "{name}");
    }
}

/// Files that nobody meant to write: samples with a piece cut out and another put in.
fn damaged() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<question type=\"cloze\">"),
        Just("]]>"),
        Just("<![CDATA["),
        Just("{1:MC:=a~%%b#"),
        Just("[[99999999]]"),
        Just("[[1]]"),
        Just("@@PLUGINFILE@@/%"),
        Just("%2"),
        Just("é\u{1f600}"),
        Just("<text>"),
        Just("</text>"),
        Just("100"),
        Just("1e-30"),
        Just("\\"),
        Just("<img src=\""),
        Just(""),
    ];
    let sample = prop_oneof![Just(CHOICES), Just(NUMBERS), Just(GAPS), Just(OTHERS)];
    (sample, any::<prop::sample::Index>(), 0_usize..60, piece).prop_map(|(sample, at, length, piece)| {
        let signs: Vec<char> = sample.chars().collect();
        let from = at.index(signs.len());
        let to = (from + length).min(signs.len());
        signs[..from].iter().copied().chain(piece.chars()).chain(signs[to..].iter().copied()).collect()
    })
}

proptest! {
    #[test]
    fn any_bytes_end_in_a_report(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let report = moodle::import("a.xml", &bytes, &Limits::default());
        prop_assert!(report.items.is_empty() && !report.refused.is_empty());
    }

    #[test]
    fn any_text_in_a_question_ends_in_a_report(
        kind in "(multichoice|truefalse|numerical|ordering|ddwtos|gapselect|cloze|category)",
        format in "(html|markdown|plain_text|moodle_auto_format)",
        text in "[a-z0-9{}:=~#%\\\\\\[\\]*_<>/ \"&;.MCé-]{0,80}",
        answer in "[a-z0-9<>/*.,%&;e-]{0,20}",
    ) {
        let inner = format!(
            "<category><text><![CDATA[{text}]]></text></category><questiontext format=\"{format}\"><text><![CDATA[{text}]]></text></questiontext><answer fraction=\"100\"><text><![CDATA[{answer}]]></text><tolerance><![CDATA[{answer}]]></tolerance></answer><answer fraction=\"0\"><text>x</text></answer><dragbox><text><![CDATA[{answer}]]></text></dragbox><selectoption><text><![CDATA[{answer}]]></text></selectoption>"
        );
        prop_assert_eq!(question(&kind, &inner).records(), 1);
    }

    #[test]
    fn damaged_files_end_in_a_report(xml in damaged()) {
        let report = read(&xml);
        prop_assert!(report.records() > 0);
        for imported in &report.items {
            // An answer that is right is worth all points.
            let marks = scoring::score(&imported.item, &scoring::key(&imported.item)).expect("the key is an answer");
            prop_assert_eq!(marks.earned, marks.max);
        }
    }
}
