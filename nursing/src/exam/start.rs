//! What a student has to know before the time begins.

use leptos::prelude::*;
use mf_remote::{live, server_part};

use super::{paper::Paper, sitting::Sitting};

/// What stands there and never changes.
pub(super) struct Facts {
    questions: u32,
    minutes: u32,
    start: String,
}

impl Facts {
    pub(super) fn of(paper: &Paper) -> Facts {
        let exam = &paper.exam;
        Facts { questions: exam.questions, minutes: exam.minutes, start: ["/exam/", &exam.id, "/start"].concat() }
    }
}

/// Gone once the attempt has begun.
pub(super) fn start(sitting: Sitting, facts: Facts) -> impl IntoView {
    let Facts { questions, minutes, start } = facts;
    view! {
        <section class="exam-start ui-card" hidden=live(move || sitting.started.get())>
            {server_part(move || view! {
                <h2 class="ui-card__title">"Before you start"</h2>
                <ul class="exam-start__rules">
                    <li>{format!("{questions} questions, {minutes} minutes. The time begins when you press Start or answer, and runs on while this page is closed.")}</li>
                    <li>"Each answer is kept on this phone first, then sent. The line on top says where your answers are."</li>
                    <li>"This is practice: an answer given in time that reaches us later, because you were offline, still counts."</li>
                </ul>
                // The outbox writes here what this phone can do.
                <p class="exam-start__ready" data-mf-ready="" role="status"></p>
                <button class="ui-button ui-button--primary ui-button--block" type="submit" name="go" value="start" formaction=start>"Start"</button>
            })}
        </section>
    }
}
