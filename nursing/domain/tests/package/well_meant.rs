//! Packages as other systems make them.

use std::io::Cursor;

use nursing_domain::import::{Limits, Place, Reason, import, import_file, package};

use super::{
    sample::{ITEM, item, manifest},
    zip_bytes::{entry, zip},
};

const PICTURE: &str = "<p>See <img src=\"../images/ecg%20one.png\" alt=\"ECG\"/></p>";

#[test]
fn items_are_read_from_nested_folders_with_their_pictures() {
    let stem = PICTURE.replace("%20", "-");
    let bytes = zip(&[
        entry(
            "imsmanifest.xml",
            manifest(&[
                (ITEM, "items/q1.xml"),
                ("imsqti_item_xmlv3p0", "./items/deep/q%202.xml"),
                ("webcontent", "images/ecg-one.png"),
            ]),
        ),
        entry("items/", ""),
        entry("items/q1.xml", item(&stem)),
        entry("items/deep/q 2.xml", item("<p>Is it?</p>")),
        entry("images/ecg-one.png", "\u{1}png"),
    ]);
    let report = import("ward 3.zip", &bytes, &Limits::default());
    assert_eq!(report.refused, []);
    let first = &report.items[0];
    assert_eq!(first.item.stem().html(), "<p>See <img src=\"ecg-one.png\" alt=\"ECG\"></p>");
    assert_eq!(first.place, Place { file: "ward 3.zip/items/q1.xml".into(), line: 1, column: 1 });
    assert_eq!(first.item.facts().licence, "CC-BY-4.0");
    assert_eq!(first.item.facts().source, "ward 3.zip");
    let ids: Vec<&str> = report.items.iter().map(|imported| imported.item.id()).collect();
    assert_eq!(ids, ["ward-3-0001", "ward-3-0002"]);
}

#[test]
fn a_missing_picture_is_named() {
    let reason = |stem: &str, more: &[&str]| {
        let mut entries = vec![entry("imsmanifest.xml", manifest(&[(ITEM, "items/q1.xml")])), entry("items/q1.xml", item(stem))];
        entries.extend(more.iter().map(|name| entry(name, "png")));
        import("p.zip", &zip(&entries), &Limits::default()).refused[0].reason.clone()
    };
    assert_eq!(reason(PICTURE, &[]), Reason::ImageMissing("../images/ecg%20one.png".into()));
    assert_eq!(
        reason("<p><img src=\"https://x.org/a.png\" alt=\"A\"/></p>", &[]),
        Reason::ImageMissing("https://x.org/a.png".into())
    );
    assert_eq!(
        reason("<p><img src=\"../../etc/a.png\" alt=\"A\"/></p>", &["etc/a.png"]),
        Reason::ImageMissing("../../etc/a.png".into())
    );
    // There, but a name that the bank doesn't take.
    assert!(matches!(reason(PICTURE, &["images/ecg one.png"]), Reason::Text(_)));
}

#[test]
fn pictures_of_one_name_are_one_picture_or_none() {
    let report = |other: &str| {
        let entries = [
            entry("imsmanifest.xml", manifest(&[(ITEM, "q1/item.xml"), (ITEM, "q2/item.xml")])),
            entry("q1/item.xml", item("<p>One: <img src=\"a.png\" alt=\"A\"/></p>")),
            entry("q2/item.xml", item("<p>Two: <img src=\"a.png\" alt=\"A\"/></p>")),
            entry("q1/a.png", "png"),
            entry("q2/a.png", other),
        ];
        import("p.zip", &zip(&entries), &Limits::default())
    };
    assert_eq!(report("png").items.len(), 2);
    let different = Reason::Syntax("the package has several different files named `a.png`, one of them an image".into());
    assert_eq!(report("gnp").refused.iter().map(|refused| &refused.reason).collect::<Vec<_>>(), [&different; 2]);
}

