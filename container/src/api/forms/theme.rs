//! Light or dark, as a form.

use axum::{
    extract,
    http::{HeaderValue, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
};
use contract::{problem::Code, slice::Theme};
use serde::Deserialize;

use super::{Fields, failure, local_path};
use crate::api::{Error, State};

#[derive(Deserialize, Default)]
pub(super) struct ThemeForm {
    #[serde(default)]
    theme: String,
    #[serde(default)]
    back: String,
}

/// Keeps the choice in a cookie for a year. Scripts read and write it too, so it isn't `HttpOnly`.
pub(super) async fn choose(extract::State(state): extract::State<State>, Fields(fields): Fields<ThemeForm>) -> Response {
    let form = match fields {
        Ok(form) => form,
        Err(error) => return failure("/", &error, &[]).into_response(),
    };
    let back = local_path(&form.back).unwrap_or("/");
    let Some(theme) = Theme::named(&form.theme) else {
        return failure(back, &Error::code(Code::InvalidBody), &[]).into_response();
    };
    let secure = if state.options().secure_cookies { "; Secure" } else { "" };
    let cookie = format!("theme={}; Path=/; Max-Age=31536000; SameSite=Lax{secure}", theme.name());
    let mut response = Redirect::to(back).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
