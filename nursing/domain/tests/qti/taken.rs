//! What becomes an item.

use nursing_domain::{
    interaction::Interaction,
    item::{Body, Pick},
};

use super::fixtures::{choices, declared, declared_three, groups, key, taken, three, two};

#[test]
fn a_single_choice_with_inline_feedback() {
    let body = "<p>The nurse reads <strong>SpO2</strong>.</p>\n  <choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" \
                maxChoices=\"1\"><prompt>What is normal?</prompt>\
                <simpleChoice identifier=\"low\">80 %<feedbackInline outcomeIdentifier=\"F\" identifier=\"low\" \
                showHide=\"show\">Too low.</feedbackInline></simpleChoice>\
                <simpleChoice identifier=\"good\">98&#160;%</simpleChoice></choiceInteraction>";
    let (item, warnings) = taken(&two(&declared("single", "identifier", &["good"]), body, ""));
    assert_eq!(item.kind(), Interaction::MultipleChoice);
    assert_eq!(item.stem().html(), "<p>The nurse reads <strong>SpO2</strong>.</p> <p>What is normal?</p>");
    let options = &groups(&item).groups[0].options;
    assert_eq!(options[0].text.html(), "80 %");
    assert_eq!(options[1].text.html(), "98&nbsp;%");
    assert_eq!(options[0].rationale.as_ref().map(|text| text.html()), Some("Too low."));
    assert_eq!(key(&item), ["B"]);
    assert_eq!(item.facts().language, "en-PH");
    assert_eq!(item.facts().topic, "ward");
    assert_eq!(item.id(), "ward-0001");
    assert_eq!(warnings, Vec::<String>::new());
}

#[test]
fn modal_feedback_by_an_options_identifier_is_its_rationale() {
    let body = format!(
        "<choiceInteraction responseIdentifier=\"RESPONSE\" maxChoices=\"1\">{}</choiceInteraction>",
        choices(&["a", "b"])
    );
    let feedback = |id: &str| {
        format!("<modalFeedback outcomeIdentifier=\"F\" identifier=\"{id}\" showHide=\"show\"><p>About {id}</p></modalFeedback>")
    };
    let rest = format!("{}{}", feedback("a"), feedback("well-done"));
    let (item, warnings) = taken(&two(&declared("single", "identifier", &["a"]), &body, &rest));
    let options = &groups(&item).groups[0].options;
    assert_eq!(options[0].rationale.as_ref().map(|text| text.html()), Some("<p>About a</p>"));
    assert_eq!(options[1].rationale, None);
    assert_eq!(warnings, ["left out: feedback that belongs to no option (1)"]);
    // The body says nothing but the options.
    assert_eq!(item.stem().html(), "Vital signs");
}

#[test]
fn several_choices() {
    let declaration = declared_three("multiple", "identifier", &["a", "c"]);
    let options: String = ["a", "b", "c"]
        .iter()
        .map(|id| format!("<qti-simple-choice identifier=\"{id}\">Sign {id}</qti-simple-choice>"))
        .collect();
    let item = |limits: &str| {
        let body = format!(
            "<qti-choice-interaction response-identifier=\"RESPONSE\" {limits}><qti-prompt>Which?</qti-prompt>{options}\
             </qti-choice-interaction>"
        );
        taken(&three(&declaration, &body, ""))
    };
    let (any, warnings) = item("max-choices=\"0\"");
    assert_eq!((any.kind(), key(&any), warnings.len()), (Interaction::SelectAll, vec!["AC".to_owned()], 0));
    let (limited, warnings) = item("max-choices=\"2\"");
    assert_eq!(
        (limited.kind(), warnings.as_slice()),
        (Interaction::SelectAll, &["left out: the limit of 2 choices".to_owned()][..])
    );
    let (exactly, _) = item("max-choices=\"2\" min-choices=\"2\"");
    assert_eq!((exactly.kind(), groups(&exactly).groups[0].pick), (Interaction::SelectN, Pick::Exactly(2)));
}

