//! A denied or rejected claim, read once for all that is decided about it.

use crate::desk::Desk;
use crate::error::{BillingError, Result};
use crate::remittances::reasons_of;
use crate::worklist::claim_items;
use claims::ClaimOutcome;
use ledger::OpenAmounts;
use records::{ClaimClinical, ClaimCoverage, ClaimFinancial, Unit, WorkItemCell};
use remittance::{Denial, denials_of};
use std::str::FromStr;
use values::{AdjustmentGroup, ClaimId, Money, ValueError, WorkItemId};
use work::WorkKind;

/// How the workbench is opened: by the item, or by the claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DenialPlace {
    /// `wrk-4T2`.
    Item(WorkItemId),
    /// `clm-19`.
    Claim(ClaimId),
}

impl FromStr for DenialPlace {
    type Err = ValueError;

    fn from_str(text: &str) -> std::result::Result<DenialPlace, ValueError> {
        let item = WorkItemId::parse(text).map(DenialPlace::Item);
        item.or_else(|_| ClaimId::parse(text).map(DenialPlace::Claim))
    }
}

/// The claim with its items, and what stands denied.
pub(super) struct Case {
    pub id: ClaimId,
    pub financial: ClaimFinancial,
    pub coverage: ClaimCoverage,
    pub clinical: ClaimClinical,
    pub items: Vec<(WorkItemId, WorkItemCell)>,
    pub denials: Vec<Denial>,
}

impl Case {
    /// Reads it.
    ///
    /// # Errors
    /// `not_found`, or what the store refuses.
    pub fn load(desk: &Desk<'_>, unit: &Unit<'_>, place: DenialPlace) -> Result<Case> {
        let id = match place {
            DenialPlace::Claim(id) => id,
            DenialPlace::Item(item) => {
                let cell: WorkItemCell = unit.need(item)?;
                cell.claim_id.ok_or_else(|| BillingError::not_found(&format!("the claim of {item}")))?
            }
        };
        let financial: ClaimFinancial = unit.need(id)?;
        let denials = standing_denials(desk, &financial);
        Ok(Case {
            id,
            coverage: unit.need(id)?,
            clinical: unit.need(id)?,
            items: claim_items(desk, id)?,
            financial,
            denials,
        })
    }

    /// The decision that denied something: the newest one that still does, else the newest.
    pub fn decision(&self) -> Option<&ClaimOutcome> {
        self.financial.account.newest_outcome()
    }

    /// The open item of a kind.
    pub fn item(&self, kind: WorkKind) -> Option<&(WorkItemId, WorkItemCell)> {
        self.items.iter().find(|(_, cell)| cell.item.kind == kind)
    }

    /// The item that is worked: what waits for a decision first.
    pub fn main_item(&self) -> Option<&(WorkItemId, WorkItemCell)> {
        [WorkKind::WriteOff, WorkKind::Appeal, WorkKind::Denial, WorkKind::Rejection]
            .into_iter()
            .find_map(|kind| self.item(kind))
    }

    /// What is open, where it is above zero.
    pub fn open(&self) -> OpenAmounts {
        let mut sum = OpenAmounts::default();
        for line in &self.financial.balance.lines {
            sum.add(OpenAmounts {
                insurance: line.open.insurance.max(Money::ZERO),
                denied: line.open.denied.max(Money::ZERO),
                patient: line.open.patient.max(Money::ZERO),
            });
        }
        sum
    }

    /// Whether the claim was refused before adjudication, and so has no denial.
    pub fn is_rejected(&self) -> bool {
        self.financial.account.state.is_rejected()
    }

    /// The money in question: what was denied, the patient's share that asks for work, or all of a rejected claim.
    pub fn at_risk(&self) -> Money {
        if self.is_rejected() {
            return self.open().insurance;
        }
        let of_patient = |denial: &&Denial| denial.group == AdjustmentGroup::PatientResponsibility;
        let patient: Money = self.denials.iter().filter(of_patient).map(|denial| denial.amount).sum();
        let open = self.open();
        open.denied + patient.min(open.patient)
    }

    /// What may be written off: denied, the patient's, and all of a claim that no payer ever took.
    pub fn writable(&self) -> Money {
        let open = self.open();
        let insurance = if self.is_rejected() { open.insurance } else { Money::ZERO };
        open.denied + open.patient + insurance
    }

    /// What the payer's group codes let us ask of the patient, by line: denied amounts of group OA.
    pub fn billable_to_patient(&self) -> Vec<(Option<u16>, Money)> {
        let mut lines: Vec<(Option<u16>, Money)> = Vec::new();
        for denial in self.denials.iter().filter(|denial| denial.group == AdjustmentGroup::OtherAdjustment) {
            match lines.iter_mut().find(|(line, _)| *line == denial.line) {
                Some((_, amount)) => *amount += denial.amount,
                None => lines.push((denial.line, denial.amount)),
            }
        }
        let open = |line: Option<u16>| self.financial.balance.line(line).denied.max(Money::ZERO);
        let billable = lines.into_iter().map(|(line, amount)| (line, amount.min(open(line))));
        billable.filter(|(_, amount)| !amount.is_zero()).collect()
    }

    /// Whether the payer itself gave a denied amount to the patient (group PR).
    pub fn is_patients_already(&self) -> bool {
        self.denials.iter().any(|denial| denial.group == AdjustmentGroup::PatientResponsibility)
            && self.open().patient > Money::ZERO
    }
}

/// What still stands denied of the newest decision.
fn standing_denials(desk: &Desk<'_>, financial: &ClaimFinancial) -> Vec<Denial> {
    let reasons = reasons_of(desk.codes());
    let Some(outcome) = financial.account.newest_outcome() else { return Vec::new() };
    let stands = |denial: &Denial| {
        let open = financial.balance.line(denial.line);
        let patients = denial.group == AdjustmentGroup::PatientResponsibility;
        (if patients { open.patient } else { open.denied }) > Money::ZERO
    };
    denials_of(outcome, &reasons).into_iter().filter(stands).collect()
}
