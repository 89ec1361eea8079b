//! Finished attempts, and which of them are shown.

use leptos::{
    ev::SubmitEvent,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlButtonElement},
};
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
    pub(crate) const fn name(self) -> &'static str {
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
}

/// The list with its filter; nothing without attempts. The server writes all rows; which of them are shown is a matter of style:
/// `data-show` on the page, `data-passed` on a row.
pub(crate) fn attempts(finished: &[FinishedAttempt], filter: Filter) -> Option<AnyView> {
    if finished.is_empty() {
        return None;
    }
    let none = |passed: bool, which: &'static str, sentence: &'static str| {
        let is_empty = finished.iter().all(|attempt| attempt.score.passed() != passed);
        is_empty.then(|| view! { <p class="muted" data-none=which>{sentence}</p> })
    };
    let (no_passed, no_failed) =
        (none(true, "passed", "No passed attempt yet."), none(false, "failed", "No failed attempt. Well done."));
    let rows = finished.iter().map(row).collect_view();
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
                <ul class="ui-list">{rows}</ul>
                {no_passed}
                {no_failed}
            </Card>
        </div>
    };
    Some(view.into_any())
}

fn choice(filter: Filter, value: Filter, label: &'static str) -> impl IntoView {
    view! {
        <button
            class="ui-switch__option" type="submit" name="filter" value=value.name()
            data-filter=value.name() aria-pressed=pressed(filter == value)
        >
            {label}
        </button>
    }
}

const fn pressed(is_pressed: bool) -> &'static str {
    if is_pressed { "true" } else { "false" }
}

/// The buttons of the filter follow it.
pub(crate) fn press(page: &Element, filter: Filter) {
    for value in [Filter::All, Filter::Passed, Filter::Failed] {
        let selector = ["[data-filter=", value.name(), "]"].concat();
        if let Ok(Some(button)) = page.query_selector(&selector) {
            // An element of the page takes any attribute.
            let _ = button.set_attribute("aria-pressed", pressed(filter == value));
        }
    }
}

/// One of the buttons was pressed.
pub(crate) fn choose(filter: RwSignal<Filter>, event: &SubmitEvent) {
    event.prevent_default();
    let button = event.submitter().map(JsCast::unchecked_into::<HtmlButtonElement>);
    let chosen = Filter::named(button.map(|button| button.value()).as_deref());
    if filter.get_untracked() != chosen {
        filter.set(chosen);
        // For the way back from a review; the same page with another query isn't loaded again.
        host::navigate(&["/dashboard?filter=", chosen.name()].concat(), true);
    }
}

fn row(attempt: &FinishedAttempt) -> AnyView {
    let score = attempt.score;
    let about =
        [&*day_and_month(attempt.submitted_at), " · ", &score.correct.to_string(), " of ", &score.total.to_string(), " correct"]
            .concat();
    let (tone, verdict) = if score.passed() { (Tone::Success, "Passed") } else { (Tone::Warning, "Failed") };
    view! {
        <li data-passed=pressed(score.passed())>
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