#[test]
fn drop_down_lists_are_a_cloze() {
    let list = |id: &str| {
        format!(
            "<inlineChoiceInteraction responseIdentifier=\"{id}\" shuffle=\"false\"><inlineChoice identifier=\"x\">rises</inlineChoice>\
             <inlineChoice identifier=\"y\">falls</inlineChoice></inlineChoiceInteraction>"
        )
    };
    let of = |id: &str, correct: &str| declared("single", "identifier", &[correct]).replace("RESPONSE", id);
    let both = format!("{}{}", of("R1", "y"), of("R2", "x"));
    let body = format!("<div><p>Complete the sentence.</p><p>Fever: pulse {}, then it {}.</p></div>", list("R2"), list("R1"));
    let (item, _) = taken(&two(&both, &body, ""));
    assert_eq!(item.kind(), Interaction::Cloze);
    assert_eq!(item.stem().html(), "<p>Complete the sentence.</p>");
    assert_eq!(groups(&item).text.as_ref().map(|text| text.html()), Some("<p>Fever: pulse {1}, then it {2}.</p>"));
    assert_eq!(key(&item), ["A", "B"]);
}

#[test]
fn gaps_are_filled_from_tokens() {
    let body = "<gapMatchInteraction responseIdentifier=\"RESPONSE\" shuffle=\"false\"><prompt>Fill the gaps.</prompt>\
                <gapText identifier=\"W\" matchMax=\"1\">winter</gapText><gapText identifier=\"S\" matchMax=\"1\">summer</gapText>\
                <blockquote><p>Now is the <gap identifier=\"G1\"/> of our <gap identifier=\"G2\"/></p></blockquote></gapMatchInteraction>";
    let (item, _) = taken(&two(&declared("multiple", "directedPair", &["S G2", "W G1"]), body, ""));
    assert_eq!(item.kind(), Interaction::DragCloze);
    assert_eq!(item.stem().html(), "Fill the gaps.");
    assert_eq!(groups(&item).text.as_ref().map(|text| text.html()), Some("<p>Now is the {1} of our {2}</p>"));
    assert_eq!(key(&item), ["A", "B"]);
}

#[test]
fn orders_and_marks() {
    let body = format!(
        "<orderInteraction responseIdentifier=\"RESPONSE\"><prompt>First?</prompt>{}</orderInteraction>",
        choices(&["x", "y", "z"])
    );
    let (item, _) = taken(&two(&declared("ordered", "identifier", &["z", "x", "y"]), &body, ""));
    let Body::Ordered(ordered) = item.body() else { panic!("not ordered") };
    assert_eq!(ordered.key, ["C", "A", "B"]);

    let marked =
        "Pulse <hottext identifier=\"h1\"> 140 </hottext>, temperature <hottext identifier=\"h2\"><b>36.6</b></hottext>.";
    let hottext = |inner: &str| {
        let body = format!(
            "<hottextInteraction responseIdentifier=\"RESPONSE\" maxChoices=\"0\"><prompt>Mark what worries you.</prompt>{inner}\
             </hottextInteraction>"
        );
        taken(&two(&declared("multiple", "identifier", &["h1"]), &body, "")).0
    };
    let item = hottext(&format!("<p>{marked}</p>"));
    assert_eq!(item.kind(), Interaction::HighlightText);
    let text = groups(&item).text.as_ref().map(|text| text.html().to_owned());
    assert_eq!(text.as_deref(), Some("<p>Pulse  {A|140} , temperature {B|<b>36.6</b>}.</p>"));
    assert_eq!(key(&item), ["A"]);
    let item = hottext(&format!("<table><tbody><tr><td>{marked}</td></tr></tbody></table>"));
    assert_eq!(item.kind(), Interaction::HighlightTable);
}

