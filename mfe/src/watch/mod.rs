//! `cargo mfe build --watch`: rebuilds what changes, for as long as whoever started it lives.

mod container;

use std::{
    collections::VecDeque,
    io::Write,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use notify::{Event, EventKind, RecursiveMode, Watcher};
use serde::Serialize;

use self::container::{Change, Container};
use crate::{
    build::{Builder, Outcome},
    error::Error,
    progress,
    workspace::{LOADER, Workspace},
};

/// An editor writes several times for one save; a build waits for the end of it.
const SETTLED: Duration = Duration::from_millis(100);
/// How often to look whether anyone still listens.
const HEARTBEAT: Duration = Duration::from_secs(1);

/// A line of standard output, for a program that reads along.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Report<'a> {
    Built { built: &'a str, release: &'a str, ms: u64 },
    Failed { failed: &'a str, message: String },
    Mended { mended: &'a str },
}

/// Builds `names` (all, if there are none), then again after each change. With `json`, results go to standard output, a line each.
///
/// # Errors
/// The folders can't be watched.
pub fn run(workspace: &Workspace, builder: &Builder, names: &[String], json: bool) -> Result<(), Error> {
    let names = watched(workspace, names)?;
    let (send, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if let Some(event) = event.ok().filter(matters) {
            // Without a receiver the tool is about to end.
            let _ = send.send(event.paths);
        }
    })
    .map_err(failed)?;
    // Only a container has pages to tell of itself.
    let mut host = json.then(|| Container::new(workspace)).transpose()?;
    let hosts = host.iter().flat_map(Container::folders);
    for folder in folders(workspace).into_iter().chain(hosts) {
        watcher.watch(&folder, RecursiveMode::Recursive).map_err(failed)?;
    }
    let parent = parent();
    let mut queue = VecDeque::from(names.clone());
    loop {
        // A save during a build: what was saved is next, as somebody waits for it.
        let saved: Vec<PathBuf> = changes.try_iter().flatten().collect();
        if !saved.is_empty() {
            queue = in_order(workspace, &names, &saved);
        }
        if let Some(name) = queue.pop_front() {
            // A build whose fingerprint has not changed is no work: so all remotes may be in the queue.
            rebuild(builder, &name, json);
            continue;
        }
        if let Some(host) = &mut host {
            look(host);
        }
        match wait(&changes, || json && parent != self::parent()) {
            Some(saved) => queue = in_order(workspace, &names, &saved),
            None => return Ok(()),
        }
    }
}

/// `names`, those first in whose folders something was saved.
fn in_order(workspace: &Workspace, names: &[String], saved: &[PathBuf]) -> VecDeque<String> {
    let was_saved = |name: &&String| {
        let folder = match workspace.remotes.iter().find(|remote| remote.name == **name) {
            Some(remote) => remote.folder.clone(),
            None => workspace.root.join("container/loader"),
        };
        saved.iter().any(|path| path.starts_with(&folder))
    };
    let (first, rest): (Vec<&String>, Vec<&String>) = names.iter().partition(was_saved);
    first.into_iter().chain(rest).cloned().collect()
}

fn failed(error: notify::Error) -> Error {
    Error::Failed(format!("cannot watch the sources: {error}\n  on Linux, fs.inotify.max_user_watches may be too low"))
}

fn watched(workspace: &Workspace, names: &[String]) -> Result<Vec<String>, Error> {
    let remotes = workspace.select(names)?.into_iter().map(|remote| remote.name.clone());
    let loader = (names.is_empty() || names.iter().any(|name| name == LOADER)).then(|| LOADER.to_owned());
    Ok(loader.into_iter().chain(remotes).collect())
}

/// Every folder that a remote or the loader is made from.
fn folders(workspace: &Workspace) -> Vec<PathBuf> {
    let mut folders = vec![workspace.root.join("container/loader")];
    for remote in &workspace.remotes {
        let sources = remote.sources.iter().map(|folder| folder.join("src"));
        let named = remote.settings.styles.iter().map(|folder| remote.folder.join(folder));
        folders.extend(sources.chain(named).chain([remote.folder.join("style")]));
    }
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    folders.dedup();
    folders
}

/// Reading a file is an event too, and builds read all of them.
fn matters(event: &Event) -> bool {
    let hidden = |path: &Path| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.') || name.to_string_lossy().ends_with('~'))
    };
    matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_))
        && !event.paths.iter().all(|path| hidden(path))
}

