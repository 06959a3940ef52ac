//! A small clearinghouse: reads the 837P files that the office sends, and acknowledges them.

use crate::dollars;
use x12::Segment;

/// A claim as the payer reads it.
#[derive(Debug, Clone, Default)]
pub struct SentClaim {
    /// ISA13 of its file.
    pub interchange: String,
    /// ST02 of its set.
    pub set: String,
    /// BHT03 of its set.
    pub reference: String,
    /// CLM01.
    pub number: String,
    /// CLM02 in cents.
    pub charge: i64,
    /// CLM05-3.
    pub frequency: String,
    /// REF*F8.
    pub answers: String,
    /// SBR01 and SBR09.
    pub coverage: (String, String),
    /// Payer: id and name.
    pub payer: (String, String),
    /// Patient: family and given name.
    pub patient: (String, String),
    /// NM109 of the subscriber.
    pub member: String,
    /// Whether the patient has an HL of his own.
    pub is_dependent: bool,
    /// Diagnoses.
    pub diagnoses: Vec<String>,
    /// Service lines.
    pub lines: Vec<SentLine>,
    /// Other payers.
    pub others: Vec<SentOther>,
}

/// A service line.
#[derive(Debug, Clone, Default)]
pub struct SentLine {
    /// SV101: code with its modifiers, `:` between.
    pub procedure: String,
    /// SV102 in cents.
    pub charge: i64,
    /// REF*6R.
    pub reference: String,
    /// DTP*472.
    pub day: String,
    /// What other payers decided.
    pub decided: Vec<EarlierDecision>,
}

/// What an earlier payer decided on a line (2430).
#[derive(Debug, Clone, Default)]
pub struct EarlierDecision {
    /// SVD01.
    pub payer: String,
    /// SVD02 in cents.
    pub paid: i64,
    /// CAS: group, reason, cents.
    pub cas: Vec<(String, String, i64)>,
}

/// Another payer of a claim (2320).
#[derive(Debug, Clone, Default)]
pub struct SentOther {
    /// SBR01.
    pub sequence: String,
    /// NM109 of 2330B.
    pub payer: String,
    /// AMT*D in cents.
    pub paid: Option<i64>,
}

fn el(segment: Segment<'_>, n: usize) -> String {
    segment.element(n).text().into_owned()
}

fn part(segment: Segment<'_>, n: usize, component: usize) -> String {
    segment.element(n).component(component).text().into_owned()
}

fn cents(segment: Segment<'_>, n: usize) -> i64 {
    segment.element(n).cents().unwrap_or_else(|| panic!("{}{n:02} is no amount", segment.id()))
}

#[derive(Default)]
struct Reading {
    head: SentClaim,
    claim: Option<SentClaim>,
    claims: Vec<SentClaim>,
    in_other: bool,
}

/// Every claim of a file that the office sent.
#[must_use]
pub fn read(bytes: &[u8]) -> Vec<SentClaim> {
    let parsed = x12::parse(bytes);
    assert!(parsed.refusal().is_none(), "{:?}", parsed.refusal());
    let mut reading = Reading::default();
    for set in parsed.sets() {
        reading.head = SentClaim {
            interchange: set.interchange().control_number().to_owned(),
            set: set.control_number().to_owned(),
            ..SentClaim::default()
        };
        for segment in set.segments() {
            reading.take(segment);
        }
        reading.close();
    }
    reading.claims
}

impl Reading {
    fn close(&mut self) {
        self.claims.extend(self.claim.take());
        self.in_other = false;
    }

    fn take(&mut self, segment: Segment<'_>) {
        match segment.id() {
            "BHT" => self.head.reference = el(segment, 3),
            "HL" => self.level(&el(segment, 3)),
            "CLM" => {
                self.close();
                self.claim = Some(SentClaim {
                    number: el(segment, 1),
                    charge: cents(segment, 2),
                    frequency: part(segment, 5, 3),
                    ..self.head.clone()
                });
            }
            _ if self.claim.is_none() => self.take_head(segment),
            _ => self.take_claim(segment),
        }
    }

