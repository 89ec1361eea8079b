//! What every item of the bank has to have: facts, rationales, a word on rounding.

use super::{Finding, Rule, Severity, reference};
use crate::item::{Body, Item};

/// Part, Bloom's level, difficulty, and a reference of the documented form.
pub(super) fn facts(item: &Item, findings: &mut Vec<Finding>) {
    let facts = item.facts();
    let missing = [
        ("part of the examination", facts.part.is_none()),
        ("level in Bloom's taxonomy", facts.bloom.is_none()),
        ("difficulty", facts.difficulty_milli.is_none()),
        ("reference", facts.reference.is_none()),
    ];
    for (what, _) in missing.into_iter().filter(|(_, missing)| *missing) {
        let message = format!("it has no {what}");
        findings.push(Finding::of_item(Severity::Error, Rule::Fact, item.id(), message));
    }
    if let Some(fault) = facts.reference.as_deref().and_then(|reference| reference::fault(reference).err()) {
        findings.push(Finding::of_item(Severity::Error, Rule::Reference, item.id(), fault.to_string()));
    }
}

/// A rationale for the key and for each wrong option. In a matrix the row has it; in other groups each option.
pub(super) fn rationales(item: &Item, findings: &mut Vec<Finding>) {
    let mut missing = |what: String| {
        let message = format!("{what} has no rationale");
        findings.push(Finding::of_item(Severity::Error, Rule::Rationale, item.id(), message));
    };
    match item.body() {
        Body::Groups(body) => {
            for group in body.groups.iter().filter(|group| group.rationale.as_ref().is_none_or(|text| text.is_blank())) {
                if group.label.is_some() {
                    missing(format!("row {}", group.id));
                    continue;
                }
                let silent = group.options.iter().filter(|option| option.rationale.as_ref().is_none_or(|text| text.is_blank()));
                silent.for_each(|option| missing(format!("option {} of group {}", option.id, group.id)));
            }
        }
        Body::Ordered(body) => {
            let silent = body.options.iter().filter(|option| option.rationale.as_ref().is_none_or(|text| text.is_blank()));
            silent.for_each(|option| missing(format!("option {}", option.id)));
        }
        Body::Numeric(body) => {
            if body.rationale.as_ref().is_none_or(|text| text.is_blank()) {
                missing("the number".into());
            }
        }
    }
}

/// The stem of a number says how to round it.
pub(super) fn rounding(item: &Item, findings: &mut Vec<Finding>) {
    let stem = item.stem().words().to_lowercase();
    let says = ["round", "whole number", "decimal place", "nearest"].iter().any(|words| stem.contains(words));
    if matches!(item.body(), Body::Numeric(_)) && !says {
        let message = "the stem doesn't say how to round".into();
        findings.push(Finding::of_item(Severity::Warning, Rule::Rounding, item.id(), message));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};
    use crate::{
        item::{Body, Draft},
        rich::RichText,
    };

    fn found(rule: fn(&Item, &mut Vec<Finding>), kind: &str, edit: fn(&mut Draft)) -> Vec<String> {
        let mut draft = sample::item(kind).draft().clone();
        edit(&mut draft);
        let mut findings = Vec::new();
        rule(&Item::new(draft).expect("sound"), &mut findings);
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn missing_facts_are_errors() {
        assert_eq!(found(facts, "multiple-choice", |_| {}), [""; 0]);
        let edit = |draft: &mut Draft| {
            draft.facts.part = None;
            draft.facts.bloom = None;
            draft.facts.difficulty_milli = None;
            draft.facts.reference = None;
        };
        assert_eq!(
            found(facts, "multiple-choice", edit),
            [
                "error: item `multiple-choice`: it has no part of the examination",
                "error: item `multiple-choice`: it has no level in Bloom's taxonomy",
                "error: item `multiple-choice`: it has no difficulty",
                "error: item `multiple-choice`: it has no reference",
            ]
        );
    }

    #[test]
    fn missing_rationales_are_errors_in_every_shape() {
        for kind in ["multiple-choice", "cloze", "matrix-choice", "ordered", "numeric"] {
            assert_eq!(found(rationales, kind, |_| {}), [""; 0], "{kind}");
        }
        let edit = |draft: &mut Draft| match &mut draft.body {
            Body::Groups(body) => {
                let last = 1.min(body.groups.len() - 1);
                let group = &mut body.groups[last];
                group.rationale = None;
                group.options[1].rationale = None;
            }
            Body::Ordered(body) => body.options[0].rationale = Some(RichText::default()),
            Body::Numeric(body) => body.rationale = None,
        };
        for (kind, what) in [
            ("multiple-choice", "option B of group 1"),
            ("cloze", "option B of group 2"),
            ("matrix-choice", "row 2"),
            ("ordered", "option A"),
            ("numeric", "the number"),
        ] {
            assert_eq!(found(rationales, kind, edit), [format!("error: item `{kind}`: {what} has no rationale")]);
        }
    }

    #[test]
    fn a_number_says_how_to_round() {
        assert_eq!(found(rounding, "numeric", |_| {}), [""; 0]);
        let edit = |draft: &mut Draft| draft.stem = RichText::plain("How many mL?").expect("plain");
        assert_eq!(found(rounding, "numeric", edit), ["warning: item `numeric`: the stem doesn't say how to round"]);
        assert_eq!(found(rounding, "multiple-choice", edit), [""; 0]);
    }
}
