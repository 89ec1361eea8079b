//! What can be asked, and what is said.

use std::collections::BTreeMap;

use contract::sitting::{ChangesTaken, HandIn};
use nursing_domain::sitting::{End, Stored};
use serde::{Deserialize, Serialize};

/// Something that is asked of the rules. Bodies are those of the HTTP API.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Call {
    /// An attempt as the storage has it: a new one, or one of before a crash.
    Open {
        /// Its id.
        attempt: String,
        /// Its questions.
        items: Vec<String>,
        /// Its times.
        end: End,
        /// Everything that was committed.
        history: Vec<Stored>,
    },
    /// `POST …/changes`.
    Changes {
        /// Its id.
        attempt: String,
        /// When it arrives.
        now: i64,
        /// The request's body: a page of another release may send one that this release can't read.
        body: serde_json::Value,
    },
    /// `POST …/submit`.
    Submit {
        /// Its id.
        attempt: String,
        /// When it arrives.
        now: i64,
        /// The request's body.
        body: HandIn,
    },
    /// `GET …/state`.
    State {
        /// Its id.
        attempt: String,
        /// When it arrives.
        now: i64,
    },
}

/// What is said, and what the storage has to commit before anybody may hear it.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Reply {
    /// The call itself was wrong: nothing that a page can do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Why the request as a whole was refused: a problem's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<&'static str>,
    /// Answer to changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken: Option<ChangesTaken>,
    /// What comes into the history.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Stored>,
    /// How the attempt ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
    /// What counts by question, where the score has to be made of it anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scored: Option<BTreeMap<String, String>>,
    /// Answer to a question for the state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
}

/// How an attempt stands.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct State {
    /// What counts, by question: response and revision.
    pub answers: BTreeMap<String, (String, i64)>,
    /// The revisions that stand against it and that nobody has chosen between, by question.
    pub rivals: BTreeMap<String, Vec<i64>>,
}
