//! Macros and build scripts run on this machine, and are the same ones for both sides of a remote. cargo shares them within one
//! folder only, and each side has its own; so what was compiled for the first is lent to the other, which would otherwise compile
//! a hundred crates again.

use std::{collections::BTreeSet, fs, io, path::Path};

/// Units of cargo: the hashes that end the names of all their files.
pub type Units = BTreeSet<String>;

/// The units below `folder`, a target folder's profile, among `paths`, which cargo made.
pub fn units<'a>(folder: &Path, paths: impl Iterator<Item = &'a Path>) -> Units {
    let inside = paths.filter_map(|path| path.strip_prefix(folder).ok());
    inside.filter_map(|path| unit(&path.components().nth(1)?.as_os_str().to_string_lossy())).collect()
}

/// Copies `lent` from one profile's folder to another that has none yet. What cargo would not have made the same there it makes
/// anew: it has its fingerprints to tell.
///
/// # Errors
/// A file can't be copied.
pub fn lend(from: &Path, to: &Path, lent: &Units) -> io::Result<()> {
    // Fingerprints first: cargo writes them last, so what they stand for is whole.
    for part in [".fingerprint", "build", "deps"] {
        for entry in fs::read_dir(from.join(part))? {
            let entry = entry?;
            let name = entry.file_name();
            if unit(&name.to_string_lossy()).is_some_and(|unit| lent.contains(&unit)) {
                copy(&entry.path(), &to.join(part).join(name))?;
            }
        }
    }
    Ok(())
}

/// Whether nothing was ever compiled into a profile's folder.
pub fn is_new(folder: &Path) -> bool {
    !folder.join(".fingerprint").exists()
}

/// `serde-0123456789abcdef`, `libserde-0123456789abcdef.rmeta`: sixteen hexadecimal digits after the last hyphen.
fn unit(name: &str) -> Option<String> {
    let (_, end) = name.rsplit_once('-')?;
    let hash = end.split('.').next()?;
    (hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| hash.to_owned())
}

/// With their times: cargo compares them.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        return fs::read_dir(from)?.try_for_each(|entry| {
            let name = entry?.file_name();
            copy(&from.join(&name), &to.join(&name))
        });
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to)?;
    let modified = fs::metadata(from)?.modified()?;
    fs::OpenOptions::new().write(true).open(to)?.set_modified(modified)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn a_units_files_are_copied_with_their_times_and_nothing_else() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        let (from, to) = (root.path().join("release"), root.path().join("client"));
        let files = [
            ".fingerprint/syn-0123456789abcdef/lib-syn",
            "build/syn-0123456789abcdef/out/made.rs",
            "deps/libsyn-0123456789abcdef.rlib",
            "deps/libtokio-aaaaaaaaaaaaaaaa.rlib",
            "deps/plain",
        ];
        for file in files {
            let path = from.join(file);
            fs::create_dir_all(path.parent().expect("a folder"))?;
            fs::write(&path, file)?;
        }
        let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        fs::File::options().write(true).open(from.join(files[2]))?.set_modified(old)?;
        assert!(is_new(&to));
        let made =
            [from.join("deps/libsyn-0123456789abcdef.rlib"), root.path().join("wasm32/deps/libtokio-aaaaaaaaaaaaaaaa.rlib")];
        let units = units(&from, made.iter().map(PathBuf::as_path));
        lend(&from, &to, &units)?;
        assert!(!is_new(&to));
        assert_eq!(files.map(|file| to.join(file).exists()), [true, true, true, false, false]);
        assert_eq!(fs::metadata(to.join(files[2]))?.modified()?, old);
        Ok(())
    }
}
