//! A patient's ledger: each service line with what happened to its money, from the pages of the books.

use crate::desk::Desk;
use crate::error::Result;
use crate::remittances::reasons_of;
use ledger::{Account, OpenAmounts, Posting, Source};
use privacy::Action;
use records::{
    ClaimClinical, ClaimCoverage, ClaimFinancial, Collection, Field, LedgerPageCell, PatientAccount, PayerRecord,
    RemittanceRecord, read,
};
use remittance::Treatment;
use std::collections::{BTreeMap, HashMap};
use values::{ClaimId, Class, ClassSet, Date, Money, PatientId, PayerId, RemittanceId};

/// What an entry of the ledger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A change of the charge after the first.
    Charge,
    /// A payer paid.
    PayerPayment,
    /// The patient paid.
    PatientPayment,
    /// A contractual adjustment.
    Contractual,
    /// An adjustment that settles itself.
    Settled,
    /// The payer denied it.
    Denied,
    /// The patient owes it now.
    ToPatient,
    /// A payer owes it (again).
    ToInsurer,
    /// The next payer owes it.
    ToNextPayer,
    /// Written off.
    WriteOff,
    /// Paid back.
    Refund,
}

/// To whom an amount falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FallsTo {
    /// A payer.
    Insurer,
    /// The practice: nobody pays it.
    Practice,
    /// The patient.
    Patient,
}

/// One entry under a service line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The day of posting.
    pub posted_on: Date,
    /// What it is.
    pub kind: EntryKind,
    /// Whether it takes an earlier entry back.
    pub is_reversal: bool,
    /// To whom it falls.
    pub falls_to: FallsTo,
    /// The payer's reasons (`CO-45`).
    pub reasons: Vec<String>,
    /// The check or EFT that it came with.
    pub trace: Option<String>,
    /// The payer.
    pub payer: Option<String>,
    /// Paid by it: below zero, as it lessens the balance.
    pub paid: Option<Money>,
    /// Adjusted by it: below zero.
    pub adjusted: Option<Money>,
    /// What it only moves from one to another.
    pub moved: Option<Money>,
    /// The line's balance after it.
    pub balance: Money,
}

/// Where a service line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Its claim is not sent.
    NotSent,
    /// Its claim was refused before adjudication.
    Rejected,
    /// A payer has it.
    InAdjudication,
    /// Denied, and nobody has acted.
    Denied,
    /// What is open is the patient's.
    PatientShareDue,
    /// Nothing is open.
    PaidInFull,
    /// Too much was paid.
    Credit,
    /// What the patient paid for the claim as a whole; its lines owe at least as much.
    Applied,
}

/// What a service line says of the visit; clinical.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineWords {
    /// Procedure with modifiers: `99214 · 25`.
    pub procedure: String,
    /// Diagnoses that it points to, and the rendering provider.
    pub detail: String,
}

/// One service line with its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerGroup {
    /// The claim that has it now.
    pub claim: ClaimId,
    /// The line; `None` for what stands at the claim as a whole.
    pub line: Option<u16>,
    /// Day of service.
    pub service_on: Option<Date>,
    /// What was done.
    pub words: Field<LineWords>,
    /// Charged.
    pub charge: Money,
    /// Paid: below zero.
    pub paid: Money,
    /// Adjusted: below zero.
    pub adjusted: Money,
    /// Open.
    pub balance: Money,
    /// Where it stands.
    pub standing: Standing,
    /// What happened, oldest first.
    pub entries: Vec<LedgerEntry>,
}

/// Who owes a part of what is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedBy {
    /// The payer; `None` for the patient.
    pub payer: Option<String>,
    /// Whether the payer denied it.
    pub is_denied: bool,
    /// How much.
    pub amount: Money,
}

