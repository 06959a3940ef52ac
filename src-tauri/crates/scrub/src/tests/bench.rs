//! A valid claim that tests change, with its context.

use crate::{ClaimOnFile, PayerProfile, PolicyOnFile, ScrubContext, scrub};
use claims::{
    Adjustment, BillingProvider, ClaimDate, ClaimParties, ClaimProvider, CoverageStatement, DateValue, Dependent,
    Diagnosis, DiagnosisVersion, EntityType, Indicators, LineAdjudication, OtherPayer, Party, ProfessionalClaim,
    ProviderRole, RawSegment, Reference, RelatedCauses, ScrubFinding, ServiceLine, Subscriber, Visit,
};
use codes::CodeBook;
use values::{
    Address, AdjustmentGroup, Carc, ClaimFrequency, Class, ClassSet, Date, DiagnosisCode, FilingIndicator, Modifier,
    Money, PatientControlNumber, PayerSequence, PlaceOfService, ProcedureCode, Quantity, Relationship, Sex, UnitType,
};

pub(crate) fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

pub(crate) fn cents(cents: i64) -> Money {
    Money::from_cents(cents).unwrap()
}

pub(crate) fn place(code: &str) -> Option<PlaceOfService> {
    Some(PlaceOfService::parse(code).unwrap())
}

pub(crate) fn segment(id: &str, elements: &[&str]) -> RawSegment {
    RawSegment { id: id.to_owned(), elements: elements.iter().map(|text| (*text).to_owned()).collect() }
}

pub(crate) fn reference(qualifier: &str, value: &str) -> Reference {
    Reference { qualifier: qualifier.to_owned(), value: value.to_owned(), scope: String::new() }
}

/// A claim with its context, changed by tests.
#[derive(Debug, Clone)]
pub(crate) struct Bench {
    pub(crate) claim: ProfessionalClaim,
    pub(crate) today: Date,
    pub(crate) held: ClassSet,
    pub(crate) policies: Vec<PolicyOnFile>,
    pub(crate) payer: PayerProfile,
    pub(crate) others: Vec<ClaimOnFile>,
    pub(crate) decided: Option<bool>,
    pub(crate) book: CodeBook,
}

impl Bench {
    /// A clean claim of a patient who is the subscriber.
    pub(crate) fn new() -> Bench {
        Bench {
            claim: claim(),
            today: day("2026-03-20"),
            held: ClassSet::of(&Class::ALL),
            policies: vec![policy(PayerSequence::Primary, "LARCH1"), policy(PayerSequence::Secondary, "HARBOR2")],
            payer: PayerProfile { timely_filing_days: Some(180), ..PayerProfile::default() },
            others: Vec::new(),
            decided: None,
            book: CodeBook::shipped(),
        }
    }

    pub(crate) fn with(change: fn(&mut Bench)) -> Bench {
        let mut bench = Bench::new();
        change(&mut bench);
        bench
    }

