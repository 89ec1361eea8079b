//! An adaptive test: which item comes next, and when it is enough.
//!
//! It follows what NCSBN tells the public about the NCLEX-RN. Each item is chosen for the ability that the answers before it show,
//! and the test ends as soon as it is 95 % certain on which side of the passing standard that ability lies.
//!
//! ```
//! use nursing_domain::adaptive::{Cat, Exposure, Pool, PoolItem, Session, Settings, Step};
//! use nursing_domain::item::ClientNeed;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut items = Vec::new();
//! for (at, share) in Settings::default().blueprint.shares.iter().cycle().take(400).enumerate() {
//!     items.push(PoolItem::new(format!("item-{at}"), -2_000 + 10 * at as i32, share.area)?);
//! }
//! let cat = Cat::new(Pool::new(items)?, Settings::default())?;
//! let mut session = Session::new(42);
//! let stop = loop {
//!     match cat.step(&session, &Exposure::default())? {
//!         Step::Ask(choice) => session = session.ask(&choice)?.answer(&choice.item, choice.difficulty_milli < 500)?,
//!         Step::Stop(stop) => break stop,
//!     }
//! };
//! println!("{}", stop.sentence());
//! # Ok(())
//! # }
//! ```
//!
//! # Layout
//! - `rasch`, `eap`, `likelihood`: the model, and the ability that answers show.
//! - `pool`, `blueprint`, `exposure`, `select`: which item.
//! - `settings`, `stop`: for how long.
//! - `session`, `cat`: the state, a plain value, and the functions from it to what comes next.
//! - `explain`: both in sentences for students.

mod blueprint;
mod cat;
mod eap;
mod error;
mod explain;
mod exposure;
mod likelihood;
mod pool;
mod rasch;
mod select;
mod session;
mod settings;
mod stop;
#[cfg(test)]
mod tests;

pub use self::{
    blueprint::{AreaCount, Blueprint, Share},
    cat::{Cat, Step},
    eap::{Eap, Prior},
    error::{PoolError, RangeError, SessionError, SettingsError},
    exposure::Exposure,
    likelihood::{Likelihood, maximum_likelihood},
    pool::{Pool, PoolItem},
    rasch::{Ability, Difficulty, Estimate, Scored, information, probability, test_information},
    select::{Choice, Content, Selection},
    session::{Answered, Session},
    settings::Settings,
    stop::{Reason, Stop, Verdict},
};