/// The ledger of a patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatientLedger {
    /// Service lines, the newest first.
    pub groups: Vec<LedgerGroup>,
    /// Who owes what is open, payers first.
    pub owed: Vec<OwedBy>,
    /// Charged, paid, adjusted, open: sums over all lines.
    pub totals: [Money; 4],
    /// Credits, above zero: what was paid and is owed by nobody.
    pub credit: Money,
}

/// A line's postings over all claims that carried it, in the order of their posting.
#[derive(Default)]
struct Line {
    /// The newest claim that has it.
    claim: Option<ClaimId>,
    postings: Vec<Posting>,
    open: OpenAmounts,
}

type Reasons = HashMap<(RemittanceId, ClaimId, Option<u16>, EntryWhat), Vec<String>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum EntryWhat {
    Contractual,
    Settled,
    Patient,
    Denied,
}

struct Reading<'d, 'v> {
    desk: &'d Desk<'v>,
    claims: BTreeMap<ClaimId, ClaimFinancial>,
    reasons: Reasons,
    payers: HashMap<PayerId, String>,
    traces: HashMap<RemittanceId, String>,
}

/// The ledger of a patient, journaled before it is shown.
///
/// # Errors
/// `not_permitted`, `sealed` without the class, `not_found`, or what the store refuses.
pub fn patient_ledger(desk: &Desk<'_>, patient: PatientId) -> Result<PatientLedger> {
    desk.may(Action::ReadPatient)?;
    let account: PatientAccount = match read(desk.vault(), patient)? {
        Field::Open(account) => account,
        Field::Absent => PatientAccount::default(),
        Field::Sealed(class) => return Err(records::RecordsError::Sealed { class }.into()),
    };
    let unit = desk.unit();
    unit.touch(Collection::Patient, patient.number(), ClassSet::one(Class::Financial));
    desk.commit(unit, "patient.ledger")?;
    let mut reading = Reading {
        desk,
        claims: BTreeMap::new(),
        reasons: HashMap::new(),
        payers: HashMap::new(),
        traces: HashMap::new(),
    };
    for id in account.claims {
        if let Field::Open(claim) = read::<ClaimFinancial>(desk.vault(), id)? {
            reading.learn_reasons(id, &claim);
            reading.claims.insert(id, claim);
        }
    }
    reading.ledger()
}

impl Reading<'_, '_> {
    fn learn_reasons(&mut self, id: ClaimId, claim: &ClaimFinancial) {
        let table = reasons_of(self.desk.codes());
        for outcome in &claim.account.outcomes {
            let at_lines = outcome.lines.iter().map(|line| (line.line, &line.adjustments));
            for (line, adjustments) in std::iter::once((None, &outcome.adjustments)).chain(at_lines) {
                for adjustment in adjustments {
                    let what = match Treatment::of_adjustment(adjustment, &table) {
                        Treatment::Contractual => EntryWhat::Contractual,
                        Treatment::Settled => EntryWhat::Settled,
                        Treatment::Patient => EntryWhat::Patient,
                        Treatment::Denied => EntryWhat::Denied,
                        Treatment::Waiting => continue,
                    };
                    let code = format!("{}-{}", adjustment.group.code(), adjustment.carc.as_str());
                    let known = self.reasons.entry((outcome.remittance_id, id, line, what)).or_default();
                    if !known.contains(&code) {
                        known.push(code);
                    }
                }
            }
        }
    }

    /// The claim that a chain of claims for the same visit began with.
    fn root(&self, id: ClaimId) -> ClaimId {
        let mut at = id;
        // A chain is never longer than the claims of the patient.
        for _ in 0..self.claims.len() {
            match self.claims.get(&at).and_then(|claim| claim.account.previous_claim) {
                Some(before) if self.claims.contains_key(&before) => at = before,
                Some(_) | None => break,
            }
        }
        at
    }

