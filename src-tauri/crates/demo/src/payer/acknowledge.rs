//! TA1, 999 and 277CA: what a clearinghouse and a payer say before anything is adjudicated.

use super::{CLEARINGHOUSE, Kind, Stamp, Written, end, money, unwritable};
use billing::{BillingError, ErrorCode, Result};
use claims::ProfessionalClaim;
use x12::{Field, InterchangeWriter, SetHeader};

/// One 837P file as it was received.
pub(crate) struct Mail {
    control_number: String,
    date: String,
    time: String,
    group_control_number: String,
    practice: String,
    version: String,
    sets: Vec<MailSet>,
}

struct MailSet {
    control_number: String,
    reference: String,
    claims: Vec<ProfessionalClaim>,
}

impl Mail {
    /// Every claim of the file.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &ProfessionalClaim> {
        self.sets.iter().flat_map(|set| &set.claims)
    }

    /// Every claim of the file, to keep.
    pub(crate) fn into_claims(self) -> impl Iterator<Item = ProfessionalClaim> {
        self.sets.into_iter().flat_map(|set| set.claims)
    }
}

/// Reads an 837P file.
pub(crate) fn read(bytes: &[u8]) -> Result<Mail> {
    let parsed = x12::parse(bytes);
    let unreadable =
        || BillingError::new(ErrorCode::BadSegment, "the demo's clearinghouse cannot read a claim file", "report this");
    let interchange = parsed.interchanges().next().ok_or_else(unreadable)?;
    let group = interchange.groups().next().ok_or_else(unreadable)?;
    let isa = interchange.isa();
    let text = |number: usize| isa.element(number).trimmed().into_owned();
    let incoming = edi::from_837p(&parsed);
    let sets = incoming.sets.into_iter().map(|set| MailSet {
        control_number: set.control,
        reference: set.bht03,
        claims: set.claims.into_iter().map(|incoming| incoming.claim).collect(),
    });
    Ok(Mail {
        control_number: interchange.control_number().to_owned(),
        date: text(9),
        time: text(10),
        group_control_number: group.control_number().to_owned(),
        practice: text(6),
        version: group.version().to_owned(),
        sets: sets.collect(),
    })
}

/// TA1: the interchange was taken. A TA1 stands in no group.
pub(crate) fn interchange_answer(mail: &Mail, stamp: Stamp) -> Vec<u8> {
    let (day, number) = (stamp.d6(), stamp.control_number);
    format!(
        "ISA*00*          *00*          *ZZ*{CLEARINGHOUSE:<15}*ZZ*{:<15}*{day}*1200*^*00501*{number:09}*0*T*:~\n\
         TA1*{}*{}*{}*A*000~\nIEA*0*{number:09}~\n",
        mail.practice, mail.control_number, mail.date, mail.time
    )
    .into_bytes()
}

/// 999: whether the syntax of each set was taken; all of them are, or none.
pub(crate) fn implementation(mail: &Mail, stamp: Stamp, is_accepted: bool) -> Result<Vec<u8>> {
    write_implementation(mail, stamp, is_accepted).map_err(|error| unwritable(&error))
}

fn write_implementation(mail: &Mail, stamp: Stamp, is_accepted: bool) -> Written<Vec<u8>> {
    let kind = Kind { functional_id: "FA", version: "005010X231A1" };
    let mut writer = stamp.begin(kind, &mail.practice)?;
    writer.begin_set(&SetHeader { id: "999", control_number: "0001", guide: Some(kind.version) })?;
    let group = mail.group_control_number.as_str();
    writer.segment("AK1", &["HC".into(), group.into(), mail.version.as_str().into()])?;
    for set in &mail.sets {
        writer.segment("AK2", &["837".into(), set.control_number.as_str().into(), mail.version.as_str().into()])?;
        if is_accepted {
            writer.segment("IK5", &["A".into()])?;
        } else {
            // The receiver did not know its own name in the header; nothing below was looked at.
            writer.segment("IK3", &["NM1".into(), "5".into(), "1000B".into(), "8".into()])?;
            writer.segment("IK4", &["9".into(), "67".into(), "7".into()])?;
            writer.segment("IK5", &["R".into(), "5".into()])?;
        }
    }
    let count = mail.sets.len().to_string();
    let (code, good) = if is_accepted { ("A", count.as_str()) } else { ("R", "0") };
    writer.segment("AK9", &[code.into(), count.as_str().into(), count.as_str().into(), good.into()])?;
    writer.end_set()?;
    end(writer)
}

