//! All prices of a kind in memory, found by whose, for what and when.

use crate::desk::Desk;
use crate::error::Result;
use records::{ExpectedAmountRecord, FeeRecord, scan};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use values::{Date, ExpectedAmountId, FeeId, Modifier, Money, PayerId, ProcedureCode};
use vault::Vault;

/// Which prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriceKind {
    /// What the practice charges.
    Charge,
    /// What payers are expected to allow.
    Allowed,
}

/// The record of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriceId {
    /// A fee. One with a payer is that payer's allowed amount, out of a practice file or a CSV.
    Fee(FeeId),
    /// An expected allowed amount.
    Expected(ExpectedAmountId),
}

impl fmt::Display for PriceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PriceId::Fee(id) => id.fmt(f),
            PriceId::Expected(id) => id.fmt(f),
        }
    }
}

impl FromStr for PriceId {
    type Err = values::ValueError;

    fn from_str(text: &str) -> std::result::Result<PriceId, values::ValueError> {
        match text.parse() {
            Ok(id) => Ok(PriceId::Fee(id)),
            Err(_) => text.parse().map(PriceId::Expected),
        }
    }
}

/// For what a price is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PriceKey {
    /// Whose allowed amount; `None` for the practice's own charge.
    pub payer: Option<PayerId>,
    /// Procedure.
    pub code: ProcedureCode,
    /// Modifiers that a line must have, sorted; none: for any line of the procedure.
    pub modifiers: Vec<Modifier>,
}

/// One price with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// Its record.
    pub id: PriceId,
    /// For what it is.
    pub key: PriceKey,
    /// For one unit.
    pub amount: Money,
    /// First day; `None` for ever before.
    pub from: Option<Date>,
    /// Last day; `None` for as long as nothing else is published.
    pub to: Option<Date>,
}

impl Price {
    /// Whether it is the price on a day.
    #[must_use]
    pub fn serves(&self, on: Date) -> bool {
        self.from.is_none_or(|first| first <= on) && self.to.is_none_or(|last| on <= last)
    }

    /// Whether it was taken back: it serves no day.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        matches!((self.from, self.to), (Some(first), Some(last)) if last < first)
    }
}

/// Every price of a kind that was not taken back; those for the same thing in the order of their first days.
pub struct PriceBook {
    prices: BTreeMap<PriceKey, Vec<Price>>,
}

impl PriceBook {
    /// Reads them all.
    ///
    /// # Errors
    /// What the store refuses.
    pub fn load(vault: &Vault, kind: PriceKind) -> Result<PriceBook> {
        let mut book = PriceBook { prices: BTreeMap::new() };
        for item in scan::<FeeRecord>(vault) {
            let (id, fee) = item?;
            if let Some(price) = fee.open().and_then(|fee| of_fee(id, fee, kind)) {
                book.add(price);
            }
        }
        if kind == PriceKind::Allowed {
            for item in scan::<ExpectedAmountRecord>(vault) {
                let (id, expected) = item?;
                if let Some(expected) = expected.open() {
                    book.add(of_expected(id, expected));
                }
            }
        }
        Ok(book)
    }

    /// Keeps a price that was not taken back.
    pub(crate) fn add(&mut self, price: Price) {
        if price.is_withdrawn() {
            return;
        }
        let prices = self.prices.entry(price.key.clone()).or_default();
        let at = prices.partition_point(|other| other.from <= price.from);
        prices.insert(at, price);
    }

    /// Ends a price that the unit of work ends.
    pub(super) fn end(&mut self, key: &PriceKey, id: PriceId, last: Date) {
        for price in self.prices.get_mut(key).into_iter().flatten().filter(|price| price.id == id) {
            price.to = Some(last);
        }
    }

    /// The prices for one thing, oldest first.
    #[must_use]
    pub fn of(&self, key: &PriceKey) -> &[Price] {
        self.prices.get(key).map_or(&[], Vec::as_slice)
    }

    /// Every thing with its prices, by payer, code and modifiers.
    pub fn iter(&self) -> impl Iterator<Item = (&PriceKey, &[Price])> {
        self.prices.iter().map(|(key, prices)| (key, prices.as_slice()))
    }

    /// What a payer (`None`: the practice's own charge) has for a line of a day: the price with the most of the line's
    /// modifiers, among those the one of the latest first day.
    #[must_use]
    pub fn serving(
        &self,
        payer: Option<PayerId>,
        code: &ProcedureCode,
        modifiers: &[Modifier],
        on: Date,
    ) -> Option<&Price> {
        let first = PriceKey { payer, code: code.clone(), modifiers: Vec::new() };
        let of_code = self.prices.range(first..).take_while(|(key, _)| key.payer == payer && key.code == *code);
        let fitting = of_code.filter(|(key, _)| key.modifiers.iter().all(|modifier| modifiers.contains(modifier)));
        let serving = fitting.flat_map(|(_, prices)| prices).filter(|price| price.serves(on));
        serving.max_by_key(|price| (price.key.modifiers.len(), price.from))
    }

