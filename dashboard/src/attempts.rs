//! Finished attempts, and which of them are shown.

use leptos::prelude::*;
use shared::{contract::progress::FinishedAttempt, host};
use ui_components::{Badge, Card, Tone};

use crate::date::day_and_month;

/// Which attempts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Filter {
    #[default]
    All,
    Passed,
    Failed,
}

impl Filter {
    /// The value in the page's address.
    const fn name(self) -> &'static str {
        match self {
            Filter::All => "all",
            Filter::Passed => "passed",
            Filter::Failed => "failed",
        }
    }

    /// What `?filter=` asks for; all, where it asks for nothing there is.
    pub(crate) fn named(name: Option<&str>) -> Filter {
        [Filter::Passed, Filter::Failed].into_iter().find(|filter| name == Some(filter.name())).unwrap_or_default()
    }

    fn shows(self, attempt: &FinishedAttempt) -> bool {
        match self {
            Filter::All => true,
            Filter::Passed => attempt.score.passed(),
            Filter::Failed => !attempt.score.passed(),
        }
    }
}

/// The list with its filter; nothing without attempts.
pub(crate) fn attempts(finished: &[FinishedAttempt], filter: RwSignal<Filter>) -> Option<AnyView> {
    if finished.is_empty() {
        return None;
    }
    let finished = finished.to_vec();
    let rows = move || {
        let filter = filter.get();
        let rows: Vec<_> = finished.iter().filter(|attempt| filter.shows(attempt)).map(row).collect();
        if rows.is_empty() {
            let none = if filter == Filter::Passed { "No passed attempt yet." } else { "No failed attempt. Well done." };
            view! { <p class="muted">{none}</p> }.into_any()
        } else {
            view! { <ul class="ui-list">{rows}</ul> }.into_any()
        }
    };
    let view = view! {
        <div id="attempts">
            <Card title="Your attempts">
                // The place in the page comes with the address, so that a page load ends where it was asked for.
                <form method="get" action="/dashboard#attempts">
                    <fieldset class="ui-switch">
                        <legend class="visually-hidden">"Show"</legend>
                        {choice(filter, Filter::All, "All")}
                        {choice(filter, Filter::Passed, "Passed")}
                        {choice(filter, Filter::Failed, "Failed")}
                    </fieldset>
                </form>
                {rows}
            </Card>
        </div>
    };
    Some(view.into_any())
}

fn choice(filter: RwSignal<Filter>, value: Filter, label: &'static str) -> AnyView {
    view! {
        <button
            class="ui-switch__option"
            type="submit"
            name="filter"
            value=value.name()
            data-filter=value.name()
            aria-pressed=move || if filter.get() == value { "true" } else { "false" }
            on:click=move |event| {
                event.prevent_default();
                if filter.get_untracked() != value {
                    filter.set(value);
                    // For the way back from a review; the same page with another query isn't loaded again.
                    host::navigate(&["/dashboard?filter=", value.name()].concat(), true);
                }
            }
        >
            {label}
        </button>
    }
    .into_any()
}

fn row(attempt: &FinishedAttempt) -> AnyView {
    let score = attempt.score;
    let about =
        [&*day_and_month(attempt.submitted_at), " · ", &score.correct.to_string(), " of ", &score.total.to_string(), " correct"]
            .concat();
    let (tone, verdict) = if score.passed() { (Tone::Success, "Passed") } else { (Tone::Warning, "Failed") };
    view! {
        <li>
            <a
                class="ui-list__item"
                href=["/exam/", &attempt.exam, "/review/", &attempt.attempt].concat()
                data-mf-prefetch="nursing"
            >
                <span class="ui-list__main">
                    <strong>{attempt.title.clone()}</strong>
                    <span class="muted num">{about}</span>
                </span>
                <span class="ui-list__end">
                    <Badge tone=tone>{verdict}</Badge>
                    {[&*score.percent().to_string(), "%"].concat()}
                </span>
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_found_by_name() {
        assert_eq!(Filter::named(Some("passed")), Filter::Passed);
        assert_eq!(Filter::named(Some("failed")), Filter::Failed);
        for other in [None, Some("all"), Some(""), Some("<script>")] {
            assert_eq!(Filter::named(other), Filter::All);
        }
    }
}
