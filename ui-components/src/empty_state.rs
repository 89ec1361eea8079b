use leptos::prelude::*;

use crate::icon::{Glyph, Icon};

/// Says that there is nothing yet, and what to do about it.
#[component]
pub fn EmptyState<C: IntoView + 'static>(
    /// What there is none of.
    #[prop(into)]
    title: String,
    /// A picture of it.
    #[prop(default = Glyph::Exams)]
    glyph: Glyph,
    /// A sentence, and a button or link.
    children: TypedChildren<C>,
) -> impl IntoView {
    view! {
        <div class="ui-empty">
            <Icon glyph=glyph />
            <h2 class="ui-empty__title">{title}</h2>
            {children.into_inner()()}
        </div>
    }
}
