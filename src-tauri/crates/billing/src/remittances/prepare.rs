//! A remittance in the window: received first, looked at, decided upon, then posted.

use super::import::{earlier, identity, keep_file};
use super::places::forget_places;
use super::placing::grouped;
use super::post::{Poster, SeenPayment, Subject};
use crate::acknowledgments::refused;
use crate::desk::{Desk, sha256_hex};
use crate::error::{BillingError, ErrorCode, Result};
use crate::finding::{FileFinding, is_set_whole, nothing_taken};
use crate::work_list::close_items;
use edi::from_835;
use privacy::Action;
use records::{
    ClaimFinancial, Index, LinePlace, PaymentChoice, RemittanceContent, RemittanceRecord, RemittanceState, Unit,
};
use remittance::{ClaimPayment, RemittanceAdvice, divide};
use values::{ClaimId, RemittanceId};

/// What became of an 835 file that was received in the window.
#[derive(Debug, Clone)]
pub struct ReceivedFile {
    /// `imported`, `partial` (a set was left out), `duplicate` (all of it was there already).
    pub outcome: &'static str,
    /// Its remittances, in the order of the file.
    pub remittances: Vec<ReceivedRemittance>,
    /// What was left out and why.
    pub findings: Vec<FileFinding>,
    /// Transaction sets that could not be taken.
    pub left_out: u64,
}

/// One remittance of a received file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedRemittance {
    /// The remittance; of one that was there already, the first.
    pub remittance_id: RemittanceId,
    /// Whether it was there already: payer, check or EFT number, amount and date are the same.
    pub is_known: bool,
    /// Where it stands.
    pub state: RemittanceState,
}

/// Takes an 835 file without posting it: each new remittance is kept, sealed, as *received* with what would be posted. One
/// commit.
///
/// # Errors
/// `not_permitted`; `not_x12`, `bad_segment`… when nothing of it can be read; what the store refuses. Then nothing was
/// changed.
pub fn receive_remittances(desk: &Desk<'_>, bytes: &[u8]) -> Result<ReceivedFile> {
    desk.may(Action::PostRemittance)?;
    let parsed = x12::parse(bytes);
    if let Some(refusal) = parsed.refusal() {
        return Err(refused(refusal));
    }
    let incoming = from_835(&parsed);
    let findings = parsed.findings().iter().chain(&incoming.findings).map(FileFinding::from).collect();
    let mut file = ReceivedFile { outcome: "imported", remittances: Vec::new(), findings, left_out: 0 };
    let (mut unit, sha256, mut taken) = (desk.unit(), sha256_hex(bytes), Vec::new());
    for (at, advice) in incoming.advices.iter().enumerate() {
        desk.step("remittances", at, incoming.advices.len())?;
        match advice {
            // A lost denial leaves every sum right: a set that is not whole is never kept to be posted.
            Ok(advice) if !is_set_whole(&parsed, advice.segment) => file.left_out += 1,
            Ok(advice) => {
                let received = receive(desk, &mut unit, &sha256, advice)?;
                taken.extend((!received.is_known).then_some(received.remittance_id));
                file.remittances.push(received);
            }
            Err(problem) => {
                file.left_out += 1;
                file.findings.push(FileFinding::from(&problem.finding));
            }
        }
    }
    if file.remittances.is_empty() {
        return Err(nothing_taken(&file.findings, "there is no remittance (835) in this file", "give an 835 file"));
    }
    if file.left_out > 0 {
        file.outcome = "partial";
    } else if taken.is_empty() {
        file.outcome = "duplicate";
    }
    if !taken.is_empty() {
        keep_file(desk, &mut unit, bytes, (&sha256, &taken))?;
    }
    desk.commit(unit, "era.receive")?;
    Ok(file)
}

