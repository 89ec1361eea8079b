use leptos::prelude::*;

/// A surface for things that belong together.
#[component]
pub fn Card<C: IntoView + 'static>(
    /// Its heading, of the second level.
    #[prop(optional, into)]
    title: Option<String>,
    children: TypedChildren<C>,
) -> impl IntoView {
    view! {
        <section class="ui-card">
            {title.map(|title| view! { <h2 class="ui-card__title">{title}</h2> })}
            {children.into_inner()()}
        </section>
    }
}
