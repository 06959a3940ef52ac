//! Users come and go: each act replaces vault.ck and is an entry.

use crate::{
    commit::{CommitHeader, Object, Timestamp},
    error::Result,
    files,
    keys::{self, KeyError, KeyRing, NewMember, RosterChange, VaultFile},
    vault::{USERS, Vault, hold},
};
use crypto::Passphrase;
use values::Class;

/// When a change of users is made, and why.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// The time by the caller's clock.
    pub at: Timestamp,
    /// A code; may be empty. No PHI.
    pub purpose: &'a str,
}

impl Vault {
    /// Enrols a user, and hands over the keys at once where the signers may (a supervisor for roles that open patients;
    /// two people for supervisor, auditor and administrator).
    ///
    /// # Errors
    /// `NotPermitted`, `SecondPersonNeeded`, `WeakPassphrase`, `Key` (bad or taken name), those of a commit.
    pub fn enrol(&self, new: NewMember<'_>, second: Option<&KeyRing>, on: Occasion<'_>) -> Result<RosterChange> {
        self.replace(("user.enrol", on), &mut |file, by| keys::enrol(file, by, second, new))
    }

    /// Hands the keys of his role to an enrolled user, whose fingerprint was compared.
    ///
    /// # Errors
    /// `NotPermitted`, `SecondPersonNeeded`, `Key`, those of a commit.
    pub fn approve(&self, name: &str, second: Option<&KeyRing>, on: Occasion<'_>) -> Result<RosterChange> {
        self.replace(("user.approve", on), &mut |file, by| keys::approve(file, by, second, name))
    }

    /// Takes a user's slot and keys away.
    ///
    /// # Errors
    /// `NotPermitted`, `Key` (the last holder stays), those of a commit.
    pub fn disable(&self, name: &str, on: Occasion<'_>) -> Result<RosterChange> {
        self.replace(("user.disable", on), &mut |file, by| keys::disable(file, by, name))
    }

    /// Gives `sensitive` by name; `on.purpose` tells the reason.
    ///
    /// # Errors
    /// `NotPermitted`, `SecondPersonNeeded`, `Key`, those of a commit.
    pub fn grant_sensitive(&self, name: &str, second: Option<&KeyRing>, on: Occasion<'_>) -> Result<RosterChange> {
        self.replace(("user.grant_sensitive", on), &mut |file, by| keys::grant_sensitive(file, by, second, name))
    }

    /// Gives the unlocked user a new passphrase; `practice_name` only serves to judge it.
    ///
    /// # Errors
    /// `WeakPassphrase`, those of a commit.
    pub fn change_passphrase(&self, new: &Passphrase, practice_name: &str, on: Occasion<'_>) -> Result<RosterChange> {
        self.replace(("user.passphrase", on), &mut |file, by| keys::change_passphrase(file, by, new, practice_name))
    }

    /// Writes vault.ck.new, journals its digest, puts it in place. Whatever happens in between, the next open finds the
    /// file that the journal names.
    fn replace(&self, (action, on): (&str, Occasion<'_>), act: &mut Act<'_>) -> Result<RosterChange> {
        let mut current = hold(&self.file);
        let mut file = VaultFile::parse(current.bytes())?;
        let change = act(&mut file, &self.sealing.ring)?;
        let header = CommitHeader {
            at: on.at,
            action: action.to_owned(),
            purpose: on.purpose.to_owned(),
            objects: vec![Object {
                collection: USERS,
                record: u64::from(change.member),
                classes: Class::Administrative.into(),
            }],
            detail: None,
        };
        let mut group = self.begin(header)?;
        let fresh = self.store.join("vault.ck.new");
        files::write_synced(&fresh, file.bytes())?;
        files::sync_dir(&self.store)?;
        group.replace_key_file(file.digest());
        if let Err(error) = group.commit() {
            // where the sync itself failed only the next open can tell whether the file is in force
            if self.begin(CommitHeader::default()).is_ok() {
                files::remove(&fresh)?;
            }
            return Err(error);
        }
        files::rename_synced(&fresh, &self.store.join("vault.ck"))?;
        *current = file;
        Ok(change)
    }
}

type Act<'a> = dyn FnMut(&mut VaultFile, &KeyRing) -> std::result::Result<RosterChange, KeyError> + 'a;
