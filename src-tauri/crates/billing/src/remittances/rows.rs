//! Claim payments as rows: what each says, what it is compared with, what happens next.

use super::on_file::on_file;
use super::places::Places;
use super::post::{Fate, SeenPart, SeenPayment, reasons_of};
use super::sheet::{
    LineCompared, NextStep, OurLine, PaidClaim, PaymentLineRow, PaymentNote, PaymentRow, PaymentState, ReasonRow,
    Shares,
};
use super::told::told;
use crate::claim::choose_coverage;
use crate::desk::Desk;
use crate::error::Result;
use crate::reference::Reference;
use claims::{Adjustment, ClaimState, DateValue};
use records::{ClaimClinical, ClaimCoverage, ClaimFinancial, PaymentChoice, RemittanceRecord, RemittanceState, Unit};
use remittance::{
    Aside, ClaimOnFile, ClaimPayment, ExceptionKind, LineOnFile, LinePayment, PaidProcedure, PayerContact, Proposal,
    RemittanceAdvice, Treatment, balance, match_lines,
};
use std::collections::BTreeMap;
use values::{AdjustmentGroup, ClaimId, ClaimPaymentStatus, Date, Money, RemittanceId};

/// Makes rows of one remittance.
pub(super) struct Rows<'a, 'v> {
    desk: &'a Desk<'v>,
    unit: &'a Unit<'v>,
    record: &'a RemittanceRecord,
    contact: Option<&'a PayerContact>,
    next_payers: BTreeMap<ClaimId, bool>,
}

impl<'a, 'v> Rows<'a, 'v> {
    pub(super) fn new(
        desk: &'a Desk<'v>,
        unit: &'a Unit<'v>,
        (record, contact): (&'a RemittanceRecord, Option<&'a PayerContact>),
    ) -> Rows<'a, 'v> {
        Rows { desk, unit, record, contact, next_payers: BTreeMap::new() }
    }

    pub(super) fn row(&mut self, at: usize, payment: &ClaimPayment, seen: SeenPayment) -> Result<PaymentRow> {
        let position = u32::try_from(at).unwrap_or(u32::MAX);
        let lines: Vec<PaymentLineRow> =
            payment.lines.iter().enumerate().map(|(at, line)| self.line(at, line, &seen)).collect();
        let state = self.state(payment, &seen, &lines);
        let mut claims = Vec::new();
        for part in &seen.parts {
            claims.push(self.paid_claim(part)?);
        }
        Ok(PaymentRow {
            position,
            patient: (payment.patient.last_name.to_uppercase(), payment.patient.first_name.clone()),
            patient_control_number: payment.patient_control_number.clone(),
            payer_claim_control_number: payment.payer_claim_control_number.clone(),
            status: payment.status,
            date_of_service: first_day(payment),
            shares: claim_shares(payment),
            reasons: self.reasons(&payment.adjustments),
            state,
            is_decided: self.record.choices.contains_key(&position),
            next: self.next(payment, state, &seen)?,
            notes: notes(payment, &seen, &lines),
            told: told(payment, self.contact),
            claims,
            lines,
        })
    }

    fn paid_claim(&self, part: &SeenPart) -> Result<PaidClaim> {
        let claim: ClaimFinancial = self.unit.need(part.claim.claim_id)?;
        Ok(PaidClaim {
            claim_id: part.claim.claim_id,
            patient_control_number: claim.account.patient_control_number.to_string(),
            charge: part.claim.charge,
            patient: (part.claim.patient_last_name.to_uppercase(), part.claim.patient_first_name.clone()),
            by: part.by,
        })
    }

    fn state(&self, payment: &ClaimPayment, seen: &SeenPayment, lines: &[PaymentLineRow]) -> PaymentState {
        match seen.fate {
            Fate::NoMatch => PaymentState::NoMatch,
            Fate::SeveralMatch => PaymentState::SeveralMatch,
            Fate::Detached => PaymentState::Detached,
            Fate::OutOfBalance => PaymentState::OutOfBalance,
            Fate::Held => PaymentState::Held,
            Fate::Placed => self.placed(payment, seen, lines),
        }
    }

