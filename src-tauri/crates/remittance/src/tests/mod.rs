//! Scenarios: what payers do, and what the books must say to the cent.

mod balancing;
mod cob;
mod fates;
mod matching;
mod money;
mod properties;

use crate::*;
use claims::{Adjustment, ClaimOutcome, ClaimState, DateValue};
use ledger::{ClaimBalance, Movement, Posting, PostingKind, PostingSubject, Source};
use values::{
    AdjustmentGroup, Carc, ClaimFrequency, ClaimId, ClaimPaymentStatus, Date, FilingIndicator, Modifier, Money,
    PatientId, PayerId, ProcedureCode, ProcedureQualifier, Quantity, Rarc, RemittanceId,
};

type Cas = (&'static str, &'static str, i64);

fn money(cents: i64) -> Money {
    Money::from_cents(cents).unwrap()
}

fn day(of_march: i8) -> Date {
    Date::new(2026, 3, of_march).unwrap()
}

/// The remedies of the codes that the scenarios use, as the table has them.
fn remedy(carc: &Carc) -> Option<ReasonClass> {
    ReasonClass::from_remedy(match carc.as_str() {
        "1" | "2" | "3" | "85" => "patient",
        "45" | "253" | "59" => "contractual",
        "23" | "94" | "100" => "informational",
        "B11" | "109F" => "forwarded",
        "133" => "wait",
        "16" | "4" => "correct",
        "18" => "duplicate",
        "27" => "eligibility",
        "29" => "timely_filing",
        "50" => "appeal",
        "97" => "bundling",
        "197" => "authorization",
        "204" => "noncovered",
        _ => return None,
    })
}

fn adjustments(cas: &[Cas]) -> Vec<Adjustment> {
    let one = |(group, carc, cents): &Cas| Adjustment {
        group: AdjustmentGroup::parse(group).unwrap(),
        carc: Carc::parse(carc).unwrap(),
        amount: money(*cents),
        quantity: None,
    };
    cas.iter().map(one).collect()
}

fn procedure(text: &str) -> PaidProcedure {
    let mut parts = text.split(':');
    PaidProcedure {
        qualifier: ProcedureQualifier::parse("HC").ok(),
        code: parts.next().map(|code| ProcedureCode::parse(code).unwrap()),
        modifiers: parts.map(|modifier| Modifier::parse(modifier).unwrap()).collect(),
    }
}

/// A line on file: number, `99213:25`, charge.
fn on_line(number: u16, text: &str, cents: i64) -> LineOnFile {
    let billed = procedure(text);
    LineOnFile {
        number,
        procedure: billed.code.unwrap(),
        modifiers: billed.modifiers,
        charge: money(cents),
        units: Quantity::ONE,
        date_of_service: Some(DateValue::Day(day(2))),
        control_numbers: vec![format!("K1-{number}")],
        in_account: money(cents),
    }
}

fn on_file(lines: Vec<LineOnFile>) -> ClaimOnFile {
    ClaimOnFile {
        claim_id: ClaimId::new(11),
        patient_id: PatientId::new(12),
        patient_control_numbers: vec!["CK-100-1".into(), "CK-100-2".into()],
        payer_claim_control_numbers: vec!["ICN1".into()],
        patient_last_name: "Núñez-Ortega".into(),
        patient_first_name: "José".into(),
        payer_ids: vec!["60054".into()],
        charge: lines.iter().map(|line| line.charge).sum(),
        lines,
    }
}

/// An SVC that balances.
fn svc(text: &str, cents: i64, cas: &[Cas]) -> LinePayment {
    LinePayment {
        adjudicated: procedure(text),
        original: None,
        charge: money(cents),
        paid: money(cents - cas.iter().map(|(_, _, amount)| amount).sum::<i64>()),
        units: Some(Quantity::ONE),
        date_of_service: Some(DateValue::Day(day(2))),
        adjustments: adjustments(cas),
        control_number: String::new(),
        allowed: None,
        remarks: Vec::new(),
        policies: Vec::new(),
        segment: 21,
    }
}

fn changed_from(line: LinePayment, original: &str) -> LinePayment {
    LinePayment { original: Some(Box::new(procedure(original))), ..line }
}

fn numbered(line: LinePayment, number: &str) -> LinePayment {
    LinePayment { control_number: number.into(), ..line }
}

