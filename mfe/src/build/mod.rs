//! `cargo mfe build`: from a remote's crate to a release.

pub mod budget;
pub mod compile;
pub mod compress;
pub mod finish;
pub mod glue;
pub mod lend;
pub mod loader;
pub mod minify;
pub mod prune;
pub mod release;
pub mod section;
pub mod sources;
pub mod state;
pub mod style;

use std::{
    path::PathBuf,
    sync::{OnceLock, mpsc},
    thread,
    time::Instant,
};

pub use self::compile::Mode;
use self::{
    compile::{Module, Side},
    sources::Fingerprint,
    state::{Last, State},
};
use crate::{
    cargo::Audience,
    error::Error,
    progress::{self, Board, Task},
    toolchain::Toolchain,
    workspace::{LOADER, Remote, Workspace},
};

/// What builds need to know.
pub struct Builder<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// What compiles.
    pub toolchain: Toolchain,
    /// For whom.
    pub mode: Mode,
    /// Where it is told how far they are; without one nothing is said but results.
    pub board: Option<&'a Board>,
}

/// What became of one remote.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The remote, or the loader.
    pub name: String,
    /// Version of its release.
    pub release: String,
    /// Whether it was built now, or another release was the latest before.
    pub fresh: bool,
}

/// How far one side's modules are. The first brings the dependencies of all along.
struct Progress {
    task: Task,
    modules: usize,
}

impl Progress {
    /// Seconds for the dependencies, and for each module, beside the other side, on the machine of docs/builds.
    const DEPENDENCIES: f64 = 100.0;
    const MODULE: f64 = 20.0;

    fn new(board: &Board, side: Side, modules: usize) -> Progress {
        let name = match side {
            Side::Client => "browser modules",
            Side::Server => "server modules",
        };
        Progress { task: board.task(name, Self::until(modules)), modules }
    }

    fn until(module: usize) -> f64 {
        if module == 0 { 0.0 } else { Self::DEPENDENCIES + Self::MODULE * module as f64 }
    }

    fn audience(&self, index: usize) -> Audience<'_> {
        let whole = Self::until(self.modules);
        Audience::Task(&self.task, Self::until(index) / whole, Self::until(index + 1) / whole)
    }
}

/// A remote to build, with the fingerprint of what it will be made from.
struct Stale<'a> {
    remote: &'a Remote,
    fingerprint: String,
}

