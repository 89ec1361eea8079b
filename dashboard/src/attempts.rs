//! Finished attempts, and which of them are shown.

use contract::progress::FinishedAttempt;
use leptos::{ev::Event, prelude::*, web_sys::HtmlInputElement};
use mf_remote::host;
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

/// The list with its filter; nothing without attempts. All rows are there, and the style shows those that the filter's radio
/// asks for: it works before the script arrives and without it.
pub(crate) fn attempts(finished: &[FinishedAttempt], filter: Filter) -> Option<AnyView> {
    if finished.is_empty() {
        return None;
    }
    let all = finished.len();
    let passed = finished.iter().filter(|attempt| attempt.score.passed()).count();
    let no_passed = (passed == 0).then(|| view! { <p class="muted" data-none="passed">"No passed attempt yet."</p> });
    let no_failed = (passed == all).then(|| view! { <p class="muted" data-none="failed">"No failed attempt. Well done."</p> });
    let choice = move |value: Filter, label: &'static str, count: usize| {
        let said = [&*count.to_string(), " of ", &all.to_string(), " attempts shown"].concat();
        view! {
            <label class="ui-switch__option">
                <input type="radio" name="filter" value=value.name() checked=filter == value data-said=said/>
                {label}
            </label>
        }
    };
    let rows = finished.iter().map(row).collect_view();
    let view = view! {
        <div id="attempts">
            <Card title="Your attempts">
                <fieldset class="ui-switch">
                    <legend class="visually-hidden">"Show"</legend>
                    {choice(Filter::All, "All", all)}
                    {choice(Filter::Passed, "Passed", passed)}
                    {choice(Filter::Failed, "Failed", all - passed)}
                </fieldset>
                <ul class="ui-list">{rows}</ul>
                {no_passed}
                {no_failed}
            </Card>
        </div>
    };
    Some(view.into_any())
}

/// One of the radios was chosen. The style has shown its attempts; this says so to who can't see them, and keeps the choice in
/// the address, for the way back from a review.
pub(crate) fn choose(said: RwSignal<String>, event: &Event) {
    let radio: HtmlInputElement = event_target(event);
    said.set(radio.get_attribute("data-said").unwrap_or_default());
    // The same page with another query isn't loaded again.
    host::navigate(&["/dashboard?filter=", &radio.value()].concat(), true);
}

fn row(attempt: &FinishedAttempt) -> AnyView {
    let score = attempt.score;
    let about =
        [&*day_and_month(attempt.submitted_at), " · ", &score.correct.to_string(), " of ", &score.total.to_string(), " correct"]
            .concat();
    let (tone, verdict) = if score.passed() { (Tone::Success, "Passed") } else { (Tone::Warning, "Failed") };
    view! {
        <li data-passed=if score.passed() { "true" } else { "false" }>
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
