//! Makes a claim: its record, its number, its charge in the books, and its place in the patient's file.

use crate::books::Books;
use crate::desk::Desk;
use crate::error::{BillingError, ErrorCode, Result};
use crate::reference::Reference;
use claims::{ClaimAccount, ClaimState, HistoryEvent, Visit};
use ledger::{Movement, Posting, PostingKind, PostingSubject, Source, reverse};
use records::{
    ClaimClinical, ClaimCoverage, ClaimFinancial, CoveragePolicy, Field, Index, PatientAccount, PatientCoverages, Unit,
};
use values::{
    BillingProviderId, ClaimFrequency, ClaimId, CoverageId, Date, EncounterId, Money, PatientControlNumber, PatientId,
    PayerId, PayerSequence, format_base32,
};

/// What a new claim is made of.
pub(crate) struct NewClaim {
    pub patient_id: PatientId,
    pub encounter_id: Option<EncounterId>,
    pub coverage: Option<(CoverageId, PayerId, PayerSequence)>,
    pub billing_provider: BillingProviderId,
    pub visit: Visit,
    pub note: String,
    pub prior_authorization: String,
    pub referral_number: String,
    pub patient_paid: Option<Money>,
    /// The number that another system gave it; `None` makes one of ours.
    pub imported: Option<(PatientControlNumber, ClaimFrequency, Option<String>)>,
}

/// Makes the claim inside a unit and posts its charge.
pub(crate) fn create_claim(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    books: &mut Books,
    reference: &Reference,
    new: NewClaim,
) -> Result<ClaimId> {
    let id: ClaimId = unit.allocate();
    let mut financial = new_financial(desk, unit, id, &new)?;
    financial.account.filing_limit_on = filing_limit(reference, new.coverage.map(|(_, payer, _)| payer), &new.visit);
    let payer = new.coverage.map(|(_, payer, _)| payer);
    let subject = PostingSubject {
        claim: Some(id),
        patient: Some(new.patient_id),
        payer,
        service_on: new.visit.date_of_service(),
        ..PostingSubject::new(desk.today(), Source::Charge)
    };
    books.post(unit, &mut financial, &charge_postings(&subject, &new.visit))?;
    if let Some(paid) = new.patient_paid {
        books.post(unit, &mut financial, &copay_postings(&subject, paid))?;
    }
    let number = financial.account.patient_control_number.folded();
    unit.refer(Index::PatientControlNumber, number.as_bytes(), id.number());
    unit.put(
        id,
        &ClaimCoverage {
            patient_id: new.patient_id,
            encounter_id: new.encounter_id,
            coverage_id: new.coverage.map(|(coverage, _, _)| coverage),
            payer_id: payer,
            sequence: new.coverage.map_or(PayerSequence::Primary, |(_, _, sequence)| sequence),
            prior_authorization: new.prior_authorization,
            referral_number: new.referral_number,
        },
    )?;
    unit.put(
        id,
        &ClaimClinical { visit: new.visit, billing_provider: new.billing_provider, note: new.note, scrub: None },
    )?;
    unit.put(id, &financial)?;
    let mut account: PatientAccount = unit.read_or_default(new.patient_id)?;
    account.claims.push(id);
    unit.put(new.patient_id, &account)?;
    Ok(id)
}

fn new_financial(desk: &Desk<'_>, unit: &Unit<'_>, id: ClaimId, new: &NewClaim) -> Result<ClaimFinancial> {
    let (state, number, frequency, answers) = match &new.imported {
        Some((number, frequency, answers)) => (ClaimState::Transmitted, number.clone(), *frequency, answers.clone()),
        None => (ClaimState::Draft, next_number(unit, id, 1)?, ClaimFrequency::Original, None),
    };
    let what = if new.imported.is_some() { "imported" } else { "made of the visit" };
    Ok(ClaimFinancial {
        account: ClaimAccount {
            state,
            state_reason: String::new(),
            version: 1,
            frequency,
            patient_control_number: number,
            answers,
            is_imported: new.imported.is_some(),
            charge: new.visit.charge(),
            patient_paid: new.patient_paid,
            submissions: Vec::new(),
            outcomes: Vec::new(),
            filing_limit_on: None,
            previous_claim: None,
            next_claim: None,
            history: vec![HistoryEvent { at: desk.now(), by: desk.user_name(), state, what: what.to_owned() }],
        },
        balance: ledger::ClaimBalance::default(),
        pages: Vec::new(),
    })
}

