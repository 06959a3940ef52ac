//! Files of many claims with known totals, the same on every machine: an 837P, and the 835 that answers it. Names and
//! numbers are made up; NPIs carry a right check digit.

use std::fmt::Write;

const LAST: [&str; 10] = ["ABARA", "BENOIT", "CHO", "DIAZ", "EKLUND", "FARAH", "GRECO", "HOLT", "IVANOV", "JANSEN"];
const FIRST: [&str; 10] = ["ADA", "BRUNO", "CLEO", "DARIO", "ELSA", "FINN", "GITA", "HUGO", "INES", "JOEL"];
const CITY: [&str; 4] = ["DENVER*CO*802021234", "AUSTIN*TX*787011234", "ALBANY*NY*122071234", "BOISE*ID*837021234"];
const PROCEDURE: [(&str, i64); 8] = [
    ("99213", 9200),
    ("99214", 13100),
    ("99396", 15800),
    ("36415", 900),
    ("87880", 2400),
    ("93000", 3100),
    ("20610", 10400),
    ("71046", 5200),
];
const DIAGNOSIS: [&str; 10] = ["I10", "E119", "J020", "M5450", "R079", "Z0000", "E785", "J309", "N390", "K219"];
const BILLING_NPI: &str = "1234567893";
const RENDERING_NPI: &str = "1500000017";

/// Numbers that look random and are the same every time (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    fn cents(&mut self, below: u64) -> i64 {
        i64::try_from(self.below(below)).unwrap_or(0)
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.below(list.len() as u64)).unwrap_or(0)]
    }

    fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }
}

/// How the payer answers a claim.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Paid,
    Denied,
    /// Adjusted on the claim; the answer has no lines.
    ClaimLevel,
    /// Paid, taken back, and paid again.
    Reversed,
}

struct Line {
    code: &'static str,
    modifier: &'static str,
    charge: i64,
    pointer: u64,
    paid: i64,
    /// Group, reason, cents.
    adjustments: Vec<(&'static str, &'static str, i64)>,
}

struct Claim {
    number: u64,
    last: &'static str,
    first: &'static str,
    city: &'static str,
    dependent: Option<&'static str>,
    birth_year: u64,
    sex: &'static str,
    diagnoses: Vec<&'static str>,
    day: u64,
    fate: Fate,
    lines: Vec<Line>,
}

/// What a file says in total; money in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// CLM or CLP segments.
    pub claims: u64,
    /// SV1 or SVC segments.
    pub lines: u64,
    /// Segments.
    pub segments: u64,
    /// Σ charges.
    pub charge_cents: i64,
    /// Σ CLP04; 0 in an 837P.
    pub paid_cents: i64,
}

/// A file with what it says in total.
pub struct Generated {
    /// The bytes.
    pub text: String,
    /// Known from the making, not from reading.
    pub totals: Totals,
}

/// Claims, planned once; both files are written from the plan.
pub struct Plan(Vec<Claim>);

impl Plan {
    /// So many claims.
    #[must_use]
    pub fn new(claims: u64) -> Plan {
        let mut dice = Dice(7);
        Plan((1..=claims).map(|number| claim(&mut dice, number)).collect())
    }

    /// The claims as an 837P, at most 5000 in a set.
    #[must_use]
    pub fn claims_837p(&self) -> Generated {
        let mut out = Out::open("HC", ("CLINICID", "CLEARINGHOUSE"), "005010X222A1");
        for (index, claims) in self.0.chunks(5000).enumerate() {
            out.begin("837", index + 1, "*005010X222A1");
            out.billing(index + 1);
            let mut level = 1;
            for claim in claims {
                out.claim(claim, &mut level);
            }
            out.end();
        }
        out.close(self.0.len().div_ceil(5000))
    }

