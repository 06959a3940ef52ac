//! The bank deposit that carried a payment: told by hand, compared to the cent.

use crate::desk::Desk;
use crate::error::Result;
use crate::form::{Form, FormCheck, Problem};
use privacy::Action;
use records::{Deposit, RemittanceRecord};
use values::RemittanceId;

/// A deposit as it was typed.
#[derive(Debug, Clone, Default)]
pub struct DepositEntry {
    /// Day of the bank statement.
    pub on: String,
    /// What the bank credited.
    pub amount: String,
}

/// Tells on which day the bank credited a payment, and how much; both empty take it back. Another amount than the payment is
/// kept and shown as a difference. One commit.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses. Wrong fields come back in the form.
pub fn record_deposit(desk: &Desk<'_>, id: RemittanceId, entry: &DepositEntry) -> Result<Form<RemittanceId>> {
    desk.may(Action::PostRemittance)?;
    let mut unit = desk.unit();
    let record: RemittanceRecord = unit.need(id)?;
    let mut check = FormCheck::on(desk.today());
    let is_empty = entry.on.trim().is_empty() && entry.amount.trim().is_empty();
    if !is_empty {
        check.required("on", &entry.on);
        check.required("amount", &entry.amount);
    }
    let on = check.date("on", &entry.on);
    let amount = check.amount("amount", &entry.amount);
    if on.is_some_and(|on| on > desk.today()) {
        check.refuse("on", Problem::InFuture);
    }
    let deposit = on.zip(amount).map(|(on, amount)| Deposit { on, amount });
    check.save(|| {
        unit.put(id, &RemittanceRecord { deposit, ..record })?;
        desk.commit(unit, "era.deposit")?;
        Ok(id)
    })
}
