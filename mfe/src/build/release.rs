//! Writing a release: content-hashed files, their compressed twins, the manifest; all or nothing.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use mf_abi::manifest::{self, Built, Contract, Expose, FORMAT, File, Files, Manifest, Requirement};
use semver::{BuildMetadata, Version};
use sha2::{Digest, Sha384};

use super::{
    compress::{self, Effort},
    sources::short_hash,
};
use crate::error::Error;

/// What goes into a release.
pub struct Draft {
    /// The remote's name.
    pub name: String,
    /// Its version, without build metadata.
    pub version: Version,
    /// What it was compiled against.
    pub contract: Option<Contract>,
    /// What it exposes.
    pub exposes: BTreeMap<String, Expose>,
    /// What it needs.
    pub requires: BTreeMap<String, Requirement>,
    /// What it offers.
    pub provides: BTreeMap<String, Version>,
    /// ES module.
    pub glue: Option<Vec<u8>>,
    /// Client module.
    pub client: Option<Vec<u8>>,
    /// Server module.
    pub server: Option<Vec<u8>>,
    /// Stylesheet.
    pub style: Option<Vec<u8>>,
    /// The loader's outbox.
    pub outbox: Option<Vec<u8>>,
    /// The loader's service worker.
    pub worker: Option<Vec<u8>>,
    /// How it was made.
    pub built: Built,
    /// How hard to compress the client module.
    pub effort: Effort,
}

/// A release in memory: its manifest and its files.
pub struct Release {
    /// The manifest.
    pub manifest: Manifest,
    files: Vec<(String, Vec<u8>)>,
}

impl Draft {
    /// Names, compresses and describes every file.
    pub fn finish(self) -> Release {
        let mut files = Vec::new();
        let name = &self.name;
        let mut add = |bytes: Option<Vec<u8>>, middle: &str, extension: &str, content_type: &str, effort: Option<Effort>| {
            let bytes = bytes?;
            let path = file_name(&format!("{name}{middle}"), &bytes, extension);
            let mut file = File {
                path: path.clone(),
                size: bytes.len() as u64,
                brotli: bytes.len() as u64,
                integrity: integrity(&bytes),
                content_type: content_type.to_owned(),
            };
            if let Some(effort) = effort {
                let brotli = compress::brotli(&bytes, effort);
                file.brotli = brotli.len() as u64;
                files.push((format!("{path}.br"), brotli));
                files.push((format!("{path}.gz"), compress::gzip(&bytes, effort)));
            }
            files.push((path, bytes));
            Some(file)
        };
        let described = Files {
            glue: add(self.glue, "", "js", "text/javascript; charset=utf-8", Some(Effort::Most)),
            client: add(self.client, "", "wasm", "application/wasm", Some(self.effort)),
            // Read by the container from its own disk or once from the origin: compressing it gains nothing.
            server: add(self.server, ".server", "wasm", "application/wasm", None),
            style: add(self.style, "", "css", "text/css; charset=utf-8", Some(Effort::Most)),
            outbox: add(self.outbox, OUTBOX, "js", "text/javascript; charset=utf-8", Some(Effort::Most)),
            worker: add(self.worker, ".worker", "js", "text/javascript; charset=utf-8", Some(Effort::Most)),
        };
        let mut manifest = Manifest {
            format: FORMAT,
            name: self.name,
            version: self.version,
            contract: self.contract,
            exposes: self.exposes,
            requires: self.requires,
            provides: self.provides,
            files: described,
            built: self.built,
        };
        manifest.version.build = build_of(&manifest);
        Release { manifest, files }
    }
}

/// What the outbox's file is called beside the loader's.
const OUTBOX: &str = ".outbox";

/// Name and integrity that the outbox will have: the loader's own text holds them.
pub fn outbox_file(loader: &str, bytes: &[u8]) -> (String, String) {
    (file_name(&format!("{loader}{OUTBOX}"), bytes, "js"), integrity(bytes))
}

fn file_name(stem: &str, bytes: &[u8], extension: &str) -> String {
    format!("{stem}.{}.{extension}", short_hash(bytes))
}

fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

/// The build metadata: what the release is, not how or when it was made, so that equal contents get equal names.
fn build_of(manifest: &Manifest) -> BuildMetadata {
    let paths: Vec<_> = manifest.files.iter().map(|file| (&file.path, &file.integrity)).collect();
    let Manifest { name, contract, exposes, requires, provides, .. } = manifest;
    let text = serde_json::to_string(&(name, contract, exposes, requires, provides, paths)).unwrap_or_default();
    // Hexadecimal digits are always valid build metadata.
    BuildMetadata::new(&short_hash(text.as_bytes())).unwrap_or(BuildMetadata::EMPTY)
}

impl Release {
    /// Puts the release into `dist/<name>/<version>` unless it is there already, and makes it the latest. Returns its folder.
    ///
    /// # Errors
    /// A file can't be written; then nothing is visible of it.
    pub fn publish(&self, dist: &Path) -> Result<PathBuf, Error> {
        let version = self.manifest.version.to_string();
        let family = dist.join(&self.manifest.name);
        let folder = family.join(&version);
        if !folder.join(manifest::FILE).is_file() {
            fs::create_dir_all(&family).map_err(Error::file("create", &family))?;
            let draft = tempfile::Builder::new().prefix(".new-").tempdir_in(&family).map_err(Error::file("create", &family))?;
            self.write(draft.path())?;
            open_to_all(draft.path())?;
            match fs::rename(draft.path(), &folder) {
                Ok(()) => drop(draft.keep()),
                // Another build came first, with the same contents.
                Err(_) if folder.join(manifest::FILE).is_file() => {}
                Err(error) => return Err(Error::file("create", &folder)(error)),
            }
        }
        set_latest(&family, &version)?;
        Ok(folder)
    }

