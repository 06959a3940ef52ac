//! What the book answers about one code on one day.

use crate::book::CodeBook;
use crate::fold::plain_code;
use crate::pack::{CodeTable, Pack};
use crate::read::is_hcpcs_shape;
use crate::set::{PackVersion, Set};
use std::sync::Arc;
use values::Date;

/// How many billable codes below a header are named.
const CHILDREN: usize = 50;

/// What a diagnosis code is on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiagnosisLookup {
    /// May stand on a claim.
    Billable {
        /// The official text.
        description: String,
    },
    /// A category that is not specific enough for a claim.
    Header {
        /// The official text.
        description: String,
        /// Billable codes below it, without point, in order; the first 50.
        children: Vec<String>,
        /// The days on which the same code was or will be billable, where another pack says so.
        billable_in: Option<Span>,
    },
    /// No longer billable: it stands in an earlier pack.
    Ended {
        /// The official text.
        description: String,
        /// The days on which it was billable.
        span: Span,
    },
    /// Not yet billable: it stands in a later pack.
    NotYet {
        /// The official text.
        description: String,
        /// The days on which it will be billable.
        span: Span,
    },
    /// In no pack.
    Unknown,
    /// No pack serves the day: it is before the first.
    NoPack,
}

/// What a HCPCS level II code is on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HcpcsLookup {
    /// May stand on a claim.
    Valid {
        /// The official text; absent where the publication lists the code only.
        description: Option<String>,
    },
    /// Ended before the day.
    Ended {
        /// The official text.
        description: Option<String>,
        /// The last valid day.
        last: Date,
    },
    /// Begins after the day, or is first listed by a later pack.
    NotYet {
        /// The official text; absent where the publication lists the code only.
        description: Option<String>,
        /// The first valid day; absent where only the pack is known that first lists the code, so that it may have been
        /// valid before that pack.
        from: Option<Date>,
        /// The pack that says so.
        listed_in: PackVersion,
    },
    /// In no pack.
    Unknown,
    /// No pack serves the day: it is before the first.
    NoPack,
}

/// The days on which a code is valid, as the packs tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day, as far back as packs reach.
    pub from: Date,
    /// The last day; absent while no end is known.
    pub to: Option<Date>,
}

impl CodeBook {
    /// What an ICD-10-CM code (with or without point, any case) is on a day.
    #[must_use]
    pub fn diagnosis(&self, code: &str, on: Date) -> DiagnosisLookup {
        let code = plain_code(code);
        let packs = self.packs_of(Set::Icd10cm);
        let Some(serving) = serving_at(packs, on) else { return DiagnosisLookup::NoPack };
        let Some(table) = packs.get(serving).and_then(|pack| pack.table()) else { return DiagnosisLookup::NoPack };
        match table.row_of(&code) {
            Some(row) if table.is_billable(row) => DiagnosisLookup::Billable { description: table.text(row) },
            Some(row) => DiagnosisLookup::Header {
                description: table.text(row),
                children: children(table, &code),
                billable_in: billable_elsewhere(packs, serving, &code).map(|(_, _, span)| span),
            },
            None => match billable_elsewhere(packs, serving, &code) {
                Some((true, description, span)) => DiagnosisLookup::Ended { description, span },
                Some((false, description, span)) => DiagnosisLookup::NotYet { description, span },
                None => DiagnosisLookup::Unknown,
            },
        }
    }

    /// What a HCPCS level II code is on a day. A CPT number is [`HcpcsLookup::Unknown`]: see [`is_cpt_shape`].
    #[must_use]
    pub fn hcpcs(&self, code: &str, on: Date) -> HcpcsLookup {
        let code = plain_code(code);
        let packs = self.packs_of(Set::Hcpcs);
        let Some(serving) = serving_at(packs, on) else { return HcpcsLookup::NoPack };
        // A later pack may tell when a code began that the serving one has not; an earlier one only what is gone.
        let later = packs.get(serving..).unwrap_or_default().iter();
        let earlier = packs.get(..serving).unwrap_or_default().iter().rev();
        let (later, earlier) = (later.map(|pack| (pack, false)), earlier.map(|pack| (pack, true)));
        for (pack, is_gone) in later.chain(earlier) {
            let Some(table) = pack.table() else { continue };
            if let Some(row) = table.row_of(&code) {
                return hcpcs_row(HcpcsRow { pack, table, row, is_gone }, self, on);
            }
        }
        HcpcsLookup::Unknown
    }
}

