//! Which releases exist, which one is active, and why another one is not.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use mf_abi::{
    negotiate::{self, Offer},
    schema::Document,
};
use semver::Version;
use serde::Serialize;
use serde_json::Value;

use super::{
    Error,
    memo::Memo,
    release::Release,
    set::{ReleaseSet, describe},
};
use crate::{config::Origins, db::Database};

/// All releases that this container knows.
pub struct Registry {
    folder: PathBuf,
    origins: Origins,
    contract: Document,
    db: Database,
    memo: Memo,
    state: RwLock<State>,
}

struct State {
    releases: BTreeMap<String, BTreeMap<Version, Arc<Release>>>,
    /// What is active, and per remote what an operator or a build asked for and did not get.
    set: Arc<ReleaseSet>,
}

/// One line of `GET /api/micro-frontends`.
#[derive(Debug, Serialize)]
pub struct Listing {
    name: String,
    active: Option<String>,
    releases: Vec<String>,
    exposes: Vec<String>,
    requires: BTreeMap<String, String>,
    bases: Vec<String>,
    refused: Option<String>,
}

impl Registry {
    /// Reads the releases in `folder` and activates one of each remote: the newest build, unless an operator chose another one
    /// since that build.
    ///
    /// # Errors
    /// The folder can't be read, or the database failed. A damaged release is left out and logged.
    pub async fn open(folder: &Path, origins: Origins, db: Database, memo: Memo) -> Result<Registry, Error> {
        let contract = Document::read(contract::SCHEMA)
            .map_err(|error| Error::Manifest { place: "the contract".into(), reason: error.to_string() })?;
        let set = Arc::new(ReleaseSet::new(BTreeMap::new(), BTreeMap::new(), &origins));
        let state = RwLock::new(State { releases: BTreeMap::new(), set });
        let registry = Registry { folder: folder.to_owned(), origins, contract, db, memo, state };
        for name in registry.scan()? {
            let latest = registry.latest(&name);
            let chosen = registry.db.activation(&name).await?.filter(|chosen| Some(&chosen.latest) == latest.as_ref());
            let wanted = chosen.map(|chosen| chosen.version).or(latest);
            if let Some(wanted) = wanted.and_then(|text| Version::parse(&text).ok()) {
                registry.settle(&name, &wanted);
            }
        }
        Ok(registry)
    }

    /// Where server renders come from.
    pub fn memo(&self) -> &Memo {
        &self.memo
    }

    /// The origins of remotes, for the CSP.
    pub fn origins(&self) -> &Origins {
        &self.origins
    }

    fn scan(&self) -> Result<Vec<String>, Error> {
        let mut names = Vec::new();
        for folder in folders(&self.folder)? {
            let Some(name) = folder.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            self.scan_remote(name)?;
            names.push(name.to_owned());
        }
        Ok(names)
    }

    fn scan_remote(&self, name: &str) -> Result<(), Error> {
        for folder in folders(&self.folder.join(name))? {
            let version = folder.file_name().and_then(|name| name.to_str()).and_then(|text| Version::parse(text).ok());
            let Some(version) = version else { continue };
            if self.find(name, &version).is_some() {
                continue;
            }
            match Release::read(&folder) {
                Ok(release) if release.manifest.name == name => {
                    self.write().releases.entry(name.to_owned()).or_default().insert(version, release);
                }
                Ok(release) => {
                    tracing::error!(folder = %folder.display(), name = release.manifest.name, "a release of another remote")
                }
                Err(error) => tracing::error!(%error, "a release is left out"),
            }
        }
        Ok(())
    }

    fn latest(&self, name: &str) -> Option<String> {
        std::fs::read_to_string(self.folder.join(name).join("latest")).ok().map(|text| text.trim().to_owned())
    }

    fn find(&self, name: &str, version: &Version) -> Option<Arc<Release>> {
        self.read().releases.get(name)?.get(version).cloned()
    }

