//! `./ExamList`: what can be taken.

use contract::{
    call,
    exam::{ExamList, ExamSummary},
    props::NoProps,
};
use leptos::{either::Either, prelude::*};
use mf_remote::{Mount, Request, call::Call, page};
use ui_components::{Badge, ProgressBar, Tone};

/// The list comes with the student's attempts.
pub fn plan(_props: &NoProps, _request: &Request) -> Call<(), ExamList> {
    call::exams()
}

/// One card per exam.
pub fn view(mount: Mount<NoProps, ExamList>) -> impl IntoView {
    page::set_title("Exams");
    view! {
        <header class="page-head">
            <h1>"Practice exams"</h1>
            <p class="lead">"Take a whole part under time, or a short mixed set. You can stop and continue on any device."</p>
        </header>
        <ul class="exam-list">{mount.data.exams.into_iter().map(card).collect_view()}</ul>
    }
}

fn card(summary: ExamSummary) -> impl IntoView {
    let ExamSummary { exam, active, answered, next, finished, best_percent } = summary;
    let mut href = format!("/exam/{}", exam.id);
    if let Some(number) = next {
        href.push_str(&format!("?q={number}"));
    }
    let mark = match exam.id.as_str() {
        "np1" => "I",
        "np2" => "II",
        "np3" => "III",
        "np4" => "IV",
        "np5" => "V",
        _ => "✦",
    };
    let action = if active.is_some() {
        "Continue"
    } else if finished > 0 {
        "Take again"
    } else {
        "Start"
    };
    let kind = if active.is_some() { "ui-button ui-button--primary" } else { "ui-button ui-button--secondary" };
    view! {
        <li class="exam-card">
            <div class="exam-card__head">
                <span class="exam-card__mark" aria-hidden="true">{mark}</span>
                <div>
                    <h2 class="exam-card__title">{exam.title.clone()}</h2>
                    <p class="exam-card__facts muted num">{format!("{} questions · {} min", exam.questions, exam.minutes)}</p>
                </div>
            </div>
            <p class="exam-card__about">{exam.about}</p>
            {active.is_some().then(|| view! { <ProgressBar label="Answered" value=answered max=exam.questions/> })}
            <div class="exam-card__foot">
                {best_percent.map_or_else(
                    || Either::Left(view! { <Badge>"New"</Badge> }),
                    |best| {
                        let tone = if best >= 75 { Tone::Success } else { Tone::Warning };
                        Either::Right(view! { <Badge tone=tone>{format!("Best {best}%")}</Badge> })
                    },
                )}
                <a class=kind href=href aria-label=format!("{action}: {}", exam.title)>{action}</a>
            </div>
        </li>
    }
}
