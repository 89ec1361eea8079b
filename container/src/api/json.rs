//! JSON bodies, in and out.

use axum::{
    extract::{FromRequest, Request, rejection::JsonRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::problem::Code;
use serde::{Serialize, de::DeserializeOwned};

use super::Error;

/// A JSON body. Like axum's, but what can't be read becomes a problem document.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<S, T> FromRequest<S> for Json<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(body)) => Ok(Json(body)),
            Err(rejection) => Err(match &rejection {
                JsonRejection::MissingJsonContentType(_) => {
                    Error::detailed(Code::InvalidBody, "The body has to be JSON, with the content type application/json.")
                }
                // Says where and what, never what the body held: it may hold a password.
                JsonRejection::JsonSyntaxError(_) => Error::detailed(Code::InvalidBody, "The body isn't JSON."),
                JsonRejection::JsonDataError(_) => {
                    Error::detailed(Code::InvalidBody, "The body lacks a field, or one has the wrong type.")
                }
                other if other.status() == StatusCode::PAYLOAD_TOO_LARGE => Error::code(Code::TooLarge),
                _ => Error::code(Code::InvalidBody),
            }),
        }
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_string(&self.0) {
            Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
            Err(error) => Error::from(error).into_response(),
        }
    }
}
