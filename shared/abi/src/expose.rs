//! What a remote shows, as others name it.

use std::marker::PhantomData;

/// An expose that is mounted with a `P`. The contract declares which there are.
#[derive(Debug)]
pub struct View<P> {
    remote: &'static str,
    expose: &'static str,
    props: PhantomData<fn(P)>,
}

impl<P> View<P> {
    /// The expose `expose` of `remote`.
    pub const fn new(remote: &'static str, expose: &'static str) -> Self {
        View { remote, expose, props: PhantomData }
    }

    /// The remote's name.
    pub const fn remote(&self) -> &'static str {
        self.remote
    }

    /// The expose's name.
    pub const fn expose(&self) -> &'static str {
        self.expose
    }
}

/// A declared view, as builds of remotes read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The remote's name.
    pub remote: &'static str,
    /// The expose's name.
    pub expose: &'static str,
    /// The type of its props.
    pub props: &'static str,
}
