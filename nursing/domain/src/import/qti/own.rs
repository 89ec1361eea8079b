//! What this platform writes into QTI 3.0 so that nothing is lost on the way back.
//!
//! QTI allows `data-` attributes on the elements of an item's body, and rubric blocks for authors.

/// The beginning of the attributes that hold facts, on a rubric block for authors. After it comes a fact's name.
pub(crate) const FACT: &str = "data-nursing-fact-";
/// On the item body: the kind's name.
pub(crate) const KIND: &str = "data-nursing-kind";
/// On a `div`: `stem` or `text`.
pub(crate) const PART: &str = "data-nursing-part";
/// On an interaction or a row: what the group says.
pub(crate) const LABEL: &str = "data-nursing-label";
/// On the item body: a matrix response is scored by columns.
pub(crate) const AXIS: &str = "data-nursing-axis";
/// On a text entry: decimal places.
pub(crate) const DECIMALS: &str = "data-nursing-decimals";
/// On a text entry: the unit.
pub(crate) const UNIT: &str = "data-nursing-unit";
/// The outcome variable that shows rationales. Their identifiers begin with it: `RATIONALE_1_A`, `RATIONALE_1`.
pub(crate) const RATIONALE: &str = "RATIONALE";

/// Where a rationale belongs.
pub(crate) fn rationale(group: &str, option: Option<&str>) -> String {
    match option {
        Some(option) => format!("{RATIONALE}_{group}_{option}"),
        None => format!("{RATIONALE}_{group}"),
    }
}
