//! Payers.

use super::fields::{AddressForm, address, days, needed};
use crate::desk::Desk;
use crate::error::Result;
use crate::form::{Form, FormCheck, Problem};
use crate::reference::Reference;
use privacy::Action;
use records::{PayerRecord, scan};
use values::{FilingIndicator, PayerId};

/// A payer as a person typed it.
#[derive(Debug, Clone, Default)]
pub struct PayerForm {
    /// The payer that is changed; `None` for a new one.
    pub id: Option<PayerId>,
    /// Name.
    pub name: String,
    /// Payer id on the wire.
    pub payer_id: String,
    /// Claim filing indicator; may be empty.
    pub filing_indicator: String,
    /// Days to file; may be empty.
    pub timely_filing_days: String,
    /// Days to appeal; may be empty.
    pub appeal_days: String,
    /// Address; whole or empty.
    pub address: AddressForm,
}

/// Every payer, oldest first.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_payers(desk: &Desk<'_>) -> Result<Vec<(PayerId, PayerRecord)>> {
    desk.may(Action::ReadReference)?;
    let mut payers = Vec::new();
    for item in scan::<PayerRecord>(desk.vault()) {
        let (id, payer) = item?;
        payers.extend(payer.open().map(|payer| (id, payer)));
    }
    Ok(payers)
}

/// Saves a payer.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn save_payer(desk: &Desk<'_>, form: &PayerForm) -> Result<Form<PayerId>> {
    desk.may(Action::ChangeReference)?;
    let mut unit = desk.unit();
    let before = form.id.map(|id| unit.need::<PayerRecord>(id)).transpose()?;
    let mut check = FormCheck::on(desk.today());
    let payer = PayerRecord {
        name: needed(&mut check, "name", &form.name, 60),
        payer_id: needed(&mut check, "payer_id", &form.payer_id, 80),
        filing_indicator: filing_indicator(&mut check, &form.filing_indicator),
        timely_filing_days: days(&mut check, "timely_filing_days", &form.timely_filing_days),
        appeal_days: days(&mut check, "appeal_days", &form.appeal_days),
        address: address(&mut check, &form.address),
    };
    let same = Reference::load(desk.vault())?.payer(&payer.payer_id);
    if same.is_some_and(|same| Some(same) != form.id) {
        check.refuse("payer_id", Problem::Taken);
    }
    check.save(|| {
        let id = form.id.unwrap_or_else(|| unit.allocate());
        if before.as_ref() != Some(&payer) {
            unit.put(id, &payer)?;
            desk.commit(unit, if before.is_some() { "payer.change" } else { "payer.add" })?;
        }
        Ok(id)
    })
}

/// What kind of payer it is (SBR09). Every claim tells it: a payer without it would have each of its claims stopped.
fn filing_indicator(check: &mut FormCheck, typed: &str) -> Option<FilingIndicator> {
    check.required("filing_indicator", typed);
    check.parsed("filing_indicator", typed, FilingIndicator::parse, Problem::BadShape)
}