impl<'a> Builder<'a> {
    /// A builder with the tools that this machine has.
    ///
    /// # Errors
    /// No toolchain can build remotes.
    pub fn new(workspace: &'a Workspace, mode: Mode, board: Option<&'a Board>) -> Result<Builder<'a>, Error> {
        let toolchain = Toolchain::find(&workspace.root)?;
        Ok(Builder { workspace, toolchain, mode, board })
    }

    /// Builds `names` (all, if there are none), and the loader if it is meant; what has not changed only when `force`d.
    ///
    /// # Errors
    /// The first failure; what else could be built is built all the same.
    pub fn build(&self, names: &[String], force: bool) -> Result<Vec<Outcome>, Error> {
        self.build_then(names, force, &|| ())
    }

    /// As [`Builder::build`]; does `then` once the server modules are compiled, while client modules still may be.
    ///
    /// # Errors
    /// As for [`Builder::build`].
    pub fn build_then(&self, names: &[String], force: bool, then: &(dyn Fn() + Sync)) -> Result<Vec<Outcome>, Error> {
        let mut outcomes = Vec::new();
        let mut failures = Vec::new();
        if names.is_empty() || names.iter().any(|name| name == LOADER) {
            match self.build_loader(force) {
                Ok(outcome) => outcomes.push(outcome),
                Err(error) => failures.push(error),
            }
        }
        let mut stale = Vec::new();
        for remote in self.workspace.select(names)? {
            let fingerprint = self.fingerprint(remote)?;
            match self.unchanged(&remote.name, &fingerprint)? {
                Some(outcome) if !force => outcomes.push(outcome),
                _ => stale.push(Stale { remote, fingerprint }),
            }
        }
        self.build_stale(&stale, then, &mut outcomes, &mut failures);
        for failure in failures.iter().skip(1) {
            progress::warn(&failure.to_string());
        }
        failures.into_iter().next().map_or(Ok(outcomes), Err)
    }

    /// Compiles clients in one thread and servers in another: link-time optimisation keeps one core busy at most. Meanwhile this
    /// thread finishes what is compiled. The very first time, clients wait for what the first server module can lend them.
    fn build_stale(&self, stale: &[Stale], then: &(dyn Fn() + Sync), outcomes: &mut Vec<Outcome>, failures: &mut Vec<Error>) {
        if stale.is_empty() {
            // Nobody would lend what is waited for.
            return then();
        }
        let (send, receive) = mpsc::channel();
        let first = OnceLock::new();
        let waits = lend::is_new(&self.machine(Side::Client));
        thread::scope(|scope| {
            for side in [Side::Client, Side::Server] {
                let send = send.clone();
                let progress = self.board.map(|board| Progress::new(board, side, stale.len()));
                let first = &first;
                scope.spawn(move || {
                    if side == Side::Client && waits {
                        first.wait();
                    }
                    for (index, one) in stale.iter().enumerate() {
                        let audience = progress.as_ref().map_or(Audience::Nobody, |progress| progress.audience(index));
                        let compiled = self.compile(one.remote, side, &audience);
                        if side == Side::Server && waits && index == 0 {
                            compiled.iter().for_each(|module| self.lend(module));
                            let _ = first.set(());
                        }
                        // The receiver lives until both threads have ended.
                        let _ = send.send((index, side, compiled.map(|module| module.path)));
                    }
                    if let Some(progress) = progress {
                        progress.task.done();
                    }
                    if side == Side::Server {
                        // So that whoever receives doesn't wait for what follows.
                        drop(send);
                        then();
                    }
                });
            }
            drop(send);
            let mut halves: Vec<(Option<PathBuf>, Option<PathBuf>)> = stale.iter().map(|_| (None, None)).collect();
            for (index, side, compiled) in receive {
                let half = &mut halves[index];
                match (compiled, side) {
                    (Ok(path), Side::Client) => half.0 = Some(path),
                    (Ok(path), Side::Server) => half.1 = Some(path),
                    (Err(error), _) => failures.push(error),
                }
                let (Some(client), Some(server)) = half else {
                    continue;
                };
                let done =
                    self.finish(stale[index].remote, client, server).and_then(|release| self.remember(&stale[index], release));
                match done {
                    Ok(outcome) => outcomes.push(outcome),
                    Err(error) => failures.push(error),
                }
            }
        });
    }

    /// Gives client modules the macros and build scripts that were compiled for the first server module.
    fn lend(&self, module: &Module) {
        let (from, to) = (self.machine(Side::Server), self.machine(Side::Client));
        if let Err(error) = lend::lend(&from, &to, &lend::units(&from, module.said.paths())) {
            progress::warn(&format!("macros are compiled twice, as they can't be copied to {}: {error}", to.display()));
        }
    }

    fn machine(&self, side: Side) -> PathBuf {
        self.workspace.root.join(side.machine(self.mode))
    }

    fn compile(&self, remote: &Remote, side: Side, audience: &Audience) -> Result<Module, Error> {
        let start = Instant::now();
        let module = compile::compile(&self.workspace.root, &self.toolchain, remote, side, self.mode, audience)?;
        self.say(&remote.name, side.name(), &format!("compiled {}", progress::seconds(start.elapsed())));
        Ok(module)
    }

    fn say(&self, name: &str, what: &str, detail: &str) {
        if self.board.is_some() {
            progress::say(name, what, detail);
        }
    }

    fn remember(&self, stale: &Stale, release: String) -> Result<Outcome, Error> {
        let name = stale.remote.name.clone();
        let last = Last { fingerprint: stale.fingerprint.clone(), release: release.clone() };
        State::read(self.workspace, &name).remember(self.workspace, &name, self.mode, last)?;
        prune::prune(&self.workspace.dist().join(&name))?;
        Ok(Outcome { name, release, fresh: true })
    }

    /// The release that `fingerprint` gave the last time, if it is still there.
    fn unchanged(&self, name: &str, fingerprint: &str) -> Result<Option<Outcome>, Error> {
        let state = State::read(self.workspace, name);
        let Some(last) = state.last(self.mode).filter(|last| last.fingerprint == fingerprint) else {
            return Ok(None);
        };
        let family = self.workspace.dist().join(name);
        if !family.join(&last.release).join(mf_abi::manifest::FILE).is_file() {
            return Ok(None);
        }
        let fresh = release::set_latest(&family, &last.release)?;
        self.say(name, &last.release, "unchanged");
        Ok(Some(Outcome { name: name.to_owned(), release: last.release.clone(), fresh }))
    }

    /// What a remote is made from: its own and its dependencies' sources, versions, settings, and the tools, this one included.
    fn fingerprint(&self, remote: &Remote) -> Result<String, Error> {
        let root = &self.workspace.root;
        let mut fingerprint = Fingerprint::new(root);
        self.tools(&mut fingerprint)?;
        for folder in &remote.sources {
            fingerprint.file(&folder.join("Cargo.toml"))?;
            fingerprint.folder(&folder.join("src"))?;
        }
        for path in style::files(remote)? {
            fingerprint.file(&path)?;
        }
        ["Cargo.toml", "Cargo.lock", ".cargo/config.toml"].iter().try_for_each(|name| fingerprint.file(&root.join(name)))?;
        Ok(fingerprint.finish())
    }

    fn tools(&self, fingerprint: &mut Fingerprint) -> Result<(), Error> {
        fingerprint.fact("mode", self.mode.name());
        fingerprint.fact("rustc", &self.toolchain.rustc);
        ["mfe/src/build", "mfe/order/src", "mfe/profiles"]
            .iter()
            .try_for_each(|folder| fingerprint.folder(&self.workspace.root.join(folder)))
    }
}