    fn placed(&self, payment: &ClaimPayment, seen: &SeenPayment, lines: &[PaymentLineRow]) -> PaymentState {
        let aside = seen.parts.iter().find_map(|part| match &part.result {
            Some(Err(aside)) => Some(*aside),
            Some(Ok(_)) | None => None,
        });
        let has = |kind: ExceptionKind| proposals(seen).any(|made| made.exceptions.iter().any(|it| it.kind == kind));
        let is_whole = seen.parts.len() == 1;
        let differs_in_charge = is_whole
            && payment.status != ClaimPaymentStatus::Reversal
            && seen.parts.iter().any(|part| part.claim.charge != payment.charge);
        let strange = lines.iter().any(|line| line.compared == LineCompared::NoLine && !line.shares.charge.is_zero());
        let denied = lines.iter().any(|line| line.reasons.iter().any(|reason| reason.is_denial))
            || self.reasons(&payment.adjustments).iter().any(|reason| reason.is_denial);
        match aside {
            Some(Aside::ReversalWithoutOriginal) => PaymentState::NothingToTakeBack,
            Some(Aside::Duplicate) => PaymentState::Twice,
            Some(Aside::Predetermination) => PaymentState::Predetermination,
            None if payment.status == ClaimPaymentStatus::Reversal => PaymentState::Takeback,
            None if has(ExceptionKind::DuplicateClaim) => PaymentState::PaidAgain,
            None if strange || differs_in_charge => PaymentState::Differs,
            None if denied => PaymentState::Denied,
            None => PaymentState::Matched,
        }
    }

    fn next(&mut self, payment: &ClaimPayment, state: PaymentState, seen: &SeenPayment) -> Result<NextStep> {
        use super::sheet::PaymentGroup;
        match state.group() {
            PaymentGroup::NeedsYou if self.record.state != RemittanceState::Posted => return Ok(NextStep::Decide),
            PaymentGroup::NeedsYou | PaymentGroup::KeptOut => return Ok(NextStep::StandsAside),
            PaymentGroup::Look | PaymentGroup::Posts => {}
        }
        let mut next = NextStep::Close;
        for part in &seen.parts {
            let id = part.claim.claim_id;
            let claim_state = match &part.result {
                Some(Ok(proposal)) => proposal.state,
                Some(Err(_)) | None => self.unit.need::<ClaimFinancial>(id)?.account.state,
            };
            let is_forwarded = claim_state == ClaimState::ForwardedCrossover || payment.status.is_forwarded();
            let step = if matches!(claim_state, ClaimState::Denied | ClaimState::PartiallyPaid) {
                NextStep::WorkDenial
            } else if claim_state == ClaimState::Pended {
                NextStep::WaitForPayer
            } else if claim_state == ClaimState::Reversed {
                NextStep::WaitForCorrection
            } else if is_forwarded {
                NextStep::Forwarded
            } else if claim_state != ClaimState::PatientResponsibility {
                NextStep::Close
            } else if self.has_next_payer(id)? {
                NextStep::NextPayer
            } else {
                NextStep::Patient
            };
            if step != NextStep::Close {
                next = step;
            }
        }
        Ok(next)
    }

    fn has_next_payer(&mut self, id: ClaimId) -> Result<bool> {
        if let Some(known) = self.next_payers.get(&id) {
            return Ok(*known);
        }
        let coverage: ClaimCoverage = self.unit.need(id)?;
        let clinical: ClaimClinical = self.unit.need(id)?;
        let found = match coverage.sequence.next() {
            Some(sequence) => {
                let day = clinical.visit.date_of_service();
                choose_coverage(self.unit, coverage.patient_id, sequence, day)?.is_some()
            }
            None => false,
        };
        self.next_payers.insert(id, found);
        Ok(found)
    }

