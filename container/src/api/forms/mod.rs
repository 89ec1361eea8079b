//! The actions of the API as plain forms: each answers 303 to a page, so that a student without scripts, or before them,
//! can do everything. A failure goes to the page that has the form, with `?error=<code>`.

mod account;
mod exam;
mod target;
mod theme;

use axum::{
    Router,
    extract::{Form, FromRequest, Request},
    http::StatusCode,
    response::Redirect,
    routing::{get, post},
};
use contract::problem::Code;
use serde::de::DeserializeOwned;

use super::{Error, State};

pub use target::{local_path, with_query};

/// `POST /login`, `/register`, `/logout`, `/exam/{exam}/start`, `/exam/{exam}/answer`, `/exam/{exam}/sitting`,
/// `/exam/{exam}/submit`, `/theme`, and `GET /login/check`. Those that are no pages as well send a GET, which is a reload after an answer got lost, to the page that
/// they belong to.
pub fn router(state: State) -> Router {
    let forms = Router::new()
        .route("/login", post(account::login))
        .route(account::CHECK, get(account::check))
        .route("/register", post(account::register))
        .route("/logout", get(home).post(account::logout))
        .route("/exam/{exam}/start", get(exam::reloaded).post(exam::start))
        .route("/exam/{exam}/answer", get(exam::reloaded).post(exam::answer))
        .route("/exam/{exam}/sitting", get(exam::reloaded).post(exam::sit))
        .route("/exam/{exam}/submit", get(exam::reloaded).post(exam::submit))
        .route("/theme", get(home).post(theme::choose));
    super::guarded(forms, &state).with_state(state)
}

async fn home() -> Redirect {
    Redirect::to("/")
}

/// A form's fields, or why they can't be read: a page has to say so, not a problem document.
struct Fields<T>(Result<T, Error>);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Fields<T> {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        use axum::response::IntoResponse;
        Ok(Fields(match Form::<T>::from_request(request, state).await {
            Ok(Form(fields)) => Ok(fields),
            Err(rejection) => match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => Err(Error::code(Code::TooLarge)),
                _ => Err(Error::code(Code::InvalidBody)),
            },
        }))
    }
}

/// Back to a page, saying what went wrong.
fn failure(page: &str, error: &Error, fields: &[(&str, &str)]) -> Redirect {
    // Counts the refusal, and logs what is our own fault.
    let problem = error.problem();
    let seconds = problem.retry_after.map(|seconds| seconds.to_string());
    let mut query = vec![("error", error.public_code().name())];
    query.extend(seconds.as_deref().map(|seconds| ("retry_after", seconds)));
    query.extend(fields.iter().filter(|(_, value)| !value.is_empty()));
    Redirect::to(&with_query(page, &query))
}
