//! The remote `dashboard`: how far a student has come, and the way on.
//!
//! # Layout
//! - [`page`]: the view: what it fetches, when it fetches again, and its states.
//! - [`resume`]: attempts that can be continued.
//! - [`figures`]: the stat tiles and the score trend.
//! - [`topics`]: results by topic.
//! - [`attempts`]: finished attempts and their filter.
//! - [`date`]: days of the Philippine calendar.

// The types of views nest deeply.
#![recursion_limit = "512"]
// Without a side there is nothing to build: the runtime in `mf-remote` exists on either of them only.
#![cfg(any(feature = "hydrate", feature = "ssr"))]

mod attempts;
mod date;
mod figures;
mod page;
mod resume;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod topics;

use contract::{progress::Progress, props::NoProps};

contract::remote! {
    views {
        "./Dashboard" => { props: NoProps, server_data: Progress, plan: page::plan, refused: page::refused, view: page::dashboard },
    }
}
