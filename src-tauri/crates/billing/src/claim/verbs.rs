//! Approve, correct, bill the next payer, void, export.

use super::assemble::assemble;
use super::create::{choose_coverage, filing_limit, next_number};
use super::scrub::{Scrubber, stops};
use super::steps::advance;
use crate::books::Books;
use crate::desk::Desk;
use crate::error::{BillingError, ErrorCode, Result};
use crate::follow::rechoose;
use crate::reference::Reference;
use crate::work_list::OpenItems;
use claims::{ClaimAccount, ClaimEvent, ClaimState, HistoryEvent};
use ledger::{ClaimBalance, Movement, PostingKind, PostingSubject, Source};
use privacy::Action;
use records::{
    ClaimClinical, ClaimCoverage, ClaimFinancial, EncounterAuthorization, EncounterClinical, Index, PatientAccount,
    Unit,
};
use serde::Serialize;
use values::{ClaimFrequency, ClaimId, Money};

/// A claim that went on (cli.md `claim approve` and its kin).
#[derive(Debug, Clone, Serialize)]
pub struct MovedClaim {
    /// Id.
    pub claim_id: String,
    /// Number of the current version.
    pub patient_control_number: String,
    /// State.
    pub state: &'static str,
}

/// A claim that was held back, and why.
#[derive(Debug, Clone, Serialize)]
pub struct HeldClaim {
    /// Id.
    pub claim_id: String,
    /// Reasons with remedies.
    pub reasons: Vec<String>,
}

/// What became of the claims named.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ClaimsMoved {
    /// Went on.
    pub claims: Vec<MovedClaim>,
    /// Held back; the others went on.
    pub held: Vec<HeldClaim>,
}

impl ClaimsMoved {
    pub(crate) fn moved(&mut self, id: ClaimId, claim: &ClaimFinancial) {
        self.claims.push(MovedClaim {
            claim_id: id.to_string(),
            patient_control_number: claim.account.patient_control_number.to_string(),
            state: claim.account.state.name(),
        });
    }

    pub(crate) fn hold(&mut self, id: ClaimId, reason: impl Into<String>) {
        self.held.push(HeldClaim { claim_id: id.to_string(), reasons: vec![reason.into()] });
    }
}

pub(super) fn once(ids: &[ClaimId]) -> Vec<ClaimId> {
    let mut seen = Vec::with_capacity(ids.len());
    for id in ids {
        if !seen.contains(id) {
            seen.push(*id);
        }
    }
    seen
}

/// Releases clean claims to be sent.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn approve_claims(desk: &Desk<'_>, ids: &[ClaimId]) -> Result<ClaimsMoved> {
    desk.may(Action::WorkClaim)?;
    let mut unit = desk.unit();
    let mut result = ClaimsMoved::default();
    for id in once(ids) {
        let mut claim: ClaimFinancial = unit.need(id)?;
        if let Some(reason) = super::void::needs_second_person(desk, &claim.account) {
            result.hold(id, reason);
            continue;
        }
        match advance(desk, &mut claim, ClaimEvent::Approve, "approved") {
            Ok(_) => {
                unit.put(id, &claim)?;
                result.moved(id, &claim);
            }
            Err(_) => result.hold(id, not_approved(&claim)),
        }
    }
    desk.commit(unit, "claim.approve")?;
    Ok(result)
}

fn not_approved(claim: &ClaimFinancial) -> String {
    let state = claim.account.state;
    if state == ClaimState::NeedsCorrection {
        return format!("the scrubber stops it ({}): correct it and scrub it again", claim.account.state_reason);
    }
    if state == ClaimState::Draft {
        return "it was not scrubbed since it was last changed: scrub it first".to_owned();
    }
    format!("it is {state}: only a clean claim that was not sent can be approved")
}

