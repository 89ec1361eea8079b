//! `./NursingApp`: an exam, one question per screen.
//!
//! One form holds it all, so that answering, leafing and handing in work before the script arrives and without it. With the
//! script the same buttons are heard in one place ([`sitting::Sitting::press`]), and every answer is handed to the host's outbox
//! ([`contract::outbox`]), which keeps it on the device first and then sends it.

mod answers;
mod bar;
mod course;
mod dialogs;
mod entry;
mod navigator;
mod paper;
mod question;
mod rival;
mod saving;
mod seat;
mod sitting;
mod start;

use contract::{call, problem::Code, props::NoProps};
use leptos::prelude::*;
use mf_remote::{Mount, Request, call::Call, live, page, server_part, server_text};
use ui_components::{Glyph, Icon};

pub use self::paper::Paper;
use self::sitting::Sitting;

/// The paper, with the answers so far.
pub fn plan(_props: &NoProps, request: &Request) -> Call<(), contract::exam::Paper> {
    call::paper(request.param("id").unwrap_or("-"))
}

/// The exam.
pub fn view(mount: Mount<NoProps, Paper>) -> impl IntoView {
    let Mount { request, data: paper, .. } = mount;
    page::set_title(&paper.exam.title);
    let total = paper.exam.questions as usize;
    // Without a number it goes on where it was left.
    let next = paper.next.unwrap_or(1) as usize;
    let at =
        request.query("q").and_then(|number| number.parse::<usize>().ok()).unwrap_or(next).clamp(1, paper.questions.len().max(1));
    let trouble =
        request.query("error").map(|name| server_text(|| Code::named(name).unwrap_or(Code::Internal).sentence().to_owned()));
    let action = ["/exam/", &paper.exam.id, "/answer"].concat();
    let attempt = paper.attempt.as_ref().map(|attempt| attempt.id.clone());
    // What this page shows: the server can tell when another page has answered since.
    let base = server_text(|| revision(&paper, at));
    let bar = bar::Facts::of(&paper);
    let facts = start::Facts::of(&paper);
    let seat = seat::without_scripts(&paper);
    let sitting = Sitting::new(paper, at, trouble);
    sitting.come_alive();
    view! {
        <form class="exam" id="exam" method="post" action=action on:submit=move |event| sitting.press(event)>
            {server_part(move || view! {
                // What Enter in a question presses: a form's first button.
                <button type="submit" name="go" value="next" hidden></button>
                <input type="hidden" name="attempt" value=attempt/>
                <input type="hidden" name="base" value=base/>
                <input type="hidden" name="at" value=at.to_string()/>
                {seat}
            })}
            {bar::bar(sitting, bar)}
            {start::start(sitting, facts)}
            <div class="ui-alert ui-alert--warning" hidden=live(move || sitting.trouble.with(Option::is_none))>
                {server_part(|| view! { <Icon glyph=Glyph::Warning/> })}
                <p role="alert" translate="no">{live(move || sitting.trouble.get().unwrap_or_default())}</p>
            </div>
            <div class="exam-body">
                {question::question(sitting)}
                {navigator::navigator(sitting)}
            </div>
            <div class="exam-actions">
                <button class="ui-button ui-button--secondary" type="submit" name="go" value="prev" disabled=live(move || sitting.at.get() == 1)>
                    "Previous"
                </button>
                <a class="exam-actions__where num" href="#navigator" translate="no">{live(move || [&*sitting.at.get().to_string(), " / ", &total.to_string()].concat())}</a>
                <button class="ui-button ui-button--primary" type="submit" name="go" value=live(move || sitting.forward().0) translate="no">
                    {live(move || sitting.forward().1.to_owned())}
                </button>
            </div>
        </form>
        {dialogs::finish(sitting)}
        {dialogs::log_in(sitting)}
        {rival::rival(sitting)}
        {seat::question()}
    }
}

/// The revision of the answer to question `at`; `0` where there is none.
fn revision(paper: &Paper, at: usize) -> String {
    let question = paper.questions.get(at - 1);
    let saved = question.and_then(|question| paper.answers.iter().find(|saved| saved.item == question.id));
    saved.map_or(0, |saved| saved.no).to_string()
}
