//! A unit of work: reads through to the store, sees its own writes, and becomes one commit.

use crate::cell::{Cell, Collection, Field, RecordId, RecordsError};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use values::{Class, ClassSet, Timestamp};
use vault::{Commit, CommitHeader, Committed, Object, Record, Vault, Write};

/// Unique, high-entropy references (store.md "Relations"). The numbers are the store's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Index {
    /// Patient control number, folded → claims (class financial).
    PatientControlNumber,
    /// Hash of an imported claim's content → claim (class financial).
    ClaimContent,
    /// SHA-256 of a file → file record (class administrative).
    FileHash,
    /// Payer, trace, date, amount → remittances (class financial).
    RemittanceIdentity,
    /// ISA13 of ours → batch (class financial).
    BatchControlNumber,
    /// BHT03 of ours → batch (class financial).
    BatchReference,
    /// One key, the empty one → encounters that no claim was made of yet (class clinical).
    UnbilledEncounter,
}

impl Index {
    const fn number(self) -> u8 {
        match self {
            Index::PatientControlNumber => 1,
            Index::ClaimContent => 2,
            Index::FileHash => 3,
            Index::RemittanceIdentity => 4,
            Index::BatchControlNumber => 5,
            Index::BatchReference => 6,
            Index::UnbilledEncounter => 7,
        }
    }

    const fn class(self) -> Class {
        match self {
            Index::FileHash => Class::Administrative,
            Index::UnbilledEncounter => Class::Clinical,
            Index::PatientControlNumber
            | Index::ClaimContent
            | Index::RemittanceIdentity
            | Index::BatchControlNumber
            | Index::BatchReference => Class::Financial,
        }
    }
}

type CellKey = (u8, u64, u8);

/// A unit of work over an unlocked vault. Nothing is stored until [`Unit::commit`].
pub struct Unit<'v> {
    vault: &'v Vault,
    cells: BTreeMap<CellKey, (u16, Vec<u8>)>,
    references: Vec<Write>,
    removed: BTreeSet<(u8, u64)>,
    added: HashMap<(Index, Vec<u8>), Vec<u64>>,
    objects: RefCell<BTreeSet<Object>>,
}

impl<'v> Unit<'v> {
    /// A unit with nothing in it.
    #[must_use]
    pub fn new(vault: &'v Vault) -> Unit<'v> {
        Unit {
            vault,
            cells: BTreeMap::new(),
            references: Vec::new(),
            removed: BTreeSet::new(),
            added: HashMap::new(),
            objects: RefCell::new(BTreeSet::new()),
        }
    }

    /// The vault below.
    #[must_use]
    pub fn vault(&self) -> &'v Vault {
        self.vault
    }

    /// The next id of a collection.
    #[must_use]
    pub fn allocate<I: RecordId>(&self) -> I {
        I::from_number(self.vault.allocate(I::COLLECTION.number()))
    }

    /// A cell, as this unit would leave it.
    ///
    /// # Errors
    /// A damaged or newer cell, or what the store refuses. A missing record or cell is [`Field::Absent`].
    pub fn read<C: Cell>(&self, id: C::Id) -> Result<Field<C>, RecordsError> {
        let key = (C::Id::COLLECTION.number(), id.number(), C::CLASSES.bits());
        if let Some((schema, bytes)) = self.cells.get(&key) {
            return decode::<C>(*schema, bytes, id.number()).map(Field::Open);
        }
        read(self.vault, id)
    }

    /// A cell that must be there and open.
    ///
    /// # Errors
    /// [`RecordsError::NotFound`], [`RecordsError::Sealed`], or as [`Unit::read`].
    pub fn need<C: Cell>(&self, id: C::Id) -> Result<C, RecordsError> {
        match self.read::<C>(id)? {
            Field::Open(cell) => Ok(cell),
            Field::Sealed(class) => Err(RecordsError::Sealed { class }),
            Field::Absent => Err(RecordsError::NotFound { collection: C::Id::COLLECTION, record: id.number() }),
        }
    }

    /// A cell that must be open where it is there, else its default.
    ///
    /// # Errors
    /// [`RecordsError::Sealed`], or as [`Unit::read`].
    pub fn read_or_default<C: Cell + Default>(&self, id: C::Id) -> Result<C, RecordsError> {
        match self.read::<C>(id)? {
            Field::Open(cell) => Ok(cell),
            Field::Sealed(class) => Err(RecordsError::Sealed { class }),
            Field::Absent => Ok(C::default()),
        }
    }

