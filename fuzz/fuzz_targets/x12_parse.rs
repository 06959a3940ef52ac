//! Arbitrary bytes: the reader gives findings, never a panic, and writes back what it read.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = x12::parse(bytes);
});