/// Who tells the status of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Clearinghouse,
    Payer,
}

/// What is said of one claim: rejected with a status code (`A7:164:IL`), or accepted with the payer's number.
pub(crate) enum Verdict {
    Accepted(String),
    Rejected(&'static str),
}

/// 277CA about the claims for which `verdict` has one; `None` where it has none.
pub(crate) fn claim_status(
    mail: &Mail,
    stamp: Stamp,
    source: Source,
    verdict: &dyn Fn(&ProfessionalClaim) -> Option<Verdict>,
) -> Result<Option<Vec<u8>>> {
    if !mail.claims().any(|claim| verdict(claim).is_some()) {
        return Ok(None);
    }
    write_status(mail, stamp, source, verdict).map(Some).map_err(|error| unwritable(&error))
}

fn write_status(
    mail: &Mail,
    stamp: Stamp,
    source: Source,
    verdict: &dyn Fn(&ProfessionalClaim) -> Option<Verdict>,
) -> Written<Vec<u8>> {
    let kind = Kind { functional_id: "HN", version: "005010X214" };
    let mut writer = stamp.begin(kind, &mail.practice)?;
    for (at, set) in mail.sets.iter().enumerate() {
        let told: Vec<(&ProfessionalClaim, Verdict)> =
            set.claims.iter().filter_map(|claim| Some((claim, verdict(claim)?))).collect();
        let Some((first, _)) = told.first() else { continue };
        let number = format!("{:04}", at + 1);
        writer.begin_set(&SetHeader { id: "277", control_number: &number, guide: Some(kind.version) })?;
        status_head(&mut writer, stamp, (source, first))?;
        receiver_level(&mut writer, stamp, (mail, set), &told)?;
        let mut level = Levels { next: 3 };
        for (claim, verdict) in &told {
            level.claim(&mut writer, stamp, claim, verdict)?;
        }
        writer.end_set()?;
    }
    end(writer)
}

fn status_head(
    writer: &mut InterchangeWriter,
    stamp: Stamp,
    (source, first): (Source, &ProfessionalClaim),
) -> Written<()> {
    let day = stamp.d8();
    let reference = format!("CA{:09}", stamp.control_number);
    writer.segment(
        "BHT",
        &["0085".into(), "08".into(), reference.into(), day.as_str().into(), "1200".into(), "TH".into()],
    )?;
    writer.segment("HL", &["1".into(), Field::EMPTY, "20".into(), "1".into()])?;
    let payer = &first.parties.payer;
    let [entity, name, qualifier, id] = match source {
        Source::Payer => ["PR", payer.last_name.as_str(), "PI", payer.id.as_str()],
        Source::Clearinghouse => ["AY", "MILLRACE CLEARINGHOUSE (DEMO)", "46", CLEARINGHOUSE],
    };
    let blank = Field::EMPTY;
    let name = [
        entity.into(),
        "2".into(),
        name.into(),
        blank.clone(),
        blank.clone(),
        blank.clone(),
        blank,
        qualifier.into(),
        id.into(),
    ];
    writer.segment("NM1", &name)?;
    writer.segment("TRN", &["1".into(), format!("R{:09}", stamp.control_number).into()])?;
    writer.segment("DTP", &["050".into(), "D8".into(), day.as_str().into()])?;
    writer.segment("DTP", &["009".into(), "D8".into(), day.as_str().into()])
}

fn receiver_level(
    writer: &mut InterchangeWriter,
    stamp: Stamp,
    (mail, set): (&Mail, &MailSet),
    told: &[(&ProfessionalClaim, Verdict)],
) -> Written<()> {
    let sum = |accepted: bool| {
        let of_it = told.iter().filter(move |(_, verdict)| matches!(verdict, Verdict::Accepted(_)) == accepted);
        of_it.fold((0_usize, 0_i64), |(count, cents), (claim, _)| (count + 1, cents + claim.visit.charge().cents()))
    };
    let (accepted, rejected) = (sum(true), sum(false));
    writer.segment("HL", &["2".into(), "1".into(), "21".into(), "1".into()])?;
    let blank = Field::EMPTY;
    let name = [
        "41".into(),
        "2".into(),
        "LARKSPUR VALLEY MEDICAL GROUP".into(),
        blank.clone(),
        blank.clone(),
        blank.clone(),
        blank,
        "46".into(),
        mail.practice.as_str().into(),
    ];
    writer.segment("NM1", &name)?;
    writer.segment("TRN", &["2".into(), set.reference.as_str().into()])?;
    let total = money(accepted.1 + rejected.1);
    let status = Field::composite(["A1", "19", "PR"]);
    writer.segment("STC", &[status, stamp.d8().into(), "WQ".into(), total.into()])?;
    for ((count, _), qualifier) in [(accepted, "90"), (rejected, "AA")] {
        if count > 0 {
            writer.segment("QTY", &[qualifier.into(), count.to_string().into()])?;
        }
    }
    for ((count, cents), qualifier) in [(accepted, "YU"), (rejected, "YY")] {
        if count > 0 {
            writer.segment("AMT", &[qualifier.into(), money(cents).into()])?;
        }
    }
    writer.segment("HL", &["3".into(), "2".into(), "19".into(), "1".into()])?;
    let billing = told.first().map_or("", |(claim, _)| claim.parties.billing.party.id.as_str());
    let blank = Field::EMPTY;
    let name = [
        "85".into(),
        "2".into(),
        "LARKSPUR VALLEY MEDICAL GROUP".into(),
        blank.clone(),
        blank.clone(),
        blank.clone(),
        blank,
        "XX".into(),
        billing.into(),
    ];
    writer.segment("NM1", &name)
}

struct Levels {
    next: u32,
}

impl Levels {
    fn claim(
        &mut self,
        writer: &mut InterchangeWriter,
        stamp: Stamp,
        claim: &ProfessionalClaim,
        verdict: &Verdict,
    ) -> Written<()> {
        self.next += 1;
        writer.segment("HL", &[self.next.to_string().into(), "3".into(), "PT".into()])?;
        let patient = claim.patient();
        let member = claim.parties.subscriber.party.id.as_str();
        let blank = Field::EMPTY;
        let name = [
            "QC".into(),
            "1".into(),
            patient.last_name.as_str().into(),
            patient.first_name.as_str().into(),
            blank.clone(),
            blank.clone(),
            blank,
            "MI".into(),
            member.into(),
        ];
        writer.segment("NM1", &name)?;
        writer.segment("TRN", &["2".into(), claim.patient_control_number.as_str().into()])?;
        let (code, action) = match verdict {
            Verdict::Accepted(_) => ("A2:20:PR", "WQ"),
            Verdict::Rejected(code) => (*code, "U"),
        };
        let status = Field::composite(code.split(':'));
        let charge = money(claim.visit.charge().cents());
        writer.segment("STC", &[status, stamp.d8().into(), action.into(), charge.into()])?;
        if let Verdict::Accepted(number) = verdict {
            writer.segment("REF", &["1K".into(), number.as_str().into()])?;
        }
        if let Some(day) = claim.visit.date_of_service() {
            writer.segment("DTP", &["472".into(), "D8".into(), day.to_d8().into()])?;
        }
        Ok(())
    }
}
