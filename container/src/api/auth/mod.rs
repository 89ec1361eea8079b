//! Accounts and sessions.

mod email;
mod hasher;
mod login;
mod logout;
mod opaque;
mod password;
mod register;

use axum::{
    Router,
    routing::{get, post},
};
use contract::{call::PATHS, user::Session};

use super::{Json, State, Viewer, v1};

pub use hasher::Hasher;
pub(super) use login::login;
pub(super) use logout::logout;
pub(super) use register::register;

pub(super) fn router() -> Router<State> {
    Router::new()
        .route(v1(PATHS.session), get(session))
        .route(v1(PATHS.login), post(login::handler))
        .route(v1(PATHS.logout), post(logout::handler))
        .route(v1(PATHS.register), post(register::handler))
}

async fn session(Viewer(user): Viewer) -> Json<Session> {
    Json(Session { user: user.map(|user| user.as_ref().clone()) })
}