/// Our number for a version of a claim: `CK`, the claim's id in base32, the version. Never one that is taken already.
pub(crate) fn next_number(unit: &Unit<'_>, id: ClaimId, version: u16) -> Result<PatientControlNumber> {
    for suffix in ["", "A", "B", "C", "D"] {
        let text = format!("CK{:0>5}-{version}{suffix}", format_base32(id.number()));
        let number = PatientControlNumber::parse(&text)
            .map_err(|error| BillingError::new(ErrorCode::BadValue, error.to_string(), "report this"))?;
        if unit.lookup(Index::PatientControlNumber, number.folded().as_bytes())?.is_empty() {
            return Ok(number);
        }
    }
    Err(BillingError::new(
        ErrorCode::BadValue,
        format!("every number for {id} is taken"),
        "rename the imported claims that use CK numbers",
    ))
}

/// The last day to file: the payer's days after the last date of service.
pub(crate) fn filing_limit(reference: &Reference, payer: Option<PayerId>, visit: &Visit) -> Option<Date> {
    let days = reference.payers.get(payer?)?.timely_filing_days?;
    Some(work::filing_limit(visit.last_date_of_service()?, days))
}

fn charge_postings(subject: &PostingSubject, visit: &Visit) -> Vec<Posting> {
    let movement = if subject.payer.is_some() { Movement::CHARGE } else { Movement::CHARGE_TO_PATIENT };
    let mut postings: Vec<Posting> = Vec::new();
    for line in &visit.lines {
        let subject = PostingSubject { line: Some(line.number), ..*subject };
        postings.extend(subject.post(PostingKind::Charge, movement, line.charge));
    }
    // A file may state a total that is not the sum of its lines: the difference stands with the claim.
    let lines: Money = visit.lines.iter().map(|line| line.charge).sum();
    postings.extend(subject.post(PostingKind::Charge, movement, visit.charge() - lines));
    postings
}

fn copay_postings(subject: &PostingSubject, paid: Money) -> Vec<Posting> {
    let subject = PostingSubject { source: Source::PatientPayment, ..*subject };
    subject.post(PostingKind::Payment, Movement::PATIENT_PAYMENT, paid).into_iter().collect()
}

/// What an unsent claim was charged for and to whom.
pub(crate) struct ChargeBasis<'a> {
    pub payer: Option<PayerId>,
    pub visit: &'a Visit,
}

/// Takes the charge of an unsent claim back and posts the new one: nothing is deleted.
pub(crate) fn recharge(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    books: &mut Books,
    claim: (ClaimId, PatientId, &mut ClaimFinancial),
    change: [ChargeBasis<'_>; 2],
) -> Result<()> {
    let (id, patient, financial) = claim;
    let [before, after] = change;
    let postings = |basis: &ChargeBasis<'_>| {
        let subject = PostingSubject {
            claim: Some(id),
            patient: Some(patient),
            payer: basis.payer,
            service_on: basis.visit.date_of_service(),
            ..PostingSubject::new(desk.today(), Source::Charge)
        };
        charge_postings(&subject, basis.visit)
    };
    let (old, new) = (postings(&before), postings(&after));
    financial.account.charge = after.visit.charge();
    if old == new {
        return Ok(());
    }
    books.post(unit, financial, &reverse(&old, desk.today()))?;
    books.post(unit, financial, &new)
}

/// Takes back what the patient was said to have paid on an unsent claim, and posts what is said now.
pub(crate) fn repay(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    books: &mut Books,
    (id, patient, financial): (ClaimId, PatientId, &mut ClaimFinancial),
    paid: Option<Money>,
) -> Result<()> {
    let before = std::mem::replace(&mut financial.account.patient_paid, paid);
    if before == paid {
        return Ok(());
    }
    let subject = PostingSubject {
        claim: Some(id),
        patient: Some(patient),
        ..PostingSubject::new(desk.today(), Source::PatientPayment)
    };
    let postings = |paid: Option<Money>| paid.map(|paid| copay_postings(&subject, paid)).unwrap_or_default();
    books.post(unit, financial, &reverse(&postings(before), desk.today()))?;
    books.post(unit, financial, &postings(paid))
}

/// The policy of a sequence that covers a day, else the newest one of that sequence (the scrubber tells that it does not
/// cover the day).
pub(crate) fn choose_coverage(
    unit: &Unit<'_>,
    patient: PatientId,
    sequence: PayerSequence,
    day: Option<Date>,
) -> Result<Option<(CoverageId, PayerId, PayerSequence)>> {
    let listed: PatientCoverages = unit.read_or_default(patient)?;
    let mut chosen: Option<(bool, CoverageId, CoveragePolicy)> = None;
    for id in listed.coverages {
        let Field::Open(policy) = unit.read::<CoveragePolicy>(id)? else { continue };
        let covers = day.is_none_or(|day| policy.covers(day));
        if policy.sequence == sequence && (covers || chosen.as_ref().is_none_or(|(covered, _, _)| !covered)) {
            chosen = Some((covers, id, policy));
        }
    }
    Ok(chosen.map(|(_, id, policy)| (id, policy.payer_id, policy.sequence)))
}
