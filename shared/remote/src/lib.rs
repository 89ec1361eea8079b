//! What the container and every remote agree on.
//!
//! # Layout
//! - [`contract`]: the data that crosses: users, exams, events, props, problems. Versioned and hashed.
//! - [`abi`]: the messages between the container and a server module.
//! - [`manifest`] and [`negotiate`] (feature `platform`): what a release says of itself, and which release fits.
//! - [`remote`], [`store`], [`bus`], [`host`], [`outbox`], [`wire`] (features `hydrate` or `ssr`): what the code of a remote uses.

#![cfg_attr(not(any(feature = "hydrate", feature = "ssr")), forbid(unsafe_code))]

pub mod abi;
pub mod contract;
#[cfg(feature = "platform")]
pub mod manifest;
#[cfg(feature = "platform")]
pub mod negotiate;

#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod bus;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod host;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod outbox;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod remote;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod store;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod wire;

#[doc(hidden)]
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod macro_support {
    //! What [`crate::remote!`] expands to needs these names wherever it is used.
    pub use leptos;
    #[cfg(feature = "hydrate")]
    pub use {js_sys, rlsf, wasm_bindgen, web_sys};
}
