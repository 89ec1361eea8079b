#![no_main]

use nursing_domain_fuzz::{check, package};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check("fuzz.zip", &package(bytes)));
