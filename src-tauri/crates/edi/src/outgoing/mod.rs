//! 837P out: one interchange with one group, in the order of the guide (005010X222A1).

mod claim;
mod levels;
mod line;
mod proof;
mod ranks;
mod sheet;

use std::collections::HashMap;

use claims::{BillingProvider, Party, ProfessionalClaim};
use values::Date;
use x12::{GroupHeader, InterchangeHeader, InterchangeWriter, SetHeader, Usage, WriteError, WriteOptions};

pub use line::line_control_number;
pub use sheet::{Folded, NotWritable, WritingProblem};

use proof::Levels;
use ranks::{AS_IT_CAME, PARTY};
use sheet::{Cell, NONE, Sheet, code, made};

/// The guide that is written.
pub const GUIDE_837P: &str = "005010X222A1";
/// So many claims may stand in one patient's loop.
const MAX_PER_PATIENT: usize = 100;

/// One side of the exchange, as the receiver's enrolment form says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TradingPartner<'a> {
    /// ISA05 or ISA07: `ZZ`, `30`, `01`…
    pub qualifier: &'a str,
    /// ISA06 or ISA08, at most 15 characters.
    pub id: &'a str,
    /// GS02 or GS03, 2 to 15 characters; empty = the id.
    pub application_id: &'a str,
}

/// Whom the receiver calls about the file (PER of 1000A).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SubmitterContact<'a> {
    /// Name of the person or desk; may be empty.
    pub name: &'a str,
    /// Phone number, digits.
    pub phone: &'a str,
    /// Extension; only with a phone.
    pub extension: &'a str,
    /// Fax number, digits.
    pub fax: &'a str,
    /// E-mail address.
    pub email: &'a str,
}

/// What an interchange of claims says about itself.
#[derive(Debug, Clone, Copy)]
pub struct Interchange837<'a> {
    /// Who sends.
    pub sender: TradingPartner<'a>,
    /// Who receives.
    pub receiver: TradingPartner<'a>,
    /// 1000A: name and ETIN (`id`).
    pub submitter: &'a Party,
    /// PER of 1000A.
    pub contact: SubmitterContact<'a>,
    /// 1000B: name and id.
    pub receiver_party: &'a Party,
    /// ISA13 and GS06, 1 to 999999999; durable before the file leaves.
    pub control_number: u32,
    /// Day of writing.
    pub date: Date,
    /// Time of writing as HHMM.
    pub time: &'a str,
    /// Production or test.
    pub usage: Usage,
    /// A line feed after each segment.
    pub newline: bool,
    /// BHT03 of the first set, at most 47 characters; further sets add `-2`, `-3`…
    pub reference: &'a str,
    /// BHT06 `RP`: the claims are encounter reports.
    pub is_encounter: bool,
    /// The claims. They are grouped by billing provider within each set.
    pub claims: &'a [ProfessionalClaim],
    /// Most claims in a set; at least 1 (payers take 5000).
    pub per_set: usize,
}

/// An interchange that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written837 {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its sets, in file order.
    pub sets: Vec<WrittenSet>,
    /// Texts that lost their accents, for a person to see.
    pub folded: Vec<Folded>,
}

/// One transaction set that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenSet {
    /// ST02, which a 999 names.
    pub st_control: String,
    /// BHT03, which a 277CA names.
    pub reference: String,
    /// Its claims, in file order.
    pub claims: Vec<WrittenClaim>,
}

/// Where a claim stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenClaim {
    /// Index among the claims given.
    pub index: usize,
    /// Position of its CLM in the set, the ST being 1, as a 999 counts.
    pub set_position: u32,
    /// Position of its CLM in the file, the ISA being 1.
    pub segment: u32,
}

