//! Out of the views of `billing` into the shapes that cross.

use crate::{
    AttentionName, AttentionView, BalancesView, BirthView, Cents, ClaimRow, ClaimStateName, ClaimStateView, ClassName,
    CoverageView, DuplicateView, ErrorCode, Field, NameView, PatientFile, PatientRow, Relationship, Sex, StretchView,
    TimelineView, WireError,
};
use billing::{BillingError, DemographicsView, ErrorCode as Code};
use claims::ClaimState;
use values::{Date, Money, PayerSequence};

impl<T> From<records::Field<T>> for Field<T> {
    fn from(field: records::Field<T>) -> Self {
        match field {
            records::Field::Open(value) => Field::Open(value),
            records::Field::Sealed(class) => Field::sealed(class.into()),
            records::Field::Absent => Field::Absent,
        }
    }
}

pub(crate) fn turned<T, U>(field: records::Field<T>, turn: impl FnOnce(T) -> U) -> Field<U> {
    Field::from(field).map(turn)
}

/// A field whose value may be unknown: then it is absent.
pub(crate) fn known<T, U>(field: records::Field<Option<T>>, turn: impl FnOnce(T) -> U) -> Field<U> {
    match field {
        records::Field::Open(Some(value)) => Field::Open(turn(value)),
        records::Field::Open(None) | records::Field::Absent => Field::Absent,
        records::Field::Sealed(class) => Field::sealed(class.into()),
    }
}

pub(crate) fn cents(field: records::Field<Money>) -> Field<Cents> {
    turned(field, Cents::from)
}

impl From<billing::PatientRow> for PatientRow {
    fn from(row: billing::PatientRow) -> Self {
        PatientRow {
            patient_id: row.patient_id,
            name: turned(row.name, |name| NameView::of_display(&name)),
            birth_date: known(row.birth_date, |day| day.to_string()),
            account_number: row.account_number.into(),
            balance_cents: cents(row.balance_cents),
        }
    }
}

impl From<billing::LikelyDuplicate> for DuplicateView {
    fn from(other: billing::LikelyDuplicate) -> Self {
        DuplicateView {
            patient: other.row.into(),
            sex: turned(other.sex, sex),
            phone: turned(other.phone, |phone| format_phone(&phone)),
            address: other.address.into(),
            alike: other.alike.into_iter().map(Into::into).collect(),
        }
    }
}

/// A patient's file as it looks today.
#[must_use]
pub fn patient_file(file: billing::PatientFile, overview: billing::PatientOverview, today: Date) -> PatientFile {
    let about = file.demographics;
    let balances = balances(&file.row.balance_cents, file.insurance_balance_cents, file.patient_balance_cents);
    let mut coverages: Vec<CoverageView> =
        file.coverages.into_iter().map(|coverage| coverage_view(coverage, today)).collect();
    // In payer order, those that cover today first, then the newest.
    coverages.sort_by(|one, other| {
        (!one.is_active, one.sequence, &other.effective_on).cmp(&(!other.is_active, other.sequence, &one.effective_on))
    });
    let claims: Vec<ClaimRow> = file.claims.into_iter().rev().map(ClaimRow::from).collect();
    let timeline: Field<TimelineView> = known(overview.timeline, TimelineView::from);
    let attention = attention(&claims, &coverages, &timeline);
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let died = about.as_ref().open().and_then(|about| about.deceased_on);
    PatientFile {
        birth: known(file.row.birth_date.clone(), |date| BirthView {
            date: date.to_string(),
            age_years: u32::try_from(died.unwrap_or(today).years_since(date)).unwrap_or_default(),
        }),
        deceased_on: died.map(|day| day.to_string()),
        sex: turned(about.as_ref().map(|about| about.sex), sex),
        phone: turned(about.as_ref().map(|about| about.phone.clone()), |phone| format_phone(&phone)),
        email: turned(about.as_ref().map(|about| about.email.clone()), |email| email),
        address_lines: turned(about, |about| address_lines(&about)),
        timeline,
        attention,
        note_count: count(overview.notes),
        document_count: count(overview.documents),
        merged_into: overview.merged_into.map(|id| id.to_string()),
        coverages: Field::Open(coverages),
        balances,
        claims: Field::Open(claims),
        patient_id: file.row.patient_id,
        name: turned(file.row.name, |name| NameView::of_display(&name)),
        account_number: file.row.account_number.into(),
    }
}

