//! What one claim payment does to a claim and to the books.

use crate::denial::denials;
use crate::net::Net;
use crate::outcome::{outcome_of, superseded, unknown_codes};
use crate::postings::postings;
use crate::state::{denied_lines, judge};
use crate::{ClaimOnFile, ClaimPayment, Denial, Exception, ExceptionKind, ReasonRules, match_lines};
use claims::{ClaimOutcome, ClaimState};
use ledger::{ClaimBalance, Posting};
use thiserror::Error;
use values::{ClaimPaymentStatus, Date, Money, PayerId, RemittanceId};

/// What a proposal needs to know beside the payment and the claim.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The remittance that brings it.
    pub remittance_id: RemittanceId,
    /// Its payer, where known.
    pub payer_id: Option<PayerId>,
    /// The day of posting in the practice's time zone.
    pub posted_on: Date,
    /// The remittance's date (BPR16).
    pub adjudicated_on: Date,
    /// Reason codes.
    pub reasons: &'a dyn ReasonRules,
    /// The claim's state.
    pub state: ClaimState,
    /// The claim's outcomes, oldest first, with those posted earlier from the same remittance; undone ones are passed over.
    pub outcomes: &'a [ClaimOutcome],
    /// What is open on the claim.
    pub balance: &'a ClaimBalance,
}

impl<'a> Context<'a> {
    pub(crate) fn standing(&self) -> impl DoubleEndedIterator<Item = &'a ClaimOutcome> + use<'a> {
        self.outcomes.iter().filter(|outcome| !outcome.is_undone)
    }
}

/// What to post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Where the payer decided anew without a reversal: takes the earlier adjustments back. Goes into the account before
    /// `outcome`.
    pub superseded: Option<ClaimOutcome>,
    /// The payment as the claim's account keeps it.
    pub outcome: ClaimOutcome,
    /// The postings.
    pub postings: Vec<Posting>,
    /// What is open on the claim after them.
    pub balance: ClaimBalance,
    /// Where the claim stands after them, over all its standing outcomes.
    pub state: ClaimState,
    /// The lines that stand denied after them; `None` is a claim that was decided as a whole.
    pub denied_lines: Vec<Option<u16>>,
    /// What this payment denies.
    pub denials: Vec<Denial>,
    /// What a person should know. The proposal is posted all the same.
    pub exceptions: Vec<Exception>,
}

/// Why a claim payment is not posted: it stands aside, its amount is unposted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Aside {
    /// A reversal, and no decision stands that it could take back.
    #[error("a reversal without a payment that stands")]
    ReversalWithoutOriginal,
    /// The same payment stands in the same remittance already.
    #[error("the same claim payment twice in one remittance")]
    Duplicate,
    /// A predetermination is informative and never posted.
    #[error("a predetermination is never posted")]
    Predetermination,
}

impl Aside {
    /// The exception to tell; none for a predetermination.
    #[must_use]
    pub fn exception(self, claim: &ClaimPayment) -> Option<Exception> {
        let (kind, message) = match self {
            Aside::ReversalWithoutOriginal => {
                (ExceptionKind::ReversalWithoutOriginal, "takes back a payment that is not on file: not posted")
            }
            Aside::Duplicate => {
                (ExceptionKind::DuplicateClaim, "stands twice in this remittance: the second is not posted")
            }
            Aside::Predetermination => return None,
        };
        Some(exception(claim, kind, Some(claim.paid), message.to_owned()))
    }
}

/// Proposes what a balanced claim payment does to the claim that it was matched with.
///
/// # Errors
/// [`Aside`] when it must not be posted.
pub fn propose(claim: &ClaimPayment, on_file: &ClaimOnFile, context: &Context<'_>) -> Result<Proposal, Aside> {
    propose_lines(claim, on_file, &match_lines(claim, on_file), context)
}

