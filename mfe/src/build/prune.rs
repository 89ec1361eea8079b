//! Old releases go, so that a developer's disk does not fill.

use std::{fs, path::Path, time::SystemTime};

use crate::error::Error;

/// How many releases of one remote stay.
const KEPT: usize = 20;

/// Deletes all but the newest releases in `family`, the folder of one remote. The latest stays in any case.
///
/// # Errors
/// A folder can't be read or deleted.
pub fn prune(family: &Path) -> Result<(), Error> {
    let latest = fs::read_to_string(family.join("latest")).unwrap_or_default();
    let mut releases = Vec::new();
    for entry in fs::read_dir(family).map_err(Error::file("read", family))? {
        let entry = entry.map_err(Error::file("read", family))?;
        let path = entry.path();
        if path.join(shared::manifest::FILE).is_file() && *entry.file_name() != *latest {
            let written = entry.metadata().and_then(|metadata| metadata.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
            releases.push((written, path));
        }
    }
    releases.sort();
    let surplus = (releases.len() + 1).saturating_sub(KEPT);
    releases.iter().take(surplus).try_for_each(|(_, path)| fs::remove_dir_all(path).map_err(Error::file("delete", path)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_newest_and_the_latest_stay() {
        let family = tempfile::tempdir().expect("a folder");
        for number in 0..25_u64 {
            let folder = family.path().join(format!("1.0.0+{number:08}"));
            fs::create_dir(&folder).expect("created");
            fs::write(folder.join(shared::manifest::FILE), "{}").expect("written");
            let written = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + number);
            fs::File::open(&folder).and_then(|folder| folder.set_modified(written)).expect("dated");
        }
        fs::write(family.path().join("latest"), "1.0.0+00000003").expect("written");
        prune(family.path()).expect("pruned");
        let left = |number: u64| family.path().join(format!("1.0.0+{number:08}")).exists();
        assert_eq!((0..25).filter(|number| left(*number)).count(), KEPT);
        assert!(left(3) && left(24) && !left(0) && !left(5));
    }
}