    fn lines(&self) -> Result<BTreeMap<(ClaimId, Option<u16>), Line>> {
        let mut lines: BTreeMap<(ClaimId, Option<u16>), Line> = BTreeMap::new();
        for (id, claim) in &self.claims {
            let root = self.root(*id);
            for page in &claim.pages {
                let Field::Open(LedgerPageCell(page)) = read::<LedgerPageCell>(self.desk.vault(), *page)? else {
                    continue;
                };
                for posting in page.postings.into_iter().filter(|posting| posting.claim == Some(*id)) {
                    let line = lines.entry((root, posting.line)).or_default();
                    line.claim = line.claim.max(Some(*id));
                    line.postings.push(posting);
                }
            }
            for part in &claim.balance.lines {
                lines.entry((root, part.line)).or_default().open.add(part.open);
            }
        }
        Ok(lines)
    }

    fn ledger(mut self) -> Result<PatientLedger> {
        let mut groups = Vec::new();
        for ((root, number), line) in self.lines()? {
            groups.push(self.group(root, number, line)?);
        }
        groups.sort_by_key(|group| (std::cmp::Reverse(group.service_on), group.claim, group.line));
        let sum = |amount: fn(&LedgerGroup) -> Money| groups.iter().map(amount).sum::<Money>();
        let totals = [
            sum(|group| group.charge),
            sum(|group| group.paid),
            sum(|group| group.adjusted),
            sum(|group| group.balance),
        ];
        let (owed, credit) = self.owed()?;
        Ok(PatientLedger { groups, owed, totals, credit })
    }

    fn group(&mut self, root: ClaimId, number: Option<u16>, mut line: Line) -> Result<LedgerGroup> {
        let claim = line.claim.unwrap_or(root);
        // Postings are in order on each claim's pages; the day puts those of two claims in order.
        line.postings.sort_by_key(|posting| posting.posted_on);
        let mut group = LedgerGroup {
            claim,
            line: number,
            service_on: line.postings.iter().filter_map(|posting| posting.service_on).min(),
            words: self.words(root, number)?,
            charge: Money::ZERO,
            paid: Money::ZERO,
            adjusted: Money::ZERO,
            balance: Money::ZERO,
            standing: self.standing(claim, number, line.open),
            entries: Vec::new(),
        };
        for posting in &line.postings {
            self.enter(&mut group, posting)?;
        }
        Ok(group)
    }

    fn standing(&self, claim: ClaimId, line: Option<u16>, open: OpenAmounts) -> Standing {
        let account = self.claims.get(&claim);
        let state = account.map(|claim| claim.account.state);
        let is_claims_own = line.is_none() && account.is_some_and(|claim| !claim.balance.total().is_negative());
        if open.is_zero() {
            Standing::PaidInFull
        } else if open.total().is_negative() && is_claims_own {
            Standing::Applied
        } else if open.total().is_negative() {
            Standing::Credit
        } else if !open.denied.is_zero() {
            Standing::Denied
        } else if open.insurance.is_zero() {
            Standing::PatientShareDue
        } else if state.is_some_and(claims::ClaimState::is_rejected) {
            Standing::Rejected
        } else if state.is_some_and(claims::ClaimState::is_before_sending) {
            Standing::NotSent
        } else {
            Standing::InAdjudication
        }
    }

    fn words(&self, root: ClaimId, number: Option<u16>) -> Result<Field<LineWords>> {
        let clinical: Field<ClaimClinical> = read(self.desk.vault(), root)?;
        Ok(match clinical {
            Field::Open(clinical) => match number.and_then(|number| line_words(&clinical, number)) {
                Some(words) => Field::Open(words),
                None => Field::Absent,
            },
            Field::Sealed(class) => Field::Sealed(class),
            Field::Absent => Field::Absent,
        })
    }

