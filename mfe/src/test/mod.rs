//! `cargo mfe test`: everything that has to hold, in the order in which failing is cheapest.

mod plan;
mod run;

use std::time::Instant;

pub use self::plan::Part;
use crate::{doctor, error::Error, progress, workspace::Workspace};

/// What to test.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Only these parts.
    #[arg(long, value_enum, value_delimiter = ',', num_args = 1..)]
    only: Vec<Part>,
    /// Stop at the first failure.
    #[arg(long)]
    fail_fast: bool,
}

/// Runs the steps; the last line of output counts them.
///
/// # Errors
/// A step failed.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    doctor::ensure(&workspace.root, needs(&options.only))?;
    let steps = plan::steps(workspace)?;
    let chosen: Vec<_> = steps.iter().filter(|step| options.only.is_empty() || options.only.contains(&step.part)).collect();
    let mut results = Vec::new();
    for step in chosen {
        eprintln!("\n== {}", step.name);
        let start = Instant::now();
        let result = run::run(workspace, &step.action);
        let took = progress::seconds(start.elapsed());
        match &result {
            Ok(()) => eprintln!("== {} passed, {took}", step.name),
            Err(_) => eprintln!("== {} failed, {took}", step.name),
        }
        let failed = result.is_err();
        results.push((step.name.as_str(), took, result));
        if failed && options.fail_fast {
            break;
        }
    }
    println!("\n{}", summary(&results));
    if results.iter().all(|(_, _, result)| result.is_ok()) { Ok(()) } else { Err(Error::Silent) }
}

/// Formatting alone needs no browser.
fn needs(only: &[Part]) -> &'static [doctor::Need] {
    let small = |part: &Part| matches!(part, Part::Fmt | Part::Clippy | Part::Unit | Part::Build);
    if !only.is_empty() && only.iter().all(small) { doctor::SERVE } else { doctor::TEST }
}

fn summary(results: &[(&str, String, Result<(), Error>)]) -> String {
    let failed = results.iter().filter(|(_, _, result)| result.is_err()).count();
    let mut text = String::new();
    for (name, took, result) in results {
        let mark = if result.is_ok() { "passed" } else { "FAILED" };
        text.push_str(&format!("{mark}  {took:>8}  {name}\n"));
    }
    for (name, _, result) in results {
        if let Err(error) = result {
            text.push_str(&format!("\n{name}: {error}\n\n"));
        }
    }
    text.push_str(&format!("{} passed, {failed} failed", results.len() - failed));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_the_steps() {
        let results = [("format", "0.4 s".to_owned(), Ok(())), ("clippy", "12.0 s".to_owned(), Err(Error::Failed("no".into())))];
        assert_eq!(summary(&results), "passed     0.4 s  format\nFAILED    12.0 s  clippy\n\nclippy: no\n\n1 passed, 1 failed");
    }

    #[test]
    fn a_part_asks_for_no_more_than_it_needs() {
        assert_eq!(needs(&[Part::Fmt, Part::Unit]), doctor::SERVE);
        assert_eq!(needs(&[Part::Fmt, Part::Browser]), doctor::TEST);
        assert_eq!(needs(&[]), doctor::TEST);
    }
}
