//! `cargo mfe doctor`: what the machine has, what it lacks, and the command that mends it.

mod check;
mod distribution;
mod mend;
mod packages;
pub mod version;

use std::path::Path;

pub use self::check::{Finding, Need};
use crate::{error::Error, progress};

/// How to examine the machine.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Install what is missing.
    #[arg(long)]
    fix: bool,
    /// Look only at what `cargo leptos watch` needs.
    #[arg(long)]
    dev: bool,
}

/// What `cargo mfe build` and `serve` need.
pub const SERVE: &[Need] = &[Need::WasmTarget, Need::Disk];
/// What `cargo mfe test` needs.
pub const TEST: &[Need] = &[Need::WasmTarget, Need::Disk, Need::Node, Need::Packages, Need::Chromium];
/// What `cargo mfe bench` needs.
pub const BENCH: &[Need] = &[Need::WasmTarget, Need::Disk, Need::Node, Need::Packages, Need::Chromium, Need::Wrk];
/// What `cargo leptos watch` needs.
const DEV: &[Need] = &[Need::WasmTarget, Need::Disk, Need::CargoLeptos, Need::WasmBindgen];
/// Everything.
const ALL: &[Need] =
    &[Need::WasmTarget, Need::Disk, Need::Node, Need::Packages, Need::Chromium, Need::Wrk, Need::CargoLeptos, Need::WasmBindgen];

/// Prints the table; with `--fix` mends first.
///
/// # Errors
/// Something is missing, still.
pub fn run(root: &Path, options: &Options) -> Result<(), Error> {
    let needs = if options.dev { DEV } else { ALL };
    if options.fix {
        mend_missing(root, needs);
    }
    let findings: Vec<Finding> = needs.iter().map(|need| need.check(root)).collect();
    print!("{}", table(&findings));
    match findings.iter().filter(|finding| !finding.fine).count() {
        0 => Ok(()),
        _ if options.fix => Err(Error::Failed("something is still missing: see the commands above".into())),
        count => Err(Error::Failed(format!("{count} missing: `cargo mfe doctor --fix` runs the commands above"))),
    }
}

/// Sees to it that `needs` are met, quietly if they are.
///
/// # Errors
/// Something is missing and could not be mended.
pub fn ensure(root: &Path, needs: &[Need]) -> Result<(), Error> {
    mend_missing(root, needs);
    let missing: Vec<String> = needs
        .iter()
        .map(|need| need.check(root))
        .filter(|finding| !finding.fine)
        .map(|finding| format!("  {}: {}; needs {}\n    {}", finding.need.name(), finding.found, finding.needs, finding.mend))
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(Error::Unfit { missing }) }
}

/// What fails is said at once and found missing afterwards; what comes later may succeed all the same.
fn mend_missing(root: &Path, needs: &[Need]) {
    for need in needs {
        let finding = need.check(root);
        if !finding.fine {
            progress::say("doctor", finding.need.name(), &format!("{}; {}", finding.found, finding.mend));
            if let Err(error) = mend::mend(*need, root) {
                progress::warn(&error.to_string());
            }
        }
    }
}

fn table(findings: &[Finding]) -> String {
    let wide = findings.iter().map(|finding| finding.found.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for Finding { need, fine, found, needs, mend } in findings {
        let mark = if *fine { "ok     " } else { "missing" };
        text.push_str(&format!("{mark}  {:<13}  {found:<wide$}  needs {needs}\n", need.name()));
        if !fine {
            text.push_str(&format!("         {:<13}  mend: {mend}\n", ""));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_how_to_mend_what_is_missing_only() {
        let finding =
            |need, fine, found: &str| Finding { need, fine, found: found.into(), needs: "x 2".into(), mend: "get x".into() };
        let table = table(&[finding(Need::Node, true, "v20.19.2"), finding(Need::Chromium, false, "none")]);
        assert_eq!(
            table,
            "ok       Node           v20.19.2  needs x 2\nmissing  Chromium       none      needs x 2\n                        mend: get x\n"
        );
    }
}