/// Begins a new version of each claim: frequency 1 after a rejection, 7 with the payer's newest number after adjudication.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn correct_claims(desk: &Desk<'_>, ids: &[ClaimId]) -> Result<ClaimsMoved> {
    desk.may(Action::WorkClaim)?;
    let mut unit = desk.unit();
    let mut books = Books::default();
    let reference = Reference::load(desk.vault())?;
    let mut items = OpenItems::load(desk)?;
    let mut result = ClaimsMoved::default();
    for id in once(ids) {
        let mut claim: ClaimFinancial = unit.need(id)?;
        match correct(desk, &mut unit, (id, &mut claim))? {
            Ok(()) => {
                if claim.account.frequency != ClaimFrequency::Void {
                    follow_again(desk, &mut unit, &mut books, &reference, (id, &mut claim))?;
                }
                unit.put(id, &claim)?;
                items.close(desk, &mut unit, id, "corrected")?;
                result.moved(id, &claim);
            }
            Err(reason) => result.hold(id, reason),
        }
    }
    books.finish(&mut unit)?;
    desk.commit(unit, "claim.correct")?;
    Ok(result)
}

fn correct(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    (id, claim): (ClaimId, &mut ClaimFinancial),
) -> Result<std::result::Result<(), String>> {
    let before = claim.account.state;
    let rejected = before.is_rejected();
    let answers = claim.account.newest_payer_claim_control_number().map(str::to_owned);
    if !rejected && before.is_adjudicated() && answers.is_none() {
        return Ok(Err("no remittance has told the payer's claim number, which a replacement must quote".to_owned()));
    }
    let what = if rejected { "corrected after a rejection" } else { "corrected after adjudication" };
    if advance(desk, claim, ClaimEvent::Correct, what).is_err() {
        return Ok(Err(format!(
            "it is {before}: only a rejected or adjudicated claim is corrected; change an unsent one itself"
        )));
    }
    let account = &mut claim.account;
    account.version += 1;
    // After adjudication a replacement; a replacement that was itself rejected still replaces what was adjudicated.
    let replaces = answers.is_some();
    account.frequency = match (replaces, account.frequency) {
        // A void that was rejected is still to be voided.
        (true, ClaimFrequency::Void) if rejected => ClaimFrequency::Void,
        (true, _) => ClaimFrequency::Replacement,
        (false, _) => ClaimFrequency::Original,
    };
    account.answers = answers.filter(|_| replaces);
    account.patient_control_number = next_number(unit, id, account.version)?;
    let number = account.patient_control_number.folded();
    unit.refer(Index::PatientControlNumber, number.as_bytes(), id.number());
    Ok(Ok(()))
}

// A new version says what the visit and the policies say now.
fn follow_again(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    books: &mut Books,
    reference: &Reference,
    (id, claim): (ClaimId, &mut ClaimFinancial),
) -> Result<()> {
    let coverage: ClaimCoverage = unit.need(id)?;
    if let Some(encounter) = coverage.encounter_id {
        let visit: EncounterClinical = unit.need(encounter)?;
        let numbers: EncounterAuthorization = unit.read_or_default(encounter)?;
        let mut clinical: ClaimClinical = unit.need(id)?;
        if claim.account.previous_claim.is_none() && !claim.account.is_adjudicated() {
            let basis = |visit| super::ChargeBasis { payer: coverage.payer_id, visit };
            let change = [basis(&clinical.visit), basis(&visit.visit)];
            super::recharge(desk, unit, books, (id, coverage.patient_id, claim), change)?;
        }
        clinical.visit = visit.visit;
        clinical.note = visit.note;
        clinical.billing_provider = visit.billing_provider;
        clinical.scrub = None;
        unit.put(id, &clinical)?;
        unit.put(
            id,
            &ClaimCoverage {
                prior_authorization: numbers.prior_authorization,
                referral_number: numbers.referral_number,
                ..coverage
            },
        )?;
    }
    if claim.account.is_adjudicated() || claim.account.is_imported {
        Ok(())
    } else {
        rechoose(desk, unit, books, reference, (id, claim))
    }
}

