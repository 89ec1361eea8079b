//! `<Remote>`: the place of a micro-frontend in the shell.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mf_abi::expose::View;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::Outline;

/// What a slot asks for.
#[derive(Clone, Debug)]
pub struct SlotRequest {
    /// The remote's name.
    pub remote: &'static str,
    /// The expose's name.
    pub expose: &'static str,
    /// Its props, as JSON.
    pub props: Box<RawValue>,
    /// The route's parameters, decoded.
    pub params: Vec<(String, String)>,
    /// HTML shown in place of the error card; it may hold a `[data-mf-retry]` button.
    pub fallback: Option<String>,
}

/// The text that stands for slot `index` until it is filled.
pub fn marker(index: usize) -> String {
    format!("<mf-slot data-index=\"{index}\"></mf-slot>")
}

/// Mounts an expose of a remote here. The shell does not wait for it: [`crate::page`] renders it into the marker.
#[component]
pub fn Remote<P: Serialize + 'static>(
    /// Which expose of which remote.
    view: View<P>,
    /// Its props.
    props: P,
    /// What to show in place of the standard error card.
    #[prop(optional)]
    fallback: Option<ViewFn>,
) -> impl IntoView {
    let params = use_params_map().get_untracked().into_iter().map(|(name, value)| (name.into_owned(), value)).collect();
    // Props are plain data of the contract: the only failure is a map with keys that aren't text, and there is none.
    let props = to_raw_value(&props).unwrap_or_default();
    let fallback = fallback.map(|fallback| fallback.run().to_html());
    let request = SlotRequest { remote: view.remote(), expose: view.expose(), props, params, fallback };
    let index = use_context::<Outline>().map_or(0, |outline| {
        outline.change(|parts| {
            parts.slots.push(request);
            parts.slots.len() - 1
        })
    });
    view! { <mf-slot data-index=index></mf-slot> }
}
