//! The invented practice: providers, payers with their habits, fees.

use crate::founding::{PRACTICE_NAME, TIME_ZONE};
use crate::template::templates;
use billing::{BillingError, ErrorCode, Result};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use values::Date;

/// A provider of the practice. The number is invented, with a right check digit; it may coincide with a real one by chance.
pub(crate) struct Provider {
    /// Short name in the templates of visits.
    pub key: &'static str,
    pub npi: &'static str,
    pub last_name: &'static str,
    pub first_name: &'static str,
    pub taxonomy: &'static str,
}

const fn provider(
    key: &'static str,
    npi: &'static str,
    [last_name, first_name]: [&'static str; 2],
    taxonomy: &'static str,
) -> Provider {
    Provider { key, npi, last_name, first_name, taxonomy }
}

pub(crate) const PROVIDERS: [Provider; 11] = [
    provider("fp", "1526018159", ["Holloway", "Avery"], "207Q00000X"),
    provider("card", "1908301660", ["Castellane", "Imre"], "207RC0000X"),
    provider("ortho", "1131860912", ["Whitcombe", "Dana"], "207X00000X"),
    provider("bh", "1390996035", ["Fennimore", "Lior"], "1041C0700X"),
    provider("psy", "1082462817", ["Abernathy", "Noor"], "2084P0800X"),
    provider("pt", "1948219930", ["Quillfeather", "Marta"], "225100000X"),
    provider("derm", "1518190933", ["Lindqvist", "Piers"], "207N00000X"),
    provider("obgyn", "1786579759", ["Orchard", "Selah"], "207V00000X"),
    provider("peds", "1432319485", ["Brightwater", "Tomas"], "208000000X"),
    provider("ent", "1757491182", ["Marlowe", "Ines"], "207Y00000X"),
    provider("neuro", "1625276013", ["Vandermeer", "Cora"], "2084N0400X"),
];

/// Whom a payer insures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// People of 65 and more.
    Senior,
    /// People of little means, children above all.
    Assistance,
    /// Employees and their families.
    Commercial,
    /// What others leave open; second coverage of seniors.
    Supplement,
    /// Accidents at work.
    Workers,
}

/// An invented payer and what it is like to deal with.
pub(crate) struct Payer {
    pub name: &'static str,
    pub payer_id: &'static str,
    pub filing_indicator: &'static str,
    pub timely_filing_days: u16,
    pub line: Line,
    /// How many of a thousand people of its line it insures, against the others of that line.
    pub weight: u64,
    /// Days from the claim to its remittance.
    pub pays_after: i32,
    /// Allowed, in percent of the charge.
    pub allowed_percent: i64,
    /// Copay of a visit in cents, 0 for none.
    pub copay: i64,
    /// Coinsurance in percent of the allowed amount.
    pub coinsurance_percent: i64,
    /// Claims denied, per thousand.
    pub denies: u64,
    /// Claims with one line denied, per thousand.
    pub denies_lines: u64,
    /// Claims whose longest line comes back in two, per thousand.
    pub splits_lines: u64,
    /// Claims that come back with a modifier less, per thousand.
    pub drops_modifiers: u64,
    /// Wants the NDC of every drug; the office leaves it out elsewhere.
    pub wants_ndc: bool,
    /// Sends the claims of people with a supplement on by itself.
    pub crosses_over: bool,
}

const PLAIN: Payer = Payer {
    name: "",
    payer_id: "",
    filing_indicator: "CI",
    timely_filing_days: 180,
    line: Line::Commercial,
    weight: 100,
    pays_after: 18,
    allowed_percent: 62,
    copay: 2500,
    coinsurance_percent: 20,
    denies: 60,
    denies_lines: 50,
    splits_lines: 0,
    drops_modifiers: 0,
    wants_ndc: false,
    crosses_over: false,
};

pub(crate) static PAYERS: [Payer; 10] = [
    Payer {
        name: "Medicare Part B (demo contractor)",
        payer_id: "DMO01",
        filing_indicator: "MB",
        timely_filing_days: 365,
        line: Line::Senior,
        weight: 70,
        pays_after: 14,
        allowed_percent: 45,
        copay: 0,
        denies: 40,
        crosses_over: true,
        ..PLAIN
    },
    Payer {
        name: "Granite State Medicaid (demo)",
        payer_id: "DMO02",
        filing_indicator: "MC",
        line: Line::Assistance,
        pays_after: 21,
        allowed_percent: 38,
        copay: 0,
        coinsurance_percent: 0,
        denies: 80,
        wants_ndc: true,
        ..PLAIN
    },
    Payer {
        name: "Blue Larch Health",
        payer_id: "DMO03",
        filing_indicator: "BL",
        weight: 300,
        pays_after: 16,
        ..PLAIN
    },
    // Pays late and little.
    Payer {
        name: "Northfork Mutual",
        payer_id: "DMO04",
        timely_filing_days: 90,
        weight: 160,
        pays_after: 46,
        allowed_percent: 55,
        denies: 130,
        denies_lines: 90,
        ..PLAIN
    },
    Payer {
        name: "Summit & Vale HMO",
        payer_id: "DMO05",
        filing_indicator: "HM",
        timely_filing_days: 90,
        weight: 200,
        allowed_percent: 58,
        copay: 2000,
        coinsurance_percent: 0,
        ..PLAIN
    },
    Payer { name: "Unity Harbor PPO", payer_id: "DMO06", weight: 200, allowed_percent: 70, splits_lines: 120, ..PLAIN },
    Payer {
        name: "Cobalt Advantage",
        payer_id: "DMO07",
        filing_indicator: "16",
        timely_filing_days: 365,
        line: Line::Senior,
        weight: 30,
        allowed_percent: 44,
        copay: 1500,
        coinsurance_percent: 0,
        denies: 90,
        ..PLAIN
    },
    Payer {
        name: "Prairie Union Trust",
        payer_id: "DMO08",
        timely_filing_days: 365,
        line: Line::Supplement,
        allowed_percent: 80,
        copay: 0,
        coinsurance_percent: 10,
        denies: 30,
        denies_lines: 20,
        ..PLAIN
    },
    Payer {
        name: "Redwood Workers Compensation Fund",
        payer_id: "DMO09",
        filing_indicator: "WC",
        timely_filing_days: 365,
        line: Line::Workers,
        pays_after: 30,
        allowed_percent: 75,
        copay: 0,
        coinsurance_percent: 0,
        ..PLAIN
    },
    Payer {
        name: "Juniper Exchange Plan",
        payer_id: "DMO15",
        filing_indicator: "HM",
        timely_filing_days: 120,
        weight: 140,
        allowed_percent: 52,
        copay: 3500,
        denies: 90,
        drops_modifiers: 250,
        ..PLAIN
    },
];