    fn enter(&mut self, group: &mut LedgerGroup, posting: &Posting) -> Result<()> {
        let effect: Money = [Account::InsuranceReceivable, Account::DeniedReceivable, Account::PatientReceivable]
            .into_iter()
            .map(|account| posting.effect_on(account))
            .sum();
        let other = if posting.debit.is_receivable() { posting.credit } else { posting.debit };
        let is_reversal = posting.kind == ledger::PostingKind::Reversal;
        let (kind, falls_to) = match other {
            Account::Charges => (EntryKind::Charge, FallsTo::Insurer),
            Account::PayerCash | Account::UnappliedCash => (EntryKind::PayerPayment, FallsTo::Insurer),
            Account::PatientCash => (EntryKind::PatientPayment, FallsTo::Patient),
            Account::ContractualAdjustment => (EntryKind::Contractual, FallsTo::Practice),
            Account::SettledAdjustment => (EntryKind::Settled, FallsTo::Practice),
            Account::WriteOff => (EntryKind::WriteOff, FallsTo::Practice),
            Account::Refunds => (EntryKind::Refund, FallsTo::Practice),
            // One side of what goes from claim to claim is enough: the line is one group.
            Account::TransferBetweenClaims if posting.debit.is_receivable() && !is_reversal => {
                (EntryKind::ToNextPayer, FallsTo::Insurer)
            }
            Account::TransferBetweenClaims => return Ok(()),
            Account::InsuranceReceivable | Account::DeniedReceivable | Account::PatientReceivable => moved_to(posting),
            Account::Interest | Account::ProviderAdjustment => return Ok(()),
        };
        // A payment that raises the balance is one that goes back.
        let is_payment = matches!(kind, EntryKind::PayerPayment | EntryKind::PatientPayment);
        let is_transfer = other == Account::TransferBetweenClaims;
        if !is_transfer {
            group.balance += effect;
        }
        let mut entry = LedgerEntry {
            posted_on: posting.posted_on,
            kind,
            is_reversal: is_reversal || (is_payment && effect > Money::ZERO),
            falls_to,
            reasons: self.reasons_of(posting, kind),
            trace: self.trace(posting.source)?,
            payer: if kind == EntryKind::PatientPayment { None } else { self.payer(posting.payer)? },
            paid: None,
            adjusted: None,
            moved: None,
            balance: group.balance,
        };
        match kind {
            EntryKind::Charge => {
                group.charge += effect;
                // The first charge is the line itself.
                if group.entries.is_empty() && !is_reversal {
                    return Ok(());
                }
                entry.moved = Some(effect);
            }
            EntryKind::PayerPayment | EntryKind::PatientPayment | EntryKind::Refund => {
                group.paid += effect;
                entry.paid = Some(effect);
            }
            EntryKind::Contractual | EntryKind::Settled | EntryKind::WriteOff => {
                group.adjusted += effect;
                entry.adjusted = Some(effect);
            }
            EntryKind::Denied | EntryKind::ToPatient | EntryKind::ToInsurer | EntryKind::ToNextPayer => {
                entry.moved = Some(posting.amount);
            }
        }
        group.entries.push(entry);
        Ok(())
    }

    fn reasons_of(&self, posting: &Posting, kind: EntryKind) -> Vec<String> {
        let (Source::Remittance(remittance), Some(claim)) = (posting.source, posting.claim) else { return Vec::new() };
        let what = match kind {
            EntryKind::Contractual => EntryWhat::Contractual,
            EntryKind::Settled => EntryWhat::Settled,
            EntryKind::ToPatient => EntryWhat::Patient,
            EntryKind::Denied => EntryWhat::Denied,
            EntryKind::Charge
            | EntryKind::PayerPayment
            | EntryKind::PatientPayment
            | EntryKind::ToInsurer
            | EntryKind::ToNextPayer
            | EntryKind::WriteOff
            | EntryKind::Refund => return Vec::new(),
        };
        self.reasons.get(&(remittance, claim, posting.line, what)).cloned().unwrap_or_default()
    }

    fn trace(&mut self, source: Source) -> Result<Option<String>> {
        let Source::Remittance(id) = source else { return Ok(None) };
        if let Some(known) = self.traces.get(&id) {
            return Ok(Some(known.clone()));
        }
        let record: Field<RemittanceRecord> = read(self.desk.vault(), id)?;
        let Some(record) = record.open() else { return Ok(None) };
        self.traces.insert(id, record.trace.clone());
        Ok(Some(record.trace))
    }

