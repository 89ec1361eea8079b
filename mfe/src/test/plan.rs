//! Which steps there are, in which order.

use std::{fs, path::Path};

use crate::{
    build::{
        Mode,
        compile::{self, Side},
    },
    error::Error,
    workspace::{Remote, Workspace},
};

/// A part of the tests that can be run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Formatting.
    Fmt,
    /// Lints.
    Clippy,
    /// Unit and integration tests.
    Unit,
    /// The loader's types and tests.
    Loader,
    /// Release builds and their budgets.
    Build,
    /// A real browser against a real container.
    Browser,
}

/// One step.
#[derive(Debug)]
pub(super) struct Step {
    /// The part it belongs to.
    pub part: Part,
    /// Its name in the summary.
    pub name: String,
    /// What it does.
    pub action: Action,
}

/// What a step does.
#[derive(Debug, PartialEq)]
pub(super) enum Action {
    /// cargo with these arguments, of the toolchain that runs the container.
    Cargo(Vec<String>),
    /// cargo with these arguments, of a toolchain that has rustfmt and clippy and the wasm target.
    Lint(Vec<String>),
    /// Node with these arguments, in this folder below the root.
    Node(&'static str, Vec<String>),
    /// The releases.
    Build,
    /// Playwright.
    Browser,
}

/// The exam domain with all that a server has.
const DOMAIN: &str = "nursing-domain --features schema,bank,import,adaptive,analysis,repetition";

/// All steps.
///
/// # Errors
/// A remote lacks a feature, or a folder can't be read.
pub(super) fn steps(workspace: &Workspace) -> Result<Vec<Step>, Error> {
    let mut steps = Vec::new();
    let mut add = |part, name: String, action| steps.push(Step { part, name, action });
    add(Part::Fmt, "format".into(), Action::Lint(words("fmt --all --check")));
    let host = "clippy --release --all-targets -p container -p mfe -p shared --features shared/schema,shared/ssr -- -D warnings";
    add(Part::Clippy, "clippy: container, mfe, shared".into(), Action::Lint(words(host)));
    let domain = format!("clippy --release --all-targets -p {DOMAIN} -- -D warnings");
    add(Part::Clippy, "clippy: nursing-domain".into(), Action::Lint(words(&domain)));
    for remote in &workspace.remotes {
        for side in [Side::Client, Side::Server] {
            add(Part::Clippy, format!("clippy: {}, {}", remote.name, side.name()), Action::Lint(clippy(remote, side)?));
        }
    }
    // One package at a time, with the features that other builds use: each further combination compiles dependencies anew.
    for package in ["shared --features schema,ssr", DOMAIN, "mfe", "container"] {
        let name = package.split(' ').next().unwrap_or(package);
        add(Part::Unit, format!("tests: {name}"), Action::Cargo(words(&format!("test --release -p {package}"))));
    }
    for remote in &workspace.remotes {
        // Unoptimised: the optimiser takes minutes over a view's types, and these tests take no time.
        let features = Side::Server.features(remote)?;
        let line = format!("test -p {} --features {features}", remote.name);
        add(Part::Unit, format!("tests: {}", remote.name), Action::Cargo(words(&line)));
    }
    let types = words("end2end/node_modules/typescript/bin/tsc -p container/loader");
    add(Part::Loader, "loader: types".into(), Action::Node("", types));
    add(Part::Loader, "loader: tests".into(), Action::Node("", loader_tests(&workspace.root)?));
    add(Part::Build, "release builds".into(), Action::Build);
    add(Part::Browser, "browser".into(), Action::Browser);
    Ok(steps)
}

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

fn clippy(remote: &Remote, side: Side) -> Result<Vec<String>, Error> {
    let mut arguments = vec!["clippy".to_owned()];
    arguments.extend(compile::selection(remote, side, Mode::Release)?);
    arguments.extend(words("-- -D warnings"));
    Ok(arguments)
}

/// Newer Nodes take no folder: each file is named.
fn loader_tests(root: &Path) -> Result<Vec<String>, Error> {
    let folder = root.join("container/loader/tests");
    let mut files: Vec<String> = Vec::new();
    for entry in fs::read_dir(&folder).map_err(Error::file("read", &folder))? {
        let name = entry.map_err(Error::file("read", &folder))?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.js") || name.ends_with(".test.mjs") {
            files.push(format!("container/loader/tests/{name}"));
        }
    }
    files.sort();
    files.insert(0, "--test".into());
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use semver::Version;

    use super::*;
    use crate::workspace::Settings;

    #[test]
    fn each_remote_is_linted_for_both_sides_and_tested() {
        let root = tempfile::tempdir().expect("a folder");
        let tests = root.path().join("container/loader/tests");
        fs::create_dir_all(&tests).expect("created");
        fs::write(tests.join("store.test.js"), "").expect("written");
        fs::write(tests.join("page.js"), "").expect("written");
        let nursing = Remote {
            name: "nursing".into(),
            version: Version::new(1, 0, 0),
            folder: root.path().join("nursing"),
            features: BTreeSet::from(["hydrate".into(), "ssr".into()]),
            settings: Settings::default(),
            sources: Vec::new(),
        };
        let workspace = Workspace { root: root.path().into(), remotes: vec![nursing], container_version: Version::new(1, 0, 0) };
        let steps = steps(&workspace).expect("steps");
        let names: Vec<_> = steps.iter().map(|step| step.name.as_str()).filter(|name| name.contains("nursing")).collect();
        let domain = ["clippy: nursing-domain", "tests: nursing-domain"];
        let names: Vec<_> = names.into_iter().filter(|name| !domain.contains(name)).collect();
        assert_eq!(names, ["clippy: nursing, client", "clippy: nursing, server", "tests: nursing"]);
        let loader = steps.iter().find(|step| step.name == "loader: tests").expect("there");
        assert_eq!(loader.action, Action::Node("", vec!["--test".into(), "container/loader/tests/store.test.js".into()]));
        assert_eq!(steps.last().map(|step| step.part), Some(Part::Browser));
    }
}
