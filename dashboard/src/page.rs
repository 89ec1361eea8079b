//! The page `/dashboard`.

#[cfg(feature = "ssr")]
use contract::call;
use contract::{event::ExamCompleted, progress::Progress, props::NoProps, store::use_store, user::User};
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use mf_remote::host::Failure;
use mf_remote::{Mount, ServerData, bus, host, live, page, server_part};
#[cfg(feature = "ssr")]
use mf_remote::{Request, call::Call};
#[cfg(feature = "ssr")]
use ui_components::{Alert, Tone};
use ui_components::{EmptyState, Glyph, LinkButton};

use crate::{
    attempts::{Filter, attempts, choose},
    figures::summary,
    resume::continue_card,
    topics::topics,
};

/// The page needs the progress.
#[cfg(feature = "ssr")]
pub(crate) fn plan(_: &NoProps, _: &Request) -> Call<(), Progress> {
    call::progress()
}

/// Greeting, attempts to continue, figures, topics and past attempts: all of it the server's. The browser hears the attempts'
/// filter, and when an exam is handed in elsewhere, the server shows the page anew.
pub(crate) fn dashboard(mount: Mount<NoProps, ServerData<Progress>>) -> impl IntoView {
    bus::hear::<ExamCompleted>(host::refresh);
    let Mount { request, data, .. } = mount;
    let filter = Filter::named(request.query("filter"));
    let said = RwSignal::new(String::new());
    view! {
        <div class="dashboard" on:change=move |event| choose(said, &event)>
            {server_part(move || page(&data.get(), filter))}
            <p class="visually-hidden" role="status" translate="no">{live(move || said.get())}</p>
        </div>
    }
}

fn page(progress: &Progress, filter: Filter) -> impl IntoView + use<> {
    page::set_title("Dashboard");
    view! {
        <header class="page-head">
            <h1>{greeting(use_store().user().get_untracked())}</h1>
        </header>
        {content(progress, filter)}
    }
}

/// A name's first word: the whole of it is a line of its own on a phone.
fn greeting(user: Option<User>) -> String {
    match user.as_ref().and_then(|user| user.name.split_ascii_whitespace().next()) {
        Some(first) => ["Welcome back, ", first].concat(),
        None => "Your dashboard".into(),
    }
}

/// Why the progress can't be shown, and a way out.
#[cfg(feature = "ssr")]
pub(crate) fn refused(failure: &Failure) -> impl IntoView + use<> {
    page::set_title("Dashboard");
    let (href, label) = if failure.is_logged_out() { ("/login?next=/dashboard", "Log in") } else { ("/dashboard", "Try again") };
    let sentence = failure.sentence();
    view! {
        <div class="stack">
            <Alert tone=Tone::Danger title="Your progress could not be shown">
                <p>{sentence}</p>
            </Alert>
            <div class="row">
                <LinkButton href=href>{label}</LinkButton>
            </div>
        </div>
    }
}

fn content(progress: &Progress, filter: Filter) -> impl IntoView + use<> {
    let cards = progress.active.iter().map(continue_card).collect_view();
    let first = progress.finished.is_empty().then(|| {
        let (title, sentence, label) = if progress.active.is_empty() {
            (
                "No exam yet",
                "Take your first practice exam. Your scores and your weakest topics will appear here.",
                "See the exams",
            )
        } else {
            (
                "No result yet",
                "Your scores and your weakest topics appear here once you hand in your first exam.",
                "See all exams",
            )
        };
        view! {
            <EmptyState title=title glyph=Glyph::Chart>
                <p>{sentence}</p>
                <LinkButton href="/exams">{label}</LinkButton>
            </EmptyState>
        }
    });
    let columns = (!progress.finished.is_empty()).then(|| {
        view! {
            <div class="columns">
                <div class="stack">{summary(&progress.finished)}{attempts(&progress.finished, filter)}</div>
                <div class="stack">{topics(&progress.topics)}</div>
            </div>
        }
    });
    view! { <div class="stack">{cards}{first}{columns}</div> }
}
