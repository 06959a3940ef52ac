//! A remittance as the window shows it: money on top, then claims, then lines, each with what it means.

use super::import::{earlier, identity};
use super::places::paid_claims;
use super::post::{SeenPayment, Subject};
use super::prepare::{kept_advice, rehearse};
use super::rows::{Rows, posted_payments};
use super::told::PayerTold;
use crate::desk::Desk;
use crate::error::Result;
use privacy::Action;
use records::{
    Cell, ClaimFinancial, Collection, Deposit, Field, MatchedBy, RemittanceContent, RemittanceRecord, RemittanceState,
    Unit, scan,
};
use remittance::{ProviderAdjustment, RemittanceAdvice, interest_exceptions};
use values::{ClaimPaymentStatus, Date, Money, RemittanceId};

/// A remittance in the list.
#[derive(Debug, Clone)]
pub struct RemittanceListed {
    /// The remittance.
    pub remittance_id: RemittanceId,
    /// Payer's name.
    pub payer: String,
    /// Check or EFT number.
    pub trace: String,
    /// Date.
    pub date: Date,
    /// Payment.
    pub payment: Money,
    /// State.
    pub state: RemittanceState,
    /// Claim payments that stand, or would stand, aside although nobody decided so.
    pub undecided: u64,
    /// Whether a bank deposit of the same amount was told, or none is due.
    pub is_reconciled: bool,
}

/// The money of a remittance. `payment = posted + unposted − provider_adjustment` when `difference` is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reconciliation {
    /// BPR02.
    pub payment: Money,
    /// Σ CLP04 that is, or would be, posted to claims.
    pub posted: Money,
    /// Σ CLP04 that stands, or would stand, aside.
    pub unposted: Money,
    /// Σ PLB: positive was withheld.
    pub provider_adjustment: Money,
    /// What the payment is more than its parts say.
    pub difference: Money,
    /// The bank deposit, once one was told.
    pub deposit: Option<Deposit>,
    /// What the bank credited less the payment; `None` without a deposit.
    pub deposit_difference: Option<Money>,
}

/// Why a remittance cannot be posted or undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// It is not posted, or posted already.
    State,
    /// Its transaction is out of balance.
    OutOfBalance,
    /// The same payer, number, date and amount was posted as another one.
    Duplicate(RemittanceId),
    /// Its payment is above what the role may undo.
    AboveLimit,
    /// A later remittance stands on one of its claims and must be undone first.
    Later(RemittanceId),
}

/// A remittance, open.
#[derive(Debug, Clone)]
pub struct RemittanceSheet {
    /// Head, as in the list.
    pub listed: RemittanceListed,
    /// BPR04: `ACH`, `CHK`, `NON`….
    pub method: String,
    /// Day it was posted, where it is.
    pub posted_on: Option<Date>,
    /// The money.
    pub money: Reconciliation,
    /// Claim payments.
    pub claims: u64,
    /// Service lines.
    pub service_lines: u64,
    /// Why it cannot be posted now.
    pub post_hindrance: Option<Hindrance>,
    /// Why it cannot be undone now.
    pub undo_hindrance: Option<Hindrance>,
    /// What is, or would be, reversed by an undo: claims whose money goes back.
    pub posted_claims: u64,
    /// Money of the payer that is about no claim.
    pub provider_adjustments: Vec<ProviderAdjustment>,
    /// Interest that claims name and the payment does not carry, where there is some.
    pub missing_interest: Option<Money>,
    /// Claim payments in the order of the file.
    pub payments: Vec<PaymentRow>,
}

/// How a claim payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaymentState {
    /// No claim of ours fits.
    NoMatch,
    /// Several claims fit equally.
    SeveralMatch,
    /// It does not balance by itself.
    OutOfBalance,
    /// The transaction does not balance.
    Held,
    /// Takes back a payment that is not on file.
    NothingToTakeBack,
    /// Stands twice in the remittance.
    Twice,
    /// A predetermination: informative, never posted.
    Predetermination,
    /// A person keeps it out.
    Detached,
    /// Posts; amounts or lines are not those of the claim.
    Differs,
    /// Posts; paid again while an earlier payment stands.
    PaidAgain,
    /// Posts; takes back an earlier payment.
    Takeback,
    /// Posts; something in it is denied.
    Denied,
    /// Posts as it came.
    Matched,
}