/// Waits for a change and until it has settled; returns what was saved, or none when nobody listens any more.
fn wait(changes: &Receiver<Vec<PathBuf>>, alone: impl Fn() -> bool) -> Option<Vec<PathBuf>> {
    let mut saved = loop {
        match changes.recv_timeout(HEARTBEAT) {
            Ok(paths) => break paths,
            Err(RecvTimeoutError::Timeout) if alone() => return None,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    };
    while let Ok(paths) = changes.recv_timeout(SETTLED) {
        saved.extend(paths);
    }
    Some(saved)
}

/// A container that is killed can't tell its child; but the child then gets another parent.
#[cfg(unix)]
fn parent() -> u32 {
    std::os::unix::process::parent_id()
}

#[cfg(not(unix))]
fn parent() -> u32 {
    0
}

fn rebuild(builder: &Builder, name: &str, json: bool) {
    let start = Instant::now();
    let built = builder.build(&[name.to_owned()], false);
    let ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    match &built {
        Ok(outcomes) => {
            for Outcome { name, release, .. } in outcomes.iter().filter(|outcome| outcome.fresh) {
                progress::say(name, release, &format!("built {}", progress::seconds(start.elapsed())));
                report(json, &Report::Built { built: name, release, ms });
            }
        }
        Err(error) => {
            let message = message(error);
            eprintln!("{message}");
            report(json, &Report::Failed { failed: name, message });
        }
    }
}

/// What cargo says is in the terminal already, from cargo-leptos.
fn look(host: &mut Container) {
    match host.look() {
        Ok(Some(Change::Broken(message))) => report(true, &Report::Failed { failed: "container", message }),
        Ok(Some(Change::Mended)) => report(true, &Report::Mended { mended: "container" }),
        Ok(None) => {}
        Err(error) => progress::warn(&error.to_string()),
    }
}

fn message(error: &Error) -> String {
    match error {
        Error::Compile { rendered, .. } => format!("{error}\n{rendered}"),
        error => error.to_string(),
    }
}

fn report(json: bool, report: &Report) {
    if json && let Ok(line) = serde_json::to_string(report) {
        // Whoever listened is gone when this fails; the next heartbeat ends the tool.
        let _ = writeln!(std::io::stdout().lock(), "{line}");
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, thread};

    use notify::event::{AccessKind, CreateKind};
    use semver::Version;

    use super::*;
    use crate::workspace::{Remote, Settings};

    #[test]
    fn reports_are_one_line_of_json() {
        let built = Report::Built { built: "nursing", release: "1.0.0+ab12cd34", ms: 4200 };
        assert_eq!(
            serde_json::to_string(&built).ok().as_deref(),
            Some(r#"{"built":"nursing","release":"1.0.0+ab12cd34","ms":4200}"#)
        );
        let failed = Report::Failed { failed: "nursing", message: "error: no\n  here".into() };
        assert_eq!(serde_json::to_string(&failed).ok().as_deref(), Some(r#"{"failed":"nursing","message":"error: no\n  here"}"#));
    }

    #[test]
    fn reading_and_editors_own_files_start_no_build() {
        let event = |kind, path: &str| Event::new(kind).add_path(path.into());
        assert!(matters(&event(EventKind::Create(CreateKind::File), "/w/src/lib.rs")));
        assert!(!matters(&event(EventKind::Access(AccessKind::Any), "/w/src/lib.rs")));
        assert!(!matters(&event(EventKind::Create(CreateKind::File), "/w/src/.lib.rs.swp")));
    }

    #[test]
    fn what_was_saved_is_built_first() {
        let remote = |name: &str| Remote {
            name: name.into(),
            version: Version::new(1, 0, 0),
            folder: format!("/w/{name}").into(),
            features: BTreeSet::new(),
            settings: Settings::default(),
            sources: Vec::new(),
        };
        let remotes = vec![remote("auth"), remote("nursing")];
        let workspace = Workspace { root: "/w".into(), remotes, container_version: Version::new(1, 0, 0) };
        let names = [LOADER, "auth", "nursing"].map(str::to_owned);
        let order = |path: &str| in_order(&workspace, &names, &[path.into()]);
        assert_eq!(order("/w/nursing/src/list.rs"), ["nursing", LOADER, "auth"]);
        assert_eq!(order("/w/container/loader/main.js"), names);
        assert_eq!(order("/w/shared/contract/src/lib.rs"), names);
    }

    #[test]
    fn several_changes_at_once_are_one() {
        let (send, changes) = mpsc::channel();
        let sender = thread::spawn(move || {
            for _ in 0..5 {
                send.send(vec!["/w/src/lib.rs".into()]).expect("a receiver");
                thread::sleep(Duration::from_millis(20));
            }
            send
        });
        assert_eq!(wait(&changes, || false).map(|saved| saved.len()), Some(5));
        let send = sender.join().expect("ended");
        assert!(changes.try_recv().is_err(), "all five were taken together");
        assert_eq!(wait(&changes, || true), None, "nobody listens");
        drop(send);
        assert_eq!(wait(&changes, || false), None, "nothing is watched");
    }

    #[test]
    fn a_saved_file_is_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (send, changes) = mpsc::channel();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if let Some(event) = event.ok().filter(matters) {
                let _ = send.send(event.paths);
            }
        })
        .expect("a watcher");
        watcher.watch(folder.path(), RecursiveMode::Recursive).expect("watched");
        fs::write(folder.path().join("lib.rs"), "// changed").expect("written");
        let saved = wait(&changes, || true).expect("noticed");
        assert!(saved.iter().any(|path| path.ends_with("lib.rs")), "{saved:?}");
    }
}
