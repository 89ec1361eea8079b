//! The shared store: ordinary Leptos signals that follow the host's slices. Which there are, the contract declares with
//! [`crate::slices!`].
//!
//! ```ignore
//! let store = use_store();
//! view! { <p>{move || store.user().get().map(|user| user.name)}</p> }
//! store.theme().set(Theme::Dark); // the shell, every other remote and other tabs follow
//! ```

#[cfg(feature = "hydrate")]
use crate::wire;
use crate::wire::Wire;
use leptos::prelude::*;

/// All slices of a product. [`crate::slices!`] implements it.
pub trait Slices: Wire + Send + Sync + 'static {
    /// Makes them the store of the mount whose reactive owner is the current one.
    fn provide(self);
    /// What the host has now.
    #[cfg(feature = "hydrate")]
    fn of(get: impl Fn(&str) -> String) -> Self;
}

/// One slice of the store.
pub struct Slice<T: 'static> {
    name: &'static str,
    signal: RwSignal<T>,
}

impl<T> Clone for Slice<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slice<T> {}

impl<T: Clone + PartialEq + Wire + Send + Sync + 'static> Slice<T> {
    /// The slice `name`, which holds `value` until the host says otherwise. [`crate::slices!`] makes it.
    #[doc(hidden)]
    pub fn new(name: &'static str, value: T) -> Self {
        let slice = Slice { name, signal: RwSignal::new(value) };
        slice.follow();
        slice
    }

    /// The value; tracked where it is read in a reactive place.
    pub fn get(self) -> T {
        self.signal.get()
    }

    /// The value, not tracked.
    pub fn get_untracked(self) -> T {
        self.signal.get_untracked()
    }

    /// Sets it for everyone: this remote, the shell, other remotes, and other tabs where the slice is shared with them.
    pub fn set(self, value: T) {
        #[cfg(feature = "hydrate")]
        if let Some(host) = crate::host::imp::current() {
            // The host reports back through the watch of `follow`, as it does for a change made elsewhere; an equal value is no
            // news to it.
            host.set(self.name, &wire::write(&value));
            return;
        }
        self.take(value);
    }

    fn take(self, value: T) {
        if self.signal.try_with_untracked(|old| *old != value) == Some(true) {
            self.signal.set(value);
        }
    }

    /// The host reports what the slice holds now, but not before the first view has become the server's, and then each change.
    #[cfg(feature = "hydrate")]
    fn follow(self) {
        use wasm_bindgen::prelude::Closure;

        if let Some(host) = crate::host::imp::current() {
            let report = Closure::<dyn FnMut(String)>::new(move |json: String| {
                if let Ok(value) = wire::read(&json) {
                    self.take(value);
                }
            });
            let off = host.watch(self.name, report.as_ref());
            crate::host::imp::off_on_cleanup(off, report);
        }
    }

    #[cfg(not(feature = "hydrate"))]
    fn follow(self) {
        let _ = self.name;
    }
}

/// What a slice holds now, from whoever keeps it: the host or, on the server, `own`. Actions need no signal for it.
pub fn peek<T>(name: &str, own: impl FnOnce() -> Slice<T>) -> T
where
    T: Wire + Default + Clone + PartialEq + Send + Sync + 'static,
{
    #[cfg(feature = "hydrate")]
    {
        let _ = own;
        crate::host::imp::current().and_then(|host| wire::read(&host.get(name)).ok()).unwrap_or_default()
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = name;
        own().get_untracked()
    }
}

/// Sets a slice without a signal for it: the host reports back to those that follow it, as it does for a change made elsewhere.
pub fn put<T>(name: &str, value: &T, own: impl FnOnce() -> Slice<T>)
where
    T: Wire + Clone + PartialEq + Send + Sync + 'static,
{
    #[cfg(feature = "hydrate")]
    {
        let _ = own;
        if let Some(host) = crate::host::imp::current() {
            host.set(name, &wire::write(value));
        }
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = name;
        own().set(value.clone());
    }
}