/// The payer with this id on the wire.
pub(crate) fn payer(payer_id: &str) -> Option<&'static Payer> {
    PAYERS.iter().find(|payer| payer.payer_id.eq_ignore_ascii_case(payer_id))
}

/// The payers of a line, with their weights.
pub(crate) fn payers_of(line: Line) -> Vec<(&'static Payer, u64)> {
    PAYERS.iter().filter(|payer| payer.line == line).map(|payer| (payer, payer.weight)).collect()
}

/// The practice file that `init` would be given.
pub(crate) fn practice_file(as_of: Date) -> Result<Vec<u8>> {
    let file = json!({
        "name": PRACTICE_NAME,
        "npi": "1895559791",
        "tin": "001234567",
        "taxonomy": "261QM1300X",
        "address": address("400 Larkspur Pkwy", 0),
        "phone": "3035550100",
        "contact_name": "Billing office",
        "submitter_id": "LARKSPURVALLEY",
        "receiver": { "name": "Millrace Clearinghouse (demo)", "id": "MILLRACE" },
        "usage": "T",
        "timezone": TIME_ZONE,
        "providers": PROVIDERS.iter().map(|one| json!({
            "npi": one.npi, "last_name": one.last_name, "first_name": one.first_name, "taxonomy": one.taxonomy,
        })).collect::<Vec<_>>(),
        "payers": PAYERS.iter().enumerate().map(|(at, one)| json!({
            "name": one.name,
            "payer_id": one.payer_id,
            "claim_filing_indicator": one.filing_indicator,
            "timely_filing_days": one.timely_filing_days,
            "appeal_days": 90,
            "address": address("Payer Way", at + 1),
        })).collect::<Vec<_>>(),
        "fees": fees(as_of),
    });
    serde_json::to_vec(&file).map_err(|error| {
        BillingError::new(ErrorCode::Io, format!("the demo practice cannot be written: {error}"), "report this")
    })
}

fn address(street: &str, number: usize) -> Value {
    let line1 = if number == 0 { street.to_owned() } else { format!("{number} {street}") };
    json!({ "line1": line1, "line2": "", "city": "Denver", "state": "CO", "zip": "802021234" })
}

/// A charge for each code of the templates, and what three payers allow for it by contract.
fn fees(as_of: Date) -> Vec<Value> {
    let since = as_of.plus_days(-730).to_string();
    let mut charges: BTreeMap<&str, i64> = BTreeMap::new();
    for line in templates().iter().flat_map(|template| &template.lines) {
        charges.entry(&line.code).or_insert(line.charge_cents / i64::from(line.units.max(1)));
    }
    let mut fees = Vec::new();
    for (code, charge) in charges {
        fees.push(json!({ "code": code, "modifier": "", "charge_cents": charge, "effective_on": since }));
        for payer in PAYERS.iter().filter(|payer| matches!(payer.payer_id, "DMO01" | "DMO03" | "DMO06")) {
            let allowed = charge * payer.allowed_percent / 100;
            fees.push(json!({
                "code": code, "modifier": "", "payer_id": payer.payer_id, "allowed_cents": allowed, "effective_on": since,
            }));
        }
    }
    fees
}

#[cfg(test)]
mod tests {
    use super::*;
    use values::{Npi, Taxonomy};

    #[test]
    fn providers_have_valid_numbers_and_each_template_has_one() {
        for provider in &PROVIDERS {
            assert!(Npi::parse(provider.npi).is_ok() && Taxonomy::parse(provider.taxonomy).is_ok(), "{}", provider.key);
        }
        for template in templates() {
            assert!(PROVIDERS.iter().any(|provider| provider.key == template.provider), "{}", template.note);
        }
    }

    #[test]
    fn the_practice_file_is_one_that_init_takes() {
        let file = practice_file(Date::new(2026, 6, 30).unwrap()).unwrap();
        assert_eq!(billing::check_practice(&file, "UTC").unwrap().name(), PRACTICE_NAME);
    }
}
