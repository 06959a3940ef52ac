//! Puts together all that a claim says: the visit from the claim, the parties from the records of today.

use crate::error::{BillingError, ErrorCode, Result};
use crate::reference::Reference;
use claims::{
    BillingProvider, ClaimParties, CoverageStatement, Dependent, EntityType, OtherPayer, Party, ProfessionalClaim,
    RawSegment, Subscriber, death_elements,
};
use records::{
    BillingProviderRecord, Cell, ClaimClinical, ClaimCoverage, ClaimFinancial, ClaimSent, CoverageDemographics,
    CoverageIdentifiers, CoveragePolicy, Field, PatientDemographics, PayerRecord, Unit,
};
use values::{Address, ClaimFrequency, ClaimId, CoverageId, PayerSequence, Relationship};

/// What a claim says today. Cells of classes that the user lacks read as empty; the scrubber is told which he holds.
///
/// # Errors
/// A claim that is not there, or what the store refuses.
pub(crate) fn assemble(unit: &Unit<'_>, reference: &Reference, id: ClaimId) -> Result<ProfessionalClaim> {
    let cells = ClaimCells {
        clinical: unit.need(id)?,
        coverage: unit.need(id)?,
        financial: unit.read(id)?.open(),
        sent: unit.read(id)?.open(),
    };
    assemble_cells(unit, reference, cells)
}

/// What a claim is put together of: its own cells, or those that it would have.
pub(crate) struct ClaimCells {
    pub clinical: ClaimClinical,
    pub coverage: ClaimCoverage,
    pub financial: Option<ClaimFinancial>,
    pub sent: Option<ClaimSent>,
}

/// What a claim of these cells says.
///
/// # Errors
/// What the store refuses.
pub(crate) fn assemble_cells(unit: &Unit<'_>, reference: &Reference, cells: ClaimCells) -> Result<ProfessionalClaim> {
    let ClaimCells { clinical, coverage, financial, sent } = cells;
    let account = financial.as_ref().map(|cell| &cell.account);
    let other_payers = match (&sent, account.and_then(|account| account.previous_claim)) {
        (_, Some(previous)) => earlier_payers(unit, reference, previous)?,
        (Some(sent), None) => sent.other_payers.clone(),
        (None, None) => Vec::new(),
    };
    let parties = match sent {
        Some(sent) if account.is_some_and(|account| account.version > 1) => corrected(unit, &coverage, sent.parties)?,
        Some(sent) => sent.parties,
        None => parties(unit, reference, &clinical, &coverage)?,
    };
    let number = account.map_or_else(
        || values::PatientControlNumber::parse("SEALED"),
        |account| Ok(account.patient_control_number.clone()),
    );
    Ok(ProfessionalClaim {
        patient_control_number: number
            .map_err(|error| BillingError::new(ErrorCode::BadValue, error.to_string(), "correct the claim"))?,
        frequency: account.map_or(ClaimFrequency::Original, |account| account.frequency),
        payer_claim_control_number: account.and_then(|account| account.answers.clone()),
        patient_paid: account.and_then(|account| account.patient_paid),
        prior_authorization: some_text(&coverage.prior_authorization),
        referral_number: some_text(&coverage.referral_number),
        parties,
        visit: clinical.visit,
        other_payers,
    })
}

fn some_text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn open_or_none<C: Cell>(unit: &Unit<'_>, id: C::Id) -> Result<Option<C>> {
    Ok(unit.read::<C>(id)?.open())
}

fn parties(
    unit: &Unit<'_>,
    reference: &Reference,
    clinical: &ClaimClinical,
    coverage: &ClaimCoverage,
) -> Result<ClaimParties> {
    let patient = open_or_none::<PatientDemographics>(unit, coverage.patient_id)?;
    let policy = match coverage.coverage_id {
        Some(id) => open_or_none::<CoveragePolicy>(unit, id)?,
        None => None,
    };
    let payer = coverage.payer_id.and_then(|id| reference.payers.get(id));
    let relationship = policy.as_ref().map_or(Relationship::Myself, |policy| policy.relationship);
    let (subscriber, dependent) = insured(unit, coverage.coverage_id, relationship, patient.as_ref())?;
    Ok(ClaimParties {
        billing: billing_party(reference.billing_providers.get(clinical.billing_provider)),
        coverage: statement(coverage.sequence, policy.as_ref(), payer),
        subscriber,
        payer: payer.map(payer_party).unwrap_or_default(),
        dependent,
    })
}

pub(crate) fn billing_party(record: Option<&BillingProviderRecord>) -> BillingProvider {
    let Some(record) = record else { return BillingProvider::default() };
    BillingProvider {
        party: Party {
            entity: if record.first_name.is_empty() { EntityType::Organization } else { EntityType::Person },
            last_name: record.name.clone(),
            first_name: record.first_name.clone(),
            id_qualifier: "XX".to_owned(),
            id: record.npi.clone(),
            address: Some(record.address.clone()),
            taxonomy: record.taxonomy.clone(),
            ..Party::default()
        },
        tax_id_qualifier: if record.tin_is_ssn { "SY" } else { "EI" }.to_owned(),
        tax_id: record.tin.clone(),
        ..BillingProvider::default()
    }
}

