//! Remittances out of the views of `billing`.

use crate::convert::{cents, known, state_named, turned};
use crate::*;
use billing::{Hindrance, PaymentGroup, PaymentNote, Reconciliation, Shares};
use records::{Deposit, LinePlace, MatchedBy, RemittanceState};
use values::Money;

macro_rules! same_names {
    ($($from:ty => $into:ident { $($name:ident),* $(,)? })*) => {$(
        impl From<$from> for $into {
            fn from(name: $from) -> Self {
                match name { $(<$from>::$name => $into::$name,)* }
            }
        }
    )*};
}

same_names! {
    RemittanceState => RemittanceStateName { Received, Held, Posted, Undone }
    billing::PaymentState => PaymentStateName {
        NoMatch, SeveralMatch, OutOfBalance, Held, NothingToTakeBack, Twice, Predetermination, Detached, Differs,
        PaidAgain, Takeback, Denied, Matched,
    }
    PaymentGroup => PaymentGroupName { NeedsYou, Look, Posts, KeptOut }
    billing::NextStep => PaymentNextStep {
        Decide, StandsAside, Close, NextPayer, Forwarded, Patient, WorkDenial, WaitForPayer, WaitForCorrection,
    }
    billing::LineCompared => LineComparedName {
        NoClaim, NoLine, OtherProcedure, ModifiersDropped, OtherModifiers, OtherCharge, Same,
    }
    MatchedBy => MatchedByName { Number, Person, Hand }
    billing::PayerToldKind => PayerToldName {
        PriorityPayer, ForwardedTo, PatientName, MemberId, ReceivedOn, CoverageEndedOn, GroupNumber, ContractClass,
        Contact,
    }
}

