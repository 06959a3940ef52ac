//! Documents: what is too long for a record, one sealed file each (store.md, using sled 8).

use crate::{
    error::{Place, Result, VaultError},
    files, keys,
    vault::{Vault, hold},
};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A document's random name and its own key. The caller keeps it in a cell of the document's record: whoever opens that
/// cell reads the document.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct DocumentKey {
    /// The file's name.
    pub name: [u8; 16],
    /// The document's key.
    pub key: [u8; 32],
}

impl Vault {
    /// Seals a document into a file of its own, synced with its folder when this returns. It belongs to the next commit,
    /// which carries the digest of the file and, in a cell, the key.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly`, `Io`: no document is there.
    pub fn put_document(&self, bytes: &[u8]) -> Result<DocumentKey> {
        let key = keys::DocumentKey::random()?;
        let mut name = [0; 16];
        crypto::random(&mut name).map_err(|e| VaultError::from(keys::KeyError::from(e)))?;
        let mut sealed = Vec::with_capacity(bytes.len() + 1024);
        self.sealing.ring.seal_document(&key, &mut &*bytes, &mut sealed)?;
        let path = document_path(&self.store, &name);
        // A copying tool may have dropped the folder while it was empty.
        files::make_dir(&self.store.join("documents"))?;
        let written = files::write_synced(&path, &sealed).and_then(|()| files::sync_dir(&self.store.join("documents")));
        if written.is_err() {
            let _ = std::fs::remove_file(&path);
        }
        written?;
        hold(&self.documents).push((name, crypto::sha256(&[&sealed])));
        Ok(DocumentKey { name, key: *key.bytes() })
    }

    /// Opens a document.
    ///
    /// # Errors
    /// `NotFound`, `Damaged` (also for a wrong key), `Io`.
    pub fn get_document(&self, key: &DocumentKey) -> Result<Zeroizing<Vec<u8>>> {
        let damaged = || VaultError::damaged("a document does not open", document_place(&key.name));
        let sealed = self.sealed_document(&key.name)?.ok_or(VaultError::NotFound("the document"))?;
        let own = keys::DocumentKey::from_bytes(&key.key).ok_or_else(damaged)?;
        let mut opened = Zeroizing::new(Vec::with_capacity(sealed.len()));
        match self.sealing.ring.open_document(&own, &mut sealed.as_slice(), &mut *opened) {
            Ok(_) => Ok(opened),
            Err(keys::KeyError::Damaged { .. }) => Err(damaged()),
            Err(other) => Err(other.into()),
        }
    }

    pub(crate) fn sealed_document(&self, name: &[u8; 16]) -> Result<Option<Vec<u8>>> {
        files::read_limited(&document_path(&self.store, name), u64::MAX)
    }
}

/// Where a document's file lies.
pub(crate) fn document_path(store: &Path, name: &[u8; 16]) -> PathBuf {
    store.join("documents").join(document_name(name))
}

fn document_name(name: &[u8; 16]) -> String {
    name.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn document_place(name: &[u8; 16]) -> Place {
    Place::file(&format!("documents/{}", document_name(name)))
}
