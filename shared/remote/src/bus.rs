//! The typed event bus. Handlers of other remotes run in their own instances; one that fails harms no other.

use crate::{contract::event::Event, wire};

/// Tells everyone.
pub fn emit(event: Event) {
    #[cfg(feature = "hydrate")]
    if let Some(host) = crate::host::imp::current() {
        host.emit(event.name(), &detail(&event));
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = event;
}

/// Calls `handle` for each event of that name (one of [`Event::NAMES`]) until the current reactive owner is cleaned up.
/// The last `replay` events from before come first, oldest first.
pub fn subscribe(name: &'static str, replay: u32, mut handle: impl FnMut(Event) + 'static) {
    imp::on(
        name,
        Some(replay),
        Box::new(move |detail| {
            if let Ok(event) = parse(name, &detail) {
                handle(event);
            }
        }),
    );
}

/// Calls `handle` for each event of that name, whatever it says.
pub fn hear(name: &'static str, mut handle: impl FnMut() + 'static) {
    imp::on(name, Some(0), Box::new(move |_| handle()));
}

/// Calls `handle` for the next event of that name only.
pub fn once(name: &'static str, handle: impl FnOnce(Event) + 'static) {
    let mut handle = Some(handle);
    imp::on(
        name,
        None,
        Box::new(move |detail| {
            if let (Ok(event), Some(handle)) = (parse(name, &detail), handle.take()) {
                handle(event);
            }
        }),
    );
}

/// The payload as JSON; `null` where the event has none.
#[cfg(any(feature = "hydrate", test))]
fn detail(event: &Event) -> String {
    match event {
        Event::UserLoggedIn(user) => wire::write(user),
        Event::UserLoggedOut => "null".into(),
        Event::ExamStarted(exam) | Event::ExamCompleted(exam) | Event::ProgressUpdated(exam) => wire::write(exam),
        Event::SubscriptionChanged(plans) => wire::write(plans),
    }
}

/// The event of that name and payload.
fn parse(name: &str, detail: &str) -> Result<Event, String> {
    match name {
        "user:logged-in" => wire::read(detail).map(Event::UserLoggedIn),
        "user:logged-out" => Ok(Event::UserLoggedOut),
        "exam:started" => wire::read(detail).map(Event::ExamStarted),
        "exam:completed" => wire::read(detail).map(Event::ExamCompleted),
        "progress:updated" => wire::read(detail).map(Event::ProgressUpdated),
        "subscription:changed" => wire::read(detail).map(Event::SubscriptionChanged),
        _ => Err("unknown event".into()),
    }
}

#[cfg(feature = "hydrate")]
mod imp {
    use wasm_bindgen::prelude::Closure;

    use crate::host::imp::{current, off_on_cleanup};

    pub(super) fn on(name: &'static str, replay: Option<u32>, handle: Box<dyn FnMut(String)>) {
        let Some(host) = current() else { return };
        let handle = Closure::wrap(handle);
        let off = match replay {
            Some(replay) => host.on(name, handle.as_ref(), replay),
            None => host.once(name, handle.as_ref()),
        };
        off_on_cleanup(off, handle);
    }
}

#[cfg(not(feature = "hydrate"))]
mod imp {
    pub(super) fn on(_name: &'static str, _replay: Option<u32>, _handle: Box<dyn FnMut(String)>) {}
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::contract::{slice::ExamProgress, user::User};

    #[test]
    fn every_event_survives_the_bus() {
        let exam = ExamProgress { exam_id: "np1".into(), progress: 40, score: None, completed: false };
        let user = User {
            id: "u".into(),
            email: "a@b.ph".into(),
            name: "A".into(),
            role: crate::contract::user::Role::Student,
            subscriptions: vec![],
        };
        for event in [
            Event::UserLoggedIn(user),
            Event::UserLoggedOut,
            Event::ExamStarted(exam.clone()),
            Event::ExamCompleted(exam.clone()),
            Event::ProgressUpdated(exam),
            Event::SubscriptionChanged(vec!["pnle".into()]),
        ] {
            assert_eq!(parse(event.name(), &detail(&event)).expect("parses"), event);
        }
    }

    #[test]
    fn a_wrong_name_or_payload_is_an_error() {
        assert!(parse("user:exploded", "null").is_err());
        assert!(parse("user:logged-in", "7").is_err());
    }
}
