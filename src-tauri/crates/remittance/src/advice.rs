//! A payer's remittance advice in the field's words, as an 835 says it (guide 4). What `edi` reads and this crate judges.

use crate::{PayerContact, Told};
use claims::{Adjustment, DateValue};
use values::{
    AdjustmentGroup, ClaimFrequency, ClaimPaymentStatus, Date, FilingIndicator, Modifier, Money, PlaceOfService,
    ProcedureCode, ProcedureQualifier, Quantity, Rarc,
};

/// One 835 transaction set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemittanceAdvice {
    /// ST02.
    pub control_number: String,
    /// Payer's name (N1*PR).
    pub payer_name: String,
    /// Payer's ids: N104, REF*2U, BPR10/TRN03, those that are there, without blanks.
    pub payer_ids: Vec<String>,
    /// Payee's NPI or other id (N1*PE).
    pub payee_id: String,
    /// TRN02: check or EFT number.
    pub trace: String,
    /// TRN03 or BPR10: the payer's own identifier.
    pub originator: String,
    /// BPR16.
    pub date: Date,
    /// BPR04: `ACH`, `CHK`, `NON`…
    pub method: String,
    /// BPR02, negative where BPR03 is `D`.
    pub payment: Money,
    /// Claim payments in file order.
    pub claims: Vec<ClaimPayment>,
    /// Whom to ask about it (PER*CX, else PER*BL of 1000A), where the payer says so.
    pub contact: Option<PayerContact>,
    /// PLB amounts. A positive amount reduces the payment.
    pub provider_adjustments: Vec<ProviderAdjustment>,
    /// Segment of its ST, counted from the file's first ISA = 1.
    pub segment: u32,
}

/// One CLP with all below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimPayment {
    /// CLP01 as it came; `0` or empty where the payer does not know it.
    pub patient_control_number: String,
    /// CLP02.
    pub status: ClaimPaymentStatus,
    /// CLP03.
    pub charge: Money,
    /// CLP04.
    pub paid: Money,
    /// CLP05.
    pub patient_responsibility: Option<Money>,
    /// CLP06; `None` where it is absent or of another form.
    pub filing_indicator: Option<FilingIndicator>,
    /// CLP07.
    pub payer_claim_control_number: String,
    /// CLP08.
    pub place_of_service: Option<PlaceOfService>,
    /// CLP09; `None` where it is absent or none that we know.
    pub frequency: Option<ClaimFrequency>,
    /// Claim-level CAS.
    pub adjustments: Vec<Adjustment>,
    /// Patient as the payer names him (NM1*QC).
    pub patient: PaymentPerson,
    /// Subscriber (NM1*IL), where named.
    pub subscriber: Option<PaymentPerson>,
    /// Corrected name or id (NM1*74), where given.
    pub corrected: Option<PaymentPerson>,
    /// Rendering provider's id (NM1*82), empty when none.
    pub rendering_provider_id: String,
    /// Name of the payer that the claim was forwarded to (NM1*TT), empty when none.
    pub forwarded_to: String,
    /// Claim dates: statement from and to (232, 233), `None` when there are none.
    pub statement_dates: Option<DateValue>,
    /// The day the payer had the claim (DTM*050), which proves that it was filed in time.
    pub received_on: Option<Date>,
    /// AMT*I: interest, which is no claim payment.
    pub interest: Money,
    /// Remark codes of MOA and MIA.
    pub remarks: Vec<Rarc>,
    /// REF of 2100: qualifier and value.
    pub references: Vec<(String, String)>,
    /// What else the payer tells whoever works on the claim.
    pub told: Vec<Told>,
    /// SVC lines, in file order; empty for a claim that was adjudicated as a whole.
    pub lines: Vec<LinePayment>,
    /// Segment of the CLP, counted from the file's first ISA = 1.
    pub segment: u32,
}

/// A person as a remittance names him.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaymentPerson {
    /// Family name.
    pub last_name: String,
    /// Given name.
    pub first_name: String,
    /// Member id (NM109).
    pub id: String,
}

/// A procedure with its modifiers as a composite says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidProcedure {
    /// Which code set (`HC`); `None` where it cannot be read.
    pub qualifier: Option<ProcedureQualifier>,
    /// Code; `None` where it cannot be read.
    pub code: Option<ProcedureCode>,
    /// Modifiers.
    pub modifiers: Vec<Modifier>,
}

/// One SVC with all below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePayment {
    /// SVC01: what was adjudicated.
    pub adjudicated: PaidProcedure,
    /// SVC06: what was billed, where the payer changed it.
    pub original: Option<Box<PaidProcedure>>,
    /// SVC02.
    pub charge: Money,
    /// SVC03.
    pub paid: Money,
    /// SVC05 (absent = 1).
    pub units: Option<Quantity>,
    /// DTM*472, or 150 and 151.
    pub date_of_service: Option<DateValue>,
    /// CAS of 2110.
    pub adjustments: Vec<Adjustment>,
    /// REF*6R: our line control number, empty when none.
    pub control_number: String,
    /// AMT*B6.
    pub allowed: Option<Money>,
    /// LQ*HE.
    pub remarks: Vec<Rarc>,
    /// REF*0K: the payer's own policies behind the decision, to be answered in an appeal.
    pub policies: Vec<String>,
    /// Segment of the SVC, counted from the file's first ISA = 1.
    pub segment: u32,
}

/// One pair of a PLB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderAdjustment {
    /// PLB01.
    pub provider_id: String,
    /// Reason code (`WO`, `L6`, `FB`…).
    pub code: String,
    /// Reference, often the payer's claim number; empty when none.
    pub reference: String,
    /// Amount: positive reduces the payment.
    pub amount: Money,
    /// Segment of the PLB.
    pub segment: u32,
}

/// The payer's own sums over a remittance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AdviceTotals {
    /// CLP count.
    pub claims: u64,
    /// SVC count.
    pub service_lines: u64,
    /// Σ CLP03.
    pub charge: Money,
    /// Σ CLP04.
    pub paid: Money,
    /// Σ of every CAS but PR.
    pub adjustment: Money,
    /// Σ of CAS PR.
    pub patient_responsibility: Money,
    /// Σ of PLB amounts.
    pub provider_adjustment: Money,
}

impl ClaimPayment {
    /// Every adjustment, claim level first.
    pub fn every_adjustment(&self) -> impl Iterator<Item = &Adjustment> {
        self.adjustments.iter().chain(self.lines.iter().flat_map(|line| line.adjustments.iter()))
    }
}

impl AdviceTotals {
    /// Counts a claim payment with its lines in.
    pub fn add(&mut self, claim: &ClaimPayment) {
        self.claims += 1;
        self.service_lines += u64::try_from(claim.lines.len()).unwrap_or(u64::MAX);
        self.charge += claim.charge;
        self.paid += claim.paid;
        for adjustment in claim.every_adjustment() {
            if adjustment.group == AdjustmentGroup::PatientResponsibility {
                self.patient_responsibility += adjustment.amount;
            } else {
                self.adjustment += adjustment.amount;
            }
        }
    }
}

impl RemittanceAdvice {
    /// Sums the advice as it stands, whether it balances or not.
    #[must_use]
    pub fn totals(&self) -> AdviceTotals {
        let mut totals = AdviceTotals { provider_adjustment: self.provider_adjustment(), ..AdviceTotals::default() };
        self.claims.iter().for_each(|claim| totals.add(claim));
        totals
    }

    /// Σ of PLB amounts.
    #[must_use]
    pub fn provider_adjustment(&self) -> Money {
        self.provider_adjustments.iter().map(|adjustment| adjustment.amount).sum()
    }
}
