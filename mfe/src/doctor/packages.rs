//! Whether the npm packages of a folder are those that its lock file names.

use std::{fs, path::Path};

use serde_json::Value;

use super::check::Found;

/// Compares the lock file with npm's own note of what it installed; dates say nothing after a checkout.
pub(super) fn installed(folder: &Path) -> Found {
    let Some(wanted) = read(&folder.join("package.json")) else {
        return Err("no end2end/package.json".into());
    };
    let Some(present) = read(&folder.join("node_modules/.package-lock.json")) else {
        return Err("not installed".into());
    };
    let missing = match read(&folder.join("package-lock.json")) {
        Some(lock) => other_than_locked(&lock, &present),
        None => not_there(&wanted, folder),
    };
    match missing.as_slice() {
        [] => Ok("installed".into()),
        [one, ..] => Err(format!("{} missing or of another version, such as {one}", missing.len())),
    }
}

fn read(path: &Path) -> Option<Value> {
    serde_json::from_str(&fs::read_to_string(path).ok()?).ok()
}

fn other_than_locked(lock: &Value, present: &Value) -> Vec<String> {
    let Some(packages) = lock["packages"].as_object() else {
        return Vec::new();
    };
    let differs = |(path, package): &(&String, &Value)| {
        // The empty path is the folder itself; optional packages are for other systems, mostly.
        let counts = !path.is_empty() && package["optional"] != true && package["peer"] != true;
        counts && present["packages"][path.as_str()]["version"] != package["version"]
    };
    packages.iter().filter(differs).map(|(path, _)| path.trim_start_matches("node_modules/").to_owned()).collect()
}

fn not_there(wanted: &Value, folder: &Path) -> Vec<String> {
    let names = ["dependencies", "devDependencies"].iter().filter_map(|kind| wanted[kind].as_object());
    names.flat_map(|packages| packages.keys()).filter(|name| !folder.join("node_modules").join(name).is_dir()).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_count_as_installed_when_they_are_the_locked_ones() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("inside")).expect("created");
            fs::write(path, text).expect("written");
        };
        let check = || installed(folder.path());
        assert_eq!(check(), Err("no end2end/package.json".into()));
        write("package.json", r#"{ "devDependencies": { "jsdom": "^26" } }"#);
        assert_eq!(check(), Err("not installed".into()));
        write("node_modules/.package-lock.json", r#"{ "packages": { "node_modules/jsdom": { "version": "25.0.0" } } }"#);
        assert_eq!(check(), Err("1 missing or of another version, such as jsdom".into()));
        write("node_modules/jsdom/package.json", "{}");
        assert_eq!(check(), Ok("installed".into()));
        let lock = |version: &str| {
            format!(
                r#"{{ "packages": {{ "": {{}}, "node_modules/jsdom": {{ "version": "{version}" }}, "node_modules/mac": {{ "version": "1.0.0", "optional": true }} }} }}"#
            )
        };
        write("package-lock.json", &lock("26.0.0"));
        assert_eq!(check(), Err("1 missing or of another version, such as jsdom".into()));
        write("package-lock.json", &lock("25.0.0"));
        assert_eq!(check(), Ok("installed".into()));
    }
}
