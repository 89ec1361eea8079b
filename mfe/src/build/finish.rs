//! The second half of a build: from compiled modules to a published release.

use std::{collections::BTreeMap, fs, path::Path, time::Instant};

use mf_abi::manifest::Built;

use super::{
    Builder, Mode, Outcome, budget,
    compress::Effort,
    glue, loader,
    minify::{self, Mistake},
    prune,
    release::{self, Draft, Release},
    section,
    sources::Fingerprint,
    state::{Last, State},
    style,
};
use crate::{
    error::Error,
    progress,
    workspace::{LOADER, Remote, Settings},
};

impl Builder<'_> {
    /// Makes and publishes the release; returns its version.
    pub(super) fn finish(&self, remote: &Remote, client: &Path, server: &Path) -> Result<String, Error> {
        let start = Instant::now();
        let name = &remote.name;
        let compiled = fs::read(server).map_err(Error::file("read", server))?;
        // Traps name functions while developing; users get neither names nor notes.
        let names = self.mode == Mode::Dev;
        let server = section::strip(name, &compiled, |section| names && section == "name")?;
        let server = mfe_order::shake(&server, |export| export.starts_with("mf_"))
            .map_err(|error| Error::remote(name, format!("the server module: {error}"), "build again with --force"))?;
        let bound = glue::bind(name, client, names)?;
        let client = section::strip(name, &bound.wasm, |section| names && section == "name")?;
        let declared = section::declared(name, &compiled, &client)?;
        let client = match self.mode {
            Mode::Dev => client,
            Mode::Release => mfe_order::order(&client)
                .map_err(|error| Error::remote(name, format!("the client module: {error}"), "build again with --force"))?,
        };
        let script = minify::script(&bound.glue).map_err(|Mistake { message, .. }| {
            Error::remote(name, format!("the glue can't be read: {message}"), "mend mfe/src/build/glue.rs")
        })?;
        let draft = Draft {
            name: name.clone(),
            version: remote.version.clone(),
            contract: Some(declared.contract),
            exposes: declared.exposes,
            requires: remote.settings.requires.clone(),
            provides: remote.settings.provides.clone(),
            glue: Some(script.into_bytes()),
            client: Some(client),
            server: Some(server),
            style: style::bundle(remote)?.map(String::into_bytes),
            outbox: None,
            worker: None,
            built: self.built(),
            effort: if names { Effort::Little } else { Effort::Most },
        };
        self.publish(draft.finish(), &remote.settings, start)
    }

    /// Bundles the loader, which is a release like any other, without a module.
    pub(super) fn build_loader(&self, force: bool) -> Result<Outcome, Error> {
        let start = Instant::now();
        let folder = self.workspace.root.join("container/loader");
        let mut fingerprint = Fingerprint::new(&self.workspace.root);
        self.tools(&mut fingerprint)?;
        fingerprint.fact("version", &self.workspace.container_version.to_string());
        loader::modules(&folder)?.iter().try_for_each(|path| fingerprint.file(path))?;
        let fingerprint = fingerprint.finish();
        if let Some(outcome) = self.unchanged(LOADER, &fingerprint)?
            && !force
        {
            return Ok(outcome);
        }
        let outbox = loader::outbox(&folder)?.into_bytes();
        let (path, integrity) = release::outbox_file(LOADER, &outbox);
        let draft = Draft {
            name: LOADER.to_owned(),
            version: self.workspace.container_version.clone(),
            contract: None,
            exposes: BTreeMap::new(),
            requires: BTreeMap::new(),
            provides: BTreeMap::new(),
            glue: Some(loader::bundle(&folder, &path, &integrity)?.into_bytes()),
            client: None,
            server: None,
            style: None,
            outbox: Some(outbox),
            worker: Some(loader::worker(&folder)?.into_bytes()),
            built: self.built(),
            effort: Effort::Most,
        };
        let release = self.publish(draft.finish(), &Settings::default(), start)?;
        let last = Last { fingerprint, release: release.clone() };
        State::read(self.workspace, LOADER).remember(self.workspace, LOADER, self.mode, last)?;
        prune::prune(&self.workspace.dist().join(LOADER))?;
        Ok(Outcome { name: LOADER.to_owned(), release, fresh: true })
    }

    /// Weighs the release, then puts it where it is served from.
    fn publish(&self, release: Release, settings: &Settings, start: Instant) -> Result<String, Error> {
        let name = release.manifest.name.clone();
        let figures = budget::figures(&release.manifest, settings);
        if self.mode == Mode::Release {
            figures.iter().for_each(|figure| self.say(&name, "weight", &figure.shown()));
            budget::check(&name, &figures)?;
        }
        release.publish(&self.workspace.dist())?;
        let version = release.manifest.version.to_string();
        self.say(&name, &version, &format!("finished {}", progress::seconds(start.elapsed())));
        Ok(version)
    }

    fn built(&self) -> Built {
        Built {
            rustc: self.toolchain.rustc.clone(),
            wasm_bindgen: wasm_bindgen_version().to_owned(),
            profile: self.mode.name().to_owned(),
        }
    }
}

/// The version that the glue is written by; the root's Cargo.toml pins it.
fn wasm_bindgen_version() -> &'static str {
    "0.2.130"
}
