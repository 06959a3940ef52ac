//! Scrubs claims: findings for each, and the claim moves. A bad claim is held by itself.

use super::assemble::assemble;
use super::show::FindingView;
use super::steps::advance;
use crate::books::Books;
use crate::desk::Desk;
use crate::error::{BillingError, Result};
use crate::follow::{EncounterContent, follow_encounter, follows, rechoose};
use crate::reference::Reference;
use claims::{ClaimEvent, ClaimState, ProfessionalClaim, ScrubFinding, Severity, Visit};
use privacy::Action;
use records::{
    ClaimClinical, ClaimCoverage, ClaimFinancial, CoveragePolicy, EncounterAuthorization, EncounterClinical, Field,
    FindingOverride, PatientAccount, PatientCoverages, ScrubResult, Unit, rows, scan,
};
use scrub::{ClaimOnFile, PayerProfile, PolicyOnFile, ScrubContext};
use serde::Serialize;
use std::collections::HashMap;
use values::{ClaimId, Class, PatientId};

/// What the scrubber says of one claim (cli.md `claim scrub`).
#[derive(Debug, Clone, Serialize)]
pub struct ScrubbedClaim {
    /// Id.
    pub claim_id: String,
    /// Number, for who holds the account.
    pub patient_control_number: Field<String>,
    /// `clean` or `held`.
    pub outcome: &'static str,
    /// Findings, stops first.
    pub findings: Vec<FindingView>,
}

/// What the scrubber says of all (cli.md `claim scrub`).
#[derive(Debug, Clone, Serialize)]
pub struct ScrubReport {
    /// Claims, oldest first.
    pub claims: Vec<ScrubbedClaim>,
    /// Without a stop.
    pub clean: usize,
    /// With one.
    pub held: usize,
}

/// Scrubs the claims named, or every claim that was not sent yet. One commit.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn scrub_claims(desk: &Desk<'_>, ids: &[ClaimId]) -> Result<ScrubReport> {
    desk.may(Action::ScrubClaim)?;
    let ids = if ids.is_empty() { unsent(desk)? } else { ids.to_vec() };
    let mut unit = desk.unit();
    let mut scrubber = Scrubber::new(desk)?;
    let mut report = ScrubReport { claims: Vec::with_capacity(ids.len()), clean: 0, held: 0 };
    let total = ids.len();
    for (at, id) in ids.into_iter().enumerate() {
        desk.step("scrub", at, total)?;
        let scrubbed = scrubber.scrub(&mut unit, id)?;
        match scrubbed.outcome {
            "clean" => report.clean += 1,
            _ => report.held += 1,
        }
        report.claims.push(scrubbed);
    }
    scrubber.books.finish(&mut unit)?;
    desk.commit(unit, "claim.scrub")?;
    Ok(report)
}

/// The claims that a scrub of all is about.
///
/// # Errors
/// What the store refuses.
pub(crate) fn unsent(desk: &Desk<'_>) -> Result<Vec<ClaimId>> {
    let mut ids = Vec::new();
    for row in rows::<ClaimId>(desk.vault()) {
        let row = row?;
        let waits = match row.cell::<ClaimFinancial>()? {
            Field::Open(claim) => {
                let state = claim.account.state;
                !claim.account.is_imported
                    && state.is_before_sending()
                    && state != ClaimState::Approved
                    && state != ClaimState::OnHold
            }
            // A coder cannot see the state: what has findings, or none yet, is scrubbed for him; nothing else moves.
            Field::Sealed(_) => {
                row.cell::<ClaimCoverage>()?.open().is_some_and(|coverage| coverage.encounter_id.is_some())
            }
            Field::Absent => false,
        };
        if waits {
            ids.push(row.id());
        }
    }
    Ok(ids)
}

/// Scrubs claims one by one with what they share read once.
pub(crate) struct Scrubber<'d, 'v> {
    desk: &'d Desk<'v>,
    pub(crate) reference: Reference,
    pub(crate) books: Books,
    others: HashMap<PatientId, Vec<ClaimOnFile>>,
}

impl<'d, 'v> Scrubber<'d, 'v> {
    pub(crate) fn new(desk: &'d Desk<'v>) -> Result<Scrubber<'d, 'v>> {
        Ok(Scrubber {
            desk,
            reference: Reference::load(desk.vault())?,
            books: Books::default(),
            others: HashMap::new(),
        })
    }

