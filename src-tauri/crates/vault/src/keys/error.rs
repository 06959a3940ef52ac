//! What the key half of the vault refuses.

use crypto::{CryptoError, Weakness};

/// Why an act on keys or people was refused.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// No such user, or not this passphrase: which of the two is not told.
    #[error("wrong user name or passphrase")]
    WrongPassphrase,
    /// The user is enrolled, and nobody has sealed the keys yet.
    #[error("the user is not approved yet")]
    NotApproved,
    /// The user was disabled.
    #[error("the user is disabled")]
    Disabled,
    /// The person may not do this, or holds no key for it.
    #[error("not permitted")]
    NotPermitted,
    /// Administrator and supervisor must both sign (security.md 2).
    #[error("a second person must sign")]
    SecondPersonNeeded,
    /// The passphrase is too easy to guess.
    #[error("weak passphrase: {why}")]
    WeakPassphrase {
        /// What is wrong with it.
        why: Weakness,
    },
    /// A user name that is empty, longer than 64 bytes, or has control characters or white space around it.
    #[error("not a user name")]
    BadName,
    /// Somebody has, or had, this name.
    #[error("the user name is taken")]
    NameTaken,
    /// Nobody has this name.
    #[error("no such user")]
    NoSuchUser,
    /// The user is in a state that does not allow this: approved already, disabled already, or not approved yet.
    #[error("not possible in the user's present state")]
    WrongState,
    /// Without this user nobody would be left who is administrator, supervisor, or holder of a class.
    #[error("the last administrator, supervisor or holder of a class stays")]
    LastHolder,
    /// `vault.ck` is not what was written.
    #[error("vault.ck is damaged: {what}")]
    Damaged {
        /// Which part, or which rule.
        what: &'static str,
    },
    /// A later version of the program wrote this `vault.ck`.
    #[error("vault.ck is of a newer version")]
    NewerStore,
    /// A slot below 64 MiB or three passes, or above 1 GiB or sixteen.
    #[error("a slot's key derivation is outside the allowed bounds")]
    WeakParameters,
    /// The machine refused random bytes or memory, or there is too much to seal.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}

impl From<Weakness> for KeyError {
    fn from(why: Weakness) -> KeyError {
        KeyError::WeakPassphrase { why }
    }
}