    /// Whether the release may run here: its contract, and the remotes that it requires.
    fn fits(&self, release: &Release) -> Result<(), Error> {
        negotiate::contract_fits(&self.contract, &release.manifest)?;
        let state = self.read();
        for (package, requirement) in release.manifest.requires.iter().filter(|(package, _)| *package != "contract") {
            let offers: Vec<Offer> = match state.set.get(package) {
                Some(active) => vec![Offer { version: plain(&active.manifest.version), eager: true, loaded: true }],
                None => state
                    .releases
                    .get(package)
                    .into_iter()
                    .flatten()
                    .map(|(version, _)| Offer { version: plain(version), eager: false, loaded: false })
                    .collect(),
            };
            if let Some(warning) = negotiate::resolve(&release.id, package, requirement, &offers)?.warning {
                tracing::warn!(warning, "a loose requirement");
            }
        }
        Ok(())
    }

    /// Activates `wanted` or, where it can't run, the newest release that can.
    fn settle(&self, name: &str, wanted: &Version) {
        let refusal = match self.find(name, wanted) {
            None => format!("there is no release {name}@{wanted}"),
            Some(release) => match self.adopt(&release) {
                Ok(()) => return,
                Err(error) => error.to_string(),
            },
        };
        tracing::error!(refusal, "a release was refused");
        let others: Vec<Arc<Release>> =
            self.read().releases.get(name).into_iter().flat_map(|all| all.values().rev().cloned()).collect();
        let instead =
            others.iter().filter(|release| release.manifest.version != *wanted).find(|release| self.adopt(release).is_ok());
        if instead.is_none() {
            tracing::error!(name, "no release can run");
        }
        let mut state = self.write();
        state.set = Arc::new(state.set.without(name, refusal));
    }

    fn adopt(&self, release: &Arc<Release>) -> Result<(), Error> {
        self.fits(release)?;
        self.memo.warm(release)?;
        let mut state = self.write();
        state.set = Arc::new(state.set.with(release, &self.origins));
        Ok(())
    }

    /// Makes `version` (or the newest build, for `latest`) the one that the next page gets. Pages already open keep theirs.
    ///
    /// # Errors
    /// There is no such release, it doesn't fit, or its server module is damaged; then nothing changes.
    pub async fn activate(&self, name: &str, version: &str) -> Result<Arc<Release>, Error> {
        self.scan_remote(name)?;
        let latest = self.latest(name);
        let text = if version == "latest" { latest.clone().unwrap_or_default() } else { version.to_owned() };
        let unknown = || Error::Unknown(format!("{name}@{version}"));
        let wanted = Version::parse(&text).map_err(|_| unknown())?;
        let release = self.find(name, &wanted).ok_or_else(unknown)?;
        self.adopt(&release)?;
        self.db.set_activation(name, &text, latest.as_deref().unwrap_or_default()).await?;
        tracing::info!(release = &*release.id, "activated");
        Ok(release)
    }

    /// All active releases: those on the page, those that they mount, and those that a link leads to.
    pub fn release_set(&self) -> Arc<ReleaseSet> {
        self.read().set.clone()
    }

    /// Where browsers find the files of a release, best first; each ends in a slash.
    pub fn bases(&self, release: &Release) -> Vec<String> {
        self.origins.bases(&release.manifest.name, &release.path())
    }

    /// A release as the loader wants it.
    pub fn describe(&self, release: &Release) -> Value {
        describe(release, &self.origins)
    }

    /// Everything, for operators.
    pub fn list(&self) -> Vec<Listing> {
        let state = self.read();
        let listing = |(name, releases): (&String, &BTreeMap<Version, Arc<Release>>)| {
            let active = state.set.get(name);
            Listing {
                name: name.clone(),
                active: active.map(|release| release.manifest.version.to_string()),
                releases: releases.keys().map(Version::to_string).collect(),
                exposes: active.into_iter().flat_map(|release| release.manifest.exposes.keys().cloned()).collect(),
                requires: active
                    .into_iter()
                    .flat_map(|release| &release.manifest.requires)
                    .map(|(package, requirement)| (package.clone(), requirement.version.to_string()))
                    .collect(),
                bases: active.map(|release| self.bases(release)).unwrap_or_default(),
                refused: state.set.refusal(name).map(str::to_owned),
            }
        };
        state.releases.iter().map(listing).collect()
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The version without build metadata: ranges speak of versions, not of builds.
fn plain(version: &Version) -> Version {
    Version { build: semver::BuildMetadata::EMPTY, ..version.clone() }
}

fn folders(parent: &Path) -> Result<Vec<PathBuf>, Error> {
    let fail = |source| Error::Read { path: parent.to_owned(), source };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(parent).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
