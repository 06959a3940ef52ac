//! Money of a remittance that belongs to no claim: provider adjustments, interest, and what stands aside.
//!
//! The cash of a remittance is BPR02: Σ posted claim payments + what stands aside − Σ provider adjustments.

use crate::{Exception, ExceptionKind, RemittanceAdvice};
use ledger::{Movement, Posting, PostingKind, PostingSubject, Source};
use values::{Date, Money, PayerId, RemittanceId};

/// The remittance as the books name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemittanceSubject {
    /// The remittance.
    pub remittance_id: RemittanceId,
    /// Its payer, where known.
    pub payer_id: Option<PayerId>,
    /// The day of posting in the practice's time zone.
    pub posted_on: Date,
}

impl RemittanceSubject {
    fn posting_subject(self) -> PostingSubject {
        let source = Source::Remittance(self.remittance_id);
        PostingSubject { payer: self.payer_id, ..PostingSubject::new(self.posted_on, source) }
    }
}

/// One posting for each PLB amount: interest (L6) to interest, all others (recoupment WO, balance forward FB…) to provider
/// adjustments, against the payer's money.
#[must_use]
pub fn provider_level_postings(advice: &RemittanceAdvice, subject: &RemittanceSubject) -> Vec<Posting> {
    let subject = subject.posting_subject();
    let posting = |adjustment: &crate::ProviderAdjustment| match adjustment.code.as_str() {
        "L6" => subject.post(PostingKind::Interest, Movement::INTEREST, -adjustment.amount),
        _ => subject.post(PostingKind::ProviderAdjustment, Movement::PROVIDER_ADJUSTMENT, adjustment.amount),
    };
    advice.provider_adjustments.iter().filter_map(posting).collect()
}

/// The money of claim payments that stand aside: it came, and belongs to no claim yet.
#[must_use]
pub fn unapplied_posting(unposted: Money, subject: &RemittanceSubject) -> Option<Posting> {
    subject.posting_subject().post(PostingKind::Unapplied, Movement::UNAPPLIED, unposted)
}

/// Interest that claims name (AMT*I) and no L6 pays, and penalties (51, L3). Interest that is paid is nothing to tell.
#[must_use]
pub fn interest_exceptions(advice: &RemittanceAdvice) -> Vec<Exception> {
    let named: Money = advice.claims.iter().map(|claim| claim.interest).sum();
    let with_code = |codes: &'static [&str]| {
        advice.provider_adjustments.iter().filter(move |adjustment| codes.contains(&adjustment.code.as_str()))
    };
    let paid: Money = with_code(&["L6"]).map(|adjustment| -adjustment.amount).sum();
    let told = |segment, difference, message: String| Exception {
        kind: ExceptionKind::InterestOrPenalty,
        segment,
        patient_control_number: String::new(),
        difference: Some(difference),
        message,
    };
    let missing = (named > paid).then(|| {
        told(advice.segment, named - paid, format!("claims name interest of {named}, the payment carries {paid}"))
    });
    let penalties = with_code(&["51", "L3"]).map(|adjustment| {
        told(adjustment.segment, adjustment.amount, format!("penalty {} of {}", adjustment.code, adjustment.amount))
    });
    missing.into_iter().chain(penalties).collect()
}