    /// What a payer is expected to allow for one unit of a line; of a book of [`PriceKind::Allowed`].
    #[must_use]
    pub fn expected_allowed(
        &self,
        payer: PayerId,
        code: &ProcedureCode,
        modifiers: &[Modifier],
        on: Date,
    ) -> Option<Money> {
        self.serving(Some(payer), code, modifiers, on).map(|price| price.amount)
    }
}

/// What a payer is expected to allow for one unit of a line, `None` where nobody published it. For many lines load a
/// [`PriceBook`] once.
///
/// # Errors
/// What the store refuses.
pub fn expected_allowed(
    desk: &Desk<'_>,
    payer: PayerId,
    code: &ProcedureCode,
    modifiers: &[Modifier],
    on: Date,
) -> Result<Option<Money>> {
    Ok(PriceBook::load(desk.vault(), PriceKind::Allowed)?.expected_allowed(payer, code, modifiers, on))
}

fn of_fee(id: FeeId, fee: FeeRecord, kind: PriceKind) -> Option<Price> {
    let amount = match (kind, fee.payer_id) {
        (PriceKind::Charge, None) => fee.charge?,
        (PriceKind::Allowed, Some(_)) => fee.allowed?,
        (PriceKind::Charge, Some(_)) | (PriceKind::Allowed, None) => return None,
    };
    let key = PriceKey { payer: fee.payer_id, code: fee.code, modifiers: fee.modifier.into_iter().collect() };
    Some(Price { id: PriceId::Fee(id), key, amount, from: fee.effective_on, to: fee.ends_on })
}

fn of_expected(id: ExpectedAmountId, expected: ExpectedAmountRecord) -> Price {
    let key = PriceKey { payer: Some(expected.payer_id), code: expected.code, modifiers: expected.modifiers };
    let (from, to) = (expected.effective_on, expected.ends_on);
    Price { id: PriceId::Expected(id), key, amount: expected.allowed, from, to }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    fn price(modifiers: &[&str], cents: i64, from: Option<&str>, to: Option<&str>) -> Price {
        let modifiers = modifiers.iter().map(|code| Modifier::parse(code).unwrap()).collect();
        let key = PriceKey { payer: Some(PayerId::new(7)), code: ProcedureCode::parse("99213").unwrap(), modifiers };
        let id = PriceId::Expected(ExpectedAmountId::new(1));
        Price { id, key, amount: Money::from_cents(cents).unwrap(), from: from.map(day), to: to.map(day) }
    }

    fn asked(book: &PriceBook, payer: u64, modifiers: &[&str], on: &str) -> Option<i64> {
        let modifiers: Vec<Modifier> = modifiers.iter().map(|code| Modifier::parse(code).unwrap()).collect();
        let code = ProcedureCode::parse("99213").unwrap();
        book.expected_allowed(PayerId::new(payer), &code, &modifiers, day(on)).map(Money::cents)
    }

    #[test]
    fn the_price_of_a_line_is_of_its_day_and_has_the_most_of_its_modifiers() {
        let mut book = PriceBook { prices: BTreeMap::new() };
        book.add(price(&[], 9_000, Some("2026-07-01"), None));
        book.add(price(&[], 8_000, None, Some("2026-06-30")));
        book.add(price(&["25"], 9_500, None, None));
        book.add(price(&["25", "59"], 4_000, None, None));
        book.add(price(&[], 1, Some("2026-01-01"), Some("2025-12-31")));
        assert_eq!(asked(&book, 7, &[], "2026-06-30"), Some(8_000));
        assert_eq!(asked(&book, 7, &["GT"], "2026-07-01"), Some(9_000));
        assert_eq!(asked(&book, 7, &["GT", "25"], "2026-07-01"), Some(9_500));
        assert_eq!(asked(&book, 7, &["59", "25"], "2026-07-01"), Some(4_000));
        assert_eq!(asked(&book, 8, &[], "2026-07-01"), None);
    }

    #[test]
    fn a_price_that_ends_leaves_a_gap() {
        let mut book = PriceBook { prices: BTreeMap::new() };
        book.add(price(&[], 8_000, None, Some("2026-06-30")));
        assert_eq!(asked(&book, 7, &[], "2026-07-01"), None);
    }

    #[test]
    fn an_id_says_of_which_kind_it_is() {
        for id in [PriceId::Fee(FeeId::new(5)), PriceId::Expected(ExpectedAmountId::new(5))] {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }
}
