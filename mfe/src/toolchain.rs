//! Which Rust toolchain builds the remotes: the first that has a standard library for wasm32.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{error::Error, process};

/// The target of both modules of a remote.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The name under which `doctor --fix` links the distribution's compiler.
pub const DISTRIBUTION: &str = "debian";

/// A toolchain that can build for [`TARGET`].
#[derive(Clone, Debug)]
pub struct Toolchain {
    /// rustup's name for it; none for whichever runs here anyway.
    name: Option<String>,
    /// `rustc --version`.
    pub rustc: String,
}

impl Toolchain {
    /// The first of: the one that runs now, the folder's own, the distribution's, that has what remotes need.
    ///
    /// # Errors
    /// None has.
    pub fn find(root: &Path) -> Result<Toolchain, Error> {
        let candidates = [None, folders_own(root), Some(DISTRIBUTION.to_owned())];
        candidates
            .into_iter()
            .enumerate()
            .filter(|(at, name)| *at == 0 || name.is_some())
            .find_map(|(_, name)| Toolchain::probe(root, name))
            .ok_or_else(|| Error::Unfit {
                missing: vec![format!("  no toolchain has the target {TARGET}: cargo mfe doctor --fix")],
            })
    }

    fn probe(root: &Path, name: Option<String>) -> Option<Toolchain> {
        let ask =
            |arguments: &[&str]| process::read(named(process::command("rustc", root), name.as_deref()).args(arguments)).ok();
        let sysroot = ask(&["--print", "sysroot"])?;
        has_std(Path::new(&sysroot)).then_some(())?;
        let rustc = ask(&["--version"])?;
        Some(Toolchain { name, rustc })
    }

    /// `cargo` of this toolchain, in `folder`; what it compiles for [`TARGET`], with `flags`. Panics name the files of
    /// dependencies: without the path to them on this machine, so that the same source gives the same bytes everywhere.
    pub fn cargo(&self, folder: &Path, flags: &[&str]) -> Command {
        let mut command = named(process::command("cargo", folder), self.name.as_deref());
        let remap = cargo_home().map(|home| format!("--remap-path-prefix={}=", home.join("registry/src").display()));
        let flags: Vec<String> = flags.iter().map(|&flag| flag.to_owned()).chain(remap).collect();
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        command
    }

    /// What to call it in messages.
    pub fn shown(&self) -> String {
        match &self.name {
            Some(name) => format!("{} (toolchain `{name}`)", self.rustc),
            None => self.rustc.clone(),
        }
    }
}

fn cargo_home() -> Option<PathBuf> {
    let named = env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

/// rustup's proxies hand `RUSTUP_TOOLCHAIN` down to their children, so it has to be said anew for another toolchain.
fn named(mut command: Command, name: Option<&str>) -> Command {
    if let Some(name) = name {
        command.env("RUSTUP_TOOLCHAIN", name);
    }
    command
}

/// The toolchain that an override or a toolchain file names for `root`, whatever this process was started with.
fn folders_own(root: &Path) -> Option<String> {
    env::var_os("RUSTUP_TOOLCHAIN")?;
    let answer =
        process::read(process::command("rustup", root).env_remove("RUSTUP_TOOLCHAIN").args(["show", "active-toolchain"])).ok()?;
    answer.split_whitespace().next().map(str::to_owned)
}

/// Whether the toolchain at `sysroot` has a standard library for [`TARGET`].
fn has_std(sysroot: &Path) -> bool {
    let libraries: PathBuf = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    let Ok(entries) = fs::read_dir(libraries) else {
        return false;
    };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sysroot_needs_the_library_itself_not_only_its_folder() {
        let sysroot = tempfile::tempdir().expect("a folder");
        let libraries = sysroot.path().join("lib/rustlib/wasm32-unknown-unknown/lib");
        assert!(!has_std(sysroot.path()));
        fs::create_dir_all(&libraries).expect("created");
        fs::write(libraries.join("libcore-1.rlib"), "").expect("written");
        assert!(!has_std(sysroot.path()));
        fs::write(libraries.join("libstd-0a1b.rlib"), "").expect("written");
        assert!(has_std(sysroot.path()));
    }
}
