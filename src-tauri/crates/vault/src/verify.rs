//! The whole store, checked: the journal's chain and signatures, and the state against the journal's replay.

use crate::{
    backup::{agreed, restore_request},
    documents::document_place,
    entry,
    error::{REBUILD, RESTORE, Result, VaultError},
    journal::{self, Closed, Head},
    keys::{Roster, cell_header},
    op::{self, Op, ReferenceHash},
    record,
    sealing::{Place, Sealing},
    state::{self, Fault, Lineage, Tree},
    unlock::journal_dir,
    vault::{Vault, hold},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    ops::ControlFlow,
    sync::atomic::Ordering,
};
use values::{Class, ClassSet};

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// A code: `journal_damaged`, `bad_signature`, `not_permitted`, `state_differs`, `cell_damaged`, `run_differs`,
    /// `document_damaged`, `document_missing`, `key_file_differs`.
    pub kind: &'static str,
    /// Where: a file, an entry or a record, by number.
    pub place: String,
    /// What is wrong, without content.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// What `audit_verify` found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditReport {
    /// Entries read.
    pub journal_entries: u64,
    /// The chain hash at the end.
    pub journal_head: [u8; 32],
    /// None, if all is well.
    pub problems: Vec<Problem>,
}

impl AuditReport {
    /// Whether nothing was found.
    #[must_use]
    pub fn ok(&self) -> bool {
        self.problems.is_empty()
    }
}

/// What `verify` found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Entries read.
    pub journal_entries: u64,
    /// The chain hash at the end.
    pub journal_head: [u8; 32],
    /// Records in the state.
    pub records: u64,
    /// Cells that were opened with the user's keys.
    pub cells: u64,
    /// Cells of other classes, checked by digest against the journal.
    pub sealed_cells: u64,
    /// Documents, checked by digest against the journal.
    pub documents: u64,
    /// None, if all is well.
    pub problems: Vec<Problem>,
}

impl VerifyReport {
    /// Whether nothing was found.
    #[must_use]
    pub fn ok(&self) -> bool {
        self.problems.is_empty()
    }
}

type Digest = [u8; 16];

/// What the journal says must be there.
#[derive(Default)]
struct Expected {
    cells: HashMap<(u8, u64), BTreeMap<ClassSet, Digest>>,
    references: HashMap<ReferenceHash, BTreeSet<u64>>,
    documents: BTreeMap<[u8; 16], [u8; 32]>,
    key_file: Option<[u8; 32]>,
    lineage: Option<Lineage>,
}

fn digest(cell: &[u8]) -> Digest {
    let mut short = [0; 16];
    short.iter_mut().zip(crypto::sha256(&[cell])).for_each(|(to, from)| *to = from);
    short
}

impl Expected {
    fn take(&mut self, op: &Op<'_>) {
        match *op {
            Op::Cell { collection, record, cell } => {
                if let Some(classes) = record::classes_of(cell) {
                    self.cells.entry((collection, record)).or_default().insert(classes, digest(cell));
                }
            }
            Op::Remove { collection, record } => {
                self.cells.remove(&(collection, record));
            }
            Op::Refer { hash, record } => {
                self.references.entry(hash).or_default().insert(record);
            }
            Op::Unrefer { hash, record } => {
                if let Some(ids) = self.references.get_mut(&hash) {
                    ids.remove(&record);
                    if ids.is_empty() {
                        self.references.remove(&hash);
                    }
                }
            }
            Op::KeyFile { digest } => self.key_file = Some(digest),
            Op::Document { name, digest } => {
                self.documents.insert(name, digest);
            }
            Op::Restored { lineage, generation, .. } => self.lineage = Some(Lineage { id: lineage, generation }),
            Op::Detail { .. } => {}
        }
    }
}

impl Vault {
    /// Chain and signatures of the whole journal, and that each signer's role holds the classes that he wrote.
    ///
    /// # Errors
    /// I/O only; what is wrong with the journal is in the report.
    pub fn audit_verify(&self) -> Result<AuditReport> {
        let writer = hold(&self.writer);
        let mut audit = AuditReport::default();
        self.read_journal(&mut audit, None, writer.head())?;
        Ok(audit)
    }

