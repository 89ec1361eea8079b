//! Making a crate a remote: the [`crate::remote!`] macro and what its views use.

#[cfg(feature = "hydrate")]
pub mod client;
pub mod define;
pub mod handle;
pub mod page;
#[cfg(feature = "ssr")]
pub mod server;
pub mod slot;

use leptos::prelude::*;
use serde::de::DeserializeOwned;

#[doc(hidden)]
pub use self::define::{joined, joined_len};
pub use self::{define::no_calls, slot::RemoteSlot};
use crate::{
    abi::{Answer, Input, Request},
    host::{self, Failure},
    store::Store,
};

/// What a view is mounted with.
pub struct Mount<P: 'static> {
    /// The props; they change when the mounting side updates them.
    pub props: ReadSignal<P>,
    /// The page's request.
    pub request: Request,
    /// The answers to the planned calls.
    pub data: Data,
}

/// The answers to the calls that the expose's plan named.
pub struct Data(Vec<Answer>);

impl Data {
    /// The answer to call number `index`, read as `T`.
    ///
    /// # Errors
    /// [`Failure::Offline`] where there was no such call (a mount without the server), the problem that came, or
    /// [`Failure::Unreadable`].
    pub fn get<T: DeserializeOwned>(&self, index: usize) -> Result<T, Failure> {
        let answer = self.0.get(index).ok_or(Failure::Offline)?;
        host::read(answer.status, answer.body.get())
    }
}

/// Why a remote can't do what it was asked; the text goes to the page's error card and to the log.
pub type Refusal = String;

/// Provides the store and the request, and builds the mount.
#[doc(hidden)]
pub fn prepare<P: Send + Sync + 'static>(props: P, input: Input) -> (Mount<P>, WriteSignal<P>) {
    let (props, set_props) = signal(props);
    provide_context(Store::new(input.request.store.clone()));
    provide_context(input.request.clone());
    (Mount { props, request: input.request, data: Data(input.data) }, set_props)
}

#[doc(hidden)]
pub fn read_json<T: DeserializeOwned>(json: &str, what: &str) -> Result<T, Refusal> {
    serde_json::from_str(json).map_err(|error| format!("the {what} do not fit: {error}"))
}

/// The request of this mount.
pub fn use_request() -> Request {
    use_context().unwrap_or_default()
}
