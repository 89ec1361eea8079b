//! What a host and a remote agree on before they know each other. It knows no product.
//!
//! # Layout
//! - [`message`]: the messages between the host and a server module.
//! - [`problem`]: how an HTTP call says that it failed.
//! - [`slice`]: what a product declares of its shared store.
//! - [`manifest`] and [`negotiate`] (feature `platform`): what a release says of itself, and which release fits.

#![forbid(unsafe_code)]

pub mod call;
pub mod expose;

#[cfg(feature = "platform")]
pub mod manifest;
pub mod message;
#[cfg(feature = "platform")]
pub mod negotiate;
pub mod problem;
#[cfg(feature = "platform")]
pub mod schema;
pub mod slice;

/// The ABI that this crate speaks; `mf_abi` returns it.
pub const VERSION: u32 = 2;
