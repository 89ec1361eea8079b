//! One page, from the route to the finished document:
//! shell with markers → release set → for each slot plan, data, render → document with preloads, nonce and policy.

mod document;
mod nonce;
mod query;
mod slots;

use std::{collections::HashMap, sync::Arc};

use axum::{
    extract::{OriginalUri, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use shared::contract::slice::{Slices, Theme};

use crate::{
    api::{self, Viewer, forms::with_query},
    app,
    federation::registry::Registry,
    http::{headers, problem},
};

/// What a page needs.
#[derive(Clone)]
pub struct Site {
    /// The API and its data.
    pub api: api::State,
    /// The releases.
    pub registry: Arc<Registry>,
    /// Development mode: the page listens for rebuilt remotes.
    pub dev: bool,
}

impl axum::extract::FromRef<Site> for api::State {
    fn from_ref(site: &Site) -> api::State {
        site.api.clone()
    }
}

/// Answers `GET` of every route, and of any path that has none.
pub async fn show(
    State(site): State<Site>,
    OriginalUri(uri): OriginalUri,
    viewer: Result<ViewerOf, api::Error>,
    request: HeaderMap,
) -> Response {
    let user = match viewer {
        Ok(ViewerOf(Viewer(user))) => user,
        Err(error) => return error.into_response(),
    };
    let store = Slices { user: user.as_deref().cloned(), theme: theme(&request), ..Slices::default() };
    let url = uri.path_and_query().map_or("/", |path| path.as_str());
    let (shell, outline) = app::render(url, &store);
    if outline.private && user.is_none() {
        return Redirect::to(&with_query("/login", &[("next", url)])).into_response();
    }
    let releases = site.registry.release_set();
    let filling = slots::Filling {
        site: &site,
        releases: &releases,
        user: user.as_deref(),
        path: uri.path(),
        query: query::parse(uri.query()),
        store: &store,
    };
    let mut filled = Vec::with_capacity(outline.slots.len());
    for (index, slot) in outline.slots.iter().enumerate() {
        filled.push(filling.fill(index, slot).await);
    }
    if let Some(target) = filled.iter().find_map(|slot| slot.page()?.redirect.as_deref()) {
        return Redirect::to(target).into_response();
    }
    let status = filled.iter().find_map(|slot| slot.page()?.status).or(outline.status).unwrap_or(200);
    let nonce = nonce::fresh();
    let page =
        document::Page { site: &site, store: &store, outline: &outline, releases: &releases, slots: &filled, nonce: &nonce };
    let mut response = (StatusCode::from_u16(status).unwrap_or(StatusCode::OK), page.write(&shell)).into_response();
    let policy = headers::content_security_policy(&nonce, &site.registry.origins().foreign());
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    // The page differs by session, theme and release: nobody in between may keep it.
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(if user.is_some() { "no-store" } else { "private, no-cache" }));
    match HeaderValue::from_str(&policy) {
        Ok(policy) => drop(out.insert(header::CONTENT_SECURITY_POLICY, policy)),
        Err(_) => return problem::of(shared::contract::problem::Code::Internal),
    }
    response
}

/// [`Viewer`] for handlers whose state is the [`Site`].
pub struct ViewerOf(Viewer);

impl axum::extract::FromRequestParts<Site> for ViewerOf {
    type Rejection = api::Error;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, site: &Site) -> Result<Self, api::Error> {
        Viewer::from_request_parts(parts, &site.api).await.map(ViewerOf)
    }
}

/// The theme that the cookie names.
fn theme(request: &HeaderMap) -> Theme {
    let cookies = request.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|line| line.split(';'));
    let pairs: HashMap<&str, &str> = cookies.filter_map(|pair| pair.trim().split_once('=')).collect();
    pairs.get("theme").and_then(|name| Theme::named(name)).unwrap_or_default()
}
