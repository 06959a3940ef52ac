//! 837P files of another system.

use crate::dollars;
use crate::payer::interchange;

/// A claim in such a file.
#[derive(Debug, Clone)]
pub struct OldClaim {
    /// CLM01.
    pub number: String,
    /// Family and given name of the subscriber.
    pub subscriber: (String, String),
    /// His birth date, CCYYMMDD.
    pub birth: String,
    /// Given name and birth date of a child who is the patient.
    pub child: Option<(String, String)>,
    /// Member id.
    pub member: String,
    /// Street.
    pub street: String,
    /// Payer id and name.
    pub payer: (String, String),
    /// CLM05-3 and REF*F8.
    pub frequency: (String, String),
    /// Whether a first payer paid 60 per cent of each line before (2320, 2430).
    pub is_secondary: bool,
    /// Day of service, CCYYMMDD.
    pub day: String,
    /// Procedure and cents.
    pub lines: Vec<(String, i64)>,
}

impl OldClaim {
    /// An ordinary claim of a made-up person.
    #[must_use]
    pub fn new(number: &str, last: &str) -> OldClaim {
        OldClaim {
            number: number.to_owned(),
            subscriber: (last.to_owned(), "OLGA".to_owned()),
            birth: "19750203".to_owned(),
            child: None,
            member: format!("W{last}1"),
            street: "7 MAIN ST".to_owned(),
            payer: ("98765".to_owned(), "EXAMPLE HEALTH PLAN".to_owned()),
            frequency: ("1".to_owned(), String::new()),
            is_secondary: false,
            day: "20260810".to_owned(),
            lines: vec![("99213".to_owned(), 12_500), ("36415".to_owned(), 1_100)],
        }
    }

    /// CLM02 in cents.
    #[must_use]
    pub fn charge(&self) -> i64 {
        self.lines.iter().map(|(_, cents)| cents).sum()
    }

    fn levels(&self, hl: &mut u32) -> Vec<String> {
        let (sequence, relation) =
            (if self.is_secondary { "S" } else { "P" }, if self.child.is_some() { "" } else { "18" });
        *hl += 1;
        let subscriber = *hl;
        let mut said = vec![
            format!("HL*{subscriber}*1*22*{}", u8::from(self.child.is_some())),
            format!("SBR*{sequence}*{relation}*******CI"),
            format!("NM1*IL*1*{}*{}****MI*{}", self.subscriber.0, self.subscriber.1, self.member),
        ];
        let address = [format!("N3*{}", self.street), "N4*DENVER*CO*80202".to_owned()];
        if self.child.is_none() {
            said.extend(address.clone());
            said.push(format!("DMG*D8*{}*F", self.birth));
        }
        said.push(format!("NM1*PR*2*{}*****PI*{}", self.payer.1, self.payer.0));
        if let Some((first, birth)) = &self.child {
            *hl += 1;
            said.push(format!("HL*{hl}*{subscriber}*23*0"));
            said.push("PAT*19".to_owned());
            said.push(format!("NM1*QC*1*{}*{first}", self.subscriber.0));
            said.extend(address);
            said.push(format!("DMG*D8*{birth}*M"));
        }
        said
    }

    fn claim(&self) -> Vec<String> {
        let charge = dollars(self.charge());
        let mut said = vec![format!("CLM*{}*{charge}***11:B:{}*Y*A*Y*Y", self.number, self.frequency.0)];
        if !self.frequency.1.is_empty() {
            said.push(format!("REF*F8*{}", self.frequency.1));
        }
        said.push("HI*ABK:I10*ABF:E119".to_owned());
        said.push(format!("NM1*82*1*OLDER*PAT****XX*{}", fixtures::npi(150_000_001)));
        said.push("PRV*PE*PXC*207Q00000X".to_owned());
        let paid: i64 = self.lines.iter().map(|(_, cents)| cents * 3 / 5).sum();
        if self.is_secondary {
            said.push("SBR*P*18*******MB".to_owned());
            said.push(format!("AMT*D*{}", dollars(paid)));
            said.push("OI***Y***Y".to_owned());
            said.push(format!("NM1*IL*1*{}*{}****MI*M{}", self.subscriber.0, self.subscriber.1, self.member));
            said.push("NM1*PR*2*EXAMPLE PRIMARY PLAN*****PI*11111".to_owned());
        }
        for (at, (code, cents)) in self.lines.iter().enumerate() {
            said.push(format!("LX*{}", at + 1));
            said.push(format!("SV1*HC:{code}*{}*UN*1***1", dollars(*cents)));
            said.push(format!("DTP*472*D8*{}", self.day));
            said.push(format!("REF*6R*{}L{}", self.number, at + 1));
            if self.is_secondary {
                let (paid, half) = (cents * 3 / 5, (cents - cents * 3 / 5) / 2);
                said.push(format!("SVD*11111*{}*HC:{code}**1", dollars(paid)));
                said.push(format!("CAS*CO*45*{}", dollars(half)));
                said.push(format!("CAS*PR*2*{}", dollars(cents - paid - half)));
                said.push("DTP*573*D8*20260901".to_owned());
            }
        }
        said
    }
}

/// A file of such claims: one set, one billing provider.
#[must_use]
pub fn file(control: u32, claims: &[OldClaim]) -> String {
    let mut said = vec![
        "ST*837*0001*005010X222A1".to_owned(),
        format!("BHT*0019*00*OLD{control}*20260901*0900*CH"),
        "NM1*41*2*EXAMPLE FAMILY CLINIC*****46*CLINICID".to_owned(),
        "PER*IC*BILLING OFFICE*TE*3035550100".to_owned(),
        "NM1*40*2*EXAMPLE CLEARINGHOUSE*****46*CLEARINGHOUSE".to_owned(),
        "HL*1**20*1".to_owned(),
        "PRV*BI*PXC*207Q00000X".to_owned(),
        format!("NM1*85*2*EXAMPLE FAMILY CLINIC*****XX*{}", fixtures::npi(140_000_002)),
        "N3*2 CLINIC RD".to_owned(),
        "N4*DENVER*CO*802021234".to_owned(),
        "REF*EI*841234567".to_owned(),
    ];
    let mut hl = 1;
    for claim in claims {
        said.extend(claim.levels(&mut hl));
        said.extend(claim.claim());
    }
    interchange("HC", "005010X222A1", control, &[said])
}
