//! Every component in every state, for people who build screens and for those who look whether a release still looks right.

mod live;
mod still;

use leptos::prelude::*;
use mf_remote::server_part;

/// The whole page.
#[component]
pub fn Gallery() -> impl IntoView {
    view! {
        {server_part(|| view! {
            <header class="page-head">
                <h1>"Gallery"</h1>
                <p class="lead">"Every component of the design system, in every state."</p>
            </header>
        })}
        {live::section()}
        {server_part(still::sections)}
    }
}
