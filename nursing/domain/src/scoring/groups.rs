//! Points for chosen options.

use super::{Marks, Part, Rule, ScoreError};
use crate::{
    interaction::Interaction,
    item::{Axis, Group, Groups, Ordered, Pick},
    response::Chosen,
};

/// What was right and wrong in one group.
#[derive(Clone, Copy, Default)]
struct Tally {
    right: u32,
    wrong: u32,
}

impl Tally {
    /// Right less wrong, not below zero.
    fn plus_minus(self) -> u32 {
        self.right.saturating_sub(self.wrong)
    }
}

pub(super) fn score(body: &Groups, chosen: &[Chosen]) -> Result<Marks, ScoreError> {
    let picked = picked(body, chosen)?;
    let tallies: Vec<Tally> = body.groups.iter().zip(&picked).map(|(group, picked)| tally(group, picked)).collect();
    let rule = rule(body.kind);
    let parts: Vec<Part> = match rule {
        Rule::PlusMinus if body.axis == Axis::Columns => columns(body, &picked),
        Rule::Rationale => vec![rationale(&tallies)],
        rule => {
            let part = |(group, tally): (&Group, &Tally)| Part {
                id: group.id.clone(),
                earned: if rule == Rule::PlusMinus { tally.plus_minus() } else { tally.right },
                max: right(group),
                right: tally.right,
                wrong: tally.wrong,
            };
            body.groups.iter().zip(&tallies).map(part).collect()
        }
    };
    Ok(Marks { earned: parts.iter().map(|part| part.earned).sum(), max: max(body), rule, parts })
}

pub(super) fn rule(kind: Interaction) -> Rule {
    match kind {
        Interaction::SelectAll | Interaction::HighlightText | Interaction::HighlightTable | Interaction::MatrixResponse => {
            Rule::PlusMinus
        }
        Interaction::Dyad | Interaction::Triad => Rule::Rationale,
        Interaction::Ordered | Interaction::Numeric => Rule::AllOrNothing,
        _ => Rule::ZeroOne,
    }
}

/// A dyad is one point, a triad two; anything else a point for each right option.
pub(super) fn max(body: &Groups) -> u32 {
    match body.kind {
        Interaction::Dyad => 1,
        Interaction::Triad => 2,
        _ => body.groups.iter().map(right).sum(),
    }
}

pub(super) fn key(body: &Groups) -> Vec<Chosen> {
    let options = |group: &Group| group.options.iter().filter(|option| option.right).map(|option| option.id.clone()).collect();
    body.groups.iter().map(|group| Chosen { group: group.id.clone(), options: options(group) }).collect()
}

fn right(group: &Group) -> u32 {
    group.options.iter().map(|option| u32::from(option.right)).sum()
}

fn tally(group: &Group, picked: &[bool]) -> Tally {
    group.options.iter().zip(picked).filter(|(_, picked)| **picked).fold(Tally::default(), |tally, (option, _)| {
        if option.right { Tally { right: tally.right + 1, ..tally } } else { Tally { wrong: tally.wrong + 1, ..tally } }
    })
}

/// Whether each option of each group was chosen.
fn picked(body: &Groups, chosen: &[Chosen]) -> Result<Vec<Vec<bool>>, ScoreError> {
    let mut picked: Vec<Vec<bool>> = body.groups.iter().map(|group| vec![false; group.options.len()]).collect();
    for (nth, Chosen { group: id, options }) in chosen.iter().enumerate() {
        let at = body.groups.iter().position(|group| group.id == *id).ok_or_else(|| ScoreError::Group(id.clone()))?;
        if chosen[..nth].iter().any(|other| other.group == *id) {
            return Err(ScoreError::Twice(id.clone()));
        }
        let group = &body.groups[at];
        for option in options {
            let place = group.options.iter().position(|known| known.id == *option);
            let place = place.ok_or_else(|| ScoreError::Option(option.clone()))?;
            if std::mem::replace(&mut picked[at][place], true) {
                return Err(ScoreError::Twice(option.clone()));
            }
        }
        let most = match group.pick {
            Pick::One => 1,
            Pick::Exactly(n) => n as usize,
            Pick::Any => group.options.len(),
        };
        if options.len() > most {
            return Err(ScoreError::TooMany { group: id.clone(), chosen: options.len(), most });
        }
    }
    Ok(picked)
}

/// Each column of a matrix for itself: its rows in which it was chosen.
fn columns(body: &Groups, picked: &[Vec<bool>]) -> Vec<Part> {
    let columns = body.groups.first().map_or(0, |group| group.options.len());
    (0..columns)
        .map(|column| {
            let mut tally = Tally::default();
            let mut max = 0;
            for (group, picked) in body.groups.iter().zip(picked) {
                let is_right = group.options[column].right;
                max += u32::from(is_right);
                tally.right += u32::from(picked[column] && is_right);
                tally.wrong += u32::from(picked[column] && !is_right);
            }
            let id = body.groups[0].options[column].id.clone();
            Part { id, earned: tally.plus_minus(), max, right: tally.right, wrong: tally.wrong }
        })
        .collect()
}

/// The first gap is what the others explain: without it they are worth nothing.
fn rationale(gaps: &[Tally]) -> Part {
    let right: u32 = gaps.iter().map(|gap| gap.right).sum();
    let wrong = gaps.iter().map(|gap| gap.wrong).sum();
    let anchored = gaps.first().is_some_and(|gap| gap.right == 1);
    let earned = if anchored { right - 1 } else { 0 };
    Part { id: "1".into(), earned, max: u32::try_from(gaps.len()).unwrap_or(1) - 1, right, wrong }
}

/// The order as a whole.
pub(super) fn score_order(body: &Ordered, order: &[String]) -> Result<Marks, ScoreError> {
    for (at, id) in order.iter().enumerate() {
        if !body.key.contains(id) {
            return Err(ScoreError::Option(id.clone()));
        }
        if order[..at].contains(id) {
            return Err(ScoreError::Twice(id.clone()));
        }
    }
    if !order.is_empty() && order.len() != body.key.len() {
        return Err(ScoreError::Incomplete { found: order.len(), all: body.key.len() });
    }
    let right = u32::try_from(order.iter().zip(&body.key).filter(|(given, key)| given == key).count()).unwrap_or(0);
    let all = u32::try_from(body.key.len()).unwrap_or(u32::MAX);
    let earned = u32::from(right == all);
    let wrong = u32::try_from(order.len()).unwrap_or(0) - right;
    let part = Part { id: "1".into(), earned, max: 1, right, wrong };
    Ok(Marks { earned, max: 1, rule: Rule::AllOrNothing, parts: vec![part] })
}
