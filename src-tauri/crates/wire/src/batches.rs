//! Interchanges: the list, one with its claims, its bytes to look at, and the hand-over.

use crate::Cents;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where an interchange stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BatchStateName {
    /// Its control number and bytes are durable; it waits to be handed over.
    Queued,
    /// Handed over.
    Transmitted,
    /// A TA1 or 999 accepted it.
    Accepted,
    /// A TA1 or 999 rejected it.
    Rejected,
}

impl BatchStateName {
    /// The state that `billing` names.
    #[must_use]
    pub fn of(name: &str) -> BatchStateName {
        match name {
            "transmitted" => BatchStateName::Transmitted,
            "accepted" => BatchStateName::Accepted,
            "rejected" => BatchStateName::Rejected,
            _ => BatchStateName::Queued,
        }
    }
}

/// One interchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BatchRowView {
    /// Id.
    pub batch_id: String,
    /// File name.
    pub file_name: String,
    /// Payer.
    pub payer_name: String,
    /// ISA13.
    pub control_number: String,
    /// Claims.
    pub claims: u64,
    /// Σ charges.
    pub charge_cents: Cents,
    /// Day.
    pub created_on: String,
    /// State.
    pub state: BatchStateName,
}

impl From<billing::BatchRow> for BatchRowView {
    fn from(row: billing::BatchRow) -> Self {
        BatchRowView {
            batch_id: row.batch_id,
            file_name: row.file,
            payer_name: row.payer,
            control_number: row.control_number,
            claims: u64::try_from(row.claims).unwrap_or(u64::MAX),
            charge_cents: row.charge_cents.into(),
            created_on: row.created_on.to_string(),
            state: BatchStateName::of(row.state),
        }
    }
}

/// Hands every waiting interchange over: writes it into a folder of the person's choice.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HandOverBatchesRequest {
    /// Asks for the folder though one was chosen since the unlock.
    pub choose_folder: bool,
}

/// What became of the hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum HandOverBatchesResponse {
    /// The files are in the folder, whole and synced, and their claims transmitted.
    HandedOver {
        /// The folder's own name.
        folder_name: String,
        /// Files.
        file_names: Vec<String>,
    },
    /// The person chose no folder; the interchanges wait.
    Cancelled,
    /// A file of that name with other content is there: nothing is overwritten, and this and later interchanges wait.
    NameTaken {
        /// The folder's own name.
        folder_name: String,
        /// The file that is there.
        file_name: String,
        /// Files that were handed over before it.
        file_names: Vec<String>,
    },
    /// The folder cannot be written; this and later interchanges wait.
    NotWritten {
        /// The folder's own name.
        folder_name: String,
        /// Files that were handed over before it.
        file_names: Vec<String>,
    },
}
