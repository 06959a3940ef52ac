//! 835 in: every remittance is read or refused in words, and balanced in exact cents.
#![no_main]

use claimkeep_fuzz::enveloped;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = enveloped(bytes, "835", "HP", "005010X221A1");
    let incoming = edi::from_835(&x12::parse(&file));
    for advice in incoming.advices.iter().filter_map(|advice| advice.as_ref().ok()) {
        let report = remittance::balance(advice);
        let exceptions = report.exceptions();
        assert_eq!(report.is_balanced(), exceptions.is_empty(), "balanced with an exception, or the other way round");
        let totals = advice.totals();
        if report.transaction.is_none() {
            assert_eq!(advice.payment, totals.paid - totals.provider_adjustment, "the sums are not the payment");
        }
        assert!(report.claims_aside().iter().all(|at| *at < advice.claims.len()), "a claim that is not there");
    }
});
