//! 10,000 simulated students take the adaptive test; what it made of them is written to `docs/adaptive`, or to the folder given.
//!
//! `cargo run --release -p nursing-domain --example simulate --features adaptive`

#[path = "simulate/figures.rs"]
mod figures;
#[path = "simulate/hold.rs"]
mod hold;
#[path = "simulate/plots.rs"]
mod plots;
#[path = "simulate/readme.rs"]
mod readme;
#[path = "simulate/world.rs"]
mod world;

use std::{error::Error, fs, path::PathBuf, time::Instant};

use nursing_domain::adaptive::{Cat, Settings};

use figures::Figures;
use world::{SEED, Students, World};

/// A way in which students are tested.
struct Scenario {
    name: &'static str,
    settings: Settings,
    /// Items in the pool.
    items: usize,
    /// By how much the items' true difficulties are off those in the pool: a standard deviation in logits.
    miscalibration: f64,
    students: Students,
}

/// The first is the one that most plots are of. The last three, with a small pool and students near the standard, differ only in how
/// items are kept from being asked too often.
fn scenarios() -> [Scenario; 5] {
    let settings = |candidates, cap_permille| Settings { candidates, cap_permille, ..Settings::default() };
    let even = |name, miscalibration| {
        let settings = Settings::default();
        Scenario { name, settings, items: 1_500, miscalibration, students: Students::Even }
    };
    let small = |name, settings| Scenario { name, settings, items: 600, miscalibration: 0.0, students: Students::Normal };
    [
        even("Difficulties known", 0.0),
        even("Difficulties off by 0.3", 0.3),
        small("The most informative item", settings(1, None)),
        small("One of the 10 most informative", settings(10, None)),
        small("The same, kept back from 20 % of tests on", settings(10, Some(200))),
    ]
}

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::args_os().nth(1).map_or_else(|| here.join("../../docs/adaptive"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    let mut all = Vec::new();
    for Scenario { name, settings, items, miscalibration, students } in scenarios() {
        let start = Instant::now();
        let world = World::new(items, miscalibration)?;
        let cat = Cat::new(world.pool()?, settings)?;
        let (tests, exposure) = hold::everyone(&cat, &world, &students.abilities())?;
        let figures = Figures::of(name, &tests, &exposure, cat.pool());
        println!("{name}: {:.1} s, {}", start.elapsed().as_secs_f64(), figures.line());
        all.push(figures);
    }
    let world = World::new(1_500, 0.0)?;
    let cat = Cat::new(world.pool()?, Settings::default())?;
    let path = hold::path(&cat, &world, SEED + 14, 0.5)?;
    plots::write(&folder, &all, &path, cat.settings())?;
    fs::write(folder.join("README.md"), readme::text(&all, cat.settings()))?;
    println!("written to {}", folder.display());
    Ok(())
}