/// Makes each claim's claim for the next payer, linked, and hands the patient's balance over to it.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn bill_next_payer(desk: &Desk<'_>, ids: &[ClaimId]) -> Result<ClaimsMoved> {
    desk.may(Action::WorkClaim)?;
    let mut unit = desk.unit();
    let mut books = Books::default();
    let reference = Reference::load(desk.vault())?;
    let mut result = ClaimsMoved::default();
    for id in once(ids) {
        let claim: ClaimFinancial = unit.need(id)?;
        match next_claim(desk, &mut unit, &mut books, &reference, (id, claim, HandsOver::PatientShare))? {
            Ok((next, claim)) => result.moved(next, &claim),
            Err(reason) => result.hold(id, reason),
        }
    }
    books.finish(&mut unit)?;
    desk.commit(unit, "claim.next")?;
    Ok(result)
}

/// What the next payer is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum HandsOver {
    /// What the payer left to the patient.
    PatientShare,
    /// What it denied, besides.
    DeniedToo,
}

pub(crate) type Next = std::result::Result<(ClaimId, ClaimFinancial), String>;

/// Makes the claim to the next payer inside a unit; `Err` says why there is none.
///
/// # Errors
/// What the store refuses.
pub(crate) fn next_claim(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    books: &mut Books,
    reference: &Reference,
    (id, mut claim, hands_over): (ClaimId, ClaimFinancial, HandsOver),
) -> Result<Next> {
    let coverage: ClaimCoverage = unit.need(id)?;
    let clinical: ClaimClinical = unit.need(id)?;
    if let Some(next) = claim.account.next_claim {
        return Ok(Err(format!("{next} is the claim to the next payer already")));
    }
    if claim.account.state == ClaimState::ForwardedCrossover {
        return Ok(Err("the payer forwarded it to the next payer: wait for that payer's remittance".to_owned()));
    }
    let Some(sequence) = coverage.sequence.next() else {
        return Ok(Err("there is no payer after this one".to_owned()));
    };
    let Some(chosen) = choose_coverage(unit, coverage.patient_id, sequence, clinical.visit.date_of_service())? else {
        return Ok(Err(format!("no coverage of sequence {sequence} is on file")));
    };
    let state = claim.account.state;
    if advance(desk, &mut claim, ClaimEvent::BillNextPayer, "next payer billed").is_err() {
        return Ok(Err(format!("it is {state}: the payer must decide first")));
    }
    let next: ClaimId = unit.allocate();
    let mut following = following_claim(desk, unit, id, (next, &claim.account))?;
    claim.account.next_claim = Some(next);
    let chain = ClaimCoverage { coverage_id: Some(chosen.0), payer_id: Some(chosen.1), sequence, ..coverage.clone() };
    following.account.filing_limit_on = filing_limit(reference, chain.payer_id, &clinical.visit);
    let sides = ((id, &mut claim, &coverage), (next, &mut following, &chain));
    hand_over(desk, unit, books, sides, hands_over)?;
    let number = following.account.patient_control_number.folded();
    unit.refer(Index::PatientControlNumber, number.as_bytes(), next.number());
    unit.put(next, &chain)?;
    unit.put(next, &ClaimClinical { scrub: None, ..clinical })?;
    unit.put(next, &following)?;
    unit.put(id, &claim)?;
    let mut account: PatientAccount = unit.read_or_default(coverage.patient_id)?;
    account.claims.push(next);
    unit.put(coverage.patient_id, &account)?;
    Ok(Ok((next, following)))
}

