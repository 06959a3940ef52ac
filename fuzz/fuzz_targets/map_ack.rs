//! TA1, 999 and 277CA in: answers or a refusal in words.
#![no_main]

use claimkeep_fuzz::enveloped;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (kind, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let file = match kind {
        b'2' => enveloped(rest, "277", "HN", "005010X214"),
        b'9' => enveloped(rest, "999", "FA", "005010X231A1"),
        _ => bytes.to_vec(),
    };
    let parsed = x12::parse(&file);
    match edi::from_acknowledgment(&parsed) {
        Ok(incoming) => {
            let placed =
                incoming.acknowledgment.answers.iter().all(|a| (1..=parsed.segment_count()).contains(&a.segment));
            assert!(placed, "an answer from a segment that is not there");
        }
        Err(refusal) => assert!(!refusal.finding.remedy.is_empty(), "a refusal without a remedy"),
    }
});