    fn level(&mut self, level: &str) {
        self.close();
        match level {
            "22" => self.head.is_dependent = false,
            "23" => self.head.is_dependent = true,
            _ => {}
        }
    }

    fn take_head(&mut self, segment: Segment<'_>) {
        let head = &mut self.head;
        match (segment.id(), el(segment, 1).as_str()) {
            ("SBR", _) => head.coverage = (el(segment, 1), el(segment, 9)),
            ("NM1", "IL") => {
                head.patient = (el(segment, 3), el(segment, 4));
                head.member = el(segment, 9);
            }
            ("NM1", "QC") => head.patient = (el(segment, 3), el(segment, 4)),
            ("NM1", "PR") => head.payer = (el(segment, 9), el(segment, 3)),
            _ => {}
        }
    }

    fn take_claim(&mut self, segment: Segment<'_>) {
        let Some(claim) = &mut self.claim else { return };
        match (segment.id(), el(segment, 1).as_str()) {
            ("SBR", _) => {
                self.in_other = true;
                claim.others.push(SentOther { sequence: el(segment, 1), ..SentOther::default() });
            }
            ("HI", _) if !self.in_other => {
                let codes = segment.elements().map(|element| element.component(2).text().into_owned());
                claim.diagnoses.extend(codes);
            }
            ("NM1", "PR") if self.in_other => claim.others.last_mut().unwrap().payer = el(segment, 9),
            ("AMT", "D") if self.in_other => claim.others.last_mut().unwrap().paid = Some(cents(segment, 2)),
            ("REF", "F8") if !self.in_other => claim.answers = el(segment, 2),
            ("LX", _) => {
                self.in_other = false;
                claim.lines.push(SentLine::default());
            }
            _ => {
                if let Some(line) = claim.lines.last_mut() {
                    line.take(segment);
                }
            }
        }
    }
}

impl SentLine {
    fn take(&mut self, segment: Segment<'_>) {
        match (segment.id(), el(segment, 1).as_str()) {
            ("SV1", _) => {
                let parts = segment.element(1).components().skip(1).take(5);
                let parts: Vec<String> =
                    parts.map(|part| part.text().into_owned()).filter(|it| !it.is_empty()).collect();
                self.procedure = parts.join(":");
                self.charge = cents(segment, 2);
            }
            ("DTP", "472") => self.day = el(segment, 3),
            ("REF", "6R") => self.reference = el(segment, 2),
            ("SVD", _) => {
                self.decided.push(EarlierDecision { payer: el(segment, 1), paid: cents(segment, 2), cas: Vec::new() })
            }
            ("CAS", group) => {
                let Some(decision) = self.decided.last_mut() else { return };
                for at in (2..segment.element_count() + 1).step_by(3) {
                    if !segment.element(at).is_empty() {
                        decision.cas.push((group.to_owned(), el(segment, at), cents(segment, at + 1)));
                    }
                }
            }
            _ => {}
        }
    }
}

/// An interchange around sets: ISA to IEA, one segment a line. `sets` are the segments from ST to the one before SE.
#[must_use]
pub fn interchange(functional: &str, guide: &str, control: u32, sets: &[Vec<String>]) -> String {
    let mut lines = vec![
        format!(
            "ISA*00*          *00*          *ZZ*{:<15}*ZZ*{:<15}*260914*1200*^*00501*{control:09}*0*T*:",
            "SIMCH", "LARCH01"
        ),
        format!("GS*{functional}*SIMCH*LARCH01*20260914*1200*{control}*X*{guide}"),
    ];
    for (at, set) in sets.iter().enumerate() {
        lines.extend(set.iter().cloned());
        lines.push(format!("SE*{}*{:04}", set.len() + 1, at + 1));
    }
    lines.push(format!("GE*{}*{control}", sets.len()));
    lines.push(format!("IEA*1*{control:09}"));
    lines.iter().map(|line| format!("{line}~\n")).collect()
}