#[test]
fn what_is_no_item_has_its_reason() {
    let resources = [
        ("imsqti_test_xmlv2p1", "test.xml"),
        ("imsqti_xmlv1p2/imscc_xmlv1p1/assessment", "old.xml"),
        (ITEM, "lost.xml"),
        (ITEM, "../out.xml"),
        (ITEM, "a.xml"),
        (ITEM, "a.xml"),
        (ITEM, "inner.zip"),
        ("webcontent", "page.html"),
    ];
    let inner = zip(&[entry("imsmanifest.xml", manifest(&[])), entry("../x", "")]);
    let bytes =
        zip(&[entry("imsmanifest.xml", manifest(&resources)), entry("a.xml", item("<p>Is it?</p>")), entry("inner.zip", inner)]);
    let report = import("p.zip", &bytes, &Limits::default());
    assert_eq!(report.items.len(), 1);
    let reasons: Vec<&Reason> = report.refused.iter().map(|refused| &refused.reason).collect();
    assert!(
        matches!(
            reasons.as_slice(),
            [
                Reason::NoQuestion(_),
                Reason::Unsupported(_),
                Reason::Syntax(_),
                Reason::Unsafe(_),
                Reason::Syntax(_),
                Reason::Encoding(_) | Reason::Text(_)
            ]
        ),
        "{reasons:?}"
    );
    assert_eq!(report.refused[0].place, Place { file: "p.zip/imsmanifest.xml".into(), line: 3, column: 1 });
}

#[test]
fn an_item_that_the_manifest_leaves_out_is_named() {
    let bytes = zip(&[
        entry("imsmanifest.xml", manifest(&[(ITEM, "a.xml")])),
        entry("a.xml", item("<p>Is it?</p>")),
        entry("more/b.xml", item("<p>Is it not?</p>")),
        entry("notes.xml", "<notes/>"),
    ]);
    let report = import("p.zip", &bytes, &Limits::default());
    assert_eq!(report.items.len(), 1);
    let [refused] = report.refused.as_slice() else { panic!("{report:?}") };
    assert_eq!(refused.place.to_string(), "p.zip/more/b.xml");
    assert_eq!(refused.reason, Reason::Syntax("the package's manifest doesn't name this item".into()));
}

#[test]
fn a_folder_that_was_packed_whole_is_read() {
    let manifest_of = |href| manifest(&[(ITEM, href)]);
    let bytes = zip(&[entry("Export/imsmanifest.xml", manifest_of("q.xml")), entry("Export/q.xml", item("<p>Is it?</p>"))]);
    assert_eq!(import("p.zip", &bytes, &Limits::default()).items.len(), 1);
    let two = zip(&[entry("a/imsmanifest.xml", manifest_of("q.xml")), entry("b/imsmanifest.xml", manifest_of("q.xml"))]);
    assert!(matches!(import("p.zip", &two, &Limits::default()).refused[0].reason, Reason::Syntax(_)));
    let none = zip(&[entry("q.xml", item("<p>Is it?</p>"))]);
    assert!(matches!(package::import("p.zip", Cursor::new(none), &Limits::default()).refused[0].reason, Reason::Syntax(_)));
}

#[test]
fn a_file_is_read_as_its_bytes_are() {
    let package = zip(&[entry("imsmanifest.xml", manifest(&[(ITEM, "q.xml")])), entry("q.xml", item("<p>Is it?</p>"))]);
    let limits = Limits::default();
    for (name, bytes) in
        [("p.zip", package.as_slice()), ("p", &package), ("q.gift", b"Is it? {T}"), ("q.zip", b""), ("q.doc", b"x")]
    {
        let report = import(name, bytes, &limits);
        assert_eq!(report.records(), 1, "{name}");
        assert_eq!(import_file(name, Cursor::new(bytes), &limits).expect("read"), report, "{name}");
        let small = Limits { file_bytes: bytes.len().saturating_sub(1), ..limits };
        assert_eq!(import_file(name, Cursor::new(bytes), &small).expect("read"), import(name, bytes, &small), "{name}");
    }
    let small = Limits { file_bytes: 100, ..limits };
    assert_eq!(import("p.zip", &package, &small).refused[0].reason, Reason::Limit { what: "bytes in the file", limit: 100 });
}