fn receive(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    sha256: &str,
    advice: &RemittanceAdvice,
) -> Result<ReceivedRemittance> {
    let identity = identity(advice);
    if let Some((remittance_id, record)) = first(earlier(unit, &identity)?) {
        return Ok(ReceivedRemittance { remittance_id, is_known: true, state: record.state });
    }
    let id: RemittanceId = unit.allocate();
    let (record, _) = rehearse(desk, Subject { id, advice, choices: &std::collections::BTreeMap::new() }, sha256)?;
    unit.put(id, &record)?;
    unit.refer(Index::RemittanceIdentity, &identity, id.number());
    Ok(ReceivedRemittance { remittance_id: id, is_known: false, state: record.state })
}

// The one that stands in the books, else the oldest.
fn first(known: Vec<(RemittanceId, RemittanceRecord)>) -> Option<(RemittanceId, RemittanceRecord)> {
    let posted = known.iter().position(|(_, record)| record.state == RemittanceState::Posted);
    known.into_iter().nth(posted.unwrap_or_default())
}

/// What posting would do: the record as *received* (or *held*, where the transaction is out of balance), and each payment.
pub(super) fn rehearse(
    desk: &Desk<'_>,
    subject: Subject<'_>,
    sha256: &str,
) -> Result<(RemittanceRecord, Vec<SeenPayment>)> {
    let mut poster = Poster::rehearsal(desk, sha256)?;
    // Never committed.
    let mut scratch = desk.unit();
    let mut record = poster.post(&mut scratch, subject)?;
    if record.state == RemittanceState::Posted {
        record.state = RemittanceState::Received;
    }
    record.pages.clear();
    Ok((record, poster.into_seen()))
}

/// The advice that a remittance was made of, out of the file that is kept.
pub(super) fn kept_advice(
    desk: &Desk<'_>,
    unit: &Unit<'_>,
    (id, record): (RemittanceId, &RemittanceRecord),
) -> Result<RemittanceAdvice> {
    let content: RemittanceContent = unit.need(id)?;
    let bytes = desk.vault().get_document(&content.document).map_err(BillingError::from)?;
    let parsed = x12::parse(&bytes);
    let is_it = |advice: &RemittanceAdvice| {
        let totals = advice.totals();
        (&advice.payer_name, &advice.trace, advice.date, advice.payment, totals.claims, totals.service_lines)
            == (&record.payer_name, &record.trace, record.date, record.payment, record.claims, record.service_lines)
    };
    let found = from_835(&parsed).advices.into_iter().flatten().find(is_it);
    found.ok_or_else(|| BillingError::not_found(&format!("the file of {id}")))
}

/// Says which claim a payment of a remittance is about. One commit; nothing is posted.
///
/// # Errors
/// `not_permitted`, `not_found`, `not_allowed` when the remittance is posted, or what the store refuses.
pub fn match_claim_payment(desk: &Desk<'_>, id: RemittanceId, position: u32, claim: ClaimId) -> Result<()> {
    decide(desk, (id, position), "era.match", |unit, _| {
        unit.need::<ClaimFinancial>(claim)?;
        Ok(Some(PaymentChoice::Claim(claim)))
    })
}

/// Says for each line of a payment which line of which claim it is about: a line matched by hand, or a payment divided over
/// several claims. One commit; nothing is posted.
///
/// # Errors
/// `bad_value` when a line is missing, a claim has no such line, or the payment has adjustments of its own and cannot be
/// divided; and as [`match_claim_payment`].
pub fn split_claim_payment(desk: &Desk<'_>, id: RemittanceId, position: u32, places: Vec<LinePlace>) -> Result<()> {
    decide(desk, (id, position), "era.split", |unit, payment| {
        for (claim, _) in grouped(&places) {
            let clinical: records::ClaimClinical = unit.need(claim)?;
            let own = |place: &LinePlace| place.claim == claim;
            let is_line = |number: u16| clinical.visit.lines.iter().any(|line| line.number == number);
            if !places.iter().filter(|place| own(place)).filter_map(|place| place.line).all(is_line) {
                return Err(bad_split("a line that its claim has not"));
            }
        }
        let groups: Vec<Vec<usize>> = grouped(&places).into_iter().map(|(_, positions)| positions).collect();
        divide(payment, &groups).ok_or_else(|| bad_split("lines that are not all of the payment's, once each"))?;
        Ok(Some(PaymentChoice::Lines(places)))
    })
}

