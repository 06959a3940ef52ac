//! One posting: a debit and a credit of the same amount.

use crate::{Account, Movement};
use serde::{Deserialize, Serialize};
use values::{ClaimId, Date, Money, PatientId, PayerId, RemittanceId};

/// What happened (product.md "LedgerEntry").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostingKind {
    /// A service was charged.
    Charge,
    /// A payer or the patient paid.
    Payment,
    /// A payer's adjustment that closes money.
    Adjustment,
    /// Somebody else owes it now.
    TransferOfResponsibility,
    /// A payer denied it; it stays open.
    Denial,
    /// An approved write-off.
    WriteOff,
    /// Money was paid back.
    Refund,
    /// Interest.
    Interest,
    /// A provider-level adjustment (PLB).
    ProviderAdjustment,
    /// Money that belongs to no claim yet.
    Unapplied,
    /// Takes an earlier posting back.
    Reversal,
}

/// What the posting came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The visit's charge, or its change.
    Charge,
    /// A remittance. Its reversing postings (an undo) name it too.
    Remittance(RemittanceId),
    /// What the patient paid at the visit or later.
    PatientPayment,
    /// An approved write-off.
    WriteOff,
    /// A person gave it to the next payer, the patient, or back to the payer.
    Transfer,
    /// A refund.
    Refund,
    /// A claim was voided.
    Void,
}

/// What a posting is about: everything but the money. Made once, used for all postings of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PostingSubject {
    /// The claim; `None` for provider-level money.
    pub claim: Option<ClaimId>,
    /// The service line; `None` for the claim as a whole.
    pub line: Option<u16>,
    /// The patient.
    pub patient: Option<PatientId>,
    /// The payer.
    pub payer: Option<PayerId>,
    /// The day in the practice's time zone.
    pub posted_on: Date,
    /// Date of service.
    pub service_on: Option<Date>,
    /// What it came from.
    pub source: Source,
}

impl PostingSubject {
    /// A subject with nothing but day and source; the other fields are filled in by name.
    #[must_use]
    pub const fn new(posted_on: Date, source: Source) -> PostingSubject {
        PostingSubject { claim: None, line: None, patient: None, payer: None, posted_on, service_on: None, source }
    }

    /// The posting of an amount: `None` for nothing, debit and credit swapped for a negative amount.
    #[must_use]
    pub fn post(&self, kind: PostingKind, movement: Movement, amount: Money) -> Option<Posting> {
        if amount.is_zero() {
            return None;
        }
        let Movement { debit, credit } = movement;
        let (debit, credit) = if amount.is_negative() { (credit, debit) } else { (debit, credit) };
        Some(Posting {
            claim: self.claim,
            line: self.line,
            patient: self.patient,
            debit,
            credit,
            amount: amount.abs(),
            kind,
            posted_on: self.posted_on,
            service_on: self.service_on,
            payer: self.payer,
            source: self.source,
        })
    }
}

/// A balanced pair of entries. Made by [`PostingSubject::post`] and [`reverse`] only, so the amount is above zero.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Posting {
    /// The claim; `None` for provider-level money.
    pub claim: Option<ClaimId>,
    /// The service line; `None` for the claim as a whole.
    pub line: Option<u16>,
    /// The patient.
    pub patient: Option<PatientId>,
    /// Debited account.
    pub debit: Account,
    /// Credited account.
    pub credit: Account,
    /// The amount, above zero.
    pub amount: Money,
    /// What happened.
    pub kind: PostingKind,
    /// The day of posting in the practice's time zone.
    pub posted_on: Date,
    /// Date of service.
    pub service_on: Option<Date>,
    /// The payer.
    pub payer: Option<PayerId>,
    /// What it came from.
    pub source: Source,
}

impl Posting {
    /// What the posting does to an account: above zero for a debit.
    #[must_use]
    pub fn effect_on(&self, account: Account) -> Money {
        let debit = if self.debit == account { self.amount } else { Money::ZERO };
        let credit = if self.credit == account { self.amount } else { Money::ZERO };
        debit - credit
    }
}

/// Postings that take these back: debit and credit swapped, same source, on the day given. Originals stay.
#[must_use]
pub fn reverse(postings: &[Posting], posted_on: Date) -> Vec<Posting> {
    let back = |posting: &Posting| Posting {
        debit: posting.credit,
        credit: posting.debit,
        kind: PostingKind::Reversal,
        posted_on,
        ..posting.clone()
    };
    postings.iter().rev().map(back).collect()
}

/// What undoes a remittance among these postings: nothing when it was undone already.
#[must_use]
pub fn reversal_of_remittance<'a>(
    postings: impl IntoIterator<Item = &'a Posting>,
    remittance: RemittanceId,
    posted_on: Date,
) -> Vec<Posting> {
    let of_it: Vec<&Posting> =
        postings.into_iter().filter(|posting| posting.source == Source::Remittance(remittance)).collect();
    if of_it.iter().any(|posting| posting.kind == PostingKind::Reversal) {
        return Vec::new();
    }
    let originals: Vec<Posting> = of_it.into_iter().cloned().collect();
    reverse(&originals, posted_on)
}
