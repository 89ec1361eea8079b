use leptos::prelude::*;

/// Grey lines where something will be.
#[component]
pub fn Skeleton(
    /// What screen readers hear.
    #[prop(default = "Loading…")]
    label: &'static str,
) -> impl IntoView {
    view! {
        <div class="mf-skeleton" role="status">
            <span class="visually-hidden">{label}</span>
            <span class="mf-skeleton__line mf-skeleton__line--title"></span>
            <span class="mf-skeleton__line"></span>
            <span class="mf-skeleton__line mf-skeleton__line--short"></span>
            <span class="mf-skeleton__line mf-skeleton__line--block"></span>
        </div>
    }
}
