//! What a row of the worklist stands for: an item, or a claim that itself says what it needs.

use crate::work_list::work_kind;
use std::fmt;
use std::str::FromStr;
use values::{ClaimId, WorkItemId};
use work::WorkKind;

/// What a row stands for. Written as `wrk-4T2` or `clm-19/no_response`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WorkPlace {
    /// An item.
    Item(WorkItemId),
    /// A claim that needs this, of which no item was made yet.
    Claim(ClaimId, WorkKind),
}

impl fmt::Display for WorkPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WorkPlace::Item(id) => id.fmt(f),
            WorkPlace::Claim(id, kind) => write!(f, "{id}/{}", kind.name()),
        }
    }
}

impl FromStr for WorkPlace {
    type Err = values::ValueError;

    fn from_str(text: &str) -> Result<WorkPlace, values::ValueError> {
        let Some((claim, kind)) = text.split_once('/') else {
            return WorkItemId::parse(text).map(WorkPlace::Item);
        };
        let kind = work_kind(kind).filter(|kind| kind.is_derived()).ok_or(values::ValueError::Id)?;
        ClaimId::parse(claim).map(|claim| WorkPlace::Claim(claim, kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        for place in [
            WorkPlace::Item(WorkItemId::new(77)),
            WorkPlace::Claim(ClaimId::new(8), WorkKind::NoResponse),
            WorkPlace::Claim(ClaimId::new(9), WorkKind::NextPayer),
        ] {
            assert_eq!(place.to_string().parse::<WorkPlace>().unwrap(), place);
        }
        for bad in ["", "clm-8", "clm-8/denial", "clm-8/", "wrk-1/no_response"] {
            assert!(bad.parse::<WorkPlace>().is_err(), "{bad}");
        }
    }
}
