//! What a cell is, and what reading one gives.

use serde::{Serialize, Serializer, de::DeserializeOwned};
use thiserror::Error;
use values::{Class, ClassSet};
use vault::VaultError;

/// The collections by number. The numbers are the store's format and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Collection {
    /// The practice (one record).
    Practice,
    /// Billing providers.
    BillingProvider,
    /// Providers.
    Provider,
    /// Service facilities.
    Facility,
    /// Payers.
    Payer,
    /// Fees.
    Fee,
    /// Patients.
    Patient,
    /// Coverages.
    Coverage,
    /// Encounters.
    Encounter,
    /// Claims.
    Claim,
    /// Batches (837 interchanges).
    Batch,
    /// Remittances.
    Remittance,
    /// Ledger pages.
    LedgerPage,
    /// Work items.
    WorkItem,
    /// Files that were read in.
    File,
    /// Notes on patients and claims.
    Note,
    /// Documents of patients: scanned cards, letters.
    Document,
    /// Drafts of forms that are not saved yet, one person's each.
    Draft,
    /// Expected allowed amounts by payer and date.
    ExpectedAmount,
    /// What a person set for himself: keys, density, language.
    Preference,
    /// A coder's questions to a provider.
    EncounterQuery,
    /// Pages of remittances: where their claim payments were posted.
    RemittancePage,
}

impl Collection {
    /// Every collection, in order of number.
    pub const ALL: [Collection; 22] = [
        Collection::Practice,
        Collection::BillingProvider,
        Collection::Provider,
        Collection::Facility,
        Collection::Payer,
        Collection::Fee,
        Collection::Patient,
        Collection::Coverage,
        Collection::Encounter,
        Collection::Claim,
        Collection::Batch,
        Collection::Remittance,
        Collection::LedgerPage,
        Collection::WorkItem,
        Collection::File,
        Collection::Note,
        Collection::Document,
        Collection::Draft,
        Collection::ExpectedAmount,
        Collection::Preference,
        Collection::EncounterQuery,
        Collection::RemittancePage,
    ];

    /// The collection's number in the store.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Collection::Practice => 1,
            Collection::BillingProvider => 2,
            Collection::Provider => 3,
            Collection::Facility => 4,
            Collection::Payer => 5,
            Collection::Fee => 6,
            Collection::Patient => 7,
            Collection::Coverage => 8,
            Collection::Encounter => 9,
            Collection::Claim => 10,
            Collection::Batch => 11,
            Collection::Remittance => 12,
            Collection::LedgerPage => 13,
            Collection::WorkItem => 14,
            Collection::File => 15,
            Collection::Note => 16,
            Collection::Document => 17,
            Collection::Draft => 18,
            Collection::ExpectedAmount => 19,
            Collection::Preference => 20,
            Collection::EncounterQuery => 21,
            Collection::RemittancePage => 22,
        }
    }

    /// The collection of a number, if there is one.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Collection> {
        Collection::ALL.into_iter().find(|collection| collection.number() == number)
    }

    /// A record of this collection as people name it (`pat-4T2`).
    #[must_use]
    pub fn display(self, record: u64) -> String {
        let prefix = match self {
            Collection::Practice => "practice",
            Collection::BillingProvider => "bil",
            Collection::Provider => "prv",
            Collection::Facility => "fac",
            Collection::Payer => "pay",
            Collection::Fee => "fee",
            Collection::Patient => "pat",
            Collection::Coverage => "cov",
            Collection::Encounter => "enc",
            Collection::Claim => "clm",
            Collection::Batch => "bat",
            Collection::Remittance => "era",
            Collection::LedgerPage => "led",
            Collection::WorkItem => "wrk",
            Collection::File => "fil",
            Collection::Note => "not",
            Collection::Document => "doc",
            Collection::Draft => "drf",
            Collection::ExpectedAmount => "exp",
            Collection::Preference => "prf",
            Collection::EncounterQuery => "qry",
            Collection::RemittancePage => "erp",
        };
        format!("{prefix}-{}", values::format_base32(record))
    }
}

/// A part of a record that one class (or a fixed mix of classes) protects.
pub trait Cell: Serialize + DeserializeOwned {
    /// The id of the record that it is part of.
    type Id: RecordId;
    /// The classes under which it is sealed.
    const CLASSES: ClassSet;
    /// The schema that this program writes. A higher one in a store means that the store is newer.
    const SCHEMA: u16;

