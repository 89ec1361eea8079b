//! The bar on top: title, what is saved, time, progress.

use leptos::prelude::*;
use mf_remote::{live, server_part};
use ui_components::{Glyph, Icon, Timer};

use super::{paper::Paper, sitting::Sitting};
use crate::time::philippine_time;

/// What stands in the bar and never changes.
pub(super) struct Facts {
    title: String,
    /// The time of the end or, before the start, the time allowed; until the server's clock is known, and without scripts.
    time: String,
}

impl Facts {
    pub(super) fn of(paper: &Paper) -> Facts {
        let time = match &paper.attempt {
            Some(attempt) => ["until ", &philippine_time(attempt.deadline)].concat(),
            None => [&*paper.exam.minutes.to_string(), " min"].concat(),
        };
        Facts { title: paper.exam.title.clone(), time }
    }
}

pub(super) fn bar(sitting: Sitting, facts: Facts) -> impl IntoView {
    let Facts { title, time } = facts;
    let answered = move || sitting.answers.with(|answers| answers.len()).to_string();
    view! {
        <header class="exam-bar">
            {server_part(move || view! {
                <a class="exam-bar__back" href="/exams" aria-label="Save and leave"><Icon glyph=Glyph::ArrowLeft/></a>
            })}
            <div class="exam-bar__text">
                {server_part(move || view! { <h1 class="exam-bar__title">{title}</h1> })}
                <p class="exam-bar__meta" translate="no">
                    <span class="num">{live(move || answered() + " answered")}</span>
                    " "
                    <span class="save-chip" data-state=live(move || sitting.saving.get().state) role="status">
                        {live(move || sitting.saving.get().words)}
                    </span>
                    " "
                    <span class="exam-bar__tethered" hidden=live(move || !sitting.saving.get().needs_network)>
                        "Needs a network to open again"
                    </span>
                </p>
            </div>
            <Timer remaining=sitting.remaining otherwise=time/>
            <progress
                class="exam-bar__progress ui-progress" aria-label="Answered" max=sitting.total().to_string()
                value=live(answered)
            ></progress>
        </header>
    }
}
