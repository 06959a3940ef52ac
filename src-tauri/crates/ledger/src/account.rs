//! The accounts, and the movements between them that this practice's books know.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! accounts {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// An account of the practice's books. New ones are added at the end: stores hold the position.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Account { $($(#[$doc])* $variant,)* }

        impl Account {
            /// Every account.
            pub const ALL: &'static [Account] = &[$(Account::$variant,)*];

            /// The account's name in reports.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Account::$variant => $name,)* }
            }
        }
    };
}

accounts! {
    /// Receivable: what a payer owes or has not decided yet.
    InsuranceReceivable = "insurance_receivable",
    /// Receivable: what a payer denied and nobody has acted on yet. The payer calls it an adjustment; it is still open.
    DeniedReceivable = "denied_receivable",
    /// Receivable: what the patient owes; below zero when he paid ahead.
    PatientReceivable = "patient_receivable",
    /// Revenue: charges.
    Charges = "charges",
    /// Money from payers.
    PayerCash = "payer_cash",
    /// Money from patients.
    PatientCash = "patient_cash",
    /// Contractual adjustments.
    ContractualAdjustment = "contractual_adjustment",
    /// What settles itself: effect of the prior payer (23) and paid above the charge (94).
    SettledAdjustment = "settled_adjustment",
    /// Approved write-offs.
    WriteOff = "write_off",
    /// Interest that a payer paid.
    Interest = "interest",
    /// Provider-level adjustments (PLB) but interest: recoupments, balances carried forward.
    ProviderAdjustment = "provider_adjustment",
    /// Money that came and belongs to no claim yet.
    UnappliedCash = "unapplied_cash",
    /// Refunds to patients and payers.
    Refunds = "refunds",
    /// What one claim hands over to the claim for the next payer: zero over all claims.
    TransferBetweenClaims = "transfer_between_claims",
}

impl Account {
    /// Whether the account is one of the three that a claim's balance is made of.
    #[must_use]
    pub const fn is_receivable(self) -> bool {
        matches!(self, Account::InsuranceReceivable | Account::DeniedReceivable | Account::PatientReceivable)
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// From which account to which: the debit and the credit of a positive amount. A negative amount swaps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Movement {
    /// Debited by a positive amount.
    pub debit: Account,
    /// Credited by a positive amount.
    pub credit: Account,
}

impl Movement {
    /// A charge: the payer owes it.
    pub const CHARGE: Movement = of(Account::InsuranceReceivable, Account::Charges);
    /// A charge of a visit without a payer: the patient owes it.
    pub const CHARGE_TO_PATIENT: Movement = of(Account::PatientReceivable, Account::Charges);
    /// A payer paid on a claim.
    pub const PAYER_PAYMENT: Movement = of(Account::PayerCash, Account::InsuranceReceivable);
    /// The patient paid (copay, statement).
    pub const PATIENT_PAYMENT: Movement = of(Account::PatientCash, Account::PatientReceivable);
    /// A contractual adjustment closes what the payer need not pay.
    pub const CONTRACTUAL: Movement = of(Account::ContractualAdjustment, Account::InsuranceReceivable);
    /// Effect of the prior payer, paid above the charge.
    pub const SETTLED: Movement = of(Account::SettledAdjustment, Account::InsuranceReceivable);
    /// The payer says that the patient owes it.
    pub const TO_PATIENT: Movement = of(Account::PatientReceivable, Account::InsuranceReceivable);
    /// The payer denied it.
    pub const DENIED: Movement = of(Account::DeniedReceivable, Account::InsuranceReceivable);
    /// A denied amount is claimed anew (corrected claim, appeal).
    pub const DENIED_TO_INSURANCE: Movement = of(Account::InsuranceReceivable, Account::DeniedReceivable);
    /// A denied amount is given to the patient.
    pub const DENIED_TO_PATIENT: Movement = of(Account::PatientReceivable, Account::DeniedReceivable);
    /// What the patient owes is given to a payer (the next one).
    pub const PATIENT_TO_INSURANCE: Movement = of(Account::InsuranceReceivable, Account::PatientReceivable);
    /// What the patient owes leaves this claim for the next payer's.
    pub const TO_NEXT_CLAIM: Movement = of(Account::TransferBetweenClaims, Account::PatientReceivable);
    /// What a payer denied leaves this claim for the next payer's.
    pub const DENIED_TO_NEXT_CLAIM: Movement = of(Account::TransferBetweenClaims, Account::DeniedReceivable);
    /// What an earlier claim handed over is owed by this claim's payer.
    pub const FROM_PREVIOUS_CLAIM: Movement = of(Account::InsuranceReceivable, Account::TransferBetweenClaims);
    /// An approved write-off of an undecided amount.
    pub const WRITE_OFF_INSURANCE: Movement = of(Account::WriteOff, Account::InsuranceReceivable);
    /// An approved write-off of a denied amount.
    pub const WRITE_OFF_DENIED: Movement = of(Account::WriteOff, Account::DeniedReceivable);
    /// An approved write-off of what the patient owes.
    pub const WRITE_OFF_PATIENT: Movement = of(Account::WriteOff, Account::PatientReceivable);
    /// Interest from a payer.
    pub const INTEREST: Movement = of(Account::PayerCash, Account::Interest);
    /// A provider adjustment that reduces the payment.
    pub const PROVIDER_ADJUSTMENT: Movement = of(Account::ProviderAdjustment, Account::PayerCash);
    /// A payer's money that belongs to no claim yet.
    pub const UNAPPLIED: Movement = of(Account::PayerCash, Account::UnappliedCash);
    /// Unapplied money finds its claim.
    pub const APPLIED: Movement = of(Account::UnappliedCash, Account::InsuranceReceivable);
    /// The practice pays back what the patient paid too much.
    pub const REFUND_TO_PATIENT: Movement = of(Account::PatientReceivable, Account::Refunds);
    /// The practice pays back what a payer paid too much.
    pub const REFUND_TO_PAYER: Movement = of(Account::InsuranceReceivable, Account::Refunds);
}

const fn of(debit: Account, credit: Account) -> Movement {
    Movement { debit, credit }
}