    /// Writes a cell.
    ///
    /// # Errors
    /// [`RecordsError::Sealed`] when the user lacks a class of it.
    pub fn put<C: Cell>(&mut self, id: C::Id, cell: &C) -> Result<(), RecordsError> {
        if let Some(class) = C::CLASSES.iter().find(|class| !self.vault.classes().has(*class)) {
            return Err(RecordsError::Sealed { class });
        }
        let collection = C::Id::COLLECTION;
        let bytes = postcard::to_stdvec(cell).map_err(|_| RecordsError::Damaged { collection, record: id.number() })?;
        self.touch(collection, id.number(), C::CLASSES);
        self.cells.insert((collection.number(), id.number(), C::CLASSES.bits()), (C::SCHEMA, bytes));
        Ok(())
    }

    /// Takes a record away with all its cells. For what is a person's own and not yet the practice's
    /// (drafts, preferences), and for a patient whose registration is taken back before anything refers to him.
    pub fn remove<I: RecordId>(&mut self, id: I) {
        let (collection, record) = (I::COLLECTION.number(), id.number());
        self.touch(I::COLLECTION, record, ClassSet::EMPTY);
        self.cells.retain(|(of, which, _), _| (*of, *which) != (collection, record));
        self.removed.insert((collection, record));
    }

    /// Names a record that the entry is about, with the classes that were read of it.
    pub fn touch(&self, collection: Collection, record: u64, classes: ClassSet) {
        let mut objects = self.objects.borrow_mut();
        let object = Object { collection: collection.number(), record, classes };
        let earlier = objects.range(Object { classes: ClassSet::EMPTY, ..object }..).next().copied();
        match earlier.filter(|other| other.collection == object.collection && other.record == record) {
            Some(other) => {
                objects.remove(&other);
                objects.insert(Object { classes: other.classes.with(classes), ..object });
            }
            None => {
                objects.insert(object);
            }
        }
    }

    /// Adds a reference to a record.
    pub fn refer(&mut self, index: Index, key: &[u8], record: u64) {
        self.added.entry((index, key.to_vec())).or_default().push(record);
        self.references.push(Write::Refer { index: index.number(), class: index.class(), key: key.to_vec(), record });
    }

    /// Removes a reference.
    pub fn unrefer(&mut self, index: Index, key: &[u8], record: u64) {
        if let Some(records) = self.added.get_mut(&(index, key.to_vec())) {
            records.retain(|other| *other != record);
        }
        self.references.push(Write::Unrefer { index: index.number(), class: index.class(), key: key.to_vec(), record });
    }

    /// Records that a reference names, this unit's own among them.
    ///
    /// # Errors
    /// What the store refuses.
    pub fn lookup(&self, index: Index, key: &[u8]) -> Result<Vec<u64>, RecordsError> {
        let mut found = lookup(self.vault, index, key)?;
        for record in self.added.get(&(index, key.to_vec())).into_iter().flatten() {
            if !found.contains(record) {
                found.push(*record);
            }
        }
        Ok(found)
    }

    /// Whether nothing would be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.references.is_empty() && self.removed.is_empty()
    }

    /// How many cells would be written.
    #[must_use]
    pub fn cell_count(&self) -> usize {
        self.cells.len()
    }

    /// Writes all of it as one commit with its journal entry: durable when it returns.
    ///
    /// # Errors
    /// What the store refuses; then nothing was stored.
    pub fn commit(self, at: Timestamp, action: &str, purpose: &str) -> Result<Committed, RecordsError> {
        let is_empty = self.is_empty();
        let header = CommitHeader {
            at: vault::Timestamp(at.millis()),
            action: action.to_owned(),
            purpose: purpose.to_owned(),
            objects: named(self.objects.into_inner()),
            detail: None,
        };
        // On a full disk what was read is still journaled, out of the store's reserve; a change is refused.
        if is_empty {
            let CommitHeader { at, action, purpose, objects, detail } = header;
            return Ok(self.vault.commit(Commit { at, action, purpose, objects, detail, writes: Vec::new() })?);
        }
        let mut group = self.vault.begin(header)?;
        for ((collection, record, bits), (schema, bytes)) in self.cells {
            let classes = ClassSet::from_bits(bits).unwrap_or_default();
            group.write(Write::Cell { collection, record, classes, schema, bytes })?;
        }
        for reference in self.references {
            group.write(reference)?;
        }
        for (collection, record) in self.removed {
            group.write(Write::Remove { collection, record })?;
        }
        Ok(group.commit()?)
    }
}

