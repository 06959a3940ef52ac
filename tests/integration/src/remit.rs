//! A small payer: decides claims and writes its 835, with the truth to the cent.

use crate::payer::{EarlierDecision, SentClaim, interchange};
use crate::{data, dollars};

/// Group, reason, cents.
pub type Cas = (&'static str, &'static str, i64);

/// What the payer decides on one claim.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The claim.
    pub claim: SentClaim,
    /// CLP02.
    pub status: &'static str,
    /// CLP07.
    pub icn: String,
    /// Lines; none when it is decided as a whole.
    pub lines: Vec<Decided>,
    /// CAS of the claim as a whole.
    pub whole: Vec<Cas>,
    /// CLP03 in cents.
    pub charge: i64,
    /// AMT*I in cents; the money itself comes as PLB.
    pub interest: i64,
}

/// What the payer decides on one line.
#[derive(Debug, Clone)]
pub struct Decided {
    /// SVC01 without its qualifier.
    pub procedure: String,
    /// SVC06: what was billed, where it is another.
    pub was: Option<String>,
    /// SVC02 in cents.
    pub charge: i64,
    /// CAS.
    pub cas: Vec<Cas>,
    /// REF*6R.
    pub reference: String,
    /// DTM*472.
    pub day: String,
}

impl Decided {
    fn paid(&self) -> i64 {
        self.charge - self.cas.iter().map(|(_, _, cents)| cents).sum::<i64>()
    }
}

/// What must stand in the books for a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Truth {
    /// Paid.
    pub paid: i64,
    /// Every CAS but PR.
    pub adjustment: i64,
    /// PR.
    pub patient: i64,
    /// What stays open: patient's share and what was denied.
    pub open: i64,
}

impl Truth {
    /// The same, as `office::money` tells it.
    #[must_use]
    pub fn cents(self) -> [i64; 4] {
        [self.paid, self.adjustment, self.patient, self.open]
    }
}

fn share(charge: i64, per_cent: i64) -> i64 {
    charge * per_cent / 100
}

/// The ordinary decision on a line: 30 per cent contractual, 10 per cent coinsurance, the rest paid.
fn ordinary(charge: i64) -> Vec<Cas> {
    vec![("CO", "45", share(charge, 30)), ("PR", "2", share(charge, 10))]
}

impl Decision {
    /// Pays each line as usual.
    #[must_use]
    pub fn paid(claim: &SentClaim) -> Decision {
        let line = |line: &crate::payer::SentLine| Decided {
            procedure: line.procedure.clone(),
            was: None,
            charge: line.charge,
            cas: ordinary(line.charge),
            reference: line.reference.clone(),
            day: line.day.clone(),
        };
        Decision {
            status: match claim.coverage.0.as_str() {
                "S" => "2",
                "T" => "3",
                _ => "1",
            },
            icn: format!("ICN{}", claim.number.replace('-', "")),
            lines: claim.lines.iter().map(line).collect(),
            whole: Vec::new(),
            charge: claim.charge,
            interest: 0,
            claim: claim.clone(),
        }
    }

    /// Gives every line to one reason.
    #[must_use]
    pub fn denied(claim: &SentClaim, group: &'static str, carc: &'static str) -> Decision {
        let mut decision = Decision::paid(claim);
        for line in &mut decision.lines {
            line.cas = vec![(group, carc, line.charge)];
        }
        decision.status = "4";
        decision
    }

    /// Denies one line, from 0.
    #[must_use]
    pub fn line_denied(claim: &SentClaim, at: usize, group: &'static str, carc: &'static str) -> Decision {
        let mut decision = Decision::paid(claim);
        let line = &mut decision.lines[at];
        line.cas = vec![(group, carc, line.charge)];
        decision
    }

    /// Pays a line without its modifiers.
    #[must_use]
    pub fn modifier_dropped(claim: &SentClaim, at: usize) -> Decision {
        let mut decision = Decision::paid(claim);
        let line = &mut decision.lines[at];
        line.was = Some(line.procedure.clone());
        line.procedure = line.procedure.split(':').next().unwrap_or_default().to_owned();
        decision
    }

    /// Splits a line in two.
    #[must_use]
    pub fn split(claim: &SentClaim, at: usize) -> Decision {
        let mut decision = Decision::paid(claim);
        let whole = decision.lines.remove(at);
        let first = whole.charge / 3;
        for charge in [whole.charge - first, first] {
            decision.lines.insert(at, Decided { charge, cas: ordinary(charge), ..whole.clone() });
        }
        decision
    }

