//! Encounters out of a CSV file: rows of one encounter number are the lines of one visit, and each visit makes one draft
//! claim.

use super::patients::{account_key, by_account};
use super::table::{CsvRow, CsvTable};
use super::{BadRow, Columns, CsvOptions, Taken};
use crate::books::Books;
use crate::claim::{NewClaim, choose_coverage, create_claim};
use crate::desk::Desk;
use crate::error::Result;
use crate::finding::FileFinding;
use crate::follow::{EncounterContent, follow_encounter};
use crate::import::encounter_visit::{VisitContext, unknown_providers, visit_kept_where_absent, visit_of};
use crate::reference::Reference;
use claims::Visit;
use records::{EncounterAuthorization, EncounterClinical, EncounterFinancial, Field, PatientClinical, Unit, scan};
use std::collections::{BTreeMap, HashMap};
use values::{BillingProviderId, EncounterId, Money, PatientId, PayerSequence};
use vault::Vault;

pub(super) const COLUMNS: Columns = Columns {
    needed: &[
        "encounter_number",
        "account_number",
        "date_of_service",
        "rendering_npi",
        "place_of_service",
        "diagnoses",
        "procedure_code",
    ],
    optional: &[
        "line",
        "modifiers",
        "units",
        "pointers",
        "charge",
        "note",
        "billing_npi",
        "referring_npi",
        "ordering_npi",
        "supervising_npi",
        "facility_npi",
        "prior_authorization",
        "referral_number",
        "ndc",
        "ndc_unit",
        "ndc_quantity",
        "unit_type",
        "accident_type",
        "accident_date",
        "accident_state",
        "onset_date",
        "patient_paid",
    ],
};

/// One encounter as its rows say it.
struct EncounterRows {
    patient: PatientId,
    visit: Visit,
    note: String,
    billing_provider: BillingProviderId,
    authorization: EncounterAuthorization,
    patient_paid: Option<Money>,
}

struct Importer<'d, 'v, 'u> {
    desk: &'d Desk<'v>,
    unit: &'u mut Unit<'v>,
    reference: Reference,
    accounts: HashMap<String, PatientId>,
    known: HashMap<String, EncounterId>,
    books: Books,
    options: CsvOptions,
    notes: Vec<FileFinding>,
}

pub(super) fn take<'v>(desk: &Desk<'v>, unit: &mut Unit<'v>, table: &CsvTable, options: CsvOptions) -> Result<Taken> {
    let mut taken = Taken::default();
    let mut importer = Importer {
        desk,
        unit,
        reference: Reference::load(desk.vault())?,
        accounts: by_account(desk.vault())?,
        known: by_number(desk.vault())?,
        books: Books::default(),
        options,
        notes: Vec::new(),
    };
    let rows = table.rows();
    let groups = grouped(&rows);
    let total = groups.len();
    for (done, members) in groups.into_iter().enumerate() {
        desk.step("encounters", done, total)?;
        let group: Vec<CsvRow<'_>> = members.iter().filter_map(|at| rows.get(*at).copied()).collect();
        if let Err(bad) = importer.take_encounter(&group)? {
            taken.refuse(members, bad);
        }
    }
    importer.books.finish(importer.unit)?;
    taken.notes = importer.notes;
    Ok(taken)
}

fn by_number(vault: &Vault) -> Result<HashMap<String, EncounterId>> {
    let mut known = HashMap::new();
    for item in scan::<EncounterClinical>(vault) {
        let (id, encounter) = item?;
        if let Field::Open(encounter) = encounter {
            known.insert(account_key(&encounter.encounter_number), id);
        }
    }
    Ok(known)
}

/// Rows by encounter number, in order of first appearance.
fn grouped(rows: &[CsvRow<'_>]) -> Vec<Vec<usize>> {
    let mut order: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut first: HashMap<String, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let head = *first.entry(account_key(row.text("encounter_number"))).or_insert(at);
        order.entry(head).or_default().push(at);
    }
    order.into_values().collect()
}

type RowResult<T> = std::result::Result<T, BadRow>;