struct HcpcsRow<'a> {
    pack: &'a Arc<Pack>,
    table: &'a CodeTable,
    row: usize,
    /// The pack is one that no longer serves: its successor left the code out.
    is_gone: bool,
}

fn hcpcs_row(found: HcpcsRow<'_>, book: &CodeBook, on: Date) -> HcpcsLookup {
    let HcpcsRow { pack, table, row, is_gone } = found;
    let description = Some(table.text(row)).filter(|text| !text.is_empty());
    let (added, ended) = (table.added(row), table.ended(row));
    let last = if is_gone { ended.or(book.last_day_of(pack)) } else { ended };
    let begins_later = added.is_some_and(|added| added > on) || (added.is_none() && pack.header.valid_from > on);
    match last {
        Some(last) if last < on => HcpcsLookup::Ended { description, last },
        _ if begins_later => HcpcsLookup::NotYet { description, from: added, listed_in: pack.name() },
        _ => HcpcsLookup::Valid { description },
    }
}

/// The place of the pack that serves the day among the packs of a set, which are sorted by first day.
pub(crate) fn serving_at(packs: &[Arc<Pack>], on: Date) -> Option<usize> {
    packs.iter().rposition(|pack| pack.header.valid_from <= on)
}

fn children(table: &CodeTable, code: &str) -> Vec<String> {
    let below = table.rows_under(code).filter(|row| table.is_billable(*row));
    below.take(CHILDREN).map(|row| table.code(row).to_owned()).collect()
}

/// Whether the code is billable in an earlier (true) or later (false) pack, its text there and its days; the nearest
/// pack before the day is asked first.
fn billable_elsewhere(packs: &[Arc<Pack>], serving: usize, code: &str) -> Option<(bool, String, Span)> {
    let earlier = (0..serving).rev().map(|at| (true, at));
    let later = (serving + 1..packs.len()).map(|at| (false, at));
    earlier.chain(later).find_map(|(is_earlier, at)| {
        let table = packs.get(at)?.table()?;
        let row = table.row_of(code).filter(|row| table.is_billable(*row))?;
        Some((is_earlier, table.text(row), span_of(packs, at, code)?))
    })
}

/// The days around the pack at that place on which the code is billable in every pack.
pub(crate) fn span_of(packs: &[Arc<Pack>], at: usize, code: &str) -> Option<Span> {
    let holds = |pack: &&Arc<Pack>| {
        pack.table().is_some_and(|table| table.row_of(code).is_some_and(|row| table.is_billable(row)))
    };
    let first = packs.get(..=at)?.iter().rev().take_while(holds).last()?;
    let next = packs.get(at + 1..)?.iter().find(|pack| !holds(pack));
    Some(Span { from: first.header.valid_from, to: next.map(|pack| pack.header.valid_from.plus_days(-1)) })
}

/// Whether a code has the shape of a CPT number: five digits, or four digits and F, T, U or M (category II and III,
/// proprietary and administrative). Such a code is passed on as a number; its text belongs to the AMA.
#[must_use]
pub fn is_cpt_shape(code: &str) -> bool {
    let code = plain_code(code);
    let mut bytes = code.bytes();
    let digits = bytes.by_ref().take(4).filter(u8::is_ascii_digit).count() == 4;
    let last = bytes.next().is_some_and(|last| last.is_ascii_digit() || b"FTUM".contains(&last));
    digits && last && bytes.next().is_none()
}

/// Whether a code has the shape of a HCPCS level II code: a letter and four digits.
#[must_use]
pub fn is_hcpcs_level_two_shape(code: &str) -> bool {
    is_hcpcs_shape(&plain_code(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpt_numbers_are_known_by_shape() {
        for code in ["99213", "0001F", "0232t", "0042U", "0002M"] {
            assert!(is_cpt_shape(code), "{code}");
        }
        for code in ["9921", "992133", "J1100", "0001A", "A0021", "", "99 21É"] {
            assert!(!is_cpt_shape(code), "{code}");
        }
        assert!(is_hcpcs_level_two_shape("j1100") && !is_hcpcs_level_two_shape("99213"));
    }
}