    fn line(&self, at: usize, line: &LinePayment, seen: &SeenPayment) -> PaymentLineRow {
        let found = seen.parts.iter().find_map(|part| {
            let (_, number) = part.lines.iter().find(|(position, _)| *position == at)?;
            Some((&part.claim, part.claim.lines.iter().find(|own| Some(own.number) == *number)))
        });
        let (ours, compared) = match found {
            None => (None, LineCompared::NoClaim),
            Some((_, None)) => (None, LineCompared::NoLine),
            Some((claim, Some(own))) => (Some(our_line(claim, own)), compared(line, own)),
        };
        let label = |code: &values::Rarc| self.desk.codes().rarc(code.as_str()).map(|rarc| rarc.label.clone());
        PaymentLineRow {
            position: u32::try_from(at).unwrap_or(u32::MAX),
            procedure: procedure(&line.adjudicated),
            date_of_service: line.date_of_service.map(DateValue::first),
            ours,
            shares: shares((line.charge, line.paid, line.allowed), &line.adjustments),
            reasons: self.reasons(&line.adjustments),
            remarks: line.remarks.iter().map(|code| (code.to_string(), label(code))).collect(),
            policies: line.policies.clone(),
            compared,
        }
    }

    fn reasons(&self, adjustments: &[Adjustment]) -> Vec<ReasonRow> {
        let classes = reasons_of(self.desk.codes());
        let row = |adjustment: &Adjustment| {
            let treatment = Treatment::of_adjustment(adjustment, &classes);
            ReasonRow {
                group: adjustment.group.code(),
                carc: adjustment.carc.to_string(),
                label: self.desk.codes().carc(adjustment.carc.as_str()).map(|carc| carc.label.clone()),
                amount: adjustment.amount,
                is_denial: treatment == Treatment::Denied && adjustment.amount > Money::ZERO,
            }
        };
        adjustments.iter().map(row).collect()
    }
}

fn proposals(seen: &SeenPayment) -> impl Iterator<Item = &Proposal> {
    seen.parts.iter().filter_map(|part| part.result.as_ref().and_then(|result| result.as_ref().ok()))
}

fn notes(payment: &ClaimPayment, seen: &SeenPayment, lines: &[PaymentLineRow]) -> Vec<PaymentNote> {
    let mut notes = Vec::new();
    let shares = claim_shares(payment);
    if !shares.difference.is_zero() {
        notes.push(PaymentNote::OutOfBalance(shares.difference));
    }
    if let ([part], true) = (seen.parts.as_slice(), payment.status != ClaimPaymentStatus::Reversal)
        && part.claim.charge != payment.charge
    {
        notes.push(PaymentNote::OtherCharge(payment.charge - part.claim.charge));
    }
    if payment.status == ClaimPaymentStatus::Reversal {
        notes.push(PaymentNote::TakesBack(payment.paid.abs()));
    }
    for proposal in proposals(seen) {
        notes.extend(proposal.exceptions.iter().filter_map(|told| match (told.kind, told.difference) {
            (ExceptionKind::AmountMismatch, Some(off)) if payment.status == ClaimPaymentStatus::Reversal => {
                (told.segment == payment.segment).then_some(PaymentNote::OtherTakeback(off))
            }
            (ExceptionKind::DuplicateClaim, Some(paid)) => Some(PaymentNote::PaidAgain(paid)),
            _ => None,
        }));
        if let Some(back) = &proposal.superseded {
            notes.push(PaymentNote::Corrects(back.charge.abs()));
        }
        let unknown = proposal.exceptions.iter().filter(|told| told.kind == ExceptionKind::UnknownCode).count();
        notes.extend((unknown > 0).then(|| PaymentNote::UnknownReasons(u32::try_from(unknown).unwrap_or(u32::MAX))));
    }
    let strange = lines.iter().filter(|line| line.compared == LineCompared::NoLine).count();
    if strange > 0 {
        notes.push(PaymentNote::StrangeLines(u32::try_from(strange).unwrap_or(u32::MAX)));
    }
    if !payment.interest.is_zero() {
        notes.push(PaymentNote::Interest(payment.interest));
    }
    notes
}

fn first_day(payment: &ClaimPayment) -> Option<Date> {
    let lines = payment.lines.iter().filter_map(|line| line.date_of_service);
    lines.chain(payment.statement_dates).map(DateValue::first).min()
}

fn claim_shares(payment: &ClaimPayment) -> Shares {
    let all: Vec<Adjustment> = payment.every_adjustment().cloned().collect();
    let allowed = payment.lines.iter().map(|line| line.allowed).sum::<Option<Money>>();
    shares((payment.charge, payment.paid, allowed.filter(|_| !payment.lines.is_empty())), &all)
}

