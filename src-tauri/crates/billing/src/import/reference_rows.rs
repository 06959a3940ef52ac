//! Payers, providers and fees out of CSV files: the keys of the practice file.

use super::table::{CsvRow, CsvTable};
use super::{BadRow, Columns, CsvOptions, Taken};
use crate::desk::Desk;
use crate::error::Result;
use crate::practice::{FeeEntry, PayerEntry, ProviderEntry};
use crate::reference::Reference;
use records::{FeeRecord, Unit};
use values::{Address, FeeId};

pub(super) const PAYER_COLUMNS: Columns = Columns {
    needed: &["name", "payer_id"],
    optional: &[
        "claim_filing_indicator",
        "timely_filing_days",
        "appeal_days",
        "line1",
        "line2",
        "city",
        "state",
        "zip",
    ],
};
pub(super) const PROVIDER_COLUMNS: Columns =
    Columns { needed: &["npi", "last_name"], optional: &["first_name", "taxonomy"] };
pub(super) const FEE_COLUMNS: Columns = Columns {
    needed: &["code"],
    optional: &[
        "modifier",
        "charge",
        "charge_cents",
        "payer_id",
        "allowed",
        "allowed_cents",
        "effective_on",
        "ends_on",
    ],
};

pub(super) fn fault<'a>(row: &'a CsvRow<'_>) -> impl Fn((&'static str, values::ValueError)) -> BadRow + 'a {
    |(column, error)| row.bad(column, error.to_string(), "correct the field")
}

pub(super) fn take_payers(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    table: &CsvTable,
    options: CsvOptions,
) -> Result<Taken> {
    let mut taken = Taken::default();
    let mut reference = Reference::load(desk.vault())?;
    for (at, row) in table.rows().iter().enumerate() {
        let payer = match payer_entry(row).and_then(|entry| entry.checked().map_err(fault(row))) {
            Ok(payer) => payer,
            Err(bad) => {
                taken.refuse([at], bad);
                continue;
            }
        };
        match reference.payer(&payer.payer_id) {
            Some(_) if !options.update => taken.refuse(
                [at],
                row.bad("payer_id", "a payer with this id is there already", "use --update to change it"),
            ),
            Some(id) => {
                taken.known(reference.payers.get(id) == Some(&payer));
                unit.put(id, &payer)?;
                reference.payers.insert(id, payer);
            }
            None => drop(reference.add_payer(unit, payer)?),
        }
    }
    Ok(taken)
}

fn payer_entry(row: &CsvRow<'_>) -> std::result::Result<PayerEntry, BadRow> {
    let days = |column: &'static str| match row.text(column) {
        "" => Ok(None),
        text => text
            .parse::<u16>()
            .map(Some)
            .map_err(|_| row.bad(column, "not a number of days", "write a whole number up to 65535")),
    };
    Ok(PayerEntry {
        name: row.text("name").to_owned(),
        payer_id: row.text("payer_id").to_owned(),
        claim_filing_indicator: row.text("claim_filing_indicator").to_owned(),
        timely_filing_days: days("timely_filing_days")?,
        appeal_days: days("appeal_days")?,
        address: Some(Address {
            line1: row.bounded("line1", 55)?,
            line2: row.bounded("line2", 55)?,
            city: row.bounded("city", 30)?,
            state: row.bounded("state", 2)?,
            zip: row.bounded("zip", 10)?.replace('-', ""),
            country: String::new(),
        }),
    })
}

pub(super) fn take_providers(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    table: &CsvTable,
    options: CsvOptions,
) -> Result<Taken> {
    let mut taken = Taken::default();
    let mut reference = Reference::load(desk.vault())?;
    for (at, row) in table.rows().iter().enumerate() {
        let text = |column| row.text(column).to_owned();
        let entry = ProviderEntry {
            npi: text("npi"),
            last_name: text("last_name"),
            first_name: text("first_name"),
            taxonomy: text("taxonomy"),
        };
        match entry.checked().map_err(fault(row)) {
            Err(bad) => taken.refuse([at], bad),
            Ok(provider) => match reference.provider(&provider.npi) {
                Some(_) if !options.update => taken.refuse(
                    [at],
                    row.bad("npi", "a provider with this NPI is there already", "use --update to change it"),
                ),
                known => {
                    if let Some(id) = known {
                        taken.known(reference.providers.get(id) == Some(&provider));
                    }
                    let id = known.unwrap_or_else(|| unit.allocate());
                    unit.put(id, &provider)?;
                    reference.providers.insert(id, provider);
                }
            },
        }
    }
    Ok(taken)
}

pub(super) fn take_fees(desk: &Desk<'_>, unit: &mut Unit<'_>, table: &CsvTable, options: CsvOptions) -> Result<Taken> {
    let mut taken = Taken::default();
    let mut reference = Reference::load(desk.vault())?;
    for (at, row) in table.rows().iter().enumerate() {
        let fee = fee_entry(row).and_then(|entry| entry.checked(|id| reference.payer(id)).map_err(fault(row)));
        let fee = match fee {
            Ok(fee) => fee,
            Err(bad) => {
                taken.refuse([at], bad);
                continue;
            }
        };
        match same_fee(&reference, &fee) {
            Some(_) if !options.update => {
                taken.refuse([at], row.bad("code", "this fee is there already", "use --update to change it"))
            }
            known => {
                let id: FeeId = known.unwrap_or_else(|| unit.allocate());
                unit.put(id, &fee)?;
                reference.fees.insert(id, fee);
            }
        }
    }
    Ok(taken)
}

fn same_fee(reference: &Reference, fee: &FeeRecord) -> Option<FeeId> {
    let key = |fee: &FeeRecord| (fee.code.clone(), fee.modifier.clone(), fee.payer_id, fee.effective_on);
    reference.fees.iter().find(|(_, known)| key(known) == key(fee)).map(|(id, _)| id)
}

pub(super) fn fee_entry(row: &CsvRow<'_>) -> std::result::Result<FeeEntry, BadRow> {
    let cents = |dollars: &'static str, cents: &'static str| match (row.amount(dollars)?, row.text(cents)) {
        (Some(amount), _) => Ok(Some(amount.cents())),
        (None, "") => Ok(None),
        (None, text) => {
            text.parse::<i64>().map(Some).map_err(|_| row.bad(cents, "not a number of cents", "write a whole number"))
        }
    };
    Ok(FeeEntry {
        code: row.text("code").to_owned(),
        modifier: row.text("modifier").to_owned(),
        charge_cents: cents("charge", "charge_cents")?,
        payer_id: row.text("payer_id").to_owned(),
        allowed_cents: cents("allowed", "allowed_cents")?,
        effective_on: row.date("effective_on")?,
        ends_on: row.date("ends_on")?,
    })
}