impl Importer<'_, '_, '_> {
    fn take_encounter(&mut self, rows: &[CsvRow<'_>]) -> Result<RowResult<()>> {
        let Some(head) = rows.first() else { return Ok(Ok(())) };
        let number = match head.filled("encounter_number", 38) {
            Ok(number) => number,
            Err(bad) => return Ok(Err(bad)),
        };
        let existing = self.known.get(&account_key(&number)).copied();
        if existing.is_some() && !self.options.update {
            return Ok(Err(head.bad(
                "encounter_number",
                "an encounter with this number is there already",
                "use --update to change it",
            )));
        }
        let said = match self.read(rows) {
            Ok(said) => said,
            Err(bad) => return Ok(Err(bad)),
        };
        self.note_unknown_providers(&said.visit, head.line());
        match existing {
            None => self.add(number, said)?,
            Some(id) => {
                let before: EncounterClinical = self.unit.need(id)?;
                if before.patient_id != said.patient {
                    return Ok(Err(head.bad(
                        "account_number",
                        "the encounter belongs to another patient",
                        "give the visit another encounter number",
                    )));
                }
                self.change(id, before, said, rows)?;
            }
        }
        Ok(Ok(()))
    }

    fn note_unknown_providers(&mut self, visit: &Visit, line: u64) {
        for npi in unknown_providers(visit) {
            let message = format!("no provider on file has the NPI {npi}; the scrubber will hold the claim");
            let remedy = "import the provider, then this encounter again with --update";
            self.notes.push(FileFinding::new("warning", "bad_value", message, remedy).at_line(line));
        }
    }

    fn read(&self, rows: &[CsvRow<'_>]) -> RowResult<EncounterRows> {
        let Some(head) = rows.first() else { return Err(empty()) };
        if let Some(other) = rows.iter().find(|row| row.text("account_number") != head.text("account_number")) {
            return Err(other.bad(
                "account_number",
                "rows of one encounter name two patients",
                "give each visit its own encounter number",
            ));
        }
        let patient = self.accounts.get(&account_key(head.text("account_number"))).copied();
        let patient = patient.ok_or_else(|| {
            head.bad("account_number", "no patient has this account number", "import the patient first")
        })?;
        let billing_provider = match head.text("billing_npi") {
            "" => self.desk.practice().default_billing_provider,
            npi => self.reference.billing_provider(npi).ok_or_else(|| {
                head.bad(
                    "billing_npi",
                    "no billing provider of the practice has this NPI",
                    "leave it empty for the first one, or correct it",
                )
            })?,
        };
        let context = VisitContext { reference: &self.reference };
        let notes: Vec<String> = rows.iter().map(|row| row.bounded("note", 2000)).collect::<RowResult<_>>()?;
        Ok(EncounterRows {
            patient,
            visit: visit_of(&context, rows)?,
            note: notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("\n"),
            billing_provider,
            authorization: EncounterAuthorization {
                prior_authorization: head.bounded("prior_authorization", 50)?,
                referral_number: head.bounded("referral_number", 50)?,
            },
            patient_paid: head.amount("patient_paid")?.filter(|paid| !paid.is_zero()),
        })
    }

    fn add(&mut self, number: String, said: EncounterRows) -> Result<()> {
        let id: EncounterId = self.unit.allocate();
        let coverage = choose_coverage(self.unit, said.patient, PayerSequence::Primary, said.visit.date_of_service())?;
        let new = NewClaim {
            patient_id: said.patient,
            encounter_id: Some(id),
            coverage,
            billing_provider: said.billing_provider,
            visit: said.visit.clone(),
            note: said.note.clone(),
            prior_authorization: said.authorization.prior_authorization.clone(),
            referral_number: said.authorization.referral_number.clone(),
            patient_paid: said.patient_paid,
            imported: None,
        };
        let claim = create_claim(self.desk, self.unit, &mut self.books, &self.reference, new)?;
        self.known.insert(account_key(&number), id);
        self.unit.put(
            id,
            &EncounterClinical {
                patient_id: said.patient,
                encounter_number: number,
                billing_provider: said.billing_provider,
                visit: said.visit,
                note: said.note,
                claim: Some(claim),
                day: None,
                queries: Vec::new(),
                overrides: Vec::new(),
            },
        )?;
        self.unit.put(id, &said.authorization)?;
        self.unit.put(id, &EncounterFinancial { patient_paid: said.patient_paid })?;
        let mut listed: PatientClinical = self.unit.read_or_default(said.patient)?;
        listed.encounters.push(id);
        Ok(self.unit.put(said.patient, &listed)?)
    }

    fn change(
        &mut self,
        id: EncounterId,
        before: EncounterClinical,
        said: EncounterRows,
        rows: &[CsvRow<'_>],
    ) -> Result<()> {
        let Some(head) = rows.first() else { return Ok(()) };
        let numbers: EncounterAuthorization = self.unit.read_or_default(id)?;
        let said = kept_where_absent(head, &before, &numbers, said);
        let content = EncounterContent {
            visit: &said.visit,
            note: &said.note,
            billing_provider: said.billing_provider,
            prior_authorization: &said.authorization.prior_authorization,
            referral_number: &said.authorization.referral_number,
            patient_paid: head.given("patient_paid").map(|_| said.patient_paid),
        };
        let follows = match before.claim {
            Some(claim) => follow_encounter(self.desk, self.unit, &mut self.books, &self.reference, (claim, &content))?,
            None => true,
        };
        match before.claim.filter(|_| !follows) {
            Some(claim) => {
                let message = format!("{claim} was sent already and does not follow its visit");
                let remedy = "the visit was changed; make a new version with `claim correct` to bill it so";
                self.notes.push(FileFinding::new("warning", "bad_value", message, remedy).at_line(head.line()));
            }
            None if content.patient_paid.is_some() => {
                self.unit.put(id, &EncounterFinancial { patient_paid: said.patient_paid })?;
            }
            None => {}
        }
        self.unit.put(
            id,
            &EncounterClinical {
                billing_provider: said.billing_provider,
                visit: said.visit,
                note: said.note,
                ..before
            },
        )?;
        Ok(self.unit.put(id, &said.authorization)?)
    }
}

/// A column that the file does not have leaves its field (cli.md `--update`).
fn kept_where_absent(
    head: &CsvRow<'_>,
    before: &EncounterClinical,
    numbers: &EncounterAuthorization,
    said: EncounterRows,
) -> EncounterRows {
    let is_given = |column| head.given(column).is_some();
    let text = |column, said: String, before: &str| if is_given(column) { said } else { before.to_owned() };
    EncounterRows {
        note: text("note", said.note, &before.note),
        billing_provider: if is_given("billing_npi") { said.billing_provider } else { before.billing_provider },
        authorization: EncounterAuthorization {
            prior_authorization: text(
                "prior_authorization",
                said.authorization.prior_authorization,
                &numbers.prior_authorization,
            ),
            referral_number: text("referral_number", said.authorization.referral_number, &numbers.referral_number),
        },
        visit: visit_kept_where_absent(head, &before.visit, said.visit),
        ..said
    }
}

fn empty() -> BadRow {
    BadRow { line: 0, column: "encounter_number", message: "no rows".to_owned(), remedy: "fill it in".to_owned() }
}