    /// The payer's answer to exactly these claims, balanced to the cent, with two provider adjustments.
    #[must_use]
    pub fn remittance_835(&self) -> Generated {
        let mut out = Out::open("HP", ("PAYERID", "CLINICID"), "005010X221A1");
        out.begin("835", 1, "");
        let paid: i64 = self.0.iter().flat_map(|claim| &claim.lines).map(|line| line.paid).sum();
        let (withheld, interest) = (2_345, -678);
        let payment = money(paid - withheld - interest);
        out.seg(&format!(
            "BPR*I*{payment}*C*ACH*CCP*01*999999992*DA*123456*1512345678**01*999988880*DA*98765*20260102"
        ));
        out.seg("TRN*1*EFT000007000001*1512345678");
        out.seg("DTM*405*20260101");
        out.seg("N1*PR*EXAMPLE HEALTH PLAN*XV*98765");
        out.seg("N3*1 PAYER WAY");
        out.seg("N4*HARTFORD*CT*061031234");
        out.seg("PER*BL*EDI HELP*TE*8005550100");
        out.seg(&format!("N1*PE*EXAMPLE FAMILY CLINIC*XX*{BILLING_NPI}"));
        out.seg("REF*TJ*841234567");
        out.seg("LX*1");
        for claim in &self.0 {
            match claim.fate {
                Fate::Denied => out.payment(claim, 1, "4"),
                Fate::Paid | Fate::ClaimLevel => out.payment(claim, 1, "1"),
                Fate::Reversed => {
                    out.payment(claim, 1, "1");
                    out.payment(claim, -1, "22");
                    out.payment(claim, 1, "1");
                }
            }
        }
        out.seg(&format!(
            "PLB*{BILLING_NPI}*20261231*WO:ICN000000001*{}*L6:INTEREST*{}",
            money(withheld),
            money(interest)
        ));
        out.end();
        out.close(1)
    }
}

fn claim(dice: &mut Dice, number: u64) -> Claim {
    let fate = match dice.below(100) {
        0..6 => Fate::Denied,
        6 => Fate::Reversed,
        7..10 => Fate::ClaimLevel,
        _ => Fate::Paid,
    };
    let count = dice.of(&[1, 2, 3]);
    let start = dice.below(8);
    let diagnoses: Vec<&str> =
        (start..start + count).map(|at| DIAGNOSIS[usize::try_from(at).unwrap_or(0) % DIAGNOSIS.len()]).collect();
    let pointers = diagnoses.len() as u64;
    let lines = (0..dice.of(&[1, 1, 2, 2, 3])).map(|_| line(dice, fate, pointers)).collect();
    Claim {
        number,
        last: dice.of(&LAST),
        first: dice.of(&FIRST),
        city: dice.of(&CITY),
        dependent: if dice.percent(15) { Some(dice.of(&FIRST)) } else { None },
        birth_year: 1940 + dice.below(59),
        sex: dice.of(&["M", "F"]),
        diagnoses,
        day: 1 + dice.below(28),
        fate,
        lines,
    }
}

fn line(dice: &mut Dice, fate: Fate, pointers: u64) -> Line {
    let (code, base) = dice.of(&PROCEDURE);
    let charge = base + dice.cents(40) * 50 + dice.of(&[0, 0, 25, 99]);
    let modifier = dice.of(&["", "", "", "25", "59"]);
    let (mut left, mut adjustments) = (charge, Vec::new());
    if fate == Fate::Denied {
        adjustments.push((dice.of(&["CO", "CO", "PR"]), dice.of(&["16", "29", "50", "97", "197", "204"]), charge));
        left = 0;
    } else {
        let cut = charge / 10 + dice.cents(u64::try_from(charge / 3).unwrap_or(1));
        adjustments.push(("CO", "45", cut));
        left -= cut;
        for (reason, share) in [("1", dice.of(&[0, 0, 0, 2])), ("2", dice.of(&[0, 5])), ("3", dice.of(&[0, 0, 4]))] {
            let part = if share == 0 { 0 } else { left / share };
            if part > 0 {
                adjustments.push(("PR", reason, part));
                left -= part;
            }
        }
    }
    Line { code, modifier, charge, pointer: 1 + dice.below(pointers), paid: left, adjustments }
}

/// Cents as X12 writes an amount: no trailing zeros.
fn money(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (whole, part) = (cents.abs() / 100, cents.abs() % 100);
    match part {
        0 => format!("{sign}{whole}"),
        part if part % 10 == 0 => format!("{sign}{whole}.{}", part / 10),
        part => format!("{sign}{whole}.{part:02}"),
    }
}

struct Out {
    text: String,
    in_set: usize,
    control: String,
    totals: Totals,
}