/// The same where a person said which of our lines each of the payment's lines is (`None`: the claim as a whole).
///
/// # Errors
/// [`Aside`] when it must not be posted.
pub fn propose_lines(
    claim: &ClaimPayment,
    on_file: &ClaimOnFile,
    lines: &[Option<u16>],
    context: &Context<'_>,
) -> Result<Proposal, Aside> {
    let standing = Net::of(context.standing());
    refuse(claim, on_file, &standing, context)?;
    let outcome = outcome_of(claim, lines, context);
    let superseded = superseded(&standing, &outcome, on_file);
    let mut after = standing.clone();
    superseded.iter().for_each(|taken_back| after.add(taken_back));
    after.add(&outcome);
    let postings = postings(&standing, &after, on_file, context);
    let mut balance = context.balance.clone();
    balance.apply_all(&postings);
    let newest = context.standing().chain(std::iter::once(&outcome));
    let mut exceptions = mismatches(claim, on_file, &standing, lines);
    exceptions.extend(paid_again(claim, &standing, superseded.as_ref()));
    exceptions.extend(unknown_codes(&outcome, context.reasons).into_iter().map(|carc| {
        exception(
            claim,
            ExceptionKind::UnknownCode,
            None,
            format!("reason code {carc} is not in the table: posted, to be looked at"),
        )
    }));
    Ok(Proposal {
        state: judge(newest, &after, &balance, context.reasons),
        denied_lines: denied_lines(&after, context.reasons),
        denials: denials(&outcome, &claim.remarks, context.reasons),
        superseded,
        outcome,
        postings,
        balance,
        exceptions,
    })
}

fn refuse(claim: &ClaimPayment, on_file: &ClaimOnFile, standing: &Net, context: &Context<'_>) -> Result<(), Aside> {
    if claim.status == ClaimPaymentStatus::Predetermination {
        return Err(Aside::Predetermination);
    }
    if claim.status == ClaimPaymentStatus::Reversal && standing.lines.is_empty() {
        return Err(Aside::ReversalWithoutOriginal);
    }
    let same = |earlier: &ClaimOutcome| {
        earlier.remittance_id == context.remittance_id
            && (earlier.status, earlier.charge, earlier.paid) == (claim.status, claim.charge, claim.paid)
            && earlier.payer_claim_control_number == claim.payer_claim_control_number
    };
    // Two payments of a claim that the payer split may be alike; together they are no more than the charge.
    let is_more = standing.charge() + claim.charge > on_file.charge || claim.status == ClaimPaymentStatus::Reversal;
    let is_again = context.standing().next_back().is_some_and(same) && is_more;
    if is_again { Err(Aside::Duplicate) } else { Ok(()) }
}

fn mismatches(claim: &ClaimPayment, on_file: &ClaimOnFile, standing: &Net, lines: &[Option<u16>]) -> Vec<Exception> {
    let mut found = Vec::new();
    let mut tell = |difference: Money, message: &str| {
        found.push(exception(claim, ExceptionKind::AmountMismatch, Some(difference), message.to_owned()));
    };
    if claim.status == ClaimPaymentStatus::Reversal {
        let difference = standing.paid() + claim.paid;
        if !difference.is_zero() {
            tell(difference, "takes back another amount than was paid: posted as it came");
        }
    } else if claim.charge != on_file.charge {
        tell(claim.charge - on_file.charge, "the payer decided on another charge than was billed: posted as it came");
    }
    for (payment, line) in claim.lines.iter().zip(lines) {
        if line.is_none() && !(payment.charge.is_zero() && payment.paid.is_zero()) {
            let message = "a line of the payment is none of the claim's: posted on the claim as a whole".to_owned();
            let told = exception(claim, ExceptionKind::AmountMismatch, Some(payment.charge), message);
            found.push(Exception { segment: payment.segment, ..told });
        }
    }
    found
}

fn paid_again(claim: &ClaimPayment, standing: &Net, superseded: Option<&ClaimOutcome>) -> Option<Exception> {
    let is_paid_twice = claim.paid > Money::ZERO && standing.paid() > Money::ZERO && superseded.is_some();
    let message = "paid again while an earlier payment stands: posted, look for an overpayment".to_owned();
    is_paid_twice.then(|| exception(claim, ExceptionKind::DuplicateClaim, Some(claim.paid), message))
}

fn exception(claim: &ClaimPayment, kind: ExceptionKind, difference: Option<Money>, message: String) -> Exception {
    let patient_control_number = claim.patient_control_number.clone();
    Exception { kind, segment: claim.segment, patient_control_number, difference, message }
}