    /// The whole store: the journal as in [`Vault::audit_verify`], the state against the journal's replay, every cell
    /// opened (those of other classes by digest), runs, documents, vault.ck. A state that differs is set aside and
    /// rebuilt when the store is next opened. Commits wait meanwhile.
    ///
    /// # Errors
    /// I/O only; what is wrong is in the report.
    pub fn verify(&self) -> Result<VerifyReport> {
        let writer = hold(&self.writer);
        let mut audit = AuditReport::default();
        let mut expected = Expected::default();
        self.read_journal(&mut audit, Some(&mut expected), writer.head())?;
        let mut report = VerifyReport {
            journal_entries: audit.journal_entries,
            journal_head: audit.journal_head,
            problems: audit.problems,
            ..VerifyReport::default()
        };
        let whole = !report.problems.iter().any(|problem| problem.kind == "journal_damaged");
        if whole {
            let compared = self.compare(&mut expected, &mut report);
            note_fault(compared, &mut report)?;
            let runs = self.runs.compare(&self.state, &mut report.problems);
            note_fault(runs, &mut report)?;
            self.compare_documents(&expected, &mut report)?;
            if expected.key_file != Some(hold(&self.file).digest()) {
                let problem = ("key_file_differs", "vault.ck".to_owned(), "it is not the one that the journal names");
                report.problems.push(lasting(problem));
            }
        }
        let differs = |problem: &Problem| ["state_differs", "cell_damaged", "run_differs"].contains(&problem.kind);
        if report.problems.iter().any(differs) {
            self.behind.store(true, Ordering::Release);
            state::mark_damaged(&self.store)?;
        }
        Ok(report)
    }

    fn read_journal(&self, audit: &mut AuditReport, mut expected: Option<&mut Expected>, to: Head) -> Result<()> {
        let journal = journal_dir(&self.store);
        let roster = self.roster();
        let examiner = Examiner { sealing: &self.sealing, roster: &roster };
        let mut problems = Vec::new();
        let mut reached = Head::start(&self.practice_id());
        let scanned = journal::scan(&journal, reached, &mut |closed| {
            let mut take = |op: &Op<'_>| {
                if let Some(expected) = expected.as_deref_mut() {
                    expected.take(op);
                }
            };
            let read = |visit: &mut BodyVisit<'_>| match &closed.parts {
                Some(parts) => visit(parts),
                None => journal::bodies(&journal, closed.start, closed.head.at, visit),
            };
            examiner.examine(&closed, &read, (&mut take, &mut problems))?;
            let done = closed.head.sequence >= to.sequence;
            reached = Closed { parts: None, entry: Vec::new(), ..closed }.head;
            Ok(if done { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        });
        match scanned {
            Ok(_) if reached == to => {}
            Ok(_) => problems.push(lasting(("journal_damaged", "journal".to_owned(), "it ends before its last entry"))),
            Err(VaultError::Damaged { what, place, remedy }) => {
                problems.push(Problem { kind: "journal_damaged", place: place.to_string(), message: what, remedy });
            }
            Err(other) => return Err(other),
        }
        audit.journal_entries = reached.sequence;
        audit.journal_head = reached.hash;
        audit.problems.append(&mut problems);
        Ok(())
    }

