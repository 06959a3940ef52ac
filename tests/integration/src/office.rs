//! A practice store with somebody at its desk.

use crate::data::practice_json;
use billing::{
    AgingReport, BatchRow, ClaimFilter, ClaimRow, CsvKind, CsvOptions, CsvReport, Desk, LedgerReport,
    RemittanceFileReport,
};
use codes::CodeBook;
use fixtures::{NOW, Store, Template};
use std::sync::OnceLock;
use values::{BatchId, ClaimId, Timestamp};
use vault::Vault;

/// The practice of [`practice_json`], made once in a process.
#[must_use]
pub fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        Template::make(|vault| {
            let checked = billing::check_practice(practice_json().as_bytes(), "America/Denver").unwrap();
            billing::found_practice(vault, checked, NOW).unwrap();
        })
    })
}

/// The shipped code sets, read once in a process.
#[must_use]
pub fn codes() -> &'static CodeBook {
    static CODES: OnceLock<CodeBook> = OnceLock::new();
    CODES.get_or_init(CodeBook::shipped)
}

/// A store of its own with a person at the desk.
pub struct Office {
    store: Store,
    vault: Option<Vault>,
    now: Timestamp,
}

/// What a change would show in: the list of claims, aging, and the trial balance.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Claims as lists show them.
    pub claims: Vec<serde_json::Value>,
    /// Aging.
    pub aging: serde_json::Value,
    /// Trial balance with its count of entries.
    pub ledger: serde_json::Value,
}

impl Picture {
    /// What each claim owes and was paid, without what its history changes.
    #[must_use]
    pub fn money(&self) -> Vec<[serde_json::Value; 7]> {
        let keys = [
            "claim_id",
            "charge_cents",
            "paid_cents",
            "adjustment_cents",
            "patient_responsibility_cents",
            "balance_cents",
            "state",
        ];
        self.claims.iter().map(|claim| keys.map(|key| claim[key].clone())).collect()
    }

    /// The balances of the accounts, those of zero left out.
    #[must_use]
    pub fn accounts(&self) -> Vec<(String, i64)> {
        let all = self.ledger["accounts"].as_array().unwrap();
        let one = |row: &serde_json::Value| {
            (row["account"].as_str().unwrap().to_owned(), row["balance_cents"].as_i64().unwrap())
        };
        let mut accounts: Vec<_> = all.iter().map(one).filter(|(_, cents)| *cents != 0).collect();
        accounts.sort();
        accounts
    }
}

impl Office {
    /// A copy of the practice, with this person at the desk.
    #[must_use]
    pub fn new(user: &str) -> Office {
        let store = template().copy();
        let vault = Some(store.unlock(user));
        Office { store, vault, now: NOW }
    }

    /// The person leaves; another one sits down.
    pub fn seat(&mut self, user: &str) {
        self.vault = None;
        self.vault = Some(self.store.unlock(user));
    }

    /// The person leaves; the store is locked.
    pub fn leave(&mut self) {
        self.vault = None;
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Lets days go by.
    pub fn wait_days(&mut self, days: u64) {
        self.wait_hours(days * 24);
    }

    /// Lets hours go by.
    pub fn wait_hours(&mut self, hours: u64) {
        self.now = Timestamp::from_millis(self.now.millis() + hours * 3_600_000);
    }

    /// The desk, as it is now.
    #[must_use]
    pub fn desk(&self) -> Desk<'_> {
        let vault = self.vault.as_ref().expect("somebody sits at the desk");
        Desk::open(vault, codes(), self.now).expect("the practice's record is there")
    }

    /// Every claim.
    #[must_use]
    pub fn claims(&self) -> Vec<ClaimRow> {
        billing::list_claims(&self.desk(), &ClaimFilter::default()).unwrap().1
    }

    /// The claim of this id.
    #[must_use]
    pub fn claim(&self, id: ClaimId) -> ClaimRow {
        billing::claim_row(&self.desk(), id).unwrap()
    }

    /// The claim that has, or had, this patient control number now.
    #[must_use]
    pub fn id_of(&self, number: &str) -> ClaimId {
        let claims = self.claims();
        let found = claims.iter().find(|claim| claim.patient_control_number.as_open().is_some_and(|it| it == number));
        id(found.unwrap_or_else(|| panic!("no claim has the number {number}")))
    }

    /// The money and the states as everybody who may sees them.
    #[must_use]
    pub fn picture(&self) -> Picture {
        let as_json = |row: &ClaimRow| serde_json::to_value(row).unwrap();
        Picture {
            claims: self.claims().iter().map(as_json).collect(),
            aging: serde_json::to_value(self.aging()).unwrap(),
            ledger: serde_json::to_value(self.ledger()).unwrap(),
        }
    }

    /// Aging of today.
    #[must_use]
    pub fn aging(&self) -> AgingReport {
        billing::report_aging(&self.desk(), None, None).unwrap()
    }