    fn write(&self, folder: &Path) -> Result<(), Error> {
        for (name, bytes) in &self.files {
            let path = folder.join(name);
            fs::write(&path, bytes).map_err(Error::file("write", path))?;
        }
        let path = folder.join(manifest::FILE);
        let mut json = serde_json::to_string_pretty(&self.manifest).map_err(|error| Error::file("write", &path)(error.into()))?;
        json.push('\n');
        fs::write(&path, json).map_err(Error::file("write", path))
    }
}

/// Temporary folders are private; a release is public.
fn open_to_all(folder: &Path) -> Result<(), Error> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).map_err(Error::file("open", folder))?;
    }
    Ok(())
}

/// Names the release that `activate NAME` means, in one step. Returns whether it was another one before.
///
/// # Errors
/// The file can't be written.
pub fn set_latest(family: &Path, version: &str) -> Result<bool, Error> {
    let path = family.join("latest");
    if fs::read_to_string(&path).is_ok_and(|present| present == version) {
        return Ok(false);
    }
    let draft = family.join(format!(".latest-{}", std::process::id()));
    fs::write(&draft, version).map_err(Error::file("write", &draft))?;
    fs::rename(&draft, &path).map_err(Error::file("write", path))?;
    Ok(true)
}

/// Reads the manifest of a release.
///
/// # Errors
/// It is not there or can't be read.
pub fn read(folder: &Path) -> Result<Manifest, Error> {
    let path = folder.join(manifest::FILE);
    let json = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    serde_json::from_str(&json).map_err(|error| Error::file("read", path)(error.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contract(version: Version) -> Contract {
        Contract { version, hash: "00ff".into(), uses: mf_abi::schema::Used::default() }
    }

    fn draft(client: &[u8]) -> Draft {
        Draft {
            name: "nursing".into(),
            version: Version::new(2, 0, 1),
            contract: Some(contract(Version::new(1, 0, 0))),
            exposes: BTreeMap::new(),
            requires: BTreeMap::new(),
            provides: BTreeMap::new(),
            glue: Some(b"export function create() {}".to_vec()),
            client: Some(client.to_vec()),
            server: Some(b"server".to_vec()),
            style: None,
            outbox: Some(b"export{startOutbox}".to_vec()),
            worker: None,
            built: Built { rustc: "rustc 1".into(), wasm_bindgen: "0.2".into(), profile: "release".into() },
            effort: Effort::Most,
        }
    }

    #[test]
    fn a_release_is_named_by_its_contents() {
        let version = |draft: Draft| draft.finish().manifest.version.to_string();
        let one = version(draft(b"one"));
        assert!(one.starts_with("2.0.1+") && one.len() == "2.0.1+".len() + 8, "{one}");
        assert_eq!(one, version(Draft { built: Built { rustc: "rustc 2".into(), ..draft(b"one").built }, ..draft(b"one") }));
        assert_ne!(one, version(draft(b"two")));
        assert_ne!(one, version(Draft { contract: Some(contract(Version::new(1, 1, 0))), ..draft(b"one") }));
    }

    #[test]
    fn every_file_is_where_the_manifest_says_with_its_twins() {
        let dist = tempfile::tempdir().expect("a folder");
        let release = draft(b"client").finish();
        let folder = release.publish(dist.path()).expect("published");
        let manifest = read(&folder).expect("readable");
        assert_eq!(manifest, release.manifest);
        for file in manifest.files.iter() {
            let bytes = fs::read(folder.join(&file.path)).expect("there");
            assert_eq!(bytes.len() as u64, file.size);
            assert_eq!(file.integrity, format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(&bytes))));
        }
        let outbox = manifest.files.outbox.expect("an outbox");
        assert_eq!(outbox_file("nursing", b"export{startOutbox}"), (outbox.path, outbox.integrity));
        let client = manifest.files.client.expect("a client module");
        assert_eq!(fs::metadata(folder.join(format!("{}.br", client.path))).expect("there").len(), client.brotli);
        assert!(folder.join(format!("{}.gz", client.path)).is_file());
        let server = manifest.files.server.expect("a server module");
        assert!(server.path.starts_with("nursing.server.") && !folder.join(format!("{}.br", server.path)).exists());
        assert_eq!(fs::read_to_string(dist.path().join("nursing/latest")).expect("there"), manifest.version.to_string());
    }

    #[test]
    fn publishing_twice_leaves_one_release_and_no_rubbish() {
        let dist = tempfile::tempdir().expect("a folder");
        draft(b"one").finish().publish(dist.path()).expect("published");
        draft(b"one").finish().publish(dist.path()).expect("published again");
        let two = draft(b"two").finish().publish(dist.path()).expect("published");
        let mut names: Vec<_> =
            fs::read_dir(dist.path().join("nursing")).expect("there").flatten().map(|entry| entry.file_name()).collect();
        names.sort();
        assert_eq!(names.len(), 3, "two releases and `latest`: {names:?}");
        assert_eq!(
            fs::read_to_string(dist.path().join("nursing/latest")).ok(),
            two.file_name().map(|name| name.to_string_lossy().into_owned())
        );
    }
}