impl Out {
    fn open(functional: &str, (sender, receiver): (&str, &str), guide: &str) -> Out {
        let mut out = Out { text: String::new(), in_set: 0, control: String::new(), totals: Totals::default() };
        out.seg(&format!(
            "ISA*00*          *00*          *ZZ*{sender:15}*ZZ*{receiver:15}*260102*0900*^*00501*000000001*0*T*:"
        ));
        out.seg(&format!("GS*{functional}*{sender}*{receiver}*20260102*0900*1*X*{guide}"));
        out
    }

    fn seg(&mut self, segment: &str) {
        self.text.push_str(segment);
        self.text.push_str("~\n");
        self.in_set += 1;
        self.totals.segments += 1;
    }

    fn begin(&mut self, set: &str, number: usize, guide: &str) {
        self.in_set = 0;
        self.control = format!("{number:04}");
        self.seg(&format!("ST*{set}*{number:04}{guide}"));
    }

    fn end(&mut self) {
        let end = format!("SE*{}*{}", self.in_set + 1, self.control);
        self.seg(&end);
    }

    fn close(mut self, sets: usize) -> Generated {
        self.seg(&format!("GE*{sets}*1"));
        self.seg("IEA*1*000000001");
        Generated { text: self.text, totals: self.totals }
    }

    fn billing(&mut self, set: usize) {
        self.seg(&format!("BHT*0019*00*B7-1-{set}*20260102*0900*CH"));
        self.seg("NM1*41*2*EXAMPLE FAMILY CLINIC*****46*CLINICID");
        self.seg("PER*IC*BILLING OFFICE*TE*3035550100");
        self.seg("NM1*40*2*EXAMPLE CLEARINGHOUSE*****46*CLEARINGHOUSE");
        self.seg("HL*1**20*1");
        self.seg("PRV*BI*PXC*207Q00000X");
        self.seg(&format!("NM1*85*2*EXAMPLE FAMILY CLINIC*****XX*{BILLING_NPI}"));
        self.seg("N3*2 CLINIC RD");
        self.seg("N4*DENVER*CO*802021234");
        self.seg("REF*EI*841234567");
    }

    fn home(&mut self, claim: &Claim, birth: &str) {
        self.seg(&format!("N3*{} MAIN ST", claim.number));
        self.seg(&format!("N4*{}", claim.city));
        self.seg(&format!("DMG*D8*{birth}*{}", claim.sex));
    }

    fn claim(&mut self, claim: &Claim, level: &mut u64) {
        let Claim { number, last, first, day, .. } = claim;
        *level += 1;
        let subscriber = *level;
        let child = u8::from(claim.dependent.is_some());
        self.seg(&format!("HL*{subscriber}*1*22*{child}"));
        self.seg(if claim.dependent.is_some() { "SBR*P********CI" } else { "SBR*P*18*******CI" });
        self.seg(&format!("NM1*IL*1*{last}*{first}****MI*W{}", 100_000_000 + number));
        let birth = format!("{}0{}{:02}", claim.birth_year, 1 + number % 9, 1 + number % 28);
        if claim.dependent.is_none() {
            self.home(claim, &birth);
        }
        self.seg("NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*98765");
        if let Some(child) = claim.dependent {
            *level += 1;
            self.seg(&format!("HL*{level}*{subscriber}*23*0"));
            self.seg("PAT*19");
            self.seg(&format!("NM1*QC*1*{last}*{child}"));
            self.home(claim, "20150415");
        }
        let charge: i64 = claim.lines.iter().map(|line| line.charge).sum();
        self.seg(&format!("CLM*PT{number:07}*{}***11:B:1*Y*A*Y*Y", money(charge)));
        let codes = claim.diagnoses.iter().enumerate();
        let codes: Vec<String> =
            codes.map(|(at, code)| format!("{}:{code}", if at == 0 { "ABK" } else { "ABF" })).collect();
        self.seg(&format!("HI*{}", codes.join("*")));
        self.seg(&format!("NM1*82*1*EXAMPLE*PAT****XX*{RENDERING_NPI}"));
        self.seg("PRV*PE*PXC*207Q00000X");
        for (at, line) in claim.lines.iter().enumerate() {
            self.seg(&format!("LX*{}", at + 1));
            self.seg(&format!("SV1*{}*{}*UN*1***{}", procedure(line), money(line.charge), line.pointer));
            self.seg(&format!("DTP*472*D8*202511{day:02}"));
            self.seg(&format!("REF*6R*{number}-{}", at + 1));
            self.totals.lines += 1;
        }
        self.totals.claims += 1;
        self.totals.charge_cents += charge;
    }

