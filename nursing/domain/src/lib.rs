//! What an exam knows, free of any web code: items and how they are scored, the licensure examinations' rules, imports.
//!
//! # Layout
//! - [`interaction`], [`student`], [`response`], [`progress`], [`rich`]: the small default, for the browser.
//! - [`sitting`]: what becomes of the answers that devices send, whenever and in whatever order they arrive.
//! - `item`, `number`, `scoring`, `pnle` (feature `author`): keys and rationales, and what follows from them. Only a server has these.
//! - `bank`: the item bank's own files. `import`, `export` (feature `import`): those of other systems.
//! - `adaptive`, `analysis`, `repetition`: which question comes next, what answers say of questions, and when to ask again.

pub mod interaction;
pub mod progress;
pub mod response;
pub mod rich;
pub mod sitting;
pub mod student;

#[cfg(feature = "adaptive")]
pub mod adaptive;
#[cfg(feature = "analysis")]
pub mod analysis;
#[cfg(feature = "bank")]
pub mod bank;
#[cfg(feature = "import")]
pub mod export;
#[cfg(feature = "import")]
pub mod import;
#[cfg(feature = "author")]
pub mod item;
#[cfg(feature = "author")]
pub mod number;
#[cfg(feature = "author")]
pub mod pnle;
#[cfg(feature = "repetition")]
pub mod repetition;
#[cfg(feature = "author")]
pub mod scoring;