    pub(crate) fn context(&self) -> ScrubContext<'_> {
        ScrubContext {
            held: self.held,
            policies: &self.policies,
            payer: self.payer.clone(),
            others: &self.others,
            earlier_payer_decided: self.decided,
            ..ScrubContext::new(self.today, &self.book)
        }
    }

    pub(crate) fn findings(&self) -> Vec<ScrubFinding> {
        scrub(&self.claim, &self.context())
    }

    pub(crate) fn differs_from_base(&self) -> bool {
        let base = Bench::new();
        let context = |bench: &Bench| {
            (bench.today, bench.policies.clone(), bench.payer.clone(), bench.others.clone(), bench.decided)
        };
        self.claim != base.claim || context(self) != context(&base)
    }

    /// Line by place, from 1.
    pub(crate) fn line(&mut self, number: usize) -> &mut ServiceLine {
        &mut self.claim.visit.lines[number - 1]
    }

    pub(crate) fn procedure(&mut self, code: &str) {
        self.line(1).procedure = ProcedureCode::parse(code).unwrap();
    }

    pub(crate) fn modifiers(&mut self, codes: &[&str]) {
        self.line(1).modifiers = codes.iter().map(|code| Modifier::parse(code).unwrap()).collect();
    }

    pub(crate) fn diagnoses(&mut self, codes: &[&str]) {
        let diagnosis =
            |code: &&str| Diagnosis { version: DiagnosisVersion::Icd10, code: DiagnosisCode::parse(code).unwrap() };
        self.claim.visit.diagnoses = codes.iter().map(diagnosis).collect();
        self.claim.visit.lines.iter_mut().for_each(|line| line.diagnosis_pointers = vec![1]);
    }

    pub(crate) fn served_on(&mut self, text: &str) {
        self.claim.visit.lines.iter_mut().for_each(|line| line.date_of_service = Some(DateValue::Day(day(text))));
    }

    pub(crate) fn dated(&mut self, qualifier: &str, text: &str) {
        self.claim.visit.dates.push(ClaimDate { qualifier: qualifier.to_owned(), value: DateValue::Day(day(text)) });
    }

    pub(crate) fn cause(&mut self, cause: &str) {
        self.claim.visit.related_causes.causes.push(cause.to_owned());
    }

    pub(crate) fn filing(&mut self, code: &str) {
        self.claim.parties.coverage.filing_indicator = Some(FilingIndicator::parse(code).unwrap());
    }

    pub(crate) fn billing(&mut self) -> &mut Party {
        &mut self.claim.parties.billing.party
    }

    pub(crate) fn subscriber(&mut self) -> &mut Party {
        &mut self.claim.parties.subscriber.party
    }

    pub(crate) fn provider(&mut self, role: ProviderRole) -> &mut Party {
        let providers = &mut self.claim.visit.providers;
        if !providers.iter().any(|provider| provider.role == role) {
            providers.push(ClaimProvider { role, party: person("ORCHARD", "SELAH") });
        }
        &mut providers.iter_mut().find(|provider| provider.role == role).unwrap().party
    }

    /// The patient becomes a child of the subscriber.
    pub(crate) fn dependent(&mut self) {
        let parties = &mut self.claim.parties;
        parties.coverage.relationship = None;
        parties.dependent = Some(Dependent {
            party: Party { address: parties.subscriber.party.address.take(), ..person("LINDEN", "TOMAS") },
            relationship: Relationship::Child,
            patient_information: Vec::new(),
            birth_date: Some(day("2015-06-01")),
            sex: Some(Sex::Male),
        });
        parties.subscriber.birth_date = None;
        parties.subscriber.sex = None;
    }

    pub(crate) fn dependent_party(&mut self) -> &mut Party {
        &mut self.claim.parties.dependent.as_mut().unwrap().party
    }

    /// The claim goes to the second payer, with a balanced decision of the first.
    pub(crate) fn secondary(&mut self) {
        let coverage = &mut self.claim.parties.coverage;
        let first = CoverageStatement { relationship: Some(Relationship::Myself), ..coverage.clone() };
        coverage.sequence = PayerSequence::Secondary;
        let payer = std::mem::replace(&mut self.claim.parties.payer, organization("HARBOR PPO", "PI", "HARBOR2"));
        let subscriber = self.claim.parties.subscriber.party.clone();
        self.claim.parties.subscriber.party.id = "S0009".to_owned();
        self.decided = Some(true);
        let lines = self.claim.visit.lines.iter().map(|line| decision(line, &payer.id)).collect();
        self.claim.other_payers.push(OtherPayer {
            coverage: first,
            adjustments: Vec::new(),
            paid_amount: Some(cents(10_000)),
            other_amounts: Vec::new(),
            benefits_assigned: "Y".to_owned(),
            patient_signature_source: String::new(),
            release_of_information: "Y".to_owned(),
            subscriber,
            payer,
            adjudicated_on: Some(day("2026-03-10")),
            references: Vec::new(),
            lines,
            extra: Vec::new(),
            provider_loops: Vec::new(),
        });
    }

    pub(crate) fn other(&mut self) -> &mut OtherPayer {
        &mut self.claim.other_payers[0]
    }
}

/// Fifty dollars paid, the rest contractual.
fn decision(line: &ServiceLine, payer_id: &str) -> LineAdjudication {
    LineAdjudication {
        line: line.number,
        payer_id: payer_id.to_owned(),
        paid_amount: cents(5_000),
        procedure_qualifier: "HC".to_owned(),
        procedure: Some(line.procedure.clone()),
        modifiers: line.modifiers.clone(),
        description: String::new(),
        units: Some(line.units),
        bundled_into: String::new(),
        adjustments: vec![Adjustment {
            group: AdjustmentGroup::ContractualObligation,
            carc: Carc::parse("45").unwrap(),
            amount: line.charge - cents(5_000),
            quantity: None,
        }],
        adjudicated_on: Some(day("2026-03-10")),
        remaining_liability: None,
    }
}

