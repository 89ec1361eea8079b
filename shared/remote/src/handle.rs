//! Typed handles to functions and hooks of other remotes. The remote is loaded on first use.

use std::marker::PhantomData;

use leptos::prelude::*;

use crate::wire::Wire;

/// A function that a remote exposes.
pub struct RemoteFunction<A, R> {
    remote: &'static str,
    name: &'static str,
    types: PhantomData<fn(A) -> R>,
}

/// A hook that a remote exposes: a value that changes.
pub struct RemoteHook<A, V> {
    remote: &'static str,
    name: &'static str,
    types: PhantomData<fn(A) -> V>,
}

impl<A: Wire, R: Wire + 'static> RemoteFunction<A, R> {
    /// The function `name` of `remote`. Its types are the contract's, which declares the handles.
    pub const fn new(remote: &'static str, name: &'static str) -> Self {
        RemoteFunction { remote, name, types: PhantomData }
    }

    /// Calls it. `done` gets the result, or the sentence that says why there is none. On the server nothing happens.
    pub fn call(&self, argument: &A, done: impl FnOnce(Result<R, String>) + 'static) {
        #[cfg(feature = "hydrate")]
        if let Some(host) = crate::host::imp::current() {
            use wasm_bindgen::prelude::Closure;

            let take = move |ok: bool, json: String| {
                done(if ok { crate::wire::read(&json) } else { Err(json) });
            };
            host.call(self.remote, self.name, &crate::wire::write(argument), &Closure::once_into_js(take));
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = (self.remote, self.name, argument, done);
    }
}

impl<A: Wire, V: Wire + Clone + Default + Send + Sync + 'static> RemoteHook<A, V> {
    /// The hook `name` of `remote`, declared as functions are.
    pub const fn new(remote: &'static str, name: &'static str) -> Self {
        RemoteHook { remote, name, types: PhantomData }
    }

    /// Follows its value until the current reactive owner is cleaned up; the default until it first reports.
    pub fn follow(&self, argument: &A) -> ReadSignal<V> {
        let (value, set_value) = signal(<V as Default>::default());
        #[cfg(feature = "hydrate")]
        if let Some(host) = crate::host::imp::current() {
            use wasm_bindgen::prelude::Closure;

            let report = Closure::<dyn FnMut(String)>::new(move |json: String| {
                if let Ok(value) = crate::wire::read(&json) {
                    set_value.set(value);
                }
            });
            let off = host.hook(self.remote, self.name, &crate::wire::write(argument), report.as_ref());
            crate::host::imp::off_on_cleanup(off, report);
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = (self.remote, self.name, argument, set_value);
        value
    }
}