/// Which part of the list a claim payment belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaymentGroup {
    /// Stands aside until somebody decides.
    NeedsYou,
    /// Posts as shown, and a person should have read it.
    Look,
    /// Posts as shown.
    Posts,
    /// Kept out by a person, or informative.
    KeptOut,
}

impl PaymentState {
    /// The part of the list.
    #[must_use]
    pub const fn group(self) -> PaymentGroup {
        match self {
            PaymentState::NoMatch
            | PaymentState::SeveralMatch
            | PaymentState::OutOfBalance
            | PaymentState::Held
            | PaymentState::NothingToTakeBack
            | PaymentState::Twice => PaymentGroup::NeedsYou,
            PaymentState::Differs | PaymentState::PaidAgain | PaymentState::Takeback => PaymentGroup::Look,
            PaymentState::Denied | PaymentState::Matched => PaymentGroup::Posts,
            PaymentState::Predetermination | PaymentState::Detached => PaymentGroup::KeptOut,
        }
    }
}

/// What happens with a claim after its payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NextStep {
    /// A person decides about the payment.
    Decide,
    /// Nothing: its money stands as unapplied.
    StandsAside,
    /// Nothing is open.
    Close,
    /// The next payer is billed.
    NextPayer,
    /// The payer forwarded it.
    Forwarded,
    /// The patient owes the rest.
    Patient,
    /// A denial is worked.
    WorkDenial,
    /// The payer has not decided yet.
    WaitForPayer,
    /// The payer took its decision back.
    WaitForCorrection,
}

/// Amounts by who bears them. `charge − co − pr − oa − pi = paid` when `difference` is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shares {
    /// Billed.
    pub charge: Money,
    /// What the payer allows (AMT*B6), where it says so.
    pub allowed: Option<Money>,
    /// CO.
    pub contractual: Money,
    /// PR.
    pub patient: Money,
    /// OA.
    pub other: Money,
    /// PI.
    pub payer_initiated: Money,
    /// Paid.
    pub paid: Money,
    /// What is paid more than billed less adjustments.
    pub difference: Money,
}

/// A claim of ours that a payment, or a part of it, is about.
#[derive(Debug, Clone)]
pub struct PaidClaim {
    /// The claim.
    pub claim_id: values::ClaimId,
    /// Its number as it stands now.
    pub patient_control_number: String,
    /// Charge.
    pub charge: Money,
    /// Patient: family and given name.
    pub patient: (String, String),
    /// How it was found.
    pub by: MatchedBy,
}

/// One claim payment (CLP).
#[derive(Debug, Clone)]
pub struct PaymentRow {
    /// Position in the remittance, from 0.
    pub position: u32,
    /// Patient as the payer names him: family and given name.
    pub patient: (String, String),
    /// Our number as the payer wrote it.
    pub patient_control_number: String,
    /// The payer's own number.
    pub payer_claim_control_number: String,
    /// CLP02.
    pub status: ClaimPaymentStatus,
    /// First day of service.
    pub date_of_service: Option<Date>,
    /// Amounts of the claim.
    pub shares: Shares,
    /// Adjustments at claim level.
    pub reasons: Vec<ReasonRow>,
    /// How it stands.
    pub state: PaymentState,
    /// Whether a person decided where it belongs.
    pub is_decided: bool,
    /// Claims of ours; several where it was divided.
    pub claims: Vec<PaidClaim>,
    /// What happens next.
    pub next: NextStep,
    /// What should be known, with amounts.
    pub notes: Vec<PaymentNote>,
    /// What the payer tells beside the money.
    pub told: Vec<PayerTold>,
    /// Lines.
    pub lines: Vec<PaymentLineRow>,
}

/// Something that should be known of a claim payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentNote {
    /// The payer decided on another charge than was billed: theirs less ours.
    OtherCharge(Money),
    /// It takes back more (below zero) or less than was paid.
    OtherTakeback(Money),
    /// So much is taken back from an earlier payment.
    TakesBack(Money),
    /// A correction of an earlier decision: so much was paid before.
    Corrects(Money),
    /// Paid again while an earlier payment stands: look for an overpayment.
    PaidAgain(Money),
    /// It does not balance: paid more (or less, below zero) than its parts say.
    OutOfBalance(Money),
    /// Lines that are none of the claim's: so many.
    StrangeLines(u32),
    /// Reason codes that the table does not know: so many.
    UnknownReasons(u32),
    /// Interest beside the payment.
    Interest(Money),
}

