//! What an adjustment reason means for the money and for the people who work on it.

use claims::Adjustment;
use values::{AdjustmentGroup, Carc};

macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What someone must do about a denied amount: the usual first step.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($(#[$doc])* $variant,)* }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Action] = &[$(Action::$variant,)*];

            /// The remedy's name in the table of reason codes.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Action::$variant => $name,)* }
            }
        }
    };
}

actions! {
    /// Fix the claim and send a replacement.
    Correct = "correct",
    /// Send documents by the deadline.
    Records = "records",
    /// Appeal with records or policy.
    Appeal = "appeal",
    /// Retro-authorization or appeal.
    Authorization = "authorization",
    /// Appeal with proof of timely filing.
    TimelyFiling = "timely_filing",
    /// Look for the first claim.
    Duplicate = "duplicate",
    /// Check code pair edits and modifiers.
    Bundling = "bundling",
    /// Next payer, then the patient if the group is PR.
    BenefitLimit = "benefit_limit",
    /// Check plan and waiver.
    Noncovered = "noncovered",
    /// Find and bill the right payer.
    OtherPayer = "other_payer",
    /// Verify coverage.
    Eligibility = "eligibility",
    /// Fix enrollment, NPI, taxonomy or contract with the payer.
    ProviderFile = "provider_file",
    /// Ask the patient or member to answer the payer.
    PatientInfo = "patient_info",
    /// Check for overpayment by the patient.
    PatientRefund = "patient_refund",
    /// State rule: read the remark, ask the adjuster.
    PropertyCasualty = "property_casualty",
    /// A stopped code: read the payer's notes.
    ReadPayer = "read_payer",
}

/// What a reason code asks for (column `remedy` of the table of reason codes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReasonClass {
    /// The patient's, or the next payer's.
    Patient,
    /// Written off under the contract, with group CO or as the payer's profile says.
    Contractual,
    /// Nothing to do.
    Informational,
    /// Wait for the next payer.
    Forwarded,
    /// Pended at the payer.
    Wait,
    /// Someone must act.
    Actionable(Action),
}

impl ReasonClass {
    /// The class of a remedy's name.
    #[must_use]
    pub fn from_remedy(name: &str) -> Option<ReasonClass> {
        Some(match name {
            "patient" => ReasonClass::Patient,
            "contractual" => ReasonClass::Contractual,
            "informational" => ReasonClass::Informational,
            "forwarded" => ReasonClass::Forwarded,
            "wait" => ReasonClass::Wait,
            other => ReasonClass::Actionable(Action::ALL.iter().copied().find(|action| action.name() == other)?),
        })
    }

    /// The remedy's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ReasonClass::Patient => "patient",
            ReasonClass::Contractual => "contractual",
            ReasonClass::Informational => "informational",
            ReasonClass::Forwarded => "forwarded",
            ReasonClass::Wait => "wait",
            ReasonClass::Actionable(action) => action.name(),
        }
    }

    /// Whether someone must act.
    #[must_use]
    pub const fn is_actionable(self) -> bool {
        matches!(self, ReasonClass::Actionable(_))
    }
}

/// What the practice knows of reason codes, and of this payer's habits.
pub trait ReasonRules {
    /// The class of a code; `None` for an unknown one.
    fn remedy_of(&self, carc: &Carc) -> Option<ReasonClass>;

    /// Whether the payer's contract closes the amount. As a rule: remedy contractual with group CO.
    fn is_contractual(&self, group: AdjustmentGroup, carc: &Carc) -> bool {
        group == AdjustmentGroup::ContractualObligation && self.remedy_of(carc) == Some(ReasonClass::Contractual)
    }
}

impl<F: Fn(&Carc) -> Option<ReasonClass>> ReasonRules for F {
    fn remedy_of(&self, carc: &Carc) -> Option<ReasonClass> {
        self(carc)
    }
}

/// What an adjustment does to the money (product.md "What closes money").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Treatment {
    /// Closed by the contract.
    Contractual,
    /// Settles itself: 23 and 94.
    Settled,
    /// The patient owes it (group PR always).
    Patient,
    /// Stays with the payer: pended or forwarded.
    Waiting,
    /// Denied: reported as adjustment, open until someone acts.
    Denied,
}

impl Treatment {
    /// The treatment of an adjustment.
    #[must_use]
    pub fn of(group: AdjustmentGroup, carc: &Carc, rules: &dyn ReasonRules) -> Treatment {
        if group == AdjustmentGroup::PatientResponsibility {
            Treatment::Patient
        } else if matches!(carc.as_str(), "23" | "94") {
            Treatment::Settled
        } else if rules.is_contractual(group, carc) {
            Treatment::Contractual
        } else if matches!(rules.remedy_of(carc), Some(ReasonClass::Wait | ReasonClass::Forwarded)) {
            Treatment::Waiting
        } else {
            Treatment::Denied
        }
    }

    /// The treatment of an adjustment as an outcome holds it.
    #[must_use]
    pub fn of_adjustment(adjustment: &Adjustment, rules: &dyn ReasonRules) -> Treatment {
        Treatment::of(adjustment.group, &adjustment.carc, rules)
    }
}

/// Whether a denied amount with this code needs a person: actionable or unknown, whatever the group.
pub(crate) fn needs_work(carc: &Carc, rules: &dyn ReasonRules) -> bool {
    rules.remedy_of(carc).is_none_or(ReasonClass::is_actionable)
}
