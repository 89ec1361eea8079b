//! The workspace as cargo sees it: its remotes, and what each is made of.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use mf_abi::manifest::Requirement;
use semver::Version;
use serde::Deserialize;
use serde_json::Value;

use crate::{error::Error, process};

/// The workspace that the tool was started in.
#[derive(Debug)]
pub struct Workspace {
    /// Its root folder.
    pub root: PathBuf,
    /// Members with `[package.metadata.mfe]`, by name.
    pub remotes: Vec<Remote>,
    /// Version of the package `container`; the loader's too.
    pub container_version: Version,
}

/// One micro-frontend's package.
#[derive(Clone, Debug)]
pub struct Remote {
    /// Package and remote name.
    pub name: String,
    /// Its version, without build metadata.
    pub version: Version,
    /// Its folder.
    pub folder: PathBuf,
    /// Its cargo features.
    pub features: BTreeSet<String>,
    /// `[package.metadata.mfe]`.
    pub settings: Settings,
    /// Folders of the workspace's packages that it is compiled from, its own first.
    pub sources: Vec<PathBuf>,
}

/// `[package.metadata.mfe]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// What it needs at run time.
    #[serde(default)]
    pub requires: BTreeMap<String, Requirement>,
    /// What it offers to others.
    #[serde(default)]
    pub provides: BTreeMap<String, Version>,
    /// For tests alone: built only where it is named, and by `test`.
    #[serde(default)]
    pub fixture: bool,
    /// Kilobytes (1000 bytes, brotli 11) that client module and glue may weigh together.
    pub budget_kb: Option<u64>,
    /// Kilobytes (1000 bytes, brotli 11) that the stylesheet may weigh.
    pub style_budget_kb: Option<u64>,
    /// Folders of stylesheets that go before its own, relative to its folder.
    #[serde(default)]
    pub styles: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_root: PathBuf,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: Version,
    manifest_path: PathBuf,
    features: BTreeMap<String, Value>,
    dependencies: Vec<Dependency>,
    metadata: Option<Value>,
}

#[derive(Deserialize)]
struct Dependency {
    path: Option<PathBuf>,
    kind: Option<String>,
}

impl Workspace {
    /// Asks cargo about the workspace around `folder`.
    ///
    /// # Errors
    /// There is none, or a remote's settings can't be read.
    pub fn find(folder: &Path) -> Result<Workspace, Error> {
        let mut command = process::command("cargo", folder);
        command.args(["metadata", "--format-version=1", "--no-deps"]);
        let json = process::read(&mut command)?;
        Workspace::read(&json).map_err(|error| match error {
            Ok(error) => error,
            Err(reason) => Error::Answer { command: process::shown(&command), reason },
        })
    }

    fn read(json: &str) -> Result<Workspace, Result<Error, String>> {
        let metadata: Metadata = serde_json::from_str(json).map_err(|error| Err(error.to_string()))?;
        let container = metadata.packages.iter().find(|package| package.name == "container");
        let container_version = container.map_or(Version::new(0, 0, 0), |package| package.version.clone());
        let mut remotes = Vec::new();
        for package in &metadata.packages {
            let Some(settings) = package.metadata.as_ref().and_then(|metadata| metadata.get("mfe")) else {
                continue;
            };
            let settings = serde_json::from_value(settings.clone()).map_err(|error| {
                let advice = format!("mend it in {}", package.manifest_path.display());
                Ok(Error::remote(&package.name, format!("[package.metadata.mfe] can't be read: {error}"), advice))
            })?;
            remotes.push(Remote {
                name: package.name.clone(),
                version: package.version.clone(),
                folder: package.folder().to_owned(),
                features: package.features.keys().cloned().collect(),
                settings,
                sources: sources(package, &metadata.packages),
            });
        }
        remotes.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(Workspace { root: metadata.workspace_root, remotes, container_version })
    }

    /// The remotes called `names`, or all but the fixtures when `names` is empty.
    ///
    /// # Errors
    /// There is no remote of such a name.
    pub fn select(&self, names: &[String]) -> Result<Vec<&Remote>, Error> {
        if names.is_empty() {
            return Ok(self.remotes.iter().filter(|remote| !remote.settings.fixture).collect());
        }
        let find = |name: &String| {
            self.remotes.iter().find(|remote| remote.name == *name).ok_or_else(|| {
                let known: Vec<_> = self.remotes.iter().map(|remote| remote.name.as_str()).collect();
                Error::Usage(format!("there is no remote `{name}`; there are: {}, loader", known.join(", ")))
            })
        };
        names.iter().filter(|name| *name != LOADER).map(find).collect()
    }

    /// Everything that the tool writes lies here.
    pub fn output(&self) -> PathBuf {
        self.root.join("target/mfe")
    }

    /// Releases lie here, a folder a remote.
    pub fn dist(&self) -> PathBuf {
        self.output().join("dist")
    }
}

/// The name of the loader's releases.
pub const LOADER: &str = "loader";

impl Package {
    fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(Path::new("."))
    }
}

/// The folders of `package` and of the path dependencies that are compiled into it.
fn sources(package: &Package, packages: &[Package]) -> Vec<PathBuf> {
    let mut found = vec![package.folder().to_owned()];
    let mut at = 0;
    while let Some(folder) = found.get(at).cloned() {
        at += 1;
        let Some(package) = packages.iter().find(|package| package.folder() == folder) else {
            continue;
        };
        for dependency in package.dependencies.iter().filter(|dependency| dependency.kind.as_deref() != Some("dev")) {
            if let Some(path) = &dependency.path
                && !found.contains(path)
            {
                found.push(path.clone());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const METADATA: &str = r#"{ "workspace_root": "/w", "packages": [
        { "name": "container", "version": "1.2.3", "manifest_path": "/w/container/Cargo.toml", "features": {},
          "dependencies": [], "metadata": null },
        { "name": "shared", "version": "1.0.0", "manifest_path": "/w/shared/Cargo.toml", "features": {}, "metadata": null,
          "dependencies": [{ "path": null, "kind": null }, { "path": "/w/testing", "kind": "dev" }] },
        { "name": "nursing", "version": "2.0.1", "manifest_path": "/w/nursing/Cargo.toml",
          "features": { "hydrate": [], "ssr": [] }, "dependencies": [{ "path": "/w/shared", "kind": null }],
          "metadata": { "mfe": { "requires": { "contract": "^1.0" }, "budget-kb": 75 } } } ] }"#;

    #[test]
    fn remotes_are_the_members_with_settings() {
        let workspace = Workspace::read(METADATA).expect("readable");
        assert_eq!(workspace.container_version, Version::new(1, 2, 3));
        let [nursing] = workspace.remotes.as_slice() else { panic!("one remote") };
        assert_eq!(nursing.settings.budget_kb, Some(75));
        assert!(nursing.settings.requires.contains_key("contract"));
        assert_eq!(nursing.sources, [PathBuf::from("/w/nursing"), PathBuf::from("/w/shared")]);
    }

    #[test]
    fn a_misspelt_setting_is_named() {
        let Err(Ok(error)) = Workspace::read(&METADATA.replace("budget-kb", "budget-kB")) else { panic!("must be refused") };
        assert!(error.to_string().contains("nursing") && error.to_string().contains("budget-kB"), "{error}");
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let workspace = Workspace::read(METADATA).expect("readable");
        assert_eq!(workspace.select(&["loader".into()]).expect("the loader is no remote").len(), 0);
        let error = workspace.select(&["nusring".into()]).expect_err("unknown");
        assert!(error.to_string().contains("nursing, loader"), "{error}");
    }
}
