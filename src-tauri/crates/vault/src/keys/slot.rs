//! A user's slot: the two secrets, sealed under the passphrase (security.md 2).
//!
//! ```text
//! user u32 | memory KiB u32 | passes u32 | salt 16 | check 16 | nonce 24 | ciphertext 64 | tag 16      (148 bytes)
//! PDK   = Argon2id(passphrase, salt, memory, passes, 1 lane)
//! KEK   = HKDF(salt = practice_id ‖ user, PDK, "ck1 kek")
//! check = HKDF(salt = practice_id ‖ user, PDK, "ck1 kek check")[..16]
//! ciphertext = XChaCha20-Poly1305(KEK, X25519 secret ‖ Ed25519 seed)
//! AAD   = "ck1 slot" ‖ practice_id ‖ the 44 bytes before the nonce
//! digest = SHA-256("ck1 slot digest" ‖ slot), which stands signed in the roster: an older slot put back is refused
//! ```
//! `check` commits to the key and tells a wrong passphrase from damage.

use super::codec::Reader;
use super::{KeyError, PracticeId};
use crypto::{Bound, Derive, KdfParams, Key, Passphrase, Zeroizing};

pub(super) const SLOT_BYTES: usize = 148;
const HEAD_BYTES: usize = 44;

/// The secrets of a person.
pub(super) struct Secrets {
    /// X25519: opens grants.
    pub(super) hybrid: Key,
    /// Ed25519: signs.
    pub(super) seed: Key,
}

impl Secrets {
    pub(super) fn random() -> Result<Secrets, KeyError> {
        let (hybrid, _) = crypto::derive_pair(Key::random()?.bytes());
        Ok(Secrets { hybrid, seed: Key::random()? })
    }
}

/// A slot as it stands in the file.
#[derive(Clone)]
pub(super) struct Slot {
    pub(super) user: u32,
    pub(super) params: KdfParams,
    salt: [u8; 16],
    check: [u8; 16],
    bytes: [u8; SLOT_BYTES],
}

impl Slot {
    pub(super) fn parse(bytes: &[u8; SLOT_BYTES]) -> Result<Slot, KeyError> {
        let mut reader = Reader::new(bytes);
        let mut read = || Some((reader.u32()?, reader.u32()?, reader.u32()?, reader.array()?, reader.array()?));
        let (user, memory, passes, salt, check) = read().ok_or(KeyError::Damaged { what: "slot" })?;
        let params = KdfParams::checked(memory, passes).map_err(|_| KeyError::WeakParameters)?;
        Ok(Slot { user, params, salt, check, bytes: *bytes })
    }

    pub(super) fn bytes(&self) -> &[u8; SLOT_BYTES] {
        &self.bytes
    }

    pub(super) fn digest(&self) -> [u8; 32] {
        crypto::sha256(&[b"ck1 slot digest", &self.bytes])
    }

    /// Seals the secrets of a user under a passphrase.
    pub(super) fn seal(
        practice: &PracticeId,
        user: u32,
        params: KdfParams,
        secret: (&Secrets, &Passphrase),
    ) -> Result<Slot, KeyError> {
        let mut salt = [0; 16];
        crypto::random(&mut salt)?;
        let (kek, check) = key_of(practice, user, &secret.1.stretch(params, &salt)?);
        let mut bytes = Vec::with_capacity(SLOT_BYTES);
        for number in [user, params.memory_kib(), params.passes()] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes.extend_from_slice(&salt);
        bytes.extend_from_slice(&check);
        let plain = Zeroizing::new([*secret.0.hybrid.bytes(), *secret.0.seed.bytes()].concat());
        let sealed = crypto::seal(kek.bytes(), Bound { aad: &aad(practice, &bytes), bytes: &plain })?;
        bytes.extend_from_slice(&sealed);
        let bytes = bytes.as_slice().try_into().map_err(|_| KeyError::Damaged { what: "slot" })?;
        Slot::parse(&bytes)
    }

    /// Opens the slot.
    ///
    /// # Errors
    /// `WrongPassphrase` where the passphrase does not give the committed key; `Damaged` where it does and the rest differs.
    pub(super) fn open(&self, practice: &PracticeId, passphrase: &Passphrase) -> Result<Secrets, KeyError> {
        const DAMAGED: KeyError = KeyError::Damaged { what: "slot" };
        let (kek, check) = key_of(practice, self.user, &passphrase.stretch(self.params, &self.salt)?);
        if !crypto::same(&check, &self.check) {
            return Err(KeyError::WrongPassphrase);
        }
        let (head, sealed) = self.bytes.split_at(HEAD_BYTES);
        let bound = Bound { aad: &aad(practice, head), bytes: sealed };
        let plain = crypto::open(kek.bytes(), bound).ok_or(DAMAGED)?;
        let (hybrid, seed) = plain.split_at_checked(32).ok_or(DAMAGED)?;
        Ok(Secrets { hybrid: Key::from_slice(hybrid).ok_or(DAMAGED)?, seed: Key::from_slice(seed).ok_or(DAMAGED)? })
    }
}

/// The key that opens a user's slot, and the bytes that commit to it.
pub(super) fn key_of(practice: &PracticeId, user: u32, stretched: &Key) -> (Key, [u8; 16]) {
    let salt = [practice.as_slice(), &user.to_be_bytes()].concat();
    let derive = |info| Derive { salt: &salt, secret: stretched.bytes(), info };
    (derive(b"ck1 kek").key(), derive(b"ck1 kek check").check())
}

fn aad(practice: &PracticeId, head: &[u8]) -> Vec<u8> {
    [b"ck1 slot".as_slice(), practice, head].concat()
}
