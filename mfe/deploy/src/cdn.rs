//! `cargo mfe cdn`: serves releases from another origin, to try what a CDN would do.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    serve::ListenerExt as _,
};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

use crate::{DIST, error::Error};

/// What to serve.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Port on this machine.
    #[arg(long)]
    port: u16,
    /// Folder with a folder for each remote; target/mfe/dist unless given.
    #[arg(long)]
    dir: Option<PathBuf>,
}

/// Serves until it is interrupted.
///
/// # Errors
/// The port is taken.
pub(crate) async fn run(root: &Path, options: &Options) -> Result<(), Error> {
    let folder = options.dir.clone().unwrap_or_else(|| root.join(DIST));
    let address = SocketAddr::from(([127, 0, 0, 1], options.port));
    let failed = |source| Error::Port { port: options.port, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    println!("serving {} at http://{address}/", folder.display());
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, router(folder)).await.map_err(failed)
}

fn router(folder: PathBuf) -> Router {
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip().append_index_html_on_directories(false);
    Router::new().fallback_service(files).layer(middleware::from_fn(as_cdn))
}

/// What another origin has to say so that a page may use its files; and a plain 404, as no browser should read a page as a script.
async fn as_cdn(request: Request, next: Next) -> Response {
    let is_release = request.uri().path().contains('+');
    let mut response = next.run(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        response = (StatusCode::NOT_FOUND, "not found\n").into_response();
    }
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let cache = if is_release && found { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::CACHE_CONTROL, cache),
        (header::VARY, "accept-encoding"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
        (HeaderName::from_static("timing-allow-origin"), "*"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use std::fs;

    use axum::http::HeaderMap;

    use super::*;

    /// Serves a folder with one release over a real socket; returns its address and what keeps it alive.
    async fn serve() -> (String, tempfile::TempDir) {
        let folder = tempfile::tempdir().expect("a folder");
        let release = folder.path().join("nursing/1.0.0+00ff00ff");
        fs::create_dir_all(&release).expect("created");
        for (name, text) in [("n.wasm", "whole"), ("n.wasm.br", "small"), ("n.js", "let a"), ("n.css", "a{}")] {
            fs::write(release.join(name), text).expect("written");
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        tokio::spawn(axum::serve(listener, router(folder.path().to_owned())).into_future());
        (format!("http://{address}/nursing/1.0.0+00ff00ff"), folder)
    }

    async fn get(url: String, encodings: &str) -> (u16, HeaderMap, String) {
        let response = reqwest::Client::new().get(url).header("accept-encoding", encodings).send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        (status, headers, response.text().await.expect("text"))
    }

    #[tokio::test]
    async fn files_come_with_what_another_origin_has_to_say() {
        let (base, _folder) = serve().await;
        let (status, headers, body) = get(format!("{base}/n.wasm"), "identity").await;
        assert_eq!((status, body.as_str()), (200, "whole"));
        for (name, value) in [
            ("content-type", "application/wasm"),
            ("access-control-allow-origin", "*"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("timing-allow-origin", "*"),
            ("cache-control", "public, max-age=31536000, immutable"),
        ] {
            assert_eq!(headers.get(name).and_then(|value| value.to_str().ok()), Some(value), "{name}");
        }
        for (file, content_type) in [("n.js", "text/javascript"), ("n.css", "text/css")] {
            let (_, headers, _) = get(format!("{base}/{file}"), "identity").await;
            assert_eq!(headers["content-type"], content_type);
        }
    }

    #[tokio::test]
    async fn the_compressed_twin_goes_to_who_reads_it() {
        let (base, _folder) = serve().await;
        let (_, headers, body) = get(format!("{base}/n.wasm"), "gzip, br").await;
        assert_eq!((headers["content-encoding"].to_str().ok(), body.as_str()), (Some("br"), "small"));
        assert_eq!(headers["content-type"], "application/wasm");
    }

    #[tokio::test]
    async fn what_is_missing_is_plain_text_and_not_kept() {
        let (base, _folder) = serve().await;
        for path in ["/other.wasm", "/", "/../../../Cargo.toml"] {
            let (status, headers, body) = get(format!("{base}{path}"), "br").await;
            assert_eq!((status, body.as_str()), (404, "not found\n"), "{path}");
            assert_eq!(headers["content-type"], "text/plain; charset=utf-8");
            assert_eq!(headers["cache-control"], "no-cache");
        }
    }
}
