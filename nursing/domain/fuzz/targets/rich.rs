#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| nursing_domain_fuzz::check_rich(text));
