//! `POST /auth/logout`.

use axum::http::StatusCode;
use tower_sessions::Session;

use crate::api::{Result, identity};

pub(super) async fn handler(session: Session) -> Result<StatusCode> {
    logout(&session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends the session. Without one there is nothing to do, and no reason to complain.
///
/// # Errors
/// The database failed.
pub(in crate::api) async fn logout(session: &Session) -> Result<()> {
    identity::sign_out(session).await
}
