#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| nursing_domain_fuzz::check("fuzz.gift", bytes));