/// Why no file could be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EdiError {
    /// There is nothing to send.
    #[error("there is no claim to write")]
    NoClaims,
    /// A claim cannot be written; without it the others can.
    #[error("claim {claim} cannot be written: {} places", problems.len())]
    NotWritable {
        /// Index of the claim among those given.
        claim: usize,
        /// What stands in the way.
        problems: Vec<NotWritable>,
    },
    /// Submitter, receiver or reference cannot be written.
    #[error("the file's header cannot be written: {} places", .0.len())]
    Header(Vec<NotWritable>),
    /// An id, date or number of the envelope cannot be written.
    #[error("the envelope cannot be written")]
    Envelope(#[from] WriteError),
}

/// Whether a claim can be written; a caller holds the others back no longer than this one.
///
/// A claim with segments that were kept as they came is read back too: it is refused when it could not be read.
///
/// # Errors
/// Every place that stands in the way.
pub fn check_writable(claim: &ProfessionalClaim) -> Result<(), Vec<NotWritable>> {
    let mut sheet = Sheet::new(0);
    let parties = &claim.parties;
    levels::billing(&mut sheet, &parties.billing);
    let billing = sheet.rows.len();
    levels::subscriber(&mut sheet, (&parties.coverage, &parties.subscriber, &parties.payer));
    let subscriber = sheet.rows.len();
    if let Some(dependent) = &parties.dependent {
        levels::dependent(&mut sheet, dependent);
    }
    let levels = Levels { billing, subscriber, claim: sheet.rows.len() };
    claim::claim(&mut sheet, claim);
    if sheet.needs_proof && sheet.problems.is_empty() {
        proof::prove(&mut sheet, levels);
    }
    if sheet.problems.is_empty() { Ok(()) } else { Err(sheet.problems) }
}

/// Writes an interchange of claims.
///
/// Texts of records are folded to upper-case ASCII; accents that are lost so are in [`Written837::folded`]. Patient
/// control numbers, reference numbers and line control numbers keep their case: others echo or gave them. So do the codes
/// of segments that were kept as they came.
///
/// # Errors
/// [`EdiError::NotWritable`] names the first claim that [`check_writable`] refuses.
pub fn to_837p(interchange: &Interchange837<'_>) -> Result<Written837, EdiError> {
    if interchange.claims.is_empty() {
        return Err(EdiError::NoClaims);
    }
    let claims = interchange.claims;
    let mut out = Out { writer: open(interchange)?, claims, sets: Vec::new(), folded: Vec::new(), levels: 0 };
    let per_set = interchange.per_set.max(1);
    for (number, claims) in (1..).zip(interchange.claims.chunks(per_set)) {
        let first = (number - 1) * per_set;
        out.set(interchange, SetPart { number, first, claims })?;
    }
    out.writer.end_group()?;
    Ok(Written837 { bytes: out.writer.finish()?, sets: out.sets, folded: out.folded })
}

fn open(interchange: &Interchange837<'_>) -> Result<InterchangeWriter, EdiError> {
    let Interchange837 { sender, receiver, control_number, usage, .. } = *interchange;
    let day = interchange.date.to_d8();
    let header = InterchangeHeader {
        sender_qualifier: sender.qualifier,
        sender: sender.id,
        receiver_qualifier: receiver.qualifier,
        receiver: receiver.id,
        date: day.get(2..).unwrap_or_default(),
        time: interchange.time,
        control_number,
        acknowledgment_requested: false,
        usage,
    };
    let options = WriteOptions { newline: interchange.newline, ..WriteOptions::default() };
    let mut writer = InterchangeWriter::new(&header, options)?;
    let application = |partner: TradingPartner<'_>| -> String {
        if partner.application_id.is_empty() { partner.id.to_owned() } else { partner.application_id.to_owned() }
    };
    writer.begin_group(&GroupHeader {
        functional_id: "HC",
        sender: &application(sender),
        receiver: &application(receiver),
        date: &day,
        time: interchange.time,
        control_number,
        version: GUIDE_837P,
    })?;
    Ok(writer)
}

/// The claims of one set.
struct SetPart<'a> {
    /// From 1.
    number: usize,
    /// Index of the first claim.
    first: usize,
    claims: &'a [ProfessionalClaim],
}

/// A claim with its index among all.
#[derive(Clone, Copy)]
struct Indexed<'a> {
    index: usize,
    claim: &'a ProfessionalClaim,
}

