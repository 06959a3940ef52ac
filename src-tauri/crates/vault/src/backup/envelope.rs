//! The `age` file around a backup: sealed to the recovery code, and to each administrator by a stanza of our own.

use super::{damaged, is_damage};
use crate::{
    error::{Result, VaultError},
    keys::{self, FILE_KEY_BYTES, KeyError, KeyRing, VaultFile},
};
use age::{DecryptError, Decryptor, EncryptError, Encryptor, x25519};
use age_core::{
    format::{FileKey, Stanza},
    secrecy::ExposeSecret as _,
};
use crypto::{Passphrase, RecoveryCode};
use std::{
    cell::RefCell,
    collections::HashSet,
    fs::File,
    io::{BufReader, Read, Write},
    path::Path,
    str::FromStr as _,
};

/// The tag of our stanzas. Its argument is the administrator's name in hexadecimal digits.
const TAG: &str = "claimkeep-administrator";

/// Who opens a backup.
pub enum BackupKey<'a> {
    /// An administrator of the day on which it was made.
    Member {
        /// Name.
        name: &'a str,
        /// Passphrase of that day.
        passphrase: &'a Passphrase,
    },
    /// Whoever holds the recovery code.
    Recovery(&'a RecoveryCode),
}

impl BackupKey<'_> {
    /// The keys of the store that lies in the backup.
    pub(super) fn ring(&self, file: &VaultFile) -> Result<KeyRing> {
        Ok(match self {
            BackupKey::Member { name, passphrase } => keys::unlock(file, name, passphrase)?,
            BackupKey::Recovery(code) => keys::unlock_recovery(file, code)?,
        })
    }
}

/// What is written into it comes out sealed.
pub(super) fn seal<W: Write>(file: &VaultFile, to: W) -> Result<age::stream::StreamWriter<W>> {
    let misuse = |_| VaultError::Misuse("the backup's recipients do not fit together");
    let recovery = x25519::Recipient::from_str(&file.age_recipient())
        .map_err(|_| VaultError::Misuse("the recovery code is no age recipient"))?;
    let doors = Doors(file);
    let recipients: [&dyn age::Recipient; 2] = [&recovery, &doors];
    let encryptor = Encryptor::with_recipients(recipients.into_iter()).map_err(misuse)?;
    encryptor.wrap_output(to).map_err(|e| VaultError::io("writing the backup", e))
}

struct Doors<'a>(&'a VaultFile);

impl age::Recipient for Doors<'_> {
    fn wrap_file_key(&self, file_key: &FileKey) -> std::result::Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let doors = keys::backup_doors(self.0, file_key.expose_secret())
            .map_err(|error| EncryptError::Io(std::io::Error::other(error.to_string())))?;
        let stanzas = doors.into_iter().map(|door| Stanza {
            tag: TAG.to_owned(),
            args: vec![argument(&door.name)],
            body: door.stanza,
        });
        Ok((stanzas.collect(), HashSet::new()))
    }
}

fn argument(name: &str) -> String {
    name.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// Opens the envelope of a backup; what is read from it is what was sealed, or an error.
///
/// # Errors
/// `WrongPassphrase` also for somebody who was no administrator then, or another practice's recovery code; `Damaged`, `Io`.
pub(super) fn open(path: &Path, key: &BackupKey<'_>) -> Result<Box<dyn Read>> {
    let file = File::open(path).map_err(|e| VaultError::at("opening", path, e))?;
    let decryptor = Decryptor::new_buffered(BufReader::new(file)).map_err(|e| refusal(path, e))?;
    let door = Door { key, refused: RefCell::new(None) };
    let recovery = match key {
        BackupKey::Recovery(code) => x25519::Identity::from_str(&code.to_text()).ok(),
        BackupKey::Member { .. } => None,
    };
    let identity: &dyn age::Identity = match &recovery {
        Some(identity) => identity,
        None => &door,
    };
    match decryptor.decrypt(std::iter::once(identity)) {
        Ok(reader) => Ok(Box::new(reader)),
        Err(error) => Err(match door.refused.take() {
            Some(refused) => named(path, refused),
            None => refusal(path, error),
        }),
    }
}

struct Door<'a> {
    key: &'a BackupKey<'a>,
    /// Why our own stanza did not open.
    refused: RefCell<Option<KeyError>>,
}

impl age::Identity for Door<'_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<std::result::Result<FileKey, DecryptError>> {
        let BackupKey::Member { name, passphrase } = self.key else { return None };
        if stanza.tag != TAG || stanza.args != [argument(name)] {
            return None;
        }
        Some(match keys::open_backup_door(&stanza.body, passphrase) {
            Ok(key) => Ok(FileKey::init_with_mut(|into: &mut [u8; FILE_KEY_BYTES]| into.copy_from_slice(&*key))),
            Err(error) => {
                self.refused.replace(Some(error));
                Err(DecryptError::DecryptionFailed)
            }
        })
    }
}

/// A refusal of our stanza, said of the backup's file and not of the store's.
fn named(path: &Path, error: KeyError) -> VaultError {
    if matches!(error, KeyError::Damaged { .. } | KeyError::WeakParameters) {
        return damaged(path, "its header is not as it was written");
    }
    error.into()
}

fn refusal(path: &Path, error: DecryptError) -> VaultError {
    match error {
        DecryptError::NoMatchingKeys => VaultError::WrongPassphrase,
        DecryptError::Io(error) if !is_damage(&error) => VaultError::at("reading", path, error),
        DecryptError::UnknownFormat => damaged(path, "it is no backup, or one of a newer program"),
        DecryptError::Io(_)
        | DecryptError::DecryptionFailed
        | DecryptError::ExcessiveWork { .. }
        | DecryptError::InvalidHeader
        | DecryptError::InvalidMac
        | DecryptError::KeyDecryptionFailed
        | _ => damaged(path, "its header is not as it was written"),
    }
}
