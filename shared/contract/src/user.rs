//! Who is signed in, and how people sign in.

use serde::{Deserialize, Serialize};

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub enum Role {
    /// Practises and takes exams.
    #[serde(rename = "student")]
    Student,
    /// Writes items and follows cohorts.
    #[serde(rename = "instructor")]
    Instructor,
    /// Runs the platform.
    #[serde(rename = "admin")]
    Admin,
}

impl Role {
    /// The name in JSON and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Student => "student",
            Role::Instructor => "instructor",
            Role::Admin => "admin",
        }
    }
}

/// The signed-in person, as every remote may know them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct User {
    /// Opaque identifier.
    pub id: String,
    /// Log-in name.
    pub email: String,
    /// Display name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Plans they hold, such as `pnle`.
    pub subscriptions: Vec<String>,
}

/// Answer of `GET /api/v1/session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Session {
    /// The signed-in person, if any.
    pub user: Option<User>,
}

/// Body of `POST /api/v1/auth/login`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Credentials {
    /// Log-in name; compared without regard to case.
    pub email: String,
    /// Plain password, only ever in this request.
    pub password: String,
}

/// Body of `POST /api/v1/auth/register`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
pub struct Registration {
    /// Display name, 1 to 80 characters.
    pub name: String,
    /// Log-in name.
    pub email: String,
    /// Plain password, 8 to 128 characters.
    pub password: String,
}
