//! The item bank: TOML files, read strictly.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::SeedError;
use crate::db::{
    Database,
    items::{StoredItem, StoredOption},
};

const PARTS: [&str; 5] = ["np1", "np2", "np3", "np4", "np5"];
const BLOOM: [&str; 6] = ["remember", "understand", "apply", "analyze", "evaluate", "create"];
const OPTION_IDS: [&str; 4] = ["A", "B", "C", "D"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    part: String,
    topic: String,
    review: String,
    items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    id: String,
    stem: String,
    key: String,
    bloom: String,
    difficulty: f64,
    reference: String,
    options: Vec<Choice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    text: String,
    rationale: String,
}

/// Reads every `*.toml` file of a folder and adds or updates its items, all or none. Returns how many there are.
///
/// # Errors
/// A file can't be read, isn't of the right shape or breaks a rule; or the database failed.
pub async fn items(db: &Database, folder: &Path) -> Result<usize, SeedError> {
    let items = read(folder)?;
    let mut write = db.write().await?;
    for item in &items {
        write.put_item(item).await?;
    }
    write.commit().await?;
    Ok(items.len())
}

fn read(folder: &Path) -> Result<Vec<StoredItem>, SeedError> {
    let failed = |source| SeedError::File { path: folder.to_owned(), source };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut items = Vec::new();
    let mut seen: HashMap<String, PathBuf> = HashMap::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|source| SeedError::File { path: path.clone(), source })?;
        for item in parse(&path, &text)? {
            if let Some(first) = seen.insert(item.id.clone(), path.clone()) {
                return Err(SeedError::Item {
                    path,
                    item: item.id,
                    what: format!("its id is taken by one in {}", first.display()),
                });
            }
            items.push(item);
        }
    }
    Ok(items)
}

fn parse(path: &Path, text: &str) -> Result<Vec<StoredItem>, SeedError> {
    let file: File =
        toml::from_str(text).map_err(|source| SeedError::Syntax { path: path.to_owned(), source: Box::new(source) })?;
    let head = |what: &str| SeedError::Head { path: path.to_owned(), what: what.to_owned() };
    let part = file.part.to_ascii_lowercase();
    if !PARTS.contains(&part.as_str()) {
        return Err(head(&format!("`part` is `{}`, not NP1 to NP5", file.part)));
    }
    if file.topic.trim().is_empty() {
        return Err(head("`topic` is empty"));
    }
    if file.review.trim().is_empty() {
        return Err(head("`review` is empty; an item that nobody reviewed says so"));
    }
    file.items
        .into_iter()
        .map(|item| {
            check(&item).map_err(|what| SeedError::Item { path: path.to_owned(), item: item.id.clone(), what })?;
            Ok(StoredItem {
                id: item.id,
                part: part.clone(),
                topic: file.topic.clone(),
                stem: item.stem,
                key: item.key,
                bloom: item.bloom,
                // Bounded by `check`, so the cast is exact enough.
                difficulty_mill: (item.difficulty * 1000.0).round() as i64,
                reference: item.reference,
                review: file.review.clone(),
                options: OPTION_IDS
                    .iter()
                    .zip(item.options)
                    .map(|(id, choice)| StoredOption { id: (*id).to_owned(), text: choice.text, rationale: choice.rationale })
                    .collect(),
            })
        })
        .collect()
}

fn check(item: &Item) -> Result<(), String> {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if item.id.is_empty() || item.id.len() > 80 || !item.id.bytes().all(fits) {
        return Err("its id isn't made of lower-case letters, digits and hyphens".into());
    }
    if item.stem.trim().is_empty() || item.reference.trim().is_empty() {
        return Err("`stem` or `reference` is empty".into());
    }
    if item.options.len() != OPTION_IDS.len() {
        return Err(format!("it has {} options, not 4", item.options.len()));
    }
    if !OPTION_IDS.contains(&item.key.as_str()) {
        return Err(format!("its key is `{}`, not A to D", item.key));
    }
    if !BLOOM.contains(&item.bloom.as_str()) {
        return Err(format!("`bloom` is `{}`, none of {}", item.bloom, BLOOM.join(", ")));
    }
    if !(-5.0..=5.0).contains(&item.difficulty) {
        return Err(format!("`difficulty` is {}, not between -5 and 5 logits", item.difficulty));
    }
    for (at, choice) in item.options.iter().enumerate() {
        let id = OPTION_IDS[at];
        if choice.text.trim().is_empty() || choice.rationale.trim().is_empty() {
            return Err(format!("option {id} has no text or no rationale"));
        }
        if item.options[..at].iter().any(|other| other.text.trim() == choice.text.trim()) {
            return Err(format!("option {id} repeats another one"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
part = "NP1"
topic = "Epidemiology"
review = "not-yet-reviewed"
[[items]]
id = "np1-x-001"
stem = "Which?"
key = "C"
bloom = "apply"
difficulty = -0.4
reference = "Gordis"
options = [
  { text = "a", rationale = "ra" }, { text = "b", rationale = "rb" },
  { text = "c", rationale = "rc" }, { text = "d", rationale = "rd" },
]
"#;

    fn fails_with(from: &str, to: &str) -> String {
        parse(Path::new("bank.toml"), &FILE.replacen(from, to, 1)).expect_err("broken on purpose").to_string()
    }

    #[test]
    fn a_good_file_is_read() {
        let items = parse(Path::new("bank.toml"), FILE).expect("good");
        assert_eq!((items[0].part.as_str(), items[0].difficulty_mill, items[0].options[2].id.as_str()), ("np1", -400, "C"));
    }

    #[test]
    fn errors_name_file_item_and_fault() {
        assert_eq!(fails_with(r#"key = "C""#, r#"key = "E""#), "bank.toml: item `np1-x-001`: its key is `E`, not A to D");
        assert_eq!(fails_with(r#"text = "b""#, r#"text = "a ""#), "bank.toml: item `np1-x-001`: option B repeats another one");
        assert_eq!(fails_with(r#""rd""#, r#"" ""#), "bank.toml: item `np1-x-001`: option D has no text or no rationale");
        assert_eq!(fails_with(r#"part = "NP1""#, r#"part = "NP6""#), "bank.toml: `part` is `NP6`, not NP1 to NP5");
        assert!(fails_with("bloom", "boom").contains("unknown field `boom`"));
        assert!(fails_with("{ text = \"d\", rationale = \"rd\" },", "").contains("it has 3 options, not 4"));
        assert!(fails_with("-0.4", "nan").contains("not between"));
    }
}
