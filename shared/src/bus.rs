//! The typed event bus. Handlers of other remotes run in their own instances; one that fails harms no other.

use crate::contract::event::Event;

/// Tells everyone.
pub fn emit(event: Event) {
    #[cfg(feature = "hydrate")]
    if let Some(host) = crate::host::imp::current() {
        host.emit(event.name(), &event.detail().to_string());
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = event;
}

/// Calls `handle` for each event of that name (one of [`Event::NAMES`]) until the current reactive owner is cleaned up.
/// The last `replay` events from before come first, oldest first.
pub fn subscribe(name: &'static str, replay: u32, handle: impl FnMut(Event) + 'static) {
    imp::subscribe(name, Some(replay), Box::new(handle));
}

/// Calls `handle` for the next event of that name only.
pub fn once(name: &'static str, handle: impl FnOnce(Event) + 'static) {
    let mut handle = Some(handle);
    imp::subscribe(
        name,
        None,
        Box::new(move |event| {
            if let Some(handle) = handle.take() {
                handle(event)
            }
        }),
    );
}

#[cfg(feature = "hydrate")]
mod imp {
    use wasm_bindgen::prelude::Closure;

    use super::Event;
    use crate::host::imp::{current, off_on_cleanup};

    pub(super) fn subscribe(name: &'static str, replay: Option<u32>, mut handle: Box<dyn FnMut(Event)>) {
        let Some(host) = current() else { return };
        let take = Closure::<dyn FnMut(String)>::new(move |detail: String| {
            if let Ok(event) = Event::parse(name, &detail) {
                handle(event);
            }
        });
        let off = match replay {
            Some(replay) => host.on(name, take.as_ref(), replay),
            None => host.once(name, take.as_ref()),
        };
        off_on_cleanup(off, take);
    }
}

#[cfg(not(feature = "hydrate"))]
mod imp {
    pub(super) fn subscribe(_name: &'static str, _replay: Option<u32>, _handle: Box<dyn FnMut(super::Event)>) {}
}
