//! The loader's outbox: what a person does in an attempt is kept on this device and sent from whatever page is open, until the
//! server has it. It outlives the remote that gave it.

use serde::{Deserialize, Serialize};

use mf_remote::{
    host::{self, Failure},
    wire::{self, Wire},
};

use crate::exam::{Chosen, Submitted};

/// What the server said to an answer: the newest of each item since the page began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Outcome {
    /// The device's number of the answer.
    pub n: u32,
    /// The item's id.
    pub item: String,
    /// `stored`, `superseded`, `conflict`, `late`, `after-end` or `refused`.
    pub outcome: String,
    /// The newest revision that this device knows by it; 0 where it was refused.
    pub no: i64,
    /// Of a refusal, a sentence.
    pub detail: String,
    /// Of a conflict, the other device's answer.
    pub response: String,
    /// Of a conflict, what a person calls the other device.
    pub device: String,
}

/// An attempt's queue. Flat, and of few types: each costs every phone some hundred bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Status {
    /// Where the answers are that the server doesn't have: `saved` (it has all), `keeping` (one is just being kept), `sending` (kept, on
    /// their way), `kept` (in a database, which survives the browser's sudden end), `weak` (in a storage that survives the page),
    /// `unkept` (in this page alone).
    pub state: String,
    /// The same in words, with how many those are.
    pub words: String,
    /// Nothing is sent until the person has logged in.
    pub signed_out: bool,
    /// This page can't be opened again without a network.
    pub needs_network: bool,
    /// When the attempt ends, if [`end`] asked the server; else 0.
    pub deadline: i64,
    /// The number that the page's address asks for (`?q=`), or 0: a page that was kept for times without a network knows an older one.
    pub at: u32,
    /// Answers that this page may not know: sent by earlier pages of this device, and, with revision 0, not sent yet. In order.
    pub answers: Vec<Chosen>,
    /// What the server said.
    pub results: Vec<Outcome>,
    /// Handed in on this device.
    pub handed_in: bool,
    /// The server's receipt.
    pub done: Option<Submitted>,
    /// Why the hand-in can never be taken, a sentence.
    pub refused: String,
}

/// Takes an answer. Before there is an attempt, `start:` and the exam's id stand for it: then the answer is left for the next page, should
/// this one go, and has to be put again once there is one. `base` is the revision that the person saw of the item's answer, 0 for none.
pub fn put(attempt: &str, item: &str, response: &str, base: i64) {
    imp::put(attempt, item, response, base);
}

/// Hands the attempt in when all its answers are sent.
pub fn hand_in(attempt: &str) {
    imp::hand_in(attempt);
}

/// Calls `report` with the state of the attempt's queue, soon and then after each change, until the current reactive owner is
/// cleaned up. Refusals that were reported for a second count as shown; at the end of the watch they are forgotten.
pub fn watch(attempt: &str, mut report: impl FnMut(Status) + 'static) {
    imp::watch(
        attempt,
        Box::new(move |json| {
            if let Ok(status) = wire::read(&json) {
                report(status);
            }
        }),
    );
}

/// Starts an attempt of the exam, or finds the one that is running: `done` gets its paper. However often it is tried, one begins.
pub fn start<T: Wire + 'static>(exam: &str, done: impl FnOnce(Result<T, Failure>) + 'static) {
    imp::start(exam, Box::new(move |status, text| done(host::read(status, &text))));
}

/// By the page's clock the time is over: the server is asked. If it says so, too, the attempt is handed in; else the status has its
/// deadline.
pub fn end(attempt: &str) {
    imp::end(attempt);
}

#[cfg(feature = "hydrate")]
mod imp {
    use wasm_bindgen::prelude::*;

    use mf_remote::host::imp::off_on_cleanup;

    #[wasm_bindgen]
    extern "C" {
        /// The host object, as this product extends it.
        type Host;
        #[wasm_bindgen(method, js_name = outboxPut)]
        fn outbox_put(this: &Host, attempt: &str, item: &str, response: &str, base: f64);
        #[wasm_bindgen(method, js_name = outboxHandIn)]
        fn outbox_hand_in(this: &Host, attempt: &str);
        #[wasm_bindgen(method, js_name = outboxWatch)]
        fn outbox_watch(this: &Host, attempt: &str, report: &JsValue) -> js_sys::Function;
        #[wasm_bindgen(method, js_name = outboxStart)]
        fn outbox_start(this: &Host, exam: &str, done: &JsValue);
        #[wasm_bindgen(method, js_name = outboxEnd)]
        fn outbox_end(this: &Host, attempt: &str);
    }

    fn current() -> Option<Host> {
        mf_remote::host::imp::current().map(JsCast::unchecked_into)
    }

    pub(super) fn put(attempt: &str, item: &str, response: &str, base: i64) {
        if let Some(host) = current() {
            host.outbox_put(attempt, item, response, base as f64);
        }
    }

    pub(super) fn hand_in(attempt: &str) {
        if let Some(host) = current() {
            host.outbox_hand_in(attempt);
        }
    }

    pub(super) fn watch(attempt: &str, report: Box<dyn FnMut(String)>) {
        let Some(host) = current() else { return };
        let report = Closure::wrap(report);
        off_on_cleanup(host.outbox_watch(attempt, report.as_ref()), report);
    }

    pub(super) fn start(exam: &str, done: Box<dyn FnOnce(u16, String)>) {
        if let Some(host) = current() {
            host.outbox_start(exam, &Closure::once_into_js(done));
        }
    }

    pub(super) fn end(attempt: &str) {
        if let Some(host) = current() {
            host.outbox_end(attempt);
        }
    }
}

#[cfg(not(feature = "hydrate"))]
mod imp {
    pub(super) fn put(_attempt: &str, _item: &str, _response: &str, _base: i64) {}
    pub(super) fn hand_in(_attempt: &str) {}
    pub(super) fn watch(_attempt: &str, _report: Box<dyn FnMut(String)>) {}
    pub(super) fn start(_exam: &str, _done: Box<dyn FnOnce(u16, String)>) {}
    pub(super) fn end(_attempt: &str) {}
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_the_loader_reports_is_read() {
        let json = r#"{"state":"kept","words":"1 kept","signed_out":true,"needs_network":false,"deadline":0,"at":21,
            "answers":[{"item":"q4","response":"A","no":3},{"item":"q1","response":"B","no":0}],
            "results":[{"n":1,"item":"q2","outcome":"conflict","no":31,"detail":"","response":"C","device":"iPhone"}],
            "handed_in":true,"done":null,"refused":""}"#;
        let status: Status = wire::read(json).expect("a status");
        assert_eq!((&*status.state, &*status.words, status.signed_out), ("kept", "1 kept", true));
        assert_eq!(status.answers[1].response, "B");
        assert_eq!((status.results[0].no, &*status.results[0].device), (31, "iPhone"));
    }
}
