//! Getting what is missing.

use std::{env, path::Path, process::Command, time::Duration};

use super::{
    check::{CARGO_LEPTOS, Need, WASM_BINDGEN},
    distribution,
};
use crate::{
    error::Error,
    process,
    toolchain::{TARGET, Toolchain},
};

/// A mirror that answers at all has sent the standard library by then.
const RUSTUP_LIMIT: Duration = Duration::from_secs(120);

/// Gets `need`, or tries to.
///
/// # Errors
/// A command failed.
pub(super) fn mend(need: Need, root: &Path) -> Result<(), Error> {
    match need {
        Need::WasmTarget => wasm_target(root),
        Need::Node => install(root, &["nodejs", "npm"]),
        Need::Chromium => install(root, &["chromium"]),
        Need::Wrk => install(root, &["wrk"]),
        Need::Packages => packages(root),
        // Of what it locks, one package names a newer compiler than it needs.
        Need::CargoLeptos => {
            cargo_install(root, &["cargo-leptos", "--version", CARGO_LEPTOS, "--locked", "--features", "no_downloads"])
        }
        // Not as locked: a registry's mirror may lack the newest versions, and the library that matters is pinned by it.
        Need::WasmBindgen => cargo_install(root, &["wasm-bindgen-cli", "--version", WASM_BINDGEN]),
        Need::Disk => Err(Error::Failed("room on the disk has to be made by hand".into())),
    }
}

/// Compiled quickly, not to run quickly: these programs wait for the compiler. cargo-leptos asks for link-time optimisation of
/// itself, and with that took three times as long to build.
pub(super) const QUICKLY: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// Below the workspace: what two such programs have in common is compiled once.
const PROGRAMS: &str = "target/mfe/programs";

fn cargo_install(root: &Path, words: &[&str]) -> Result<(), Error> {
    let folder = root.join(PROGRAMS);
    let mut cargo = process::command("cargo", root);
    process::run(cargo.envs(QUICKLY).env("CARGO_TARGET_DIR", folder).args(["install", "--ignore-rust-version"]).args(words))
}

fn wasm_target(root: &Path) -> Result<(), Error> {
    if let Err(error) = process::run_within(process::command("rustup", root).args(["target", "add", TARGET]), RUSTUP_LIMIT) {
        crate::progress::say("doctor", "wasm target", &format!("{error}; now with the distribution's compiler"));
        return distribution::add_target(root);
    }
    Toolchain::find(root).map(drop)
}

fn packages(root: &Path) -> Result<(), Error> {
    let folder = root.join("end2end");
    // The reproducible way needs a lock file.
    let verb = if folder.join("package-lock.json").is_file() { "ci" } else { "install" };
    process::run(process::command("npm", &folder).args([verb, "--ignore-scripts", "--no-audit", "--no-fund"]))
}

/// Installs packages of the distribution.
///
/// # Errors
/// This is no Debian, nobody here may install, or the installation failed.
pub(super) fn install(root: &Path, packages: &[&str]) -> Result<(), Error> {
    // The list of packages may be old; if it can't be renewed, what is there may do.
    if let Err(error) = process::run(as_root(root, "apt-get")?.args(["update", "-qq"])) {
        crate::progress::warn(&error.to_string());
    }
    let mut command = as_root(root, "apt-get")?;
    command.env("DEBIAN_FRONTEND", "noninteractive");
    process::run(command.args(["install", "-y", "--no-install-recommends"]).args(packages))
}

/// `program` with the rights to change the system.
///
/// # Errors
/// There are none to be had.
pub(super) fn as_root(root: &Path, program: &str) -> Result<Command, Error> {
    let is_root = process::read(process::command("id", root).arg("-u")).is_ok_and(|user| user == "0");
    if is_root {
        return Ok(process::command(program, root));
    }
    let sudo = env::var_os("PATH").is_some_and(|paths| env::split_paths(&paths).any(|folder| folder.join("sudo").is_file()));
    if !sudo {
        return Err(Error::Failed(format!("`{program}` needs root, and there is no sudo: run `cargo mfe doctor --fix` as root")));
    }
    let mut command = process::command("sudo", root);
    command.arg(program);
    Ok(command)
}
