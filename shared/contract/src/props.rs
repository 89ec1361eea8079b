//! The props of every expose: the container and other remotes build them, the expose reads them.

use serde::{Deserialize, Serialize};

/// For exposes that take all they need from the request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct NoProps {}

/// `auth ./AuthApp` and `./LoginForm`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct LoginFormProps {
    /// Where to go afterwards; none where the mounting remote listens for `user:logged-in` itself.
    pub next: Option<String>,
    /// A sentence above the form.
    pub message: Option<String>,
    /// The e-mail address to begin with.
    pub email: Option<String>,
    /// Ask for what a new account needs.
    pub register: Option<bool>,
    /// It is the page itself: with its heading, and following the page's address.
    pub page: Option<bool>,
}

/// Argument of `auth ./authUtils#hasAccess`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct AccessQuery {
    /// Who asks.
    pub user: Option<super::user::User>,
    /// The plan asked for, such as `pnle`.
    pub plan: String,
}

/// Value of the hook `auth ./authHooks#useAuth`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct AuthState {
    /// The signed-in person.
    pub user: Option<super::user::User>,
    /// Whether there is one.
    #[serde(rename = "isAuthenticated")]
    pub is_authenticated: bool,
    /// Their initials, for an avatar.
    pub initials: String,
}
