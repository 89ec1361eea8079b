//! The page `/dashboard`.

use leptos::prelude::*;
use shared::{
    bus,
    contract::{progress::Progress, props::NoProps, user::User},
    host::{self, Failure},
    remote::{Mount, page},
    store::use_store,
};
use ui_components::{Alert, EmptyState, Glyph, LinkButton, Skeleton, Tone};

use crate::{
    attempts::{Filter, attempts},
    figures::summary,
    resume::continue_card,
    topics::topics,
};

/// What is known of the student's progress; nothing while the first answer is under way.
type Known = Option<Result<Progress, Failure>>;

/// The API paths that the page needs.
#[cfg(feature = "ssr")]
pub(crate) fn plan(_: &NoProps, _: &shared::abi::Request) -> Vec<String> {
    vec!["/api/v1/progress".into()]
}

/// Greeting, attempts to continue, figures, topics and past attempts. It follows exams that are handed in elsewhere.
pub(crate) fn dashboard(mount: Mount<NoProps>) -> impl IntoView {
    page::set_title("Dashboard");
    // Offline is what a mount without the server gets for its data: then the page asks by itself.
    let known: RwSignal<Known> = RwSignal::new(match mount.data.get::<Progress>(0) {
        Err(Failure::Offline) => None,
        answer => Some(answer),
    });
    let ask = move || {
        host::request("GET", "/api/v1/progress", None::<&()>, move |answer: Result<Progress, Failure>| {
            // What is shown stays better than an error: it only is a little old.
            if answer.is_ok() || !known.with_untracked(is_answered) {
                known.set(Some(answer));
            }
        });
    };
    Effect::new(move || {
        if known.with_untracked(Option::is_none) {
            ask();
        }
    });
    bus::subscribe("exam:completed", 0, move |_| ask());

    let user = use_store().user;
    let filter = RwSignal::new(Filter::named(mount.request.query.get("filter").map(String::as_str)));
    view! {
        <header class="page-head">
            <h1>{move || greeting(user.get())}</h1>
        </header>
        {move || known.with(|known| match known {
            None => view! { <Skeleton /> }.into_any(),
            Some(Err(failure)) => failed(failure),
            Some(Ok(progress)) => content(progress, filter),
        })}
    }
}

fn is_answered(known: &Known) -> bool {
    matches!(known, Some(Ok(_)))
}

/// A name's first word: the whole of it is a line of its own on a phone.
fn greeting(user: Option<User>) -> String {
    match user.as_ref().and_then(|user| user.name.split_ascii_whitespace().next()) {
        Some(first) => ["Welcome back, ", first].concat(),
        None => "Your dashboard".into(),
    }
}

fn failed(failure: &Failure) -> AnyView {
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
    .into_any()
}

fn content(progress: &Progress, filter: RwSignal<Filter>) -> AnyView {
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
    view! { <div class="stack">{cards}{first}{columns}</div> }.into_any()
}
