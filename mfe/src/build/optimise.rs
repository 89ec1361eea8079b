//! wasm-opt: what it is called, where it is, and how it is run.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{doctor::version, error::Error, process};

/// Older ones don't know what current compilers write.
pub const OLDEST: u64 = 120;

/// The npm package that brings wasm-opt, seen from the workspace's root.
const PACKAGED: &str = "end2end/node_modules/binaryen/bin/wasm-opt";

/// What browsers have had for years. Never `--all-features`: that emits what they don't have.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A wasm-opt that is recent enough.
#[derive(Clone, Debug)]
pub struct WasmOpt {
    words: Vec<PathBuf>,
    /// Its version, `132`.
    pub version: u64,
}

impl WasmOpt {
    /// The packaged one, else the one on the path.
    pub fn find(root: &Path) -> Option<WasmOpt> {
        let packaged = root.join(PACKAGED);
        let packaged = packaged.is_file().then(|| vec!["node".into(), packaged]);
        packaged.into_iter().chain([vec!["wasm-opt".into()]]).find_map(|words| {
            let version = ask(&words, root)?;
            (version >= OLDEST).then_some(WasmOpt { words, version })
        })
    }

    /// The version of the one on the path, however old.
    pub fn on_path(root: &Path) -> Option<u64> {
        ask(&["wasm-opt".into()], root)
    }

    /// `wasm` in as few bytes as it can.
    ///
    /// # Errors
    /// It rejects the module, or can't be run.
    pub fn shrink(&self, wasm: &[u8]) -> Result<Vec<u8>, Error> {
        let folder = tempfile::tempdir().map_err(Error::file("create", std::env::temp_dir()))?;
        let (before, after) = (folder.path().join("before.wasm"), folder.path().join("after.wasm"));
        fs::write(&before, wasm).map_err(Error::file("write", &before))?;
        let mut command = process::command(&self.words[0], folder.path());
        command.args(&self.words[1..]).arg("-Oz").args(FEATURES).args([
            "--strip-debug",
            "--strip-producers",
            "--strip-target-features",
        ]);
        process::read(command.arg(&before).arg("-o").arg(&after))?;
        fs::read(&after).map_err(Error::file("read", after))
    }
}

fn ask(words: &[PathBuf], root: &Path) -> Option<u64> {
    let (program, arguments) = words.split_first()?;
    let answer = process::read(process::command(program, root).args(arguments).arg("--version")).ok()?;
    version::first_number(&answer)
}
