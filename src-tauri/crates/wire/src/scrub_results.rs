//! Scrub results over many claims.

use crate::charges::all;
use crate::{Cents, ClaimStateView, Field, NameView, VisitFinding};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for the results of the last scrub.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListScrubResultsRequest {}

/// Scrub results: claims that need somebody; clean ones are counted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScrubResults {
    /// At most 200.
    pub items: Vec<ScrubbedClaim>,
    /// How many need somebody.
    pub held: u32,
    /// How many are clean.
    pub clean: u32,
    /// Warnings that were taken upon oneself.
    pub overridden: u32,
    /// Whether a code set is older than the day.
    pub is_stale: bool,
}

/// A claim with what the scrubber found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScrubbedClaim {
    /// Which.
    pub claim_id: String,
    /// Number.
    pub patient_control_number: Field<String>,
    /// Patient's name.
    pub patient_name: Field<NameView>,
    /// Payer's name.
    pub payer_name: Field<String>,
    /// First date of service.
    pub date_of_service: Field<String>,
    /// Charge.
    pub charge_cents: Field<Cents>,
    /// State.
    pub state: Field<ClaimStateView>,
    /// When it was tested (UTC); `null` for never.
    pub tested_at: Option<String>,
    /// Code packs that were asked.
    pub packs: Vec<String>,
    /// Findings, stops first.
    pub findings: Vec<VisitFinding>,
    /// Whether nothing needs somebody.
    pub is_clean: bool,
    /// Whether the visit was changed since: the findings are those of now.
    pub is_changed: bool,
}

impl From<billing::Scrubbed> for ScrubbedClaim {
    fn from(claim: billing::Scrubbed) -> Self {
        ScrubbedClaim {
            is_clean: claim.is_clean(),
            claim_id: claim.claim_id.to_string(),
            patient_control_number: claim.patient_control_number.into(),
            patient_name: Field::from(claim.patient_name).map(|name| NameView::of_display(&name)),
            payer_name: claim.payer.into(),
            date_of_service: Field::from(claim.date_of_service).map(|day| day.to_string()),
            charge_cents: Field::from(claim.charge).map(Cents::from),
            state: Field::from(claim.state).map(ClaimStateView::from),
            tested_at: claim.tested_at.map(|at| at.to_string()),
            packs: claim.packs,
            is_changed: claim.is_changed,
            findings: all(claim.findings),
        }
    }
}

impl From<billing::ScrubResults> for ScrubResults {
    fn from(results: billing::ScrubResults) -> Self {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        ScrubResults {
            held: count(results.held),
            clean: count(results.clean),
            overridden: count(results.overridden),
            is_stale: !results.stale_sets.is_empty(),
            items: all(results.claims),
        }
    }
}

/// Takes a warning upon oneself.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OverrideFindingRequest {
    /// The claim.
    pub claim_id: String,
    /// Rule.
    pub rule: String,
    /// The field as the scrubber names it.
    pub about: String,
    /// Why.
    pub reason: String,
}

/// Mends a claim by the fix that its finding offers.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ApplyFixRequest {
    /// The claim.
    pub claim_id: String,
    /// Rule.
    pub rule: String,
    /// The field as the scrubber names it.
    pub about: String,
}
