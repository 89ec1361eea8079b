//! Strategies for sound items of every kind, and for answers to them.

use nursing_domain::{
    interaction::Interaction,
    item::{Body, Group, Groups, Item, Pick},
    response::{Chosen, Response},
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{select, subsequence},
};

use crate::sample::{by_columns, groups, item, letter, numeric, ordered};

/// What an item is made of. Items are made last, as making one takes much longer than drawing its shape.
#[derive(Clone, Debug)]
enum Shape {
    /// A `+` for each right option of each group.
    Groups(Interaction, Vec<String>),
    /// The same for a matrix that is scored by its columns.
    Columns(Vec<String>),
    /// The key.
    Order(Vec<String>),
    /// Value, tolerance, decimals, unit.
    Number(String, String, u32, String),
}

impl Shape {
    fn item(self) -> Item {
        let borrowed =
            |texts: &[String], make: &dyn Fn(&[&str]) -> Body| make(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        item(match self {
            Shape::Groups(kind, patterns) => borrowed(&patterns, &|patterns| groups(kind, patterns)),
            Shape::Columns(patterns) => borrowed(&patterns, &by_columns),
            Shape::Order(key) => borrowed(&key, &ordered),
            Shape::Number(value, tolerance, decimals, unit) => numeric(&value, &tolerance, decimals, &unit),
        })
    }
}

/// Any item.
pub fn any_item() -> impl Strategy<Value = Item> {
    select(&Interaction::ALL[..]).prop_flat_map(shape).prop_map(Shape::item)
}

/// Any item whose options are chosen.
pub fn any_groups() -> impl Strategy<Value = Item> {
    let mut kinds = Interaction::ALL.to_vec();
    kinds.retain(|kind| !matches!(kind, Interaction::Ordered | Interaction::Numeric));
    select(kinds).prop_flat_map(shape).prop_map(Shape::item)
}

/// Any item of a kind.
pub fn item_of(kind: Interaction) -> impl Strategy<Value = Item> {
    shape(kind).prop_map(Shape::item)
}

/// As many groups and options as the kind may have.
fn shape(kind: Interaction) -> BoxedStrategy<Shape> {
    let one = |all: usize| between(all, 1, 1);
    let patterns = match kind {
        Interaction::MultipleChoice => (2..=12_usize).prop_flat_map(move |all| vec(one(all), 1)).boxed(),
        Interaction::SelectAll => (2..=12_usize).prop_flat_map(|all| vec(between(all, 1, all - 1), 1)).boxed(),
        Interaction::SelectN => (3..=12_usize).prop_flat_map(|all| vec(between(all, 2, all - 1), 1)).boxed(),
        Interaction::HighlightText | Interaction::HighlightTable => {
            (2..=26_usize).prop_flat_map(|all| vec(between(all, 1, all), 1)).boxed()
        }
        Interaction::Cloze => vec((2..=10_usize).prop_flat_map(one), 1..=10).boxed(),
        Interaction::Dyad => vec((2..=10_usize).prop_flat_map(one), 2).boxed(),
        Interaction::Triad => vec((2..=10_usize).prop_flat_map(one), 3).boxed(),
        Interaction::MatrixChoice => (2..=10_usize).prop_flat_map(move |all| vec(one(all), 2..=15)).boxed(),
        Interaction::DragCloze => tokens(),
        Interaction::MatrixResponse => {
            let patterns = (2..=10_usize).prop_flat_map(|all| vec(between(all, 1, all), 1..=15));
            let shape = |(patterns, columns)| {
                if columns { Shape::Columns(patterns) } else { Shape::Groups(Interaction::MatrixResponse, patterns) }
            };
            return (patterns, any::<bool>()).prop_map(shape).boxed();
        }
        Interaction::BowTie => {
            let side = |right| (3..=8_usize).prop_flat_map(move |all| between(all, right, right));
            (side(2), side(1), side(2)).prop_map(|(left, middle, right)| vec![left, middle, right]).boxed()
        }
        Interaction::Ordered => {
            let key = (2..=12_usize).prop_flat_map(|all| Just((0..all).map(letter).collect()).prop_shuffle());
            return key.prop_map(Shape::Order).boxed();
        }
        Interaction::Numeric => return number(),
    };
    patterns.prop_map(move |patterns| Shape::Groups(kind, patterns)).boxed()
}

/// So many options, of which so many are right.
fn between(all: usize, least: usize, most: usize) -> impl Strategy<Value = String> {
    subsequence((0..all).collect::<Vec<_>>(), least..=most).prop_map(move |right| pattern(all, &right))
}

fn pattern(all: usize, right: &[usize]) -> String {
    (0..all).map(|at| if right.contains(&at) { '+' } else { '-' }).collect()
}

/// Each gap has another token of one list.
fn tokens() -> BoxedStrategy<Vec<String>> {
    let key = |all: usize| (Just(all), subsequence((0..all).collect::<Vec<_>>(), 1..=all.min(10)).prop_shuffle());
    let patterns = |(all, key): (usize, Vec<usize>)| key.into_iter().map(|right| pattern(all, &[right])).collect();
    (2..=12_usize).prop_flat_map(key).prop_map(patterns).boxed()
}

/// Values up to the largest, with zeros at the end, beside units that look like numbers.
fn number() -> BoxedStrategy<Shape> {
    let known = select(&["", "mL/h", "%", "0", ".5", "10^9/L", "mL/24 h"][..]).prop_map(str::to_owned);
    let unit = prop_oneof![known, "[!-%'-;=?-~]([ -%'-;=?-~]{0,8}[!-%'-;=?-~])?"];
    let digits = prop_oneof![-100_i64..=100, -999_999_999_999..=999_999_999_999_i64];
    (digits, 0..=6_u32, prop_oneof![Just(0_i64), 0..=2_000_000_i64], unit)
        .prop_map(|(digits, decimals, tolerance, unit)| {
            Shape::Number(decimal(digits, decimals), decimal(tolerance, 3), decimals, unit)
        })
        .boxed()
}

/// `-1.50` for −150 and 2 places.
fn decimal(digits: i64, places: u32) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let (digits, unit) = (digits.unsigned_abs(), 10_u64.pow(places));
    match places {
        0 => format!("{sign}{digits}"),
        _ => format!("{sign}{}.{:0width$}", digits / unit, digits % unit, width = places as usize),
    }
}

