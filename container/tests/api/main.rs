//! The API over real sockets: one binary, so that the server is linked once.
//!
//! `TEST_POSTGRES_URL=postgres://… cargo test -p container --features postgres --test api` runs the same tests on PostgreSQL.

mod accounts;
mod attempts;
mod forms;
mod guards;
mod module;
mod operations;
mod pages;
mod scale;
mod secrets;
mod seeding;
mod site;
