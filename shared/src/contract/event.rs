//! The events of the bus: one enum, so that a handler can't misspell a name or misread a payload.

use serde::{Deserialize, Serialize};
use serde_json::Value;

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

    /// The payload as JSON; `null` where the event has none.
    pub fn detail(&self) -> Value {
        match self {
            Event::UserLoggedIn(user) => serde_json::json!(user),
            Event::UserLoggedOut => Value::Null,
            Event::ExamStarted(exam) | Event::ExamCompleted(exam) | Event::ProgressUpdated(exam) => serde_json::json!(exam),
            Event::SubscriptionChanged(plans) => serde_json::json!(plans),
        }
    }

    /// The event of that name and payload.
    ///
    /// # Errors
    /// The name is unknown, or the payload isn't the event's.
    pub fn parse(name: &str, detail: &str) -> Result<Event, serde_json::Error> {
        match name {
            "user:logged-in" => serde_json::from_str(detail).map(Event::UserLoggedIn),
            "user:logged-out" => Ok(Event::UserLoggedOut),
            "exam:started" => serde_json::from_str(detail).map(Event::ExamStarted),
            "exam:completed" => serde_json::from_str(detail).map(Event::ExamCompleted),
            "progress:updated" => serde_json::from_str(detail).map(Event::ProgressUpdated),
            "subscription:changed" => serde_json::from_str(detail).map(Event::SubscriptionChanged),
            _ => Err(serde::de::Error::custom(format_args!("unknown event `{name}`"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_survives_the_bus() {
        let exam = ExamProgress { exam_id: "np1".into(), progress: 40, score: None, completed: false };
        let user = User {
            id: "u".into(),
            email: "a@b.ph".into(),
            name: "A".into(),
            role: crate::contract::user::Role::Student,
            subscriptions: vec![],
        };
        for event in [
            Event::UserLoggedIn(user),
            Event::UserLoggedOut,
            Event::ExamStarted(exam.clone()),
            Event::ExamCompleted(exam.clone()),
            Event::ProgressUpdated(exam),
            Event::SubscriptionChanged(vec!["pnle".into()]),
        ] {
            assert_eq!(Event::parse(event.name(), &event.detail().to_string()).expect("parses"), event);
        }
    }

    #[test]
    fn a_wrong_name_or_payload_is_an_error() {
        assert!(Event::parse("user:exploded", "null").is_err());
        assert!(Event::parse("user:logged-in", "7").is_err());
    }
}
