//! A grant: one key, sealed by a holder to a member's public key (security.md 2).
//!
//! ```text
//! grantee u32 | granter u32 | compartment u16 | epoch u16 | what u8 | HPKE 80 | signature 64          (157 bytes)
//! what: a class's number, or 255 for K_journal;  grantee 0: the recovery code
//! HPKE: info "ck1 grant", AAD = "ck1 grant" ‖ practice_id ‖ the 13 bytes before ‖ the grantee's public key
//! signature: the granter's, domain "ck1 grant", over practice_id ‖ all 93 bytes before it
//! ```

use super::codec::Reader;
use super::{KeyError, PracticeId};
use crypto::{Bound, Key, KeyBytes, PublicKey, Signed, VerifyKey};
use values::{Class, ClassSet};

pub(super) const GRANT_BYTES: usize = 157;
const HEAD_BYTES: usize = 13;
const SIGNED_BYTES: usize = 93;
const DOMAIN: &str = "ck1 grant";
/// `what` of K_journal.
pub(super) const JOURNAL: u8 = 255;

/// Names a key: epoch first, so that keys sort by age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct KeyId {
    pub(super) epoch: u16,
    pub(super) what: u8,
}

impl KeyId {
    /// The eight keys of an epoch, in the order of the roster's epoch entry.
    pub(super) fn of_epoch(epoch: u16) -> impl Iterator<Item = KeyId> {
        Class::ALL.into_iter().map(Class::number).chain([JOURNAL]).map(move |what| KeyId { epoch, what })
    }

    /// Whether a holder of these classes holds this key; K_journal is everyone's.
    pub(super) fn is_for(self, classes: ClassSet) -> bool {
        self.what == JOURNAL || Class::from_number(self.what).is_some_and(|class| classes.has(class))
    }
}

/// A grant as it stands in the file.
#[derive(Clone)]
pub(super) struct Grant {
    pub(super) grantee: u32,
    pub(super) granter: u32,
    pub(super) key: KeyId,
    bytes: [u8; GRANT_BYTES],
}

/// Who signs: a member's id and signing seed.
#[derive(Clone, Copy)]
pub(super) struct Pen<'a> {
    pub(super) id: u32,
    pub(super) seed: &'a KeyBytes,
}

impl Grant {
    pub(super) fn parse(bytes: &[u8; GRANT_BYTES]) -> Option<Grant> {
        let mut reader = Reader::new(bytes);
        let (grantee, granter, compartment) = (reader.u32()?, reader.u32()?, reader.u16()?);
        let key = KeyId { epoch: reader.u16()?, what: reader.u8()? };
        (compartment == 0).then_some(Grant { grantee, granter, key, bytes: *bytes })
    }

    pub(super) fn bytes(&self) -> &[u8; GRANT_BYTES] {
        &self.bytes
    }

    /// Seals a key to a member.
    pub(super) fn seal(
        practice: &PracticeId,
        pen: Pen<'_>,
        to: (u32, &PublicKey),
        key: (KeyId, &KeyBytes),
    ) -> Result<Grant, KeyError> {
        let mut bytes = Vec::with_capacity(GRANT_BYTES);
        bytes.extend_from_slice(&to.0.to_be_bytes());
        bytes.extend_from_slice(&pen.id.to_be_bytes());
        bytes.extend_from_slice(&[0; 2]);
        bytes.extend_from_slice(&key.0.epoch.to_be_bytes());
        bytes.push(key.0.what);
        let aad = aad(practice, &bytes, to.1);
        bytes.extend(crypto::hybrid_seal(to.1, DOMAIN.as_bytes(), Bound { aad: &aad, bytes: key.1 })?);
        let signature = crypto::sign(pen.seed, DOMAIN, &[practice.as_slice(), &bytes].concat());
        bytes.extend_from_slice(&signature);
        let whole = bytes.as_slice().try_into().ok().and_then(Grant::parse);
        whole.ok_or(KeyError::Damaged { what: "grant" })
    }

    /// Whether the granter signed all of it.
    pub(super) fn is_signed(&self, practice: &PracticeId, granter: &VerifyKey) -> bool {
        let (body, signature) = self.bytes.split_at(SIGNED_BYTES);
        let signed = [practice.as_slice(), body].concat();
        signature
            .first_chunk()
            .is_some_and(|signature| crypto::verify(granter, Signed { domain: DOMAIN, bytes: &signed, signature }))
    }

    /// Opens the grant with the grantee's secret.
    pub(super) fn open(&self, practice: &PracticeId, hybrid: &KeyBytes) -> Option<Key> {
        let (head, rest) = self.bytes.split_at(HEAD_BYTES);
        let sealed = rest.get(..SIGNED_BYTES - HEAD_BYTES)?;
        let aad = aad(practice, head, &crypto::hybrid_public(hybrid));
        let plain = crypto::hybrid_open(hybrid, DOMAIN.as_bytes(), Bound { aad: &aad, bytes: sealed })?;
        Key::from_slice(&plain)
    }
}

fn aad(practice: &PracticeId, head: &[u8], to: &PublicKey) -> Vec<u8> {
    [DOMAIN.as_bytes(), practice, head, to].concat()
}