pub(crate) fn payer_party(payer: &PayerRecord) -> Party {
    Party {
        entity: EntityType::Organization,
        last_name: payer.name.clone(),
        id_qualifier: "PI".to_owned(),
        id: payer.payer_id.clone(),
        address: payer.address.clone(),
        ..Party::default()
    }
}

fn statement(
    sequence: PayerSequence,
    policy: Option<&CoveragePolicy>,
    payer: Option<&PayerRecord>,
) -> CoverageStatement {
    let is_self = policy.is_none_or(|policy| policy.relationship == Relationship::Myself);
    let of_policy = policy.and_then(|policy| policy.filing_indicator.clone());
    CoverageStatement {
        sequence,
        relationship: is_self.then_some(Relationship::Myself),
        group_number: policy.map(|policy| policy.group_number.clone()).unwrap_or_default(),
        plan_name: policy.map(|policy| policy.plan_name.clone()).unwrap_or_default(),
        medicare_secondary_reason: String::new(),
        filing_indicator: of_policy.or_else(|| payer.and_then(|payer| payer.filing_indicator.clone())),
    }
}

fn insured(
    unit: &Unit<'_>,
    coverage: Option<CoverageId>,
    relationship: Relationship,
    patient: Option<&PatientDemographics>,
) -> Result<(Subscriber, Option<Dependent>)> {
    let member_id = match coverage {
        Some(id) => open_or_none::<CoverageIdentifiers>(unit, id)?.map(|ids| ids.member_id).unwrap_or_default(),
        None => String::new(),
    };
    let with_id = |party: Party| Party {
        id_qualifier: if member_id.is_empty() { String::new() } else { "MI".to_owned() },
        id: member_id.clone(),
        ..party
    };
    let died = patient.and_then(|patient| patient.deceased_on);
    if relationship == Relationship::Myself {
        let subscriber = Subscriber {
            party: with_id(patient.map(patient_party).unwrap_or_default()),
            birth_date: patient.and_then(|patient| patient.birth_date),
            sex: patient.and_then(|patient| patient.sex),
            extra: died.map(|day| of_subscriber(death_elements(day))).into_iter().collect(),
        };
        return Ok((subscriber, None));
    }
    let held = match coverage {
        Some(id) => open_or_none::<CoverageDemographics>(unit, id)?.unwrap_or_default(),
        None => CoverageDemographics::default(),
    };
    let person = held.subscriber.unwrap_or_default();
    let subscriber = Subscriber {
        party: with_id(Party { address: held.address, ..named(&person.name) }),
        birth_date: person.birth_date,
        sex: person.sex,
        extra: Vec::new(),
    };
    let dependent = Dependent {
        party: patient.map(patient_party).unwrap_or_default(),
        relationship,
        patient_information: died.map(death_elements).unwrap_or_default(),
        birth_date: patient.and_then(|patient| patient.birth_date),
        sex: patient.and_then(|patient| patient.sex),
    };
    Ok((subscriber, Some(dependent)))
}

/// PAT of a subscriber who is the patient (guide 2000B): PAT01 stays empty.
fn of_subscriber(mut elements: Vec<String>) -> RawSegment {
    elements.insert(0, String::new());
    RawSegment { id: "PAT".to_owned(), elements }
}

fn named(name: &values::PersonName) -> Party {
    Party {
        last_name: name.last.clone(),
        first_name: name.first.clone(),
        middle_name: name.middle.clone(),
        suffix: name.suffix.clone(),
        ..Party::default()
    }
}

fn patient_party(patient: &PatientDemographics) -> Party {
    Party { address: some_address(&patient.address), ..named(&patient.name) }
}

fn some_address(address: &Address) -> Option<Address> {
    (!address.is_empty()).then(|| address.clone())
}

/// A corrected version of an imported claim keeps what the other system said, but for what the records know better now.
fn corrected(unit: &Unit<'_>, coverage: &ClaimCoverage, mut parties: ClaimParties) -> Result<ClaimParties> {
    if let Some(ids) =
        coverage.coverage_id.map(|id| open_or_none::<CoverageIdentifiers>(unit, id)).transpose()?.flatten()
    {
        parties.subscriber.party.id = ids.member_id;
    }
    let Field::Open(patient) = unit.read::<PatientDemographics>(coverage.patient_id)? else { return Ok(parties) };
    let (party, birth_date, sex) = match &mut parties.dependent {
        Some(dependent) => (&mut dependent.party, &mut dependent.birth_date, &mut dependent.sex),
        None => {
            let subscriber = &mut parties.subscriber;
            (&mut subscriber.party, &mut subscriber.birth_date, &mut subscriber.sex)
        }
    };
    let today = patient_party(&patient);
    *party =
        Party { id_qualifier: party.id_qualifier.clone(), id: party.id.clone(), extra: party.extra.clone(), ..today };
    (*birth_date, *sex) = (patient.birth_date, patient.sex);
    Ok(parties)
}

/// The payers before this claim's, nearest last, each with what it decided (2320 and 2430).
fn earlier_payers(unit: &Unit<'_>, reference: &Reference, previous: ClaimId) -> Result<Vec<OtherPayer>> {
    let earlier = assemble(unit, reference, previous)?;
    let financial: ClaimFinancial = unit.need(previous)?;
    let mut others = earlier.other_payers.clone();
    others.push(crate::coordination::decided_by(&earlier, &financial.account));
    Ok(others)
}
