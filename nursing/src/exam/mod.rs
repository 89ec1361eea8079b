//! `./NursingApp`: an exam, one question per screen.
//!
//! One form holds it all, so that answering, leafing and handing in work before the script arrives and without it. With the
//! script, every answer is kept on the device first and then sent ([`outbox`]).

mod bar;
mod dialogs;
mod navigator;
mod outbox;
mod question;
mod sitting;

use leptos::{either::Either, prelude::*};
use shared::{
    abi::Request,
    contract::{exam::Paper, problem::Code, props::NoProps},
    host::Failure,
    remote::{Mount, page},
};
use ui_components::{Alert, Tone};

use self::sitting::Sitting;
use crate::notice::notice;

/// The paper, with the answers so far.
pub fn plan(_props: &NoProps, request: &Request) -> Vec<String> {
    let exam = request.params.get("id").map_or("", String::as_str);
    // An id is a plain word; anything else is no exam, and must not become another path of the API.
    let plain = !exam.is_empty() && exam.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if plain { vec![format!("/api/v1/exams/{exam}/paper")] } else { Vec::new() }
}

/// The exam, or why there is none.
pub fn view(mount: Mount<NoProps>) -> impl IntoView {
    let paper = mount.data.get::<Paper>(0);
    match paper {
        Ok(paper) if !paper.questions.is_empty() => {
            page::set_title(paper.exam.title.clone());
            Either::Left(exam(paper, &mount.request))
        }
        Ok(_) => Either::Right(notice(&Failure::Unreadable)),
        Err(Failure::Offline) => Either::Right(notice(&unknown())),
        Err(failure) => Either::Right(notice(&failure)),
    }
}

fn unknown() -> Failure {
    let code = Code::UnknownExam;
    Failure::Problem(shared::contract::problem::Problem {
        kind: code.name().into(),
        title: code.title().into(),
        status: code.status(),
        detail: code.sentence().into(),
        retry_after: None,
    })
}

fn exam(paper: Paper, request: &Request) -> impl IntoView + use<> {
    let total = paper.exam.questions as usize;
    let at = request.query.get("q").and_then(|number| number.parse::<usize>().ok()).unwrap_or(1).clamp(1, paper.questions.len());
    let error = request.query.get("error").and_then(|name| Code::named(name)).map(Code::sentence);
    let action = format!("/exam/{}/answer", paper.exam.id);
    let title = paper.exam.title.clone();
    let sitting = Sitting::new(paper, at);
    sitting.come_alive();
    view! {
        <form class="exam" method="post" action=action on:submit=move |event| {
            // Enter in the question: the same as Next.
            event.prevent_default();
            sitting.go(sitting.at.get_untracked() + 1);
        }>
            <bar::Bar sitting title/>
            {error.map(|sentence| view! { <Alert tone=Tone::Danger>{sentence}</Alert> })}
            {move || sitting.trouble.get().map(|sentence| view! { <Alert tone=Tone::Warning>{sentence}</Alert> })}
            <input type="hidden" name="attempt" value=move || sitting.attempt.with(|attempt| attempt.as_ref().map(|attempt| attempt.id.clone()))/>
            <input type="hidden" name="at" value=move || sitting.at.get().to_string()/>
            <div class="exam-body">
                <question::QuestionCard sitting/>
                <navigator::Navigator sitting/>
            </div>
            <div class="exam-actions">
                <button
                    class="ui-button ui-button--secondary" type="submit" name="go" value="prev" disabled=move || sitting.at.get() == 1
                    on:click=move |event| { event.prevent_default(); sitting.go(sitting.at.get_untracked() - 1) }
                >
                    "Previous"
                </button>
                <a class="exam-actions__where num" href="#navigator">{move || format!("{} / {total}", sitting.at.get())}</a>
                <button
                    class="ui-button ui-button--primary" type="submit" name="go" value=move || if sitting.at.get() == total { "submit" } else { "next" }
                    on:click=move |event| { event.prevent_default(); sitting.go(sitting.at.get_untracked() + 1) }
                >
                    {move || if sitting.at.get() == total { "Finish" } else { "Next" }}
                </button>
            </div>
        </form>
        <dialogs::Finish sitting/>
        <dialogs::LogIn sitting/>
    }
}
