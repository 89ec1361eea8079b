//! Running cargo for one module of one remote.

use std::path::{Path, PathBuf};

use crate::{
    cargo::{self, Audience, Said},
    error::Error,
    toolchain::{TARGET, Toolchain},
    workspace::Remote,
};

/// Which of a remote's two modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// For the browser.
    Client,
    /// For the container's sandbox.
    Server,
}

/// For whom a build is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// For users: small and fast.
    Release,
    /// For the developer who waits for it.
    Dev,
}

impl Mode {
    /// Its name in manifests and states, and cargo's for its profile: the container's, too, so that both sides' modules find macros
    /// and build scripts compiled.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Release => "release",
            Mode::Dev => "dev",
        }
    }
}

impl Side {
    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Side::Client => "client",
            Side::Server => "server",
        }
    }

    /// What is set beside the profile: a file below the workspace.
    fn settings(self, mode: Mode) -> Option<&'static str> {
        match (mode, self) {
            (Mode::Release, Side::Client) => Some("mfe/profiles/client.toml"),
            (Mode::Dev, Side::Client) => Some("mfe/profiles/client-dev.toml"),
            (_, Side::Server) => None,
        }
    }

    /// Where macros and build scripts are compiled to, below the workspace.
    pub fn machine(self, mode: Mode) -> PathBuf {
        Path::new(self.folder()).join(match mode {
            Mode::Release => "release",
            Mode::Dev => "debug",
        })
    }

    /// The target folder: one a side, as both modules of a remote have the same name, and the features of both sides must never be
    /// unified.
    fn folder(self) -> &'static str {
        match self {
            Side::Client => "target/mfe/client",
            Side::Server => "target",
        }
    }

    /// What the compiler gets for all that a module is made of. Browser modules are optimised as one piece, so their crates are kept
    /// as bitcode. Not by the profile's `lto`: it would be another profile for macros and build scripts, too, which could not be
    /// lent then ([`super::lend`]).
    fn pieces(self, mode: Mode) -> &'static [&'static str] {
        match (self, mode) {
            (Side::Client, Mode::Release) => &["-Clinker-plugin-lto"],
            _ => &[],
        }
    }

    /// What the compiler gets for the remote's own crate.
    fn flags(self, mode: Mode) -> Vec<String> {
        match self {
            Side::Client if mode == Mode::Dev => Vec::new(),
            Side::Client => ["-Clinker-plugin-lto=no", "-Cembed-bitcode=yes", "-Clto=fat"].map(str::to_owned).to_vec(),
            Side::Server => {
                let optimised: &[&str] = match mode {
                    // In one part it takes three times as long, and renders no faster.
                    Mode::Release => &["-Copt-level=3", "-Ccodegen-units=8"],
                    // Lightly optimised even while developing: the container has to compile less than half the code then.
                    Mode::Dev => &["-Copt-level=1"],
                };
                // All that a render takes, from the start: growing memory is a call to the system, in every fresh instance.
                optimised.iter().chain(&["-Clink-arg=--initial-memory=4194304"]).map(|&flag| flag.to_owned()).collect()
            }
        }
    }

    /// The remote's features for this side.
    ///
    /// # Errors
    /// The remote has no such feature.
    pub fn features(self, remote: &Remote) -> Result<String, Error> {
        let side = match self {
            Side::Client => "hydrate",
            Side::Server => "ssr",
        };
        if !remote.features.contains(side) {
            let advice = "a remote is built twice, with the features `hydrate` and `ssr`: see nursing/Cargo.toml";
            return Err(Error::remote(&remote.name, format!("its Cargo.toml has no feature `{side}`"), advice));
        }
        Ok(if remote.features.contains("remote") { format!("{side},remote") } else { side.to_owned() })
    }
}

/// The arguments that choose what is compiled, and where to. Shared with clippy, so that both use the same dependency builds.
///
/// # Errors
/// The remote has no feature for this side.
pub fn selection(remote: &Remote, side: Side, mode: Mode) -> Result<Vec<String>, Error> {
    let features = side.features(remote)?;
    let words = [
        "--package",
        &remote.name,
        "--lib",
        "--profile",
        mode.name(),
        "--features",
        &features,
        "--target",
        TARGET,
        "--target-dir",
        side.folder(),
    ];
    let settings = side.settings(mode).into_iter().flat_map(|file| ["--config", file]);
    Ok(words.into_iter().chain(settings).map(str::to_owned).collect())
}

/// A compiled module.
pub struct Module {
    /// Where it is.
    pub path: PathBuf,
    /// All that was compiled for it, macros and build scripts included.
    pub said: Said,
}

/// Compiles one module.
///
/// # Errors
/// It doesn't compile.
pub fn compile(
    root: &Path,
    toolchain: &Toolchain,
    remote: &Remote,
    side: Side,
    mode: Mode,
    audience: &Audience,
) -> Result<Module, Error> {
    let mut command = toolchain.cargo(root, side.pieces(mode));
    // The crate type is said here and nowhere else: with `rlib` beside `cdylib`, cargo would quietly leave out link-time
    // optimisation, and compile every dependency of a remote that others depend on a second time.
    command.arg("rustc").args(selection(remote, side, mode)?).args(["--crate-type", "cdylib"]);
    let said = cargo::follow(&mut command, &side.flags(mode), audience)?;
    if let Some(rendered) = said.failure() {
        return Err(Error::Compile { name: remote.name.clone(), side: side.name(), rendered });
    }
    let path = said.module(&remote.name).ok_or_else(|| {
        Error::remote(&remote.name, format!("cargo built no {} module", side.name()), "the package needs a src/lib.rs")
    })?;
    Ok(Module { path, said })
}
