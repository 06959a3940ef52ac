//! Building a commit: sealed and appended as it comes, closed by its entry, then applied to the state.

use crate::{
    commit::{Commit, CommitHeader, Committed, Object, Write},
    entry::{self, Body, role_number},
    error::{Result, VaultError},
    files,
    journal::{Head, Position, Writer, bodies},
    op::{self, Op},
    record::{self, RECORD_MAX},
    sealing::{Place, Plain},
    state::{Applier, Checkpoint, Fault, Lineage, Tree, mark_damaged},
    unlock::reserve,
    vault::{DETAILS, OWN_COLLECTIONS, Vault, hold},
};
use std::{
    collections::HashMap,
    sync::{MutexGuard, atomic::Ordering},
};
use values::{Class, ClassSet};

/// Changes are gathered into parts of about this size.
const PART: usize = 256 << 10;
/// Changes of a commit up to this size are applied from memory, longer ones are read again from the journal.
const KEPT: usize = 4 << 20;
/// A detail is never longer than this.
const DETAIL_MAX: usize = 512 << 10;

/// A commit being built. While it lives, no other commit begins (in the same thread that would wait for ever);
/// dropping it wipes what was written.
pub struct Group<'v> {
    vault: &'v Vault,
    writer: MutexGuard<'v, Writer>,
    header: CommitHeader,
    part: Vec<u8>,
    kept: Option<Vec<u8>>,
    records: HashMap<(u8, u64), Vec<Held>>,
    changes: u64,
    key_file: Option<[u8; 32]>,
    closed: bool,
}

/// A cell that a record has, by what counts here.
#[derive(Clone, Copy)]
struct Held {
    classes: ClassSet,
    bytes: usize,
    counter: u32,
}

impl Vault {
    /// Makes all writes durable as one, with its journal entry.
    ///
    /// # Errors
    /// Nothing was written: `DiskFull`, `ReadOnly`, `NotPermitted` (a class is not held), `TooLarge`, `Misuse`, `Io`.
    pub fn commit(&self, commit: Commit) -> Result<Committed> {
        let Commit { at, action, purpose, objects, detail, writes } = commit;
        let header = CommitHeader { at, action, purpose, objects, detail };
        let mut group = match self.begin(header.clone()) {
            // what was read must be journaled even then: the reserve is for this (store.md, disk full)
            Err(VaultError::DiskFull) if writes.is_empty() => {
                self.reserved.store(false, Ordering::Release);
                files::remove(&reserve(&self.store))?;
                Group::new(self, header)?
            }
            begun => begun?,
        };
        for write in writes {
            group.write(write)?;
        }
        group.commit()
    }

    /// Begins a commit that is built in steps.
    ///
    /// # Errors
    /// `DiskFull` before anything is written; `ReadOnly` after an error that needs the store to be opened again.
    pub fn begin(&self, header: CommitHeader) -> Result<Group<'_>> {
        if !self.reserved.load(Ordering::Acquire) {
            files::allocate(&reserve(&self.store), crate::unlock::RESERVE_BYTES)?;
            self.reserved.store(true, Ordering::Release);
        }
        Group::new(self, header)
    }

    /// Brings a closed commit into the state; `false` where the state cannot follow.
    fn apply(&self, changes: &Closing, kept: Option<&[u8]>) -> bool {
        let applied = self.try_apply(changes, kept);
        if let Err(fault) = &applied {
            self.behind.store(true, Ordering::Release);
            if matches!(fault, Fault::Damaged(_)) {
                // a note that cannot be written costs nothing: the checkpoint lies behind the journal anyway
                let _ = mark_damaged(&self.store);
            }
        }
        applied.is_ok()
    }

    fn try_apply(&self, closing: &Closing, kept: Option<&[u8]>) -> std::result::Result<(), Fault> {
        let mut applier = Applier::new(&self.state, &self.runs);
        let mut fault = None;
        let mut take = |body: &[u8]| {
            op::each(body, closing.start, &mut |op| {
                applier.take(op).map_err(|error| {
                    fault = Some(error);
                    VaultError::Cancelled
                })
            })
        };
        let done = match kept {
            Some(body) => take(body),
            None => bodies(&self.store.join("journal"), closing.start, closing.checkpoint.head.at, &mut take),
        };
        if let Some(fault) = fault {
            return Err(fault);
        }
        done?;
        applier.finish(&closing.checkpoint)?;
        self.runs.merge_full(&self.state, closing.checkpoint.head.sequence)
    }
}

