use leptos::prelude::*;

/// A figure with its name; belongs in a `<dl class="stat-grid">`.
#[component]
pub fn Stat(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// The figure.
    #[prop(into)]
    value: String,
    /// Its unit, set small.
    #[prop(optional)]
    unit: Option<&'static str>,
    /// What it means.
    #[prop(optional, into)]
    note: Option<String>,
) -> impl IntoView {
    view! {
        <div class="ui-stat">
            <dt class="ui-stat__label">{label}</dt>
            <dd class="ui-stat__value">{value} {unit.map(|unit| view! { <small>{unit}</small> })}</dd>
            {note.map(|note| view! { <dd class="ui-stat__note">{note}</dd> })}
        </div>
    }
}
