//! What is asked next.

use super::Card;

/// An item and its card.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheduled {
    /// The item's id.
    pub item: String,
    /// Its card.
    pub card: Card,
}

/// The items that are due at `now`, those first that are least probably remembered, then those that are due for longest. The order
/// of the list that comes in doesn't matter.
pub fn queue(mut cards: Vec<Scheduled>, now: i64) -> Vec<Scheduled> {
    cards.retain(|scheduled| scheduled.card.is_due(now));
    cards.sort_by(|left, right| {
        let remembered = left.card.retrievability(now).total_cmp(&right.card.retrievability(now));
        remembered.then(left.card.due().cmp(&right.card.due())).then_with(|| left.item.cmp(&right.item))
    });
    cards
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repetition::{Grade, schedule::DAY};

    const NOW: i64 = 1_700_000_000_000;

    fn items(cards: &[(&str, Card)], now: i64) -> Vec<String> {
        let scheduled = cards.iter().map(|(item, card)| Scheduled { item: (*item).to_owned(), card: *card }).collect();
        queue(scheduled, now).into_iter().map(|scheduled| scheduled.item).collect()
    }

    #[test]
    fn what_is_forgotten_most_comes_first_and_what_is_not_due_not_at_all() {
        let wrong = Card::first(Grade::Again, NOW - DAY);
        let partly = Card::first(Grade::Hard, NOW - DAY);
        let right = Card::first(Grade::Good, NOW - DAY);
        let later = right.review(Grade::Good, NOW - DAY / 2);
        let cards = [("right", right), ("later", later), ("wrong", wrong), ("partly", partly)];
        assert_eq!(items(&cards, NOW), ["wrong", "partly", "right"]);
        assert_eq!(items(&cards, NOW - 2 * DAY), Vec::<String>::new());
    }

    #[test]
    fn equal_cards_are_ordered_by_name_whatever_the_list_was() {
        let card = Card::first(Grade::Again, NOW);
        assert_eq!(items(&[("b", card), ("a", card)], NOW + DAY), items(&[("a", card), ("b", card)], NOW + DAY));
    }
}
