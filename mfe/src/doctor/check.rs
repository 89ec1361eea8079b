//! The checks: each says what it found, whether that will do, what is needed, and how to get it.

use std::{
    env,
    path::{Path, PathBuf},
};

use semver::{Version, VersionReq};

use super::{mend::QUICKLY, packages, version};
use crate::{
    process,
    toolchain::{TARGET, Toolchain},
};

/// Something that a command needs of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A toolchain with a standard library for wasm32.
    WasmTarget,
    /// Room for builds.
    Disk,
    /// Node, for tests.
    Node,
    /// The npm packages of the browser tests.
    Packages,
    /// A browser for the tests.
    Chromium,
    /// The benchmark's load generator.
    Wrk,
    /// The development server.
    CargoLeptos,
    /// What the development server calls for the container's own browser code.
    WasmBindgen,
}

/// The result of one check.
#[derive(Debug)]
pub struct Finding {
    /// What was looked for.
    pub need: Need,
    /// Whether what was found will do.
    pub fine: bool,
    /// What was found.
    pub found: String,
    /// What is needed.
    pub needs: String,
    /// The command that gets it.
    pub mend: String,
}

/// Oldest Node whose test runner and fetch the tests use.
const NODE: u64 = 20;
/// The cargo-leptos that `cargo leptos watch` was tried with.
pub(super) const CARGO_LEPTOS: &str = "0.3.11";
/// The wasm-bindgen that the workspace is pinned to: its command has to be the very same version.
pub(super) const WASM_BINDGEN: &str = "0.2.130";
/// Room for a first build of everything, and for the later ones, in gigabytes.
const ROOM: (u64, u64) = (6, 1);

impl Need {
    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Need::WasmTarget => "wasm target",
            Need::Disk => "free disk",
            Need::Node => "Node",
            Need::Packages => "npm packages",
            Need::Chromium => "Chromium",
            Need::Wrk => "wrk",
            Need::CargoLeptos => "cargo-leptos",
            Need::WasmBindgen => "wasm-bindgen",
        }
    }

    /// Looks for it.
    pub fn check(self, root: &Path) -> Finding {
        let (found, needs, mend) = match self {
            Need::WasmTarget => (
                wasm_target(root),
                format!("a Rust toolchain with {TARGET}"),
                format!("rustup target add {TARGET}, else the distribution's compiler"),
            ),
            Need::Disk => {
                let needs = if root.join("target/mfe/dist").is_dir() { ROOM.1 } else { ROOM.0 };
                (disk(root, needs), format!("{needs} GB"), "make room; `cargo clean` deletes all builds".into())
            }
            Need::Node => (node(root), format!("{NODE} or newer, with npm"), "apt-get install nodejs npm".into()),
            Need::Packages => (
                packages::installed(&root.join("end2end")),
                "what end2end/package.json names".into(),
                "npm ci --ignore-scripts --prefix end2end".into(),
            ),
            Need::Chromium => {
                let found =
                    chromium(root).and_then(|browser| ask(&browser.to_string_lossy(), root)).map_err(|_| "none".to_owned());
                (found, "a recent one".into(), "apt-get install chromium".into())
            }
            Need::Wrk => (wrk(), "any".into(), "apt-get install wrk".into()),
            Need::CargoLeptos => {
                let words =
                    format!("cargo-leptos --version {CARGO_LEPTOS} --locked --ignore-rust-version --features no_downloads");
                let mend = install(&words);
                (cargo_leptos(root), format!("{CARGO_LEPTOS}, or a newer patch of it"), mend)
            }
            Need::WasmBindgen => {
                let mend = install(&format!("wasm-bindgen-cli --version {WASM_BINDGEN} --ignore-rust-version"));
                (wasm_bindgen(root), format!("exactly {WASM_BINDGEN}"), mend)
            }
        };
        let fine = found.is_ok();
        let (Ok(found) | Err(found)) = found;
        Finding { need: self, fine, found, needs, mend }
    }
}

/// The command that installs a program as the doctor does.
fn install(words: &str) -> String {
    let settings: String = QUICKLY.iter().map(|(name, value)| format!("{name}={value} ")).collect();
    format!("{settings}cargo install {words}")
}

