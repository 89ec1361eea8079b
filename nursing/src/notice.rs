//! A refusal of the API, as a page.

use leptos::prelude::*;
use mf_remote::{host::Failure, page};
use ui_components::{EmptyState, Glyph};

/// Says what went wrong and where to go, and gives the page its status.
pub(crate) fn notice(failure: &Failure) -> impl IntoView + use<> {
    let status = match failure {
        Failure::Problem(problem) => problem.status,
        Failure::Offline | Failure::Unreadable => 503,
    };
    page::set_status(status);
    let title = if status == 404 { "There is no such exam" } else { "This page can't be shown now" };
    page::set_title(title);
    let sentence = failure.sentence();
    view! {
        <EmptyState title=title glyph=Glyph::Warning>
            <p>{sentence}</p>
            <a class="ui-button ui-button--primary" href="/exams">"All exams"</a>
        </EmptyState>
    }
}
