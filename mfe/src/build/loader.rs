//! The loader: its modules become one file, in an order in which each stands after what it imports.
//!
//! A bundler for the subset that the loader keeps to: named imports of siblings on one line, and `export` before a declaration.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::minify::{self, Mistake};
use crate::error::Error;

/// The entry module.
pub const MAIN: &str = "main.js";

/// The outbox's entry module, and what the loader's text calls it until its file has a name.
const OUTBOX: &str = "outbox/service.js";

/// The service worker.
const WORKER: &str = "worker/worker.js";

/// What stands in the loader's text for the outbox's integrity.
const OUTBOX_INTEGRITY: &str = "outbox-integrity";

/// Bundles `folder/main.js` with what it imports, minified. The outbox will be the file of that path and integrity.
///
/// # Errors
/// A module can't be read, or leaves the subset.
pub fn bundle(folder: &Path, outbox: &str, integrity: &str) -> Result<String, Error> {
    let script = minified(folder, MAIN, "")?;
    Ok(script.replace(OUTBOX, outbox).replace(OUTBOX_INTEGRITY, integrity))
}

/// Bundles the outbox, which the loader imports where it is needed.
///
/// # Errors
/// As for [`bundle`].
pub fn outbox(folder: &Path) -> Result<String, Error> {
    minified(folder, OUTBOX, "export { startOutbox };\n")
}

/// Bundles the service worker.
///
/// # Errors
/// As for [`bundle`].
pub fn worker(folder: &Path) -> Result<String, Error> {
    minified(folder, WORKER, "")
}

fn minified(folder: &Path, entry: &str, exports: &str) -> Result<String, Error> {
    let mut bundle = Bundle::default();
    bundle.add(folder, entry, &mut Vec::new())?;
    bundle.text.push_str(exports);
    minify::script(&bundle.text).map_err(|mistake| bundle.place(mistake))
}

/// The folder's modules that belong to the loader: what `main.js`, the outbox and the worker reach.
///
/// # Errors
/// As for [`bundle`].
pub fn modules(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut bundle = Bundle::default();
    bundle.add(folder, MAIN, &mut Vec::new())?;
    bundle.add(folder, OUTBOX, &mut Vec::new())?;
    bundle.add(folder, WORKER, &mut Vec::new())?;
    Ok(bundle.parts.into_iter().map(|part| part.path).collect())
}

#[derive(Default)]
struct Bundle {
    text: String,
    parts: Vec<Part>,
    done: BTreeSet<PathBuf>,
}

/// Where a module begins in the bundle's text. Lines stay lines, so that a mistake has its line in its file.
struct Part {
    path: PathBuf,
    start: usize,
}

impl Bundle {
    /// Appends what `name` imports, then `name` itself. `open` holds the modules on the way here.
    fn add(&mut self, folder: &Path, name: &str, open: &mut Vec<PathBuf>) -> Result<(), Error> {
        let path = normal(&folder.join(name));
        if self.done.contains(&path) {
            return Ok(());
        }
        let source = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
        open.push(path.clone());
        let mut text = String::with_capacity(source.len());
        for (index, line) in source.lines().enumerate() {
            let wrong = |message: String| Error::Source { path: path.clone(), line: index + 1, message };
            match read_line(line).map_err(wrong)? {
                Line::Import(imported) => {
                    let from = path.parent().unwrap_or(folder);
                    let target = normal(&from.join(imported));
                    if open.contains(&target) {
                        return Err(wrong(format!("`{imported}` imports this module in turn: move what both need to a third")));
                    }
                    self.add(from, imported, open)?;
                }
                Line::Code(code) => text.push_str(code),
            }
            text.push('\n');
        }
        open.pop();
        self.parts.push(Part { path: path.clone(), start: self.text.len() });
        self.text.push_str(&text);
        self.done.insert(path);
        Ok(())
    }

    fn place(&self, Mistake { offset, message }: Mistake) -> Error {
        let part = self.parts.iter().rev().find(|part| part.start <= offset);
        let (path, start) = part.map_or((Path::new(MAIN), 0), |part| (part.path.as_path(), part.start));
        let line = self.text.get(start..offset).map_or(1, |before| before.matches('\n').count() + 1);
        Error::Source { path: path.to_owned(), line, message }
    }
}

