//! `/api/micro-frontends`: what there is, and activating a release.

use std::{path::Path, sync::Arc};

use axum::{
    Json, Router,
    extract::{self, State},
    http::{HeaderMap, header},
    middleware::from_fn,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use contract::problem::Code;
use rand::RngCore as _;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{
    Error,
    registry::{Listing, Registry},
};
use crate::{api, http::problem};

/// File in the data folder that holds the token.
pub const TOKEN_FILE: &str = "deploy-token";

#[derive(Clone)]
struct Deploy {
    registry: Arc<Registry>,
    /// SHA-256 of the token: comparing digests tells nothing of the token by its timing.
    token: Arc<[u8]>,
}

/// The routes; `token` is what [`token`] returned.
pub fn router(registry: Arc<Registry>, token: &str) -> Router {
    let state = Deploy { registry, token: Sha256::digest(token).to_vec().into() };
    Router::new()
        .route("/api/micro-frontends", get(list))
        .route("/api/micro-frontends/{name}/activate", post(activate))
        .layer(from_fn(problem::ensure))
        .with_state(state)
}

/// The deploy token in `data`, made at first start and readable by its owner only.
///
/// # Errors
/// The file can't be read or written.
pub fn token(data: &Path) -> std::io::Result<String> {
    let path = data.join(TOKEN_FILE);
    if let Ok(text) = std::fs::read_to_string(&path)
        && text.trim().len() >= 32
    {
        return Ok(text.trim().to_owned());
    }
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    let token = URL_SAFE_NO_PAD.encode(bytes);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    std::io::Write::write_all(&mut options.open(&path)?, token.as_bytes())?;
    Ok(token)
}

async fn list(State(deploy): State<Deploy>) -> Json<Vec<Listing>> {
    Json(deploy.registry.list())
}

#[derive(Deserialize)]
struct Activate {
    version: String,
}

async fn activate(
    State(deploy): State<Deploy>,
    extract::Path(name): extract::Path<String>,
    headers: HeaderMap,
    api::Json(body): api::Json<Activate>,
) -> Response {
    let given =
        headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| value.strip_prefix("Bearer "));
    if given.is_none_or(|given| *Sha256::digest(given) != *deploy.token) {
        return problem::of(Code::Forbidden);
    }
    match deploy.registry.activate(&name, &body.version).await {
        Ok(release) => Json(serde_json::json!({ "name": name, "active": release.manifest.version.to_string() })).into_response(),
        Err(error @ Error::Unknown(_)) => problem::response(&problem::document(Code::NotFound, Some(&error.to_string()), None)),
        Err(error @ (Error::Refused(_) | Error::Module { .. } | Error::Integrity { .. } | Error::Manifest { .. })) => {
            problem::response(&problem::document(Code::IncompatibleRelease, Some(&error.to_string()), None))
        }
        Err(error) => {
            tracing::error!(%error, "an activation failed");
            problem::of(Code::Internal)
        }
    }
}