fn shares((charge, paid, allowed): (Money, Money, Option<Money>), adjustments: &[Adjustment]) -> Shares {
    let of = |group: AdjustmentGroup| -> Money {
        adjustments.iter().filter(|adjustment| adjustment.group == group).map(|adjustment| adjustment.amount).sum()
    };
    let all: Money = adjustments.iter().map(|adjustment| adjustment.amount).sum();
    Shares {
        charge,
        allowed,
        contractual: of(AdjustmentGroup::ContractualObligation),
        patient: of(AdjustmentGroup::PatientResponsibility),
        // A correction (CR) is nobody's share; it stands with what is neither's.
        other: of(AdjustmentGroup::OtherAdjustment) + of(AdjustmentGroup::Correction),
        payer_initiated: of(AdjustmentGroup::PayerInitiated),
        paid,
        difference: paid - (charge - all),
    }
}

fn procedure(paid: &PaidProcedure) -> (String, Vec<String>) {
    let code = paid.code.as_ref().map(ToString::to_string).unwrap_or_default();
    (code, paid.modifiers.iter().map(ToString::to_string).collect())
}

fn our_line(claim: &ClaimOnFile, own: &LineOnFile) -> OurLine {
    OurLine {
        claim_id: claim.claim_id,
        number: own.number,
        procedure: (own.procedure.to_string(), own.modifiers.iter().map(ToString::to_string).collect()),
        charge: own.charge,
    }
}

fn compared(line: &LinePayment, own: &LineOnFile) -> LineCompared {
    let theirs = &line.adjudicated;
    if theirs.code.as_ref() != Some(&own.procedure) {
        LineCompared::OtherProcedure
    } else if theirs.modifiers.iter().all(|it| own.modifiers.contains(it))
        && theirs.modifiers.len() < own.modifiers.len()
    {
        LineCompared::ModifiersDropped
    } else if theirs.modifiers.iter().any(|it| !own.modifiers.contains(it)) {
        LineCompared::OtherModifiers
    } else if line.charge.abs() != own.charge {
        LineCompared::OtherCharge
    } else {
        LineCompared::Same
    }
}

/// What became of each claim payment of a posted remittance, as the record and the claims say now.
pub(super) fn posted_payments(
    desk: &Desk<'_>,
    unit: &Unit<'_>,
    (id, record, advice): (RemittanceId, &RemittanceRecord, &RemittanceAdvice),
) -> Result<Vec<SeenPayment>> {
    let reference = Reference::load(desk.vault())?;
    let judged = balance(advice).claims_aside();
    let places = Places::read(unit, (id, record))?;
    let mut seen = Vec::new();
    for (at, payment) in advice.claims.iter().enumerate() {
        let position = u32::try_from(at).unwrap_or(u32::MAX);
        let mut parts = Vec::new();
        for (claim, by) in places.of(position, payment)? {
            let claim = on_file(unit, &reference, claim)?;
            let lines = posted_lines(record.choices.get(&position), payment, &claim);
            parts.push(SeenPart { claim, by, lines, result: None });
        }
        let fate = match record.choices.get(&position) {
            Some(PaymentChoice::Detached) => Fate::Detached,
            _ if !parts.is_empty() => Fate::Placed,
            _ if judged.contains(&at) => Fate::OutOfBalance,
            _ => Fate::NoMatch,
        };
        seen.push(SeenPayment { fate, parts });
    }
    Ok(seen)
}

fn posted_lines(
    choice: Option<&PaymentChoice>,
    payment: &ClaimPayment,
    claim: &ClaimOnFile,
) -> Vec<(usize, Option<u16>)> {
    match choice {
        Some(PaymentChoice::Lines(places)) => {
            let own = |(_, place): &(usize, &records::LinePlace)| place.claim == claim.claim_id;
            places.iter().enumerate().filter(own).map(|(at, place)| (at, place.line)).collect()
        }
        Some(PaymentChoice::Claim(_) | PaymentChoice::Detached) | None => {
            match_lines(payment, claim).into_iter().enumerate().collect()
        }
    }
}