/// A CLP that balances.
fn clp(status: &str, lines: Vec<LinePayment>) -> ClaimPayment {
    ClaimPayment {
        patient_control_number: "CK-100-1".into(),
        status: ClaimPaymentStatus::parse(status).unwrap(),
        charge: lines.iter().map(|line| line.charge).sum(),
        paid: lines.iter().map(|line| line.paid).sum(),
        patient_responsibility: None,
        filing_indicator: FilingIndicator::parse("12").ok(),
        payer_claim_control_number: "ICN1".into(),
        place_of_service: None,
        frequency: Some(ClaimFrequency::Original),
        adjustments: Vec::new(),
        patient: PaymentPerson { last_name: "NUNEZ ORTEGA".into(), first_name: "JOSE".into(), id: String::new() },
        subscriber: None,
        corrected: None,
        rendering_provider_id: String::new(),
        forwarded_to: String::new(),
        statement_dates: None,
        received_on: None,
        interest: Money::ZERO,
        remarks: Vec::new(),
        references: Vec::new(),
        told: Vec::new(),
        lines,
        segment: 20,
    }
}

/// A CLP decided as a whole.
fn whole(status: &str, cents: i64, cas: &[Cas]) -> ClaimPayment {
    let paid = money(cents - cas.iter().map(|(_, _, amount)| amount).sum::<i64>());
    ClaimPayment { charge: money(cents), paid, adjustments: adjustments(cas), ..clp(status, Vec::new()) }
}

/// The same with every sign turned.
fn reversed(claim: &ClaimPayment) -> ClaimPayment {
    let turn = |list: &[Adjustment]| -> Vec<Adjustment> {
        list.iter().map(|adjustment| Adjustment { amount: -adjustment.amount, ..adjustment.clone() }).collect()
    };
    let line = |line: &LinePayment| LinePayment {
        charge: -line.charge,
        paid: -line.paid,
        adjustments: turn(&line.adjustments),
        ..line.clone()
    };
    ClaimPayment {
        status: ClaimPaymentStatus::Reversal,
        charge: -claim.charge,
        paid: -claim.paid,
        adjustments: turn(&claim.adjustments),
        lines: claim.lines.iter().map(line).collect(),
        ..claim.clone()
    }
}

/// A claim with its books.
struct Book {
    on_file: ClaimOnFile,
    outcomes: Vec<ClaimOutcome>,
    postings: Vec<Posting>,
    balance: ClaimBalance,
    state: ClaimState,
}

impl Book {
    /// The claim with what stands in its account charged.
    fn of(lines: Vec<LineOnFile>) -> Book {
        let on_file = on_file(lines);
        let charge = |line: &LineOnFile| {
            let subject = PostingSubject { line: Some(line.number), ..PostingSubject::new(day(2), Source::Charge) };
            subject.post(PostingKind::Charge, Movement::CHARGE, line.in_account)
        };
        let postings: Vec<Posting> = on_file.lines.iter().filter_map(charge).collect();
        let balance = ClaimBalance::of(&postings);
        Book { on_file, outcomes: Vec::new(), postings, balance, state: ClaimState::PayerAccepted }
    }

    fn propose(&self, claim: &ClaimPayment, remittance: u64) -> Result<Proposal, Aside> {
        let context = Context {
            remittance_id: RemittanceId::new(remittance),
            payer_id: Some(PayerId::new(5)),
            posted_on: day(20),
            adjudicated_on: day(10 + i8::try_from(remittance).unwrap()),
            reasons: &remedy,
            state: self.state,
            outcomes: &self.outcomes,
            balance: &self.balance,
        };
        propose(claim, &self.on_file, &context)
    }

    fn post(&mut self, claim: &ClaimPayment, remittance: u64) -> Result<Proposal, Aside> {
        let made = self.propose(claim, remittance)?;
        self.outcomes.extend(made.superseded.clone());
        self.outcomes.push(made.outcome.clone());
        self.postings.extend(made.postings.clone());
        self.balance = made.balance.clone();
        self.state = made.state;
        assert_eq!(self.balance, ClaimBalance::of(&self.postings));
        Ok(made)
    }

    /// insurance, denied, patient.
    fn open(&self) -> (i64, i64, i64) {
        let open = self.balance.open();
        (open.insurance.cents(), open.denied.cents(), open.patient.cents())
    }

    /// paid, adjustment, patient responsibility as the payer's standing outcomes sum up.
    fn sums(&self) -> (i64, i64, i64) {
        let mut sums = (0, 0, 0);
        for outcome in self.outcomes.iter().filter(|outcome| !outcome.is_undone) {
            sums.0 += outcome.paid.cents();
            for adjustment in outcome.every_adjustment() {
                match adjustment.group {
                    AdjustmentGroup::PatientResponsibility => sums.2 += adjustment.amount.cents(),
                    _ => sums.1 += adjustment.amount.cents(),
                }
            }
        }
        sums
    }
}

fn kinds(proposal: &Proposal) -> Vec<&'static str> {
    proposal.exceptions.iter().map(|exception| exception.kind.name()).collect()
}

fn remark(code: &str) -> Vec<Rarc> {
    vec![Rarc::parse(code).unwrap()]
}