struct Out<'a> {
    writer: InterchangeWriter,
    claims: &'a [ProfessionalClaim],
    sets: Vec<WrittenSet>,
    folded: Vec<Folded>,
    /// HL01 of the newest level.
    levels: u32,
}

impl Out<'_> {
    fn set(&mut self, interchange: &Interchange837<'_>, part: SetPart<'_>) -> Result<(), EdiError> {
        let st_control = format!("{:04}", part.number);
        let suffix = if part.number == 1 { String::new() } else { format!("-{}", part.number) };
        let reference = format!("{}{suffix}", interchange.reference);
        self.writer.begin_set(&SetHeader { id: "837", control_number: &st_control, guide: Some(GUIDE_837P) })?;
        self.header(interchange, &reference)?;
        self.sets.push(WrittenSet { st_control, reference, claims: Vec::with_capacity(part.claims.len()) });
        self.levels = 0;
        for group in by_billing_provider(&part) {
            self.billing(&group)?;
        }
        Ok(self.writer.end_set()?)
    }

    fn header(&mut self, interchange: &Interchange837<'_>, reference: &str) -> Result<(), EdiError> {
        let mut sheet = Sheet::new(0);
        sheet.begin("header", AS_IT_CAME);
        let purpose = if interchange.is_encounter { "RP" } else { "CH" };
        let day = made(interchange.date.to_d8());
        let reference = Cell::Exact(reference);
        sheet.put("BHT", vec![code("0019"), code("00"), reference, day, Cell::Text(interchange.time), code(purpose)]);
        let identified = |party: &Party| Party { id_qualifier: "46".to_owned(), ..party.clone() };
        let (submitter, receiver) = (identified(interchange.submitter), identified(interchange.receiver_party));
        sheet.begin("1000A", PARTY);
        levels::name(&mut sheet, "41", &submitter);
        contact(&mut sheet, &interchange.contact);
        sheet.begin("1000B", PARTY);
        levels::name(&mut sheet, "40", &receiver);
        sheet.end();
        if !sheet.problems.is_empty() {
            return Err(EdiError::Header(sheet.problems));
        }
        self.rows(&sheet)
    }

    fn billing(&mut self, group: &[Indexed<'_>]) -> Result<(), EdiError> {
        let Some(first) = group.first() else { return Ok(()) };
        let billing = self.level(None, ("20", true))?;
        let mut sheet = Sheet::new(first.index);
        levels::billing(&mut sheet, &first.claim.parties.billing);
        self.sheet(sheet)?;
        for run in group.chunk_by(|one, next| shares_subscriber(one.claim, next.claim)) {
            self.subscriber(billing, run)?;
        }
        Ok(())
    }

    fn subscriber(&mut self, billing: u32, run: &[Indexed<'_>]) -> Result<(), EdiError> {
        let Some(first) = run.first() else { return Ok(()) };
        let parties = &first.claim.parties;
        if parties.dependent.is_some() {
            let subscriber = self.subscriber_level(billing, (first, true))?;
            for patient in run.chunk_by(|one, next| one.claim.parties.dependent == next.claim.parties.dependent) {
                for claims in patient.chunks(MAX_PER_PATIENT) {
                    self.patient(subscriber, claims)?;
                }
            }
            return Ok(());
        }
        for claims in run.chunks(MAX_PER_PATIENT) {
            self.subscriber_level(billing, (first, false))?;
            claims.iter().try_for_each(|one| self.claim(*one))?;
        }
        Ok(())
    }

    fn subscriber_level(&mut self, billing: u32, (first, has_patients): (&Indexed<'_>, bool)) -> Result<u32, EdiError> {
        let subscriber = self.level(Some(billing), ("22", has_patients))?;
        let parties = &first.claim.parties;
        let mut sheet = Sheet::new(first.index);
        levels::subscriber(&mut sheet, (&parties.coverage, &parties.subscriber, &parties.payer));
        self.sheet(sheet)?;
        Ok(subscriber)
    }

    fn patient(&mut self, subscriber: u32, claims: &[Indexed<'_>]) -> Result<(), EdiError> {
        self.level(Some(subscriber), ("23", false))?;
        if let Some((first, dependent)) =
            claims.first().and_then(|one| Some((one, one.claim.parties.dependent.as_ref()?)))
        {
            let mut sheet = Sheet::new(first.index);
            levels::dependent(&mut sheet, dependent);
            self.sheet(sheet)?;
        }
        claims.iter().try_for_each(|one| self.claim(*one))
    }

    fn claim(&mut self, one: Indexed<'_>) -> Result<(), EdiError> {
        let mut sheet = Sheet::new(one.index);
        claim::claim(&mut sheet, one.claim);
        let place = WrittenClaim {
            index: one.index,
            set_position: self.writer.set_position() + 1,
            segment: self.writer.position() + 1,
        };
        if let Some(set) = self.sets.last_mut() {
            set.claims.push(place);
        }
        self.sheet(sheet)
    }

    /// Writes an HL and returns its number.
    fn level(&mut self, parent: Option<u32>, (kind, has_children): (&'static str, bool)) -> Result<u32, EdiError> {
        self.levels += 1;
        let parent = parent.map(|parent| parent.to_string()).unwrap_or_default();
        let children = if has_children { "1" } else { "0" };
        self.writer.segment("HL", &[self.levels.to_string().into(), parent.into(), kind.into(), children.into()])?;
        Ok(self.levels)
    }

    fn sheet(&mut self, mut sheet: Sheet<'_>) -> Result<(), EdiError> {
        if let Some(claim) = sheet.refused() {
            return Err(EdiError::NotWritable { claim, problems: sheet.problems });
        }
        if let Some((index, claim)) = sheet.to_prove().and_then(|index| Some((index, self.claims.get(index)?))) {
            check_writable(claim).map_err(|problems| EdiError::NotWritable { claim: index, problems })?;
        }
        self.folded.append(&mut sheet.folded);
        self.rows(&sheet)
    }

    fn rows(&mut self, sheet: &Sheet<'_>) -> Result<(), EdiError> {
        Ok(sheet.rows.iter().try_for_each(|row| self.writer.segment(row.id, &row.fields))?)
    }
}

/// PER of 1000A; a contact without any number is not sent.
fn contact<'a>(sheet: &mut Sheet<'a>, contact: &SubmitterContact<'a>) {
    let numbers = [("TE", contact.phone), ("EX", contact.extension), ("FX", contact.fax), ("EM", contact.email)];
    let known = numbers.into_iter().filter(|(kind, number)| {
        let needs_phone = *kind == "EX" && contact.phone.is_empty();
        !number.is_empty() && !needs_phone
    });
    let pairs: Vec<Cell<'a>> = known.take(3).flat_map(|(kind, number)| [code(kind), Cell::Text(number)]).collect();
    if !pairs.is_empty() {
        let mut cells = vec![code("IC"), if contact.name.is_empty() { NONE } else { Cell::Text(contact.name) }];
        cells.extend(pairs);
        sheet.put("PER", cells);
    }
}

/// Claims of each billing provider, providers in the order of their first claim.
fn by_billing_provider<'a>(part: &SetPart<'a>) -> Vec<Vec<Indexed<'a>>> {
    let mut places: HashMap<&BillingProvider, usize> = HashMap::new();
    let mut groups: Vec<Vec<Indexed<'a>>> = Vec::new();
    for (index, claim) in (part.first..).zip(part.claims) {
        let place = *places.entry(&claim.parties.billing).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(Indexed { index, claim }),
            None => groups.push(vec![Indexed { index, claim }]),
        }
    }
    groups
}

/// Whether two claims stand under one HL 22.
fn shares_subscriber(one: &ProfessionalClaim, next: &ProfessionalClaim) -> bool {
    let (one, next) = (&one.parties, &next.parties);
    one.dependent.is_some() == next.dependent.is_some()
        && one.coverage == next.coverage
        && one.subscriber == next.subscriber
        && one.payer == next.payer
}
