//! What a view is mounted with.

use leptos::prelude::*;
use mf_abi::message::{NoData, Request};

use crate::store::Slices;

/// What a view is mounted with.
pub struct Mount<P: 'static, D = NoData> {
    /// The props; they change when the mounting side updates them.
    pub props: ReadSignal<P>,
    /// The page's request.
    pub request: Request,
    /// What the API answered to the planned call. Where it refused, the view is not asked at all.
    pub data: D,
}

impl<P, D> Mount<P, D> {
    #[doc(hidden)]
    pub fn map<E>(self, change: impl FnOnce(D) -> E) -> Mount<P, E> {
        Mount { props: self.props, request: self.request, data: change(self.data) }
    }
}

/// Why a remote can't do what it was asked; the text goes to the page's error card and to the log.
pub type Refusal = String;

/// Provides the store and the request, and builds the mount.
#[doc(hidden)]
pub fn prepare<P: Send + Sync + 'static, D, S: Slices>(
    props: P,
    request: Request,
    store: S,
    data: D,
) -> (Mount<P, D>, WriteSignal<P>) {
    let (props, set_props) = signal(props);
    store.provide();
    provide_context(request.clone());
    (Mount { props, request, data }, set_props)
}

/// A value that follows signals, for a text, an attribute, a class or a property. Every such closure of one result is of one
/// type: as itself, each would bring a kilobyte of code.
///
/// A live text's element has `translate="no"`: a browser that translates the page puts nodes of its own in place of the text's,
/// and what is written to that one afterwards nobody sees.
pub fn live<T>(value: impl FnMut() -> T + Send + 'static) -> Box<dyn FnMut() -> T + Send> {
    Box::new(value)
}

/// Runs `run` after the view is there, and again whenever a signal that it read changes. As with [`live`], all share one type.
pub fn effect(run: impl FnMut() + 'static) {
    let run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(run);
}

/// The request of this mount.
pub fn use_request() -> Request {
    use_context().unwrap_or_default()
}