    fn payment(&mut self, claim: &Claim, sign: i64, status: &str) {
        let Claim { number, last, first, day, .. } = claim;
        let sum = |of: &dyn Fn(&Line) -> i64| sign * claim.lines.iter().map(of).sum::<i64>();
        let patient = |line: &Line| line.adjustments.iter().filter(|cas| cas.0 == "PR").map(|cas| cas.2).sum();
        let (charge, paid, responsibility) = (sum(&|line| line.charge), sum(&|line| line.paid), sum(&patient));
        let responsibility = if responsibility == 0 { String::new() } else { money(responsibility) };
        self.seg(&format!(
            "CLP*PT{number:07}*{status}*{}*{}*{responsibility}*12*ICN2026{number:09}*11*1",
            money(charge),
            money(paid)
        ));
        let on_claim = claim.fate == Fate::ClaimLevel;
        if on_claim {
            self.adjustments(claim.lines.iter().flat_map(|line| &line.adjustments), sign);
        }
        self.seg(&format!("NM1*QC*1*{last}*{}****MI*W{}", claim.dependent.unwrap_or(first), 100_000_000 + number));
        self.seg(&format!("NM1*82*1*EXAMPLE*PAT****XX*{RENDERING_NPI}"));
        self.seg(&format!("DTM*232*202511{day:02}"));
        self.seg("DTM*050*20251201");
        for (at, line) in claim.lines.iter().enumerate().filter(|_| !on_claim) {
            self.seg(&format!("SVC*{}*{}*{}**1", procedure(line), money(sign * line.charge), money(sign * line.paid)));
            self.seg(&format!("DTM*472*202511{day:02}"));
            self.adjustments(line.adjustments.iter(), sign);
            self.seg(&format!("REF*6R*{number}-{}", at + 1));
            let allowed = line.paid + patient(line);
            if allowed > 0 {
                self.seg(&format!("AMT*B6*{}", money(sign * allowed)));
            }
            self.totals.lines += 1;
        }
        self.totals.claims += 1;
        self.totals.charge_cents += charge;
        self.totals.paid_cents += paid;
    }

    /// One CAS for each group, its reasons added up.
    fn adjustments<'a>(&mut self, all: impl Iterator<Item = &'a (&'static str, &'static str, i64)>, sign: i64) {
        let mut sums: Vec<(&str, &str, i64)> = Vec::new();
        for (group, reason, cents) in all {
            match sums.iter_mut().find(|sum| (sum.0, sum.1) == (*group, *reason)) {
                Some(sum) => sum.2 += cents,
                None => sums.push((group, reason, *cents)),
            }
        }
        for group in ["CO", "PR"] {
            let of_group: Vec<_> = sums.iter().filter(|sum| sum.0 == group).collect();
            for six in of_group.chunks(6) {
                let mut segment = format!("CAS*{group}");
                for (at, (_, reason, cents)) in six.iter().enumerate() {
                    let gap = if at == 0 { "" } else { "*" };
                    write!(segment, "{gap}*{reason}*{}", money(sign * cents)).expect("a string takes any text");
                }
                self.seg(&segment);
            }
        }
    }
}

fn procedure(line: &Line) -> String {
    if line.modifier.is_empty() { format!("HC:{}", line.code) } else { format!("HC:{}:{}", line.code, line.modifier) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_are_valid_and_say_their_totals() {
        let plan = Plan::new(300);
        for made in [plan.claims_837p(), plan.remittance_835()] {
            let report = x12::check(made.text.as_bytes());
            assert_eq!(report.outcome, x12::Outcome::Valid, "{:?}", report.findings.first());
            let said = Totals {
                claims: report.claims as u64,
                lines: report.service_lines as u64,
                segments: u64::from(report.segments),
                charge_cents: report.charge_cents,
                paid_cents: report.paid_cents,
            };
            assert_eq!(said, made.totals);
        }
    }
}