    /// Scrubs one claim and stores what was found. An unsent claim first takes what its coder and its policies say now.
    pub(crate) fn scrub(&mut self, unit: &mut Unit<'v>, id: ClaimId) -> Result<ScrubbedClaim> {
        self.follow_coder(unit, id)?;
        let mut financial: Field<ClaimFinancial> = unit.read(id)?;
        if let Field::Open(claim) = &mut financial
            && follows(claim)
        {
            rechoose(self.desk, unit, &mut self.books, &self.reference, (id, claim))?;
        }
        let (_, findings) = self.judge(unit, id)?;
        let clean = scrub::is_clean(&findings);
        let mut clinical: ClaimClinical = unit.need(id)?;
        let overrides = clinical.scrub.take().map(|before| before.overrides).unwrap_or_default();
        clinical.scrub = Some(self.result(&clinical.visit, &findings, overrides));
        unit.put(id, &clinical)?;
        if let Field::Open(claim) = &mut financial {
            let event = if clean { ClaimEvent::ScrubbedClean } else { ClaimEvent::ScrubbedHeld };
            // A claim that was sent is judged without being moved.
            let _ = advance(self.desk, claim, event, &stops(&findings));
            unit.put(id, &*claim)?;
        }
        Ok(ScrubbedClaim {
            claim_id: id.to_string(),
            patient_control_number: financial.map(|claim| claim.account.patient_control_number.to_string()),
            outcome: if clean { "clean" } else { "held" },
            findings: findings.iter().map(FindingView::from).collect(),
        })
    }

    /// What is kept of a scrub; overrides whose finding is gone go too.
    pub(crate) fn result(
        &self,
        visit: &Visit,
        findings: &[ScrubFinding],
        overrides: Vec<FindingOverride>,
    ) -> ScrubResult {
        let mut result = ScrubResult {
            at: self.desk.now(),
            on: self.desk.today(),
            findings: findings.to_vec(),
            packs: self.packs(visit),
            overrides: Vec::new(),
        };
        let stands = |one: &FindingOverride| {
            findings.iter().any(|finding| {
                finding.severity == Severity::Warn && finding.rule == one.rule && finding.field == one.field
            })
        };
        result.overrides = overrides.into_iter().filter(stands).collect();
        result
    }

    // A coder changes the visit and cannot touch the account: the claim takes the change when its biller scrubs it.
    fn follow_coder(&mut self, unit: &mut Unit<'v>, id: ClaimId) -> Result<()> {
        let Field::Open(claim) = unit.read::<ClaimFinancial>(id)? else { return Ok(()) };
        let is_first = claim.account.previous_claim.is_none();
        if !follows(&claim) || !claim.account.state.is_before_sending() || !is_first {
            return Ok(());
        }
        let Some(encounter) = unit.need::<ClaimCoverage>(id)?.encounter_id else { return Ok(()) };
        let said: EncounterClinical = unit.need(encounter)?;
        let clinical: ClaimClinical = unit.need(id)?;
        let same = (&clinical.visit, &clinical.note, clinical.billing_provider);
        if said.claim != Some(id) || same == (&said.visit, &said.note, said.billing_provider) {
            return Ok(());
        }
        let numbers: EncounterAuthorization = unit.read_or_default(encounter)?;
        let content = EncounterContent {
            visit: &said.visit,
            note: &said.note,
            billing_provider: said.billing_provider,
            prior_authorization: &numbers.prior_authorization,
            referral_number: &numbers.referral_number,
            patient_paid: None,
        };
        follow_encounter(self.desk, unit, &mut self.books, &self.reference, (id, &content)).map(drop)
    }

    /// What the claim says today and what the rules say of it, without changing anything.
    pub(crate) fn judge(&mut self, unit: &Unit<'v>, id: ClaimId) -> Result<(ProfessionalClaim, Vec<ScrubFinding>)> {
        let claim = assemble(unit, &self.reference, id)?;
        let coverage: ClaimCoverage = unit.need(id)?;
        let findings = self.judge_said(unit, &claim, (Some(id), &coverage))?;
        Ok((claim, findings))
    }

