//! What was built last, so that what has not changed is not built again.

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::compile::Mode;
use crate::{error::Error, workspace::Workspace};

/// The last build of one remote, by mode.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct State {
    #[serde(flatten)]
    modes: BTreeMap<String, Last>,
}

/// One build.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Last {
    /// What it was made from.
    pub fingerprint: String,
    /// The version of the release that came out.
    pub release: String,
}

fn path(workspace: &Workspace, name: &str) -> PathBuf {
    workspace.output().join("state").join(format!("{name}.json"))
}

impl State {
    /// Reads the state of `name`; a missing or unreadable one means: build.
    pub fn read(workspace: &Workspace, name: &str) -> State {
        let text = fs::read_to_string(path(workspace, name)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// The last build in `mode`.
    pub fn last(&self, mode: Mode) -> Option<&Last> {
        self.modes.get(mode.name())
    }

    /// Remembers a build.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn remember(mut self, workspace: &Workspace, name: &str, mode: Mode, last: Last) -> Result<(), Error> {
        self.modes.insert(mode.name().to_owned(), last);
        let path = path(workspace, name);
        let folder = workspace.output().join("state");
        fs::create_dir_all(&folder).map_err(Error::file("create", folder))?;
        let json = serde_json::to_string_pretty(&self).map_err(|error| Error::file("write", &path)(error.into()))?;
        fs::write(&path, json).map_err(Error::file("write", path))
    }
}
