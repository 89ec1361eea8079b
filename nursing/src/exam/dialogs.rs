//! What can come between: the question before handing in, and logging in again. Answers stay in both.

use contract::{props::LoginFormProps, store::use_store, view};
use leptos::prelude::*;
use mf_remote::{RemoteSlot, live, server_part};
use ui_components::Dialog;

use super::sitting::Sitting;

pub(super) fn finish(sitting: Sitting) -> impl IntoView {
    let sentence = move || {
        if sitting.handed_in.get() {
            let saving = sitting.saving.get();
            return match &*saving.state {
                "saved" => "All your answers have arrived. The hand-in is on its way.".to_owned(),
                _ => [&*saving.words, ". All of it is sent as soon as there is a network and a page of ours is open."].concat(),
            };
        }
        let open = sitting.total().saturating_sub(sitting.answers.with(|answers| answers.len()));
        let open = match open {
            0 => "You have answered every question.".to_owned(),
            1 => "1 question has no answer yet.".to_owned(),
            open => open.to_string() + " questions have no answer yet.",
        };
        open + " After that you can't change an answer."
    };
    let done = move || sitting.handed_in.get();
    let title = move || if done() { "Handed in on this phone, not yet received" } else { "Finish the exam?" };
    let title = view! { <span translate="no">{live(move || title().to_owned())}</span> };
    view! {
        <Dialog open=sitting.finishing title title_id="finish-title">
            <p class="ui-dialog__body" translate="no" role="status">{live(sentence)}</p>
            <div class="ui-dialog__actions" hidden=live(done)>
                {close("Keep working")}
                <button class="ui-button ui-button--primary" type="button" on:click=move |_| sitting.hand_in()>
                    "Finish and see the review"
                </button>
            </div>
            <div class="ui-dialog__actions" hidden=live(move || !done())>
                {server_part(|| view! { <a class="ui-button ui-button--secondary" href="/exams">"To the exams"</a> })}
            </div>
        </Dialog>
    }
}

pub(super) fn log_in(sitting: Sitting) -> impl IntoView {
    let store = use_store();
    let props = move || {
        sitting.logged_out.get().then(|| LoginFormProps {
            email: store.user_now().map(|user| user.email),
            message: Some("Your session has ended. Your answers are kept on this phone; log in to go on.".into()),
            ..LoginFormProps::default()
        })
    };
    view! {
        <Dialog open=sitting.logged_out title="Log in to continue" title_id="login-title">
            <div class="ui-dialog__body"><RemoteSlot view=view::LOGIN_FORM props/></div>
            <div class="ui-dialog__actions">{close("Later")}</div>
        </Dialog>
    }
}

/// Closes the dialog around it, by the browser's own means.
fn close(label: &'static str) -> impl IntoView {
    server_part(move || view! { <form method="dialog"><button class="ui-button ui-button--quiet">{label}</button></form> })
}
