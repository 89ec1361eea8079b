//! What is said about each item.

use super::{
    Band, Bands, Table,
    moments::{correlation, count, float, mean},
};

/// The figures of one item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ItemFigures {
    /// The share of the item's points that was earned, 0 to 1: with right and wrong only, how many were right. High is easy.
    pub difficulty: f64,
    /// The correlation of the item with the total: the point-biserial for right and wrong, Pearson's for partial points. As the
    /// total holds the item itself, it is a little too high. None where the item or the total doesn't vary.
    pub item_total: Option<f64>,
    /// The same with the total of all other items (Crocker & Algina, chapter 14). None where one of the two doesn't vary.
    pub item_rest: Option<f64>,
    /// D: the difficulty in the upper 27 % less that in the lower 27 %, -1 to 1. Ebel takes 0.40 and more for very good, 0.30 for
    /// reasonably good, 0.20 for marginal, and less for poor. None where the two groups can't be told apart.
    pub discrimination: Option<f64>,
}

/// The figures of every item, in the table's order.
pub fn figures(table: &Table) -> Vec<ItemFigures> {
    let totals: Vec<f64> = table.totals().iter().copied().map(float).collect();
    let bands = Bands::new(table).ok();
    let figures = |(item, max): (usize, &u32)| {
        let scores: Vec<f64> = table.column(item).map(f64::from).collect();
        let rest: Vec<f64> = totals.iter().zip(&scores).map(|(total, score)| total - score).collect();
        let max = f64::from(*max);
        ItemFigures {
            difficulty: mean(&scores) / max,
            item_total: correlation(&scores, &totals),
            item_rest: correlation(&scores, &rest),
            discrimination: bands.as_ref().map(|bands| discrimination(bands, &scores, max)),
        }
    };
    table.max().iter().enumerate().map(figures).collect()
}

fn discrimination(bands: &Bands, scores: &[f64], max: f64) -> f64 {
    let earned =
        |wanted: Band| bands.of().iter().zip(scores).filter(|(band, _)| **band == wanted).map(|(_, score)| score).sum::<f64>();
    (earned(Band::Upper) / count(bands.upper()) - earned(Band::Lower) / count(bands.lower())) / max
}
