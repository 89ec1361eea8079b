//! How much memory a large package takes.
#![cfg(feature = "import")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use nursing_domain::import::{Limits, import};

#[path = "package/large.rs"]
mod large;

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

/// The only test here: another one's memory would be counted with it. `benches/import.rs` has a package that is all text, too.
#[test]
fn a_package_of_50_mb_takes_less_than_200() {
    let bytes = large::with_pictures();
    assert!(bytes.len() > 50_000_000, "{}", bytes.len());
    MOST.store(NOW.load(Relaxed), Relaxed);
    let report = import("large.zip", &bytes, &Limits::default());
    assert_eq!((report.items.len(), report.refused.len()), (500, 0));
    let most = MOST.load(Relaxed);
    eprintln!("a package of {} MB took {} MB at most, itself included", bytes.len() / 1_000_000, most / 1_000_000);
    assert!(most < 200_000_000, "{most}");
}
