//! Publishing prices from a day on, and taking them back.

use super::book::{Price, PriceBook, PriceId, PriceKey, PriceKind};
use crate::desk::Desk;
use crate::error::{BillingError, Result};
use crate::form::{Form, FormCheck, Problem};
use privacy::Action;
use records::{ExpectedAmountRecord, FeeRecord, Unit};
use std::collections::BTreeSet;
use values::{Date, ExpectedAmountId, FeeId, Modifier, Money, PayerId, ProcedureCode};

/// Modifiers that a service line may have.
const MODIFIERS_MOST: usize = 4;

/// Prices as a person typed them, all from one day on.
#[derive(Debug, Clone)]
pub struct PriceForm {
    /// Which.
    pub kind: PriceKind,
    /// Whose allowed amounts; `None` for the practice's charges.
    pub payer: Option<PayerId>,
    /// First day, as typed.
    pub from: String,
    /// The prices.
    pub rows: Vec<PriceFormRow>,
}

/// One price as a person typed it.
#[derive(Debug, Clone)]
pub struct PriceFormRow {
    /// Procedure.
    pub code: String,
    /// Modifiers, with blanks or commas between them; may be empty. A charge takes one at most.
    pub modifiers: String,
    /// Amount for one unit.
    pub amount: String,
}

/// A price that is right, ready to be published.
#[derive(Debug, Clone)]
pub(crate) struct NewPrice {
    pub key: PriceKey,
    pub amount: Money,
    pub from: Date,
}

/// What publishing one price does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Published {
    /// There was no price on that day.
    New(PriceId),
    /// It ends one with another amount.
    Changed(PriceId),
    /// The amount is that already.
    Same,
    /// Another amount is published from that very day.
    Taken,
}

/// Publishes prices: one commit. A price that is the same already is left as it is; one that another amount stands against
/// from the very same day is refused, because a price never changes in place: take that one back, or publish from another day.
/// Gives the prices that are new, for [`withdraw_prices`].
///
/// # Errors
/// `not_permitted`, or what the store refuses; then nothing was changed.
pub fn publish_prices(desk: &Desk<'_>, form: &PriceForm) -> Result<Form<Vec<PriceId>>> {
    desk.may(Action::ChangeReference)?;
    let mut check = FormCheck::on(desk.today());
    let prices = read_form(&mut check, form);
    let mut unit = desk.unit();
    let mut book = PriceBook::load(desk.vault(), form.kind)?;
    let mut published = Vec::new();
    for (at, price) in prices.iter().enumerate() {
        let Some(price) = price else { continue };
        match publish(&mut unit, &mut book, price)? {
            Published::New(id) | Published::Changed(id) => published.push(id),
            Published::Same => {}
            Published::Taken => check.refuse(format!("rows.{at}.amount"), Problem::Taken),
        }
    }
    check.save(|| {
        if !published.is_empty() {
            desk.commit(unit, "price.publish")?;
        }
        Ok(published)
    })
}

/// Takes prices back: the one before serves on. One commit.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn withdraw_prices(desk: &Desk<'_>, kind: PriceKind, ids: &[PriceId]) -> Result<()> {
    desk.may(Action::ChangeReference)?;
    let book = PriceBook::load(desk.vault(), kind)?;
    let mut unit = desk.unit();
    for id in ids {
        let price = book.iter().flat_map(|(_, prices)| prices).find(|price| price.id == *id);
        let price = price.ok_or_else(|| BillingError::not_found(&id.to_string()))?;
        let from = price.from.ok_or_else(|| BillingError::not_found(&id.to_string()))?;
        let before = book.of(&price.key).iter().rfind(|other| other.from < price.from);
        if let Some(before) = before.filter(|before| before.to == Some(from.plus_days(-1))) {
            end(&mut unit, before.id, price.to)?;
        }
        end(&mut unit, price.id, Some(from.plus_days(-1)))?;
    }
    desk.commit(unit, "price.withdraw")
}

/// Puts a price into the unit and the book, and ends the one before it the day before.
pub(crate) fn publish(unit: &mut Unit<'_>, book: &mut PriceBook, new: &NewPrice) -> Result<Published> {
    let others = book.of(&new.key);
    let of_that_day = others.iter().find(|other| other.from == Some(new.from));
    if let Some(other) = of_that_day {
        return Ok(if other.amount == new.amount { Published::Same } else { Published::Taken });
    }
    let before = others.iter().rfind(|other| other.from < Some(new.from)).cloned();
    let serving = before.filter(|before| before.serves(new.from));
    if serving.as_ref().is_some_and(|serving| serving.amount == new.amount) {
        return Ok(Published::Same);
    }
    let next = others.iter().find_map(|other| other.from.filter(|first| *first > new.from));
    let to = next.map(|next| next.plus_days(-1));
    if let Some(serving) = &serving {
        let last = new.from.plus_days(-1);
        end(unit, serving.id, Some(last))?;
        book.end(&serving.key, serving.id, last);
    }
    let id = write(unit, new, to)?;
    book.add(Price { id, key: new.key.clone(), amount: new.amount, from: Some(new.from), to });
    Ok(if serving.is_some() { Published::Changed(id) } else { Published::New(id) })
}

