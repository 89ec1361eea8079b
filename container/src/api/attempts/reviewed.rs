//! One question of a review: what was asked, chosen and right.

use contract::exam::{Arrival, ReviewedChoice, ReviewedEntry, ReviewedGroup, ReviewedQuestion};
use nursing_domain::{
    item::{Body, Choice, Group},
    response::Response,
    scoring::Rule,
    sitting::Outcome,
};

use crate::{
    api::{Result, bank::Item},
    db::history::Entry,
};

/// A question with the student's response, which is empty where there is none, and the history of it.
///
/// # Errors
/// What is stored is no response to the item.
pub(super) fn question(item: &Item, response: &str, history: &[&Entry]) -> Result<ReviewedQuestion> {
    let counts = history.iter().rev().find(|entry| entry.stored.outcome.counts());
    let arrived = counts.filter(|entry| entry.stored.outcome == Outcome::Late).map(|entry| arrival(entry));
    let parsed = item.response(response)?;
    let marks = item.score(&parsed)?;
    let (groups, entry) = match item.full.body() {
        Body::Groups(body) => (body.groups.iter().map(|chosen| group(chosen, &parsed)).collect(), None),
        Body::Ordered(body) => {
            let options = body.options.iter().map(|option| choice(option, false)).collect();
            let entry = ReviewedEntry { given: in_words(&parsed), right: body.key.join(", "), rationale: None };
            (vec![ReviewedGroup { label: None, options, rationale: None }], Some(entry))
        }
        Body::Numeric(body) => {
            let right = [body.value.to_string(), body.unit.clone()].join(" ").trim().to_owned();
            (Vec::new(), Some(ReviewedEntry { given: in_words(&parsed), right, rationale: body.rationale.clone() }))
        }
    };
    Ok(ReviewedQuestion {
        id: item.student.id.clone(),
        kind: item.student.kind,
        stem: item.student.stem.clone(),
        text: item.student.text.clone(),
        topic: item.student.topic.clone(),
        reference: item.full.facts().reference.clone(),
        answered: !parsed.is_empty(),
        late: arrived.is_some(),
        arrived,
        after_end: after_end(response, history),
        earned: marks.earned,
        max: marks.max,
        rule: (marks.max > 1 || marks.rule == Rule::Rationale).then(|| marks.rule.sentence().to_owned()),
        groups,
        entry,
    })
}

/// What came after the end and differs from what counts.
fn after_end(response: &str, history: &[&Entry]) -> Vec<Arrival> {
    let mut last: Vec<&Entry> = Vec::new();
    for entry in history.iter().filter(|entry| entry.stored.outcome == Outcome::AfterEnd) {
        last.retain(|known| known.stored.change.device != entry.stored.change.device);
        last.push(entry);
    }
    last.into_iter().filter(|entry| entry.stored.change.response != response).map(arrival).collect()
}

fn arrival(entry: &Entry) -> Arrival {
    let change = &entry.stored.change;
    Arrival {
        device_name: entry.device_name.clone(),
        response: change.response.clone(),
        given_at: change.claimed_at,
        received_at: entry.stored.received_at,
    }
}

fn group(group: &Group, response: &Response) -> ReviewedGroup {
    let is_chosen = |option: &Choice| match response {
        Response::Choices(chosen) => chosen.iter().any(|chosen| chosen.group == group.id && chosen.options.contains(&option.id)),
        _ => false,
    };
    ReviewedGroup {
        label: group.label.clone(),
        options: group.options.iter().map(|option| choice(option, is_chosen(option))).collect(),
        rationale: group.rationale.clone(),
    }
}

fn choice(option: &Choice, chosen: bool) -> ReviewedChoice {
    ReviewedChoice {
        id: option.id.clone(),
        text: option.text.clone(),
        right: option.right,
        chosen,
        rationale: option.rationale.clone(),
    }
}

fn in_words(response: &Response) -> String {
    match response {
        Response::Order(order) => order.join(", "),
        other => other.to_string(),
    }
}
