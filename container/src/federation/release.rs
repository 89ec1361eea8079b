//! One release: its manifest, where browsers find its files, and its compiled server module.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use mf_abi::manifest::{self, Manifest};
use sha2::{Digest, Sha384};

use super::{
    Error,
    renderer::{Renderer, ServerModule},
};

/// One immutable release, ready to be rendered.
#[derive(Debug)]
pub struct Release {
    /// What it says of itself.
    pub manifest: Manifest,
    /// `nursing@1.0.0+5f0c9a1e`, for messages.
    pub id: Arc<str>,
    folder: PathBuf,
    module: OnceLock<Result<Option<ServerModule>, String>>,
}

impl Release {
    /// Reads the manifest in `folder`, which is named after the version.
    ///
    /// # Errors
    /// The manifest is missing, damaged, or of another release or format.
    pub fn read(folder: &Path) -> Result<Arc<Release>, Error> {
        let path = folder.join(manifest::FILE);
        let text = std::fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
        let place = path.display().to_string();
        let manifest = parse(&text, &place)?;
        let version = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if manifest.version.to_string() != version {
            let reason = format!("it says {}, its folder {version}", manifest.version);
            return Err(Error::Manifest { place, reason });
        }
        let id = format!("{}@{}", manifest.name, manifest.version).into();
        Ok(Arc::new(Release { manifest, id, folder: folder.to_owned(), module: OnceLock::new() }))
    }

    /// `nursing/1.0.0+5f0c9a1e/`, below any base.
    pub fn path(&self) -> String {
        format!("{}/{}/", self.manifest.name, self.manifest.version)
    }

    /// The server module, compiled at first use; none if the release has none. wasmtime keeps the machine code on disk.
    ///
    /// # Errors
    /// The file is missing or damaged, or is no server module.
    pub fn module(&self, renderer: &Renderer) -> Result<Option<&ServerModule>, Error> {
        let compiled = self.module.get_or_init(|| self.compile(renderer).map_err(|error| error.to_string()));
        compiled
            .as_ref()
            .map(Option::as_ref)
            .map_err(|reason| Error::Module { release: self.id.to_string(), reason: reason.clone() })
    }

    /// One of its files, as it was published.
    ///
    /// # Errors
    /// It is missing or damaged.
    pub fn file(&self, file: &manifest::File) -> Result<Vec<u8>, Error> {
        let path = self.folder.join(&file.path);
        let bytes = std::fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
        verify(&bytes, &file.integrity, &path.display().to_string())?;
        Ok(bytes)
    }

    fn compile(&self, renderer: &Renderer) -> Result<Option<ServerModule>, Error> {
        let Some(file) = &self.manifest.files.server else {
            return Ok(None);
        };
        renderer.compile(&self.id, &self.file(file)?).map(Some)
    }
}

/// Reads a manifest, from disk or from an origin.
///
/// # Errors
/// It isn't one, or is of another format, or names files outside its folder.
pub fn parse(text: &[u8], place: &str) -> Result<Manifest, Error> {
    let fail = |reason: String| Error::Manifest { place: place.to_owned(), reason };
    let manifest: Manifest = serde_json::from_slice(text).map_err(|error| fail(error.to_string()))?;
    if manifest.format != manifest::FORMAT {
        return Err(fail(format!("its format is {}, this container reads {}", manifest.format, manifest::FORMAT)));
    }
    let plain = |name: &str| {
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
            && !name.starts_with('.')
    };
    if !plain(&manifest.name) {
        return Err(fail(format!("`{}` is no name of a remote", manifest.name)));
    }
    if let Some(file) = manifest.files.iter().find(|file| !plain(&file.path)) {
        return Err(fail(format!("`{}` is no plain file name", file.path)));
    }
    Ok(manifest)
}

/// Checks `bytes` against an `integrity` value.
///
/// # Errors
/// They differ.
pub fn verify(bytes: &[u8], integrity: &str, place: &str) -> Result<(), Error> {
    let actual = format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)));
    if actual == integrity { Ok(()) } else { Err(Error::Integrity { place: place.to_owned() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_byte_is_found() {
        let integrity = format!("sha384-{}", STANDARD.encode(Sha384::digest(b"module")));
        assert!(verify(b"module", &integrity, "m").is_ok());
        assert!(matches!(verify(b"modulf", &integrity, "m"), Err(Error::Integrity { .. })));
    }

    #[test]
    fn a_manifest_can_not_name_files_elsewhere() {
        let manifest = |name: &str, path: &str| {
            serde_json::json!({
                "format": 2, "name": name, "version": "1.0.0+ab",
                "exposes": {}, "requires": {}, "provides": {}, "built": { "rustc": "", "wasm_bindgen": "", "profile": "dev" },
                "files": { "server": { "path": path, "size": 1, "brotli": 1, "integrity": "sha384-x", "type": "application/wasm" } },
            })
            .to_string()
        };
        assert!(parse(manifest("nursing", "nursing.1.wasm").as_bytes(), "m").is_ok());
        for (name, path) in [("nursing", "../../etc/passwd"), ("nursing", "a/b.wasm"), ("..", "a.wasm"), ("nursing", "")] {
            assert!(parse(manifest(name, path).as_bytes(), "m").is_err(), "{name} {path}");
        }
    }
}
