//! Which steps there are, in which order.

use std::{fs, path::Path};

use crate::{
    build::{
        Mode,
        compile::{self, Side},
    },
    error::Error,
    toolchain::TARGET,
    workspace::Workspace,
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
    /// cargo with these arguments, of a toolchain that has rustfmt and clippy and the wasm target.
    Lint(Vec<String>),
    /// cargo with these arguments, where clippy compiles the workspace's own packages: it is the compiler with more lints, so what
    /// it has read for them needn't be compiled again to be tested.
    Linted(Vec<String>),
    /// cargo with these arguments, of a toolchain that has the wasm target.
    Module(Vec<String>),
    /// Node with these arguments, in this folder below the root.
    Node(&'static str, Vec<String>),
    /// The releases.
    Build,
    /// Playwright.
    Browser,
}

/// The workspace's packages that are no remotes: clippy and tests compile them together, so that what they depend on is compiled
/// once, with one set of features.
const PACKAGES: [&str; 12] = [
    "container",
    "overlay",
    "mf-abi",
    "mf-remote",
    "contract",
    "nursing-domain",
    "sitting-wasm",
    "nursing-cli",
    "mfe",
    "mfe-deploy",
    "mfe-order",
    "load",
];
/// What is tested of them beyond their own defaults.
const FEATURES: [&str; 2] = ["contract/schema", "contract/ssr"];

/// All steps.
///
/// # Errors
/// A remote lacks a feature, or a folder can't be read.
pub(super) fn steps(workspace: &Workspace) -> Result<Vec<Step>, Error> {
    let mut steps = Vec::new();
    let mut add = |part, name: String, action| steps.push(Step { part, name, action });
    let natively = natively(workspace)?;
    let cargo = |command: &str, packages: &[String], rest: &str| {
        words(command).into_iter().chain(packages.iter().cloned()).chain(words(rest)).collect::<Vec<_>>()
    };
    add(Part::Fmt, "format".into(), Action::Lint(words("fmt --all --check")));
    // A remote's server side is ordinary code, but for the exports that `remote!` writes: no wasm target is needed to read it.
    add(Part::Clippy, "clippy: platform, product, server sides".into(), Action::Linted(cargo("test --no-run", &natively, "")));
    // Before anything reads the client sides: releases are built with macros that were compiled for the server sides.
    add(Part::Build, "release builds".into(), Action::Build);
    for remote in &workspace.remotes {
        let selection = compile::selection(remote, Side::Client, Mode::Release)?;
        add(
            Part::Clippy,
            format!("clippy: {}, client", remote.name),
            Action::Lint(cargo("clippy", &selection, "-- -D warnings")),
        );
    }
    add(Part::Unit, "tests: platform, product, server sides".into(), Action::Linted(cargo("test --no-fail-fast", &natively, "")));
    let types = words("end2end/node_modules/typescript/bin/tsc -p container/loader");
    add(Part::Loader, "loader: types".into(), Action::Node("", types));
    // The server's rules, for the tests of the outbox.
    let rules = format!("rustc --release --package sitting-wasm --lib --target {TARGET} --crate-type cdylib");
    add(Part::Loader, "loader: the server's rules".into(), Action::Module(words(&rules)));
    add(Part::Loader, "loader: tests".into(), Action::Node("", loader_tests(&workspace.root)?));
    add(Part::Browser, "browser".into(), Action::Browser);
    Ok(steps)
}

/// Every package, the remotes for the server side, with what container and tool are compiled from. They themselves are
/// unoptimised and checked: the optimiser takes minutes over a view's types, and the tests take no time.
fn natively(workspace: &Workspace) -> Result<Vec<String>, Error> {
    let mut words = vec!["--release".to_owned()];
    let mut features: Vec<String> = FEATURES.map(str::to_owned).to_vec();
    for remote in &workspace.remotes {
        features.extend(Side::Server.features(remote)?.split(',').map(|feature| format!("{}/{feature}", remote.name)));
    }
    let remotes = workspace.remotes.iter().map(|remote| remote.name.as_str());
    for package in PACKAGES.into_iter().chain(remotes) {
        words.extend(["--package".to_owned(), package.to_owned()]);
        for setting in ["opt-level=0", "debug-assertions=true", "overflow-checks=true"] {
            words.extend(["--config".to_owned(), format!("profile.release.package.{package}.{setting}")]);
        }
    }
    words.extend(["--features".to_owned(), features.join(",")]);
    Ok(words)
}

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
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
    use crate::workspace::{Remote, Settings};

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
        let find = |name: &str| &steps.iter().find(|step| step.name == name).expect("there").action;
        assert!(matches!(find("clippy: nursing, client"), Action::Lint(words) if words.contains(&"hydrate".to_owned())));
        for name in ["clippy: platform, product, server sides", "tests: platform, product, server sides"] {
            let Action::Linted(words) = find(name) else { panic!("{name} is cargo's and clippy's") };
            assert!(words.join(" ").contains("--features contract/schema,contract/ssr,nursing/ssr"), "{words:?}");
            assert!(words.iter().any(|word| word == "profile.release.package.nursing.opt-level=0"), "{words:?}");
        }
        let at = |name: &str| steps.iter().position(|step| step.name == name).expect("there");
        assert!(at("loader: the server's rules") < at("loader: tests"), "the tests read what that step makes");
        let loader = steps.iter().find(|step| step.name == "loader: tests").expect("there");
        assert_eq!(loader.action, Action::Node("", vec!["--test".into(), "container/loader/tests/store.test.js".into()]));
        assert_eq!(steps.last().map(|step| step.part), Some(Part::Browser));
    }
}
