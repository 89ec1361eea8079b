//! Byte budgets: a remote that outgrows its own fails the build.

use mf_abi::manifest::{File, Manifest};

use crate::{
    error::Error,
    workspace::{LOADER, Settings},
};

/// The loader runs in every page, before anything else.
const LOADER_KB: u64 = 8;
/// The outbox, where it is needed.
const OUTBOX_KB: u64 = 9;
/// For a remote without `budget-kb`: what anything trivial has to fit in.
const TRIVIAL_KB: u64 = 30;
/// For a stylesheet without `style-budget-kb`.
const STYLE_KB: u64 = 12;
/// The outer alarm for a client module, uncompressed.
const RAW_BYTES: u64 = 500_000;

/// One figure and its limit, in bytes.
#[derive(Debug, PartialEq)]
pub struct Figure {
    /// What was weighed.
    pub what: &'static str,
    /// What it weighs.
    pub bytes: u64,
    /// What it may weigh.
    pub limit: u64,
}

impl Figure {
    /// `client and glue 80.1 kB br of 75 kB`.
    pub fn shown(&self) -> String {
        format!("{} {} of {} kB", self.what, kilobytes(self.bytes), self.limit / 1000)
    }
}

/// Every figure of a release that has a limit.
pub fn figures(manifest: &Manifest, settings: &Settings) -> Vec<Figure> {
    let brotli = |file: &Option<File>| file.as_ref().map_or(0, |file| file.brotli);
    let files = &manifest.files;
    let scripts = if manifest.name == LOADER { LOADER_KB } else { settings.budget_kb.unwrap_or(TRIVIAL_KB) };
    let what = if manifest.name == LOADER { "loader, brotli," } else { "client and glue, brotli," };
    let mut figures = vec![Figure { what, bytes: brotli(&files.client) + brotli(&files.glue), limit: scripts * 1000 }];
    if let Some(client) = &files.client {
        figures.push(Figure { what: "client module, uncompressed,", bytes: client.size, limit: RAW_BYTES });
    }
    if files.style.is_some() {
        let limit = settings.style_budget_kb.unwrap_or(STYLE_KB) * 1000;
        figures.push(Figure { what: "stylesheet, brotli,", bytes: brotli(&files.style), limit });
    }
    if files.outbox.is_some() {
        figures.push(Figure { what: "outbox, brotli,", bytes: brotli(&files.outbox), limit: OUTBOX_KB * 1000 });
    }
    figures
}

/// Fails if a figure is over its limit.
///
/// # Errors
/// Names every such figure.
pub fn check(name: &str, figures: &[Figure]) -> Result<(), Error> {
    let over: Vec<String> = figures
        .iter()
        .filter(|figure| figure.bytes > figure.limit)
        .map(|figure| format!("  {}: {} bytes too many", figure.shown(), figure.bytes - figure.limit))
        .collect();
    if over.is_empty() { Ok(()) } else { Err(Error::Budget { name: name.to_owned(), figures: over }) }
}

/// `51.2 kB`, of 1000 bytes.
pub fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeMap;

    use mf_abi::manifest::{Built, FORMAT, Files};
    use semver::Version;

    use super::*;

    /// A manifest whose files have these sizes: uncompressed client, then brotli of client, glue and style.
    pub(in crate::build) fn manifest(name: &str, raw: u64, client: u64, glue: u64, style: Option<u64>) -> Manifest {
        let file =
            |size, brotli| Some(File { path: "x".into(), size, brotli, integrity: String::new(), content_type: String::new() });
        Manifest {
            format: FORMAT,
            name: name.into(),
            version: Version::new(1, 0, 0),
            contract: None,
            exposes: BTreeMap::new(),
            requires: BTreeMap::new(),
            provides: BTreeMap::new(),
            files: Files {
                glue: file(glue * 3, glue),
                client: file(raw, client),
                server: None,
                style: style.and_then(|style| file(style, style)),
                outbox: None,
                worker: None,
            },
            built: Built { rustc: String::new(), wasm_bindgen: String::new(), profile: String::new() },
        }
    }

    #[test]
    fn a_remote_over_budget_is_told_the_figure() {
        let settings = Settings { budget_kb: Some(75), ..Settings::default() };
        let fits = figures(&manifest("nursing", 400_000, 70_000, 5_000, Some(12_000)), &settings);
        check("nursing", &fits).expect("exactly at the limit");
        let over = figures(&manifest("nursing", 500_001, 75_120, 5_000, Some(12_001)), &settings);
        let error = check("nursing", &over).expect_err("over").to_string();
        assert!(error.contains("client and glue, brotli, 80.1 kB of 75 kB: 5120 bytes too many"), "{error}");
        assert!(error.contains("client module, uncompressed, 500.0 kB of 500 kB: 1 bytes too many"), "{error}");
        assert!(error.contains("stylesheet, brotli, 12.0 kB of 12 kB: 1 bytes too many"), "{error}");
    }

    #[test]
    fn loader_and_trivial_remotes_have_limits_of_their_own() {
        let limit = |name| figures(&manifest(name, 1, 1, 1, None), &Settings::default())[0].limit;
        assert_eq!((limit(LOADER), limit("trivial")), (8_000, 30_000));
    }
}
