//! What doesn't become an item, and why.

use nursing_domain::import::{Limits, Place, Reason, import, qti};
use proptest::prelude::*;

use super::fixtures::{choices, declared, refused, report, two};

fn choice(correct: &[&str]) -> String {
    let body = format!(
        "<choiceInteraction responseIdentifier=\"RESPONSE\" maxChoices=\"1\">{}</choiceInteraction>",
        choices(&["a", "b"])
    );
    two(&declared("single", "identifier", correct), &body, "")
}

#[test]
fn interactions_are_refused_by_their_name() {
    for name in [
        "extendedTextInteraction",
        "uploadInteraction",
        "sliderInteraction",
        "hotspotInteraction",
        "graphicOrderInteraction",
        "graphicGapMatchInteraction",
        "mediaInteraction",
        "drawingInteraction",
        "customInteraction",
        "portableCustomInteraction",
        "endAttemptInteraction",
        "associateInteraction",
        "selectPointInteraction",
    ] {
        let xml =
            two(&declared("single", "identifier", &["a"]), &format!("<p>Go</p><{name} responseIdentifier=\"RESPONSE\"/>"), "");
        assert_eq!(refused(&xml), Reason::Unsupported(name.into()));
        let kebab = format!("<qti-{}", name.replace("Interaction", "-interaction").replace("Text", "-text").to_lowercase());
        if name == "extendedTextInteraction" {
            let xml = xml.replace("<assessmentItem", "<qti-assessment-item").replace("</assessmentItem", "</qti-assessment-item");
            let xml = xml.replace("<extendedTextInteraction", &kebab);
            assert_eq!(refused(&xml), Reason::Unsupported("qti-extended-text-interaction".into()));
        }
    }
    let one = format!("<choiceInteraction responseIdentifier=\"RESPONSE\">{}</choiceInteraction>", choices(&["a", "b"]));
    let several = refused(&two(&declared("single", "identifier", &["a"]), &format!("{one}{one}"), ""));
    assert_eq!(several, Reason::Unsupported("several interactions in one item (choiceInteraction, choiceInteraction)".into()));
}

#[test]
fn a_key_is_never_guessed() {
    assert_eq!(refused(&choice(&[])), Reason::KeyMissing);
    assert!(matches!(refused(&choice(&["c"])), Reason::Key(_)));
    assert!(matches!(refused(&choice(&["a", "b"])), Reason::Key(_)));
    let mapped = "<mapping defaultValue=\"0\"><mapEntry mapKey=\"b\" mappedValue=\"1\"/></mapping></responseDeclaration>";
    let processing =
        "<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response\"/></assessmentItem>";
    let contradicted = choice(&["a"]).replace("</responseDeclaration>", mapped).replace("</assessmentItem>", processing);
    assert_eq!(refused(&contradicted), Reason::Key("differs from the scores of its mapping".into()));
    let undeclared = choice(&["a"]).replace("responseIdentifier=\"RESPONSE\"", "responseIdentifier=\"OTHER\"");
    assert_eq!(refused(&undeclared), Reason::KeyMissing);
}

#[test]
fn numbers_that_are_scored_otherwise_are_refused() {
    let number = |base: &str, rule: &str| {
        let rest = format!(
            "<responseProcessing><responseCondition><responseIf>{rule}</responseIf></responseCondition></responseProcessing>"
        );
        two(&declared("single", base, &["5"]), "<p>n <textEntryInteraction responseIdentifier=\"RESPONSE\"/></p>", &rest)
    };
    let operands = "<variable identifier=\"RESPONSE\"/><baseValue baseType=\"float\">5</baseValue>";
    for rule in [
        format!("<gte>{operands}</gte>"),
        format!("<equal toleranceMode=\"absolute\" tolerance=\"0.1 0.2\">{operands}</equal>"),
        format!("<equal toleranceMode=\"absolute\" tolerance=\"T\">{operands}</equal>"),
        format!("<equal>{}</equal>", operands.replace(">5<", ">6<")),
        format!("<and><equal>{operands}</equal><equal toleranceMode=\"absolute\" tolerance=\"1 1\">{operands}</equal></and>"),
    ] {
        assert!(matches!(refused(&number("float", &rule)), Reason::Key(_)), "{rule}");
    }
    let text = refused(&number("string", ""));
    assert_eq!(text, Reason::Unsupported("textEntryInteraction for a text".into()));
}

#[test]
fn other_files_of_qti_ask_nothing() {
    for root in
        ["assessmentTest", "assessmentSection", "qti-assessment-test", "qti-assessment-section", "qti-assessment-stimulus"]
    {
        assert!(matches!(refused(&format!("<{root} identifier=\"t\"/>")), Reason::NoQuestion(_)), "{root}");
    }
    assert!(matches!(refused(&two("", "<p>Read this.</p>", "")), Reason::NoQuestion(_)));
    assert!(matches!(refused("<questestinterop/>"), Reason::Unsupported(_)));
    assert!(matches!(refused("<html/>"), Reason::Syntax(_)));
}

