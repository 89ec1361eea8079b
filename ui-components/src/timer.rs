use leptos::prelude::*;
use mf_remote::{effect, live, server_part};

use crate::icon::{Glyph, Icon};

const MINUTE: i64 = 60_000;

/// Remaining time. Screen readers can ask for it at any time, and hear it unasked only when 10, 5 and 1 minutes are left.
#[component]
pub fn Timer(
    /// Milliseconds that are left; below zero they are not known yet.
    remaining: RwSignal<i64>,
    /// What is shown as long as they are not known.
    #[prop(optional, into)]
    otherwise: String,
) -> impl IntoView {
    let spoken = RwSignal::new(None::<String>);
    let mut before = Band::Unknown;
    effect(move || {
        let remaining = remaining.get();
        let band = Band::of(remaining);
        // Nothing at first: what is there from the start is no news.
        if band > before && before > Band::Unknown {
            spoken.set(Some(sentence(remaining)));
        }
        before = band;
    });
    view! {
        <span class=live(move || Band::of(remaining.get()).class()) translate="no">
            {server_part(|| view! { <Icon glyph=Glyph::Clock /> })}
            <span class="ui-timer__value" role="timer" aria-live="off" aria-label="Time left">
                {live(move || match remaining.get() {
                    ..0 => otherwise.clone(),
                    remaining => clock(remaining),
                })}
            </span>
            <span class="visually-hidden" role="status">
                {live(move || spoken.get().unwrap_or_default())}
            </span>
        </span>
    }
}

/// How close the end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Band {
    Unknown,
    Plenty,
    Ten,
    Five,
    One,
    Over,
}

impl Band {
    fn of(remaining: i64) -> Band {
        match remaining {
            ..0 => Band::Unknown,
            0 => Band::Over,
            1..=MINUTE => Band::One,
            60_001..=300_000 => Band::Five,
            300_001..=600_000 => Band::Ten,
            _ => Band::Plenty,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Band::Unknown | Band::Plenty | Band::Ten => "ui-timer",
            Band::Five => "ui-timer ui-timer--warning",
            Band::One | Band::Over => "ui-timer ui-timer--danger",
        }
    }
}

/// The truth, not the mark that was passed: a phone may have slept over it.
fn sentence(remaining: i64) -> String {
    match (remaining + MINUTE - 1) / MINUTE {
        ..=0 => "Time is up.".into(),
        1 => "1 minute left.".into(),
        minutes => [&*minutes.to_string(), " minutes left."].concat(),
    }
}

/// `h:mm:ss` from an hour up, `mm:ss` below; a begun second counts.
fn clock(remaining: i64) -> String {
    let seconds = (remaining.max(0) + 999) / 1000;
    let two = |number: i64| [if number < 10 { "0" } else { "" }, &*number.to_string()].concat();
    let (hours, minutes, seconds) = (seconds / 3600, two(seconds / 60 % 60), two(seconds % 60));
    if hours > 0 { [&*hours.to_string(), ":", &minutes, ":", &seconds].concat() } else { [&*minutes, ":", &seconds].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_shows_begun_seconds_and_never_goes_below_zero() {
        assert_eq!(clock(7_200_000), "2:00:00");
        assert_eq!(clock(3_599_001), "1:00:00");
        assert_eq!(clock(3_599_000), "59:59");
        assert_eq!(clock(61_000), "01:01");
        assert_eq!(clock(1), "00:01");
        assert_eq!(clock(0), "00:00");
        assert_eq!(clock(-5_000), "00:00");
    }

    #[test]
    fn each_mark_begins_a_band() {
        assert_eq!(Band::of(600_001), Band::Plenty);
        assert_eq!(Band::of(600_000), Band::Ten);
        assert_eq!(Band::of(300_000), Band::Five);
        assert_eq!(Band::of(60_000), Band::One);
        assert_eq!(Band::of(0), Band::Over);
        assert_eq!(Band::of(-1), Band::Unknown);
    }

    #[test]
    fn the_sentence_is_true_even_after_a_sleep() {
        assert_eq!(sentence(600_000), "10 minutes left.");
        assert_eq!(sentence(431_000), "8 minutes left.");
        assert_eq!(sentence(59_000), "1 minute left.");
        assert_eq!(sentence(0), "Time is up.");
    }
}