    /// What the rules say of a claim that is, or is not yet, in the store.
    pub(crate) fn judge_said(
        &mut self,
        unit: &Unit<'v>,
        claim: &ProfessionalClaim,
        (id, coverage): (Option<ClaimId>, &ClaimCoverage),
    ) -> Result<Vec<ScrubFinding>> {
        let policies = self.policies(unit, coverage.patient_id)?;
        let others = self.others(unit, coverage.patient_id, id)?;
        let payer = coverage.payer_id.and_then(|payer| self.reference.payers.get(payer));
        let context = ScrubContext {
            held: self.desk.vault().classes(),
            policies: &policies,
            payer: PayerProfile {
                timely_filing_days: payer.and_then(|payer| payer.timely_filing_days),
                filing_indicator: payer.and_then(|payer| payer.filing_indicator.clone()),
                wants_ndc: false,
            },
            others: &others,
            earlier_payer_decided: match id {
                Some(id) => self.earlier_payer_decided(unit, id)?,
                None => None,
            },
            ..ScrubContext::new(self.desk.today(), self.desk.codes())
        };
        Ok(scrub::scrub(claim, &context))
    }

    pub(crate) fn packs(&self, visit: &Visit) -> Vec<String> {
        let day = visit.date_of_service().unwrap_or_else(|| self.desk.today());
        self.desk
            .codes()
            .pack_versions(day)
            .into_iter()
            .map(|pack| format!("{}-{}", pack.set.name(), pack.version))
            .collect()
    }

    fn policies(&self, unit: &Unit<'v>, patient: PatientId) -> Result<Vec<PolicyOnFile>> {
        let listed: PatientCoverages = unit.read(patient)?.open().unwrap_or_default();
        let mut policies = Vec::new();
        for id in listed.coverages {
            let Field::Open(policy) = unit.read::<CoveragePolicy>(id)? else { continue };
            let payer = self.reference.payers.get(policy.payer_id);
            policies.push(PolicyOnFile {
                sequence: policy.sequence,
                payer_id: payer.map(|payer| payer.payer_id.clone()).unwrap_or_default(),
                effective_on: policy.effective_on,
                ends_on: policy.ends_on,
            });
        }
        Ok(policies)
    }

    fn earlier_payer_decided(&self, unit: &Unit<'v>, id: ClaimId) -> Result<Option<bool>> {
        let Field::Open(claim) = unit.read::<ClaimFinancial>(id)? else { return Ok(None) };
        let Some(previous) = claim.account.previous_claim else { return Ok(None) };
        Ok(Some(unit.need::<ClaimFinancial>(previous)?.account.is_adjudicated()))
    }

    // The patient's other claims, once for each patient; voided ones are no doubles.
    fn others(&mut self, unit: &Unit<'v>, patient: PatientId, id: Option<ClaimId>) -> Result<Vec<ClaimOnFile>> {
        if !self.desk.holds(Class::Financial) {
            return Ok(Vec::new());
        }
        if !self.others.contains_key(&patient) {
            let account: PatientAccount = unit.read_or_default(patient)?;
            let mut all = Vec::with_capacity(account.claims.len());
            for other in account.claims {
                let state = unit.need::<ClaimFinancial>(other)?.account.state;
                if state != ClaimState::Voided {
                    let said = assemble(unit, &self.reference, other)?;
                    all.push(ClaimOnFile::of(other, &said, !state.is_before_sending()));
                }
            }
            self.others.insert(patient, all);
        }
        let all = self.others.get(&patient).map(Vec::as_slice).unwrap_or_default();
        Ok(all.iter().filter(|other| Some(other.claim_id) != id).cloned().collect())
    }
}

/// The rules that stop, for the claim's history.
pub(crate) fn stops(findings: &[ScrubFinding]) -> String {
    let mut rules: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Stop)
        .map(|finding| finding.rule.as_str())
        .collect();
    rules.dedup();
    rules.join(" ")
}

/// Every claim with this state, oldest first.
///
/// # Errors
/// What the store refuses.
pub(crate) fn claims_in(desk: &Desk<'_>, state: ClaimState) -> Result<Vec<ClaimId>> {
    let mut ids = Vec::new();
    for item in scan::<ClaimFinancial>(desk.vault()) {
        let (id, claim) = item?;
        match claim {
            Field::Open(claim) if claim.account.state == state => ids.push(id),
            Field::Open(_) | Field::Absent => {}
            Field::Sealed(class) => return Err(BillingError::sealed(class)),
        }
    }
    Ok(ids)
}
