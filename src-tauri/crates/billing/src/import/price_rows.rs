//! Prices out of a CSV file, published from their days on: what was there is ended, never changed.

use super::reference_rows::{fault, fee_entry};
use super::table::{CsvRow, CsvTable};
use super::{BadRow, Taken};
use crate::desk::Desk;
use crate::error::Result;
use crate::price::{NewPrice, PriceBook, PriceKey, PriceKind, Published, publish};
use crate::reference::Reference;
use records::Unit;
use values::Date;

/// Takes every row; one without a day of its own is published from `from`.
pub(super) fn take(desk: &Desk<'_>, unit: &mut Unit<'_>, table: &CsvTable, from: Option<Date>) -> Result<Taken> {
    let mut taken = Taken::default();
    let reference = Reference::load(desk.vault())?;
    let mut charges = PriceBook::load(desk.vault(), PriceKind::Charge)?;
    let mut allowed = PriceBook::load(desk.vault(), PriceKind::Allowed)?;
    let rows = table.rows();
    for (at, row) in rows.iter().enumerate() {
        desk.step("fees", at, rows.len())?;
        let new = match read(row, &reference, from) {
            Ok(new) => new,
            Err(bad) => {
                taken.refuse([at], bad);
                continue;
            }
        };
        let book = if new.key.payer.is_some() { &mut allowed } else { &mut charges };
        match publish(unit, book, &new)? {
            Published::New(_) => {}
            Published::Changed(_) => taken.known(false),
            Published::Same => taken.known(true),
            Published::Taken => {
                let remedy = "publish from another day, or take that price back first";
                let bad = row.bad("effective_on", "another price is published from this very day", remedy);
                taken.refuse([at], bad);
            }
        }
    }
    Ok(taken)
}

fn read(row: &CsvRow<'_>, reference: &Reference, from: Option<Date>) -> std::result::Result<NewPrice, BadRow> {
    let fee = fee_entry(row)?.checked(|id| reference.payer(id)).map_err(fault(row))?;
    let (column, amount) = match fee.payer_id {
        Some(_) => ("allowed", fee.allowed),
        None => ("charge", fee.charge),
    };
    let amount = amount.ok_or_else(|| row.bad(column, "it is empty", "fill it in, or leave the row out"))?;
    let from = fee.effective_on.or(from).ok_or_else(|| {
        row.bad("effective_on", "it has no first day", "fill it in, or give a day for all prices of the file")
    })?;
    let key = PriceKey { payer: fee.payer_id, code: fee.code, modifiers: fee.modifier.into_iter().collect() };
    Ok(NewPrice { key, amount, from })
}
