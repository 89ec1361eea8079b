//! What must hold of a reader, whatever it is given. `tests/corpus.rs` of the domain holds the seeds against the same.

#[path = "../../tests/package/zip_bytes.rs"]
pub mod zip_bytes;

use nursing_domain::{
    export,
    import::{ImportReport, Limits, import},
    item::Item,
    rich::RichText,
    scoring,
};

/// Limits that a small file can reach.
const TIGHT: Limits = Limits {
    file_bytes: 4_096,
    records: 3,
    text_bytes: 120,
    depth: 5,
    zip_entries: 4,
    zip_entry_bytes: 1_024,
    zip_total_bytes: 2_048,
    zip_ratio: 4,
};

/// Reads a file and checks what came of it.
///
/// # Panics
/// Something doesn't hold.
pub fn check(name: &str, bytes: &[u8]) {
    let report = import(name, bytes, &Limits::default());
    assert_eq!(report, import(name, bytes, &Limits::default()), "the same file is the same report");
    sound(&report);
    let _ = import(name, bytes, &TIGHT);
}

/// Cleans a text, again as often as it is stored and read, and looks for what runs.
///
/// # Panics
/// Something doesn't hold.
pub fn check_rich(text: &str) {
    let Ok(cleaned) = RichText::clean(text) else { return };
    let html = cleaned.text.html();
    let again = RichText::clean(html).map(|again| again.text);
    assert_eq!(again.as_ref(), Ok(&cleaned.text), "a cleaned text stays as it is");
    let tags = html.split('<').skip(1).filter_map(|tag| tag.split_once('>')).map(|(tag, _)| tag.to_ascii_lowercase());
    for tag in tags {
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(!matches!(name.as_str(), "script" | "style" | "iframe" | "object" | "svg" | "math" | "a" | "form"), "{html}");
        let attributes = tag.split('"').step_by(2).flat_map(str::split_whitespace).filter(|part| part.ends_with('='));
        for attribute in attributes {
            assert!(matches!(attribute, "src=" | "alt=" | "colspan=" | "rowspan=" | "scope="), "{html}");
        }
    }
}

fn sound(report: &ImportReport) {
    for refused in &report.refused {
        assert!(!refused.reason.to_string().is_empty() && !refused.place.file.is_empty(), "{refused:?}");
    }
    for imported in &report.items {
        let item = &imported.item;
        assert!(imported.place.line > 0, "an item stands somewhere: {imported:?}");
        let marks = scoring::score(item, &scoring::key(item)).expect("a key is a response");
        assert_eq!((marks.earned, marks.max), (marks.max, scoring::max(item)), "a key earns all points: {item:?}");
    }
    // Writing a package takes a hundred times longer than reading an item.
    report.items.iter().take(3).for_each(|imported| comes_back(&imported.item));
}

/// An item that can be written is read again as it was.
fn comes_back(item: &Item) {
    let items = std::slice::from_ref(item);
    let no_pictures = |_: &str| None;
    let written = [
        ("back.csv", export::csv::export(items)),
        ("back.gift", export::gift::export(items)),
        ("back.zip", export::qti::export(items, &no_pictures)),
    ];
    for (name, exported) in written.into_iter().filter(|(_, exported)| exported.items == 1) {
        let report = import(name, &exported.bytes, &Limits::default());
        let read: Vec<_> = report.items.iter().map(|imported| &imported.item).collect();
        assert_eq!(read, [item], "{name}: {}\n{:?}", String::from_utf8_lossy(&exported.bytes), report.refused);
    }
}

/// A zip file of what stands between control signs: entries end with U+001E, an entry's name with U+001F; a name may have a
/// second name behind U+001D, for the central directory, and a link's begins with U+001C. So that a fuzzer needn't learn
/// checksums. What begins as a zip file is one already.
pub fn package(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let entry = |bytes: &[u8]| {
        let (names, data) = halves(bytes, 0x1f);
        let (name, other) = halves(names, 0x1d);
        let link = name.first() == Some(&0x1c);
        let mut entry = zip_bytes::entry("", data.unwrap_or_default());
        entry.name = name[usize::from(link)..].to_vec();
        entry.other_name = other.map(<[u8]>::to_vec);
        if link {
            entry.attributes = 0o120_777 << 16;
        }
        entry
    };
    let entries: Vec<_> = bytes.split(|byte| *byte == 0x1e).take(200).map(entry).collect();
    zip_bytes::zip(&entries)
}

fn halves(bytes: &[u8], at: u8) -> (&[u8], Option<&[u8]>) {
    match bytes.iter().position(|byte| *byte == at) {
        Some(place) => (&bytes[..place], Some(&bytes[place + 1..])),
        None => (bytes, None),
    }
}
