//! A zip file that nobody has to trust.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    io::{Read, Seek, SeekFrom},
    rc::Rc,
};

use zip::{ZipArchive, ZipReadOptions};

use super::path;
use crate::import::{Limits, Reason};

/// What a central directory's entry begins with.
const ENTRY: &[u8] = b"PK\x01\x02";
/// How much is read at once, in bytes.
const PART: usize = 64 << 10;

/// A package's entries. Nothing is unpacked until it is asked for, and then one at a time.
pub(super) struct Archive<R> {
    zip: ZipArchive<Counted<R>>,
    /// Where entries that weren't read yet are in the directory.
    places: BTreeMap<String, usize>,
    /// The entries' names, without folders.
    pub(super) names: BTreeSet<String>,
    /// How many different contents the entries of a file name have, by their length and checksum. A package that holds the same
    /// picture in each item's folder holds one picture.
    pub(super) contents: BTreeMap<String, usize>,
    taken: Rc<Cell<u64>>,
    unpacked: u64,
    /// Kept: a new one for each entry would scatter the items over the memory.
    part: Vec<u8>,
}

impl<R: Read + Seek> Archive<R> {
    /// Reads the directory.
    ///
    /// # Errors
    /// It is no zip file, has too many entries, or one that would be dangerous to somebody.
    pub(super) fn open(mut file: R, limits: &Limits) -> Result<Archive<R>, Reason> {
        let mut part = vec![0; PART];
        // Counted before the directory is read: reading it takes memory for each.
        let entries = count_entries(&mut file, &mut part);
        if entries.map_err(|error| Reason::Syntax(format!("the file can't be read: {error}")))? > limits.zip_entries {
            return Err(Reason::Limit { what: "entries in the zip file", limit: limits.zip_entries });
        }
        let broken = |error: zip::result::ZipError| Reason::Syntax(format!("the zip file can't be read: {error}"));
        let taken = Rc::new(Cell::new(0));
        let source = Counted { inner: file, taken: Rc::clone(&taken) };
        let mut zip = ZipArchive::new(source).map_err(broken)?;
        if zip.has_duplicate_names() {
            return Err(Reason::Unsafe("the zip file has two entries of the same name".into()));
        }
        let (mut places, mut names, mut folded) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        let mut marks: BTreeSet<(String, u64, u32)> = BTreeSet::new();
        for place in 0..zip.len() {
            let entry = zip.by_index_data(place).map_err(broken)?;
            let name = entry.name_raw();
            let refuse = |fault: &str| {
                let shown: String = String::from_utf8_lossy(name).chars().take(100).collect();
                Err(Reason::Unsafe(format!("the entry `{}` {fault}", shown.escape_debug())))
            };
            if let Some(fault) = path::fault(name) {
                return refuse(fault);
            }
            if entry.is_symlink() {
                return refuse("is a link");
            }
            if entry.encrypted() {
                return refuse("is encrypted");
            }
            let name = String::from_utf8_lossy(name).into_owned();
            if !folded.insert(name.trim_end_matches('/').to_lowercase()) {
                return Err(Reason::Unsafe(format!("the zip file has two entries of the name `{name}`, in capitals or not")));
            }
            if !name.ends_with('/') {
                names.insert(name.clone());
                marks.insert((path::file(&name).to_owned(), entry.size(), entry.crc32()));
                places.insert(name, place);
            }
        }
        // Two directories that differ, or entries that share bytes, show each reader something else.
        zip.validate_header_consistency().map_err(|error| Reason::Unsafe(format!("the zip file contradicts itself: {error}")))?;
        let mut contents = BTreeMap::new();
        for (name, _, _) in marks {
            *contents.entry(name).or_default() += 1;
        }
        Ok(Archive { zip, places, names, contents, taken, unpacked: 0, part })
    }

    /// The entries that weren't read.
    pub(super) fn left(&self) -> Vec<String> {
        self.places.keys().cloned().collect()
    }

    /// Unpacks an entry, once. None where there is none, or none any more.
    ///
    /// # Errors
    /// It is damaged, or larger than the limits allow: what counts is what comes out, not what the directory says.
    pub(super) fn read(&mut self, name: &str, limits: &Limits) -> Result<Option<Vec<u8>>, Reason> {
        let Some(place) = self.places.remove(name) else { return Ok(None) };
        let broken = |error: &dyn std::fmt::Display| Reason::Syntax(format!("the entry `{name}` can't be unpacked: {error}"));
        let mut file = self.zip.by_index_with_options(place, ZipReadOptions::new()).map_err(|error| broken(&error))?;
        // Headers don't count.
        self.taken.set(0);
        let mut out = Vec::new();
        loop {
            let count = file.read(&mut self.part).map_err(|error| broken(&error))?;
            if count == 0 {
                return Ok(Some(out));
            }
            out.extend_from_slice(self.part.get(..count).unwrap_or_default());
            self.unpacked = self.unpacked.saturating_add(count as u64);
            let size = out.len() as u64;
            let over = |what, limit: u64| Err(Reason::Limit { what, limit: usize::try_from(limit).unwrap_or(usize::MAX) });
            if size > limits.zip_entry_bytes {
                return over("bytes in an entry of the zip file", limits.zip_entry_bytes);
            }
            if self.unpacked > limits.zip_total_bytes {
                return over("bytes in the zip file, unpacked", limits.zip_total_bytes);
            }
            if size > self.taken.get().saturating_mul(limits.zip_ratio) {
                return over("times the packed size of an entry", limits.zip_ratio);
            }
        }
    }
}

/// How often a directory's entry may begin in a file. Leaves the file at its beginning.
fn count_entries(file: &mut (impl Read + Seek), part: &mut [u8]) -> std::io::Result<usize> {
    file.seek(SeekFrom::Start(0))?;
    let (mut entries, mut kept) = (0, 0);
    loop {
        let count = file.read(&mut part[kept..])?;
        if count == 0 {
            file.seek(SeekFrom::Start(0))?;
            return Ok(entries);
        }
        let filled = kept + count;
        entries += part[..filled].windows(ENTRY.len()).filter(|window| *window == ENTRY).count();
        // One may begin in this part and end in the next.
        let rest = filled.saturating_sub(ENTRY.len() - 1);
        part.copy_within(rest..filled, 0);
        kept = filled - rest;
    }
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, part: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(part)?;
        self.taken.set(self.taken.get().saturating_add(count as u64));
        Ok(count)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.inner.seek(to)
    }
}
