//! The simulated items and students.

use std::{collections::HashMap, f64::consts::TAU};

use nursing_domain::adaptive::{Blueprint, Pool, PoolError, PoolItem};
use rand::{Rng, SeedableRng, rngs::StdRng};

/// Of everything that is drawn.
pub const SEED: u64 = 20_261_124;
/// Standard deviation of their difficulties in logits; the mean is 0.
pub const DIFFICULTIES: f64 = 1.2;
/// No item is harder, and none easier by as much.
pub const HARDEST: f64 = 4.0;
/// Abilities of the students: -3 to 3 by quarters of a logit.
const ABILITIES: usize = 25;
/// Students.
const STUDENTS: usize = 10_000;

/// How the students' abilities are distributed.
#[derive(Clone, Copy)]
pub enum Students {
    /// As many of each.
    Even,
    /// Normally, with mean 0 and standard deviation 1, rounded to the grid.
    Normal,
}

impl Students {
    /// One ability a student, in an order in which low and high are mixed.
    pub fn abilities(self) -> Vec<f64> {
        let mut rng = StdRng::seed_from_u64(SEED + 1);
        let even = |student: usize| (student % ABILITIES) as f64 / 4.0 - 3.0;
        let rounded = |ability: f64| (ability * 4.0).round().clamp(-12.0, 12.0) / 4.0;
        match self {
            Students::Even => (0..STUDENTS).map(even).collect(),
            Students::Normal => (0..STUDENTS).map(|_| rounded(normal(&mut rng))).collect(),
        }
    }
}

/// Items with what is true of them, whatever the pool believes.
pub struct World {
    items: Vec<PoolItem>,
    truth: HashMap<String, f64>,
}

impl World {
    /// So many items whose true difficulties are off by so much.
    pub fn new(count: usize, miscalibration: f64) -> Result<World, PoolError> {
        let mut rng = StdRng::seed_from_u64(SEED);
        let mut items = Vec::with_capacity(count);
        let mut truth = HashMap::with_capacity(count);
        // Each area has the blueprint's share of the items.
        let shares = Blueprint::nclex_rn().shares;
        let areas = shares.iter().flat_map(|share| std::iter::repeat_n(share.area, share.permille as usize * count / 1_000));
        for (at, area) in areas.enumerate() {
            let difficulty = (normal(&mut rng) * DIFFICULTIES).clamp(-HARDEST, HARDEST);
            let item = PoolItem::new(format!("item-{at:04}"), (difficulty * 1_000.0).round() as i32, area)?;
            truth.insert(item.id().to_owned(), item.difficulty().logits() + normal(&mut rng) * miscalibration);
            items.push(item);
        }
        Ok(World { items, truth })
    }

    pub fn pool(&self) -> Result<Pool, PoolError> {
        Pool::new(self.items.clone())
    }

    /// Whether a student of that ability answers right, by the Rasch model.
    pub fn is_right(&self, item: &str, ability: f64, rng: &mut StdRng) -> bool {
        let difficulty = self.truth.get(item).copied().unwrap_or(0.0);
        rng.random::<f64>() < 1.0 / (1.0 + (difficulty - ability).exp())
    }
}

/// A standard normal number (Box & Muller 1958).
fn normal(rng: &mut StdRng) -> f64 {
    let radius = (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt();
    radius * (TAU * rng.random::<f64>()).cos()
}
