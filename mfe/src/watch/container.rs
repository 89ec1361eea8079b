//! The container while developing. cargo-leptos compiles it, and keeps the former one running when that fails: its pages hear of
//! the failure from here.

use std::path::PathBuf;

use crate::{
    build::sources::Fingerprint,
    cargo::{self, Audience},
    error::Error,
    process,
    workspace::Workspace,
};

/// What became of the container after a change.
#[derive(Debug, PartialEq)]
pub(super) enum Change {
    /// It doesn't compile: what the compiler says.
    Broken(String),
    /// It compiles again.
    Mended,
}

/// The container's sources as they were the last time.
pub(super) struct Container {
    root: PathBuf,
    fingerprint: String,
    broken: bool,
}

impl Container {
    /// The sources as they are: the container that runs was compiled from them.
    ///
    /// # Errors
    /// They can't be read.
    pub(super) fn new(workspace: &Workspace) -> Result<Container, Error> {
        let mut container = Container { root: workspace.root.clone(), fingerprint: String::new(), broken: false };
        container.fingerprint = container.read()?;
        Ok(container)
    }

    /// The folders to watch.
    pub(super) fn folders(&self) -> [PathBuf; 1] {
        [self.root.join("container/src")]
    }

    fn read(&self) -> Result<String, Error> {
        let mut fingerprint = Fingerprint::new(&self.root);
        self.folders().iter().try_for_each(|folder| fingerprint.folder(folder))?;
        Ok(fingerprint.finish())
    }

    /// Compiles it if its sources have changed, with the very command of cargo-leptos: one of the two finds it done.
    ///
    /// # Errors
    /// The sources can't be read, or cargo can't be started.
    pub(super) fn look(&mut self) -> Result<Option<Change>, Error> {
        let fingerprint = self.read()?;
        if fingerprint == self.fingerprint {
            return Ok(None);
        }
        self.fingerprint = fingerprint;
        let mut command = process::command("cargo", &self.root);
        command.args(["build", "--package=container", "--bin=container", "--no-default-features"]);
        let failure = cargo::follow(&mut command, &[], &Audience::Nobody)?.failure();
        let was_broken = std::mem::replace(&mut self.broken, failure.is_some());
        Ok(failure.map(Change::Broken).or(was_broken.then_some(Change::Mended)))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use semver::Version;

    use super::*;

    #[test]
    fn a_container_that_breaks_and_is_mended() {
        let root = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("inside")).expect("created");
            fs::write(path, text).expect("written");
        };
        write("Cargo.toml", "[workspace]\nmembers = [\"container\"]\nresolver = \"3\"\n");
        write("container/Cargo.toml", "[package]\nname = \"container\"\nversion = \"1.0.0\"\nedition = \"2024\"\n");
        write("container/src/main.rs", "fn main() {}\n");
        let workspace = Workspace { root: root.path().into(), remotes: Vec::new(), container_version: Version::new(1, 0, 0) };
        let mut container = Container::new(&workspace).expect("readable");
        assert_eq!(container.look().expect("looks"), None);
        write("container/src/main.rs", "fn main() { broken }\n");
        let Some(Change::Broken(said)) = container.look().expect("looks") else { panic!("it doesn't compile") };
        assert!(said.contains("cannot find value `broken`") && said.contains("container/src/main.rs:1"), "{said}");
        write("container/src/main.rs", "fn main() {}\n\n");
        assert_eq!(container.look().expect("looks"), Some(Change::Mended));
        write("container/src/main.rs", "fn main() {}\n\n\n");
        assert_eq!(container.look().expect("looks"), None);
    }
}