/// A TA1 for a file: `A` or `R`.
#[must_use]
pub fn ta1(interchange: &str, code: &str) -> String {
    let note = if code == "A" { "000" } else { "003" };
    format!(
        "ISA*00*          *00*          *ZZ*{:<15}*ZZ*{:<15}*260914*1200*^*00501*000000801*0*T*:~\nTA1*{interchange}*260914*1200*{code}*{note}~\nIEA*0*000000801~\n",
        "SIMCH", "LARCH01"
    )
}

/// A 999 for the sets of a file's claims; those whose ST02 is in `refused` are rejected.
#[must_use]
pub fn ack999(claims: &[SentClaim], refused: &[&str]) -> String {
    let mut sets: Vec<&str> = claims.iter().map(|claim| claim.set.as_str()).collect();
    sets.dedup();
    let group: u32 = claims[0].interchange.parse().unwrap();
    let mut said = vec!["ST*999*0001*005010X231A1".to_owned(), format!("AK1*HC*{group}*005010X222A1")];
    for set in &sets {
        said.push(format!("AK2*837*{set}*005010X222A1"));
        said.push(if refused.contains(set) { "IK5*R*5".to_owned() } else { "IK5*A".to_owned() });
    }
    let good = sets.len() - refused.len();
    let code = if refused.is_empty() {
        "A"
    } else if good > 0 {
        "P"
    } else {
        "R"
    };
    said.push(format!("AK9*{code}*{n}*{n}*{good}", n = sets.len()));
    interchange("FA", "005010X231A1", 802, &[said])
}

/// A 277CA for claims of one set: a verdict like `A7:164:IL` rejects, an empty one accepts.
#[must_use]
pub fn ack277(claims: &[(SentClaim, &str)]) -> String {
    let first = &claims[0].0;
    let total: i64 = claims.iter().map(|(claim, _)| claim.charge).sum();
    let mut said: Vec<String> = vec![
        "ST*277*0001*005010X214".to_owned(),
        "BHT*0085*08*CA1*20260914*1200*TH".to_owned(),
        "HL*1**20*1".to_owned(),
        format!("NM1*PR*2*{}*****PI*{}", first.payer.1, first.payer.0),
        "TRN*1*RCPT1".to_owned(),
        "DTP*050*D8*20260914".to_owned(),
        "DTP*009*D8*20260914".to_owned(),
        "HL*2*1*21*1".to_owned(),
        "NM1*41*2*SUBMITTER*****46*LARCH01".to_owned(),
        format!("TRN*2*{}", first.reference),
        format!("STC*A1:19:PR*20260914*WQ*{}", dollars(total)),
        "HL*3*2*19*1".to_owned(),
        format!("NM1*85*2*CLINIC*****XX*{}", crate::data::billing_npi()),
        "TRN*1*PRV1".to_owned(),
        format!("STC*A1:19:PR**WQ*{}", dollars(total)),
    ];
    for (at, (claim, verdict)) in claims.iter().enumerate() {
        said.push(format!("HL*{}*3*PT", at + 4));
        said.push(format!("NM1*QC*1*{}*{}****MI*{}", claim.patient.0, claim.patient.1, claim.member));
        said.push(format!("TRN*2*{}", claim.number));
        let (code, action) = if verdict.is_empty() { ("A2:20:PR", "WQ") } else { (*verdict, "U") };
        said.push(format!("STC*{code}*20260914*{action}*{}", dollars(claim.charge)));
        if verdict.is_empty() {
            said.push(format!("REF*1K*ICN{}", claim.number.replace('-', "")));
        }
        said.push(format!("DTP*472*D8*{}", claim.lines[0].day));
    }
    interchange("HN", "005010X214", 803, &[said])
}