/// What an answer is drawn from, whichever the item.
#[derive(Clone, Debug)]
struct Draw {
    /// Options are taken in the order of these.
    keys: Vec<u32>,
    /// How many of each group.
    counts: Vec<usize>,
    number: String,
}

/// An item and an answer that its page could send.
pub fn answered(item: impl Strategy<Value = Item>) -> impl Strategy<Value = (Item, Response)> {
    let number =
        prop_oneof!["[-+]?[0-9]{1,12}", "[0-9]{0,6}\\.[0-9]{1,8}", "[1-9][0-9]{0,2}(,[0-9]{3}){1,3}", Just(String::new())];
    let draw =
        (vec(any::<u32>(), 26), vec(0..=26_usize, 15), number).prop_map(|(keys, counts, number)| Draw { keys, counts, number });
    (item, draw).prop_map(|(item, draw)| {
        let response = draw.response(&item);
        (item, response)
    })
}

impl Draw {
    fn response(&self, item: &Item) -> Response {
        match item.body() {
            Body::Groups(body) => {
                let chosen = body.groups.iter().enumerate().map(|(at, group)| self.chosen(at, group));
                Response::Choices(chosen.filter(|chosen| !chosen.options.is_empty()).collect())
            }
            Body::Ordered(_) if self.counts[0] == 0 => Response::Order(Vec::new()),
            Body::Ordered(body) if self.counts[0] == 1 => Response::Order(body.key.clone()),
            Body::Ordered(body) => Response::Order(shuffled(&body.key, 0, &self.keys)),
            Body::Numeric(body) if self.counts[0] == 1 => Response::Number(body.value.to_string()),
            Body::Numeric(_) => Response::Number(self.number.clone()),
        }
    }

    fn chosen(&self, at: usize, group: &Group) -> Chosen {
        let ids: Vec<String> = group.options.iter().map(|option| option.id.clone()).collect();
        let mut options = shuffled(&ids, at, &self.keys);
        options.truncate(self.counts[at] % (most(group) + 1));
        Chosen { group: group.id.clone(), options }
    }
}

/// In an order that depends on the keys, and in each group on others of them.
pub fn shuffled<T: Clone>(all: &[T], group: usize, keys: &[u32]) -> Vec<T> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|at| (keys[(at + group) % keys.len()], *at));
    order.into_iter().map(|at| all[at].clone()).collect()
}

/// How many may be chosen.
pub fn most(group: &Group) -> usize {
    match group.pick {
        Pick::One => 1,
        Pick::Exactly(n) => n as usize,
        Pick::Any => group.options.len(),
    }
}

/// The groups of an item that has some.
pub fn groups_of(item: &Item) -> &Groups {
    match item.body() {
        Body::Groups(groups) => groups,
        Body::Ordered(_) | Body::Numeric(_) => unreachable!("the strategy makes groups"),
    }
}
