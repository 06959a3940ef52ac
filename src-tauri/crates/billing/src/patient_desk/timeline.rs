//! A patient's policies on a line of days: who had his turn when, where nobody had, and where two had.

use records::CoveragePolicy;
use std::collections::BTreeMap;
use values::{CoverageId, Date, PayerSequence};

/// The line is so many steps long, so that a screen can draw it without reckoning.
pub const STEPS: u16 = 1000;

/// A policy without a first day, and the past in general, is drawn from so many days ago.
const SHOWN_BACK: i32 = 3 * 365;

/// The future is drawn so far.
const SHOWN_AHEAD: i32 = 120;

/// One policy on the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageSpan {
    /// The policy.
    pub coverage: CoverageId,
    /// Its turn, counted from 1; 0 when it is unknown.
    pub turn: u8,
    /// Where it begins, in steps.
    pub at: u16,
    /// How long it is, in steps, at least 1.
    pub width: u16,
    /// Whether it covers today.
    pub is_active: bool,
}

/// Days on which nobody has the first turn, or two policies have the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The turn.
    pub turn: u8,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Days, both ends counted.
    pub days: u32,
    /// Where it begins, in steps.
    pub at: u16,
    /// How long it is, in steps, at least 1.
    pub width: u16,
}

/// The whole line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageTimeline {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Today, in steps.
    pub today_at: u16,
    /// The years that begin on it, and where.
    pub years: Vec<(i16, u16)>,
    /// Policies in payer order, older ones first.
    pub spans: Vec<CoverageSpan>,
    /// Days without a first payer, between the first policy and today.
    pub gaps: Vec<Gap>,
    /// Days on which two policies have the same turn.
    pub overlaps: Vec<Gap>,
}

#[derive(Clone, Copy)]
struct Line {
    from: Date,
    to: Date,
}

impl Line {
    fn at(self, day: Date) -> u16 {
        let whole = i64::from(self.to.days_since(self.from)).max(1);
        let part = i64::from(day.days_since(self.from)).clamp(0, whole);
        u16::try_from(part * i64::from(STEPS) / whole).unwrap_or(STEPS)
    }

    fn width(self, (first, last): (Date, Date)) -> (u16, u16) {
        let (at, end) = (self.at(first), self.at(last.plus_days(1)));
        (at.min(STEPS - 1), end.saturating_sub(at).max(1))
    }
}

/// The turn of a policy, counted from 1; 0 when it is unknown.
#[must_use]
pub fn turn_of(sequence: PayerSequence) -> u8 {
    let known = PayerSequence::ALL.iter().filter(|turn| **turn != PayerSequence::Unknown);
    known.zip(1_u8..).find(|(turn, _)| **turn == sequence).map_or(0, |(_, number)| number)
}

/// Draws the line; `None` without a policy.
#[must_use]
pub fn timeline_of(policies: &[(CoverageId, CoveragePolicy)], today: Date) -> Option<CoverageTimeline> {
    if policies.is_empty() {
        return None;
    }
    let earliest = today.plus_days(-SHOWN_BACK);
    let starts = policies.iter().map(|(_, policy)| policy.effective_on.unwrap_or(earliest));
    let from = starts.min().unwrap_or(earliest).clamp(earliest, today.plus_days(-30));
    let ahead = today.plus_days(SHOWN_AHEAD);
    let line = Line { from, to: ahead };
    // A policy that is over before the line begins, or begins after it, is not drawn.
    let days = |policy: &CoveragePolicy| {
        let first = policy.effective_on.unwrap_or(from).max(from);
        let last = policy.ends_on.unwrap_or(ahead).min(ahead);
        (first <= last).then_some((first, last))
    };
    let mut drawn: Vec<(u8, Date, Date, CoverageId, bool)> = policies
        .iter()
        .filter_map(|(id, policy)| {
            days(policy).map(|(first, last)| (turn_of(policy.sequence), first, last, *id, policy.covers(today)))
        })
        .collect();
    drawn.sort();
    let mut by_turn: BTreeMap<u8, Vec<(Date, Date)>> = BTreeMap::new();
    for (turn, first, last, _, _) in &drawn {
        by_turn.entry(*turn).or_default().push((*first, *last));
    }
    let years =
        (line.from.year() + 1..=line.to.year()).filter_map(|year| Some((year, line.at(Date::new(year, 1, 1)?))));
    Some(CoverageTimeline {
        from: line.from,
        to: line.to,
        today_at: line.at(today),
        years: years.collect(),
        gaps: by_turn.get(&1).map(|days| gaps(line, days, today)).unwrap_or_default(),
        overlaps: by_turn.iter().flat_map(|(turn, days)| overlaps(line, *turn, days)).collect(),
        spans: drawn
            .into_iter()
            .map(|(turn, first, last, coverage, is_active)| {
                let (at, width) = line.width((first, last));
                CoverageSpan { coverage, turn, at, width, is_active }
            })
            .collect(),
    })
}

