//! Functions and hooks that remotes offer each other.

use mf_remote::handle::{RemoteFunction, RemoteHook};

use crate::props::{AccessQuery, AuthState, NoProps};

/// `auth`: may this person use that plan?
pub const HAS_ACCESS: RemoteFunction<AccessQuery, bool> = RemoteFunction::new("auth", "./authUtils#hasAccess");

/// `auth`: who is signed in.
pub const USE_AUTH: RemoteHook<NoProps, AuthState> = RemoteHook::new("auth", "./authHooks#useAuth");
