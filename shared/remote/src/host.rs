//! The host as a remote sees it. In the browser every call goes to the loader's host object; on the server there is
//! nobody to call, so effects do nothing: a server render only reads.
//!
//! One wasm instance serves one mount, so the host is the instance's, not passed around.

use mf_abi::problem::Problem;

use crate::wire::{self, Wire};

/// Why a call to the API gave no answer of the expected type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No network, or the server could not be reached.
    Offline,
    /// The server said no, and why.
    Problem(Problem),
    /// The answer isn't what the contract says.
    Unreadable,
}

impl Failure {
    /// What a student reads.
    pub fn sentence(&self) -> String {
        match self {
            Failure::Offline => "You seem to be offline. We keep your work and try again.".into(),
            Failure::Problem(problem) => problem.detail.clone(),
            Failure::Unreadable => "The answer could not be read. Please reload the page.".into(),
        }
    }

    /// Whether the session has ended.
    pub fn is_logged_out(&self) -> bool {
        matches!(self, Failure::Problem(problem) if problem.status == 401)
    }
}

/// Reads an answer: a body of `T` on success, a problem document otherwise.
pub fn read<T: Wire>(status: u16, body: &str) -> Result<T, Failure> {
    match status {
        0 => Err(Failure::Offline),
        // 204: an empty body stands for the unit.
        200..=299 => wire::read(if body.is_empty() { "null" } else { body }).map_err(|_| Failure::Unreadable),
        _ => Err(wire::read(body).map_or(Failure::Unreadable, Failure::Problem)),
    }
}

/// Goes to another page without a reload; with `replace`, in place of the current history entry.
/// With the current path and another query only the address changes.
pub fn navigate(path: &str, replace: bool) {
    imp::navigate(path, replace);
}

/// Shows this page anew, with the server's latest data.
pub fn refresh() {
    imp::refresh();
}

/// Milliseconds since 1970 by the server's clock; a phone's wrong clock does not matter. On the server always 0.
pub fn now() -> i64 {
    imp::now()
}

/// Sends JSON to the API with the student's session. `done` gets the answer, later.
pub fn request<B: Wire, T: Wire + 'static>(
    method: &str,
    path: &str,
    body: Option<&B>,
    done: impl FnOnce(Result<T, Failure>) + 'static,
) {
    let body = body.map(wire::write);
    imp::request(method, path, body, Box::new(move |status, text| done(read(status, &text))));
}

/// Keeps `value` on this device for the signed-in person until told otherwise; `None` forgets it.
pub fn keep<T: Wire>(key: &str, value: Option<&T>) {
    imp::keep(key, value.map(wire::write));
}

/// What was kept under `key`.
pub fn kept<T: Wire>(key: &str) -> Option<T> {
    wire::read(&imp::kept(key)?).ok()
}

/// Calls `tick` every `milliseconds` until the current reactive owner is cleaned up.
pub fn every(milliseconds: u32, tick: impl FnMut() + 'static) {
    imp::every(milliseconds, Box::new(tick));
}

/// Calls `wake` when the network comes back or the page wakes, after [`now`] was set right again, until the current reactive owner is cleaned up.
pub fn on_wake(wake: impl FnMut() + 'static) {
    imp::on_wake(Box::new(wake));
}

/// The host object itself, for what a product adds to it.
#[cfg(feature = "hydrate")]
#[doc(hidden)]
pub mod imp {
    use std::cell::RefCell;

    use leptos::prelude::on_cleanup;
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        /// The loader's host object.
        #[derive(Clone)]
        pub type Host;

        #[wasm_bindgen(method)]
        pub(crate) fn get(this: &Host, slice: &str) -> String;
        #[wasm_bindgen(method)]
        pub(crate) fn set(this: &Host, slice: &str, json: &str);
        #[wasm_bindgen(method)]
        pub(crate) fn watch(this: &Host, slice: &str, report: &JsValue) -> js_sys::Function;
        #[wasm_bindgen(method)]
        pub(crate) fn emit(this: &Host, event: &str, json: &str);
        #[wasm_bindgen(method)]
        pub(crate) fn on(this: &Host, event: &str, handle: &JsValue, replay: u32) -> js_sys::Function;
        #[wasm_bindgen(method)]
        pub(crate) fn once(this: &Host, event: &str, handle: &JsValue) -> js_sys::Function;
        #[wasm_bindgen(method)]
        fn navigate(this: &Host, path: &str, replace: bool);
        #[wasm_bindgen(method)]
        fn path(this: &Host) -> String;
        #[wasm_bindgen(method)]
        fn now(this: &Host) -> f64;
        #[wasm_bindgen(method)]
        fn request(this: &Host, method: &str, path: &str, body: Option<String>, done: &JsValue);
        #[wasm_bindgen(method)]
        fn keep(this: &Host, key: &str, json: Option<String>);
        #[wasm_bindgen(method)]
        fn kept(this: &Host, key: &str) -> Option<String>;
        #[wasm_bindgen(method)]
        pub(crate) fn mount(this: &Host, slot: &web_sys::HtmlElement, remote: &str, expose: &str, props: &str) -> Nested;
        #[wasm_bindgen(method)]
        pub(crate) fn call(this: &Host, remote: &str, name: &str, argument: &str, done: &JsValue);
        #[wasm_bindgen(method)]
        pub(crate) fn hook(this: &Host, remote: &str, name: &str, argument: &str, report: &JsValue) -> js_sys::Function;
        #[wasm_bindgen(method)]
        pub(crate) fn panicked(this: &Host, message: &str);

