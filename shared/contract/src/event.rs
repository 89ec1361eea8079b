//! The events of the bus: one enum, so that a handler can't misspell a name or misread a payload.

use serde::{Deserialize, Serialize};

use super::{slice::ExamProgress, user::User};

/// Something that happened and that other remotes may care about. Also dispatched on `window` as `mf:<name>`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "name", content = "detail")]
pub enum Event {
    /// Somebody signed in.
    #[serde(rename = "user:logged-in")]
    UserLoggedIn(User),
    /// The session ended.
    #[serde(rename = "user:logged-out")]
    UserLoggedOut,
    /// An attempt began or was resumed.
    #[serde(rename = "exam:started")]
    ExamStarted(ExamProgress),
    /// An attempt was handed in.
    #[serde(rename = "exam:completed")]
    ExamCompleted(ExamProgress),
    /// An answer was given.
    #[serde(rename = "progress:updated")]
    ProgressUpdated(ExamProgress),
    /// The plans of the signed-in person changed.
    #[serde(rename = "subscription:changed")]
    SubscriptionChanged(Vec<String>),
}

impl Event {
    /// Every name, in the order of the enum.
    pub const NAMES: [&'static str; 6] =
        ["user:logged-in", "user:logged-out", "exam:started", "exam:completed", "progress:updated", "subscription:changed"];

    /// The name on the bus.
    pub fn name(&self) -> &'static str {
        Self::NAMES[match self {
            Event::UserLoggedIn(_) => 0,
            Event::UserLoggedOut => 1,
            Event::ExamStarted(_) => 2,
            Event::ExamCompleted(_) => 3,
            Event::ProgressUpdated(_) => 4,
            Event::SubscriptionChanged(_) => 5,
        }]
    }
}
