//! Development mode, under `cargo leptos watch`: the builder runs as our child, rebuilt remotes are activated, and open
//! pages hear of it.

use std::{
    convert::Infallible,
    process::Stdio,
    sync::{Arc, LazyLock},
};

use axum::{
    Router,
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
    routing::get,
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
    sync::watch,
};
use tokio_stream::{Stream, StreamExt as _, wrappers::WatchStream};

use super::registry::Registry;

/// Names this run of the container.
static BOOT: LazyLock<String> = LazyLock::new(|| uuid::Uuid::new_v4().to_string());

/// A line of `cargo mfe build --watch --json`.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Built {
    Release { built: String, release: String, ms: u64 },
    Failure { failed: String, message: String },
    Mended { mended: String },
}

/// `/__mf/dev`, a stream of events: `{"swap": name, "release": …}`, `{"failed": name, "message": text}` or `{"mended": name}`. Starts the builder.
///
/// # Errors
/// The builder can't be started.
pub fn router(registry: Arc<Registry>) -> std::io::Result<Router> {
    let (send, events) = watch::channel(Value::Null);
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut builder = Command::new(cargo)
        .args(["mfe", "build", "--watch", "--dev", "--json"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let lines = builder.stdout.take();
    tokio::spawn(async move {
        let Some(lines) = lines else { return };
        let mut lines = BufReader::new(lines).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            if let Ok(built) = serde_json::from_str::<Built>(&line) {
                send.send_replace(handle(&registry, built).await);
            }
        }
        let status = builder.wait().await;
        tracing::error!(?status, "the builder has ended: remotes are no longer rebuilt");
    });
    Ok(Router::new().route("/__mf/dev", get(stream)).with_state(events))
}

async fn handle(registry: &Registry, built: Built) -> Value {
    match built {
        Built::Release { built, release, ms } => match registry.activate(&built, &release).await {
            Ok(found) => {
                tracing::info!(release, ms, "rebuilt and swapped");
                json!({ "swap": built, "release": registry.describe(&found) })
            }
            Err(error) => json!({ "failed": built, "message": error.to_string() }),
        },
        Built::Failure { failed, message } => json!({ "failed": failed, "message": message }),
        Built::Mended { mended } => json!({ "mended": mended }),
    }
}

async fn stream(State(events): State<watch::Receiver<Value>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    // A page that meets another boot was rendered by a container that has been replaced, and reloads.
    let boot = tokio_stream::once(json!({ "boot": BOOT.as_str() }));
    // Only what happens from now on: the page was rendered with all that happened before.
    let events = boot.chain(WatchStream::from_changes(events)).map(|event| Ok(Event::default().data(event.to_string())));
    Sse::new(events).keep_alive(KeepAlive::default())
}
