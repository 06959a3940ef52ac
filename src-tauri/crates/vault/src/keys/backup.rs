//! How an administrator opens a backup with name and passphrase (security.md 11): a stanza in the header of the `age` file.
//!
//! ```text
//! practice_id 16 | user u32 | slot 148 | HPKE 64                                                       (232 bytes)
//! HPKE: the file's 16-byte key; info "ck1 backup", AAD = "ck1 backup" ‖ practice_id ‖ user u32 ‖ the slot's digest
//! ```
//! The slot is the one of `vault.ck`, so that name and passphrase of that day open the backup on a new machine. The file's
//! key is sealed to the public key that the slot holds the secret of: whoever makes a backup needs no other's passphrase.

use super::codec::Reader;
use super::slot::{SLOT_BYTES, Slot};
use super::{KeyError, MemberState, PracticeId, VaultFile};
use crypto::{Bound, Passphrase, Zeroizing};
use values::Role;

/// The key of an `age` file.
pub const FILE_KEY_BYTES: usize = 16;
const INFO: &[u8] = b"ck1 backup";
const DAMAGED: KeyError = KeyError::Damaged { what: "backup stanza" };

/// A way into a backup for one administrator.
pub struct BackupDoor {
    /// The administrator's name.
    pub name: String,
    /// The stanza's bytes.
    pub stanza: Vec<u8>,
}

/// A door for every administrator who is not disabled.
///
/// # Errors
/// [`KeyError::Crypto`].
pub fn backup_doors(file: &VaultFile, file_key: &[u8; FILE_KEY_BYTES]) -> Result<Vec<BackupDoor>, KeyError> {
    let practice = file.practice_id();
    let mut doors = Vec::new();
    for member in file.roster().members() {
        let wanted = member.role == Role::Administrator && member.state == MemberState::Active;
        let Some(slot) = file.slot(member.id).filter(|_| wanted) else { continue };
        let aad = aad(&practice, slot);
        let sealed = crypto::hybrid_seal(&member.keys.hybrid, INFO, Bound { aad: &aad, bytes: file_key })?;
        let stanza = [practice.as_slice(), &member.id.to_be_bytes(), slot.bytes(), &sealed].concat();
        doors.push(BackupDoor { name: member.name.clone(), stanza });
    }
    Ok(doors)
}

/// The file's key, out of a stanza.
///
/// # Errors
/// [`KeyError::WrongPassphrase`]; [`KeyError::Damaged`], [`KeyError::WeakParameters`] for a stanza that is none.
pub fn open_backup_door(stanza: &[u8], passphrase: &Passphrase) -> Result<Zeroizing<[u8; FILE_KEY_BYTES]>, KeyError> {
    let mut reader = Reader::new(stanza);
    let mut read = || Some((reader.array()?, reader.u32()?, reader.array::<SLOT_BYTES>()?));
    let (practice, user, slot) = read().ok_or(DAMAGED)?;
    let sealed = reader.bytes(FILE_KEY_BYTES + crypto::HYBRID_OVERHEAD).ok_or(DAMAGED)?;
    reader.end().ok_or(DAMAGED)?;
    let slot = Slot::parse(&slot)?;
    if slot.user != user {
        return Err(DAMAGED);
    }
    let secrets = slot.open(&practice, passphrase)?;
    let bound = Bound { aad: &aad(&practice, &slot), bytes: sealed };
    let plain = crypto::hybrid_open(secrets.hybrid.bytes(), INFO, bound).ok_or(DAMAGED)?;
    let key = plain.as_slice().try_into().map_err(|_| DAMAGED)?;
    Ok(Zeroizing::new(key))
}

fn aad(practice: &PracticeId, slot: &Slot) -> Vec<u8> {
    [INFO, practice, &slot.user.to_be_bytes(), &slot.digest()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{NewPerson, NewVault, create};
    use crypto::KdfSetting;

    #[test]
    fn the_administrator_opens_it_by_passphrase_and_every_bit_counts() {
        let (anna, sven) = (Passphrase::new("otter violin harbor seven"), Passphrase::new("maple quartz ladder nine"));
        let made = create(&NewVault {
            practice_name: "Example Practice",
            administrator: NewPerson { name: "anna", passphrase: &anna },
            supervisor: NewPerson { name: "sven", passphrase: &sven },
            kdf: KdfSetting::Floor,
            single_person: false,
        });
        let doors = backup_doors(&made.unwrap().file, &[7; FILE_KEY_BYTES]).unwrap();
        assert_eq!(doors.iter().map(|door| door.name.as_str()).collect::<Vec<_>>(), ["anna"]);
        let stanza = &doors[0].stanza;
        assert_eq!(stanza.len(), 232);
        assert_eq!(*open_backup_door(stanza, &anna).unwrap(), [7; FILE_KEY_BYTES]);
        assert!(matches!(open_backup_door(stanza, &sven), Err(KeyError::WrongPassphrase)));
        // One bit of each part; a slot takes the stretching of a passphrase.
        for at in [0, 17, 40, 60, 90, 170, 231] {
            let mut bad = stanza.clone();
            bad[at] ^= 1;
            assert!(open_backup_door(&bad, &anna).is_err(), "byte {at}");
        }
        assert!(open_backup_door(&stanza[..231], &anna).is_err());
    }
}