    /// Bundles the second line into the first: paid above the charge there (OA-94), nothing here (CO-97).
    #[must_use]
    pub fn bundled(claim: &SentClaim) -> Decision {
        let mut decision = Decision::paid(claim);
        let (into, charge) = (decision.lines[0].procedure.clone(), decision.lines[1].charge);
        decision.lines[0].cas.insert(0, ("OA", "94", -charge));
        let second = &mut decision.lines[1];
        second.was = Some(std::mem::replace(&mut second.procedure, into));
        second.cas = vec![("CO", "97", charge)];
        decision
    }

    /// Pays interest beside the claim.
    #[must_use]
    pub fn with_interest(claim: &SentClaim, cents: i64) -> Decision {
        Decision { interest: cents, ..Decision::paid(claim) }
    }

    /// Pays and forwards to the next payer.
    #[must_use]
    pub fn crossover(claim: &SentClaim) -> Decision {
        Decision { status: "19", ..Decision::paid(claim) }
    }

    /// Decides on the claim as a whole.
    #[must_use]
    pub fn as_a_whole(claim: &SentClaim) -> Decision {
        Decision { lines: Vec::new(), whole: ordinary(claim.charge), ..Decision::paid(claim) }
    }

    /// As second payer: what the first one took off or paid has no effect (OA-23), the rest is paid.
    #[must_use]
    pub fn secondary(claim: &SentClaim) -> Decision {
        let mut decision = Decision::paid(claim);
        for (line, sent) in decision.lines.iter_mut().zip(&claim.lines) {
            let taken = |before: &EarlierDecision| {
                let cut = before.cas.iter().filter(|(group, _, _)| group != "PR").map(|(_, _, cents)| cents);
                before.paid + cut.sum::<i64>()
            };
            line.cas = vec![("OA", "23", sent.decided.iter().map(taken).sum())];
        }
        decision
    }

    /// Takes the decision back.
    #[must_use]
    pub fn reversed(&self) -> Decision {
        let back = |cas: &[Cas]| cas.iter().map(|(group, carc, cents)| (*group, *carc, -cents)).collect::<Vec<_>>();
        let line = |line: &Decided| Decided { charge: -line.charge, cas: back(&line.cas), ..line.clone() };
        Decision {
            status: "22",
            lines: self.lines.iter().map(line).collect(),
            whole: back(&self.whole),
            charge: -self.charge,
            ..self.clone()
        }
    }

    /// The decision anew: so many cents less for the first line, as a deductible.
    #[must_use]
    pub fn lowered(&self, cents: i64) -> Decision {
        let mut lower = self.clone();
        lower.lines[0].cas.push(("PR", "1", cents));
        lower.icn += "C";
        lower
    }

    fn every(&self) -> impl Iterator<Item = Cas> {
        self.whole.iter().chain(self.lines.iter().flat_map(|line| line.cas.iter())).copied()
    }

    /// CLP04 in cents.
    #[must_use]
    pub fn payment(&self) -> i64 {
        self.charge - self.every().map(|(_, _, cents)| cents).sum::<i64>()
    }

    /// What it leaves in the books.
    #[must_use]
    pub fn truth(&self) -> Truth {
        let sum =
            |test: &dyn Fn(&Cas) -> bool| self.every().filter(|cas| test(cas)).map(|(_, _, cents)| cents).sum::<i64>();
        let patient = sum(&|(group, _, _)| *group == "PR");
        let denied = sum(&|(group, carc, _)| {
            *group != "PR" && !matches!((*group, *carc), ("CO", "45" | "253")) && !matches!(*carc, "23" | "94")
        });
        Truth {
            paid: self.payment(),
            adjustment: sum(&|(group, _, _)| *group != "PR"),
            patient,
            open: patient + denied,
        }
    }

