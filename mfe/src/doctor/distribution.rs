//! The wasm target where rustup can't download it: the distribution's compiler, with a standard library built from the
//! distribution's sources.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use super::{mend, version};
use crate::{
    error::Error,
    process, progress,
    toolchain::{DISTRIBUTION, TARGET},
};

const PACKAGES: [&str; 6] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy", "rustfmt-web"];
/// The distribution's programs by full path: on the path, rustup's come first.
const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";

/// Installs the compiler, builds the library, and links both as a toolchain of rustup's.
///
/// # Errors
/// A step failed.
pub(super) fn add_target(root: &Path) -> Result<(), Error> {
    mend::install(root, &PACKAGES)?;
    mend::install(root, &[&linker(root)?])?;
    let work = tempfile::tempdir().map_err(Error::file("create", std::env::temp_dir()))?;
    let libraries = build_std(work.path())?;
    let sysroot = process::read(process::command(RUSTC, root).args(["--print", "sysroot"]))?;
    copy(root, &libraries, &Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("lib"))?;
    // Without rustup the distribution's compiler is the one that runs anyway. No override for the folder: the tool chooses the
    // toolchain for each remote itself, and one would make the next `cargo mfe` compile all of the tool a second time.
    match process::read(process::command("rustup", root).arg("--version")) {
        Ok(_) => process::run(process::command("rustup", root).args(["toolchain", "link", DISTRIBUTION, &sysroot])),
        Err(_) => Ok(()),
    }
}

/// The linker of the LLVM that the compiler was built with: the only one that surely reads its objects.
fn linker(root: &Path) -> Result<String, Error> {
    let mut command = process::command(RUSTC, root);
    let answer = process::read(command.arg("-vV"))?;
    linker_for(&answer).ok_or_else(|| Error::Answer { command: process::shown(&command), reason: "no LLVM version".into() })
}

fn linker_for(answer: &str) -> Option<String> {
    let line = answer.lines().find(|line| line.starts_with("LLVM version"))?;
    version::first_number(line).map(|major| format!("lld-{major}"))
}

/// Builds the standard library for wasm32 and returns its files.
fn build_std(work: &Path) -> Result<Vec<PathBuf>, Error> {
    progress::say("doctor", "wasm target", "building the standard library, about a minute");
    process::run(process::command(CARGO, work).args(["init", "--quiet", "--lib", "--vcs", "none", "--name", "stdprobe", "."]))?;
    let mut command = process::command(CARGO, work);
    command.env("RUSTC", RUSTC).env("RUSTC_BOOTSTRAP", "1");
    // Without bitcode inside, `lto = "fat"` fails.
    command.env("RUSTFLAGS", "-Cembed-bitcode=yes");
    process::run(command.args(["build", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort"]))?;
    let folder = work.join("target").join(TARGET).join("release/deps");
    let entries = fs::read_dir(&folder).map_err(Error::file("read", &folder))?;
    let is_library =
        |path: &PathBuf| path.extension() == Some(OsStr::new("rlib")) && !path.to_string_lossy().contains("stdprobe");
    Ok(entries.flatten().map(|entry| entry.path()).filter(is_library).collect())
}

/// Replaces the libraries in `to`: two standard libraries side by side would be ambiguous.
fn copy(root: &Path, libraries: &[PathBuf], to: &Path) -> Result<(), Error> {
    process::run(mend::as_root(root, "mkdir")?.arg("-p").arg(to))?;
    process::run(mend::as_root(root, "find")?.arg(to).args(["-name", "*.rlib", "-delete"]))?;
    process::run(mend::as_root(root, "install")?.args(["-m", "644", "-t"]).arg(to).args(libraries))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_linker_follows_the_compiler() {
        let answer = "rustc 1.96.0\nbinary: rustc\nrelease: 1.96.0\nLLVM version: 22.1.2\n";
        assert_eq!(linker_for(answer).as_deref(), Some("lld-22"));
        assert_eq!(linker_for("rustc 1.96.0"), None);
    }
}