    /// Reads an older schema. Append-only: what was once written is readable forever.
    fn migrate(schema: u16, bytes: &[u8]) -> Option<Self> {
        (schema == Self::SCHEMA).then(|| postcard::from_bytes(bytes).ok()).flatten()
    }
}

/// An id that names a record of a collection.
pub trait RecordId: Copy {
    /// Its collection.
    const COLLECTION: Collection;
    /// Its number.
    fn number(self) -> u64;
    /// The id with this number.
    fn from_number(number: u64) -> Self;
}

macro_rules! record_ids {
    ($($id:ty => $collection:ident,)*) => {$(
        impl RecordId for $id {
            const COLLECTION: Collection = Collection::$collection;
            fn number(self) -> u64 {
                <$id>::number(self)
            }
            fn from_number(number: u64) -> Self {
                <$id>::new(number)
            }
        }
    )*};
}

record_ids! {
    values::BillingProviderId => BillingProvider,
    values::ProviderId => Provider,
    values::FacilityId => Facility,
    values::PayerId => Payer,
    values::FeeId => Fee,
    values::PatientId => Patient,
    values::CoverageId => Coverage,
    values::EncounterId => Encounter,
    values::ClaimId => Claim,
    values::BatchId => Batch,
    values::RemittanceId => Remittance,
    values::LedgerPageId => LedgerPage,
    values::WorkItemId => WorkItem,
    values::FileId => File,
    values::NoteId => Note,
    values::DocumentId => Document,
    values::DraftId => Draft,
    values::ExpectedAmountId => ExpectedAmount,
    values::PreferenceId => Preference,
    values::EncounterQueryId => EncounterQuery,
    values::RemittancePageId => RemittancePage,
}

/// What reading a field or a cell gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field<T> {
    /// Its content.
    Open(T),
    /// The user lacks this class.
    Sealed(Class),
    /// The record has no such cell.
    Absent,
}

impl<T> Field<T> {
    /// The content, where it is open.
    #[must_use]
    pub fn open(self) -> Option<T> {
        match self {
            Field::Open(content) => Some(content),
            Field::Sealed(_) | Field::Absent => None,
        }
    }

    /// The content by reference, where it is open.
    #[must_use]
    pub fn as_open(&self) -> Option<&T> {
        match self {
            Field::Open(content) => Some(content),
            Field::Sealed(_) | Field::Absent => None,
        }
    }

    /// Something about the content, with the seal kept.
    #[must_use]
    pub fn map<U>(self, about: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Field::Open(content) => Field::Open(about(content)),
            Field::Sealed(class) => Field::Sealed(class),
            Field::Absent => Field::Absent,
        }
    }

    /// The same field by reference.
    #[must_use]
    pub fn as_ref(&self) -> Field<&T> {
        match self {
            Field::Open(content) => Field::Open(content),
            Field::Sealed(class) => Field::Sealed(*class),
            Field::Absent => Field::Absent,
        }
    }
}

impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        match self {
            Field::Open(content) => content.serialize(serializer),
            Field::Sealed(class) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("sealed", class.name())?;
                map.end()
            }
            Field::Absent => serializer.serialize_none(),
        }
    }
}

/// Why records could not be read or written.
#[derive(Debug, Error)]
pub enum RecordsError {
    /// The store refused.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// No such record.
    #[error("{} is not there", .collection.display(*.record))]
    NotFound {
        /// Collection.
        collection: Collection,
        /// Record.
        record: u64,
    },
    /// The user lacks the class.
    #[error("sealed: {class}")]
    Sealed {
        /// The class.
        class: Class,
    },
    /// A cell does not open with the right key, or its content cannot be read.
    #[error("a cell of {} is damaged", .collection.display(*.record))]
    Damaged {
        /// Collection.
        collection: Collection,
        /// Record.
        record: u64,
    },
    /// Written by a newer program.
    #[error("{} was written by a newer version of the program", .collection.display(*.record))]
    Newer {
        /// Collection.
        collection: Collection,
        /// Record.
        record: u64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collection_numbers_are_frozen() {
        for (at, collection) in Collection::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(collection.number()), at + 1);
            assert_eq!(Collection::from_number(collection.number()), Some(collection));
        }
        assert_eq!(Collection::from_number(99), None);
    }
}