/// What somebody should look at in a file, as far as the role sees it.
fn attention(claims: &[ClaimRow], coverages: &[CoverageView], timeline: &Field<TimelineView>) -> Vec<AttentionView> {
    let found = |what, count: usize| AttentionView {
        what,
        count: u32::try_from(count).unwrap_or(u32::MAX),
        from: None,
        to: None,
    };
    let standing = |phase: fn(&ClaimStateView) -> bool| {
        claims.iter().filter(|claim| matches!(&claim.state, Field::Open(state) if phase(state))).count()
    };
    let mut all = vec![
        found(AttentionName::Denied, standing(|state| state.name == ClaimStateName::Denied)),
        found(AttentionName::Rejected, standing(|state| is_rejected(state.name))),
        found(AttentionName::NotCovered, usize::from(!coverages.iter().any(|coverage| coverage.is_active))),
    ];
    if let Field::Open(line) = timeline {
        let stretch = |what, stretch: &StretchView| AttentionView {
            what,
            count: stretch.days,
            from: Some(stretch.from.clone()),
            to: Some(stretch.to.clone()),
        };
        all.extend(line.overlaps.iter().map(|days| stretch(AttentionName::Overlap, days)));
        all.extend(line.gaps.iter().map(|days| stretch(AttentionName::Gap, days)));
    }
    all.retain(|attention| attention.count > 0);
    all
}

fn is_rejected(state: ClaimStateName) -> bool {
    [ClaimStateName::FileRejected, ClaimStateName::ClearinghouseRejected, ClaimStateName::PayerRejected]
        .contains(&state)
}

fn balances(
    total: &records::Field<Money>,
    insurance: records::Field<Money>,
    patient: records::Field<Money>,
) -> Field<BalancesView> {
    match (total, insurance, patient) {
        (records::Field::Open(total), records::Field::Open(insurance), records::Field::Open(patient)) => {
            Field::Open(BalancesView {
                insurance_cents: insurance.into(),
                patient_cents: patient.into(),
                total_cents: (*total).into(),
            })
        }
        (records::Field::Sealed(class), ..) => Field::sealed((*class).into()),
        _ => Field::sealed(ClassName::Financial),
    }
}

fn sex(code: Option<&'static str>) -> Sex {
    match code {
        Some("F") => Sex::Female,
        Some("M") => Sex::Male,
        Some(_) | None => Sex::Unknown,
    }
}

/// Ten digits as people read them; anything else as it was typed.
fn format_phone(typed: &str) -> String {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    match (digits.get(..3), digits.get(3..6), digits.get(6..)) {
        (Some(area), Some(exchange), Some(line)) if line.len() == 4 => format!("({area}) {exchange}-{line}"),
        _ => typed.to_owned(),
    }
}

