//! What an earlier payer decided, as the next payer's claim tells it.

use claims::{ClaimAccount, CoverageStatement, OtherPayer, ProfessionalClaim};
use remittance::{PriorPayer, coordination};
use values::Relationship;

/// The 2320 of a claim's own payer: with its decision where one stands, else as a policy that was not billed yet.
pub(crate) fn decided_by(claim: &ProfessionalClaim, account: &ClaimAccount) -> OtherPayer {
    let relationship =
        claim.parties.dependent.as_ref().map_or(Relationship::Myself, |dependent| dependent.relationship);
    let indicators = &claim.visit.indicators;
    let prior = PriorPayer {
        coverage: CoverageStatement { relationship: Some(relationship), ..claim.parties.coverage.clone() },
        subscriber: claim.parties.subscriber.party.clone(),
        payer: claim.parties.payer.clone(),
        benefits_assigned: indicators.benefits_assigned.clone(),
        patient_signature_source: indicators.patient_signature_source.clone(),
        release_of_information: indicators.release_of_information.clone(),
    };
    coordination(account, &claim.visit.lines, &prior).unwrap_or_else(|| undecided(prior))
}

fn undecided(prior: PriorPayer) -> OtherPayer {
    OtherPayer {
        coverage: prior.coverage,
        adjustments: Vec::new(),
        paid_amount: None,
        other_amounts: Vec::new(),
        benefits_assigned: prior.benefits_assigned,
        patient_signature_source: prior.patient_signature_source,
        release_of_information: prior.release_of_information,
        subscriber: prior.subscriber,
        payer: prior.payer,
        adjudicated_on: None,
        references: Vec::new(),
        lines: Vec::new(),
        extra: Vec::new(),
        provider_loops: Vec::new(),
    }
}
