//! The office's own files: the practice file and CSV.

use crate::dollars;
use fixtures::npi;
use values::Date;

/// The day of the tests in the practice's zone.
#[must_use]
pub fn today() -> Date {
    Date::new(2026, 9, 15).unwrap()
}

/// A day so many days before [`today`].
#[must_use]
pub fn days_back(days: i32) -> Date {
    today().plus_days(-days)
}

/// The rendering provider.
#[must_use]
pub fn rendering_npi() -> String {
    npi(187_654_321)
}

/// A second provider, who refers.
#[must_use]
pub fn referring_npi() -> String {
    npi(176_543_210)
}

/// The practice's own NPI.
#[must_use]
pub fn billing_npi() -> String {
    npi(123_456_789)
}

/// The payers: wire id, name, filing indicator. The first three are primary, the last is secondary.
pub const PAYERS: [(&str, &str, &str); 4] = [
    ("LRC01", "BLUE LARCH HEALTH", "CI"),
    ("LRC02", "MEDICARE PART B DEMO", "MB"),
    ("LRC03", "SUMMIT VALE HMO", "HM"),
    ("LRC09", "NORTHFORK MUTUAL", "CI"),
];

/// The practice file of `init`.
#[must_use]
pub fn practice_json() -> String {
    let address =
        |line: &str| format!(r#"{{"line1":"{line}","line2":"","city":"DENVER","state":"CO","zip":"802021234"}}"#);
    let payer = |(id, name, kind): &(&str, &str, &str)| {
        format!(
            r#"{{"name":"{name}","payer_id":"{id}","claim_filing_indicator":"{kind}","timely_filing_days":180,"address":{}}}"#,
            address("9 PAYER WAY")
        )
    };
    let payers: Vec<String> = PAYERS.iter().map(payer).collect();
    format!(
        r#"{{"name":"{name}","npi":"{npi}","tin":"840001234","taxonomy":"261QP2300X","address":{address},
        "phone":"3035550100","contact_name":"BILLING OFFICE","submitter_id":"LARCH01",
        "receiver":{{"name":"SIMULATED CLEARINGHOUSE","id":"SIMCH"}},"usage":"T","timezone":"America/Denver",
        "providers":[{{"npi":"{rendering}","last_name":"HOLLOWAY","first_name":"AVERY","taxonomy":"207Q00000X"}},
                     {{"npi":"{referring}","last_name":"CASTELLANE","first_name":"IMRE","taxonomy":"207R00000X"}}],
        "payers":[{payers}],
        "fees":[{{"code":"99213","modifier":"","charge_cents":12500}},{{"code":"20610","modifier":"RT","charge_cents":11900}},
                {{"code":"20610","charge_cents":11800}}]}}"#,
        name = fixtures::PRACTICE_NAME,
        npi = billing_npi(),
        address = address("12 LARCH RD"),
        rendering = rendering_npi(),
        referring = referring_npi(),
        payers = payers.join(","),
    )
}

const LAST: [&str; 8] = ["ABARA", "BENOIT", "CHO", "DIAZ", "EKLUND", "FARAH", "GRECO", "HOLT"];
const FIRST: [&str; 7] = ["ADA", "BRUNO", "CLEO", "DARIO", "ELSA", "FINN", "GITA"];

/// The account number of the n-th patient, from 1.
#[must_use]
pub fn account(n: usize) -> String {
    format!("A{n:03}")
}

/// The family name of the n-th patient.
#[must_use]
pub fn last_name(n: usize) -> &'static str {
    LAST[n % LAST.len()]
}

/// The header of a patient file.
pub const PATIENT_HEADER: &str =
    "account_number,last_name,first_name,middle_name,birth_date,sex,line1,line2,city,state,zip,phone,email,ssn";

/// Patients 1 to n, all with full records; the ssn of patient n is 90010 and n with four digits.
#[must_use]
pub fn patients(n: usize) -> String {
    let row = |n: usize| {
        let (last, first) = (last_name(n), FIRST[n % FIRST.len()]);
        let (account, sex) = (account(n), if n.is_multiple_of(2) { "M" } else { "F" });
        format!(
            "{account},{last},{first},Q,{}-03-{:02},{sex},{n} OAK ST,,DENVER,CO,80202,303555{n:04},p{n}@example.com,90010{n:04}\n",
            1950 + n,
            n % 28 + 1
        )
    };
    std::iter::once(format!("{PATIENT_HEADER}\n")).chain((1..=n).map(row)).collect()
}

/// The header of a coverage file.
pub const COVERAGE_HEADER: &str = "account_number,sequence,payer_id,member_id,group_number,subscriber_relationship,subscriber_last_name,subscriber_first_name,subscriber_birth_date,subscriber_sex,effective_on,ends_on";

