//! Numbers: a text entry whose answer is one.

use rust_decimal::Decimal;

use super::{
    declaration::{self, number},
    names::written,
    own,
    record::Record,
};
use crate::{
    import::{Reason, xml::Element},
    item::{Body, Number},
    rich::RichText,
};

/// `textEntryInteraction` with a number for its answer.
pub(super) fn numeric(record: &mut Record<'_>, interaction: &Element) -> Result<(RichText, Body), Reason> {
    let text = || Reason::Unsupported(format!("{} for a text", written(&interaction.name, record.flow.three)));
    let declaration = match declaration::of(record.root, interaction) {
        // Texts may have a mapping and no correct response.
        Err(Reason::KeyMissing) if declaration::is_text(record.root, interaction) => return Err(text()),
        declaration => declaration?,
    };
    let id = interaction.attribute("responseidentifier").unwrap_or_default();
    let mut compared = Vec::new();
    if let Some(processing) = record.root.child("responseprocessing") {
        comparisons(processing, id, &mut compared)?;
    }
    let is_equal = compared.iter().any(|element| element.name != "match");
    if !declaration.is_number() && !is_equal {
        return Err(text());
    }
    let [correct] = declaration.correct.as_slice() else { return Err(Reason::Key("has several right numbers".into())) };
    let value = number(correct)
        .ok_or_else(|| Reason::Key(format!("is no number: `{}`", correct.chars().take(40).collect::<String>())))?;
    let mut rule: Option<Rule> = None;
    for element in compared {
        let found = Rule::of(element, value)?;
        if rule.is_some_and(|rule| rule != found) {
            return Err(Reason::Key("is compared in several ways".into()));
        }
        rule = Some(found);
    }
    let Rule { tolerance, decimals } = rule.unwrap_or(Rule { tolerance: Decimal::ZERO, decimals: None });
    let usual = value.normalize().scale().max(tolerance.normalize().scale());
    let ours = |name| interaction.attribute(name).filter(|_| record.own.is_some());
    let stated =
        ours(own::DECIMALS).map(|text| text.parse().map_err(|_| Reason::Syntax("its decimal places are no number".into())));
    let decimals = stated.transpose()?.or(decimals).unwrap_or(usual);
    let unit = ours(own::UNIT).unwrap_or_default().to_owned();
    let stem = match record.part("stem") {
        Some(part) => record.content(part)?,
        None => around(record, interaction)?,
    };
    let rationale = record.rationale(&own::rationale("1", None), None)?;
    Ok((stem, Body::Numeric(Number { value, tolerance, decimals, unit, rationale })))
}

/// The body with a line where the number goes, unless it goes to the end.
fn around(record: &mut Record<'_>, interaction: &Element) -> Result<RichText, Reason> {
    let body = record.body;
    let is_it = |element: &Element| std::ptr::eq(element, interaction);
    let alone =
        |element: &Element| element.elements().count() == 1 && element.elements().any(is_it) && element.text().trim().is_empty();
    let html = record.flow.html(&body.children, &mut |element| {
        if alone(element) { Some(String::new()) } else { is_it(element).then(|| "____".to_owned()) }
    })?;
    record.or_title(&html)
}

/// How a response is compared with its key.
#[derive(Clone, Copy, PartialEq)]
struct Rule {
    tolerance: Decimal,
    decimals: Option<u32>,
}

impl Rule {
    fn of(element: &Element, value: Decimal) -> Result<Rule, Reason> {
        let base = element.elements().find(|operand| operand.name == "basevalue");
        if base.is_some_and(|base| number(&base.text()) != Some(value)) {
            return Err(Reason::Key("is compared with another number than the correct response".into()));
        }
        if base.is_none() && element.child("correct").is_none() {
            return Err(Reason::Key("is compared with something else than a number".into()));
        }
        if element.name == "match" {
            return Ok(Rule { tolerance: Decimal::ZERO, decimals: None });
        }
        if element.name == "equalrounded" {
            let places = element.attribute("roundingmode").is_some_and(|mode| mode.eq_ignore_ascii_case("decimalPlaces"));
            let figures = element.attribute("figures").and_then(|figures| figures.trim().parse().ok()).filter(|_| places);
            let figures = figures.ok_or_else(|| Reason::Unsupported("rounding to significant figures".into()))?;
            return Ok(Rule { tolerance: Decimal::ZERO, decimals: Some(figures) });
        }
        let mode = element.attribute("tolerancemode").unwrap_or("exact");
        if mode == "exact" {
            return Ok(Rule { tolerance: Decimal::ZERO, decimals: None });
        }
        for bound in ["includelowerbound", "includeupperbound"] {
            if element.attribute(bound) == Some("false") {
                return Err(Reason::Key("leaves out the bounds of its tolerance".into()));
            }
        }
        let text = element.attribute("tolerance").unwrap_or_default();
        let bounds: Option<Vec<Decimal>> = text.split_whitespace().map(number).collect();
        let tolerance = match bounds.as_deref() {
            Some([both]) => *both,
            Some([below, above]) if below == above => *below,
            Some([_, _]) => return Err(Reason::Key("has another tolerance below than above".into())),
            _ => return Err(Reason::Key("has a tolerance that is no number".into())),
        };
        let tolerance = match mode {
            "absolute" => Some(tolerance),
            // Per cent of the number.
            "relative" => tolerance.checked_mul(value.abs()).and_then(|share| share.checked_div(Decimal::ONE_HUNDRED)),
            _ => return Err(Reason::Key(format!("has an unknown kind of tolerance, `{mode}`"))),
        };
        let tolerance = tolerance.ok_or_else(|| Reason::Key("has a tolerance that is too large".into()))?;
        Ok(Rule { tolerance: tolerance.normalize(), decimals: None })
    }
}

/// The elements that compare a response with something.
///
/// # Errors
/// It is used in a way that isn't a comparison for equality: its key would not be what it is scored by.
fn comparisons<'e>(element: &'e Element, id: &str, found: &mut Vec<&'e Element>) -> Result<(), Reason> {
    let uses = element.elements().any(|child| child.name == "variable" && child.attribute("identifier") == Some(id));
    if uses {
        match element.name.as_str() {
            "equal" | "equalrounded" | "match" => found.push(element),
            // Whether there is an answer, and feedback on it.
            "isnull" | "setoutcomevalue" => {}
            other => return Err(Reason::Key(format!("is scored by `{other}`, not by equality"))),
        }
    }
    element.elements().try_for_each(|child| comparisons(child, id, found))
}