/// What was found: good enough, or not.
pub(super) type Found = Result<String, String>;

fn ask(program: &str, root: &Path) -> Found {
    let answer = process::read(process::command(program, root).arg("--version")).map_err(|_| "none".to_owned())?;
    answer.lines().next().map(|line| line.trim().to_owned()).ok_or_else(|| "no answer".to_owned())
}

fn wasm_target(root: &Path) -> Found {
    Toolchain::find(root).map(|toolchain| toolchain.shown()).map_err(|_| format!("no toolchain has {TARGET}"))
}

fn node(root: &Path) -> Found {
    let answer = ask("node", root)?;
    ask("npm", root).map_err(|_| format!("{answer} without npm"))?;
    if version::first_number(&answer).is_some_and(|major| major >= NODE) { Ok(answer) } else { Err(answer) }
}

/// The browser of the tests: the distribution's, or one on the path.
fn chromium(root: &Path) -> Result<PathBuf, String> {
    let debians = PathBuf::from("/usr/bin/chromium");
    if debians.is_file() {
        return Ok(debians);
    }
    let on_path = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| ask(name, root).is_ok());
    on_path.map(PathBuf::from).ok_or_else(|| "none".to_owned())
}

/// Asked for its version, wrk fails.
fn wrk() -> Found {
    let folders = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&folders).map(|folder| folder.join("wrk")).find(|path| path.is_file());
    found.map(|path| path.display().to_string()).ok_or_else(|| "none".to_owned())
}

fn cargo_leptos(root: &Path) -> Found {
    let answer = process::read(process::command("cargo", root).args(["leptos", "--version"])).map_err(|_| "none".to_owned())?;
    fits(&answer)
}

fn wasm_bindgen(root: &Path) -> Found {
    let answer = ask("wasm-bindgen", root)?;
    if version::first_version(&answer) == Version::parse(WASM_BINDGEN).ok() { Ok(answer) } else { Err(answer) }
}

fn fits(answer: &str) -> Found {
    let wanted = VersionReq::parse(&format!("~{CARGO_LEPTOS}")).unwrap_or(VersionReq::STAR);
    let found: Option<Version> = version::first_version(answer);
    let shown = found.as_ref().map_or_else(|| "unknown version".to_owned(), |version| format!("version {version}"));
    if found.is_some_and(|version| wanted.matches(&version)) { Ok(shown) } else { Err(shown) }
}

fn disk(root: &Path, needs: u64) -> Found {
    let answer = process::read(process::command("df", root).args(["-Pk", "."])).map_err(|_| "`df` does not say".to_owned())?;
    let free = free_kilobytes(&answer).ok_or_else(|| "`df` does not say".to_owned())?;
    let shown = format!("{} GB", free / 1_000_000);
    if free >= needs * 1_000_000 { Ok(shown) } else { Err(shown) }
}

/// The fourth column of the last line of `df -Pk`.
fn free_kilobytes(answer: &str) -> Option<u64> {
    answer.lines().last()?.split_whitespace().nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_patch_of_cargo_leptos_will_do_another_minor_not() {
        assert!(fits("cargo-leptos 0.3.11").is_ok() && fits("cargo-leptos 0.3.14").is_ok());
        for other in ["cargo-leptos 0.3.10", "cargo-leptos 0.4.0", "error: no such command: `leptos`"] {
            assert!(fits(other).is_err(), "{other}");
        }
    }

    #[test]
    fn the_command_and_the_library_are_one_version() {
        let manifest = include_str!("../../../Cargo.toml");
        assert!(manifest.contains(&format!("\nwasm-bindgen = \"={WASM_BINDGEN}\"\n")), "change WASM_BINDGEN, too");
    }

    #[test]
    fn free_space_is_read_from_posix_df() {
        let answer = "Filesystem     1024-blocks     Used Available Capacity Mounted on\n/dev/vda         263112772 14680064  80000000      16% /\n";
        assert_eq!(free_kilobytes(answer), Some(80_000_000));
        assert_eq!(free_kilobytes("df: no such file"), None);
    }
}