    /// The state against what the journal says.
    fn compare(&self, expected: &mut Expected, report: &mut VerifyReport) -> std::result::Result<(), Fault> {
        for collection in self.state.collections() {
            let mut after: Option<Vec<u8>> = None;
            loop {
                let page = self.state.page(Tree::Collection(collection), after.as_deref(), 256)?;
                let Some((last, _)) = page.last() else { break };
                after = Some(last.to_vec());
                for (key, value) in &page {
                    let id = key.first_chunk::<8>().map_or(0, |id| u64::from_be_bytes(*id));
                    self.compare_record(Place { collection, record: id }, value, (expected, report));
                }
            }
        }
        for (collection, id) in expected.cells.keys() {
            report.problems.push(differs((*collection, *id), "a record is missing"));
        }
        self.compare_references(expected, report)?;
        let mut documents = BTreeMap::new();
        for (name, digest) in self.state.page(Tree::Documents, None, usize::MAX)? {
            documents.insert(name.to_vec(), digest.to_vec());
        }
        let wanted: BTreeMap<Vec<u8>, Vec<u8>> =
            expected.documents.iter().map(|(name, digest)| (name.to_vec(), digest.to_vec())).collect();
        let marks = (self.state.key_file()?, self.state.lineage()?);
        if documents != wanted || marks != (expected.key_file, expected.lineage) {
            let message = "documents, key file or lineage differ";
            report.problems.push(passing(("state_differs", "state".to_owned(), message)));
        }
        Ok(())
    }

    fn compare_record(&self, place: Place, value: &[u8], (expected, report): (&mut Expected, &mut VerifyReport)) {
        let Place { collection, record } = place;
        report.records = report.records.saturating_add(1);
        let mut found = BTreeMap::new();
        let mut length = 0;
        for (classes, cell) in record::cells(value) {
            found.insert(classes, digest(cell));
            length += record::room(cell.len());
            if !self.sealing.holds(classes) {
                report.sealed_cells = report.sealed_cells.saturating_add(1);
            } else if self.sealing.open(place, cell).is_some() {
                report.cells = report.cells.saturating_add(1);
            } else {
                let place = format!("record {record} of collection {collection}");
                report.problems.push(passing(("cell_damaged", place, "a cell does not open")));
            }
        }
        if expected.cells.remove(&(collection, record)).unwrap_or_default() != found || length != value.len() {
            report.problems.push(differs((collection, record), "a record differs from the journal's replay"));
        }
    }

    fn compare_references(&self, expected: &Expected, report: &mut VerifyReport) -> std::result::Result<(), Fault> {
        let mut seen: HashSet<Vec<u8>> = HashSet::new();
        let mut after: Option<Vec<u8>> = None;
        loop {
            let page = self.state.page(Tree::References, after.as_deref(), 256)?;
            let Some((last, _)) = page.last() else { break };
            after = Some(last.to_vec());
            for (hash, ids) in &page {
                let wanted = hash.first_chunk::<16>().and_then(|hash| expected.references.get(hash));
                let ids: BTreeSet<u64> =
                    ids.chunks(8).map(|id| id.first_chunk::<8>().map_or(0, |id| u64::from_be_bytes(*id))).collect();
                if wanted != Some(&ids) {
                    report.problems.push(passing(("state_differs", "references".to_owned(), "a reference differs")));
                }
                seen.insert(hash.to_vec());
            }
        }
        if expected.references.keys().any(|hash| !seen.contains(hash.as_slice())) {
            report.problems.push(passing(("state_differs", "references".to_owned(), "a reference is missing")));
        }
        Ok(())
    }

