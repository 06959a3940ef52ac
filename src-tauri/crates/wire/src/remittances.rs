//! Remittances: the list, one with its claim payments and lines, and what a person decides about them.

use crate::{Cents, ClaimStateView, Field, NameView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for every remittance.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListRemittancesRequest {}

/// Every remittance, newest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListRemittancesResponse {
    /// The rows.
    pub items: Vec<RemittanceListed>,
}

/// Where a remittance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RemittanceStateName {
    /// Kept, with what is proposed; a person posts it.
    Received,
    /// Out of balance as a transaction: not posted.
    Held,
    /// In the books.
    Posted,
    /// Undone by reversing entries.
    Undone,
}

/// A remittance in the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RemittanceListed {
    /// The remittance.
    pub remittance_id: String,
    /// Payer's name.
    pub payer_name: String,
    /// Check or EFT number.
    pub trace: String,
    /// Date, `YYYY-MM-DD`.
    pub date: String,
    /// Payment.
    pub payment_cents: Cents,
    /// Where it stands.
    pub state: RemittanceStateName,
    /// Claim payments that need a person.
    pub needs_you: u32,
    /// Whether it waits to be posted.
    pub is_to_post: bool,
    /// Whether a bank deposit of the same amount was told.
    pub is_reconciled: bool,
}

/// Opens a remittance. The read is journaled.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OpenRemittanceRequest {
    /// The remittance.
    pub remittance_id: String,
}

/// How a payment was made (BPR04).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// ACH and other transfers.
    Transfer,
    /// A check.
    Check,
    /// No payment.
    None,
}

/// Why a remittance cannot be posted or undone now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum RemittanceHindrance {
    /// It is posted already, or not posted yet.
    State,
    /// Its payment is not the claims' sum less provider adjustments.
    OutOfBalance,
    /// The same payer, number, date and amount is in the books as another one.
    Duplicate {
        /// That one.
        remittance_id: String,
    },
    /// Its payment is above what the role may undo.
    AboveLimit,
    /// A later remittance stands on one of its claims and must be undone first.
    Later {
        /// That one.
        remittance_id: String,
    },
}

/// The money of a remittance: payment = posted + unposted − provider adjustment, else there is a difference.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReconciliationView {
    /// Payment.
    pub payment_cents: Cents,
    /// Posted to claims, or would be.
    pub posted_cents: Cents,
    /// Stands aside, or would.
    pub unposted_cents: Cents,
    /// Withheld by the payer; below zero was added.
    pub provider_adjustment_cents: Cents,
    /// What the payment is more than its parts say.
    pub difference_cents: Cents,
    /// Whether there is a difference.
    pub is_balanced: bool,
    /// Shares of the bar in thousandths: posted, unposted, withheld.
    pub bar: [u32; 3],
    /// The bank deposit, once one was told.
    pub deposit: Option<DepositView>,
}

/// A bank deposit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DepositView {
    /// Day, `YYYY-MM-DD`.
    pub on: String,
    /// What the bank credited.
    pub amount_cents: Cents,
    /// What that is more than the payment.
    pub difference_cents: Cents,
    /// Whether it is the payment to the cent.
    pub is_matched: bool,
}

/// What a PLB reason code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProviderAdjustmentMeaning {
    /// WO: an overpayment is taken back.
    Recoupment,
    /// FB: a balance is carried between remittances.
    BalanceForward,
    /// L6: interest.
    Interest,
    /// 50, 51, L3: late filing or a penalty.
    Penalty,
    /// 72: our refund is acknowledged.
    Refund,
    /// AP, CT, J1 and the like: paid in advance or without a claim.
    Advance,
    /// IR, IS, LS, E3, FC, TL: withheld for the tax office, a lien or another party.
    Withholding,
    /// B2, B3, BN, L6…: bonus, rebate, incentive.
    Incentive,
    /// CS and all others.
    Other,
}

/// One PLB amount.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProviderAdjustmentView {
    /// Reason code.
    pub code: String,
    /// What it means.
    pub meaning: ProviderAdjustmentMeaning,
    /// Payer's reference; empty is none.
    pub reference: String,
    /// Amount without its sign.
    pub amount_cents: Cents,
    /// Whether it was withheld; else it was added.
    pub is_withheld: bool,
}

/// A remittance, open.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RemittanceView {
    /// Head, as in the list.
    pub listed: RemittanceListed,
    /// How it was paid.
    pub method: PaymentMethod,
    /// Day it was posted.
    pub posted_on: Option<String>,
    /// The money.
    pub money: ReconciliationView,
    /// Claim payments.
    pub claim_count: u32,
    /// Service lines.
    pub line_count: u32,
    /// Claim payments that post.
    pub posting_count: u32,
    /// Claims that an undo takes back.
    pub posted_claims: u32,
    /// Why it cannot be posted now.
    pub post_hindrance: Option<RemittanceHindrance>,
    /// Why it cannot be undone now.
    pub undo_hindrance: Option<RemittanceHindrance>,
    /// Money of the payer that is about no claim.
    pub provider_adjustments: Vec<ProviderAdjustmentView>,
    /// Interest that claims name and the payment does not carry.
    pub missing_interest_cents: Option<Cents>,
    /// Claim payments in groups; no group is empty.
    pub groups: Vec<PaymentGroupView>,
}

