//! `cargo bench -p nursing-domain --bench scoring`: responses read and scored by one core, in items a second. Of each kind, all
//! that the bank has, the key and an answer to the first option only in turn.

use std::path::Path;

use divan::{Bencher, counter::ItemsCount};
use nursing_domain::{
    bank::{self, Bank},
    interaction::Interaction,
    item::Item,
    response::Response,
    scoring,
};

fn main() {
    divan::main();
}

fn bank() -> Bank {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../items");
    bank::read_folder(&folder).unwrap_or_else(|error| panic!("the bank can't be read: {error}"))
}

/// Items of a kind, each with the text of a full and of a poor answer to it.
fn answered(kind: Interaction) -> Vec<(Item, String)> {
    let of_kind = |item: &&Item| item.kind() == kind;
    let answers = |item: &Item| {
        let key = scoring::key(item);
        let poor = match &key {
            Response::Choices(chosen) => Response::Choices(chosen.iter().take(1).cloned().collect()),
            Response::Order(order) => Response::Order(order.iter().rev().cloned().collect()),
            Response::Number(number) => Response::Number(format!("{number}1")),
        };
        [(item.clone(), key.to_string()), (item.clone(), poor.to_string())]
    };
    bank().items().iter().filter(of_kind).flat_map(answers).collect()
}

/// What was sent is text: it is read, then scored.
#[divan::bench(args = Interaction::ALL)]
fn read_and_score(bencher: Bencher<'_, '_>, kind: Interaction) {
    let answered = answered(kind);
    bencher.counter(ItemsCount::new(answered.len())).bench(|| {
        answered
            .iter()
            .map(|(item, text)| {
                let response = Response::parse(kind, divan::black_box(text)).expect("a response");
                scoring::score(item, &response).expect("a response to the item").earned
            })
            .sum::<u32>()
    });
}

/// Scoring alone, for what is in memory already.
#[divan::bench(args = Interaction::ALL)]
fn score(bencher: Bencher<'_, '_>, kind: Interaction) {
    let responses: Vec<(Item, Response)> =
        answered(kind).into_iter().map(|(item, text)| (item, Response::parse(kind, &text).expect("a response"))).collect();
    bencher.counter(ItemsCount::new(responses.len())).bench(|| {
        let score =
            |(item, response): &(Item, Response)| scoring::score(item, divan::black_box(response)).expect("scored").earned;
        responses.iter().map(score).sum::<u32>()
    });
}