/// A commit that is on the disk, on its way into the state.
struct Closing {
    start: Position,
    checkpoint: Checkpoint,
}

impl<'v> Group<'v> {
    fn new(vault: &'v Vault, header: CommitHeader) -> Result<Group<'v>> {
        let mut writer = hold(&vault.writer);
        if vault.behind.load(Ordering::Acquire) {
            return Err(VaultError::ReadOnly { reason: "the state must be opened again first".to_owned() });
        }
        writer.ensure_room()?;
        Ok(Group {
            vault,
            writer,
            header,
            part: Vec::new(),
            kept: Some(Vec::new()),
            records: HashMap::new(),
            changes: 0,
            key_file: None,
            closed: false,
        })
    }

    /// Names a further record that the action touched.
    pub fn touch(&mut self, object: Object) {
        self.header.objects.push(object);
    }

    /// Names the vault.ck that is in force from this commit on.
    pub(crate) fn replace_key_file(&mut self, digest: [u8; 32]) {
        self.key_file = Some(digest);
    }

    /// Begins a lineage of the store's own: it comes from a backup.
    pub(crate) fn restore(&mut self, (lineage, second): (Lineage, Option<(u32, &[u8])>)) -> Result<()> {
        self.push(&Op::Restored { lineage: lineage.id, generation: lineage.generation, second })
    }

    /// Adds a change.
    ///
    /// # Errors
    /// `NotPermitted`, `TooLarge`, `Misuse`: the change is not in the commit, which may go on; others end it.
    pub fn write(&mut self, write: Write) -> Result<()> {
        match write {
            Write::Cell { collection, record, classes, schema, bytes } => {
                let plain = Plain { classes, schema, counter: 0, bytes: &bytes };
                self.cell(Place { collection, record }, plain, false)
            }
            Write::Drop { collection, record, class, schema, bytes } => {
                let plain = Plain { classes: class.into(), schema, counter: 0, bytes: &bytes };
                self.cell(Place { collection, record }, plain, true)
            }
            Write::Remove { collection, record } => {
                check_place(Place { collection, record })?;
                self.records.insert((collection, record), Vec::new());
                self.push(&Op::Remove { collection, record })
            }
            Write::Refer { index, class, key, record } => {
                let hash = self.hash(index, class, &key)?;
                self.push(&Op::Refer { hash, record })
            }
            Write::Unrefer { index, class, key, record } => {
                let hash = self.hash(index, class, &key)?;
                self.push(&Op::Unrefer { hash, record })
            }
        }
    }

    fn hash(&self, index: u8, class: Class, key: &[u8]) -> Result<op::ReferenceHash> {
        self.vault.sealing.reference(index, class, key)
    }

    fn cell(&mut self, place: Place, plain: Plain<'_>, dropped: bool) -> Result<()> {
        check_place(place)?;
        let limit = VaultError::TooLarge {
            collection: place.collection,
            record: place.record,
            bytes: u64::try_from(plain.bytes.len()).unwrap_or(u64::MAX),
            limit: 64 << 10,
        };
        if plain.bytes.len() > RECORD_MAX {
            return Err(limit);
        }
        let vault = self.vault;
        let held = self.held(place)?;
        let counter = held.iter().find(|held| held.classes == plain.classes).map_or(0, |held| held.counter);
        let plain = Plain { counter: counter.saturating_add(1), ..plain };
        let sealing = &vault.sealing;
        let sealed = if dropped { sealing.drop_to(place, &plain)? } else { sealing.seal(place, &plain)? };
        let others: usize = held.iter().filter(|held| held.classes != plain.classes).map(|held| held.bytes).sum();
        let bytes = record::room(sealed.len());
        if others + bytes > RECORD_MAX {
            return Err(limit);
        }
        held.retain(|held| held.classes != plain.classes);
        held.push(Held { classes: plain.classes, bytes, counter: plain.counter });
        let mut next = hold(&vault.next);
        let id = next.entry(place.collection).or_insert(1);
        *id = (*id).max(place.record.saturating_add(1));
        drop(next);
        self.push(&Op::Cell { collection: place.collection, record: place.record, cell: &sealed })
    }

    /// The cells that the record has, with those of this commit.
    fn held(&mut self, place: Place) -> Result<&mut Vec<Held>> {
        let key = (place.collection, place.record);
        if !self.records.contains_key(&key) {
            let value = self.vault.state.get(Tree::Collection(place.collection), &place.record.to_be_bytes());
            let value = self.vault.watched(value)?.unwrap_or_default();
            let cells = record::cells(&value).map(|(classes, cell)| Held {
                classes,
                bytes: record::room(cell.len()),
                counter: record::counter_of(cell),
            });
            self.records.insert(key, cells.collect());
        }
        self.records.get_mut(&key).ok_or(VaultError::Misuse("a record that was just put is gone"))
    }

    fn push(&mut self, op: &Op<'_>) -> Result<()> {
        op.write(&mut self.part)?;
        self.changes = self.changes.saturating_add(1);
        if self.part.len() >= PART { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> Result<()> {
        if self.part.is_empty() {
            return Ok(());
        }
        self.writer.part(&self.part)?;
        match &mut self.kept {
            Some(kept) if kept.len() + self.part.len() <= KEPT => kept.extend_from_slice(&self.part),
            kept => *kept = None,
        }
        self.part.clear();
        Ok(())
    }

    /// Closes the commit: durable when it returns, and seen by every later read of this process.
    ///
    /// # Errors
    /// Nothing of the commit is there; after a failed sync the store must be opened again to know.
    pub fn commit(mut self) -> Result<Committed> {
        let head = self.writer.head();
        let detail = self.detail(head.sequence.saturating_add(1))?;
        if let Some(digest) = self.key_file {
            self.push(&Op::KeyFile { digest })?;
        }
        let documents = hold(&self.vault.documents).clone();
        for (name, digest) in &documents {
            self.push(&Op::Document { name: *name, digest: *digest })?;
        }
        self.spill()?;
        let before = self.writer.before();
        let sealed = self.entry((head, before), detail)?;
        let closed = self.writer.close(&sealed)?;
        self.closed = true;
        hold(&self.vault.documents).retain(|document| !documents.contains(document));
        let length = u32::try_from(sealed.len() + crate::journal::HEADER).unwrap_or(u32::MAX);
        let commit = Position { offset: closed.at.offset.saturating_sub(length), ..closed.at };
        let checkpoint = Checkpoint::new(self.vault.practice_id(), closed, (commit, before));
        let closing = Closing { start: head.at, checkpoint };
        let applied = self.vault.apply(&closing, self.kept.as_deref());
        Ok(Committed { sequence: closed.sequence, head: closed.hash, applied })
    }

    fn detail(&mut self, sequence: u64) -> Result<Option<[u8; 32]>> {
        let Some((classes, bytes)) = self.header.detail.take() else { return Ok(None) };
        if bytes.len() > DETAIL_MAX {
            let bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            return Err(VaultError::TooLarge { collection: DETAILS, record: sequence, bytes, limit: 512 << 10 });
        }
        let plain = Plain { classes, schema: 1, counter: 1, bytes: &bytes };
        let cell = self.vault.sealing.seal(Place { collection: DETAILS, record: sequence }, &plain)?;
        self.spill()?;
        Op::Detail { cell: &cell }.write(&mut self.part)?;
        Ok(Some(crypto::sha256(&[&cell])))
    }

    fn entry(&mut self, (head, before): (Head, [u8; 32]), detail: Option<[u8; 32]>) -> Result<Vec<u8>> {
        let user = self.vault.user();
        let body = Body {
            at: self.header.at,
            workstation: self.vault.workstation(),
            user: user.id,
            role: role_number(user.role),
            action: std::mem::take(&mut self.header.action),
            purpose: std::mem::take(&mut self.header.purpose),
            objects: std::mem::take(&mut self.header.objects),
            changes: self.changes,
            detail,
        };
        entry::seal(&self.vault.sealing, (head.sequence.saturating_add(1), &before), &body)
    }
}

impl Drop for Group<'_> {
    fn drop(&mut self) {
        if !self.closed {
            // where wiping fails the writer refuses further work, and the next open wipes
            let _ = self.writer.abandon();
        }
    }
}

fn check_place(place: Place) -> Result<()> {
    if place.collection >= OWN_COLLECTIONS {
        return Err(VaultError::Misuse("the collection's number is the vault's own"));
    }
    if place.record == 0 {
        return Err(VaultError::Misuse("record ids begin at 1"));
    }
    Ok(())
}
