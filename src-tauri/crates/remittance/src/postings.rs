//! What the books must say: the difference between what the outcomes came to before and after.

use crate::net::{LineNet, Net};
use crate::outcome::treated;
use crate::{ClaimOnFile, Context, Treatment};
use claims::DateValue;
use ledger::{Movement, Posting, PostingKind, PostingSubject, Source};
use std::collections::BTreeSet;
use values::{Date, Money};

/// The postings that lead from one net to the other.
pub(crate) fn postings(before: &Net, after: &Net, on_file: &ClaimOnFile, context: &Context<'_>) -> Vec<Posting> {
    let keys: BTreeSet<Option<u16>> = before.lines.keys().chain(after.lines.keys()).copied().collect();
    let mut made = Vec::new();
    for key in keys {
        let (was, is) = (settle(before, key, on_file, context), settle(after, key, on_file, context));
        let subject = subject(key, on_file, context);
        for (movement, kind, before, after) in [
            (Movement::PAYER_PAYMENT, PostingKind::Payment, was.paid, is.paid),
            (Movement::CONTRACTUAL, PostingKind::Adjustment, was.contractual, is.contractual),
            (Movement::SETTLED, PostingKind::Adjustment, was.settled, is.settled),
            (Movement::TO_PATIENT, PostingKind::TransferOfResponsibility, was.patient, is.patient),
            (Movement::DENIED, PostingKind::Denial, was.denied, is.denied),
        ] {
            made.extend(subject.post(kind, movement, after - before));
        }
    }
    made
}

/// The subject of postings on a line.
fn subject(line: Option<u16>, on_file: &ClaimOnFile, context: &Context<'_>) -> PostingSubject {
    let dated = on_file.lines.iter().filter(|own| line.is_none() || Some(own.number) == line);
    let service_on: Option<Date> = dated.filter_map(|own| own.date_of_service.map(DateValue::first)).min();
    PostingSubject {
        claim: Some(on_file.claim_id),
        line,
        patient: Some(on_file.patient_id),
        payer: context.payer_id,
        service_on,
        ..PostingSubject::new(context.posted_on, Source::Remittance(context.remittance_id))
    }
}

#[derive(Default)]
struct Settled {
    paid: Money,
    contractual: Money,
    settled: Money,
    patient: Money,
    denied: Money,
}

// What a line's decision does in this claim's books. Where only a part of the charge stands in them (a claim to the next
// payer), the rest was settled by prior payers: it is taken off the adjustments, those that name it first.
fn settle(net: &Net, key: Option<u16>, on_file: &ClaimOnFile, context: &Context<'_>) -> Settled {
    let line = net.line(key);
    let mut elsewhere = not_in_account(net, key, on_file);
    let mut here = |treatment: Treatment| {
        let amount = sum(&line, treatment, context);
        let off = amount.min(elsewhere).max(Money::ZERO);
        elsewhere -= off;
        amount - off
    };
    let settled = here(Treatment::Settled);
    let contractual = here(Treatment::Contractual);
    let _waiting = here(Treatment::Waiting);
    let denied = here(Treatment::Denied);
    let patient = here(Treatment::Patient);
    Settled { paid: line.paid, contractual, settled, patient, denied }
}

fn sum(line: &LineNet, treatment: Treatment, context: &Context<'_>) -> Money {
    treated(line, treatment, context.reasons)
}

fn not_in_account(net: &Net, key: Option<u16>, on_file: &ClaimOnFile) -> Money {
    let counts = |number: u16| match key {
        Some(line) => line == number,
        None => !net.lines.contains_key(&Some(number)),
    };
    on_file.lines.iter().filter(|line| counts(line.number)).map(|line| line.charge - line.in_account).sum()
}
