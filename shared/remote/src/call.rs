//! Calls to the product's API, of the types that its contract declares with [`crate::calls!`].

use std::{borrow::Cow, marker::PhantomData};

use crate::{
    host::{self, Failure},
    wire::Wire,
};

/// A call whose body is a `B` and whose answer is an `A`.
pub struct Call<B, A> {
    method: &'static str,
    path: Cow<'static, str>,
    types: PhantomData<fn(B) -> A>,
}

impl<B, A> Call<B, A> {
    #[doc(hidden)]
    pub const fn plain(method: &'static str, path: &'static str) -> Self {
        Call { method, path: Cow::Borrowed(path), types: PhantomData }
    }

    #[doc(hidden)]
    pub const fn filled(method: &'static str, path: String) -> Self {
        Call { method, path: Cow::Owned(path), types: PhantomData }
    }

    /// Its path, parameters filled in.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl<B: Wire, A: Wire + 'static> Call<B, A> {
    /// Sends `body` with the student's session. `done` gets the answer, later; on the server nothing happens.
    pub fn send(&self, body: &B, done: impl FnOnce(Result<A, Failure>) + 'static) {
        host::request(self.method, &self.path, Some(body), done);
    }
}

impl<A: Wire + 'static> Call<(), A> {
    /// Asks, with the student's session. `done` gets the answer, later; on the server nothing happens.
    pub fn ask(&self, done: impl FnOnce(Result<A, Failure>) + 'static) {
        host::request(self.method, &self.path, None::<&()>, done);
    }
}

/// That a type reads what the API answers as an `A`. Every type reads itself; a view that names only some members of `A`, so that a
/// browser carries no code for the rest, says so here.
pub trait Reads<A> {}

impl<A> Reads<A> for A {}