#[test]
fn matches_are_tables() {
    let set = |ids: &[&str], most: u32| -> String {
        let choice = |id: &&str| {
            format!("<simpleAssociableChoice identifier=\"{id}\" matchMax=\"{most}\">Say {id}</simpleAssociableChoice>")
        };
        format!("<simpleMatchSet>{}</simpleMatchSet>", ids.iter().map(choice).collect::<String>())
    };
    let item = |sets: &str, pairs: &[&str]| {
        let body = format!(
            "<matchInteraction responseIdentifier=\"RESPONSE\" maxAssociations=\"0\"><prompt>Sort.</prompt>{sets}</matchInteraction>"
        );
        taken(&two(&declared("multiple", "directedPair", pairs), &body, "")).0
    };
    let one = item(&format!("{}{}", set(&["r1", "r2"], 1), set(&["c1", "c2"], 0)), &["r1 c2", "r2 c2"]);
    assert_eq!((one.kind(), key(&one)), (Interaction::MatrixChoice, vec!["B".to_owned(), "B".to_owned()]));
    let any = item(&format!("{}{}", set(&["r1", "r2"], 0), set(&["c1", "c2"], 0)), &["r1 c1", "r1 c2", "r2 c1"]);
    assert_eq!((any.kind(), key(&any)), (Interaction::MatrixResponse, vec!["AB".to_owned(), "A".to_owned()]));
    // Each of the second set once: that is what is asked about.
    let turned = item(&format!("{}{}", set(&["c1", "c2"], 0), set(&["r1", "r2", "r3"], 1)), &["c1 r1", "c2 r2", "c1 r3"]);
    assert_eq!((turned.kind(), key(&turned)), (Interaction::MatrixChoice, ["A", "B", "A"].map(str::to_owned).to_vec()));
    assert_eq!(groups(&turned).groups[2].label.as_ref().map(|text| text.html()), Some("Say r3"));
}

#[test]
fn numbers_with_their_tolerance() {
    let entry = "<p>Rate: <textEntryInteraction responseIdentifier=\"RESPONSE\" expectedLength=\"5\"/> mL/h</p>";
    let rule = |rule: &str| {
        format!(
            "<responseProcessing><responseCondition><responseIf><{rule}><variable identifier=\"RESPONSE\"/>\
             <correct identifier=\"RESPONSE\"/></{}><setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">1</baseValue>\
             </setOutcomeValue></responseIf></responseCondition></responseProcessing>",
            rule.split(' ').next().unwrap_or_default()
        )
    };
    let number = |correct: &str, rest: &str| {
        let (item, _) = taken(&two(&declared("single", "float", &[correct]), entry, rest));
        assert_eq!(item.stem().html(), "<p>Rate: ____ mL/h</p>");
        match item.body() {
            Body::Numeric(number) => (number.value.to_string(), number.tolerance.to_string(), number.decimals),
            other => panic!("{other:?}"),
        }
    };
    let of = |value: &str, tolerance: &str, decimals| (value.to_owned(), tolerance.to_owned(), decimals);
    assert_eq!(number("31.5", ""), of("31.5", "0", 1));
    assert_eq!(number("1.25e2", &rule("match")), of("125", "0", 0));
    assert_eq!(number("31", &rule("equal toleranceMode=\"absolute\" tolerance=\"0.5 0.5\"")), of("31", "0.5", 1));
    assert_eq!(number("200", &rule("equal toleranceMode=\"relative\" tolerance=\"1\"")), of("200", "2", 0));
    assert_eq!(number("31.25", &rule("equalRounded roundingMode=\"decimalPlaces\" figures=\"3\"")), of("31.25", "0", 3));
}

