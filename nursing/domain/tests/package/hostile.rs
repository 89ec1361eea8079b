//! Packages that mean harm, or are damaged.

use std::io::{Cursor, Write};

use nursing_domain::import::{ImportReport, Limits, Reason, package};
use proptest::prelude::*;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    sample::{ITEM, item, manifest},
    zip_bytes::{Entry, entry, zip},
};

/// A good package with further entries.
fn with(more: &[Entry]) -> Vec<u8> {
    let mut entries = vec![entry("imsmanifest.xml", manifest(&[(ITEM, "q.xml")])), entry("q.xml", item("<p>Is it?</p>"))];
    entries.extend_from_slice(more);
    zip(&entries)
}

fn read(bytes: &[u8]) -> ImportReport {
    package::import("p.zip", Cursor::new(bytes), &Limits::default())
}

/// The reason for which nothing of a package was read.
fn reason(bytes: &[u8]) -> Reason {
    let report = read(bytes);
    assert_eq!((report.items.len(), report.refused.len()), (0, 1));
    report.refused[0].reason.clone()
}

#[test]
fn one_dangerous_entry_refuses_the_package() {
    assert_eq!(read(&with(&[])).items.len(), 1);
    for name in ["../x", "a/../../x", "/etc/x", "C:/x", "C:x", "a\\x", "..\\x", "a//x", "./x", "x\u{7}", "Q.XML", "q.xml/"] {
        let reason = reason(&with(&[entry(name, "x")]));
        assert!(matches!(reason, Reason::Unsafe(_)), "{name:?}: {reason:?}");
    }
    let twice = reason(&with(&[entry("q.xml", "x")]));
    assert_eq!(twice, Reason::Unsafe("the zip file has two entries of the same name".into()));
    let link = Entry { attributes: 0o120_777 << 16, ..entry("link", "/etc/passwd") };
    assert_eq!(reason(&with(&[link])), Reason::Unsafe("the entry `link` is a link".into()));
    let encrypted = Entry { flags: 0x801, ..entry("secret", "0123456789abcdef") };
    assert_eq!(reason(&with(&[encrypted])), Reason::Unsafe("the entry `secret` is encrypted".into()));
    let odd = Entry { name: b"caf\xe9.png".to_vec(), flags: 0, ..entry("", "x") };
    assert!(matches!(reason(&with(&[odd])), Reason::Unsafe(_)));
    let cloaked = Entry { other_name: Some(b"b.png".to_vec()), ..entry("a.exe", "x") };
    assert!(matches!(reason(&with(&[cloaked])), Reason::Unsafe(_)));
}

#[test]
fn entries_are_counted_before_they_are_read() {
    let many: Vec<Entry> = (0..50).map(|at| entry(&format!("f{at}"), "")).collect();
    let few = Limits { zip_entries: 51, ..Limits::default() };
    let report = package::import("p.zip", Cursor::new(with(&many)), &few);
    assert_eq!(report.refused[0].reason, Reason::Limit { what: "entries in the zip file", limit: 51 });
}

/// A package whose item is packed, with a stem of so many zeros.
fn packed(zeros: usize) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("imsmanifest.xml", manifest(&[(ITEM, "q.xml")])), ("q.xml", item(&"0".repeat(zeros)))] {
        zip.start_file(name, options).expect("start");
        zip.write_all(text.as_bytes()).expect("write");
    }
    zip.finish().expect("finish").into_inner()
}

#[test]
fn what_comes_out_is_limited_whatever_the_directory_says() {
    let bomb = packed(4 << 20);
    let limits = Limits::default();
    let of = |bytes: &[u8], limits: &Limits| package::import("p.zip", Cursor::new(bytes), limits).refused[0].reason.clone();
    assert_eq!(of(&bomb, &limits), Reason::Limit { what: "times the packed size of an entry", limit: 200 });
    let lax = Limits { zip_ratio: 10_000, ..limits };
    let entry = Limits { zip_entry_bytes: 1 << 20, ..lax };
    assert_eq!(of(&bomb, &entry), Reason::Limit { what: "bytes in an entry of the zip file", limit: 1 << 20 });
    let total = Limits { zip_total_bytes: 1 << 20, ..lax };
    assert_eq!(of(&bomb, &total), Reason::Limit { what: "bytes in the zip file, unpacked", limit: 1 << 20 });
    assert!(matches!(of(&bomb, &lax), Reason::Text(_)));
    // The directory and the entry's own header both say 100 bytes.
    let size = u32::try_from(item("").len() + (4 << 20)).expect("small").to_le_bytes();
    let mut lying = bomb.clone();
    let places: Vec<usize> = lying.windows(4).enumerate().filter(|(_, window)| *window == size).map(|(at, _)| at).collect();
    assert_eq!(places.len(), 2);
    for at in places {
        lying[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
    }
    let report = package::import("p.zip", Cursor::new(&lying), &limits);
    assert_eq!((report.items.len(), report.refused.len()), (0, 1));
}

#[test]
fn a_damaged_entry_is_no_item() {
    let mut bytes = with(&[]);
    let at = bytes.windows(5).position(|window| window == b"Is it").expect("stem");
    bytes[at] = b'A';
    assert!(matches!(reason(&bytes), Reason::Syntax(_)));
}

proptest! {
    #[test]
    fn any_bytes_end_in_a_report(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(read(&bytes).records(), 1);
    }

    #[test]
    fn a_changed_package_ends_in_a_report(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), cut in any::<prop::sample::Index>(), shorten in any::<bool>()) {
        let mut bytes = with(&[entry("images/a.png", "png")]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if shorten {
            bytes.truncate(cut.index(bytes.len()));
        }
        prop_assert!(read(&bytes).records() >= 1);
    }
}
