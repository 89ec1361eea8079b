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
use shared::contract::user::Session;

use super::{Json, State, Viewer};

pub use hasher::Hasher;
pub(super) use login::login;
pub(super) use logout::logout;
pub(super) use register::register;

pub(super) fn router() -> Router<State> {
    Router::new()
        .route("/session", get(session))
        .route("/auth/login", post(login::handler))
        .route("/auth/logout", post(logout::handler))
        .route("/auth/register", post(register::handler))
}

async fn session(Viewer(user): Viewer) -> Json<Session> {
    Json(Session { user: user.map(|user| user.as_ref().clone()) })
}