fn write(unit: &mut Unit<'_>, new: &NewPrice, to: Option<Date>) -> Result<PriceId> {
    let PriceKey { payer, code, modifiers } = new.key.clone();
    let Some(payer_id) = payer else {
        let fee = FeeRecord {
            code,
            modifier: modifiers.into_iter().next(),
            charge: Some(new.amount),
            payer_id: None,
            allowed: None,
            effective_on: Some(new.from),
            ends_on: to,
        };
        let id: FeeId = unit.allocate();
        unit.put(id, &fee)?;
        return Ok(PriceId::Fee(id));
    };
    let expected = ExpectedAmountRecord {
        payer_id,
        code,
        modifiers,
        allowed: new.amount,
        effective_on: Some(new.from),
        ends_on: to,
    };
    let id: ExpectedAmountId = unit.allocate();
    unit.put(id, &expected)?;
    Ok(PriceId::Expected(id))
}

fn end(unit: &mut Unit<'_>, id: PriceId, to: Option<Date>) -> Result<()> {
    match id {
        PriceId::Fee(id) => {
            let fee: FeeRecord = unit.need(id)?;
            unit.put(id, &FeeRecord { ends_on: to, ..fee })?;
        }
        PriceId::Expected(id) => {
            let expected: ExpectedAmountRecord = unit.need(id)?;
            unit.put(id, &ExpectedAmountRecord { ends_on: to, ..expected })?;
        }
    }
    Ok(())
}

/// The prices of a form in its order; `None` for a row with a fault, which the check has.
fn read_form(check: &mut FormCheck, form: &PriceForm) -> Vec<Option<NewPrice>> {
    check.required("from", &form.from);
    let from = check.date("from", &form.from);
    if form.kind == PriceKind::Allowed && form.payer.is_none() {
        check.refuse("payer", Problem::Required);
    }
    let payer = form.payer.filter(|_| form.kind == PriceKind::Allowed);
    let mut seen = BTreeSet::new();
    let rows = form.rows.iter().enumerate();
    rows.map(|(at, row)| {
        let (key, amount) = read_row(check, (at, form.kind, payer), row)?;
        if !seen.insert(key.clone()) {
            check.refuse(format!("rows.{at}.code"), Problem::Taken);
        }
        Some(NewPrice { key, amount, from: from? })
    })
    .collect()
}

fn read_row(
    check: &mut FormCheck,
    (at, kind, payer): (usize, PriceKind, Option<PayerId>),
    row: &PriceFormRow,
) -> Option<(PriceKey, Money)> {
    let [code_field, modifiers_field, amount_field] =
        ["code", "modifiers", "amount"].map(|field| format!("rows.{at}.{field}"));
    check.required(&code_field, &row.code);
    check.required(&amount_field, &row.amount);
    let code = check.parsed(&code_field, &row.code, ProcedureCode::parse, Problem::BadShape);
    let most = if kind == PriceKind::Charge { 1 } else { MODIFIERS_MOST };
    let modifiers = read_modifiers(&row.modifiers).filter(|modifiers| modifiers.len() <= most);
    if modifiers.is_none() {
        check.refuse(modifiers_field, Problem::BadShape);
    }
    let amount = check.amount(&amount_field, &row.amount);
    if amount.is_some_and(Money::is_negative) {
        check.refuse(amount_field, Problem::NotAnAmount);
        return None;
    }
    Some((PriceKey { payer, code: code?, modifiers: modifiers? }, amount?))
}

/// Modifiers with blanks, commas or nothing but their two letters between them, sorted; `None` where one is none.
pub(super) fn read_modifiers(text: &str) -> Option<Vec<Modifier>> {
    let words = text.split(|c: char| c == ',' || c == ':' || c.is_whitespace()).filter(|word| !word.is_empty());
    let mut modifiers = words.map(|word| Modifier::parse(word).ok()).collect::<Option<Vec<Modifier>>>()?;
    modifiers.sort();
    modifiers.dedup();
    Some(modifiers)
}