/// Which part of the list a claim payment belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaymentGroupName {
    /// Stands aside until somebody decides.
    NeedsYou,
    /// Posts as shown, and a person should have read it.
    Look,
    /// Posts as shown.
    Posts,
    /// Kept out by a person, or informative.
    KeptOut,
}

/// One part of the list of claim payments.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaymentGroupView {
    /// Which part.
    pub name: PaymentGroupName,
    /// Σ paid.
    pub paid_cents: Cents,
    /// The payments.
    pub payments: Vec<PaymentView>,
}

/// How a claim payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStateName {
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
    /// A predetermination.
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

/// What happens with a claim after its payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaymentNextStep {
    /// A person decides.
    Decide,
    /// Its money stands as unapplied.
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

/// How a payment found its claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MatchedByName {
    /// Our control number.
    Number,
    /// Name, date of service and charge.
    Person,
    /// A person chose it.
    Hand,
}

/// Amounts by who bears them: charge − CO − PR − OA − PI = paid, else there is a difference.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SharesView {
    /// Billed.
    pub charge_cents: Cents,
    /// Allowed, where the payer says so.
    pub allowed_cents: Option<Cents>,
    /// CO.
    pub contractual_cents: Cents,
    /// PR.
    pub patient_cents: Cents,
    /// OA.
    pub other_cents: Cents,
    /// PI.
    pub payer_initiated_cents: Cents,
    /// Paid.
    pub paid_cents: Cents,
    /// What is paid more than billed less adjustments.
    pub difference_cents: Cents,
    /// Whether there is a difference.
    pub is_balanced: bool,
}

/// A claim of ours that a payment is about.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaidClaimView {
    /// The claim.
    pub claim_id: String,
    /// Its number.
    pub patient_control_number: String,
    /// Its patient.
    pub patient_name: NameView,
    /// Its charge.
    pub charge_cents: Cents,
    /// How it was found.
    pub matched_by: MatchedByName,
}

/// Something that should be known of a claim payment; the window makes a sentence of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PaymentNoteView {
    /// Which sentence.
    pub name: PaymentNoteName,
    /// An amount without its sign, where the sentence has one.
    pub amount_cents: Option<Cents>,
    /// A count, where the sentence has one.
    pub count: Option<u32>,
}

/// The sentences about a claim payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaymentNoteName {
    /// Decided on a charge so much above ours.
    ChargeAbove,
    /// Decided on a charge so much below ours.
    ChargeBelow,
    /// Takes back so much more than was paid.
    TakesBackMore,
    /// Takes back so much less than was paid.
    TakesBackLess,
    /// Takes so much back.
    TakesBack,
    /// Replaces an earlier decision.
    Corrects,
    /// Paid so much again.
    PaidAgain,
    /// Paid so much more than the parts say.
    PaidAbove,
    /// Paid so much less than the parts say.
    PaidBelow,
    /// So many lines are none of the claim's.
    StrangeLines,
    /// So many reason codes are unknown.
    UnknownReasons,
    /// Names so much interest.
    Interest,
}

/// One thing that a payer tells beside the money.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PayerToldView {
    /// What it is.
    pub name: PayerToldName,
    /// Its words as they came; empty where it is a day.
    pub text: String,
    /// Its day, `YYYY-MM-DD`.
    pub day: Option<String>,
}

/// What a payer tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PayerToldName {
    /// Another payer comes first.
    PriorityPayer,
    /// The claim was sent on to another payer.
    ForwardedTo,
    /// The patient's name as the payer has it.
    PatientName,
    /// The member id as the payer has it.
    MemberId,
    /// The payer received the claim on a day.
    ReceivedOn,
    /// The coverage ended on a day.
    CoverageEndedOn,
    /// The group or policy that was decided under.
    GroupNumber,
    /// The class of contract.
    ContractClass,
    /// Whom to ask.
    Contact,
}

/// One claim payment.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaymentView {
    /// Position in the remittance, from 0.
    pub position: u32,
    /// Patient as the payer names him.
    pub patient_name: NameView,
    /// Our number as the payer wrote it; empty is none.
    pub patient_control_number: String,
    /// The payer's own number; empty is none.
    pub payer_claim_control_number: String,
    /// First day of service, `YYYY-MM-DD`.
    pub date_of_service: Option<String>,
    /// Amounts.
    pub shares: SharesView,
    /// Adjustments at claim level.
    pub reasons: Vec<PaidReasonView>,
    /// How it stands.
    pub state: PaymentStateName,
    /// Whether a person decided where it belongs.
    pub is_decided: bool,
    /// Whether a person may decide about it now.
    pub may_decide: bool,
    /// Claims of ours; several where it was divided.
    pub claims: Vec<PaidClaimView>,
    /// What happens next.
    pub next: PaymentNextStep,
    /// What should be known.
    pub notes: Vec<PaymentNoteView>,
    /// What the payer tells beside the money.
    pub told: Vec<PayerToldView>,
    /// Lines.
    pub lines: Vec<PaymentLineView>,
}

