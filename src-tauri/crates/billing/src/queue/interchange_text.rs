//! An interchange of ours as text: its segments with the loops that they stand in. Read only.

use crate::batch::file_of;
use crate::desk::Desk;
use crate::error::Result;
use privacy::Action;
use records::{BatchRecord, ClaimFinancial, Collection};
use values::{BatchId, ClaimId, Class, ClassSet};
use x12::Segment;

/// A segment of an interchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterchangeSegment {
    /// From ISA = 1.
    pub number: u32,
    /// The loop that begins with it, as the guide calls it (`2300`); empty where it goes on in the one before.
    pub loop_name: &'static str,
    /// As it stands in the file, without its end.
    pub text: String,
}

/// A part of an interchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterchangeText {
    /// Its file name.
    pub file_name: String,
    /// Segments in all.
    pub total: usize,
    /// The first of them that is here, from 0.
    pub from: usize,
    /// Segments.
    pub segments: Vec<InterchangeSegment>,
}

/// What to read of an interchange.
#[derive(Debug, Clone, Copy)]
pub struct TextPart {
    /// From this segment, from 0; where a claim is named, counted from its own first one.
    pub from: usize,
    /// So many at most.
    pub limit: usize,
    /// The claim to begin at.
    pub claim: Option<ClaimId>,
}

/// Reads a part of an interchange as it was made. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn read_interchange(desk: &Desk<'_>, id: BatchId, part: TextPart) -> Result<InterchangeText> {
    desk.may(Action::Transmit)?;
    let unit = desk.unit();
    let batch: BatchRecord = unit.need(id)?;
    let begins = part.claim.map(|claim| number_in(&unit.need::<ClaimFinancial>(claim)?, id)).transpose()?.flatten();
    let seen = [Class::Demographics, Class::Identifiers, Class::Coverage, Class::Clinical, Class::Financial];
    unit.touch(Collection::Batch, id.number(), ClassSet::of(&seen));
    desk.commit(unit, "batch.read")?;
    let file = file_of(desk, id, &batch)?;
    let parsed = x12::parse(&file.bytes);
    let mut loops = Loops::default();
    let mut segments: Vec<InterchangeSegment> = parsed
        .segments()
        .map(|segment| InterchangeSegment {
            number: segment.position(),
            loop_name: loops.begun_by(segment),
            text: String::from_utf8_lossy(segment.bytes()).into_owned(),
        })
        .collect();
    let total = segments.len();
    let claim_at = begins.and_then(|number| {
        let begin = format!("CLM*{number}*");
        segments.iter().position(|segment| segment.text.starts_with(&begin))
    });
    let from = part.from.saturating_add(claim_at.unwrap_or_default()).min(total);
    let segments = segments.drain(from..total.min(from.saturating_add(part.limit))).collect();
    Ok(InterchangeText { file_name: batch.file_name, total, from, segments })
}

/// The number under which a claim stands in an interchange.
fn number_in(claim: &ClaimFinancial, batch: BatchId) -> Result<Option<String>> {
    let sent = claim.account.submissions.iter().rev().find(|submission| submission.batch_id == batch);
    Ok(sent.map(|submission| submission.patient_control_number.to_string()))
}

/// Follows the loops of an 837P.
#[derive(Default)]
struct Loops {
    level: &'static str,
    is_in_claim: bool,
    is_in_other_payer: bool,
    is_in_line: bool,
}

impl Loops {
    /// The loop that a segment begins.
    fn begun_by(&mut self, segment: Segment<'_>) -> &'static str {
        match segment.id() {
            "HL" => self.hierarchy(&segment.element(3).text()),
            "CLM" => {
                (self.is_in_claim, self.is_in_other_payer, self.is_in_line) = (true, false, false);
                "2300"
            }
            "SBR" if self.is_in_claim => {
                self.is_in_other_payer = true;
                "2320"
            }
            "LX" => {
                (self.is_in_other_payer, self.is_in_line) = (false, true);
                "2400"
            }
            "LIN" => "2410",
            "SVD" => "2430",
            "NM1" => self.name(&segment.element(1).text()),
            _ => "",
        }
    }

    fn hierarchy(&mut self, level: &str) -> &'static str {
        *self = Loops::default();
        self.level = match level {
            "20" => "2000A",
            "22" => "2000B",
            "23" => "2000C",
            _ => "",
        };
        self.level
    }

    fn name(&self, entity: &str) -> &'static str {
        if self.is_in_line {
            return of(
                entity,
                &[("82", "2420A"), ("QB", "2420B"), ("77", "2420C"), ("DQ", "2420D"), ("DK", "2420E"), ("DN", "2420F")],
            );
        }
        if self.is_in_other_payer {
            return of(entity, &[("IL", "2330A"), ("PR", "2330B"), ("DN", "2330C"), ("82", "2330D"), ("85", "2330G")]);
        }
        if self.is_in_claim {
            return of(
                entity,
                &[
                    ("DN", "2310A"),
                    ("P3", "2310A"),
                    ("82", "2310B"),
                    ("77", "2310C"),
                    ("DQ", "2310D"),
                    ("PW", "2310E"),
                    ("45", "2310F"),
                ],
            );
        }
        of(
            entity,
            &[
                ("41", "1000A"),
                ("40", "1000B"),
                ("85", "2010AA"),
                ("87", "2010AB"),
                ("PE", "2010AC"),
                ("IL", "2010BA"),
                ("PR", "2010BB"),
                ("QC", "2010CA"),
            ],
        )
    }
}

fn of(entity: &str, names: &[(&str, &'static str)]) -> &'static str {
    names.iter().find(|(known, _)| *known == entity).map_or("", |(_, name)| name)
}
