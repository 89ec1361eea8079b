//! A remote's stylesheet: its CSS files in a fixed order, as one.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    minify::{self, Mistake},
    sources,
};
use crate::{error::Error, workspace::Remote};

/// The minified stylesheet of `remote`; none if it has no CSS.
///
/// Order: the folders that its settings name (`styles`), its own `style/`, then what lies beside its components in `src/`;
/// within each by path.
///
/// # Errors
/// A file can't be read or has a mistake.
pub fn bundle(remote: &Remote) -> Result<Option<String>, Error> {
    let files = files(remote)?;
    let mut whole = String::new();
    for path in &files {
        let source = fs::read_to_string(path).map_err(Error::file("read", path))?;
        // Each file alone first: so a mistake has its own file and line.
        minify::style(&source).map_err(|Mistake { offset, message }| Error::Source {
            path: path.clone(),
            line: source.get(..offset).map_or(1, |before| before.matches('\n').count() + 1),
            message,
        })?;
        whole.push_str(&source);
        whole.push('\n');
    }
    if files.is_empty() {
        return Ok(None);
    }
    let small = minify::style(&whole)
        .map_err(|Mistake { message, .. }| Error::remote(&remote.name, message, "its stylesheets don't fit together"))?;
    Ok(Some(small))
}

/// The CSS files of `remote` in their order.
///
/// # Errors
/// A folder can't be read.
pub fn files(remote: &Remote) -> Result<Vec<PathBuf>, Error> {
    let named = remote.settings.styles.iter().map(|folder| remote.folder.join(folder));
    let mut files = Vec::new();
    for folder in named.chain([remote.folder.join("style"), remote.folder.join("src")]) {
        files.extend(sources::below(&folder)?.into_iter().filter(|path| is_css(path)));
    }
    Ok(files)
}

fn is_css(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "css")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use semver::Version;

    use super::*;
    use crate::workspace::Settings;

    fn remote(folder: &Path) -> Remote {
        Remote {
            name: "ui".into(),
            version: Version::new(1, 0, 0),
            folder: folder.join("ui"),
            features: BTreeSet::new(),
            settings: Settings { styles: vec!["../style".into()], ..Settings::default() },
            sources: Vec::new(),
        }
    }

    #[test]
    fn global_styles_come_first_then_own_ones_by_path() {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, css) in [
            ("style/tokens.css", ":root { --ink: #112233 }"),
            ("style/base.css", "body { margin: 0px }"),
            ("ui/style/page.css", ".page { color: red }"),
            ("ui/src/card/card.css", ".card { color: red }"),
            ("ui/src/card/mod.rs", "fn css() {}"),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("inside")).expect("created");
            fs::write(path, css).expect("written");
        }
        let css = bundle(&remote(folder.path())).expect("valid").expect("there");
        assert_eq!(css, "body{margin:0}:root{--ink:#123}.page,.card{color:red}");
        fs::write(folder.path().join("ui/style/page.css"), ".page {\n  color: red\n}\n@media ? {}\n").expect("written");
        let error = bundle(&remote(folder.path())).expect_err("no media query").to_string();
        assert!(error.contains("page.css:4: "), "{error}");
    }

    #[test]
    fn a_remote_without_css_has_no_stylesheet() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(bundle(&remote(folder.path())).expect("nothing to do"), None);
    }
}
