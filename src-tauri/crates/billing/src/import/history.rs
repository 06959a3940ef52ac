//! Another system's 837P history: patients, coverages, payers, providers, encounters and claims, without doubles when a
//! file, a claim or a patient comes again.

use super::identity::KnownPatients;
use crate::acknowledgments::refused;
use crate::books::Books;
use crate::claim::{NewClaim, create_claim};
use crate::desk::{Desk, sha256_hex, was_taken};
use crate::error::{BillingError, ErrorCode, Result};
use crate::finding::{FileFinding, nothing_taken};
use crate::reference::Reference;
use claims::{CoverageStatement, EntityType, Party, ProfessionalClaim, ProviderRole};
use edi::{IncomingClaim, read_837p};
use privacy::Action;
use records::{
    BillingProviderRecord, ClaimSent, CoverageDemographics, CoverageIdentifiers, CoveragePolicy,
    EncounterAuthorization, EncounterClinical, EncounterFinancial, FacilityRecord, FileKind, FileRecord, Index,
    PatientClinical, PatientCoverages, PatientDemographics, PayerRecord, ProviderRecord, Unit,
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use values::{
    Address, BillingProviderId, ClaimId, CoverageId, EncounterId, FileId, Money, PatientId, PayerId, PayerSequence,
    Person, PersonName, Relationship, format_base32,
};

/// What an 837P file brought (cli.md `import 837`).
#[derive(Debug, Clone, Serialize)]
pub struct HistoryReport {
    /// SHA-256 of the file.
    pub sha256: String,
    /// `imported`, `partial`, `duplicate`.
    pub outcome: &'static str,
    /// Transaction sets of professional claims.
    pub transaction_sets: usize,
    /// Claims that are new.
    pub claims: usize,
    /// Their service lines.
    pub service_lines: usize,
    /// Their charges.
    pub charge_cents: Money,
    /// Patients that are new.
    pub patients_new: usize,
    /// Coverages that are new.
    #[serde(skip)]
    pub coverages_new: usize,
    /// Payers that are new.
    #[serde(skip)]
    pub payers_new: usize,
    /// Providers, billing providers and facilities that are new.
    #[serde(skip)]
    pub providers_new: usize,
    /// Claims that are on file already.
    #[serde(skip)]
    pub claims_known: usize,
    /// What was left out and why.
    pub findings: Vec<FileFinding>,
}

/// Takes an 837P file. One commit.
///
/// # Errors
/// `not_permitted`; `not_x12`, `unsupported_version`, `bad_segment`… when nothing of it can be read; what the store refuses.
/// Then nothing was changed.
pub fn import_claims(desk: &Desk<'_>, bytes: &[u8]) -> Result<HistoryReport> {
    take_claims(desk, bytes, false)
}

/// Says what taking an 837P file would bring, and stores nothing.
///
/// # Errors
/// As [`import_claims`].
pub fn rehearse_claims(desk: &Desk<'_>, bytes: &[u8]) -> Result<HistoryReport> {
    take_claims(desk, bytes, true)
}

fn take_claims(desk: &Desk<'_>, bytes: &[u8], is_rehearsal: bool) -> Result<HistoryReport> {
    desk.may(Action::WriteClaim)?;
    let parsed = x12::parse(bytes);
    if let Some(refusal) = parsed.refusal() {
        return Err(refused(refusal));
    }
    let sha256 = sha256_hex(bytes);
    let mut unit = desk.unit();
    if was_taken(&unit, &sha256, FileKind::Claims837)? {
        return duplicate(desk, sha256, is_rehearsal);
    }
    let mut importer = Importer {
        desk,
        unit: &mut unit,
        reference: Reference::load(desk.vault())?,
        known: KnownPatients::default(),
        books: Books::default(),
        report: empty_report(sha256),
        doubles: 0,
        failure: None,
    };
    let incoming = read_837p(&parsed, &mut |_, claim| importer.take(&claim));
    let (report, doubles) = importer.finish()?;
    let mut report = HistoryReport { transaction_sets: incoming.sets.len(), claims_known: doubles, ..report };
    let of_sets = incoming.sets.iter().flat_map(|set| &set.findings);
    let all = parsed.findings().iter().chain(&incoming.findings).chain(of_sets);
    report.findings.extend(all.map(FileFinding::from));
    if report.claims == 0 && doubles == 0 {
        return Err(nothing_taken(
            &report.findings,
            "there is no professional claim (837P) in this file",
            "give an 837P file; 835 goes to `era import`, 999 and 277CA to `ack import`",
        ));
    }
    let left_out = report.findings.iter().any(|finding| finding.severity == "error");
    report.outcome = match (report.claims, left_out) {
        (0, _) => "duplicate",
        (_, true) => "partial",
        (_, false) => "imported",
    };
    if is_rehearsal {
        return Ok(report);
    }
    let file: FileId = unit.allocate();
    unit.put(file, &FileRecord { sha256: report.sha256.clone(), kind: FileKind::Claims837, at: desk.now() })?;
    unit.refer(Index::FileHash, report.sha256.as_bytes(), file.number());
    desk.commit(unit, "import.837")?;
    Ok(report)
}

fn empty_report(sha256: String) -> HistoryReport {
    HistoryReport {
        sha256,
        outcome: "imported",
        transaction_sets: 0,
        claims: 0,
        service_lines: 0,
        charge_cents: Money::ZERO,
        patients_new: 0,
        coverages_new: 0,
        payers_new: 0,
        providers_new: 0,
        claims_known: 0,
        findings: Vec::new(),
    }
}

fn duplicate(desk: &Desk<'_>, sha256: String, is_rehearsal: bool) -> Result<HistoryReport> {
    if !is_rehearsal {
        desk.commit(desk.unit(), "import.837")?;
    }
    let told = FileFinding::new("info", "bad_value", "this file was imported already", "nothing to do");
    Ok(HistoryReport { outcome: "duplicate", findings: vec![told], ..empty_report(sha256) })
}

struct Importer<'d, 'v, 'u> {
    desk: &'d Desk<'v>,
    unit: &'u mut Unit<'v>,
    reference: Reference,
    known: KnownPatients,
    books: Books,
    report: HistoryReport,
    doubles: usize,
    failure: Option<BillingError>,
}

