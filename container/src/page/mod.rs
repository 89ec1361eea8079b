//! One page, from the route to the finished document:
//! shell with markers → release set → for each slot plan, data, render → document with preloads, nonce and policy.
//! [`slot`] does the same for a single slot, without shell and document; [`refusal`] shows errors as pages.

mod document;
pub mod install;
mod nonce;
mod query;
pub mod refusal;
mod script;
mod shell;
pub mod slot;
mod slots;
pub mod worker;

use std::sync::Arc;

use axum::{
    extract::{OriginalUri, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use contract::{
    problem::Code,
    slice::{Slices, Theme},
    user::User,
};

pub use self::shell::Shells;
use crate::{
    api::{self, Viewer, forms::with_query},
    federation::registry::Registry,
    http::headers,
};

/// What a page needs.
#[derive(Clone)]
pub struct Site {
    /// The API and its data.
    pub api: api::State,
    /// The releases.
    pub registry: Arc<Registry>,
    /// The shells that were rendered lately.
    pub shells: Shells,
    /// Development mode: the page listens for rebuilt remotes.
    pub dev: bool,
}

impl axum::extract::FromRef<Site> for api::State {
    fn from_ref(site: &Site) -> api::State {
        site.api.clone()
    }
}

/// Answers `GET` of every route, and of any path that has none.
///
/// # Errors
/// The session can't be read. What fails inside of a slot is shown there.
pub async fn show(
    State(site): State<Site>,
    OriginalUri(uri): OriginalUri,
    ViewerOf(Viewer(user)): ViewerOf,
    request: HeaderMap,
) -> api::Result<Response> {
    let Store { store, json } = Store::of(user.as_deref(), &request)?;
    let url = uri.path_and_query().map_or("/", |path| path.as_str());
    let shell = site.shells.get(url, &store, &json);
    let outline = &shell.outline;
    if outline.private && user.is_none() {
        return Ok(Redirect::to(&with_query("/login", &[("next", url)])).into_response());
    }
    let releases = site.registry.release_set();
    let filling =
        slots::Filling { site: &site, releases: &releases, user: user.as_deref(), uri: &uri, store: &store, json: &json };
    let mut filled = Vec::with_capacity(outline.slots.len());
    for slot in &outline.slots {
        filled.push(filling.fill(slot.into()).await);
    }
    if let Some(target) = filled.iter().find_map(|slot| slot.page()?.redirect.as_deref()) {
        return Ok(Redirect::to(target).into_response());
    }
    let status = filled.iter().find_map(|slot| slot.page()?.status).or(outline.status).unwrap_or(200);
    let nonce = nonce::fresh();
    let theme = store.theme;
    let page = document::Page { site: &site, theme, store: &json, outline, releases: &releases, slots: &filled, nonce: &nonce };
    let mut response = (StatusCode::from_u16(status).unwrap_or(StatusCode::OK), page.write(&shell.html)).into_response();
    let policy = headers::content_security_policy(&nonce, &site.registry.origins().foreign());
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    // The page differs by session, theme and release: nobody in between may keep it.
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(if user.is_some() { "no-store" } else { "private, no-cache" }));
    match HeaderValue::from_str(&policy) {
        Ok(policy) => drop(out.insert(header::CONTENT_SECURITY_POLICY, policy)),
        Err(_) => return Err(api::Error::code(Code::Internal)),
    }
    Ok(response)
}

/// [`Viewer`] for handlers whose state is the [`Site`].
pub struct ViewerOf(Viewer);

impl axum::extract::FromRequestParts<Site> for ViewerOf {
    type Rejection = api::Error;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, site: &Site) -> Result<Self, api::Error> {
        Viewer::from_request_parts(parts, &site.api).await.map(ViewerOf)
    }
}

/// The shared store of a request, and the same as JSON.
struct Store {
    store: Slices,
    json: Arc<str>,
}

impl Store {
    fn of(user: Option<&User>, request: &HeaderMap) -> api::Result<Store> {
        let store = Slices { user: user.cloned(), theme: theme(request), ..Slices::default() };
        let json = serde_json::to_string(&store)?.into();
        Ok(Store { store, json })
    }
}

/// The theme that the cookie names.
fn theme(request: &HeaderMap) -> Theme {
    let cookies = request.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|line| line.split(';'));
    let named = cookies.filter_map(|pair| pair.trim().strip_prefix("theme=")).next_back();
    named.and_then(Theme::named).unwrap_or_default()
}
