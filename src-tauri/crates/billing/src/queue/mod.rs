//! The claim queue: what waits where on the way to the payer, the steps that a person takes there, and what came back.

mod index;
mod interchange_text;
mod list;
mod moves;
mod progress;
mod tab;

pub use index::QueueIndex;
pub use interchange_text::{InterchangeSegment, InterchangeText, TextPart, read_interchange};
pub use list::{
    ClaimQueue, ClaimTotals, PayerTotal, QueueFilter, QueueRow, ScrubSummary, list_queue, look_at_queue, total_claims,
};
pub use moves::{hold_claims, release_claims, withdraw_approvals};
pub use progress::{BatchProgress, BatchStep, BatchStepName, batch_progress, recent_batches};
pub use tab::{QueueTab, TabTotal};
