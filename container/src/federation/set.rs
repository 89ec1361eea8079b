//! The releases that pages are rendered with and browsers then load: all that are active at one moment.

use std::{collections::BTreeMap, sync::Arc};

use mf_abi::manifest::File;
use serde_json::{Map, Value, json};

use super::release::Release;
use crate::config::Origins;

/// The pseudo-remote that browsers don't mount but begin with.
const LOADER: &str = "loader";

/// A moment of the registry. It never changes: an activation makes another one.
#[derive(Clone, Debug)]
pub struct ReleaseSet {
    active: BTreeMap<String, Arc<Release>>,
    refused: BTreeMap<String, String>,
    members: Arc<str>,
}

impl ReleaseSet {
    /// `members` is written here and not for every page.
    pub(super) fn new(
        active: BTreeMap<String, Arc<Release>>,
        refused: BTreeMap<String, String>,
        origins: &Origins,
    ) -> ReleaseSet {
        let remotes = active.iter().filter(|(name, _)| *name != LOADER);
        let releases: Map<String, Value> = remotes.map(|(name, release)| (name.clone(), describe(release, origins))).collect();
        let loader = active.get(LOADER).map(|release| release.manifest.version.to_string());
        let members = format!("\"releases\":{},\"loader\":{}", Value::Object(releases), json!(loader)).into();
        ReleaseSet { active, refused, members }
    }

    /// The release of that remote, if one can run.
    pub fn get(&self, name: &str) -> Option<&Arc<Release>> {
        self.active.get(name)
    }

    /// Why `name` has no release, or not the one that was asked for.
    pub fn refusal(&self, name: &str) -> Option<&str> {
        self.refused.get(name).map(String::as_str)
    }

    /// The members `releases` and `loader` of the page's data, as JSON.
    pub fn members(&self) -> &str {
        &self.members
    }

    /// The same with `release` as the active one of its remote.
    pub(super) fn with(&self, release: &Arc<Release>, origins: &Origins) -> ReleaseSet {
        let (mut active, mut refused) = (self.active.clone(), self.refused.clone());
        refused.remove(&release.manifest.name);
        active.insert(release.manifest.name.clone(), release.clone());
        ReleaseSet::new(active, refused, origins)
    }

    /// The same with a reason for what is missing of `name`.
    pub(super) fn without(&self, name: &str, reason: String) -> ReleaseSet {
        let mut set = self.clone();
        set.refused.insert(name.to_owned(), reason);
        set
    }
}

/// A release as the loader wants it.
pub(super) fn describe(release: &Release, origins: &Origins) -> Value {
    let files = &release.manifest.files;
    let file = |file: &Option<File>| {
        file.as_ref().map(|file| json!({ "path": file.path, "integrity": file.integrity, "size": file.size }))
    };
    json!({
        "version": release.manifest.version.to_string(),
        "bases": origins.bases(&release.manifest.name, &release.path()),
        "glue": file(&files.glue), "client": file(&files.client), "style": file(&files.style),
    })
}
