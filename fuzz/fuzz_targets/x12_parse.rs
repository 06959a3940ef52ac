//! Arbitrary bytes: the reader and the checks give findings, never a panic; what is written reads back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let parsed = x12::parse(bytes);
    let report = x12::check_parsed(&parsed);
    if report.outcome != x12::Outcome::Valid {
        assert!(report.findings.iter().any(|f| f.is_error() && f.segment.is_some()), "a bad file without a place");
    }
    for segment in parsed.segments() {
        for element in segment.elements() {
            for repetition in element.repetitions() {
                for component in repetition.components() {
                    let _ = (component.trimmed(), component.cents(), component.number());
                }
            }
        }
    }
    let written = x12::write(&parsed, false);
    let _ = x12::write(&parsed, true);
    let again = x12::parse(&written);
    // Without its IEA nobody can tell where an interchange ends and one with other delimiters begins.
    if parsed.interchanges().all(|interchange| interchange.is_complete()) {
        assert_eq!(again.segment_count(), parsed.segment_count(), "a segment was lost or won by writing");
        assert_eq!(x12::write(&again, false), written, "what was written is written otherwise");
    }
});