    fn payer(&mut self, id: Option<PayerId>) -> Result<Option<String>> {
        let Some(id) = id else { return Ok(None) };
        if let Some(known) = self.payers.get(&id) {
            return Ok(Some(known.clone()));
        }
        let Some(payer) = read::<PayerRecord>(self.desk.vault(), id)?.open() else { return Ok(None) };
        self.payers.insert(id, payer.name.clone());
        Ok(Some(payer.name))
    }

    fn owed(&mut self) -> Result<(Vec<OwedBy>, Money)> {
        let mut by_payer: BTreeMap<(Option<String>, bool), Money> = BTreeMap::new();
        let (mut of_patient, mut credit) = (Money::ZERO, Money::ZERO);
        let claims: Vec<(ClaimId, OpenAmounts)> =
            self.claims.iter().map(|(id, claim)| (*id, claim.balance.open())).collect();
        for (id, open) in claims {
            let coverage: Field<ClaimCoverage> = read(self.desk.vault(), id)?;
            let payer = self.payer(coverage.open().and_then(|coverage| coverage.payer_id))?;
            *by_payer.entry((payer.clone(), false)).or_default() += open.insurance;
            *by_payer.entry((payer, true)).or_default() += open.denied;
            // A copay at the visit stands at the claim and lessens what its lines leave to the patient.
            if open.patient.is_negative() {
                credit -= open.patient;
            } else {
                of_patient += open.patient;
            }
        }
        let mut owed: Vec<OwedBy> = by_payer
            .into_iter()
            .filter(|(_, amount)| !amount.is_zero())
            .map(|((payer, is_denied), amount)| OwedBy { payer: Some(payer.unwrap_or_default()), is_denied, amount })
            .collect();
        if !of_patient.is_zero() {
            owed.push(OwedBy { payer: None, is_denied: false, amount: of_patient });
        }
        Ok((owed, credit))
    }
}

fn moved_to(posting: &Posting) -> (EntryKind, FallsTo) {
    match posting.debit {
        Account::PatientReceivable => (EntryKind::ToPatient, FallsTo::Patient),
        Account::DeniedReceivable => (EntryKind::Denied, FallsTo::Insurer),
        Account::InsuranceReceivable
        | Account::Charges
        | Account::PayerCash
        | Account::PatientCash
        | Account::ContractualAdjustment
        | Account::SettledAdjustment
        | Account::WriteOff
        | Account::Interest
        | Account::ProviderAdjustment
        | Account::UnappliedCash
        | Account::Refunds
        | Account::TransferBetweenClaims => (EntryKind::ToInsurer, FallsTo::Insurer),
    }
}

fn line_words(clinical: &ClaimClinical, number: u16) -> Option<LineWords> {
    let visit = &clinical.visit;
    let line = visit.lines.iter().find(|line| line.number == number)?;
    let mut procedure = line.procedure.as_str().to_owned();
    for modifier in &line.modifiers {
        procedure.push_str(" · ");
        procedure.push_str(modifier.as_str());
    }
    let pointed = line.diagnosis_pointers.iter().filter_map(|pointer| {
        let at = usize::from(*pointer).checked_sub(1)?;
        visit.diagnoses.get(at).map(|diagnosis| diagnosis.code.with_point())
    });
    let codes = pointed.collect::<Vec<_>>().join(", ");
    let rendering = line.providers.iter().find(|provider| provider.role == claims::ProviderRole::Rendering);
    let rendering = rendering.or_else(|| visit.provider(claims::ProviderRole::Rendering));
    let by = rendering.map(|provider| provider.party.last_name.clone()).unwrap_or_default();
    let detail = [codes, by].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Some(LineWords { procedure, detail })
}