fn address_lines(about: &DemographicsView) -> Vec<String> {
    let zip = match (about.zip.get(..5), about.zip.get(5..)) {
        (Some(five), Some(four)) if four.len() == 4 => format!("{five}-{four}"),
        _ => about.zip.clone(),
    };
    let place = [about.city.as_str(), about.state.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let lines = [about.line1.clone(), about.line2.clone(), format!("{place} {zip}")];
    lines.into_iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn coverage_view(coverage: billing::CoverageView, today: Date) -> CoverageView {
    let (from, to) = (coverage.effective_on.open().flatten(), coverage.ends_on.open().flatten());
    CoverageView {
        coverage_id: coverage.coverage_id,
        sequence: coverage.sequence.open().map_or(0, sequence_number),
        payer_name: coverage.payer.open().unwrap_or_default(),
        member_id: coverage.member_id.into(),
        group_number: coverage.group_number.open().unwrap_or_default(),
        relationship: coverage.subscriber_relationship.open().map_or(Relationship::Other, relationship),
        is_active: from.is_none_or(|day| day <= today) && to.is_none_or(|day| today <= day),
        effective_on: from.map(|day| day.to_string()),
        ends_on: to.map(|day| day.to_string()),
    }
}

fn sequence_number(code: &str) -> u8 {
    let place = PayerSequence::parse(code).ok().filter(|turn| *turn != PayerSequence::Unknown);
    let index = place.and_then(|turn| PayerSequence::ALL.iter().position(|known| *known == turn));
    index.and_then(|index| u8::try_from(index + 1).ok()).unwrap_or_default()
}

fn relationship(code: &str) -> Relationship {
    match code {
        "18" => Relationship::Oneself,
        "01" => Relationship::Spouse,
        "19" => Relationship::Child,
        _ => Relationship::Other,
    }
}

impl From<billing::ClaimRow> for ClaimRow {
    fn from(claim: billing::ClaimRow) -> Self {
        ClaimRow {
            claim_id: claim.claim_id,
            patient_control_number: claim.patient_control_number.into(),
            date_of_service: turned(claim.date_of_service, |day| day.to_string()),
            payer_name: claim.payer.into(),
            state: known(claim.state.map(state_named), ClaimStateView::from),
            charge_cents: cents(claim.charge_cents),
            paid_cents: cents(claim.paid_cents),
            adjustment_cents: cents(claim.adjustment_cents),
            balance_cents: cents(claim.balance_cents),
        }
    }
}

pub(crate) fn state_named(name: &str) -> Option<ClaimState> {
    ClaimState::ALL.iter().copied().find(|state| state.name() == name)
}

impl From<BillingError> for WireError {
    fn from(error: BillingError) -> Self {
        ErrorCode::from(error.code).into()
    }
}

impl From<Code> for ErrorCode {
    fn from(code: Code) -> Self {
        match code {
            Code::NoStore => ErrorCode::NoStore,
            Code::WrongPassphrase => ErrorCode::WrongPassphrase,
            Code::NotPermitted | Code::SecondPersonNeeded => ErrorCode::NotPermitted,
            Code::InUse => ErrorCode::InUse,
            Code::Damaged => ErrorCode::Damaged,
            Code::NewerStore => ErrorCode::NewerStore,
            Code::DiskFull => ErrorCode::DiskFull,
            Code::ReadOnly => ErrorCode::ReadOnly,
            Code::NotFound => ErrorCode::NotFound,
            Code::Io | Code::Cancelled => ErrorCode::Io,
            Code::BadUsage
            | Code::NotX12
            | Code::UnsupportedVersion
            | Code::BadSegment
            | Code::BadCount
            | Code::BadValue
            | Code::NotAllowed
            | Code::BadCsv => ErrorCode::BadValue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_and_addresses_are_shown_as_people_write_them() {
        assert_eq!(format_phone("5550100142"), "(555) 010-0142");
        assert_eq!(format_phone("+44 20 7946 0000"), "+44 20 7946 0000");
        assert_eq!(format_phone(""), "");
    }

    #[test]
    fn payers_are_counted_in_their_turn() {
        assert_eq!(["P", "S", "T", "A", "U", "?"].map(sequence_number), [1, 2, 3, 4, 0, 0]);
    }

    #[test]
    fn a_role_without_the_ledger_gets_no_balance_in_any_form() {
        let sealed = || records::Field::Sealed(values::Class::Financial);
        let shown = serde_json::to_string(&balances(&sealed(), sealed(), sealed())).unwrap();
        assert_eq!(shown, r#"{"sealed":"financial"}"#);
    }
}