#[test]
fn what_would_be_lost_is_refused() {
    let with = |inner: &str| choice(&["a"]).replace("<itemBody>", &format!("<itemBody><p>{inner}</p>"));
    assert_eq!(refused(&with("<math><mi>x</mi></math>")), Reason::Unsupported("math".into()));
    assert_eq!(refused(&with("<audio src=\"a.mp3\"/>")), Reason::Unsupported("audio".into()));
    assert_eq!(refused(&with("<printedVariable identifier=\"X\"/>")), Reason::Unsupported("template variables".into()));
    assert_eq!(refused(&with("<img src=\"ecg.png\" alt=\"ECG\"/>")), Reason::ImageMissing("ecg.png".into()));
    let adaptive = choice(&["a"]).replace("adaptive=\"false\"", "adaptive=\"true\"");
    assert_eq!(refused(&adaptive), Reason::Unsupported("adaptive items".into()));
}

#[test]
fn processing_that_scores_another_answer_is_refused() {
    let with = |condition: &str, points: &str| {
        let set =
            format!("<setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">{points}</baseValue></setOutcomeValue>");
        let processing = format!(
            "<responseProcessing><responseCondition><responseIf>{condition}{set}</responseIf></responseCondition></responseProcessing>"
        );
        choice(&["a"]).replace("</assessmentItem>", &format!("{processing}</assessmentItem>"))
    };
    let value = |id: &str| {
        format!("<match><variable identifier=\"RESPONSE\"/><baseValue baseType=\"identifier\">{id}</baseValue></match>")
    };
    let correct = "<match><variable identifier=\"RESPONSE\"/><correct identifier=\"RESPONSE\"/></match>";
    assert_eq!(
        refused(&with(&value("b"), "1")),
        Reason::Key("differs from the answer that its response processing scores".into())
    );
    let negated = with(&format!("<not>{correct}</not>"), "1");
    assert_eq!(refused(&negated), Reason::Key("is what its response processing doesn't score".into()));
    for sound in [with(&value("a"), "1"), with(correct, "1"), with(&format!("<not>{correct}</not>"), "0"), with(&value("b"), "0")]
    {
        assert_eq!(report(&sound).refused, []);
    }
}

#[test]
fn a_text_is_no_number_whether_it_has_a_key_or_not() {
    let mapping = "<mapping defaultValue=\"0\"><mapEntry mapKey=\"heparin\" mappedValue=\"1\"/></mapping></responseDeclaration>";
    let declaration = declared("single", "string", &[]).replace("</responseDeclaration>", mapping);
    let xml = two(&declaration, "<p>Give <textEntryInteraction responseIdentifier=\"RESPONSE\"/>.</p>", "");
    assert_eq!(refused(&xml), Reason::Unsupported("textEntryInteraction for a text".into()));
}

#[test]
fn two_of_what_there_is_one_of_are_refused() {
    let bodies = choice(&["a"]).replace("</itemBody>", "</itemBody><itemBody><p>Or this?</p></itemBody>");
    assert!(matches!(refused(&bodies), Reason::Syntax(_)));
    let keys =
        choice(&["a"]).replace("</correctResponse>", "</correctResponse><correctResponse><value>b</value></correctResponse>");
    assert!(matches!(refused(&keys), Reason::Key(_)));
}

#[test]
fn what_would_take_forever_meets_a_limit() {
    let ids: Vec<String> = (0..50_000).map(|at| format!("o{at}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let many = Reason::Limit { what: "options, rows or gaps in a question", limit: 26 };
    let options = choice(&["a"]).replace("<simpleChoice identifier=\"a\">", &(choices(&ids) + "<simpleChoice identifier=\"a\">"));
    assert_eq!(refused(&options), many);
    let list = format!("<inlineChoiceInteraction responseIdentifier=\"RESPONSE\">{}</inlineChoiceInteraction>", choices(&["a"]));
    assert_eq!(refused(&two(&declared("single", "identifier", &["a"]), &list.repeat(20_000), "")), many);
    let marks: String = ids.iter().map(|id| format!("<hottext identifier=\"{id}\">w</hottext>")).collect();
    let marks = format!("<hottextInteraction responseIdentifier=\"RESPONSE\"><p>{marks}</p></hottextInteraction>");
    assert_eq!(refused(&two(&declared("multiple", "identifier", &["o1"]), &marks, "")), many);
}

#[test]
fn faults_have_their_place() {
    let report =
        report("<assessmentItem title=\"T\">\n  <itemBody>\n <p>ä</p><sliderInteraction/>\n</itemBody></assessmentItem>");
    assert_eq!(report.refused[0].place, Place { file: "ward.xml".into(), line: 3, column: 10 });
    assert_eq!(report.refused[0].record, "T");
}

#[test]
fn hostile_documents_are_refused() {
    let dtd = format!(
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>{}",
        choice(&["a"]).split_once('\n').unwrap_or_default().1
    );
    assert!(matches!(refused(&dtd), Reason::Unsafe(_)));
    let bomb =
        "<!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><assessmentItem>&b;</assessmentItem>";
    assert!(matches!(refused(bomb), Reason::Unsafe(_)));
    assert!(matches!(refused("<assessmentItem>&b;</assessmentItem>"), Reason::Syntax(_)));
    let deep = format!("<assessmentItem>{}", "<div>".repeat(10_000));
    assert_eq!(refused(&deep), Reason::Limit { what: "nested elements", limit: 64 });
    assert!(matches!(refused("<assessmentItem title=\"\0\"/>"), Reason::Text(_)));
}

#[test]
fn long_texts_meet_a_limit() {
    let long = choice(&["a"]).replace("<itemBody>", &format!("<itemBody><p>{}</p>", "x".repeat(2_000)));
    let small = Limits { text_bytes: 1_000, ..Limits::default() };
    assert!(matches!(qti::import("q.xml", long.as_bytes(), &small).refused[0].reason, Reason::Text(_)));
    let huge = choice(&["a"]).replace("<itemBody>", &format!("<itemBody><p>{}</p>", "x".repeat(100 << 20)));
    let report = qti::import("q.xml", huge.as_bytes(), &Limits::default());
    assert_eq!(report.refused[0].reason, Reason::Limit { what: "bytes in the file", limit: 64 << 20 });
}

/// Documents of QTI's words in any order.
fn document() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "assessmentItem",
        "itemBody",
        "choiceInteraction",
        "simpleChoice",
        "prompt",
        "hottextInteraction",
        "hottext",
        "gap",
        "gapText",
        "gapMatchInteraction",
        "matchInteraction",
        "simpleMatchSet",
        "simpleAssociableChoice",
        "inlineChoiceInteraction",
        "inlineChoice",
        "textEntryInteraction",
        "orderInteraction",
        "p",
        "div",
        "table",
        "img",
        "feedbackInline",
        "modalFeedback",
        "rubricBlock",
        "responseDeclaration",
        "correctResponse",
        "value",
        "responseProcessing",
        "equal",
        "variable",
        "correct",
        "mapping",
        "mapEntry",
        "qti-choice-interaction",
        "qti-simple-choice",
        "qti-item-body",
    ]);
    let attributes = prop::sample::select(vec![
        "",
        " identifier=\"RESPONSE\" cardinality=\"multiple\" baseType=\"identifier\"",
        " responseIdentifier=\"RESPONSE\"",
        " identifier=\"a\"",
        " identifier=\"b\" matchMax=\"0\"",
        " maxChoices=\"-1\"",
        " maxChoices=\"2\"",
        " data-nursing-kind=\"bow-tie\"",
        " data-nursing-kind=\"cloze\"",
        " data-nursing-part=\"stem\"",
        " data-nursing-part=\"text\"",
        " tolerance=\"1e999\" toleranceMode=\"relative\"",
        " src=\"../x\"",
        " data-nursing-fact-topic=\"t\" data-nursing-fact-version=\"x\"",
    ]);
    let text = prop::sample::select(vec!["", "a", "b", "a b", "{1}", "{A|x}", "}", "1e400", "&lt;", "&nbsp;", "\u{a0}"]);
    let leaf = text.prop_map(str::to_owned);
    let tree = leaf.prop_recursive(6, 60, 6, move |inner| {
        (name.clone(), attributes.clone(), prop::collection::vec(inner, 0..6))
            .prop_map(|(name, attributes, inside)| format!("<{name}{attributes}>{}</{name}>", inside.concat()))
    });
    prop::collection::vec(tree, 1..4).prop_map(|inside| {
        format!(
            "<assessmentItem title=\"T\"><responseDeclaration identifier=\"RESPONSE\" cardinality=\"multiple\" baseType=\"identifier\">\
             <correctResponse><value>a</value></correctResponse></responseDeclaration><itemBody>{}</itemBody></assessmentItem>",
            inside.concat()
        )
    })
}

proptest! {
    #[test]
    fn any_bytes_end_in_a_report(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(qti::import("x.xml", &bytes, &Limits::default()).records(), 1);
    }

    #[test]
    fn any_text_ends_in_a_report(text in "(<[a-zA-Z/!?\\[&;#x0-9 =\"'-]{0,12}>?|[^<]{0,4}){0,20}") {
        prop_assert_eq!(qti::import("x.xml", text.as_bytes(), &Limits::default()).records(), 1);
        import("x.xml", text.as_bytes(), &Limits::default());
    }

    #[test]
    fn any_document_ends_in_a_report(text in document()) {
        prop_assert_eq!(qti::import("x.xml", text.as_bytes(), &Limits::default()).records(), 1);
    }
}
