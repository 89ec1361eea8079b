//! Tables of rows and columns.

use std::collections::BTreeMap;

use super::{
    gaps::pairs,
    own,
    record::{Record, held, most, place, places},
};
use crate::{
    import::{Reason, xml::Element},
    interaction::Interaction,
    item::{Axis, Body, Group, Groups, Pick},
};

/// `matchInteraction`: its first set is the rows, its second the columns.
///
/// Where the first set may be used freely and each of the second once, the second is what is asked about, and the table is
/// turned.
pub(super) fn matrix(record: &mut Record<'_>, interaction: &Element) -> Result<Body, Reason> {
    let sets = held(interaction, "simplematchset")?;
    let [first, second] = sets.as_slice() else { return Err(Reason::Syntax("a match has two sets".into())) };
    let (first, second) = (held(first, "simpleassociablechoice")?, held(second, "simpleassociablechoice")?);
    let once = |choices: &[&Element]| -> Result<bool, Reason> {
        let limits: Vec<usize> = choices.iter().map(|choice| most(choice, "matchmax", 1)).collect::<Result<_, _>>()?;
        Ok(limits.iter().all(|limit| *limit == 1))
    };
    let (first_once, second_once) = (once(&first)?, once(&second)?);
    let turned = !first_once && second_once && record.own.is_none();
    let (rows, columns) = if turned { (second, first) } else { (first, second) };
    let (row_places, column_places) = (places(&rows)?, places(&columns)?);
    let mut right: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (one, other) in pairs(record, interaction)? {
        let (row, column) = if turned { (other, one) } else { (one, other) };
        right.entry(place(&row_places, &row)?).or_default().push(place(&column_places, &column)?);
    }
    for column in &columns {
        let limit = most(column, "matchmax", 1)?;
        if limit != 0 && limit < rows.len() {
            record.leave_out(format!("how often a column may be used ({limit})"));
        }
    }
    let single = if turned { second_once } else { first_once };
    let (kind, pick) = if single { (Interaction::MatrixChoice, Pick::One) } else { (Interaction::MatrixResponse, Pick::Any) };
    let mut groups = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let id = (at + 1).to_string();
        let rationale = record.rationale(&own::rationale(&id, None), None)?;
        let label = Some(record.content(row)?);
        let options = record.options(&id, &columns, right.get(&at).map_or(&[][..], Vec::as_slice))?;
        groups.push(Group { id, label, pick, options, rationale });
    }
    let by_rows = record.own.is_some() && record.body.attribute(own::AXIS) == Some("rows");
    let axis = if by_rows { Axis::Rows } else { Axis::of(kind) };
    Ok(Body::Groups(Groups { kind, text: None, axis, groups }))
}