/// An adjustment with its reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonRow {
    /// Group code.
    pub group: &'static str,
    /// CARC.
    pub carc: String,
    /// What it says; `None` for a code that the table does not know.
    pub label: Option<String>,
    /// Amount.
    pub amount: Money,
    /// Whether someone must act on it.
    pub is_denial: bool,
}

/// One line (SVC).
#[derive(Debug, Clone)]
pub struct PaymentLineRow {
    /// Position in the claim payment, from 0.
    pub position: u32,
    /// Procedure that the payer decided on, with modifiers.
    pub procedure: (String, Vec<String>),
    /// Day of service.
    pub date_of_service: Option<Date>,
    /// Our line; `None` where it could not be told.
    pub ours: Option<OurLine>,
    /// Amounts.
    pub shares: Shares,
    /// Adjustments.
    pub reasons: Vec<ReasonRow>,
    /// Remark codes with their words.
    pub remarks: Vec<(String, Option<String>)>,
    /// The payer's own policies behind the decision.
    pub policies: Vec<String>,
    /// How it compares with what was billed.
    pub compared: LineCompared,
}

/// A line as it was billed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OurLine {
    /// The claim.
    pub claim_id: values::ClaimId,
    /// Line number.
    pub number: u16,
    /// Procedure with modifiers.
    pub procedure: (String, Vec<String>),
    /// Charge.
    pub charge: Money,
}

/// How a payer's line compares with ours: the first thing that differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineCompared {
    /// Not compared: the payment found no claim.
    NoClaim,
    /// None of the claim's lines.
    NoLine,
    /// Another procedure code.
    OtherProcedure,
    /// Modifiers that were billed are not there.
    ModifiersDropped,
    /// Other modifiers.
    OtherModifiers,
    /// Another charge.
    OtherCharge,
    /// As billed.
    Same,
}

/// Every remittance for the window, newest first. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn queue_remittances(desk: &Desk<'_>) -> Result<Vec<RemittanceListed>> {
    desk.may(Action::PostRemittance)?;
    let mut listed = Vec::new();
    for item in scan::<RemittanceRecord>(desk.vault()) {
        if let (id, Field::Open(record)) = item? {
            listed.push(listed_as(id, &record));
        }
    }
    listed.reverse();
    desk.journal_listing("era.list", listed.iter().map(|row| row.remittance_id.number()))?;
    Ok(listed)
}

fn listed_as(id: RemittanceId, record: &RemittanceRecord) -> RemittanceListed {
    RemittanceListed {
        remittance_id: id,
        payer: record.payer_name.clone(),
        trace: record.trace.clone(),
        date: record.date,
        payment: record.payment,
        state: record.state,
        undecided: record.undecided,
        is_reconciled: record.payment.is_zero() || record.deposit.is_some_and(|it| it.amount == record.payment),
    }
}

/// Opens a remittance: what it did, or what posting it would do. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn open_remittance(desk: &Desk<'_>, id: RemittanceId) -> Result<RemittanceSheet> {
    desk.may(Action::PostRemittance)?;
    let unit = desk.unit();
    let record: RemittanceRecord = unit.need(id)?;
    let advice = kept_advice(desk, &unit, (id, &record))?;
    let entry = desk.unit();
    entry.touch(Collection::Remittance, id.number(), RemittanceContent::CLASSES);
    desk.commit(entry, "era.open")?;
    let (record, seen) = if record.state == RemittanceState::Posted {
        let seen = posted_payments(desk, &unit, (id, &record, &advice))?;
        (record, seen)
    } else {
        let subject = Subject { id, advice: &advice, choices: &record.choices };
        let (anew, seen) = rehearse(desk, subject, &record.file_sha256)?;
        let state = if record.state == RemittanceState::Undone { record.state } else { anew.state };
        (RemittanceRecord { state, deposit: record.deposit, ..anew }, seen)
    };
    sheet(desk, &unit, (id, &record), (&advice, seen))
}