fn count(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn name((family, given): (String, String)) -> NameView {
    NameView { family, given }
}

impl From<billing::RemittanceListed> for RemittanceListed {
    fn from(row: billing::RemittanceListed) -> Self {
        RemittanceListed {
            remittance_id: row.remittance_id.to_string(),
            payer_name: row.payer,
            trace: row.trace,
            date: row.date.to_string(),
            payment_cents: row.payment.into(),
            needs_you: count(row.undecided),
            is_to_post: row.state != RemittanceState::Posted,
            is_reconciled: row.is_reconciled,
            state: row.state.into(),
        }
    }
}

impl From<Hindrance> for RemittanceHindrance {
    fn from(hindrance: Hindrance) -> Self {
        match hindrance {
            Hindrance::State => RemittanceHindrance::State,
            Hindrance::OutOfBalance => RemittanceHindrance::OutOfBalance,
            Hindrance::Duplicate(id) => RemittanceHindrance::Duplicate { remittance_id: id.to_string() },
            Hindrance::AboveLimit => RemittanceHindrance::AboveLimit,
            Hindrance::Later(id) => RemittanceHindrance::Later { remittance_id: id.to_string() },
        }
    }
}

impl From<Reconciliation> for ReconciliationView {
    fn from(money: Reconciliation) -> Self {
        let deposit = |deposit: Deposit| DepositView {
            on: deposit.on.to_string(),
            amount_cents: deposit.amount.into(),
            difference_cents: (deposit.amount - money.payment).into(),
            is_matched: deposit.amount == money.payment,
        };
        ReconciliationView {
            payment_cents: money.payment.into(),
            posted_cents: money.posted.into(),
            unposted_cents: money.unposted.into(),
            provider_adjustment_cents: money.provider_adjustment.into(),
            difference_cents: money.difference.into(),
            is_balanced: money.difference.is_zero(),
            bar: bar([money.posted, money.unposted, money.provider_adjustment]),
            deposit: money.deposit.map(deposit),
        }
    }
}

/// Each part of a sum in thousandths of it, signs apart.
fn bar(parts: [Money; 3]) -> [u32; 3] {
    let size = |part: Money| i128::from(part.abs().cents());
    let whole: i128 = parts.into_iter().map(size).sum();
    parts.map(|part| (size(part) * 1000).checked_div(whole).and_then(|share| u32::try_from(share).ok()).unwrap_or(0))
}

impl From<remittance::ProviderAdjustment> for ProviderAdjustmentView {
    fn from(adjustment: remittance::ProviderAdjustment) -> Self {
        ProviderAdjustmentView {
            meaning: meaning(&adjustment.code),
            is_withheld: adjustment.amount > Money::ZERO,
            amount_cents: adjustment.amount.abs().into(),
            code: adjustment.code,
            reference: adjustment.reference,
        }
    }
}

fn meaning(code: &str) -> ProviderAdjustmentMeaning {
    match code {
        "WO" => ProviderAdjustmentMeaning::Recoupment,
        "FB" => ProviderAdjustmentMeaning::BalanceForward,
        "L6" => ProviderAdjustmentMeaning::Interest,
        "50" | "51" | "L3" => ProviderAdjustmentMeaning::Penalty,
        "72" => ProviderAdjustmentMeaning::Refund,
        "AP" | "BD" | "C5" | "CR" | "CT" | "CV" | "DM" | "GO" | "IP" | "J1" | "PI" | "PL" | "RA" | "RE" => {
            ProviderAdjustmentMeaning::Advance
        }
        "E3" | "FC" | "IR" | "IS" | "LE" | "LS" | "TL" | "AH" => ProviderAdjustmentMeaning::Withholding,
        "B2" | "B3" | "BN" | "SL" | "HM" => ProviderAdjustmentMeaning::Incentive,
        _ => ProviderAdjustmentMeaning::Other,
    }
}

fn method(code: &str) -> PaymentMethod {
    match code {
        "CHK" => PaymentMethod::Check,
        "NON" => PaymentMethod::None,
        _ => PaymentMethod::Transfer,
    }
}

impl From<billing::RemittanceSheet> for RemittanceView {
    fn from(sheet: billing::RemittanceSheet) -> Self {
        let may_decide = sheet.listed.state != RemittanceState::Posted;
        let (groups, posting) = grouped(sheet.payments, may_decide);
        RemittanceView {
            listed: sheet.listed.into(),
            method: method(&sheet.method),
            posted_on: sheet.posted_on.map(|day| day.to_string()),
            money: sheet.money.into(),
            claim_count: count(sheet.claims),
            line_count: count(sheet.service_lines),
            posting_count: posting,
            posted_claims: count(sheet.posted_claims),
            post_hindrance: sheet.post_hindrance.map(Into::into),
            undo_hindrance: sheet.undo_hindrance.map(Into::into),
            provider_adjustments: sheet.provider_adjustments.into_iter().map(Into::into).collect(),
            missing_interest_cents: sheet.missing_interest.map(Into::into),
            groups,
        }
    }
}

/// The payments in their groups, and how many of them post.
fn grouped(mut rows: Vec<billing::PaymentRow>, may_decide: bool) -> (Vec<PaymentGroupView>, u32) {
    rows.sort_by_key(|row| (row.state.group(), row.position));
    let posts = rows.iter().filter(|row| matches!(row.state.group(), PaymentGroup::Look | PaymentGroup::Posts)).count();
    let mut groups = Vec::new();
    for part in rows.chunk_by(|one, other| one.state.group() == other.state.group()) {
        let paid: Money = part.iter().map(|row| row.shares.paid).sum();
        groups.extend(part.first().map(|first| PaymentGroupView {
            name: first.state.group().into(),
            paid_cents: paid.into(),
            payments: part.iter().cloned().map(|row| payment(row, may_decide)).collect(),
        }));
    }
    (groups, u32::try_from(posts).unwrap_or(u32::MAX))
}

fn payment(row: billing::PaymentRow, may_decide: bool) -> PaymentView {
    PaymentView {
        position: row.position,
        patient_name: name(row.patient),
        patient_control_number: row.patient_control_number,
        payer_claim_control_number: row.payer_claim_control_number,
        date_of_service: row.date_of_service.map(|day| day.to_string()),
        shares: row.shares.into(),
        reasons: row.reasons.into_iter().map(Into::into).collect(),
        state: row.state.into(),
        is_decided: row.is_decided,
        may_decide,
        claims: row.claims.into_iter().map(Into::into).collect(),
        next: row.next.into(),
        notes: row.notes.into_iter().map(Into::into).collect(),
        told: row.told.into_iter().map(Into::into).collect(),
        lines: row.lines.into_iter().map(Into::into).collect(),
    }
}

impl From<Shares> for SharesView {
    fn from(shares: Shares) -> Self {
        SharesView {
            charge_cents: shares.charge.into(),
            allowed_cents: shares.allowed.map(Into::into),
            contractual_cents: shares.contractual.into(),
            patient_cents: shares.patient.into(),
            other_cents: shares.other.into(),
            payer_initiated_cents: shares.payer_initiated.into(),
            paid_cents: shares.paid.into(),
            difference_cents: shares.difference.into(),
            is_balanced: shares.difference.is_zero(),
        }
    }
}

impl From<billing::PaidClaim> for PaidClaimView {
    fn from(claim: billing::PaidClaim) -> Self {
        PaidClaimView {
            claim_id: claim.claim_id.to_string(),
            patient_control_number: claim.patient_control_number,
            patient_name: name(claim.patient),
            charge_cents: claim.charge.into(),
            matched_by: claim.by.into(),
        }
    }
}

impl From<PaymentNote> for PaymentNoteView {
    fn from(note: PaymentNote) -> Self {
        let signed = |amount: Money, above, below| if amount > Money::ZERO { (above, amount) } else { (below, amount) };
        let (name, amount) = match note {
            PaymentNote::StrangeLines(lines) => return counted(PaymentNoteName::StrangeLines, lines),
            PaymentNote::UnknownReasons(codes) => return counted(PaymentNoteName::UnknownReasons, codes),
            PaymentNote::OtherCharge(off) => signed(off, PaymentNoteName::ChargeAbove, PaymentNoteName::ChargeBelow),
            // What was paid plus what is taken back: above zero, less is taken back than was paid.
            PaymentNote::OtherTakeback(off) => {
                signed(off, PaymentNoteName::TakesBackLess, PaymentNoteName::TakesBackMore)
            }
            PaymentNote::OutOfBalance(off) => signed(off, PaymentNoteName::PaidAbove, PaymentNoteName::PaidBelow),
            PaymentNote::TakesBack(amount) => (PaymentNoteName::TakesBack, amount),
            PaymentNote::Corrects(amount) => (PaymentNoteName::Corrects, amount),
            PaymentNote::PaidAgain(amount) => (PaymentNoteName::PaidAgain, amount),
            PaymentNote::Interest(amount) => (PaymentNoteName::Interest, amount),
        };
        PaymentNoteView { name, amount_cents: Some(amount.abs().into()), count: None }
    }
}

fn counted(name: PaymentNoteName, count: u32) -> PaymentNoteView {
    PaymentNoteView { name, amount_cents: None, count: Some(count) }
}

impl From<billing::PayerTold> for PayerToldView {
    fn from(told: billing::PayerTold) -> Self {
        PayerToldView { name: told.kind.into(), text: told.text, day: told.day.map(|day| day.to_string()) }
    }
}

impl From<billing::ReasonRow> for PaidReasonView {
    fn from(reason: billing::ReasonRow) -> Self {
        PaidReasonView {
            group: reason.group.to_owned(),
            carc: reason.carc,
            label: reason.label,
            amount_cents: reason.amount.into(),
            is_denial: reason.is_denial,
        }
    }
}

fn procedure((code, modifiers): (String, Vec<String>)) -> PaidProcedureView {
    PaidProcedureView { code, modifiers }
}

impl From<billing::PaymentLineRow> for PaymentLineView {
    fn from(line: billing::PaymentLineRow) -> Self {
        let ours = |own: billing::OurLine| OurLineView {
            claim_id: own.claim_id.to_string(),
            number: own.number,
            procedure: procedure(own.procedure),
            charge_cents: own.charge.into(),
        };
        PaymentLineView {
            position: line.position,
            procedure: procedure(line.procedure),
            date_of_service: line.date_of_service.map(|day| day.to_string()),
            ours: line.ours.map(ours),
            shares: line.shares.into(),
            reasons: line.reasons.into_iter().map(Into::into).collect(),
            remarks: line.remarks.into_iter().map(|(rarc, label)| PaidRemarkView { rarc, label }).collect(),
            policies: line.policies,
            compared: line.compared.into(),
        }
    }
}

impl From<billing::ClaimCandidate> for ClaimCandidateView {
    fn from(candidate: billing::ClaimCandidate) -> Self {
        let (row, alike) = (candidate.row, candidate.likeness);
        let alike = [
            (alike.number, LikenessName::Number),
            (alike.payer_number, LikenessName::PayerNumber),
            (alike.charge, LikenessName::Charge),
            (alike.date, LikenessName::Date),
            (alike.name, LikenessName::Name),
            (alike.payer, LikenessName::Payer),
        ];
        ClaimCandidateView {
            claim_id: row.claim_id,
            patient_control_number: row.patient_control_number.into(),
            patient_name: turned(row.patient_name, |name| NameView::of_display(&name)),
            date_of_service: turned(row.date_of_service, |day| day.to_string()),
            payer_name: row.payer.into(),
            charge_cents: cents(row.charge_cents),
            balance_cents: cents(row.balance_cents),
            state: known(row.state.map(state_named), ClaimStateView::from),
            alike: alike.into_iter().filter(|(is_alike, _)| *is_alike).map(|(_, name)| name).collect(),
            lines: candidate.lines.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<billing::CandidateLine> for CandidateLineView {
    fn from(line: billing::CandidateLine) -> Self {
        CandidateLineView {
            number: line.number,
            procedure: procedure((line.procedure, line.modifiers)),
            charge_cents: line.charge.into(),
        }
    }
}

impl TryFrom<LinePlaceEntry> for LinePlace {
    type Error = WireError;

    fn try_from(entry: LinePlaceEntry) -> Result<Self, WireError> {
        let claim = entry.claim_id.parse().map_err(|_| ErrorCode::BadValue)?;
        Ok(LinePlace { claim, line: entry.line })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(cents: i64) -> Money {
        Money::from_cents(cents).unwrap()
    }

    #[test]
    fn the_bar_is_the_payment_in_thousandths() {
        assert_eq!(bar([money(750), money(200), money(50)]), [750, 200, 50]);
        assert_eq!(bar([money(300), money(0), money(-100)]), [750, 0, 250]);
        assert_eq!(bar([Money::ZERO; 3]), [0, 0, 0]);
    }

    #[test]
    fn a_difference_is_said_without_a_sign() {
        let below = PaymentNoteView::from(PaymentNote::OtherCharge(money(-1_200)));
        assert_eq!((below.name, below.amount_cents), (PaymentNoteName::ChargeBelow, Some(money(1_200).into())));
        let more = PaymentNoteView::from(PaymentNote::OtherTakeback(money(-5)));
        assert_eq!(more.name, PaymentNoteName::TakesBackMore);
        let lines = PaymentNoteView::from(PaymentNote::StrangeLines(2));
        assert_eq!((lines.name, lines.amount_cents, lines.count), (PaymentNoteName::StrangeLines, None, Some(2)));
    }

    #[test]
    fn what_is_withheld_is_told_from_what_is_added() {
        let told = |code: &str, cents| {
            let amount = money(cents);
            let plb = remittance::ProviderAdjustment {
                provider_id: String::new(),
                code: code.into(),
                reference: "ICN1".into(),
                amount,
                segment: 9,
            };
            let view = ProviderAdjustmentView::from(plb);
            (view.meaning, view.is_withheld)
        };
        assert_eq!(told("WO", 9_628), (ProviderAdjustmentMeaning::Recoupment, true));
        assert_eq!(told("L6", -50), (ProviderAdjustmentMeaning::Interest, false));
        assert_eq!(told("ZZ", 1), (ProviderAdjustmentMeaning::Other, true));
    }
}
