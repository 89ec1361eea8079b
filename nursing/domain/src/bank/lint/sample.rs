//! Small sound items for the rules' tests.

use crate::{
    bank::read,
    item::{Body, CaseStep, Choice, Draft, Group, Item, Pick, letter},
    rich::RichText,
};

/// One item of each shape, by its type's name, which is its id, too.
pub fn item(kind: &str) -> Item {
    let option = |text: &str| format!("{{ text = \"{text}\", rationale = \"r\" }}");
    let list = |texts: &[&str]| format!("options = [{}]", texts.iter().map(|text| option(text)).collect::<Vec<_>>().join(", "));
    let row = |text: &str| format!("{{ text = \"{text}\", key = \"A\", rationale = \"r\" }}");
    let gap = format!("{{ key = \"C\", {} }}", list(&["Rest", "Ice", "Salt"]));
    let marks = ["{ rationale = \"r\" }"; 5].join(", ");
    let fields = match kind {
        "multiple-choice" => format!("key = \"A\"\n{}", list(&["Rest", "Ice", "Salt", "Milk"])),
        "ordered" => format!("key = \"DCBA\"\n{}", list(&["Rest", "Ice", "Salt", "Milk"])),
        "numeric" => "answer = \"2\"\ntolerance = \"0\"\ndecimals = 0\nunit = \"mL\"\nrationale = \"r\"".to_owned(),
        "cloze" => format!("text = \"{{1}} or {{2}}\"\ngroups = [{gap}, {gap}]"),
        "drag-cloze" => format!("text = \"{{1}} or {{2}}\"\nkeys = [\"A\", \"B\"]\n{}", list(&["Rest", "Ice", "Salt", "Milk"])),
        "matrix-choice" => {
            let rows = ["Rest", "Ice", "Salt", "Milk"].map(row).join(", ");
            format!("columns = [\"Good\", \"Bad\"]\nrows = [{rows}]")
        }
        "highlight-text" => format!("text = \"{{A|all}} {{B|b}} {{C|c}} {{D|d}} {{E|e}}\"\nkey = \"AB\"\noptions = [{marks}]"),
        other => panic!("there is no sample of {other}"),
    };
    let head = "part = \"NP1\"\ntopic = \"Topic\"\nreview = \"not-yet-reviewed-by-a-nurse-educator\"\n[[items]]\n";
    let facts = "bloom = \"apply\"\ndifficulty = 0\nreference = \"Gordis, Epidemiology, ch. Bias\"\n";
    let text = format!("{head}id = \"{kind}\"\ntype = \"{kind}\"\nstem = \"What? Round to a whole number.\"\n{facts}{fields}");
    read(&[("sample".into(), text)]).expect("the sample is sound").items()[0].clone()
}

/// A multiple-choice item.
pub fn choice(id: &str, stem: &str, options: &[&str], key: usize) -> Item {
    let rich = |text: &str| RichText::clean(text).expect("clean").text;
    let option =
        |(at, text): (usize, &&str)| Choice { id: letter(at), text: rich(text), right: at == key, rationale: Some(rich("r")) };
    let mut draft = item("multiple-choice").draft().clone();
    let options = options.iter().enumerate().map(option).collect();
    if let Body::Groups(body) = &mut draft.body {
        body.groups = vec![Group { id: "1".into(), label: None, pick: Pick::One, options, rationale: None }];
    }
    Item::new(Draft { id: id.into(), stem: rich(stem), ..draft }).expect("sound")
}

/// A multiple-choice item of a case.
pub fn stepped(id: &str, stem: &str, case: Option<(&str, u32)>) -> Item {
    let draft = choice(id, stem, &["Rest", "Ice"], 0).draft().clone();
    let case = case.map(|(case, step)| CaseStep { case: case.into(), step });
    Item::new(Draft { case, ..draft }).expect("sound")
}
