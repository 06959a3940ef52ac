//! A new practice as people type it on the first day: its settings, and the people it begins with.

use crate::desk::Desk;
use crate::error::Result;
use crate::form::{FieldProblem, FormCheck, Problem};
use crate::office::{AddressForm, needed, npi, taxonomy, whole_address};
use crate::practice::{CheckedPractice, UNDO_LIMIT_CENTS};
use crate::user_forms::judge_passphrase;
use crate::users::add_user;
use codes::CodeBook;
use records::{BillingProviderRecord, PracticeRecord, Receiver, Usage};
use values::{BillingProviderId, Date, Money, PatientId, Role, TimeZone, Timestamp, Tin};
use vault::{Passphrase, Vault};

/// The settings of a new practice as typed.
#[derive(Debug, Clone, Default)]
pub struct PracticeForm {
    /// Name.
    pub name: String,
    /// NPI of its billing provider.
    pub npi: String,
    /// Tax id.
    pub tin: String,
    /// Whether the tax id is an SSN.
    pub tin_is_ssn: bool,
    /// Taxonomy code.
    pub taxonomy: String,
    /// Street address.
    pub address: AddressForm,
    /// Phone.
    pub phone: String,
    /// Whom payers may call.
    pub contact_name: String,
    /// Our id at the clearinghouse.
    pub submitter_id: String,
    /// The clearinghouse's name.
    pub receiver_name: String,
    /// The clearinghouse's id.
    pub receiver_id: String,
    /// Whether interchanges are for real; else they are marked as tests.
    pub is_production: bool,
    /// IANA time zone.
    pub time_zone: String,
}

/// A person whom a practice begins with, as typed.
#[derive(Clone, Copy)]
pub struct FounderForm<'a> {
    /// Name that unlocks.
    pub name: &'a str,
    /// Passphrase.
    pub passphrase: &'a str,
    /// The same again.
    pub again: &'a str,
}

/// The people whom a practice begins with.
#[derive(Clone, Copy)]
pub struct FoundersForm<'a> {
    /// Users, keys, backups; never a patient.
    pub administrator: FounderForm<'a>,
    /// Approves; holds every class.
    pub supervisor: FounderForm<'a>,
    /// Bills. Optional: all empty for nobody.
    pub biller: FounderForm<'a>,
}

/// Checks the settings of a new practice.
///
/// # Errors
/// Every field that is wrong.
pub fn check_practice_form(form: &PracticeForm) -> std::result::Result<CheckedPractice, Vec<FieldProblem>> {
    let mut check = FormCheck::on(no_day());
    let practice = practice_of(&mut check, form);
    check.required("npi", &form.npi);
    check.required("tin", &form.tin);
    check.required("taxonomy", &form.taxonomy);
    let tin = check.parsed("tin", &form.tin, Tin::parse, Problem::BadShape);
    let billing = BillingProviderRecord {
        name: practice.name.clone(),
        first_name: String::new(),
        npi: npi(&mut check, "npi", &form.npi),
        tin: tin.map(|tin| tin.as_str().to_owned()).unwrap_or_default(),
        tin_is_ssn: form.tin_is_ssn,
        taxonomy: taxonomy(&mut check, "taxonomy", &form.taxonomy),
        address: whole_address(&mut check, &form.address),
    };
    check.problems_or(CheckedPractice::new(practice, billing))
}

fn practice_of(check: &mut FormCheck, form: &PracticeForm) -> PracticeRecord {
    let name = needed(check, "name", &form.name, 60);
    let phone = needed(check, "phone", &form.phone, 30);
    let contact_name = needed(check, "contact_name", &form.contact_name, 60);
    let submitter_id = needed(check, "submitter_id", &form.submitter_id, 15);
    let receiver = Receiver {
        name: needed(check, "receiver_name", &form.receiver_name, 60),
        id: needed(check, "receiver_id", &form.receiver_id, 15),
    };
    check.required("time_zone", &form.time_zone);
    let time_zone = check.parsed("time_zone", &form.time_zone, TimeZone::parse, Problem::Unknown);
    PracticeRecord {
        name,
        default_billing_provider: BillingProviderId::new(1),
        phone,
        contact_name,
        submitter_id,
        receiver,
        usage: if form.is_production { Usage::Production } else { Usage::Test },
        time_zone: time_zone.unwrap_or_else(TimeZone::utc),
        last_control_number: 0,
        undo_limit: Money::from_cents(UNDO_LIMIT_CENTS).unwrap_or(Money::ZERO),
        is_demo: false,
    }
}

/// Checks the people whom a practice begins with: names that differ, good passphrases typed twice. Fields are named
/// `administrator.name`, `supervisor.passphrase`, `biller.again`.
#[must_use]
pub fn check_founders(founders: &FoundersForm<'_>, practice_name: &str) -> Vec<FieldProblem> {
    let mut check = FormCheck::on(no_day());
    let mut names: Vec<String> = Vec::new();
    let listed =
        [("administrator", founders.administrator), ("supervisor", founders.supervisor), ("biller", founders.biller)];
    for (who, person) in listed {
        if who == "biller" && person.is_nobody() {
            continue;
        }
        let name = needed(&mut check, &format!("{who}.name"), person.name, 60);
        let folded = name.to_lowercase();
        if !folded.is_empty() && names.contains(&folded) {
            check.refuse(format!("{who}.name"), Problem::Taken);
        }
        names.push(folded);
        match judge_passphrase(person.passphrase, &[person.name.trim(), practice_name]) {
            Some(problem) => check.refuse(format!("{who}.passphrase"), problem),
            None if person.passphrase != person.again => check.refuse(format!("{who}.again"), Problem::Differs),
            None => {}
        }
    }
    match check.problems_or(()) {
        Ok(()) => Vec::new(),
        Err(problems) => problems,
    }
}

impl FounderForm<'_> {
    /// Whether nothing was typed.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        [self.name, self.passphrase, self.again].iter().all(|text| text.trim().is_empty())
    }
}

/// Enrols the biller of a new practice, whose store its supervisor has open. Nothing where there is none.
///
/// # Errors
/// What the store refuses.
pub fn enrol_founding_biller(vault: &Vault, codes: &CodeBook, biller: FounderForm<'_>, now: Timestamp) -> Result<()> {
    if biller.is_nobody() {
        return Ok(());
    }
    let desk = Desk::open(vault, codes, now)?;
    add_user(&desk, (biller.name.trim(), Role::Biller, &Passphrase::new(biller.passphrase)), None).map(drop)
}

/// Whether the practice has no patient yet.
///
/// # Errors
/// What the store refuses.
pub fn is_without_patients(desk: &Desk<'_>) -> Result<bool> {
    match records::rows::<PatientId>(desk.vault()).next() {
        Some(first) => Ok(first.map(|_| false)?),
        None => Ok(true),
    }
}

/// No field here is a day, so that today does not matter.
fn no_day() -> Date {
    Timestamp::from_millis(0).date_in(&TimeZone::utc())
}
