//! `cargo mfe`: builds, serves, tests and measures the platform and its micro-frontends.
//!
//! # Layout
//!
//! [`cli`] reads the command line; each command is a module of its own: [`doctor`], [`build`], [`serve`] …
//! What they share is [`workspace`] (which remotes there are), [`toolchain`] (what compiles them), [`process`] (running other
//! programs) and [`error`].

pub mod bench;
pub mod build;
pub mod cargo;
pub mod cli;
pub mod delegate;
pub mod doctor;
pub mod error;
pub mod new;
pub mod process;
pub mod progress;
pub mod serve;
pub mod test;
pub mod toolchain;
pub mod watch;
pub mod workspace;
