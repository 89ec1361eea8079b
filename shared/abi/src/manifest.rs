//! `mf-manifest.json`: what one release says of itself.

use std::collections::BTreeMap;

use semver::{Version, VersionReq};
use serde::{Deserialize, Serialize};

use crate::schema::Used;

/// File name of the manifest inside a release.
pub const FILE: &str = "mf-manifest.json";

/// The manifest's own format.
pub const FORMAT: u32 = 2;

/// One immutable build of a remote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: u32,
    /// The remote's name, `nursing`.
    pub name: String,
    /// Its version with the build's fingerprint as build metadata: `2.0.1+5f0c9a1e`. Also the folder's name.
    pub version: Version,
    /// The contract that it was built against; the loader needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
    /// Its exposes by name: `./LoginForm`, `./authUtils#hasAccess`.
    pub exposes: BTreeMap<String, Expose>,
    /// What it needs at run time: `contract = "^1.0"`, `auth = "^1"`.
    pub requires: BTreeMap<String, Requirement>,
    /// What it offers to others, as a share scope: name and version.
    pub provides: BTreeMap<String, Version>,
    /// Its files by role.
    pub files: Files,
    /// How it was made.
    pub built: Built,
}

/// The contract that a release was built against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contract {
    /// Its version.
    pub version: Version,
    /// A fingerprint of `uses`.
    pub hash: String,
    /// The part of it that the release uses.
    pub uses: Used,
}

/// One named entry of a remote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expose {
    /// View, document, function or hook.
    pub kind: ExposeKind,
    /// Rust name of the props (or argument) type.
    pub props: String,
    /// Fingerprint of that type's schema.
    pub props_hash: String,
    /// Whether the server module renders it.
    pub server: bool,
}

/// What an expose is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExposeKind {
    /// Mounted in a slot.
    View,
    /// Only the server renders it: HTML without code.
    Document,
    /// Called once with an argument.
    Function,
    /// Called with an argument, then reports a value again and again.
    Hook,
}

/// A requirement in the terms of Module Federation's share scopes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "RequirementForm", into = "RequirementForm")]
pub struct Requirement {
    /// The range, `^1.2`.
    pub version: VersionReq,
    /// One version for the whole page.
    pub singleton: bool,
    /// Refuse to run with a version outside the range, rather than warn.
    pub strict: bool,
    /// Loaded with the page rather than on demand.
    pub eager: bool,
}

impl Requirement {
    /// The plain form: a singleton, refused when it doesn't fit, loaded on demand.
    pub fn strict(version: VersionReq) -> Self {
        Requirement { version, singleton: true, strict: true, eager: false }
    }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum RequirementForm {
    Range(VersionReq),
    Full {
        version: VersionReq,
        #[serde(default = "yes")]
        singleton: bool,
        #[serde(default = "yes")]
        strict: bool,
        #[serde(default)]
        eager: bool,
    },
}

fn yes() -> bool {
    true
}

impl From<RequirementForm> for Requirement {
    fn from(form: RequirementForm) -> Self {
        match form {
            RequirementForm::Range(version) => Requirement::strict(version),
            RequirementForm::Full { version, singleton, strict, eager } => Requirement { version, singleton, strict, eager },
        }
    }
}

impl From<Requirement> for RequirementForm {
    fn from(Requirement { version, singleton, strict, eager }: Requirement) -> Self {
        match (singleton, strict, eager) {
            (true, true, false) => RequirementForm::Range(version),
            _ => RequirementForm::Full { version, singleton, strict, eager },
        }
    }
}

/// A release's files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    /// The ES module that makes instances (of the pseudo-remote `loader`: the loader itself).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub glue: Option<File>,
    /// The client module.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<File>,
    /// The server module.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<File>,
    /// The stylesheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<File>,
    /// Of the loader: the outbox, a module that it imports where it is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outbox: Option<File>,
    /// Of the loader: the service worker, served as `/sw.js`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<File>,
}

impl Files {
    /// Every file that there is.
    pub fn iter(&self) -> impl Iterator<Item = &File> {
        [&self.glue, &self.client, &self.server, &self.style, &self.outbox, &self.worker].into_iter().flatten()
    }
}

/// One file. Beside it lie `<path>.br` and `<path>.gz`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Content-hashed name inside the release's folder.
    pub path: String,
    /// Bytes, uncompressed.
    pub size: u64,
    /// Bytes in brotli 11.
    pub brotli: u64,
    /// `sha384-…`, as in the `integrity` attribute, of the uncompressed bytes.
    pub integrity: String,
    /// Content type.
    #[serde(rename = "type")]
    pub content_type: String,
}

/// How a release was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Built {
    /// `rustc --version`.
    pub rustc: String,
    /// `wasm-bindgen` version.
    pub wasm_bindgen: String,
    /// `release` or `dev`.
    pub profile: String,
}
