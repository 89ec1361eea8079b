//! `cargo bench -p nursing-domain --bench import`: how long imports take, and how much memory (`max alloc`).

use divan::{
    AllocProfiler, Bencher,
    counter::{BytesCount, ItemsCount},
};
use nursing_domain::import::{Limits, import};

#[path = "../tests/package/large.rs"]
mod large;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// Imports a file of so many items, all of them sound.
fn whole(bencher: Bencher<'_, '_>, name: &str, bytes: &[u8], items: usize) {
    bencher.counter(ItemsCount::new(items)).counter(BytesCount::new(bytes.len())).bench_local(|| {
        let report = import(name, divan::black_box(bytes), &Limits::default());
        assert_eq!((report.items.len(), report.refused.len()), (items, 0));
        report
    });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn gift_10_000_items(bencher: Bencher<'_, '_>) {
    let item = |at: u32| {
        format!(
            "// [id:n-{at}] [tag:bloom=apply]\n::Fluids {at}::A client of {at} kg is given 0.9 % NaCl\\: what is watched first? {{\n\
             =Breath sounds and urine output#Fluid overload shows there.\n~Skin turgor#It changes late.\n~Bowel sounds\n\
             ~The dressing####Assess before acting.\n}}\n\n"
        )
    };
    let text: String = (0..10_000).map(item).collect();
    whole(bencher, "large.gift", text.as_bytes(), 10_000);
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn csv_10_000_items(bencher: Bencher<'_, '_>) {
    let row =
        |at: u32| format!("\"A client of {at} kg, febrile: what first?\",Fluids,\"Rest, in bed\",Paracetamol,A cold bath,B\n");
    let text: String = (0..10_000).map(row).collect();
    whole(bencher, "large.csv", text.as_bytes(), 10_000);
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn package_of_50_mb(bencher: Bencher<'_, '_>) {
    whole(bencher, "large.zip", &large::with_pictures(), 500);
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn package_of_50_mb_without_pictures(bencher: Bencher<'_, '_>) {
    whole(bencher, "items.zip", &items_only(), 16_000);
}

/// 16,000 items of 5 kB, all of it text that stays in memory.
fn items_only() -> Vec<u8> {
    let letter = |byte: u8| char::from(b"abcdefghijklmnopqrstuvwxyz .,;:-"[usize::from(byte % 32)]);
    let items = (0..16_000).map(|at: u32| {
        let stem: String = large::noise(4_900, u64::from(at) + 1).into_iter().map(letter).collect();
        large::item(&format!("Question {at} {stem}"), "")
    });
    large::package(items, 0)
}
