//! Interchanges: made of all approved claims, one for each payer; their control numbers are durable before a file leaves.

use crate::claim::{ClaimRow, ClaimsMoved, Names, Scrubber, advance, claims_in, payers_named, ready_to_send, row_view};
use crate::desk::{Desk, sha256_hex};
use crate::error::{BillingError, ErrorCode, Result};
use crate::interchange::{Envelope, write};
use claims::{ClaimEvent, ClaimState, ProfessionalClaim, Submission};
use privacy::Action;
use records::{
    BatchContent, BatchRecord, BatchSet, BatchState, ClaimClinical, ClaimCoverage, ClaimFinancial, Collection, Field,
    Index, PracticeRecord, Unit, practice_key, read, row, scan,
};
use serde::Serialize;
use std::collections::BTreeMap;
use values::{BatchId, ClaimId, Class, ClassSet, Date, Money, PayerId};

/// One interchange (cli.md `batch list`).
#[derive(Debug, Clone, Serialize)]
pub struct BatchRow {
    /// Id.
    pub batch_id: String,
    /// File name.
    pub file: String,
    /// Payer.
    pub payer: String,
    /// ISA13.
    pub control_number: String,
    /// Claims.
    pub claims: usize,
    /// Σ charges.
    pub charge_cents: Money,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Day.
    pub created_on: Date,
    /// State.
    pub state: &'static str,
}

/// One interchange with its claims (cli.md `batch show`).
#[derive(Debug, Clone, Serialize)]
pub struct BatchFile {
    /// The keys of the list.
    #[serde(flatten)]
    pub row: BatchRow,
    /// BHT03.
    pub reference: String,
    /// Claims in file order, as they stand now.
    pub submissions: Vec<ClaimRow>,
    /// What the acknowledgments said.
    pub history: Vec<String>,
}

/// A file that waits to be handed over: its bytes and control number are durable.
pub struct QueuedFile {
    /// The interchange.
    pub batch_id: BatchId,
    /// File name.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

pub(crate) fn row_of(id: BatchId, batch: &BatchRecord) -> BatchRow {
    BatchRow {
        batch_id: id.to_string(),
        file: batch.file_name.clone(),
        payer: batch.payer_name.clone(),
        control_number: format!("{:09}", batch.control_number),
        claims: batch.sets.iter().map(|set| set.claims.len()).sum(),
        charge_cents: batch.charge,
        sha256: batch.sha256.clone(),
        created_on: batch.created_on,
        state: batch.state.name(),
    }
}

/// Puts every approved claim (of a payer, where one is named) into interchanges, and tells which wait to be handed over:
/// the new ones, and those that an earlier run could not hand over. One commit; afterwards call [`hand_over_batch`] for
/// each file that was written.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn create_batches(desk: &Desk<'_>, payer: Option<&str>) -> Result<(Vec<BatchRow>, ClaimsMoved)> {
    desk.may(Action::Transmit)?;
    let payers = payer.map(|text| payers_named(desk, text)).transpose()?;
    let mut unit = desk.unit();
    let mut practice: PracticeRecord = unit.need(practice_key())?;
    let (groups, held) = sort_claims(desk, &mut unit, payers.as_deref())?;
    let mut rows: Vec<BatchRow> = queued(desk)?.into_iter().map(|(id, batch)| row_of(id, &batch)).collect();
    for (payer, claims) in groups {
        practice.last_control_number = practice.last_control_number % 999_999_999 + 1;
        rows.push(create_batch(desk, &mut unit, practice.last_control_number, (payer, claims))?);
    }
    if !unit.is_empty() {
        unit.put(practice_key(), &practice)?;
    }
    desk.commit(unit, "batch.create")?;
    Ok((rows, held))
}

type Group = Vec<(ClaimId, ProfessionalClaim)>;

fn sort_claims<'v>(
    desk: &Desk<'v>,
    unit: &mut Unit<'v>,
    payers: Option<&[PayerId]>,
) -> Result<(BTreeMap<PayerId, Group>, ClaimsMoved)> {
    let mut groups: BTreeMap<PayerId, Group> = BTreeMap::new();
    let mut held = ClaimsMoved::default();
    let approved = claims_in(desk, ClaimState::Approved)?;
    let mut scrubber = Scrubber::new(desk)?;
    let total = approved.len();
    for (at, id) in approved.into_iter().enumerate() {
        desk.step("batch", at, total)?;
        let coverage: ClaimCoverage = unit.need(id)?;
        let Some(payer) = coverage.payer_id else {
            held.hold(id, "it has no payer: enter a coverage");
            continue;
        };
        if payers.is_some_and(|payers| !payers.contains(&payer)) {
            continue;
        }
        match ready_to_send(&mut scrubber, unit, id)? {
            Ok(claim) => groups.entry(payer).or_default().push((id, claim)),
            Err(reason) => {
                let mut financial: ClaimFinancial = unit.need(id)?;
                let _ = advance(desk, &mut financial, ClaimEvent::ScrubbedHeld, &reason);
                unit.put(id, &financial)?;
                held.hold(id, reason);
            }
        }
    }
    Ok((groups, held))
}

