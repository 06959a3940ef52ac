//! Kept segments are read back before they may leave: their meaning can hang on an order that the guide does not know,
//! and a receiver that cannot read one of them loses the claim.

use claims::RawSegment;
use x12::{Code, Finding, GroupHeader, InterchangeHeader, InterchangeWriter, SetHeader, Severity, Usage, WriteError};

use super::GUIDE_837P;
use super::sheet::{NotWritable, Row, Sheet, WritingProblem};

/// Whether a reader looks for a value in a segment of this id that it needs, or takes it for the beginning of a loop. Any
/// other kept segment can be misplaced, but not unreadable.
pub(super) fn needs_proof(kept: &RawSegment) -> bool {
    matches!(
        kept.id.as_str(),
        "AMT" | "CAS" | "CTP" | "DMG" | "DTP" | "HI" | "LIN" | "LQ" | "LX" | "NM1" | "PAT" | "SBR" | "SV1" | "SVD"
    )
}

/// Where the levels of a claim's sheet end: rows before the subscriber's, the patient's and the claim's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels {
    pub(super) billing: usize,
    pub(super) subscriber: usize,
    pub(super) claim: usize,
}

/// Reads back a sheet that holds one claim with its levels; what makes it unreadable becomes a problem of the sheet.
pub(super) fn prove(sheet: &mut Sheet<'_>, levels: Levels) {
    let Ok((bytes, before)) = written(&sheet.rows, levels) else { return };
    let incoming = crate::from_837p(&x12::parse(&bytes));
    let read: usize = incoming.sets.iter().map(|set| set.claims.len()).sum();
    if read == 1 {
        return;
    }
    let is_reason = |finding: &&Finding| finding.severity == Severity::Error && finding.code != Code::BadCount;
    let reason = incoming.sets.iter().flat_map(|set| &set.findings).find(is_reason);
    let place = reason.and_then(|finding| finding.segment);
    let row = place.and_then(|segment| before.iter().position(|position| *position == segment));
    let row = row.and_then(|row| sheet.rows.get(row));
    let position = reason.and_then(|finding| finding.position.clone()).unwrap_or_else(|| "CLM".to_owned());
    let (in_loop, line) = row.map_or(("2300", None), |row| (row.in_loop, row.line));
    sheet.problems.push(NotWritable { in_loop, line, position, problem: WritingProblem::Unreadable });
}

/// The file of one claim, and where in it each row stands.
fn written(rows: &[Row<'_>], levels: Levels) -> Result<(Vec<u8>, Vec<u32>), WriteError> {
    let header = InterchangeHeader {
        sender_qualifier: "ZZ",
        sender: "PROOF",
        receiver_qualifier: "ZZ",
        receiver: "PROOF",
        date: "260101",
        time: "0000",
        control_number: 1,
        acknowledgment_requested: false,
        usage: Usage::Test,
    };
    let mut writer = InterchangeWriter::new(&header, x12::WriteOptions::default())?;
    writer.begin_group(&GroupHeader {
        functional_id: "HC",
        sender: "PROOF",
        receiver: "PROOF",
        date: "20260101",
        time: "0000",
        control_number: 1,
        version: GUIDE_837P,
    })?;
    writer.begin_set(&SetHeader { id: "837", control_number: "0001", guide: Some(GUIDE_837P) })?;
    let mut places = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        for (begins, level) in [(0, "20"), (levels.billing, "22"), (levels.subscriber, "23")] {
            // A subscriber who is the patient has no level of a patient.
            let is_there = level != "23" || levels.subscriber < levels.claim;
            if at == begins && is_there {
                writer.segment("HL", &["1".into(), "".into(), level.into()])?;
            }
        }
        writer.segment(row.id, &row.fields)?;
        places.push(writer.position());
    }
    writer.end_set()?;
    writer.end_group()?;
    Ok((writer.finish()?, places))
}
