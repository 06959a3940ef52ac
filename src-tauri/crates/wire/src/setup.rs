//! The first run: what the setup page sends and shows. That page has no TypeScript.

use crate::{AddressFields, FieldProblemView};
use serde::{Deserialize, Serialize};

/// What the page begins with.
#[derive(Debug, Clone, Serialize)]
pub struct SetupView {
    /// Where the practice will lie.
    pub store_folder: String,
    /// The machine's time zone.
    pub time_zone: String,
    /// Whether the demo practice is there already.
    pub has_demo: bool,
    /// The program's version.
    pub version: String,
}

/// The settings of a new practice, as typed.
#[derive(Debug, Clone, Deserialize)]
pub struct PracticeFields {
    /// Name.
    pub name: String,
    /// NPI of its billing provider.
    pub npi: String,
    /// Tax id.
    pub tin: String,
    /// Whether the tax id is an SSN.
    pub tin_is_ssn: bool,
    /// Taxonomy code.
    pub taxonomy: String,
    /// Street address.
    pub address: AddressFields,
    /// Phone.
    pub phone: String,
    /// Whom payers may call.
    pub contact_name: String,
    /// Our id at the clearinghouse.
    pub submitter_id: String,
    /// The clearinghouse's name.
    pub receiver_name: String,
    /// The clearinghouse's id.
    pub receiver_id: String,
    /// Whether interchanges are for real.
    pub is_production: bool,
    /// Time zone.
    pub time_zone: String,
    /// One person holds all roles.
    pub is_single_person: bool,
}

impl From<PracticeFields> for billing::PracticeForm {
    fn from(fields: PracticeFields) -> Self {
        billing::PracticeForm {
            name: fields.name,
            npi: fields.npi,
            tin: fields.tin,
            tin_is_ssn: fields.tin_is_ssn,
            taxonomy: fields.taxonomy,
            address: fields.address.into(),
            phone: fields.phone,
            contact_name: fields.contact_name,
            submitter_id: fields.submitter_id,
            receiver_name: fields.receiver_name,
            receiver_id: fields.receiver_id,
            is_production: fields.is_production,
            time_zone: fields.time_zone,
        }
    }
}

/// What became of a step of the setup.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum SetupAnswer<View> {
    /// It is done.
    Done {
        /// What came of it.
        view: View,
    },
    /// Fields must be mended.
    Refused {
        /// At least one.
        problems: Vec<FieldProblemView>,
    },
}

impl<View> From<Vec<billing::FieldProblem>> for SetupAnswer<View> {
    fn from(problems: Vec<billing::FieldProblem>) -> Self {
        SetupAnswer::Refused { problems: problems.into_iter().map(Into::into).collect() }
    }
}

/// The recovery code, shown once.
#[derive(Clone, Serialize)]
pub struct BegunView {
    /// What every code begins with.
    pub prefix: String,
    /// Its groups.
    pub groups: Vec<String>,
    /// Which groups must be typed, counted from 1.
    pub asked: [u32; 2],
}

/// Which of the two groups were right.
#[derive(Debug, Clone, Serialize)]
pub struct ConfirmedView {
    /// The first.
    pub is_first_right: bool,
    /// The second.
    pub is_second_right: bool,
}

/// How the making of the demo practice goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DemoState {
    /// Not begun, or stopped.
    Idle,
    /// Under way.
    Running,
    /// It is there.
    Done,
    /// The machine refused.
    Failed,
}

/// How far the demo practice is.
#[derive(Debug, Clone, Serialize)]
pub struct DemoView {
    /// How it goes.
    pub state: DemoState,
    /// Percent of the present step.
    pub percent: u8,
}
