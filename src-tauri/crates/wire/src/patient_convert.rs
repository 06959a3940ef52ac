//! Out of what `billing` says of a patient's folder into the shapes that cross.

use crate::*;
use records::{DocumentKind, DocumentMedia};
use values::TimeZone;

impl From<billing::PatientLedger> for LedgerView {
    fn from(ledger: billing::PatientLedger) -> Self {
        let [charge, paid, adjusted, balance] = ledger.totals;
        LedgerView {
            groups: ledger.groups.into_iter().map(Into::into).collect(),
            owed: ledger.owed.into_iter().map(Into::into).collect(),
            charge_cents: charge.into(),
            paid_cents: paid.into(),
            adjusted_cents: adjusted.into(),
            balance_cents: balance.into(),
            credit_cents: ledger.credit.into(),
        }
    }
}

impl From<billing::OwedBy> for OwedView {
    fn from(owed: billing::OwedBy) -> Self {
        OwedView { payer_name: owed.payer, is_denied: owed.is_denied, amount_cents: owed.amount.into() }
    }
}

impl From<billing::LedgerGroup> for LedgerGroupView {
    fn from(group: billing::LedgerGroup) -> Self {
        let words = |words: billing::LineWords| LineWordsView { procedure: words.procedure, detail: words.detail };
        LedgerGroupView {
            claim_id: group.claim.to_string(),
            line: group.line,
            service_on: group.service_on.map(|day| day.to_string()),
            words: Field::from(group.words).map(words),
            charge_cents: group.charge.into(),
            paid_cents: group.paid.into(),
            adjusted_cents: group.adjusted.into(),
            balance_cents: group.balance.into(),
            standing: standing(group.standing),
            entries: group.entries.into_iter().map(Into::into).collect(),
        }
    }
}

fn standing(standing: billing::Standing) -> StandingName {
    match standing {
        billing::Standing::NotSent => StandingName::NotSent,
        billing::Standing::Rejected => StandingName::Rejected,
        billing::Standing::InAdjudication => StandingName::InAdjudication,
        billing::Standing::Denied => StandingName::Denied,
        billing::Standing::PatientShareDue => StandingName::PatientShareDue,
        billing::Standing::PaidInFull => StandingName::PaidInFull,
        billing::Standing::Credit => StandingName::Credit,
        billing::Standing::Applied => StandingName::Applied,
    }
}

impl From<billing::LedgerEntry> for LedgerEntryView {
    fn from(entry: billing::LedgerEntry) -> Self {
        LedgerEntryView {
            posted_on: entry.posted_on.to_string(),
            kind: entry_name(entry.kind),
            is_reversal: entry.is_reversal,
            falls_to: match entry.falls_to {
                billing::FallsTo::Insurer => FallsToName::Insurer,
                billing::FallsTo::Practice => FallsToName::Practice,
                billing::FallsTo::Patient => FallsToName::Patient,
            },
            reasons: entry.reasons,
            trace: entry.trace,
            payer_name: entry.payer,
            paid_cents: entry.paid.map(Into::into),
            adjusted_cents: entry.adjusted.map(Into::into),
            moved_cents: entry.moved.map(Into::into),
            balance_cents: entry.balance.into(),
        }
    }
}

fn entry_name(kind: billing::EntryKind) -> EntryName {
    match kind {
        billing::EntryKind::Charge => EntryName::Charge,
        billing::EntryKind::PayerPayment => EntryName::PayerPayment,
        billing::EntryKind::PatientPayment => EntryName::PatientPayment,
        billing::EntryKind::Contractual => EntryName::Contractual,
        billing::EntryKind::Settled => EntryName::Settled,
        billing::EntryKind::Denied => EntryName::Denied,
        billing::EntryKind::ToPatient => EntryName::ToPatient,
        billing::EntryKind::ToInsurer => EntryName::ToInsurer,
        billing::EntryKind::ToNextPayer => EntryName::ToNextPayer,
        billing::EntryKind::WriteOff => EntryName::WriteOff,
        billing::EntryKind::Refund => EntryName::Refund,
    }
}

impl From<NoteKindName> for billing::NoteKind {
    fn from(kind: NoteKindName) -> Self {
        match kind {
            NoteKindName::Clinical => billing::NoteKind::Clinical,
            NoteKindName::Account => billing::NoteKind::Account,
        }
    }
}