    /// The trial balance.
    #[must_use]
    pub fn ledger(&self) -> LedgerReport {
        billing::report_ledger(&self.desk(), None, None).unwrap()
    }

    /// How many entries the journal has.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.desk().vault().journal_head().0
    }

    /// The actions and actors of the journal after an entry.
    #[must_use]
    pub fn entries_after(&self, sequence: u64) -> Vec<(String, String)> {
        let entries = self.desk().vault().entries().map(Result::unwrap).collect::<Vec<_>>();
        let new = entries.into_iter().filter(|entry| entry.sequence > sequence);
        new.map(|entry| (entry.user_name, entry.action)).collect()
    }

    /// Takes a CSV file that is right.
    pub fn import(&self, kind: CsvKind, text: &str) -> CsvReport {
        self.import_with(kind, text, CsvOptions::default())
    }

    /// The same with `--update`.
    pub fn update(&self, kind: CsvKind, text: &str) -> CsvReport {
        self.import_with(kind, text, CsvOptions { update: true, skip_bad: false })
    }

    fn import_with(&self, kind: CsvKind, text: &str, options: CsvOptions) -> CsvReport {
        billing::import_csv(&self.desk(), kind, text.as_bytes(), options).unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// Scrubs and approves claims that must be clean.
    pub fn approve(&self, ids: &[ClaimId]) {
        let scrubbed = billing::scrub_claims(&self.desk(), ids).unwrap();
        let stops: Vec<_> = scrubbed.claims.iter().filter(|claim| claim.outcome != "clean").collect();
        assert!(stops.is_empty(), "{stops:?}");
        let moved = billing::approve_claims(&self.desk(), ids).unwrap();
        assert!(moved.held.is_empty(), "{:?}", moved.held);
    }

    /// Makes interchanges of all approved claims and hands them over: rows with bytes.
    pub fn transmit(&self) -> Vec<(BatchRow, Vec<u8>)> {
        let (rows, held) = billing::create_batches(&self.desk(), None).unwrap();
        assert!(held.held.is_empty(), "{:?}", held.held);
        let files = billing::queued_files(&self.desk()).unwrap();
        let ids: Vec<BatchId> = files.iter().map(|file| file.batch_id).collect();
        billing::hand_over_batches(&self.desk(), &ids).unwrap();
        assert_eq!(rows.len(), files.len());
        rows.into_iter().zip(files.into_iter().map(|file| file.bytes)).collect()
    }

    /// Posts a remittance file.
    pub fn post(&self, text: &str) -> RemittanceFileReport {
        billing::import_remittance(&self.desk(), text.as_bytes(), false).unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// Everything that must hold after any action: the trial balance, Σ balances = aging, and (for who may verify) that
    /// each balance is the sum of its postings.
    pub fn check_books(&self) {
        let (ledger, aging) = (self.ledger(), self.aging());
        assert!(ledger.balanced && ledger.debit_cents == ledger.credit_cents, "{ledger:?}");
        let cents = |row: &ClaimRow| row.balance_cents.as_open().unwrap().cents();
        let claims = self.claims();
        let open: i64 = claims.iter().map(cents).filter(|cents| *cents > 0).sum();
        let credit: i64 = claims.iter().map(cents).filter(|cents| *cents < 0).sum();
        let net = aging.insurance_cents.cents() + aging.patient_cents.cents() - aging.credit_cents.cents();
        assert_eq!(net, open + credit, "aging is not Σ balances");
        let buckets: i64 = aging.buckets.iter().map(|b| b.insurance_cents.cents() + b.patient_cents.cents()).sum();
        assert_eq!(buckets, aging.insurance_cents.cents() + aging.patient_cents.cents());
    }

    /// `verify` finds nothing wrong. Somebody who may run it must sit at the desk.
    pub fn verify(&self) {
        let proof = billing::verify_store(&self.desk()).unwrap();
        assert!(proof.ok, "{:?}", proof.problems);
    }
}

/// A row's claim id.
#[must_use]
pub fn id(row: &ClaimRow) -> ClaimId {
    ClaimId::parse(&row.claim_id).unwrap()
}

/// A row's state.
#[must_use]
pub fn state(row: &ClaimRow) -> &'static str {
    row.state.as_open().copied().unwrap_or("sealed")
}

/// A row's balance in cents.
#[must_use]
pub fn balance(row: &ClaimRow) -> i64 {
    row.balance_cents.as_open().map_or(0, |money| money.cents())
}

/// What a claim's payer paid, adjusted and left to the patient, and what is open, in cents.
#[must_use]
pub fn money(row: &ClaimRow) -> [i64; 4] {
    let cents = |field: &records::Field<values::Money>| field.as_open().map_or(0, |money| money.cents());
    [
        cents(&row.paid_cents),
        cents(&row.adjustment_cents),
        cents(&row.patient_responsibility_cents),
        cents(&row.balance_cents),
    ]
}
