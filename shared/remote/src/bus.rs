//! The typed event bus. Handlers of other remotes run in their own instances; one that fails harms no other.
//!
//! The events are the contract's: see [`crate::events!`].

use crate::wire::{self, Wire};

/// Something that happened and that other remotes may care about. [`crate::events!`] implements it.
pub trait Event {
    /// The name on the bus.
    const NAME: &'static str;
    /// What it says.
    type Detail: Wire;
    /// What it says.
    fn detail(&self) -> &Self::Detail;
    /// The event that says so.
    fn of(detail: Self::Detail) -> Self;
}

/// Tells everyone.
pub fn emit<E: Event>(event: &E) {
    imp::emit(E::NAME, || wire::write(event.detail()));
}

/// Calls `handle` for each such event until the current reactive owner is cleaned up. The last `replay` events from before come
/// first, oldest first.
pub fn subscribe<E: Event>(replay: u32, mut handle: impl FnMut(E) + 'static) {
    imp::on(
        E::NAME,
        Some(replay),
        Box::new(move |detail| {
            if let Ok(detail) = wire::read(&detail) {
                handle(E::of(detail));
            }
        }),
    );
}

/// Calls `handle` for each such event, whatever it says.
pub fn hear<E: Event>(mut handle: impl FnMut() + 'static) {
    imp::on(E::NAME, Some(0), Box::new(move |_| handle()));
}

/// Calls `handle` for the next such event only.
pub fn once<E: Event>(handle: impl FnOnce(E) + 'static) {
    let mut handle = Some(handle);
    imp::on(
        E::NAME,
        None,
        Box::new(move |detail| {
            if let (Ok(detail), Some(handle)) = (wire::read(&detail), handle.take()) {
                handle(E::of(detail));
            }
        }),
    );
}

#[cfg(feature = "hydrate")]
mod imp {
    use wasm_bindgen::prelude::Closure;

    use crate::host::imp::{current, off_on_cleanup};

    pub(super) fn emit(name: &'static str, detail: impl FnOnce() -> String) {
        if let Some(host) = current() {
            host.emit(name, &detail());
        }
    }

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

/// On the server there is nobody to tell, and nobody speaks.
#[cfg(not(feature = "hydrate"))]
mod imp {
    pub(super) fn emit(_name: &'static str, _detail: impl FnOnce() -> String) {}
    pub(super) fn on(_name: &'static str, _replay: Option<u32>, _handle: Box<dyn FnMut(String)>) {}
}