fn bad_split(what: &str) -> BillingError {
    let remedy = "give each line of the payment one place; a payment with adjustments of its own goes to one claim";
    BillingError::new(ErrorCode::BadValue, format!("the payment cannot be divided: {what}"), remedy)
}

/// Keeps a payment out of the posting: its money will stand as unapplied. One commit.
///
/// # Errors
/// As [`match_claim_payment`].
pub fn detach_claim_payment(desk: &Desk<'_>, id: RemittanceId, position: u32) -> Result<()> {
    decide(desk, (id, position), "era.detach", |_, _| Ok(Some(PaymentChoice::Detached)))
}

/// Takes back what was decided about a payment: matching finds its claim again. One commit.
///
/// # Errors
/// As [`match_claim_payment`].
pub fn rematch_claim_payment(desk: &Desk<'_>, id: RemittanceId, position: u32) -> Result<()> {
    decide(desk, (id, position), "era.rematch", |_, _| Ok(None))
}

fn decide(
    desk: &Desk<'_>,
    (id, position): (RemittanceId, u32),
    action: &str,
    choose: impl FnOnce(&Unit<'_>, &ClaimPayment) -> Result<Option<PaymentChoice>>,
) -> Result<()> {
    desk.may(Action::PostRemittance)?;
    let mut unit = desk.unit();
    let record: RemittanceRecord = unit.need(id)?;
    if record.state == RemittanceState::Posted {
        return Err(posted_already(id));
    }
    let advice = kept_advice(desk, &unit, (id, &record))?;
    let at = usize::try_from(position).unwrap_or(usize::MAX);
    let payment =
        advice.claims.get(at).ok_or_else(|| BillingError::not_found(&format!("payment {position} of {id}")))?;
    let mut choices = record.choices.clone();
    match choose(&unit, payment)? {
        Some(choice) => choices.insert(position, choice),
        None => choices.remove(&position),
    };
    let (anew, _) = rehearse(desk, Subject { id, advice: &advice, choices: &choices }, &record.file_sha256)?;
    unit.put(id, &RemittanceRecord { work_items: record.work_items, deposit: record.deposit, ..anew })?;
    desk.commit(unit, action)
}

fn posted_already(id: RemittanceId) -> BillingError {
    BillingError::new(ErrorCode::NotAllowed, format!("{id} is posted"), "undo it first")
}

/// Posts a received remittance, or an undone one again, as people decided. One commit: claims, books, worklist, remittance.
///
/// # Errors
/// `not_permitted`, `not_found`; `not_allowed` when it is posted already, as this record or as another of the same payer,
/// number, amount and date, or when its transaction is out of balance.
pub fn post_remittance(desk: &Desk<'_>, id: RemittanceId) -> Result<()> {
    desk.may(Action::PostRemittance)?;
    let mut unit = desk.unit();
    let waiting: RemittanceRecord = unit.need(id)?;
    if waiting.state == RemittanceState::Posted {
        return Err(posted_already(id));
    }
    let advice = kept_advice(desk, &unit, (id, &waiting))?;
    let known = earlier(&unit, &identity(&advice))?;
    if let Some((other, _)) = known.iter().find(|(_, record)| record.state == RemittanceState::Posted) {
        let message = format!("this remittance was posted already as {other}");
        return Err(BillingError::new(ErrorCode::NotAllowed, message, "undo that one if it was wrong"));
    }
    let mut poster = Poster::new(desk, &waiting.file_sha256)?;
    let mut record = poster.post(&mut unit, Subject { id, advice: &advice, choices: &waiting.choices })?;
    if record.state != RemittanceState::Posted {
        let message = format!("{id} does not balance: its payment is not the claims' sum less provider adjustments");
        return Err(BillingError::new(ErrorCode::NotAllowed, message, "ask the payer for a remittance that balances"));
    }
    poster.finish(&mut unit)?;
    forget_places(&mut unit, &waiting);
    close_items(desk, &mut unit, &waiting.work_items, "the remittance was posted")?;
    record.deposit = waiting.deposit;
    unit.put(id, &record)?;
    desk.commit(unit, "era.post")
}