fn following_claim(
    desk: &Desk<'_>,
    unit: &Unit<'_>,
    previous: ClaimId,
    (next, account): (ClaimId, &ClaimAccount),
) -> Result<ClaimFinancial> {
    let state = ClaimState::Draft;
    let what = format!("follows {previous}");
    Ok(ClaimFinancial {
        account: ClaimAccount {
            state,
            state_reason: String::new(),
            version: 1,
            frequency: ClaimFrequency::Original,
            patient_control_number: next_number(unit, next, 1)?,
            answers: None,
            is_imported: false,
            charge: account.charge,
            patient_paid: account.patient_paid,
            submissions: Vec::new(),
            outcomes: Vec::new(),
            filing_limit_on: None,
            previous_claim: Some(previous),
            next_claim: None,
            history: vec![HistoryEvent { at: desk.now(), by: desk.user_name(), state, what }],
        },
        balance: ClaimBalance::default(),
        pages: Vec::new(),
    })
}

type Side<'a> = (ClaimId, &'a mut ClaimFinancial, &'a ClaimCoverage);

// Line by line: what the first payer left to the patient is owed by the next payer now.
fn hand_over(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    books: &mut Books,
    (from, to): (Side<'_>, Side<'_>),
    hands_over: HandsOver,
) -> Result<()> {
    let subject = |side: &Side<'_>, line: Option<u16>| PostingSubject {
        claim: Some(side.0),
        patient: Some(side.2.patient_id),
        payer: side.2.payer_id,
        line,
        ..PostingSubject::new(desk.today(), Source::Transfer)
    };
    for line in from.1.balance.lines.clone() {
        let denied = if hands_over == HandsOver::DeniedToo { line.open.denied } else { Money::ZERO };
        let kind = PostingKind::TransferOfResponsibility;
        let of = subject(&from, line.line);
        let leaves = of.post(kind, Movement::TO_NEXT_CLAIM, line.open.patient);
        let denied_leaves = of.post(kind, Movement::DENIED_TO_NEXT_CLAIM, denied);
        let arrives = subject(&to, line.line).post(kind, Movement::FROM_PREVIOUS_CLAIM, line.open.patient + denied);
        for posting in [leaves, denied_leaves] {
            books.post(unit, from.1, posting.as_slice())?;
        }
        books.post(unit, to.1, arrives.as_slice())?;
    }
    Ok(())
}

/// Writes claims as an 837P without sending or changing anything. Journaled before the bytes leave.
///
/// # Errors
/// `not_permitted`, `not_found`, `bad_value` naming the claim that cannot be written.
pub fn export_claims(desk: &Desk<'_>, ids: &[ClaimId]) -> Result<(Vec<u8>, ClaimsMoved)> {
    desk.may(Action::WorkClaim)?;
    let unit = desk.unit();
    let reference = Reference::load(desk.vault())?;
    let (mut said, mut result) = (Vec::new(), ClaimsMoved::default());
    for id in once(ids) {
        let claim = assemble(&unit, &reference, id)?;
        match edi::check_writable(&claim) {
            Ok(()) => {
                result.moved(id, &unit.need(id)?);
                said.push(claim);
            }
            Err(places) => result.hold(id, places.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
        }
    }
    if said.is_empty() {
        return Err(BillingError::new(
            ErrorCode::BadValue,
            "none of these claims can be written",
            "correct them first; `claim scrub` says what is wrong",
        ));
    }
    let written = crate::interchange::write(desk, &crate::interchange::Envelope::export(), &said)?;
    desk.journal_listing("claim.export", ids.iter().map(|id| id.number()))?;
    Ok((written.bytes, result))
}

/// Why claims that were approved are held back when they shall be sent: scrubbed again under today's packs.
pub(crate) fn ready_to_send<'v>(
    scrubber: &mut Scrubber<'_, 'v>,
    unit: &Unit<'v>,
    id: ClaimId,
) -> Result<std::result::Result<claims::ProfessionalClaim, String>> {
    let (claim, findings) = scrubber.judge(unit, id)?;
    if !scrub::is_clean(&findings) {
        return Ok(Err(format!("the scrubber stops it ({})", stops(&findings))));
    }
    Ok(match edi::check_writable(&claim) {
        Ok(()) => Ok(claim),
        Err(places) => Err(places.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
    })
}
