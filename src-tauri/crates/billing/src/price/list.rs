//! The list of prices as the office screen shows it: one line for each thing, with what is wrong with its days.

use super::book::{Price, PriceBook, PriceKey, PriceKind};
use crate::desk::Desk;
use crate::error::Result;
use privacy::Action;
use values::{Date, PayerId};

/// Which prices to list.
#[derive(Debug, Clone)]
pub struct PriceQuery<'a> {
    /// Which.
    pub kind: PriceKind,
    /// Whose allowed amounts; of every payer when `None`.
    pub payer: Option<PayerId>,
    /// The beginning of the codes; empty for all.
    pub code: &'a str,
    /// How many lines at most.
    pub limit: usize,
}

/// What is wrong with the days of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriceFlag {
    /// Days between two prices have none.
    Gap {
        /// First day without.
        from: Date,
        /// Last day without.
        to: Date,
    },
    /// Two prices serve the same days.
    Overlap {
        /// First day with two.
        from: Date,
        /// Last day with two; `None` without end.
        to: Option<Date>,
    },
    /// The last price ended: no day after has one.
    Ended {
        /// Its last day.
        on: Date,
    },
}

/// One thing that has a price.
#[derive(Debug, Clone)]
pub struct PriceLine {
    /// The price that is shown: today's, else the next, else the last.
    pub shown: Price,
    /// Whether it serves today.
    pub is_current: bool,
    /// All its prices, oldest first.
    pub history: Vec<Price>,
    /// What is wrong with their days.
    pub flags: Vec<PriceFlag>,
}

/// Prices, as far as they were asked for.
#[derive(Debug, Clone)]
pub struct PriceList {
    /// By payer, code and modifiers.
    pub lines: Vec<PriceLine>,
    /// How many there are beyond the limit.
    pub more: usize,
    /// How many lines have a flag, those beyond the limit among them.
    pub flagged: usize,
}

/// Lists prices.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_prices(desk: &Desk<'_>, query: &PriceQuery<'_>) -> Result<PriceList> {
    desk.may(Action::ReadReference)?;
    let book = PriceBook::load(desk.vault(), query.kind)?;
    let beginning = query.code.trim().to_uppercase();
    let is_asked = |key: &PriceKey| {
        query.payer.is_none_or(|payer| key.payer == Some(payer)) && key.code.as_str().starts_with(&beginning)
    };
    let mut list = PriceList { lines: Vec::new(), more: 0, flagged: 0 };
    for (_, prices) in book.iter().filter(|(key, _)| is_asked(key)) {
        let Some(line) = line_of(prices, desk.today()) else { continue };
        list.flagged += usize::from(!line.flags.is_empty());
        if list.lines.len() < query.limit {
            list.lines.push(line);
        } else {
            list.more += 1;
        }
    }
    Ok(list)
}

fn line_of(prices: &[Price], today: Date) -> Option<PriceLine> {
    let current = prices.iter().rfind(|price| price.serves(today));
    let next = prices.iter().find(|price| price.from.is_some_and(|first| first > today));
    let shown = current.or(next).or(prices.last())?.clone();
    let is_current = current.is_some();
    Some(PriceLine { shown, is_current, history: prices.to_vec(), flags: flags_of(prices, today) })
}

fn flags_of(prices: &[Price], today: Date) -> Vec<PriceFlag> {
    let pairs = prices.iter().zip(prices.iter().skip(1));
    let mut flags: Vec<PriceFlag> = pairs.filter_map(|(one, next)| between(one, next)).collect();
    let ended = prices.iter().all(|price| price.to.is_some_and(|last| last < today));
    if let Some(on) = prices.iter().filter_map(|price| price.to).max().filter(|_| ended) {
        flags.push(PriceFlag::Ended { on });
    }
    flags
}

fn between(one: &Price, next: &Price) -> Option<PriceFlag> {
    let begin = next.from.or(one.from);
    let (Some(begin), last) = (begin, one.to) else {
        // Both for ever before: they lie over each other up to the first end. Say it from the day that is known.
        let known = one.to.or(next.to)?;
        return Some(PriceFlag::Overlap { from: known, to: Some(known) });
    };
    match last {
        Some(last) if last.plus_days(1) < begin => {
            Some(PriceFlag::Gap { from: last.plus_days(1), to: begin.plus_days(-1) })
        }
        Some(last) if last < begin => None,
        last => {
            let to = match (last, next.to) {
                (Some(one), Some(next)) => Some(one.min(next)),
                (one, next) => one.or(next),
            };
            Some(PriceFlag::Overlap { from: begin, to })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::price::PriceId;
    use values::{FeeId, Money, ProcedureCode};

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    fn price(from: &str, to: &str) -> Price {
        let key = PriceKey { payer: None, code: ProcedureCode::parse("99213").unwrap(), modifiers: Vec::new() };
        let days = [from, to].map(|text| (!text.is_empty()).then(|| day(text)));
        Price { id: PriceId::Fee(FeeId::new(1)), key, amount: Money::ZERO, from: days[0], to: days[1] }
    }

    #[test]
    fn days_without_a_price_and_days_with_two_are_told() {
        let today = day("2026-09-15");
        let flags =
            |days: &[(&str, &str)]| flags_of(&days.iter().map(|(from, to)| price(from, to)).collect::<Vec<_>>(), today);
        assert_eq!(flags(&[("", "2026-06-30"), ("2026-07-01", "")]), []);
        let gap = PriceFlag::Gap { from: day("2026-06-01"), to: day("2026-06-30") };
        assert_eq!(flags(&[("", "2026-05-31"), ("2026-07-01", "")]), [gap]);
        let overlap = PriceFlag::Overlap { from: day("2026-07-01"), to: Some(day("2026-07-31")) };
        assert_eq!(flags(&[("", "2026-07-31"), ("2026-07-01", "")]), [overlap]);
        let without_end = PriceFlag::Overlap { from: day("2026-07-01"), to: None };
        assert_eq!(flags(&[("2026-01-01", ""), ("2026-07-01", "")]), [without_end]);
        assert_eq!(flags(&[("2026-01-01", "2026-08-31")]), [PriceFlag::Ended { on: day("2026-08-31") }]);
    }

    #[test]
    fn the_price_of_today_is_shown_else_the_next() {
        let today = day("2026-09-15");
        let (old, now, next) = (price("", "2026-08-31"), price("2026-09-01", "2026-09-30"), price("2026-10-01", ""));
        let shown = |prices: &[Price]| line_of(prices, today).map(|line| (line.shown.from, line.is_current)).unwrap();
        assert_eq!(shown(&[old.clone(), now.clone(), next.clone()]), (now.from, true));
        assert_eq!(shown(&[old.clone(), next.clone()]), (next.from, false));
        assert_eq!(shown(std::slice::from_ref(&old)), (old.from, false));
    }
}
