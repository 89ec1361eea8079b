//! Attempts that can be continued.

use contract::progress::ActiveAttempt;
use leptos::prelude::*;
use ui_components::ProgressBar;

/// A card for an attempt in progress: how far it is, and the way back into it.
pub(crate) fn continue_card(active: &ActiveAttempt) -> AnyView {
    let exam = &active.exam;
    let left = exam.questions.saturating_sub(active.answered);
    let left = match left {
        0 => "Every question has an answer. You can hand it in.".to_owned(),
        1 => "1 question left".to_owned(),
        left => [&*left.to_string(), " questions left"].concat(),
    };
    view! {
        <section class="continue-card">
            <div class="continue-card__text">
                <p class="eyebrow">"Continue where you left off"</p>
                <h2>{exam.title.clone()}</h2>
                <p class="muted num">{left}</p>
            </div>
            <ProgressBar label="Answered" value=active.answered max=exam.questions />
            <a class="ui-button ui-button--primary" href=["/exam/", &exam.id, "?q=", &active.next.to_string()].concat() data-mf-prefetch="nursing">
                "Continue"
                <span class="visually-hidden">{[" ", &exam.title].concat()}</span>
            </a>
        </section>
    }
    .into_any()
}
