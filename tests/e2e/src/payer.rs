//! The other side: a payer who reads an 837P that the program wrote, and answers with TA1-free 999, 277CA and 835 files. It knows
//! nothing of the program but the file.

use anyhow::{Context, Result, ensure};
use std::fmt::Write;

/// A service line as the payer reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadLine {
    /// Composite of SV101: `HC:99213:25`.
    pub procedure: String,
    /// Charge in cents.
    pub charge: i64,
    /// DTP*472.
    pub day: String,
    /// REF*6R, which comes back.
    pub control_number: String,
}

/// A claim as the payer reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadClaim {
    /// CLM01.
    pub number: String,
    /// CLM05-3.
    pub frequency: String,
    /// REF*F8, of a replacement.
    pub answers: Option<String>,
    /// Charge in cents.
    pub charge: i64,
    /// NM103 and NM104 of the subscriber.
    pub name: (String, String),
    /// NM109.
    pub member_id: String,
    /// Lines.
    pub lines: Vec<ReadLine>,
}

/// An 837P as the payer reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFile {
    /// ISA06: who sent it.
    pub sender: String,
    /// GS04: the day on which it was made, which is the day of every answer.
    pub day: String,
    /// GS06.
    pub group: String,
    /// ST02 of its only set.
    pub set: String,
    /// BHT03.
    pub reference: String,
    /// Billing provider: name and NPI.
    pub provider: (String, String),
    /// Payer: name and id.
    pub payer: (String, String),
    /// Claims.
    pub claims: Vec<ReadClaim>,
}

/// What the payer decides of a line: allowed and paid in cents, and reasons as `CO*45*3500`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// SVC03 in cents.
    pub paid: i64,
    /// Group code, CARC, cents.
    pub adjustments: Vec<(&'static str, &'static str, i64)>,
    /// RARC, where there is one.
    pub remark: Option<&'static str>,
}

fn cents(text: &str) -> Result<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    ensure!(part.len() <= 2, "an amount of X12: {text}");
    Ok(whole.parse::<i64>()? * 100 + format!("{part:0<2}").parse::<i64>()?)
}

fn dollars(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100);
    text.strip_suffix(".00").map_or(text.clone(), str::to_owned)
}

/// Reads an 837P of one set.
///
/// # Errors
/// When it is none.
pub fn read_837(text: &str) -> Result<ReadFile> {
    let mut file = ReadFile {
        sender: String::new(),
        day: String::new(),
        group: String::new(),
        set: String::new(),
        reference: String::new(),
        provider: Default::default(),
        payer: Default::default(),
        claims: Vec::new(),
    };
    let (mut name, mut member_id) = ((String::new(), String::new()), String::new());
    for segment in text.split('~').map(str::trim).filter(|segment| !segment.is_empty()) {
        let elements: Vec<&str> = segment.split('*').collect();
        let at = |number: usize| elements.get(number).copied().unwrap_or_default().trim().to_owned();
        match (at(0).as_str(), at(1).as_str()) {
            ("ISA", _) => file.sender = at(6),
            ("GS", _) => (file.day, file.group) = (at(4), at(6)),
            ("ST", _) => file.set = at(2),
            ("BHT", _) => file.reference = at(3),
            ("NM1", "85") => file.provider = (at(3), at(9)),
            ("NM1", "IL") => (name, member_id) = ((at(3), at(4)), at(9)),
            ("NM1", "PR") => file.payer = (at(3), at(9)),
            ("CLM", _) => file.claims.push(ReadClaim {
                number: at(1),
                frequency: at(5).rsplit(':').next().unwrap_or_default().to_owned(),
                answers: None,
                charge: cents(&at(2))?,
                name: name.clone(),
                member_id: member_id.clone(),
                lines: Vec::new(),
            }),
            ("REF", "F8") => file.claims.last_mut().context("F8 before a claim")?.answers = Some(at(2)),
            ("SV1", _) => file.claims.last_mut().context("SV1 before a claim")?.lines.push(ReadLine {
                procedure: at(1),
                charge: cents(&at(2))?,
                day: String::new(),
                control_number: String::new(),
            }),
            ("DTP", "472") => {
                if let Some(line) = file.claims.last_mut().and_then(|claim| claim.lines.last_mut()) {
                    line.day = at(3);
                }
            }
            ("REF", "6R") => {
                if let Some(line) = file.claims.last_mut().and_then(|claim| claim.lines.last_mut()) {
                    line.control_number = at(2);
                }
            }
            _ => {}
        }
    }
    ensure!(!file.claims.is_empty(), "no claim in the file");
    Ok(file)
}

