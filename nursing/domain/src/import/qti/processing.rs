//! Whether response processing that is written out speaks for the declared key.
//!
//! Only plain contradictions are looked for: that another answer scores than the correct response, or every answer but it. Partial
//! credit for second-best answers beside it is none.

use super::{declaration::number, names::named};
use crate::import::{Reason, xml::Element};

/// What scores a response, where it isn't a template.
///
/// # Errors
/// It is another answer than the key's.
pub(super) fn check(root: &Element, id: &str, correct: &[String]) -> Result<(), Reason> {
    let Some(processing) = root.child("responseprocessing").filter(|processing| processing.attribute("template").is_none())
    else {
        return Ok(());
    };
    let names_it = |name: &str| named(processing, name).iter().any(|element| is_of(element, id));
    let by_key = names_it("correct") || names_it("mapresponse");
    let mut values: Vec<Vec<String>> = Vec::new();
    let branches = ["responseif", "responseelseif"].iter().flat_map(|name| named(processing, name));
    for branch in branches.filter(|branch| scores(branch)) {
        let Some(condition) = branch.elements().next() else { continue };
        let inner = condition.elements().next().filter(|_| condition.name == "not");
        if inner.is_some_and(|inner| compares(inner, id) && inner.child("correct").is_some()) {
            return Err(Reason::Key("is what its response processing doesn't score".into()));
        }
        if compares(condition, id) {
            let texts: Vec<String> = named(condition, "basevalue").iter().map(|value| value.text().trim().to_owned()).collect();
            values.extend(Some(texts).filter(|texts| !texts.is_empty()));
        }
    }
    let same = |texts: &Vec<String>| texts.len() == correct.len() && correct.iter().all(|value| texts.contains(value));
    if by_key || values.is_empty() || values.iter().any(same) {
        return Ok(());
    }
    Err(Reason::Key("differs from the answer that its response processing scores".into()))
}

fn is_of(element: &Element, id: &str) -> bool {
    element.attribute("identifier") == Some(id)
}

/// `match` of the response with something.
fn compares(condition: &Element, id: &str) -> bool {
    condition.name == "match" && condition.elements().any(|operand| operand.name == "variable" && is_of(operand, id))
}

/// Whether a branch gives points.
fn scores(branch: &Element) -> bool {
    let sets = |element: &&Element| element.name == "setoutcomevalue" && is_of(element, "SCORE");
    let points = |set: &Element| set.child("basevalue").and_then(|value| number(&value.text()));
    branch.elements().filter(sets).filter_map(points).any(|points| points.is_sign_positive() && !points.is_zero())
}
