use leptos::prelude::*;

/// How far something is: a label, the figures, and a bar.
#[component]
pub fn ProgressBar(
    /// What goes on.
    #[prop(into)]
    label: String,
    /// How much is done.
    #[prop(into)]
    value: Signal<u32>,
    /// How much there is to do.
    #[prop(default = 100)]
    max: u32,
) -> impl IntoView {
    view! {
        <label class="ui-meter">
            <span class="ui-meter__head">
                <span>{label}</span>
                <span class="num">{move || value.get()} " of " {max}</span>
            </span>
            <progress class="ui-progress" max=max value=move || value.get()></progress>
        </label>
    }
}
