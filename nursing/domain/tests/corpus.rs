//! Each reader against what fuzzing found for it (`fuzz/seeds`), held to what the fuzzer holds it to; on any compiler.
#![cfg(feature = "import")]

#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use std::{fs::File, io::Read, path::Path};

use zip::ZipArchive;

/// Replays a reader's seeds.
fn replay(reader: &str, check: impl Fn(&[u8])) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fuzz/seeds/{reader}.zip"));
    let mut seeds = ZipArchive::new(File::open(&path).expect("the seeds")).expect("a zip file");
    assert!(seeds.len() > 100, "{} seeds for {reader}", seeds.len());
    for at in 0..seeds.len() {
        let mut bytes = Vec::new();
        let mut seed = seeds.by_index(at).expect("a seed");
        seed.read_to_end(&mut bytes).expect("unpacked");
        // Shown where a check fails.
        println!("{reader}: {}", String::from_utf8_lossy(seed.name_raw()));
        check(&bytes);
    }
}

#[test]
fn csv() {
    replay("csv", |bytes| fuzz::check("fuzz.csv", bytes));
}

#[test]
fn gift() {
    replay("gift", |bytes| fuzz::check("fuzz.gift", bytes));
}

#[test]
fn moodle() {
    replay("moodle", |bytes| fuzz::check("fuzz.xml", bytes));
}

#[test]
fn qti() {
    replay("qti", |bytes| fuzz::check("fuzz.xml", bytes));
}

#[test]
fn package() {
    replay("package", |bytes| fuzz::check("fuzz.zip", &fuzz::package(bytes)));
}

#[test]
fn rich() {
    replay("rich", |bytes| fuzz::check_rich(&String::from_utf8_lossy(bytes)));
}
