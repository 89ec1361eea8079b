//! What a release is made from, as one fingerprint: equal fingerprints need no new build.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::error::Error;

/// Hashes files and facts, in the order in which they are given.
pub struct Fingerprint {
    hash: Sha256,
    root: PathBuf,
}

impl Fingerprint {
    /// An empty one; paths count relative to `root`, so that a moved checkout is no change.
    pub fn new(root: &Path) -> Fingerprint {
        Fingerprint { hash: Sha256::new(), root: root.to_owned() }
    }

    /// Adds a fact, such as a tool's version.
    pub fn fact(&mut self, name: &str, value: &str) {
        self.part(name.as_bytes());
        self.part(value.as_bytes());
    }

    /// Adds a file's name and contents; a missing file is a fact too.
    ///
    /// # Errors
    /// It is there and can't be read.
    pub fn file(&mut self, path: &Path) -> Result<(), Error> {
        let name = path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().into_owned();
        self.part(name.as_bytes());
        match fs::read(path) {
            Ok(contents) => self.part(&contents),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => self.part(b"\0missing"),
            Err(error) => return Err(Error::file("read", path)(error)),
        }
        Ok(())
    }

    /// Adds every file below `folder`.
    ///
    /// # Errors
    /// One can't be read.
    pub fn folder(&mut self, folder: &Path) -> Result<(), Error> {
        below(folder)?.iter().try_for_each(|path| self.file(path))
    }

    /// The fingerprint, as hexadecimal digits.
    pub fn finish(self) -> String {
        hex(&self.hash.finalize())
    }

    /// The length goes first, so that no two lists of parts look alike.
    fn part(&mut self, bytes: &[u8]) {
        self.hash.update((bytes.len() as u64).to_le_bytes());
        self.hash.update(bytes);
    }
}

/// Every file below `folder`, sorted by path; nothing if there is no such folder. Hidden entries, build output and installed
/// packages are no sources.
///
/// # Errors
/// A folder can't be read.
pub fn below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Error::file("read", folder)(error)),
        };
        for entry in entries {
            let entry = entry.map_err(Error::file("read", &folder))?;
            let name = entry.file_name();
            if name.to_string_lossy().starts_with('.') || name == "target" || name == "node_modules" {
                continue;
            }
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

/// `bytes` as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first eight hexadecimal digits of the SHA-256 of `bytes`: enough to tell releases of one remote apart.
pub fn short_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)[..4])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(root: &Path, rustc: &str) -> String {
        let mut fingerprint = Fingerprint::new(root);
        fingerprint.fact("rustc", rustc);
        fingerprint.folder(&root.join("src")).expect("readable");
        fingerprint.file(&root.join("Cargo.lock")).expect("readable");
        fingerprint.finish()
    }

    #[test]
    fn every_source_and_tool_counts_and_nothing_else() {
        let root = tempfile::tempdir().expect("a folder");
        let root = root.path();
        fs::create_dir_all(root.join("src/exam")).expect("created");
        fs::write(root.join("src/lib.rs"), "mod exam;").expect("written");
        fs::write(root.join("src/exam/mod.rs"), "").expect("written");
        let mut seen = vec![of(root, "1.96")];
        assert_eq!(of(root, "1.96"), seen[0]);
        seen.push(of(root, "1.97"));
        fs::write(root.join("src/exam/mod.rs"), "// changed").expect("written");
        seen.push(of(root, "1.96"));
        fs::rename(root.join("src/exam/mod.rs"), root.join("src/exam.rs")).expect("renamed");
        seen.push(of(root, "1.96"));
        fs::write(root.join("Cargo.lock"), "").expect("written");
        seen.push(of(root, "1.96"));
        let mut distinct = seen.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), seen.len(), "{seen:?}");
        fs::write(root.join("src/.lib.rs.swp"), "an editor's").expect("written");
        fs::create_dir_all(root.join("src/target")).expect("created");
        fs::write(root.join("src/target/x"), "").expect("written");
        assert_eq!(Some(&of(root, "1.96")), seen.last());
    }
}
