//! The product's contract: every type whose JSON crosses between its server and its remotes, its events, its store and what remotes
//! offer each other.
//!
//! # Layout
//! - [`slice`] declares the shared store, [`event`] the bus, [`mod@call`] the API, [`view`] and [`handle`] what remotes expose, [`props`] what exposes take.
//! - [`user`], [`exam`], [`sitting`], [`progress`], [`problem`]: what the API speaks.
//! - [`store`], [`outbox`] (features `hydrate` or `ssr`): what remotes do with it.
//!
//! A release is built against one version of it. Additive changes raise the minor version, anything else the major one;
//! the pinned schema in `contract.schema.json` makes a change visible in review, and is what negotiation compares.

pub mod call;
pub mod event;
pub mod exam;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod handle;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod outbox;
pub mod problem;
pub mod progress;
pub mod props;
#[cfg(feature = "schema")]
pub mod schema;
pub mod sitting;
pub mod slice;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod store;
#[cfg(all(doctest, feature = "ssr"))]
mod told;
pub mod user;
pub mod view;

#[doc(hidden)]
pub use mf_remote;
pub use slice::Slices;

/// Makes the crate a remote of this product: see [`mf_remote::remote!`].
#[macro_export]
macro_rules! remote {
    ($($parts:tt)*) => { $crate::mf_remote::remote! { contract: $crate; $($parts)* } };
}

/// The version of this contract, in semver.
pub const VERSION: &str = "1.2.0";

/// The pinned JSON Schema of every contract type; `schema::tests` keeps it true.
pub const SCHEMA: &str = include_str!("contract.schema.json");
