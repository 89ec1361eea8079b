//! Remotes on the server: which releases there are, which one a page gets, and running their server modules.
//!
//! # Layout
//! - [`release`]: one release on disk or at its origin.
//! - [`registry`]: which releases exist, which is active, and why another was refused. [`set`]: what of it a page gets.
//! - [`renderer`]: server modules in wasmtime; `incremental`: their machine code by function, in development. [`memo`]: their
//!   results, kept.
//! - [`deploy`]: `/api/micro-frontends`. [`files`]: `/mf/…`. [`watch`]: development mode.

pub mod deploy;
mod error;
pub mod files;
mod incremental;
pub mod memo;
pub mod registry;
pub mod release;
pub mod renderer;
pub mod set;
pub mod watch;

pub use error::Error;
