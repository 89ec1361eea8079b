//! The bar on top: title, what is saved, time, progress.

use leptos::{either::Either, prelude::*};
use ui_components::{Glyph, Icon, Timer};

use super::{outbox::Saving, sitting::Sitting};

#[component]
pub(super) fn Bar(sitting: Sitting, title: String) -> impl IntoView {
    let total = sitting.exam.with_value(|exam| exam.questions);
    let answered = move || sitting.answers.with(|answers| answers.len());
    view! {
        <header class="exam-bar">
            <a class="exam-bar__back" href="/exams" aria-label="Save and leave"><Icon glyph=Glyph::ArrowLeft/></a>
            <div class="exam-bar__text">
                <h1 class="exam-bar__title">{title}</h1>
                <p class="exam-bar__meta">
                    <span class="num">{move || format!("{} answered", answered())}</span>
                    " "
                    <SaveChip sitting/>
                </p>
            </div>
            <Clock sitting/>
            <progress class="exam-bar__progress ui-progress" aria-label="Answered" value=move || answered().to_string() max=total.to_string()></progress>
        </header>
    }
}

#[component]
fn SaveChip(sitting: Sitting) -> impl IntoView {
    let state = move || match sitting.saving.get() {
        Saving::Saved => ("saved", "Saved"),
        Saving::Saving => ("saving", "Saving…"),
        Saving::Offline => ("offline", "Offline, kept on this phone"),
    };
    view! {
        <span class="save-chip" data-state=move || state().0 role="status">
            {move || {
                let glyph = if sitting.saving.get() == Saving::Offline { Glyph::CloudOff } else { Glyph::Cloud };
                view! { <Icon glyph/> }
            }}
            {move || state().1}
        </span>
    }
}

/// The time left. Until the server's clock is known, and without scripts, the time of the end.
#[component]
fn Clock(sitting: Sitting) -> impl IntoView {
    let minutes = sitting.exam.with_value(|exam| exam.minutes);
    move || {
        if sitting.remaining.with(Option::is_some) {
            let left = Signal::derive(move || sitting.remaining.get().unwrap_or_default());
            return Either::Left(view! { <Timer remaining=left/> });
        }
        let text = match sitting.attempt.get() {
            Some(attempt) => format!("until {}", philippine_time(attempt.deadline)),
            None => format!("{minutes} min"),
        };
        Either::Right(
            view! { <span class="ui-timer"><Icon glyph=Glyph::Clock/><span class="ui-timer__value">{text}</span></span> },
        )
    }
}

/// Hours and minutes in Manila, which has had no daylight saving time since 1978.
fn philippine_time(unix_ms: i64) -> String {
    let minutes = unix_ms.div_euclid(60_000) + 8 * 60;
    format!("{:02}:{:02}", minutes.div_euclid(60).rem_euclid(24), minutes.rem_euclid(60))
}

#[cfg(test)]
mod tests {
    use super::philippine_time;

    #[test]
    fn manila_is_eight_hours_ahead() {
        assert_eq!(philippine_time(0), "08:00");
        assert_eq!(philippine_time(16 * 3_600_000 + 59_999), "00:00");
    }
}