#[test]
fn blocks_for_candidates_stay_and_others_are_noted() {
    let body = format!(
        "<rubricBlock view=\"candidate\"><p>Read well.</p></rubricBlock><rubricBlock view=\"scorer\"><p>Key: a</p></rubricBlock>\
         <h2>Case</h2><choiceInteraction responseIdentifier=\"RESPONSE\" maxChoices=\"1\">{}</choiceInteraction>",
        choices(&["a", "b"])
    );
    let (item, warnings) = taken(&two(&declared("single", "identifier", &["a"]), &body, ""));
    assert_eq!(item.stem().html(), "<p>Read well.</p><p>Case</p>");
    assert_eq!(warnings, ["left out: a rubric block that candidates don't see"]);
}

#[test]
fn lines_and_blocks_stay_apart() {
    let body = format!(
        "<h2>Case</h2><pre>HR 120\nBP 90/60</pre><details><summary>Labs</summary><p>K 6.1</p></details>\
         <choiceInteraction responseIdentifier=\"RESPONSE\">{}</choiceInteraction>",
        choices(&["a", "b"])
    );
    let (item, warnings) = taken(&two(&declared("single", "identifier", &["a"]), &body, ""));
    assert_eq!(item.stem().html(), "<p>Case</p><p>HR 120<br>BP 90/60</p><p>Labs</p><p>K 6.1</p>");
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn what_may_be_amiss_is_noted() {
    let option =
        "<simpleChoice identifier=\"a\"><![CDATA[<p>One</p>]]></simpleChoice><simpleChoice identifier=\"b\">Two</simpleChoice>";
    let body = format!("<p>Which?</p><choiceInteraction responseIdentifier=\"RESPONSE\">{option}</choiceInteraction>");
    let (_, warnings) = taken(&two(&declared("single", "identifier", &["a"]), &body, ""));
    assert_eq!(warnings, ["`<p>` looks like HTML in a plain text"]);
    let body = format!(
        "<choiceInteraction responseIdentifier=\"RESPONSE\"><prompt>Which?</prompt>{}</choiceInteraction>",
        choices(&["a", "b"]).replace(
            "Option a",
            "Option a<feedbackInline outcomeIdentifier=\"F\" identifier=\"a\" showHide=\"show\">Yes.</feedbackInline>"
        )
    );
    let rest = "<companionMaterialsInfo/><modalFeedback outcomeIdentifier=\"F\" identifier=\"a\" showHide=\"show\">Well done.</modalFeedback>";
    let (item, warnings) = taken(&two(&declared("single", "identifier", &["a"]), &body, rest));
    let Body::Groups(groups) = item.body() else { panic!("no groups") };
    assert_eq!(groups.groups[0].options[0].rationale.as_ref().expect("a rationale").html(), "Yes.");
    assert_eq!(
        warnings,
        [
            "left out: feedback that belongs to no option (1)",
            "left out: what candidates may use besides the item, such as a calculator,"
        ]
    );
}

#[test]
fn an_order_that_is_shuffled_is_not_shown_solved() {
    let order = |shuffle: &str, correct: &[&str]| {
        let body = format!(
            "<p>Order them.</p><orderInteraction responseIdentifier=\"RESPONSE\" shuffle=\"{shuffle}\">\
             <prompt>Order them.</prompt>{}</orderInteraction>",
            choices(&["a", "b", "c"])
        );
        let (item, _) = taken(&two(&declared("ordered", "identifier", correct), &body, ""));
        assert_eq!(item.stem().html(), "<p>Order them.</p>");
        let Body::Ordered(ordered) = item.body() else { panic!("no order") };
        let texts: Vec<String> = ordered.options.iter().map(|option| option.text.words()).collect();
        (texts.join(", "), ordered.key.join(""))
    };
    assert_eq!(order("true", &["a", "b", "c"]), ("Option c, Option b, Option a".into(), "CBA".into()));
    assert_eq!(order("true", &["b", "a", "c"]), ("Option a, Option b, Option c".into(), "BAC".into()));
    assert_eq!(order("false", &["a", "b", "c"]), ("Option a, Option b, Option c".into(), "ABC".into()));
}