impl NoteView {
    /// A note by the practice's clock.
    #[must_use]
    pub fn of(note: billing::NoteView, zone: &TimeZone) -> NoteView {
        let text = |text: billing::NoteText| NoteTextView {
            kind: match text.kind {
                billing::NoteKind::Clinical => NoteKindName::Clinical,
                billing::NoteKind::Account => NoteKindName::Account,
            },
            claim_id: text.claim.map(|claim| claim.to_string()),
            text: text.text,
            written_at: MomentView::of(text.written_at, zone),
            written_by: text.written_by,
            amended_at: text.amended_at.map(|at| MomentView::of(at, zone)),
            earlier: text
                .earlier
                .into_iter()
                .map(|was| NoteVersionView { at: MomentView::of(was.at, zone), by: was.by, text: was.text })
                .collect(),
        };
        NoteView { note_id: note.id.to_string(), content: Field::from(note.content).map(text) }
    }
}

const KINDS: [(DocumentKindName, DocumentKind); 5] = [
    (DocumentKindName::InsuranceCard, DocumentKind::InsuranceCard),
    (DocumentKindName::IdentityPaper, DocumentKind::IdentityPaper),
    (DocumentKindName::Letter, DocumentKind::Letter),
    (DocumentKindName::ExplanationOfBenefits, DocumentKind::ExplanationOfBenefits),
    (DocumentKindName::Clinical, DocumentKind::Clinical),
];

impl DocumentKindName {
    /// Every kind, in the order of the form.
    pub fn all() -> impl Iterator<Item = DocumentKindName> {
        KINDS.into_iter().map(|(name, _)| name)
    }
}

impl From<DocumentKindName> for DocumentKind {
    fn from(name: DocumentKindName) -> Self {
        KINDS.into_iter().find(|(known, _)| *known == name).map_or(DocumentKind::Letter, |(_, kind)| kind)
    }
}

impl DocumentView {
    /// A document by the practice's clock.
    #[must_use]
    pub fn of(document: billing::DocumentView, zone: &TimeZone) -> DocumentView {
        let words = |words: billing::DocumentWords| DocumentWordsView {
            kind: KINDS
                .into_iter()
                .find(|(_, kind)| *kind == words.kind)
                .map_or(DocumentKindName::Letter, |(name, _)| name),
            title: words.title,
            is_image: words.media == DocumentMedia::Png,
            size_kb: u32::try_from(words.size.div_ceil(1024)).unwrap_or(u32::MAX),
            at: MomentView::of(words.at, zone),
            by: words.by,
            removed_at: words.removed_at.map(|at| MomentView::of(at, zone)),
        };
        DocumentView { document_id: document.id.to_string(), content: Field::from(document.content).map(words) }
    }
}

impl AccessRow {
    /// An entry by the practice's clock.
    #[must_use]
    pub fn of(row: billing::AccessRow, zone: &TimeZone) -> AccessRow {
        AccessRow {
            sequence: u32::try_from(row.sequence).unwrap_or(u32::MAX),
            at: MomentView::of(row.at, zone),
            actor: row.actor,
            role: row.role.into(),
            action: row.action,
        }
    }
}

impl From<billing::DayPatient> for DayPatientView {
    fn from(patient: billing::DayPatient) -> Self {
        DayPatientView {
            patient: patient.row.into(),
            because: match patient.because {
                billing::Registered::Visit => DayReason::Visit,
                billing::Registered::New => DayReason::New,
                billing::Registered::Changed => DayReason::Changed,
                billing::Registered::Opened => DayReason::Opened,
            },
            covered_by: match patient.covered_by {
                records::Field::Open(Some(payer)) => Field::Open(payer),
                records::Field::Open(None) | records::Field::Absent => Field::Absent,
                records::Field::Sealed(class) => Field::sealed(class.into()),
            },
        }
    }
}

impl From<billing::CoverageTimeline> for TimelineView {
    fn from(line: billing::CoverageTimeline) -> Self {
        TimelineView {
            today_at: line.today_at,
            from: line.from.to_string(),
            to: line.to.to_string(),
            years: line.years.into_iter().map(|(year, at)| YearView { year, at }).collect(),
            spans: line
                .spans
                .into_iter()
                .map(|span| SpanView {
                    coverage_id: span.coverage.to_string(),
                    sequence: span.turn,
                    at: span.at,
                    width: span.width,
                    is_active: span.is_active,
                })
                .collect(),
            gaps: line.gaps.into_iter().map(Into::into).collect(),
            overlaps: line.overlaps.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<billing::Gap> for StretchView {
    fn from(gap: billing::Gap) -> Self {
        StretchView {
            sequence: gap.turn,
            from: gap.from.to_string(),
            to: gap.to.to_string(),
            days: gap.days,
            at: gap.at,
            width: gap.width,
        }
    }
}
