//! The worklist as the window shows it: queues, rows, and what is done with a row without opening it.

mod gather;
mod place;
mod queue;
mod steps;
mod view;

pub(crate) use gather::claim_items;
pub use place::WorkPlace;
pub use queue::{QueueCount, WorkQueue};
pub(crate) use steps::not_allowed;
pub use steps::{WorkPerson, Worked, assign_items, finish_items, snooze_items, undo_work, work_people};
pub use view::{
    LastEvent, ROWS_AT_MOST, WorkFilter, WorkOrder, WorkReason, WorkScope, WorkView, Worklist, open_worklist,
};