// An entry names up to this many records; the rest is told by the commit's own changes.
const NAMED_AT_MOST: usize = 512;

fn named(objects: BTreeSet<Object>) -> Vec<Object> {
    objects.into_iter().take(NAMED_AT_MOST).collect()
}

fn decode<C: Cell>(schema: u16, bytes: &[u8], record: u64) -> Result<C, RecordsError> {
    let collection = C::Id::COLLECTION;
    if schema > C::SCHEMA {
        return Err(RecordsError::Newer { collection, record });
    }
    C::migrate(schema, bytes).ok_or(RecordsError::Damaged { collection, record })
}

fn open<C: Cell>(vault: &Vault, record: &Record) -> Result<Field<C>, RecordsError> {
    match vault.open(record, C::CLASSES) {
        vault::Cell::Open { schema, bytes } => decode::<C>(schema, &bytes, record.id).map(Field::Open),
        vault::Cell::Absent => Ok(Field::Absent),
        vault::Cell::Sealed(classes) => {
            let missing = classes.iter().find(|class| !vault.classes().has(*class));
            Ok(Field::Sealed(missing.unwrap_or(Class::Sensitive)))
        }
        vault::Cell::Damaged => Err(RecordsError::Damaged { collection: C::Id::COLLECTION, record: record.id }),
    }
}

/// A cell as it stands in the store.
///
/// # Errors
/// A damaged or newer cell, or what the store refuses.
pub fn read<C: Cell>(vault: &Vault, id: C::Id) -> Result<Field<C>, RecordsError> {
    match vault.get(C::Id::COLLECTION.number(), id.number())? {
        Some(record) => open(vault, &record),
        None => Ok(Field::Absent),
    }
}

/// Every record of a collection with one of its cells, oldest first.
///
/// # Errors
/// Each item may be a damaged cell or a refusal of the store.
pub fn scan<'v, C: Cell + 'v>(vault: &'v Vault) -> impl Iterator<Item = Result<(C::Id, Field<C>), RecordsError>> + 'v {
    vault.scan(C::Id::COLLECTION.number(), None).map(move |record| {
        let record = record?;
        Ok((C::Id::from_number(record.id), open::<C>(vault, &record)?))
    })
}

/// One record with all its cells, still sealed.
pub struct Row<'v, I> {
    vault: &'v Vault,
    record: Record,
    id: I,
}

impl<I: RecordId> Row<'_, I> {
    /// The record's id.
    #[must_use]
    pub fn id(&self) -> I {
        self.id
    }

    /// One of its cells.
    ///
    /// # Errors
    /// A damaged or newer cell.
    pub fn cell<C: Cell<Id = I>>(&self) -> Result<Field<C>, RecordsError> {
        open(self.vault, &self.record)
    }
}

/// Every record of a collection, oldest first, each read once for all its cells.
///
/// # Errors
/// Each item may be a refusal of the store.
pub fn rows<'v, I: RecordId + 'v>(vault: &'v Vault) -> impl Iterator<Item = Result<Row<'v, I>, RecordsError>> + 'v {
    vault.scan(I::COLLECTION.number(), None).map(move |record| {
        let record = record?;
        Ok(Row { vault, id: I::from_number(record.id), record })
    })
}

/// One record with all its cells; `None` when it is not there.
///
/// # Errors
/// What the store refuses.
pub fn row<I: RecordId>(vault: &Vault, id: I) -> Result<Option<Row<'_, I>>, RecordsError> {
    let record = vault.get(I::COLLECTION.number(), id.number())?;
    Ok(record.map(|record| Row { vault, record, id }))
}

/// Records that a reference names.
///
/// # Errors
/// What the store refuses. A user without the index's class finds nothing.
pub fn lookup(vault: &Vault, index: Index, key: &[u8]) -> Result<Vec<u64>, RecordsError> {
    if !vault.classes().has(index.class()) {
        return Ok(Vec::new());
    }
    Ok(vault.lookup(index.number(), index.class(), key)?)
}