fn sheet(
    desk: &Desk<'_>,
    unit: &Unit<'_>,
    (id, record): (RemittanceId, &RemittanceRecord),
    (advice, seen): (&RemittanceAdvice, Vec<SeenPayment>),
) -> Result<RemittanceSheet> {
    let mut rows = Rows::new(desk, unit, (record, advice.contact.as_ref()));
    let mut payments = Vec::new();
    for (at, (payment, seen)) in advice.claims.iter().zip(seen).enumerate() {
        payments.push(rows.row(at, payment, seen)?);
    }
    let mut listed = listed_as(id, record);
    let needs = payments.iter().filter(|row| row.state.group() == PaymentGroup::NeedsYou).count();
    listed.undecided = u64::try_from(needs).unwrap_or(u64::MAX);
    let posted_claims = payments.iter().flat_map(|row| row.claims.iter().map(|claim| claim.claim_id));
    let posted_claims: std::collections::BTreeSet<values::ClaimId> = posted_claims.collect();
    Ok(RemittanceSheet {
        money: reconciliation(record),
        method: advice.method.clone(),
        posted_on: (record.state == RemittanceState::Posted).then_some(record.posted_on),
        claims: record.claims,
        service_lines: record.service_lines,
        post_hindrance: post_hindrance(unit, (id, record), advice)?,
        undo_hindrance: undo_hindrance(desk, unit, (id, record))?,
        posted_claims: u64::try_from(posted_claims.len()).unwrap_or(u64::MAX),
        provider_adjustments: advice.provider_adjustments.clone(),
        missing_interest: missing_interest(advice),
        payments,
        listed,
    })
}

fn missing_interest(advice: &RemittanceAdvice) -> Option<Money> {
    let of_the_whole = |found: &remittance::Exception| found.segment == advice.segment;
    interest_exceptions(advice).into_iter().find(of_the_whole).and_then(|found| found.difference)
}

fn reconciliation(record: &RemittanceRecord) -> Reconciliation {
    Reconciliation {
        payment: record.payment,
        posted: record.posted,
        unposted: record.unposted,
        provider_adjustment: record.provider_adjustment,
        difference: record.payment - (record.posted + record.unposted - record.provider_adjustment),
        deposit: record.deposit,
        deposit_difference: record.deposit.map(|deposit| deposit.amount - record.payment),
    }
}

fn post_hindrance(
    unit: &Unit<'_>,
    (id, record): (RemittanceId, &RemittanceRecord),
    advice: &RemittanceAdvice,
) -> Result<Option<Hindrance>> {
    let other = earlier(unit, &identity(advice))?
        .into_iter()
        .find(|(other, record)| *other != id && record.state == RemittanceState::Posted);
    Ok(match (record.state, other) {
        (RemittanceState::Posted, _) => Some(Hindrance::State),
        (_, Some((other, _))) => Some(Hindrance::Duplicate(other)),
        (RemittanceState::Held, None) => Some(Hindrance::OutOfBalance),
        (RemittanceState::Received | RemittanceState::Undone, None) => {
            (!reconciliation(record).difference.is_zero()).then_some(Hindrance::OutOfBalance)
        }
    })
}

fn undo_hindrance(
    desk: &Desk<'_>,
    unit: &Unit<'_>,
    (id, record): (RemittanceId, &RemittanceRecord),
) -> Result<Option<Hindrance>> {
    if record.state != RemittanceState::Posted {
        return Ok(Some(Hindrance::State));
    }
    if record.payment.abs() > desk.practice().undo_limit && desk.may(Action::UndoAnyRemittance).is_err() {
        return Ok(Some(Hindrance::AboveLimit));
    }
    for claim in paid_claims(unit, record)? {
        let claim: ClaimFinancial = unit.need(claim)?;
        let standing = || claim.account.outcomes.iter().filter(|outcome| !outcome.is_undone);
        let later = standing().skip_while(|outcome| outcome.remittance_id != id).find(|it| it.remittance_id != id);
        if let Some(later) = later {
            return Ok(Some(Hindrance::Later(later.remittance_id)));
        }
    }
    Ok(None)
}