enum Line<'a> {
    Import(&'a str),
    Code(&'a str),
}

fn read_line(line: &str) -> Result<Line<'_>, String> {
    const SUBSET: &str =
        "the loader's modules use only `import { a, b } from './file.js';` on one line and `export` before a declaration";
    if let Some(rest) = line.strip_prefix("import ") {
        let (names, from) = rest.split_once(" from ").ok_or(SUBSET)?;
        let file = from.trim_end().trim_end_matches(';');
        let file = file.strip_prefix(['\'', '"']).and_then(|file| file.strip_suffix(['\'', '"'])).ok_or(SUBSET)?;
        let braced = names.trim().starts_with('{') && names.trim().ends_with('}');
        // A renamed import would need its uses renamed.
        if !braced || names.contains(" as ") || !file.starts_with('.') {
            return Err(SUBSET.into());
        }
        return Ok(Line::Import(file));
    }
    if line.starts_with("import{") || line.starts_with("import'") || line.starts_with("import\"") {
        return Err(SUBSET.into());
    }
    if let Some(declaration) = line.strip_prefix("export ") {
        let first = declaration.split_whitespace().next().unwrap_or_default();
        let known = ["const", "let", "function", "function*", "async", "class"].contains(&first);
        return if known { Ok(Line::Code(declaration)) } else { Err(SUBSET.into()) };
    }
    Ok(Line::Code(line))
}

/// `path` without `.` and `x/..`, so that one module has one name.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("inside")).expect("created");
            fs::write(path, text).expect("written");
        }
        folder
    }

    #[test]
    fn each_module_stands_once_after_what_it_imports() {
        let folder = folder(&[
            ("main.js", "import { one } from './net/one.js';\nimport { two } from './two.js';\nconsole.log(one, two);\n"),
            ("net/one.js", "import { two } from '../two.js';\nexport const one = two + 'ONE';\n"),
            ("two.js", "export const two = globalThis.two;\n"),
            ("outbox/service.js", "import { two } from '../two.js';\nexport function startOutbox() {\n  return two;\n}\n"),
            ("worker/worker.js", "self.addEventListener('fetch', () => {});\n"),
            ("unused.js", "export default 1;\n"),
        ]);
        let names: Vec<_> =
            modules(folder.path()).expect("a bundle").iter().map(|path| path.file_name().map(ToOwned::to_owned)).collect();
        let expected = ["two.js", "one.js", "main.js", "service.js", "worker.js"];
        assert_eq!(names, expected.map(|name| Some(name.into())));
        let script = bundle(folder.path(), "loader.outbox.1.js", "sha384-1").expect("a bundle");
        assert!(script.contains("ONE") && !script.contains("import") && !script.contains("export"), "{script}");
    }

    #[test]
    fn the_loader_names_the_outbox_and_the_outbox_exports_its_start() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../container/loader");
        let script = bundle(&folder, "loader.outbox.1.js", "sha384-1").expect("the loader");
        assert!(script.contains("loader.outbox.1.js") && script.contains("sha384-1"), "{script}");
        assert!(!script.contains(OUTBOX) && !script.contains(OUTBOX_INTEGRITY), "{script}");
        let outbox = outbox(&folder).expect("the outbox");
        assert!(outbox.contains("startOutbox}") && !outbox.contains("import "), "{outbox}");
    }

    #[test]
    fn mistakes_name_file_and_line() {
        let wrong = |two: &str| {
            let folder = folder(&[("main.js", "import { two } from './two.js';\n\ntwo();\n"), ("two.js", two)]);
            let error = bundle(folder.path(), "", "").expect_err("wrong").to_string();
            error.split_once("two.js").map(|(_, error)| format!("two.js{error}")).expect("the file's name")
        };
        assert!(wrong("export function two() {\n  return =;\n}\n").starts_with("two.js:2: "));
        assert!(wrong("\nexport default function two() {}\n").starts_with("two.js:2: the loader's modules use only"));
        assert!(wrong("import { a as b } from './main.js';\n").starts_with("two.js:1: "));
        assert!(wrong("import { a } from './main.js';\n").contains("imports this module in turn"));
        assert!(wrong("export const two = 1;\nconst three = 1;\nconst three = 2;\n").starts_with("two.js:"));
    }
}
