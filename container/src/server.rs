//! Everything put together.

use std::{net::SocketAddr, pin::Pin, sync::Arc};

use axum::{Router, middleware, routing::get, serve::ListenerExt as _};
use leptos_axum::AxumRouteListing;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, trace::TraceLayer};

use crate::{
    api::{self, auth::Hasher},
    app,
    config::{Origins, Serve},
    db::{self, Database, seed},
    federation::{self, deploy, files, memo::Memo, registry::Registry, renderer::Renderer, watch},
    http::{headers, metrics, problem, session},
    page::{self, Shells, Site},
    starting::Starting,
};

/// Why the container can't start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database.
    #[error("the database can't be opened: {0}")]
    Database(#[from] db::Error),
    /// The item bank or the demo accounts.
    #[error("the first data can't be stored: {0}")]
    Seed(#[from] seed::SeedError),
    /// The item bank can't be read back.
    #[error("the item bank can't be read: {0}")]
    Bank(#[from] api::Error),
    /// The releases.
    #[error("the releases can't be used: {0}")]
    Federation(#[from] federation::Error),
    /// The sandbox.
    #[error("wasmtime can't run here: {0:#}")]
    Sandbox(wasmtime::Error),
    /// A folder, a socket or a child process.
    #[error("{what}: {source}")]
    System {
        /// What was tried.
        what: String,
        /// Why it failed.
        source: std::io::Error,
    },
    /// Metrics were installed twice.
    #[error("metrics can't be recorded: {0}")]
    Metrics(String),
}

fn system(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Error {
    move |source| Error::System { what: what.into(), source }
}

/// Opens the data, seeds it, and serves until the process is told to stop.
///
/// # Errors
/// Something needed for the start is missing; the message says what.
// Boxed here: otherwise all that it awaits is compiled a second time, with the program that awaits it.
pub fn serve(options: Serve) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send>> {
    Box::pin(run(options))
}

async fn run(options: Serve) -> Result<(), Error> {
    std::fs::create_dir_all(&options.data).map_err(system(format!("cannot create {}", options.data.display())))?;
    metrics::install().map_err(|error| Error::Metrics(error.to_string()))?;
    let db = Database::open(&options.database.clone().unwrap_or_else(|| Database::default_url(&options.data))).await?;
    let hasher = Hasher::for_this_machine();
    let clock = api::system_clock();
    let starting = Starting::new("the item bank is stored");
    let items = seed::items(&db, &options.items).await?;
    seed::exams(&db).await?;
    starting.phase("the demo accounts are made");
    let accounts = seed::demo_accounts(&db, &hasher, &options.data, clock()).await?;
    let api = api::State::new(db.clone(), hasher, clock, api::Options { secure_cookies: options.tls }).await?;
    let dev = std::env::var_os("LEPTOS_WATCH").is_some();
    let renderer = Renderer::new(&cache_folder(&options)?, dev).map_err(Error::Sandbox)?;
    let memo = Memo::new(renderer, options.memo_mb << 20);
    starting.phase("server modules are compiled");
    let registry = Registry::open(&options.dist, Origins::new(&options.origins, &options.fallbacks), db.clone(), memo).await?;
    let site = Site { api: api.clone(), registry: Arc::new(registry), shells: Shells::new(options.memo_mb > 0), dev };
    let token = deploy::token(&options.data).map_err(system("cannot keep the deploy token"))?;
    let app = router(&site, &options, &token)?;
    let listener =
        tokio::net::TcpListener::bind(options.addr).await.map_err(system(format!("cannot listen on {}", options.addr)))?;
    let addr = listener.local_addr().map_err(system("cannot tell the address"))?;
    // A file's first bytes follow its head at once, instead of waiting for a phone to acknowledge that.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    tokio::spawn(async move { api.keep_house().await });
    drop(starting);
    announce(addr, items, &accounts);
    axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stop())
        .await
        .map_err(system("the server failed"))?;
    db.close().await;
    Ok(())
}

/// Every route of the platform.
///
/// # Errors
/// In development mode: the builder can't be started.
pub fn router(site: &Site, options: &Serve, token: &str) -> Result<Router, Error> {
    let mut pages = Router::new();
    for listing in app::paths().iter().map(AxumRouteListing::path) {
        pages = pages.route(listing, get(page::show));
    }
    let pages = pages
        .route("/slot", get(page::slot::show).layer(middleware::from_fn(problem::ensure)))
        .route("/sw.js", get(page::worker::show).layer(middleware::from_fn(problem::ensure)))
        .fallback(page::show)
        .with_state(site.clone())
        .layer(api::session_layer(&site.api))
        .layer(middleware::from_fn(session::complete_removal))
        .layer(CompressionLayer::new());
    let explain = middleware::from_fn_with_state(pages.clone(), page::refusal::explain);
    let mut app = Router::new()
        // A paper is 20 kB and more, and arrives when a student waits for it.
        .merge(api::router(site.api.clone()).layer(CompressionLayer::new()))
        .merge(api::forms::router(site.api.clone()))
        .merge(deploy::router(site.registry.clone(), token))
        .merge(files::router(&options.dist))
        .merge(page::install::router())
        .merge(pages);
    if site.dev {
        app = app.merge(watch::router(site.registry.clone()).map_err(system("cannot start `cargo mfe build --watch`"))?);
        let front =
            std::env::var_os("LEPTOS_SITE_ROOT").map_or_else(|| "target/site".into(), std::path::PathBuf::from).join("pkg");
        app = app.nest_service("/pkg", tower_http::services::ServeDir::new(front));
    }
    Ok(app
        .layer(explain)
        .layer(middleware::from_fn_with_state(headers::Transport { tls: options.tls }, headers::secure))
        .layer(CatchPanicLayer::custom(|_| problem::of(contract::problem::Code::Internal)))
        .layer(TraceLayer::new_for_http()))
}

fn cache_folder(options: &Serve) -> Result<std::path::PathBuf, Error> {
    let folder = options.data.join("compiled");
    std::fs::create_dir_all(&folder).map_err(system(format!("cannot create {}", folder.display())))?;
    // wasmtime wants an absolute path.
    folder.canonicalize().map_err(system("cannot find the folder of compiled modules"))
}

/// Says where the platform is, and how to log in.
fn announce(addr: SocketAddr, items: usize, accounts: &[seed::DemoAccount]) {
    let host = if addr.ip().is_loopback() || addr.ip().is_unspecified() { "localhost".to_owned() } else { addr.ip().to_string() };
    println!("\n  Lampara is ready: http://{host}:{}", addr.port());
    println!("  {items} items in the bank\n");
    for account in accounts {
        let password = account.password.as_deref().unwrap_or("(set earlier)");
        println!("  {:<10} {:<28} {password}", account.role.name(), account.email);
    }
    println!();
}

async fn stop() {
    let interrupt = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
