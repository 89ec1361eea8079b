//! How much memory a large package takes.
#![cfg(feature = "import")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    io::{Cursor, Write},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use nursing_domain::import::{Limits, import};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, and how much of it is in use.
struct Counting;

// SAFETY: everything is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        MOST.fetch_max(NOW.fetch_add(layout.size(), Relaxed) + layout.size(), Relaxed);
        // SAFETY: the caller keeps `alloc`'s contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller keeps `dealloc`'s contract.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Bytes that can't be packed.
fn noise(length: usize, mut state: u64) -> Vec<u8> {
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    (0..length / 8).flat_map(|_| next()).collect()
}

#[test]
fn a_package_of_50_mb_takes_less_than_200() {
    let item = |at: u32| {
        // 2 MiB of white space: it is read, and no text of the item.
        let space = if at.is_multiple_of(50) {
            noise(2 << 20, 7).into_iter().map(|byte| if byte < 128 { ' ' } else { '\n' }).collect()
        } else {
            String::new()
        };
        format!(
            "<assessmentItem title=\"T\"><responseDeclaration identifier=\"R\" cardinality=\"single\" baseType=\"identifier\"><correctResponse>\
             <value>a</value></correctResponse></responseDeclaration><itemBody><p>Question {at}<img src=\"i{}.png\" alt=\"x\"/></p>\
             <choiceInteraction responseIdentifier=\"R\" maxChoices=\"1\"><simpleChoice identifier=\"a\">Yes</simpleChoice>\
             <simpleChoice identifier=\"b\">No</simpleChoice></choiceInteraction></itemBody>{space}</assessmentItem>",
            at % 24
        )
    };
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let resources: String = (0..500).map(|at| format!("<resource type=\"imsqti_item_xmlv2p2\" href=\"q{at}.xml\"/>")).collect();
    zip.start_file("imsmanifest.xml", options).expect("start");
    zip.write_all(format!("<manifest><resources>{resources}</resources></manifest>").as_bytes()).expect("write");
    for at in 0..500 {
        zip.start_file(format!("q{at}.xml"), options).expect("start");
        zip.write_all(item(at).as_bytes()).expect("write");
    }
    for at in 0..24u64 {
        zip.start_file(format!("i{at}.png"), options.compression_method(CompressionMethod::Stored)).expect("start");
        zip.write_all(&noise(2 << 20, at + 1)).expect("write");
    }
    let bytes = zip.finish().expect("finish").into_inner();
    assert!(bytes.len() > 50 << 20, "{}", bytes.len());
    MOST.store(NOW.load(Relaxed), Relaxed);
    let report = import("large.zip", &bytes, &Limits::default());
    assert_eq!((report.items.len(), report.refused.len()), (500, 0));
    let most = MOST.load(Relaxed);
    eprintln!("a package of {} MB took {} MB at most, itself included", bytes.len() >> 20, most >> 20);
    assert!(most < 200 << 20, "{most}");
}