    fn compare_documents(&self, expected: &Expected, report: &mut VerifyReport) -> Result<()> {
        for (name, digest) in &expected.documents {
            report.documents = report.documents.saturating_add(1);
            match self.sealed_document(name)? {
                None => report.problems.push(document_missing(name)),
                Some(sealed) if crypto::sha256(&[&sealed]) != *digest => {
                    report.problems.push(document_damaged(name));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }
}

/// Takes changes.
pub(crate) type OpVisit<'a> = dyn FnMut(&Op<'_>) + 'a;
/// Takes the bodies of parts.
pub(crate) type BodyVisit<'a> = dyn FnMut(&[u8]) -> Result<()> + 'a;

/// Looks at commits one by one: what their entries say, and that the signer may have done it.
pub(crate) struct Examiner<'a> {
    pub(crate) sealing: &'a Sealing,
    pub(crate) roster: &'a Roster,
}

impl Examiner<'_> {
    /// Notes what is wrong with a commit, and hands over its changes. `read` gives the bodies of its parts.
    ///
    /// # Errors
    /// `Damaged` where the entry or a change cannot be read; those of `read`.
    pub(crate) fn examine(
        &self,
        closed: &Closed,
        read: &dyn Fn(&mut BodyVisit<'_>) -> Result<()>,
        (take, problems): (&mut OpVisit<'_>, &mut Vec<Problem>),
    ) -> Result<()> {
        let (entry, holds) = entry::open(self.sealing, self.roster, closed)?;
        let place = format!("entry {}", entry.sequence);
        if !holds {
            problems.push(lasting(("bad_signature", place.clone(), "the entry's signature does not hold")));
        }
        let (mut foreign, mut alone) = (false, false);
        let allowed = allowed(self.roster, entry.user);
        read(&mut |body| {
            op::each(body, closed.start, &mut |op| {
                foreign |= !may(allowed, &op);
                if let Op::Restored { lineage, generation, second } = op {
                    let request = restore_request(&self.sealing.ring.practice_id(), &lineage, generation);
                    alone |= !agreed(self.roster, entry.user, (second, &request));
                }
                take(&op);
                Ok(())
            })
        })?;
        if foreign {
            let message = "the signer's role does not hold a class that was written";
            problems.push(lasting(("not_permitted", place.clone(), message)));
        }
        if alone {
            let message = "a restore needs the signatures of an administrator and a supervisor";
            problems.push(lasting(("not_permitted", place, message)));
        }
        Ok(())
    }
}

/// The classes that a signer may write; `sensitive` comes by name, and the recovery code holds all.
fn allowed(roster: &Roster, user: u32) -> ClassSet {
    match roster.member(user) {
        Some(_) if user == 0 => ClassSet::of(&Class::ALL),
        Some(member) => member.role.classes().with(Class::Sensitive.into()),
        None => ClassSet::EMPTY,
    }
}

/// Whether a change is one that somebody of these classes can have made; dropped cells anybody can.
fn may(allowed: ClassSet, op: &Op<'_>) -> bool {
    match op {
        Op::Cell { cell, .. } => {
            cell_header(cell).is_some_and(|header| header.dropped || allowed.covers(header.classes))
        }
        Op::Remove { .. }
        | Op::Refer { .. }
        | Op::Unrefer { .. }
        | Op::KeyFile { .. }
        | Op::Document { .. }
        | Op::Restored { .. }
        | Op::Detail { .. } => true,
    }
}

fn note_fault(answer: std::result::Result<(), Fault>, report: &mut VerifyReport) -> Result<()> {
    match answer {
        Ok(()) => Ok(()),
        Err(Fault::Damaged(what)) => {
            let problem =
                Problem { kind: "state_differs", place: "state".to_owned(), message: what, remedy: REBUILD.to_owned() };
            report.problems.push(problem);
            Ok(())
        }
        Err(Fault::Refused(error)) => Err(error),
    }
}

fn differs((collection, record): (u8, u64), message: &str) -> Problem {
    passing(("state_differs", format!("record {record} of collection {collection}"), message))
}

/// A problem that the next open mends.
pub(crate) fn passing((kind, place, message): (&'static str, String, &str)) -> Problem {
    Problem { kind, place, message: message.to_owned(), remedy: REBUILD.to_owned() }
}

/// A document that the journal names is not there.
pub(crate) fn document_missing(name: &[u8; 16]) -> Problem {
    lasting(("document_missing", document_place(name).to_string(), "a document's file is missing"))
}

/// A document is not the one that the journal names.
pub(crate) fn document_damaged(name: &[u8; 16]) -> Problem {
    lasting(("document_damaged", document_place(name).to_string(), "a document is not what was written"))
}

/// A problem that only a backup mends.
pub(crate) fn lasting((kind, place, message): (&'static str, String, &str)) -> Problem {
    Problem { kind, place, message: message.to_owned(), remedy: RESTORE.to_owned() }
}
