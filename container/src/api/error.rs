//! The one error of every call.

use axum::response::{IntoResponse, Response};
use contract::problem::{Code, Problem};
use nursing_domain::sitting::Refusal;

use crate::{db, http::problem};

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller asked for something that can't be.
    #[error("{}", code.name())]
    Refused {
        /// What, for programs.
        code: Code,
        /// What, for people, where the code's sentence doesn't say it all.
        detail: Option<String>,
        /// Seconds to wait before the next try.
        retry_after: Option<u32>,
    },
    /// The database failed.
    #[error(transparent)]
    Database(#[from] db::Error),
    /// The session can't be read or written.
    #[error("the session store failed: {0}")]
    Session(#[from] tower_sessions::session::Error),
    /// A password can't be hashed.
    #[error("a password can't be hashed: {0}")]
    Hash(String),
    /// An answer can't be written as JSON.
    #[error("an answer can't be written: {0}")]
    Json(#[from] serde_json::Error),
}

/// Result of a call.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A refusal in the code's own words.
    pub fn code(code: Code) -> Error {
        Error::Refused { code, detail: None, retry_after: None }
    }

    /// A refusal that says more.
    pub fn detailed(code: Code, detail: impl Into<String>) -> Error {
        Error::Refused { code, detail: Some(detail.into()), retry_after: None }
    }

    /// A refusal that time cures.
    pub fn wait(code: Code, seconds: u32) -> Error {
        Error::Refused { code, detail: None, retry_after: Some(seconds) }
    }

    /// The code that the caller gets to see.
    pub fn public_code(&self) -> Code {
        match self {
            Error::Refused { code, .. } => *code,
            _ => Code::Internal,
        }
    }

    /// The document that the caller gets to see; what is our own fault goes to the log instead.
    pub fn problem(&self) -> Problem {
        let code = self.public_code();
        metrics::counter!("api_problems_total", "code" => code.name()).increment(1);
        match self {
            Error::Refused { code, detail, retry_after } => problem::document(*code, detail.as_deref(), *retry_after),
            fault => {
                tracing::error!(error = %fault, "a call failed");
                problem::document(code, None, None)
            }
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        match refusal {
            Refusal::Full => Error::code(Code::TooManyChanges),
            _ => Error::detailed(Code::InvalidBody, refusal.to_string()),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        problem::response(&self.problem())
    }
}
