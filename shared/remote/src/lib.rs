//! What makes a crate a remote. It knows no product: slices, events, functions and hooks are declared by a contract crate with
//! [`slices!`], [`events!`] and [`calls!`].
//!
//! # Layout
//! - [`mount`]: what a view is mounted with; [`server_part`], [`slot`], [`page`]: what it uses.
//! - [`host`], [`store`], [`bus`], [`handle`], [`mod@call`]: the rest of the page, as a remote sees it.
//! - [`wire`]: JSON on either side.
//! - [`define`], [`server`], [`client`]: what [`remote!`] expands to.

#![cfg_attr(not(any(feature = "hydrate", feature = "ssr")), forbid(unsafe_code))]

#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod bus;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod call;
#[cfg(feature = "hydrate")]
pub mod client;
pub mod declare;
pub mod define;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod handle;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod host;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod mount;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod page;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod server_part;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod slot;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod store;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod wire;

pub use mf_abi as abi;
pub use mf_abi::message::Request;

#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub use self::{
    mount::{Mount, Refusal, effect, live, use_request},
    server_part::{ServerData, server_part, server_text},
    slot::RemoteSlot,
};

#[doc(hidden)]
pub mod macro_support {
    //! What the macros expand to needs these names wherever they are used.
    #[cfg(any(feature = "hydrate", feature = "ssr"))]
    pub use leptos;
    pub use mf_abi;
    pub use serde;
    #[cfg(feature = "hydrate")]
    pub use {js_sys, miniserde, rlsf, wasm_bindgen, web_sys};
}
