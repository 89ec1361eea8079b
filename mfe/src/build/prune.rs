//! Old releases go, so that a developer's disk does not fill.

use std::{collections::BTreeMap, fs, path::Path, time::SystemTime};

use super::release;
use crate::error::Error;

/// How many releases of one remote stay, of each profile: a day of saving files must not push out what was built for users.
/// Pages that are open, and a container that runs, still ask for files of earlier ones.
const KEPT: usize = 20;

/// Deletes all but the newest releases in `family`, the folder of one remote. The latest stays in any case.
///
/// # Errors
/// A folder can't be read or deleted.
pub fn prune(family: &Path) -> Result<(), Error> {
    let latest = fs::read_to_string(family.join("latest")).unwrap_or_default();
    let mut profiles: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for entry in fs::read_dir(family).map_err(Error::file("read", family))? {
        let entry = entry.map_err(Error::file("read", family))?;
        let path = entry.path();
        let Ok(manifest) = release::read(&path) else {
            continue;
        };
        if *entry.file_name() != *latest {
            let written = entry.metadata().and_then(|metadata| metadata.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
            profiles.entry(manifest.built.profile).or_default().push((written, path));
        }
    }
    for mut releases in profiles.into_values() {
        releases.sort();
        let surplus = (releases.len() + 1).saturating_sub(KEPT);
        releases.iter().take(surplus).try_for_each(|(_, path)| fs::remove_dir_all(path).map_err(Error::file("delete", path)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::build::budget::tests::manifest;

    #[test]
    fn the_newest_of_each_profile_and_the_latest_stay() {
        let family = tempfile::tempdir().expect("a folder");
        let path = |number: u64| family.path().join(format!("1.0.0+{number:08}"));
        for number in 0..30_u64 {
            let mut manifest = manifest("nursing", 1, 1, 1, None);
            manifest.built.profile = if number < 25 { "release" } else { "dev" }.into();
            let json = serde_json::to_string(&manifest).expect("serializable");
            fs::create_dir(path(number)).expect("created");
            fs::write(path(number).join(mf_abi::manifest::FILE), json).expect("written");
            let written = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + number);
            fs::File::open(path(number)).and_then(|folder| folder.set_modified(written)).expect("dated");
        }
        fs::write(family.path().join("latest"), "1.0.0+00000003").expect("written");
        prune(family.path()).expect("pruned");
        let left: Vec<u64> = (0..30).filter(|number| path(*number).exists()).collect();
        assert_eq!(left, [vec![3], (6..30).collect()].concat());
    }
}