/// Wraps segments into an interchange of one set.
fn interchange(file: &ReadFile, kind: (&str, &str, &str), number: u32, body: &[String]) -> String {
    let (functional, set, guide) = kind;
    let day = &file.day;
    let mut text = format!(
        "ISA*00*          *00*          *ZZ*{:<15}*ZZ*{:<15}*{}*1200*^*00501*{number:09}*0*T*:~GS*{functional}*{}*{}*{day}*1200*{number}*X*{guide}~ST*{set}*0001{}~",
        file.payer.1,
        file.sender,
        day.get(2..).unwrap_or_default(),
        file.payer.1,
        file.sender,
        if set == "835" { String::new() } else { format!("*{guide}") },
    );
    for segment in body {
        text.push_str(segment);
        text.push('~');
    }
    let _ = write!(text, "SE*{}*0001~GE*1*{number}~IEA*1*{number:09}~", body.len() + 2);
    text
}

/// A 999 that takes the file.
#[must_use]
pub fn accept_999(file: &ReadFile, number: u32) -> String {
    let body = [
        format!("AK1*HC*{}*005010X222A1", file.group),
        format!("AK2*837*{}*005010X222A1", file.set),
        "IK5*A".to_owned(),
        "AK9*A*1*1*1".to_owned(),
    ];
    interchange(file, ("FA", "999", "005010X231A1"), number, &body)
}

/// A 277CA that takes every claim.
#[must_use]
pub fn accept_277ca(file: &ReadFile, number: u32) -> String {
    let total = dollars(file.claims.iter().map(|claim| claim.charge).sum());
    let (count, day) = (file.claims.len(), &file.day);
    let mut body = vec![
        format!("BHT*0085*08*CA{number}*{day}*1200*TH"),
        "HL*1**20*1".to_owned(),
        format!("NM1*PR*2*{}*****PI*{}", file.payer.0, file.payer.1),
        format!("TRN*1*RCPT{number}"),
        format!("DTP*050*D8*{day}"),
        format!("DTP*009*D8*{day}"),
        "HL*2*1*21*1".to_owned(),
        format!("NM1*41*2*{}*****46*{}", file.provider.0, file.sender),
        format!("TRN*2*{}", file.reference),
        format!("STC*A1:19:PR*{day}*WQ*{total}"),
        format!("QTY*90*{count}"),
        format!("AMT*YU*{total}"),
        "HL*3*2*19*1".to_owned(),
        format!("NM1*85*2*{}*****XX*{}", file.provider.0, file.provider.1),
        format!("TRN*1*PRV{number}"),
        format!("STC*A1:19:PR**WQ*{total}"),
        format!("QTY*QA*{count}"),
        format!("AMT*YU*{total}"),
    ];
    for (at, claim) in file.claims.iter().enumerate() {
        body.extend([
            format!("HL*{}*3*PT", at + 4),
            format!("NM1*QC*1*{}*{}****MI*{}", claim.name.0, claim.name.1, claim.member_id),
            format!("TRN*2*{}", claim.number),
            format!("STC*A2:20:PR*{day}*WQ*{}", dollars(claim.charge)),
            format!("REF*1K*ICN{number}{at}"),
            format!("DTP*472*D8*{}", claim.lines.first().map(|line| line.day.clone()).unwrap_or_default()),
        ]);
    }
    interchange(file, ("HN", "277", "005010X214"), number, &body)
}

