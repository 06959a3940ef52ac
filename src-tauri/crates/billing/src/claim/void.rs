//! Takes claims back: here while no payer has decided, from the payer afterwards (frequency 8).

use super::create::next_number;
use super::steps::advance;
use super::verbs::{ClaimsMoved, once};
use crate::books::Books;
use crate::desk::Desk;
use crate::error::Result;
use crate::work_list::OpenItems;
use claims::{ClaimAccount, ClaimEvent, ClaimState};
use ledger::{Posting, Source, reverse};
use privacy::Action;
use records::{ClaimFinancial, Field, Index, LedgerPageCell, Unit};
use remittance::Proposal;
use values::{ClaimFrequency, ClaimId, Money, RemittanceId};

/// What the history says of the person who began a void.
const BEGUN: &str = "void begun";

/// Why a claim is not taken back.
type Held = std::result::Result<(), String>;

/// Voids claims. One that no payer has decided on is taken back here: its charges are reversed. Of one that was decided a
/// void version (frequency 8, with the payer's newest number) is begun; its charges are taken back when the payer's reversal
/// is posted.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn void_claims(desk: &Desk<'_>, ids: &[ClaimId]) -> Result<ClaimsMoved> {
    desk.may(Action::VoidClaim)?;
    let mut unit = desk.unit();
    let mut books = Books::default();
    let mut items = OpenItems::load(desk)?;
    let mut result = ClaimsMoved::default();
    for id in once(ids) {
        let mut claim: ClaimFinancial = unit.need(id)?;
        let (done, what) = if claim.account.is_adjudicated() {
            (begin(desk, &mut unit, (id, &mut claim))?, BEGUN)
        } else {
            (take_back(desk, &mut unit, &mut books, (id, &mut claim))?, "voided")
        };
        match done {
            Ok(()) => {
                unit.put(id, &claim)?;
                items.close(desk, &mut unit, id, what)?;
                result.moved(id, &claim);
            }
            Err(reason) => result.hold(id, reason),
        }
    }
    books.finish(&mut unit)?;
    desk.commit(unit, "claim.void")?;
    Ok(result)
}

/// Whether the claim stands where it can be taken back, here or from the payer.
pub(crate) fn may_void(account: &ClaimAccount) -> bool {
    let event = if account.is_adjudicated() { ClaimEvent::BeginVoid } else { ClaimEvent::Void };
    let is_begun = account.frequency == ClaimFrequency::Void && account.state.is_before_sending();
    !is_begun && claims::transition(account.state, event).is_ok()
}

fn take_back(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    books: &mut Books,
    (id, claim): (ClaimId, &mut ClaimFinancial),
) -> Result<Held> {
    let state = claim.account.state;
    if advance(desk, claim, ClaimEvent::Void, "voided").is_err() {
        let wait = "wait for the payer's answer, whose claim number a void must quote";
        let reason = if state.is_with_payer() { wait } else { "a payer's decision on it is not on file" };
        return Ok(Err(format!("it is {state}: {reason}")));
    }
    let standing = postings_of(unit, (id, claim))?;
    books.post(unit, claim, &reverse(&standing, desk.today()))?;
    Ok(Ok(()))
}

/// The claim's postings that were committed, oldest first.
fn postings_of(unit: &Unit<'_>, (id, claim): (ClaimId, &ClaimFinancial)) -> Result<Vec<Posting>> {
    let mut found = Vec::new();
    for page in &claim.pages {
        // A page that is still being written holds the postings of this unit alone.
        if let Field::Open(LedgerPageCell(page)) = unit.read(*page)? {
            found.extend(page.postings.into_iter().filter(|posting| posting.claim == Some(id)));
        }
    }
    Ok(found)
}

fn begin(desk: &Desk<'_>, unit: &mut Unit<'_>, (id, claim): (ClaimId, &mut ClaimFinancial)) -> Result<Held> {
    let before = claim.account.state;
    if let Some(next) = claim.account.next_claim
        && unit.need::<ClaimFinancial>(next)?.account.state != ClaimState::Voided
    {
        return Ok(Err(format!("{next} bills the next payer for what this one left: void that claim first")));
    }
    if before.is_before_sending() && claim.account.frequency == ClaimFrequency::Void {
        return Ok(Err("its void is begun already: scrub, approve and send it".to_owned()));
    }
    let Some(answers) = claim.account.newest_payer_claim_control_number().map(str::to_owned) else {
        return Ok(Err("no remittance has told the payer's claim number, which a void must quote".to_owned()));
    };
    if advance(desk, claim, ClaimEvent::BeginVoid, BEGUN).is_err() {
        let reason = if before == ClaimState::Voided {
            "it is voided already"
        } else if before == ClaimState::WriteOffPending {
            "a write-off of it waits: decide on that first"
        } else {
            "it is with the payer: wait for the answer"
        };
        return Ok(Err(reason.to_owned()));
    }
    let account = &mut claim.account;
    account.frequency = ClaimFrequency::Void;
    account.answers = Some(answers);
    // A version that was begun and never sent becomes the void; its number has not left.
    if !before.is_before_sending() {
        account.version += 1;
        account.patient_control_number = next_number(unit, id, account.version)?;
        unit.refer(Index::PatientControlNumber, account.patient_control_number.folded().as_bytes(), id.number());
    }
    Ok(Ok(()))
}

/// Why this person may not release a void: after a payment a second person does.
pub(super) fn needs_second_person(desk: &Desk<'_>, account: &ClaimAccount) -> Option<String> {
    let is_void = account.frequency == ClaimFrequency::Void && account.totals().paid > Money::ZERO;
    let begun = account.history.iter().rev().find(|event| event.what == BEGUN).filter(|_| is_void)?;
    (begun.by == desk.user_name()).then(|| "the payer has paid it: someone else must approve its void".to_owned())
}

/// A void that was sent and whose decision the payer took back: the claim is voided, and what was charged and moved here is
/// taken back as part of the remittance, so that its undo brings it again.
pub(crate) fn settle_void(
    unit: &Unit<'_>,
    (id, claim): (ClaimId, &ClaimFinancial),
    remittance: RemittanceId,
    proposal: &mut Proposal,
) -> Result<()> {
    let account = &claim.account;
    let is_sent = account.frequency == ClaimFrequency::Void && !account.state.is_before_sending();
    if !is_sent || proposal.state != ClaimState::Reversed {
        return Ok(());
    }
    // What the patient paid stays his: it becomes a credit.
    let is_ours = |posting: &Posting| matches!(posting.source, Source::Charge | Source::WriteOff | Source::Transfer);
    let standing: Vec<Posting> = postings_of(unit, (id, claim))?.into_iter().filter(is_ours).collect();
    let day = proposal.outcome.posted_on;
    let taken: Vec<Posting> = reverse(&standing, day)
        .into_iter()
        .zip(standing.iter().rev())
        .map(|(back, posting)| Posting { kind: posting.kind, source: Source::Remittance(remittance), ..back })
        .collect();
    proposal.balance.apply_all(&taken);
    proposal.postings.extend(taken);
    proposal.state = ClaimState::Voided;
    Ok(())
}