fn marked(line: Line, turn: u8, (from, to): (Date, Date)) -> Gap {
    let (at, width) = line.width((from, to));
    Gap { turn, from, to, days: u32::try_from(to.days_since(from) + 1).unwrap_or_default(), at, width }
}

// The days are sorted by their first.
fn gaps(line: Line, days: &[(Date, Date)], today: Date) -> Vec<Gap> {
    let mut found = Vec::new();
    let Some((_, mut covered)) = days.first().copied() else { return found };
    for (first, last) in days.iter().copied().skip(1) {
        if covered.plus_days(1) < first {
            found.push(marked(line, 1, (covered.plus_days(1), first.plus_days(-1))));
        }
        covered = covered.max(last);
    }
    if covered < today {
        found.push(marked(line, 1, (covered.plus_days(1), today)));
    }
    found
}

fn overlaps(line: Line, turn: u8, days: &[(Date, Date)]) -> Vec<Gap> {
    let mut found = Vec::new();
    let Some((_, mut covered)) = days.first().copied() else { return found };
    for (first, last) in days.iter().copied().skip(1) {
        if first <= covered {
            found.push(marked(line, turn, (first, last.min(covered))));
        }
        covered = covered.max(last);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use values::{PatientId, PayerId, Relationship};

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    fn policy(sequence: PayerSequence, from: &str, to: &str) -> CoveragePolicy {
        let typed = |text: &str| (!text.is_empty()).then(|| day(text));
        CoveragePolicy {
            patient_id: PatientId::new(1),
            payer_id: PayerId::new(1),
            sequence,
            group_number: String::new(),
            plan_name: String::new(),
            filing_indicator: None,
            relationship: Relationship::Myself,
            effective_on: typed(from),
            ends_on: typed(to),
        }
    }

    fn line(policies: &[(PayerSequence, &str, &str)]) -> CoverageTimeline {
        let numbered = policies.iter().zip(1..);
        let policies: Vec<_> =
            numbered.map(|((turn, from, to), id)| (CoverageId::new(id), policy(*turn, from, to))).collect();
        timeline_of(&policies, day("2026-07-28")).unwrap()
    }

    #[test]
    fn a_month_between_two_first_payers_is_a_gap_and_a_second_payer_is_none() {
        let line = line(&[
            (PayerSequence::Primary, "2025-01-01", "2025-12-31"),
            (PayerSequence::Primary, "2026-02-01", ""),
            (PayerSequence::Secondary, "2026-03-01", ""),
        ]);
        assert_eq!(line.gaps.len(), 1);
        assert_eq!((line.gaps[0].from, line.gaps[0].to, line.gaps[0].days), (day("2026-01-01"), day("2026-01-31"), 31));
        assert!(line.overlaps.is_empty());
        let turns: Vec<_> = line.spans.iter().map(|span| (span.turn, span.is_active)).collect();
        assert_eq!(turns, [(1, false), (1, true), (2, true)]);
        assert_eq!(line.years, [(2026, line.gaps[0].at)]);
        let end = line.spans[1].at + line.spans[1].width;
        assert!(end <= STEPS && line.today_at < end, "{line:?}");
    }

    #[test]
    fn two_first_payers_on_one_day_overlap() {
        let line =
            line(&[(PayerSequence::Primary, "2025-01-01", "2026-03-15"), (PayerSequence::Primary, "2026-03-01", "")]);
        assert_eq!(line.overlaps.len(), 1);
        assert_eq!((line.overlaps[0].from, line.overlaps[0].days), (day("2026-03-01"), 15));
        assert!(line.gaps.is_empty());
    }

    #[test]
    fn a_policy_that_ended_leaves_a_gap_until_today() {
        let line = line(&[(PayerSequence::Primary, "", "2026-06-30")]);
        assert_eq!((line.gaps[0].from, line.gaps[0].to), (day("2026-07-01"), day("2026-07-28")));
        assert!(timeline_of(&[], day("2026-07-28")).is_none());
    }
}
