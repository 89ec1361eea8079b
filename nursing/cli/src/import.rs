//! Reading question files of other systems.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    time::Instant,
};

use nursing_domain::import::{self, ImportReport, Limits};
use serde_json::{Value, json};

use crate::error::Error;

/// What to import.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// CSV, GIFT, Moodle XML, QTI items, or QTI packages (zip).
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Write nothing: only report.
    #[arg(long)]
    check: bool,
    /// The report as JSON.
    #[arg(long)]
    json: bool,
    /// Where the items go, a JSON file for each file that was read.
    #[arg(long, value_name = "DIR", default_value = "data/imported")]
    to: PathBuf,
}

/// Imports file by file, and reports.
///
/// # Errors
/// A file can't be read, or the items can't be written. What is in a file is never an error: it is in the report.
pub(super) fn run(root: &Path, options: &Options) -> Result<(), Error> {
    let mut all = Vec::new();
    for path in &options.files {
        let start = Instant::now();
        let file = File::open(path).map_err(Error::file("read", path))?;
        let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        let report = import::import_file(&name, file, &Limits::default()).map_err(Error::file("read", path))?;
        eprintln!("  {name:<30} {} records, {:.1} s", report.records(), start.elapsed().as_secs_f64());
        if !options.check && !report.items.is_empty() {
            write(&root.join(&options.to), &name, &report)?;
        }
        all.push((name, report));
    }
    if options.json {
        println!("{}", json!(all.iter().map(|(name, report)| as_json(name, report)).collect::<Vec<_>>()));
    } else {
        print!("{}", table(&all));
    }
    Ok(())
}

fn write(folder: &Path, name: &str, report: &ImportReport) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(Error::file("create", folder))?;
    let path = folder.join(format!("{name}.items.json"));
    let items: Vec<_> = report.items.iter().map(|imported| &imported.item).collect();
    let mut file = BufWriter::new(File::create(&path).map_err(Error::file("write", &path))?);
    serde_json::to_writer_pretty(&mut file, &items).map_err(|source| Error::Json { path: path.clone(), source })?;
    file.flush().map_err(Error::file("write", &path))?;
    eprintln!("  {name:<30} written to {}", path.display());
    Ok(())
}

fn as_json(name: &str, report: &ImportReport) -> Value {
    let refused =
        |one: &import::Refused| json!({ "place": one.place.to_string(), "record": one.record, "reason": one.reason.to_string() });
    let warning = |one: &import::Warning| json!({ "place": one.place.to_string(), "item": one.item, "suspicion": one.suspicion.to_string() });
    json!({
        "file": name,
        "records": report.records(),
        "items": report.items.iter().map(|one| json!({ "id": one.item.id(), "kind": one.item.kind(), "place": one.place.to_string() })).collect::<Vec<_>>(),
        "refused": report.refused.iter().map(refused).collect::<Vec<_>>(),
        "warnings": report.warnings.iter().map(warning).collect::<Vec<_>>(),
    })
}

/// A line a file, then every record that was not taken, and what looks odd.
fn table(all: &[(String, ImportReport)]) -> String {
    let mut text = format!("{:<40} {:>8} {:>8} {:>8} {:>8}\n", "file", "records", "items", "refused", "warnings");
    let mut sum = [0; 4];
    for (name, report) in all {
        let counts = [report.records(), report.items.len(), report.refused.len(), report.warnings.len()];
        text.push_str(&row(name, counts));
        for (sum, count) in sum.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    if all.len() > 1 {
        text.push_str(&row("together", sum));
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for imported in all.iter().flat_map(|(_, report)| &report.items) {
        *kinds.entry(imported.item.kind().name()).or_default() += 1;
    }
    for (kind, count) in kinds {
        text.push_str(&format!("  {count:>8}  {kind}\n"));
    }
    for (_, report) in all {
        for refused in &report.refused {
            text.push_str(&format!("refused  {}: {}{}\n", refused.place, refused.reason, quoted(&refused.record)));
        }
        for warning in &report.warnings {
            text.push_str(&format!("warning  {}: {} ({})\n", warning.place, warning.suspicion, warning.item));
        }
    }
    text
}

fn row(name: &str, [records, items, refused, warnings]: [usize; 4]) -> String {
    format!("{name:<40} {records:>8} {items:>8} {refused:>8} {warnings:>8}\n")
}

fn quoted(record: &str) -> String {
    let words: String = record.chars().take(60).map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    if words.trim().is_empty() { String::new() } else { format!(" («{}»)", words.trim()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Vec<(String, ImportReport)> {
        let text = "::Tides:: What pulls the tides? {=The moon ~The wind}\n\nWhy is that? {}\n";
        vec![("tides.gift".into(), import::import("tides.gift", text.as_bytes(), &Limits::default()))]
    }

    #[test]
    fn every_record_is_an_item_or_has_a_reason() {
        let table = table(&report());
        let line = |words: &[&str]| table.lines().any(|line| line.split_whitespace().eq(words.iter().copied()));
        assert!(line(&["tides.gift", "2", "1", "1", "0"]) && line(&["1", "multiple-choice"]), "{table}");
        assert!(table.contains("refused  tides.gift:3"), "{table}");
    }

    #[test]
    fn the_same_as_json() {
        let (name, report) = &report()[0];
        let value = as_json(name, report);
        assert_eq!((&value["records"], &value["items"][0]["kind"]), (&json!(2), &json!("multiple-choice")));
        assert!(value["refused"][0]["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{value}");
    }
}