/// An adjustment with its reason in words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaidReasonView {
    /// Group code.
    pub group: String,
    /// Claim adjustment reason code.
    pub carc: String,
    /// What it says; `null` for an unknown code.
    pub label: Option<String>,
    /// Amount.
    pub amount_cents: Cents,
    /// Whether someone must act on it.
    pub is_denial: bool,
}

/// A remark code with its words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaidRemarkView {
    /// Code.
    pub rarc: String,
    /// What it says; `null` for an unknown code.
    pub label: Option<String>,
}

/// A procedure with its modifiers.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaidProcedureView {
    /// Code; empty where it cannot be read.
    pub code: String,
    /// Modifiers.
    pub modifiers: Vec<String>,
}

/// How a payer's line compares with ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineComparedName {
    /// The payment found no claim.
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

/// A line as it was billed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OurLineView {
    /// The claim.
    pub claim_id: String,
    /// Line number.
    pub number: u16,
    /// Procedure.
    pub procedure: PaidProcedureView,
    /// Charge.
    pub charge_cents: Cents,
}

/// One line of a claim payment.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaymentLineView {
    /// Position in the claim payment, from 0.
    pub position: u32,
    /// What the payer decided on.
    pub procedure: PaidProcedureView,
    /// Day of service.
    pub date_of_service: Option<String>,
    /// Our line; `null` where it could not be told.
    pub ours: Option<OurLineView>,
    /// Amounts.
    pub shares: SharesView,
    /// Adjustments.
    pub reasons: Vec<PaidReasonView>,
    /// Remark codes.
    pub remarks: Vec<PaidRemarkView>,
    /// The payer's own policies behind the decision.
    pub policies: Vec<String>,
    /// How it compares with ours.
    pub compared: LineComparedName,
}

/// Looks for claims that a payment may be about.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FindClaimCandidatesRequest {
    /// The remittance.
    pub remittance_id: String,
    /// The claim payment.
    pub position: u32,
    /// What was typed; empty asks by the payer's words.
    pub text: String,
}

/// Claims that a payment may be about.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FindClaimCandidatesResponse {
    /// The likeliest first.
    pub items: Vec<ClaimCandidateView>,
}

/// What of a claim is as the payer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LikenessName {
    /// Our control number.
    Number,
    /// The payer's own number.
    PayerNumber,
    /// The charge.
    Charge,
    /// A date of service.
    Date,
    /// The patient's name.
    Name,
    /// The payer.
    Payer,
}

/// A claim that a payment may be about.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimCandidateView {
    /// The claim.
    pub claim_id: String,
    /// Its number.
    pub patient_control_number: Field<String>,
    /// Its patient.
    pub patient_name: Field<NameView>,
    /// First day of service.
    pub date_of_service: Field<String>,
    /// Its payer.
    pub payer_name: Field<String>,
    /// Charge.
    pub charge_cents: Field<Cents>,
    /// Open.
    pub balance_cents: Field<Cents>,
    /// Where it stands.
    pub state: Field<ClaimStateView>,
    /// What is as the payer says, the weightiest first.
    pub alike: Vec<LikenessName>,
    /// Its lines.
    pub lines: Vec<CandidateLineView>,
}

/// A line of a claim that a payment may be about.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CandidateLineView {
    /// Number.
    pub number: u16,
    /// Procedure.
    pub procedure: PaidProcedureView,
    /// Charge.
    pub charge_cents: Cents,
}

/// What a person decides about a claim payment.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum PaymentDecision {
    /// It is about this claim.
    Match {
        /// The claim.
        claim_id: String,
    },
    /// Each of its lines, in order, is about this.
    Split {
        /// One place for each line.
        places: Vec<LinePlaceEntry>,
    },
    /// It is kept out of the posting.
    Detach,
    /// Matching finds its claim again.
    Rematch,
}

/// Where one line of a claim payment goes.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LinePlaceEntry {
    /// The claim.
    pub claim_id: String,
    /// Its line; `null` is the claim as a whole.
    pub line: Option<u16>,
}

/// Decides about a claim payment of a remittance that is not posted. Nothing is posted.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DecideClaimPaymentRequest {
    /// The remittance.
    pub remittance_id: String,
    /// The claim payment.
    pub position: u32,
    /// What.
    pub decision: PaymentDecision,
}

/// Posts a remittance: one commit.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PostRemittanceRequest {
    /// The remittance.
    pub remittance_id: String,
}

/// Undoes a posted remittance by reversing entries: one commit.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct UndoRemittanceRequest {
    /// The remittance.
    pub remittance_id: String,
}

/// Tells on which day the bank credited a payment, and how much; both empty take it back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RecordDepositRequest {
    /// The remittance.
    pub remittance_id: String,
    /// Day, as people type it.
    pub on: String,
    /// Amount, as people type it.
    pub amount: String,
}