/// Who has which policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covered {
    /// A primary policy of his own.
    Primary,
    /// And a secondary one at NORTHFORK MUTUAL.
    Both,
    /// As a child of the subscriber.
    Dependent,
}

/// The member id of the n-th patient's primary policy.
#[must_use]
pub fn member_id(n: usize) -> String {
    format!("M77{n:04}X")
}

/// Policies of patients 1 to n: the primary at payer n mod 3.
#[must_use]
pub fn coverages(all: &[Covered]) -> String {
    let mut text = format!("{COVERAGE_HEADER}\n");
    for (at, covered) in all.iter().enumerate() {
        let n = at + 1;
        let (account, payer, member) = (account(n), PAYERS[n % 3].0, member_id(n));
        let group = if payer == "LRC02" { "" } else { "G100" };
        let (relation, subscriber) = match covered {
            Covered::Dependent => ("19", format!("{},OLGA,1975-02-03,F", last_name(n))),
            Covered::Primary | Covered::Both => ("18", ",,,".to_owned()),
        };
        text += &format!("{account},P,{payer},{member},{group},{relation},{subscriber},2024-01-01,\n");
        if *covered == Covered::Both {
            text += &format!("{account},S,LRC09,S88{n:04},G900,18,,,,,2024-01-01,\n");
        }
    }
    text
}

/// The header of an encounter file.
pub const ENCOUNTER_HEADER: &str = "encounter_number,account_number,date_of_service,rendering_npi,place_of_service,diagnoses,line,procedure_code,modifiers,units,pointers,charge,note";

/// A visit: its lines are (procedure, modifiers, cents).
#[derive(Debug, Clone)]
pub struct Visit {
    /// Encounter number.
    pub number: String,
    /// Account number.
    pub account: String,
    /// Days back.
    pub day: Date,
    /// Diagnoses, `;` between.
    pub diagnoses: String,
    /// Lines.
    pub lines: Vec<(String, String, i64)>,
}

impl Visit {
    /// A visit so many days back.
    #[must_use]
    pub fn new(number: &str, account: &str, back: i32, diagnoses: &str, lines: &[(&str, &str, i64)]) -> Visit {
        let owned =
            |(code, modifiers, cents): &(&str, &str, i64)| ((*code).to_owned(), (*modifiers).to_owned(), *cents);
        Visit {
            number: number.to_owned(),
            account: account.to_owned(),
            day: days_back(back),
            diagnoses: diagnoses.to_owned(),
            lines: lines.iter().map(owned).collect(),
        }
    }

    fn rows(&self) -> String {
        let pointers = if self.diagnoses.contains(';') { "1;2" } else { "1" };
        let rendering = rendering_npi();
        let row = |(at, (code, modifiers, cents)): (usize, &(String, String, i64))| {
            let Visit { number, account, day, diagnoses, .. } = self;
            format!(
                "{number},{account},{day},{rendering},11,{diagnoses},{},{code},{modifiers},1,{pointers},{},\n",
                at + 1,
                dollars(*cents)
            )
        };
        self.lines.iter().enumerate().map(row).collect()
    }
}

/// An encounter file.
#[must_use]
pub fn encounters(visits: &[Visit]) -> String {
    std::iter::once(format!("{ENCOUNTER_HEADER}\n")).chain(visits.iter().map(Visit::rows)).collect()
}

/// The file with one field changed in every row that begins with this key.
///
/// # Panics
/// When no row or column is so called: the test would change nothing.
#[must_use]
pub fn edit(csv: &str, key: &str, column: &str, value: &str) -> String {
    let header = csv.lines().next().unwrap_or_default();
    let at = header.split(',').position(|name| name == column).unwrap_or_else(|| panic!("no column {column}"));
    let mut changed = false;
    let row = |line: &str| {
        let mut fields: Vec<&str> = line.split(',').collect();
        if fields[0] == key {
            changed = true;
            fields[at] = value;
        }
        fields.join(",") + "\n"
    };
    let text = csv.lines().map(row).collect();
    assert!(changed, "no row {key}");
    text
}

/// The header and the rows that begin with one of these keys.
#[must_use]
pub fn only(csv: &str, keys: &[&str]) -> String {
    let kept = |(at, line): &(usize, &str)| *at == 0 || keys.iter().any(|key| line.split(',').next() == Some(key));
    csv.lines().enumerate().filter(kept).map(|(_, line)| format!("{line}\n")).collect()
}

/// The file without one column.
#[must_use]
pub fn without(csv: &str, column: &str) -> String {
    let header = csv.lines().next().unwrap_or_default();
    let at = header.split(',').position(|name| name == column).unwrap_or_else(|| panic!("no column {column}"));
    let row = |line: &str| {
        let fields = line.split(',').enumerate().filter(|(n, _)| *n != at).map(|(_, field)| field);
        fields.collect::<Vec<_>>().join(",") + "\n"
    };
    csv.lines().map(row).collect()
}