fn create_batch(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    control_number: u32,
    (payer_id, group): (PayerId, Group),
) -> Result<BatchRow> {
    let payer: records::PayerRecord = unit.need(payer_id)?;
    let id: BatchId = unit.allocate();
    let (ids, said): (Vec<ClaimId>, Vec<ProfessionalClaim>) = group.into_iter().unzip();
    let reference = format!("CK{control_number:09}");
    let written = write(desk, &Envelope { control_number, reference: reference.clone() }, &said)?;
    let claim_at = |index: usize| ids.get(index).copied();
    let sets = written.sets.iter().map(|set| BatchSet {
        control_number: set.st_control.clone(),
        claims: set.claims.iter().filter_map(|claim| claim_at(claim.index)).collect(),
    });
    let batch = BatchRecord {
        payer_id,
        payer_name: payer.name,
        control_number,
        reference,
        file_name: format!("837P-{control_number:09}.x12"),
        sha256: sha256_hex(&written.bytes),
        sets: sets.collect(),
        charge: said.iter().map(|claim| claim.visit.charge()).sum(),
        created_on: desk.today(),
        state: BatchState::Queued,
        answers: Vec::new(),
    };
    // The bytes are on the disk before the commit that names them.
    let document = desk.vault().put_document(&written.bytes).map_err(BillingError::from)?;
    unit.put(id, &BatchContent { document })?;
    unit.refer(Index::BatchControlNumber, batch.control_number.to_string().as_bytes(), id.number());
    for set in &written.sets {
        unit.refer(Index::BatchReference, set.reference.as_bytes(), id.number());
    }
    for (claim, said) in ids.iter().zip(&said) {
        queue_claim(desk, unit, (*claim, said), id)?;
    }
    unit.put(id, &batch)?;
    Ok(row_of(id, &batch))
}

fn queue_claim(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    (id, said): (ClaimId, &ProfessionalClaim),
    batch_id: BatchId,
) -> Result<()> {
    let mut financial: ClaimFinancial = unit.need(id)?;
    let clinical: ClaimClinical = unit.need(id)?;
    advance(desk, &mut financial, ClaimEvent::Queue, &format!("in {batch_id}"))
        .map_err(|error| BillingError::new(ErrorCode::BadValue, format!("{id}: {error}"), "run the command again"))?;
    financial.account.submissions.push(Submission {
        version: financial.account.version,
        patient_control_number: said.patient_control_number.clone(),
        frequency: said.frequency,
        batch_id,
        sent_on: desk.today(),
        packs: clinical.scrub.map(|scrub| scrub.packs).unwrap_or_default(),
    });
    Ok(unit.put(id, &financial)?)
}

fn queued(desk: &Desk<'_>) -> Result<Vec<(BatchId, BatchRecord)>> {
    let mut waiting = Vec::new();
    for item in scan::<BatchRecord>(desk.vault()) {
        if let (id, Field::Open(batch)) = item?
            && batch.state == BatchState::Queued
        {
            waiting.push((id, batch));
        }
    }
    Ok(waiting)
}

/// The files that wait to be handed over, oldest first. Journaled before the bytes leave.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn queued_files(desk: &Desk<'_>) -> Result<Vec<QueuedFile>> {
    desk.may(Action::Transmit)?;
    let waiting = queued(desk)?;
    desk.journal_listing("batch.export", waiting.iter().map(|(id, _)| id.number()))?;
    waiting.into_iter().map(|(id, batch)| file_of(desk, id, &batch)).collect()
}

pub(crate) fn file_of(desk: &Desk<'_>, id: BatchId, batch: &BatchRecord) -> Result<QueuedFile> {
    let content = match read::<BatchContent>(desk.vault(), id)? {
        Field::Open(content) => content,
        Field::Sealed(class) => return Err(BillingError::sealed(class)),
        Field::Absent => return Err(BillingError::not_found(&format!("the file of {id}"))),
    };
    let bytes = desk.vault().get_document(&content.document).map_err(BillingError::from)?;
    Ok(QueuedFile { batch_id: id, name: batch.file_name.clone(), bytes: bytes.to_vec() })
}

/// Says that the files were handed over: written whole and synced. Their claims are transmitted.
///
/// # Errors
/// `not_found`, or what the store refuses.
pub fn hand_over_batches(desk: &Desk<'_>, ids: &[BatchId]) -> Result<()> {
    desk.may(Action::Transmit)?;
    if ids.is_empty() {
        return Ok(());
    }
    let mut unit = desk.unit();
    for id in ids {
        let mut batch: BatchRecord = unit.need(*id)?;
        for claim in batch.sets.iter().flat_map(|set| set.claims.iter()) {
            let mut financial: ClaimFinancial = unit.need(*claim)?;
            let _ = advance(desk, &mut financial, ClaimEvent::Transmit, &format!("{id} handed over"));
            unit.put(*claim, &financial)?;
        }
        batch.state = BatchState::Transmitted;
        unit.put(*id, &batch)?;
    }
    desk.commit(unit, "batch.transmit")
}

/// Every interchange, oldest first. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_batches(desk: &Desk<'_>) -> Result<Vec<BatchRow>> {
    desk.may(Action::Transmit)?;
    let mut rows = Vec::new();
    let mut ids = Vec::new();
    for item in scan::<BatchRecord>(desk.vault()) {
        if let (id, Field::Open(batch)) = item? {
            ids.push(id.number());
            rows.push(row_of(id, &batch));
        }
    }
    desk.journal_listing("batch.list", ids)?;
    Ok(rows)
}

/// One interchange with its claims as they stand now. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn show_batch(desk: &Desk<'_>, id: BatchId) -> Result<BatchFile> {
    desk.may(Action::Transmit)?;
    let batch: BatchRecord = desk.unit().need(id)?;
    let unit = desk.unit();
    unit.touch(Collection::Batch, id.number(), ClassSet::one(Class::Financial));
    desk.commit(unit, "batch.show")?;
    let mut names = Names::default();
    let mut submissions = Vec::new();
    for claim in batch.sets.iter().flat_map(|set| set.claims.iter()) {
        if let Some(found) = row(desk.vault(), *claim)? {
            submissions.push(row_view(desk, &mut names, &found)?);
        }
    }
    Ok(BatchFile { row: row_of(id, &batch), reference: batch.reference, submissions, history: batch.answers })
}
