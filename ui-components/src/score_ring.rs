use leptos::prelude::*;

/// A result as a ring, with a mark where the pass mark is.
#[component]
pub fn ScoreRing(
    /// The result.
    percent: u32,
    /// Whether it is enough.
    passed: bool,
) -> impl IntoView {
    let class = if passed { "score-ring score-ring--passed" } else { "score-ring score-ring--failed" };
    let verdict = if passed { " percent, passed" } else { " percent, not passed" };
    view! {
        <svg class=class viewBox="0 0 120 120" role="img" aria-label=[&*percent.to_string(), verdict].concat()>
            <circle class="score-ring__track" cx="60" cy="60" r="52"></circle>
            // A dash of length 0 with round ends would still be a dot.
            {(percent > 0).then(|| view! {
                <circle
                    class="score-ring__value"
                    cx="60"
                    cy="60"
                    r="52"
                    pathLength="100"
                    stroke-dasharray=[&*percent.min(100).to_string(), " 100"].concat()
                    transform="rotate(-90 60 60)"
                ></circle>
            })}
            <path class="score-ring__mark" d="M2 60h12"></path>
            <text class="score-ring__number" x="60" y="66">{percent} "%"</text>
            <text x="60" y="83">"pass 75%"</text>
        </svg>
    }
}