impl Importer<'_, '_, '_> {
    fn take(&mut self, incoming: &IncomingClaim) {
        if self.failure.is_none() {
            self.failure = self.take_claim(incoming).err();
        }
    }

    fn finish(self) -> Result<(HistoryReport, usize)> {
        match self.failure {
            Some(failure) => Err(failure),
            None => {
                self.books.finish(self.unit)?;
                Ok((self.report, self.doubles))
            }
        }
    }

    fn take_claim(&mut self, incoming: &IncomingClaim) -> Result<()> {
        let claim = &incoming.claim;
        self.desk.step("claims", self.report.claims, 0)?;
        let content = content_hash(claim)?;
        if !self.unit.lookup(Index::ClaimContent, &content)?.is_empty() {
            self.doubles += 1;
            let told = FileFinding::new(
                "info",
                "bad_value",
                "this claim is on file already and was left out",
                "nothing to do",
            );
            self.report.findings.push(told.at_segment(incoming.segment));
            return Ok(());
        }
        let payer = self.payer(&claim.parties.payer, &claim.parties.coverage)?;
        let billing = self.billing_provider(claim)?;
        self.providers(claim)?;
        let patient = self.patient(claim)?;
        let coverage = self.coverages(patient, payer, claim)?;
        let encounter: EncounterId = self.unit.allocate();
        let id = self.claim(claim, (patient, encounter, billing), (coverage, payer))?;
        self.encounter(claim, (patient, encounter, billing), id)?;
        self.unit.put(id, &ClaimSent { parties: claim.parties.clone(), other_payers: claim.other_payers.clone() })?;
        self.unit.refer(Index::ClaimContent, &content, id.number());
        self.report.claims += 1;
        self.report.service_lines += claim.visit.lines.len();
        self.report.charge_cents += claim.visit.charge();
        Ok(())
    }

    fn payer(&mut self, party: &Party, coverage: &CoverageStatement) -> Result<PayerId> {
        if let Some(id) = self.reference.payer(&party.id) {
            return Ok(id);
        }
        let payer = PayerRecord {
            name: party.last_name.clone(),
            payer_id: party.id.clone(),
            filing_indicator: coverage.filing_indicator.clone(),
            timely_filing_days: None,
            appeal_days: None,
            address: party.address.clone(),
        };
        self.report.payers_new += 1;
        self.reference.add_payer(self.unit, payer)
    }

    fn billing_provider(&mut self, claim: &ProfessionalClaim) -> Result<BillingProviderId> {
        let billing = &claim.parties.billing;
        if let Some(id) = self.reference.billing_provider(&billing.party.id) {
            return Ok(id);
        }
        let record = BillingProviderRecord {
            name: billing.party.last_name.clone(),
            first_name: billing.party.first_name.clone(),
            npi: billing.party.id.clone(),
            tin: billing.tax_id.clone(),
            tin_is_ssn: billing.tax_id_qualifier == "SY",
            taxonomy: billing.party.taxonomy.clone(),
            address: billing.party.address.clone().unwrap_or_default(),
        };
        let id = self.unit.allocate();
        self.unit.put(id, &record)?;
        self.report.providers_new += 1;
        self.reference.billing_providers.insert(id, record);
        Ok(id)
    }

    fn providers(&mut self, claim: &ProfessionalClaim) -> Result<()> {
        let of_lines = claim.visit.lines.iter().flat_map(|line| line.providers.iter());
        for provider in claim.visit.providers.iter().chain(of_lines) {
            let party = &provider.party;
            match provider.role {
                ProviderRole::AmbulancePickUp | ProviderRole::AmbulanceDropOff => {}
                ProviderRole::Facility => self.facility(party)?,
                ProviderRole::Referring
                | ProviderRole::PrimaryCare
                | ProviderRole::Rendering
                | ProviderRole::PurchasedService
                | ProviderRole::Supervising
                | ProviderRole::Ordering => self.provider(party)?,
            }
        }
        Ok(())
    }

    fn provider(&mut self, party: &Party) -> Result<()> {
        if party.id.is_empty() || self.reference.provider(&party.id).is_some() {
            return Ok(());
        }
        let record = ProviderRecord {
            npi: party.id.clone(),
            last_name: party.last_name.clone(),
            first_name: if party.entity == EntityType::Person { party.first_name.clone() } else { String::new() },
            taxonomy: party.taxonomy.clone(),
        };
        let id = self.unit.allocate();
        self.unit.put(id, &record)?;
        self.report.providers_new += 1;
        self.reference.providers.insert(id, record);
        Ok(())
    }

    fn facility(&mut self, party: &Party) -> Result<()> {
        let key = if party.id.is_empty() { &party.last_name } else { &party.id };
        if key.is_empty() || self.reference.facility(key).is_some() {
            return Ok(());
        }
        let record = FacilityRecord {
            name: party.last_name.clone(),
            npi: party.id.clone(),
            address: party.address.clone().unwrap_or_default(),
        };
        let id = self.unit.allocate();
        self.unit.put(id, &record)?;
        self.report.providers_new += 1;
        self.reference.facilities.insert(id, record);
        Ok(())
    }

    fn patient(&mut self, claim: &ProfessionalClaim) -> Result<PatientId> {
        if let Some(id) = self.known.find(self.desk, self.unit, claim)? {
            return Ok(id);
        }
        let party = claim.patient();
        let id: PatientId = self.unit.allocate();
        let sex = match &claim.parties.dependent {
            Some(dependent) => dependent.sex,
            None => claim.parties.subscriber.sex,
        };
        self.unit.put(
            id,
            &PatientDemographics {
                account_number: format!("P{:0>6}", format_base32(id.number())),
                name: name_of(party),
                birth_date: claim.patient_birth_date(),
                sex,
                address: party.address.clone().unwrap_or_default(),
                phone: String::new(),
                email: String::new(),
                merged_into: None,
                deceased_on: claim.patient_death_date(),
            },
        )?;
        self.known.learn(claim, id);
        self.report.patients_new += 1;
        Ok(id)
    }

    /// The claim's own policy, and those of the other payers on it.
    fn coverages(&mut self, patient: PatientId, payer: PayerId, claim: &ProfessionalClaim) -> Result<CoverageId> {
        let subscriber = &claim.parties.subscriber;
        let relationship =
            claim.parties.dependent.as_ref().map_or(Relationship::Myself, |dependent| dependent.relationship);
        let held = (relationship != Relationship::Myself).then(|| CoverageDemographics {
            subscriber: Some(Person {
                name: name_of(&subscriber.party),
                birth_date: subscriber.birth_date,
                sex: subscriber.sex,
            }),
            address: subscriber.party.address.clone(),
        });
        let own =
            Policy { statement: &claim.parties.coverage, payer, relationship, member_id: &subscriber.party.id, held };
        let id = self.coverage(patient, own)?;
        for other in &claim.other_payers {
            let payer = self.payer(&other.payer, &other.coverage)?;
            let relationship = other.coverage.relationship.unwrap_or(Relationship::Unknown);
            let held = (relationship != Relationship::Myself).then(|| CoverageDemographics {
                subscriber: Some(Person { name: name_of(&other.subscriber), ..Person::default() }),
                address: other.subscriber.address.clone(),
            });
            self.coverage(
                patient,
                Policy { statement: &other.coverage, payer, relationship, member_id: &other.subscriber.id, held },
            )?;
        }
        Ok(id)
    }

    fn coverage(&mut self, patient: PatientId, policy: Policy<'_>) -> Result<CoverageId> {
        let mut listed: PatientCoverages = self.unit.read_or_default(patient)?;
        for id in &listed.coverages {
            let known: CoveragePolicy = self.unit.need(*id)?;
            let ids: CoverageIdentifiers = self.unit.read_or_default(*id)?;
            if known.payer_id == policy.payer && ids.member_id.eq_ignore_ascii_case(policy.member_id) {
                return Ok(*id);
            }
        }
        let id: CoverageId = self.unit.allocate();
        self.report.coverages_new += 1;
        let statement = policy.statement;
        self.unit.put(
            id,
            &CoveragePolicy {
                patient_id: patient,
                payer_id: policy.payer,
                sequence: if statement.sequence == PayerSequence::Unknown {
                    PayerSequence::Primary
                } else {
                    statement.sequence
                },
                group_number: statement.group_number.clone(),
                plan_name: statement.plan_name.clone(),
                filing_indicator: statement.filing_indicator.clone(),
                relationship: policy.relationship,
                effective_on: None,
                ends_on: None,
            },
        )?;
        self.unit.put(
            id,
            &CoverageIdentifiers { patient_number: patient.number(), member_id: policy.member_id.to_owned() },
        )?;
        if let Some(held) = policy.held {
            self.unit.put(id, &held)?;
        }
        listed.coverages.push(id);
        self.unit.put(patient, &listed)?;
        Ok(id)
    }

    fn claim(
        &mut self,
        claim: &ProfessionalClaim,
        whose: (PatientId, EncounterId, BillingProviderId),
        (coverage, payer): (CoverageId, PayerId),
    ) -> Result<ClaimId> {
        let (patient_id, encounter, billing_provider) = whose;
        let new = NewClaim {
            patient_id,
            encounter_id: Some(encounter),
            coverage: Some((coverage, payer, claim.parties.coverage.sequence)),
            billing_provider,
            visit: claim.visit.clone(),
            note: String::new(),
            prior_authorization: claim.prior_authorization.clone().unwrap_or_default(),
            referral_number: claim.referral_number.clone().unwrap_or_default(),
            patient_paid: claim.patient_paid,
            imported: Some((
                claim.patient_control_number.clone(),
                claim.frequency,
                claim.payer_claim_control_number.clone(),
            )),
        };
        create_claim(self.desk, self.unit, &mut self.books, &self.reference, new)
    }

    fn encounter(
        &mut self,
        claim: &ProfessionalClaim,
        whose: (PatientId, EncounterId, BillingProviderId),
        id: ClaimId,
    ) -> Result<()> {
        let (patient_id, encounter, billing_provider) = whose;
        self.unit.put(
            encounter,
            &EncounterClinical {
                patient_id,
                encounter_number: claim.patient_control_number.to_string(),
                billing_provider,
                visit: claim.visit.clone(),
                note: String::new(),
                claim: Some(id),
                day: None,
                queries: Vec::new(),
                overrides: Vec::new(),
            },
        )?;
        self.unit.put(
            encounter,
            &EncounterAuthorization {
                prior_authorization: claim.prior_authorization.clone().unwrap_or_default(),
                referral_number: claim.referral_number.clone().unwrap_or_default(),
            },
        )?;
        self.unit.put(encounter, &EncounterFinancial { patient_paid: claim.patient_paid })?;
        let mut listed: PatientClinical = self.unit.read_or_default(patient_id)?;
        listed.encounters.push(encounter);
        Ok(self.unit.put(patient_id, &listed)?)
    }
}

struct Policy<'a> {
    statement: &'a CoverageStatement,
    payer: PayerId,
    relationship: Relationship,
    member_id: &'a str,
    held: Option<CoverageDemographics>,
}

fn name_of(party: &Party) -> PersonName {
    PersonName {
        last: party.last_name.clone(),
        first: party.first_name.clone(),
        middle: party.middle_name.clone(),
        suffix: party.suffix.clone(),
    }
}

// Equal claims have equal bytes: serde writes fields in their order and nothing here is a hash map.
fn content_hash(claim: &ProfessionalClaim) -> Result<Vec<u8>> {
    let bytes = serde_json::to_vec(claim).map_err(|_| {
        BillingError::new(ErrorCode::BadValue, "a claim cannot be kept", "report this with the file's segment")
    })?;
    Ok(Sha256::digest(&bytes).to_vec())
}

/// An address as identity compares it.
pub(super) fn street(address: Option<&Address>) -> Option<(String, String)> {
    let address = address.filter(|address| !address.line1.is_empty())?;
    Some((records::fold(&address.line1), address.zip.chars().take(5).collect()))
}
