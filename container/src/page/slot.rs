//! `GET /slot`: one slot by itself, for the loader. It begins a slot anew after a crash, with a release that was swapped in
//! development, or where a remote mounts another one.

use axum::{
    extract::{Query, State},
    http::{HeaderMap, Uri, header},
    response::{IntoResponse, Response},
};
use contract::problem::Code;
use mf_abi::manifest::ExposeKind;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{
    Site, Store, ViewerOf,
    slots::{Filling, Wanted},
};
use crate::{
    api::{Error, Json, Result, Viewer},
    federation::{release::Release, set::ReleaseSet},
};

/// More than the props of any expose.
const PROPS_LIMIT: usize = 16 * 1024;

/// What the loader asks for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    remote: String,
    expose: String,
    /// Path and query of the page that the slot is on.
    page: String,
    /// JSON; without it those of the page's own slot.
    props: Option<String>,
}

/// What it gets.
#[derive(Serialize)]
struct Slot<'a> {
    version: String,
    /// Whether the browser is to run the remote's code.
    live: bool,
    html: &'a str,
    /// `mf_abi::message::Input` as JSON text: the very text that the server rendered with.
    input: &'a str,
    release: serde_json::Value,
}

/// Renders the slot for whoever is signed in, or for nobody: a log-in form is shown to those who aren't, also on a page that
/// is only for those who are.
///
/// # Errors
/// The query can't be used, there is no such expose, no release of the remote fits, or the render failed.
pub async fn show(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    ViewerOf(Viewer(user)): ViewerOf,
    request: HeaderMap,
) -> Result<Response> {
    let page = local(&asked.page)?;
    let given = asked.props.as_deref().map(props).transpose()?;
    let releases = site.registry.release_set();
    let release = renderable(&releases, &asked)?;
    let Store { store, json } = Store::of(user.as_deref(), &request)?;
    let url = page.path_and_query().map_or("/", |path| path.as_str());
    let shell = site.shells.get(url, &store, &json);
    let slots = &shell.outline.slots;
    let props = match &given {
        Some(props) => props,
        None => {
            let own = slots.iter().find(|slot| slot.remote == asked.remote && slot.expose == asked.expose);
            &own.ok_or_else(|| Error::code(Code::NotFound))?.props
        }
    };
    let filling = Filling { site: &site, releases: &releases, user: user.as_deref(), uri: &page, store: &store, json: &json };
    // All slots of a page have its route's parameters.
    let params = slots.first().map_or(&[][..], |slot| &slot.params);
    let filled = filling.fill(Wanted { remote: &asked.remote, expose: &asked.expose, props, params }).await;
    let html = filled.html().ok_or_else(|| Error::code(Code::Internal))?;
    let slot = Slot {
        version: release.manifest.version.to_string(),
        live: filled.live(),
        html,
        input: filled.input(),
        release: site.registry.describe(release),
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(slot)).into_response())
}

/// The address of a page of this site.
fn local(page: &str) -> Result<Uri> {
    let uri = (page.starts_with('/') && !page.starts_with("//")).then(|| page.parse().ok()).flatten();
    uri.ok_or_else(|| Error::detailed(Code::InvalidBody, "`page` is not the path of a page."))
}

fn props(text: &str) -> Result<Box<RawValue>> {
    let props = if text.len() <= PROPS_LIMIT { serde_json::from_str(text).ok() } else { None };
    props.ok_or_else(|| Error::detailed(Code::InvalidBody, "`props` is not JSON of up to 16 KB."))
}

/// The release, if it has the expose and the server renders that.
fn renderable<'r>(releases: &'r ReleaseSet, asked: &Asked) -> Result<&'r Release> {
    let Some(release) = releases.get(&asked.remote) else {
        return Err(match releases.refusal(&asked.remote) {
            Some(refusal) => Error::detailed(Code::IncompatibleRelease, refusal),
            None => Error::code(Code::NotFound),
        });
    };
    let expose = release.manifest.exposes.get(&asked.expose);
    expose
        .filter(|expose| expose.server && matches!(expose.kind, ExposeKind::View | ExposeKind::Document))
        .map(|_| release.as_ref())
        .ok_or_else(|| Error::code(Code::NotFound))
}