        /// A remote that this remote mounted.
        pub type Nested;
        #[wasm_bindgen(method)]
        pub(crate) fn update(this: &Nested, props: &str);
        #[wasm_bindgen(method)]
        pub(crate) fn unmount(this: &Nested);

        #[wasm_bindgen(js_name = setInterval)]
        fn set_interval(tick: &JsValue, milliseconds: u32) -> f64;
        #[wasm_bindgen(js_name = clearInterval)]
        fn clear_interval(id: f64);
        #[wasm_bindgen(js_name = addEventListener)]
        fn add_listener(event: &str, handle: &JsValue);
        #[wasm_bindgen(js_name = removeEventListener)]
        fn remove_listener(event: &str, handle: &JsValue);
    }

    thread_local! {
        static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
    }

    /// Makes `host` the instance's host, or lets it go.
    pub(crate) fn install(host: Option<Host>) {
        HOST.set(host);
    }

    /// The instance's host; none after the unmount.
    pub fn current() -> Option<Host> {
        HOST.with_borrow(Clone::clone)
    }

    /// Calls `off` when the current reactive owner is cleaned up.
    pub fn off_on_cleanup<T: 'static>(off: js_sys::Function, keep_alive: T) {
        let guard = SendWrapper((off, keep_alive));
        on_cleanup(move || {
            let SendWrapper((off, keep_alive)) = { guard };
            let _ = off.call0(&JsValue::NULL);
            drop(keep_alive);
        });
    }

    /// Wasm has one thread here; Leptos' cleanups ask for `Send + Sync` all the same.
    pub(crate) struct SendWrapper<T>(pub(crate) T);
    // SAFETY: wasm32-unknown-unknown without atomics runs everything on the thread that made the value.
    unsafe impl<T> Send for SendWrapper<T> {}
    // SAFETY: as above.
    unsafe impl<T> Sync for SendWrapper<T> {}

    pub(super) fn navigate(path: &str, replace: bool) {
        if let Some(host) = current() {
            host.navigate(path, replace);
        }
    }

    pub(super) fn refresh() {
        if let Some(host) = current() {
            // To the host, the very same address means just that.
            host.navigate(&host.path(), true);
        }
    }

    pub(super) fn now() -> i64 {
        current().map_or(0, |host| host.now() as i64)
    }

    pub(super) fn request(method: &str, path: &str, body: Option<String>, done: Box<dyn FnOnce(u16, String)>) {
        if let Some(host) = current() {
            host.request(method, path, body, &Closure::once_into_js(done));
        }
    }

    pub(super) fn keep(key: &str, json: Option<String>) {
        if let Some(host) = current() {
            host.keep(key, json);
        }
    }

    pub(super) fn kept(key: &str) -> Option<String> {
        current()?.kept(key)
    }

    pub(super) fn every(milliseconds: u32, tick: Box<dyn FnMut()>) {
        let tick = Closure::wrap(tick);
        let id = set_interval(tick.as_ref(), milliseconds);
        let guard = SendWrapper(tick);
        on_cleanup(move || {
            let _tick = { guard };
            clear_interval(id);
        });
    }

    pub(super) fn on_wake(wake: Box<dyn FnMut()>) {
        let wake = Closure::wrap(wake);
        add_listener("mf:awake", wake.as_ref());
        let guard = SendWrapper(wake);
        on_cleanup(move || {
            let SendWrapper(wake) = { guard };
            remove_listener("mf:awake", wake.as_ref());
        });
    }
}

#[cfg(not(feature = "hydrate"))]
mod imp {
    pub(super) fn navigate(_path: &str, _replace: bool) {}
    pub(super) fn refresh() {}
    pub(super) fn now() -> i64 {
        0
    }
    pub(super) fn request(_method: &str, _path: &str, _body: Option<String>, _done: Box<dyn FnOnce(u16, String)>) {}
    pub(super) fn keep(_key: &str, _json: Option<String>) {}
    pub(super) fn kept(_key: &str) -> Option<String> {
        None
    }
    pub(super) fn every(_milliseconds: u32, _tick: Box<dyn FnMut()>) {}
    pub(super) fn on_wake(_wake: Box<dyn FnMut()>) {}
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_by_status() {
        assert_eq!(read::<u32>(200, "7"), Ok(7));
        assert_eq!(read::<()>(204, ""), Ok(()));
        assert_eq!(read::<u32>(200, "<html>"), Err(Failure::Unreadable));
        assert_eq!(read::<u32>(0, ""), Err(Failure::Offline));
        let problem = r#"{"type":"/problems/not-logged-in","title":"t","status":401,"detail":"Please log in."}"#;
        let failure = read::<u32>(401, problem).expect_err("a problem");
        assert!(failure.is_logged_out());
        assert!(failure.sentence().contains("log in"));
    }
}