    fn segments(&self) -> Vec<String> {
        let SentClaim { number, patient, member, frequency, .. } = &self.claim;
        let patient_cents = self.truth().patient;
        let owed = if patient_cents == 0 { String::new() } else { dollars(patient_cents) };
        let (charge, paid) = (dollars(self.charge), dollars(self.payment()));
        let mut said =
            vec![format!("CLP*{number}*{}*{charge}*{paid}*{owed}*12*{}*11*{frequency}", self.status, self.icn)];
        said.extend(cas_segments(&self.whole));
        said.push(format!("NM1*QC*1*{}*{}****MI*{member}", patient.0, patient.1));
        if self.status == "19" {
            said.push("NM1*TT*2*NEXT PLAN*****PI*77777".to_owned());
        }
        said.push("DTM*050*20260910".to_owned());
        if self.interest != 0 {
            said.push(format!("AMT*I*{}", dollars(self.interest)));
        }
        for line in &self.lines {
            let was = line.was.as_ref().map(|was| format!("*HC:{was}")).unwrap_or_default();
            said.push(format!("SVC*HC:{}*{}*{}**1{was}", line.procedure, dollars(line.charge), dollars(line.paid())));
            said.push(format!("DTM*472*{}", line.day));
            said.extend(cas_segments(&line.cas));
            if !line.reference.is_empty() {
                said.push(format!("REF*6R*{}", line.reference));
            }
        }
        said
    }
}

fn cas_segments(cas: &[Cas]) -> Vec<String> {
    let of = |group: &str| {
        let mine = cas.iter().filter(|(of, _, cents)| *of == group && *cents != 0);
        let parts: Vec<String> = mine.map(|(_, carc, cents)| format!("{carc}*{}", dollars(*cents))).collect();
        (!parts.is_empty()).then(|| format!("CAS*{group}*{}", parts.join("**")))
    };
    ["CO", "PR", "OA", "PI"].into_iter().filter_map(of).collect()
}

/// A remittance.
#[derive(Debug, Clone)]
pub struct Era {
    /// TRN02.
    pub trace: String,
    /// ISA13.
    pub control: u32,
    /// Its claims.
    pub decisions: Vec<Decision>,
    /// PLB: reason, reference, cents (above zero reduces the payment).
    pub plb: Vec<(&'static str, &'static str, i64)>,
    /// Cents that BPR02 is off.
    pub off: i64,
}

impl Era {
    /// A remittance over decisions; interest comes as PLB L6.
    #[must_use]
    pub fn new(trace: &str, decisions: Vec<Decision>) -> Era {
        let interest: i64 = decisions.iter().map(|decision| decision.interest).sum();
        let plb = if interest == 0 { Vec::new() } else { vec![("L6", "INTEREST", -interest)] };
        Era { trace: trace.to_owned(), control: 900, decisions, plb, off: 0 }
    }

    /// BPR02 in cents.
    #[must_use]
    pub fn payment(&self) -> i64 {
        let claims: i64 = self.decisions.iter().map(Decision::payment).sum();
        claims - self.plb.iter().map(|(_, _, cents)| cents).sum::<i64>() + self.off
    }

    /// The file.
    #[must_use]
    pub fn text(&self) -> String {
        let payer = self.decisions.first().map(|decision| decision.claim.payer.clone());
        let (id, name) = payer.unwrap_or_else(|| (data::PAYERS[1].0.to_owned(), data::PAYERS[1].1.to_owned()));
        let tin = format!("1{:0>9}", id.bytes().map(u32::from).sum::<u32>());
        let paid = dollars(self.payment());
        let bpr = if self.payment() == 0 {
            format!("BPR*H*0*C*NON{}*20260914", "*".repeat(11))
        } else {
            format!("BPR*I*{paid}*C*ACH*CCP*01*999999992*DA*123456*{tin}**01*999988880*DA*98765*20260914")
        };
        let mut said = vec![
            "ST*835*0001".to_owned(),
            bpr,
            format!("TRN*1*{}*{tin}", self.trace),
            "DTM*405*20260914".to_owned(),
            format!("N1*PR*{name}"),
            "N3*1 PAYER WAY".to_owned(),
            "N4*HARTFORD*CT*061031234".to_owned(),
            format!("REF*2U*{id}"),
            "PER*BL*EDI HELP*TE*8005550100".to_owned(),
            format!("N1*PE*PAYEE*XX*{}", data::billing_npi()),
            "REF*TJ*840001234".to_owned(),
            "LX*1".to_owned(),
        ];
        said.extend(self.decisions.iter().flat_map(Decision::segments));
        if !self.plb.is_empty() {
            let parts: Vec<String> =
                self.plb.iter().map(|(code, what, cents)| format!("{code}:{what}*{}", dollars(*cents))).collect();
            said.push(format!("PLB*{}*20261231*{}", data::billing_npi(), parts.join("*")));
        }
        interchange("HP", "005010X221A1", self.control, &[said])
    }
}