pub(crate) fn policy(sequence: PayerSequence, payer_id: &str) -> PolicyOnFile {
    PolicyOnFile { sequence, payer_id: payer_id.to_owned(), effective_on: Some(day("2024-01-01")), ends_on: None }
}

pub(crate) fn address(line1: &str, zip: &str) -> Address {
    Address {
        line1: line1.to_owned(),
        city: "Denver".to_owned(),
        state: "CO".to_owned(),
        zip: zip.to_owned(),
        ..Address::default()
    }
}

pub(crate) fn person(last: &str, first: &str) -> Party {
    Party {
        last_name: last.to_owned(),
        first_name: first.to_owned(),
        id_qualifier: "XX".to_owned(),
        ..Party::default()
    }
}

pub(crate) fn organization(name: &str, qualifier: &str, id: &str) -> Party {
    Party {
        entity: EntityType::Organization,
        last_name: name.to_owned(),
        id_qualifier: qualifier.to_owned(),
        id: id.to_owned(),
        ..Party::default()
    }
}

fn parties() -> ClaimParties {
    let billing = Party {
        address: Some(address("12 Larch Rd", "802021234")),
        taxonomy: "261QP2300X".to_owned(),
        extra: vec![segment("PER", &["IC", "BILLING OFFICE", "TE", "3035550100"])],
        ..organization("LARCH ROAD CLINIC", "XX", "1895559791")
    };
    let subscriber = Party {
        id_qualifier: "MI".to_owned(),
        id: "M00012345".to_owned(),
        address: Some(address("7 Oak St", "80202")),
        ..person("LINDEN", "MARA")
    };
    ClaimParties {
        billing: BillingProvider {
            party: billing,
            tax_id_qualifier: "EI".to_owned(),
            tax_id: "840001234".to_owned(),
            ..BillingProvider::default()
        },
        coverage: CoverageStatement {
            sequence: PayerSequence::Primary,
            relationship: Some(Relationship::Myself),
            group_number: "G100".to_owned(),
            plan_name: String::new(),
            medicare_secondary_reason: String::new(),
            filing_indicator: Some(FilingIndicator::parse("CI").unwrap()),
        },
        subscriber: Subscriber {
            party: subscriber,
            birth_date: Some(day("1984-05-06")),
            sex: Some(Sex::Female),
            extra: Vec::new(),
        },
        payer: organization("BLUE LARCH HEALTH", "PI", "LARCH1"),
        dependent: None,
    }
}

fn service(number: u16, code: &str, charge: i64) -> ServiceLine {
    ServiceLine {
        number,
        procedure_qualifier: "HC".to_owned(),
        procedure: ProcedureCode::parse(code).unwrap(),
        modifiers: Vec::new(),
        description: String::new(),
        charge: cents(charge),
        unit_type: UnitType::Units,
        units: Quantity::ONE,
        place_of_service: None,
        diagnosis_pointers: vec![1, 2],
        service_indicators: Vec::new(),
        date_of_service: Some(DateValue::Day(day("2026-03-02"))),
        dates: Vec::new(),
        references: Vec::new(),
        control_number: String::new(),
        notes: Vec::new(),
        drug: None,
        providers: Vec::new(),
        extra: Vec::new(),
    }
}

pub(crate) fn claim() -> ProfessionalClaim {
    let rendering =
        Party { id: "1526018159".to_owned(), taxonomy: "207Q00000X".to_owned(), ..person("HOLLOWAY", "AVERY") };
    let diagnosis =
        |code: &str| Diagnosis { version: DiagnosisVersion::Icd10, code: DiagnosisCode::parse(code).unwrap() };
    ProfessionalClaim {
        patient_control_number: PatientControlNumber::parse("CK-7Q2-1").unwrap(),
        frequency: ClaimFrequency::Original,
        payer_claim_control_number: None,
        patient_paid: None,
        prior_authorization: None,
        referral_number: None,
        parties: parties(),
        visit: Visit {
            diagnoses: vec![diagnosis("E11.9"), diagnosis("I10")],
            lines: vec![service(1, "99213", 12_500), service(2, "93000", 6_200)],
            place_of_service: place("11"),
            providers: vec![ClaimProvider { role: ProviderRole::Rendering, party: rendering }],
            related_causes: RelatedCauses::default(),
            indicators: Indicators::default(),
            ..Visit::default()
        },
        other_payers: Vec::new(),
    }
}
