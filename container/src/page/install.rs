//! What makes the site an app that can be installed: its manifest and its icons. They are the shell's own, so they come with the
//! container and change with it.

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use contract::{problem::Code, slice::Theme};
use tower_http::compression::CompressionLayer;

use crate::http::problem;

/// The colours around a page, as in `style/00-tokens.css`: of the system's bars, and of the screen before the first page.
const LIGHT: &str = "#0b5d57";
const DARK: &str = "#10201e";

/// A manifest has one set of colours: that of the light theme. Pages tell theirs by themselves.
const MANIFEST: &str = r##"{
"id": "/",
"name": "Lampara: practice for the nurse licensure exam",
"short_name": "Lampara",
"description": "Practice for the Philippine nurse licensure exam, on slow networks and without one.",
"lang": "en",
"dir": "ltr",
"start_url": "/",
"scope": "/",
"display": "standalone",
"theme_color": "#0b5d57",
"background_color": "#f4f8f6",
"categories": ["education", "medical"],
"icons": [
{ "src": "/icons/lamp-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any" },
{ "src": "/icons/lamp-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any" },
{ "src": "/icons/square-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable" },
{ "src": "/icons/lamp.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any" }
]
}
"##;

macro_rules! icons {
    ($($name:literal $kind:literal;)*) => {
        /// Drawn by `end2end/icons.mjs`.
        const ICONS: &[(&str, &str, &[u8])] = &[$(($name, $kind, include_bytes!(concat!("../../icons/", $name)))),*];
    };
}

icons! {
    "lamp.svg" "image/svg+xml";
    "lamp-192.png" "image/png";
    "lamp-512.png" "image/png";
    "square-512.png" "image/png";
    "touch-180.png" "image/png";
}

/// What a page's head says of it.
pub(super) const LINKS: &str = "<link rel=\"manifest\" href=\"/manifest.webmanifest\">\
    <link rel=\"icon\" href=\"/icons/lamp.svg\" type=\"image/svg+xml\"><link rel=\"apple-touch-icon\" href=\"/icons/touch-180.png\">";

/// The colour of the bars around a page; where the theme is the device's, one for each.
pub(super) fn colours(theme: Theme) -> String {
    let meta = |colour: &str, media: &str| format!("<meta name=\"theme-color\" content=\"{colour}\"{media}>");
    match theme {
        Theme::Light => meta(LIGHT, ""),
        Theme::Dark => meta(DARK, ""),
        Theme::System => meta(DARK, " media=\"(prefers-color-scheme:dark)\"") + &meta(LIGHT, ""),
    }
}

/// `/manifest.webmanifest` and `/icons/<file>`.
pub fn router() -> Router {
    Router::new()
        .route("/manifest.webmanifest", get(manifest))
        .route("/icons/{file}", get(icon))
        // Pictures are compressed already, but for the one that is text.
        .layer(CompressionLayer::new())
}

async fn manifest() -> Response {
    // Asked for again with most visits; a day late is soon enough.
    let headers = [(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, "public, max-age=86400")];
    (headers, MANIFEST).into_response()
}

async fn icon(Path(file): Path<String>) -> Response {
    let Some((_, kind, bytes)) = ICONS.iter().find(|(name, ..)| *name == file) else {
        return problem::of(Code::NotFound);
    };
    (StatusCode::OK, [(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, "public, max-age=604800")], *bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_the_colour_of_its_theme() {
        assert!(colours(Theme::Dark).contains(DARK) && !colours(Theme::Dark).contains(LIGHT));
        assert!(colours(Theme::Light).contains(LIGHT) && !colours(Theme::Light).contains(DARK));
        // Of two that fit, browsers take the first.
        assert!(colours(Theme::System).find(DARK) < colours(Theme::System).find(LIGHT));
    }
}
