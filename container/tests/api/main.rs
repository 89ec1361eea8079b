//! The API over real sockets: one binary, so that the server is linked once.
//!
//! `TEST_POSTGRES_URL=postgres://… cargo test -p container --features postgres --test api` runs the same tests on PostgreSQL.

mod accounts;
mod attempts;
mod changes;
mod devices;
mod endings;
mod floods;
mod forms;
mod guards;
mod hostile;
mod killed;
mod module;
mod operations;
mod pages;
mod repeated;
mod scale;
mod secrets;
mod seeding;
mod shapes;
mod site;
mod versions;
mod weights;