/// A payment of an 835: the number under which the claim is named, its status (1, 4, 22), and a decision for each line.
#[derive(Debug, Clone)]
pub struct Payment<'c> {
    /// The claim.
    pub claim: &'c ReadClaim,
    /// CLP01: the payer may have lost it.
    pub named: String,
    /// CLP02.
    pub status: &'static str,
    /// One for each line; those that are taken back are written as they were.
    pub decisions: Vec<Decision>,
}

impl Payment<'_> {
    /// A decision that is taken back (22) stands with its amounts turned round.
    fn sign(&self) -> i64 {
        if self.status == "22" { -1 } else { 1 }
    }

    /// CLP04 in cents.
    fn paid(&self) -> i64 {
        self.sign() * self.decisions.iter().map(|decision| decision.paid).sum::<i64>()
    }
}

/// An 835 of some payments; its sum is what the lines say.
///
/// # Errors
/// When a line does not balance.
pub fn advise_835(file: &ReadFile, number: u32, payments: &[Payment<'_>]) -> Result<String> {
    let total: i64 = payments.iter().map(Payment::paid).sum();
    let day = &file.day;
    let method = if total == 0 {
        "H*0*C*NON************"
    } else {
        "I*T*C*ACH*CCP*01*999999992*DA*123456*1002541999**01*999988880*DA*98765*"
    };
    let mut body = vec![
        format!("BPR*{}{day}", method.replacen("*T*", &format!("*{}*", dollars(total)), 1)),
        format!("TRN*1*EFT{day}{number}*1002541999"),
        format!("DTM*405*{day}"),
        format!("N1*PR*{}", file.payer.0),
        "N3*1 PAYER WAY".to_owned(),
        "N4*DENVER*CO*802031234".to_owned(),
        format!("REF*2U*{}", file.payer.1),
        "PER*BL*EDI HELP*TE*8005550100".to_owned(),
        format!("N1*PE*{}*XX*{}", file.provider.0, file.provider.1),
        "LX*1".to_owned(),
    ];
    for (at, payment) in payments.iter().enumerate() {
        body.extend(claim_payment(file, payment, &format!("ICN{number}{at}"))?);
    }
    Ok(interchange(file, ("HP", "835", "005010X221A1"), number, &body))
}

fn claim_payment(file: &ReadFile, payment: &Payment<'_>, icn: &str) -> Result<Vec<String>> {
    let (claim, sign) = (payment.claim, payment.sign());
    let adjustments = payment.decisions.iter().flat_map(|decision| &decision.adjustments);
    let patient: i64 = adjustments.filter(|(group, ..)| *group == "PR").map(|(.., amount)| amount).sum();
    let patient = if patient == 0 { String::new() } else { dollars(sign * patient) };
    let mut body = vec![
        format!(
            "CLP*{}*{}*{}*{}*{patient}*12*{icn}*11*1",
            payment.named,
            payment.status,
            dollars(sign * claim.charge),
            dollars(payment.paid())
        ),
        format!("NM1*QC*1*{}*{}****MI*{}", claim.name.0, claim.name.1, claim.member_id),
        format!("DTM*050*{}", file.day),
    ];
    ensure!(payment.decisions.len() == claim.lines.len(), "a decision for each line");
    for (line, decision) in claim.lines.iter().zip(&payment.decisions) {
        let adjusted: i64 = decision.adjustments.iter().map(|(.., amount)| amount).sum();
        ensure!(line.charge == decision.paid + adjusted, "{} does not balance", line.procedure);
        let (charge, paid) = (dollars(sign * line.charge), dollars(sign * decision.paid));
        body.push(format!("SVC*{}*{charge}*{paid}**1", line.procedure));
        body.push(format!("DTM*472*{}", line.day));
        for (group, reason, amount) in &decision.adjustments {
            body.push(format!("CAS*{group}*{reason}*{}", dollars(sign * amount)));
        }
        if !line.control_number.is_empty() {
            body.push(format!("REF*6R*{}", line.control_number));
        }
        if let Some(remark) = decision.remark {
            body.push(format!("LQ*HE*{remark}"));
        }
    }
    Ok(body)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_cents_and_come_back_as_dollars() {
        for (text, expected) in [("140", 14_000), ("1.5", 150), ("0.05", 5)] {
            assert_eq!(cents(text).unwrap(), expected);
        }
        assert_eq!([14_000, 5, 150, -5, -14_000].map(dollars), ["140", "0.05", "1.50", "-0.05", "-140"]);
        assert!(cents("1.234").is_err());
    }

    #[test]
    fn a_claim_is_read_with_its_lines() {
        let text = "ISA*00*          *00*          *ZZ*CHERRY01       *ZZ*EX*~GS*HC*a*b*20261120*1200*7*X*g~ST*837*0001*g~BHT*0019*00*R7*20261120*1200*CH~\
            NM1*85*2*CHERRY*****XX*2000100109~NM1*IL*1*ABRAMS*NADIA****MI*FR1~NM1*PR*2*FRONT*****PI*FRH01~CLM*CK00001-1*140***11:B:7*Y*A*Y*Y~\
            REF*F8*ICN1~LX*1~SV1*HC:99213*140*UN*1***1~DTP*472*D8*20261012~REF*6R*CK00001-1-1~";
        let file = read_837(text).unwrap();
        let claim = file.claims.first().unwrap();
        assert_eq!((claim.frequency.as_str(), claim.answers.as_deref(), claim.charge), ("7", Some("ICN1"), 14_000));
        assert_eq!(claim.lines.first().unwrap().control_number, "CK00001-1-1");
        let denied = Decision { paid: 0, adjustments: vec![("CO", "50", 14_000)], remark: None };
        let payment = Payment { claim, named: claim.number.clone(), status: "4", decisions: vec![denied] };
        let advice = advise_835(&file, 3, &[payment]).unwrap();
        assert!(
            advice.contains("CLP*CK00001-1*4*140*0**12*ICN30*11*1~") && advice.contains("CAS*CO*50*140~"),
            "{advice}"
        );
        assert!(advice.contains("BPR*H*0*C*NON*") && advice.contains("GS*HP*FRH01*CHERRY01*20261120*"), "{advice}");
    }

    #[test]
    fn a_decision_that_is_taken_back_has_its_amounts_turned_round() {
        let text = "ISA*00*          *00*          *ZZ*CHERRY01       *ZZ*EX*~GS*HC*a*b*20261120*1200*7*X*g~ST*837*0001*g~NM1*PR*2*FRONT*****PI*FRH01~\
            CLM*CK00001-1*140***11:B:1*Y*A*Y*Y~LX*1~SV1*HC:99213*140*UN*1***1~DTP*472*D8*20261012~";
        let file = read_837(text).unwrap();
        let claim = file.claims.first().unwrap();
        let of = |status, paid| Payment {
            claim,
            named: claim.number.clone(),
            status,
            decisions: vec![Decision { paid, adjustments: vec![("CO", "45", 14_000 - paid)], remark: None }],
        };
        let advice = advise_835(&file, 3, &[of("22", 9_000), of("1", 10_000)]).unwrap();
        for segment in [
            "BPR*I*10*C*ACH",
            "CLP*CK00001-1*22*-140*-90**12",
            "SVC*HC:99213*-140*-90**1~",
            "CAS*CO*45*-50~",
            "CAS*CO*45*40~",
        ] {
            assert!(advice.contains(segment), "{segment}: {advice}");
        }
    }
}
