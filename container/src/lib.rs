//! The container: it renders and serves a page made of remotes that it was never compiled with.
//!
//! # Layout
//! - [`app`]: the Leptos shell: layout, routes, `<Remote>`.
//! - [`federation`]: releases, negotiation, the wasmtime renderer.
//! - [`page`]: one request from the route to the finished document.
//! - [`api`], [`db`], [`http`]: the product's data.
//! - [`config`], [`server`]: the command line, and everything put together.
//!
//! The crate `overlay` beside this one is what pages run in development mode.

pub mod api;
pub mod app;
pub mod config;
pub mod db;
pub mod federation;
pub mod http;
pub mod page;
pub mod server;
mod starting;
