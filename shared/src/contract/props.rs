//! The props of every expose: the container and other remotes build them, the expose reads them.

use serde::{Deserialize, Serialize};

/// For exposes that take all they need from the request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoProps {}

/// `auth ./AuthApp`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuthAppProps {
    /// Open the registration form in place of the log-in form.
    #[serde(default)]
    pub register: bool,
}

/// `auth ./LoginForm`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LoginFormProps {
    /// Where to go afterwards; none where the mounting remote listens for `user:logged-in` itself.
    #[serde(default)]
    pub next: Option<String>,
    /// A sentence above the form.
    #[serde(default)]
    pub message: Option<String>,
    /// The e-mail address to begin with.
    #[serde(default)]
    pub email: Option<String>,
}

/// Argument of `auth ./authUtils#hasAccess`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccessQuery {
    /// Who asks.
    pub user: Option<super::user::User>,
    /// The plan asked for, such as `pnle`.
    pub plan: String,
}

/// Value of the hook `auth ./authHooks#useAuth`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuthState {
    /// The signed-in person.
    pub user: Option<super::user::User>,
    /// Whether there is one.
    pub is_authenticated: bool,
    /// Their initials, for an avatar.
    pub initials: String,
}
