//! The loader's outbox: what a person does in an attempt is kept on this device and sent from whatever page is open, until the
//! server has it. It outlives the remote that gave it.

use serde::{Deserialize, Serialize};

use crate::{contract::exam::Submitted, wire};

/// Where this device keeps what is not yet sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub enum Durable {
    /// In a database: it survives the browser's sudden end.
    #[serde(rename = "database")]
    Database,
    /// A weaker way: it survives the page.
    #[serde(rename = "second")]
    Second,
    /// In this page alone.
    #[serde(rename = "none")]
    None,
}

/// What an attempt's queue is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub enum Phase {
    /// The server has everything.
    #[serde(rename = "idle")]
    Idle,
    /// On its way.
    #[serde(rename = "sending")]
    Sending,
    /// The last try failed; there will be more.
    #[serde(rename = "waiting")]
    Waiting,
    /// Until the person has logged in.
    #[serde(rename = "signed-out")]
    SignedOut,
    /// The server will take nothing of this attempt.
    #[serde(rename = "stopped")]
    Stopped,
}

/// An answer that the server doesn't have yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Pending {
    /// The item's id.
    pub item: String,
    /// The answer, as in `nursing_domain::response`.
    pub response: String,
    /// The device's number for it; 0 until it has one.
    pub n: u32,
    /// On disk, proven.
    pub kept: bool,
}

/// The answer of another device that stands against this one's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Rival {
    /// What its owner calls the device.
    pub device_name: String,
    /// Its answer.
    pub response: String,
    /// When it came, unix ms.
    pub received_at: i64,
    /// Its revision.
    pub no: i64,
}

/// What the server said to an answer: the newest of each item since the page began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Outcome {
    /// The device's number.
    pub n: u32,
    /// The item's id.
    pub item: String,
    /// `stored`, `superseded`, `conflict`, `late`, `after-end` or `refused`.
    pub outcome: String,
    /// The revision, where it was stored.
    pub no: Option<i64>,
    /// Of a conflict.
    pub other: Option<Rival>,
    /// Of a refusal.
    pub code: Option<String>,
    /// Of a refusal, a sentence.
    pub detail: Option<String>,
}

/// An answer that the server has, as far as this device knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Sent {
    /// The item's id.
    pub item: String,
    /// The answer.
    pub response: String,
    /// Its revision.
    pub no: i64,
}

/// Whether the exam's page is kept on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub enum Offline {
    /// Not known yet.
    #[serde(rename = "pending")]
    Pending,
    /// It can be opened again without a network.
    #[serde(rename = "ready")]
    Ready,
    /// It can't: a private window, or a browser inside another app.
    #[serde(rename = "none")]
    None,
}

/// What became of the hand-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct HandIn {
    /// On disk, proven.
    pub kept: bool,
    /// The server's receipt.
    pub done: Option<Submitted>,
    /// Why it can never be taken, a sentence.
    pub refused: Option<String>,
}

/// An attempt's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Status {
    /// Where it is kept.
    pub durable: Durable,
    /// What it is doing.
    pub phase: Phase,
    /// What is not yet sent, in order.
    pub waiting: Vec<Pending>,
    /// What the server said.
    pub results: Vec<Outcome>,
    /// None while nobody has handed in on this device.
    #[serde(rename = "handIn")]
    pub hand_in: Option<HandIn>,
    /// What earlier pages of this device have sent: a page that was kept knows no more than when it was kept.
    pub sent: Vec<Sent>,
    /// Whether this page is kept.
    pub offline: Offline,
}

/// This browser, as the calls that name it want it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Device {
    /// Random, and the same until the browser forgets its data.
    pub device: String,
    /// What its owner calls it: `Android phone`.
    pub device_name: String,
}

/// Takes an answer. `base` is the revision that the person saw of the item's answer, 0 for none.
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

/// Calls `done` with who this device is, as soon as it is known.
pub fn device(done: impl FnOnce(Device) + 'static) {
    imp::device(Box::new(move |json| {
        if let Ok(device) = wire::read(&json) {
            done(device);
        }
    }));
}

#[cfg(feature = "hydrate")]
mod imp {
    use wasm_bindgen::prelude::*;

    use crate::host::imp::{Host, current, off_on_cleanup};

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(method, js_name = outboxPut)]
        fn outbox_put(this: &Host, attempt: &str, item: &str, response: &str, base: f64);
        #[wasm_bindgen(method, js_name = outboxHandIn)]
        fn outbox_hand_in(this: &Host, attempt: &str);
        #[wasm_bindgen(method, js_name = outboxWatch)]
        fn outbox_watch(this: &Host, attempt: &str, report: &JsValue) -> js_sys::Function;
        #[wasm_bindgen(method, js_name = outboxDevice)]
        fn outbox_device(this: &Host, done: &JsValue);
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

    pub(super) fn device(done: Box<dyn FnOnce(String)>) {
        if let Some(host) = current() {
            host.outbox_device(&Closure::once_into_js(done));
        }
    }
}

#[cfg(not(feature = "hydrate"))]
mod imp {
    pub(super) fn put(_attempt: &str, _item: &str, _response: &str, _base: i64) {}
    pub(super) fn hand_in(_attempt: &str) {}
    pub(super) fn watch(_attempt: &str, _report: Box<dyn FnMut(String)>) {}
    pub(super) fn device(_done: Box<dyn FnOnce(String)>) {}
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_the_loader_reports_is_read() {
        let json = r#"{"durable":"database","phase":"signed-out","waiting":[{"item":"q1","response":"B","n":0,"kept":false}],
            "results":[{"n":1,"item":"q2","outcome":"conflict","no":31,"other":{"device_name":"iPhone","response":"C","received_at":7,"no":29}},
            {"n":2,"item":"q3","outcome":"refused","code":"unknown-item","detail":"There is no such item."}],
            "handIn":{"kept":true,"done":null,"refused":null},"sent":[{"item":"q4","response":"A","no":3}],"offline":"ready"}"#;
        let status: Status = wire::read(json).expect("a status");
        assert_eq!((status.durable, status.phase), (Durable::Database, Phase::SignedOut));
        assert!(!status.waiting[0].kept);
        assert_eq!(status.results[0].other.as_ref().map(|other| other.response.as_str()), Some("C"));
        assert_eq!(status.results[1].code.as_deref(), Some("unknown-item"));
        assert_eq!((status.sent[0].no, status.offline), (3, Offline::Ready));
        assert_eq!(status.hand_in, Some(HandIn { kept: true, done: None, refused: None }));
    }
}
