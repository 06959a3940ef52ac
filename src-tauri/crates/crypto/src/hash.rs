//! Hashes and derivation: SHA-256 (FIPS 180-4), HMAC-SHA256 (RFC 2104), HKDF-SHA256 (RFC 5869).

use crate::{Key, KeyBytes};
use hkdf::Hkdf;
use hkdf::hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// SHA-256 over the parts, one after the other. Callers begin with a text that names the use and keep lengths unambiguous.
#[must_use]
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// The journal's chain (store.md): `SHA-256("ck1 link" ‖ previous ‖ frame)`.
#[must_use]
pub fn chain_link(previous: &[u8; 32], frame: &[u8]) -> [u8; 32] {
    sha256(&[b"ck1 link", previous, frame])
}

/// HMAC-SHA256 over the parts: keyed lookups and fingerprints.
#[must_use]
pub fn keyed_hash(key: &KeyBytes, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Whether two texts of bytes are equal, in time that does not depend on where they differ.
#[must_use]
pub fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// One derivation by HKDF-SHA256.
#[derive(Clone, Copy)]
pub struct Derive<'a> {
    /// Not secret; may be empty.
    pub salt: &'a [u8],
    /// The secret input.
    pub secret: &'a [u8],
    /// What the output is for.
    pub info: &'a [u8],
}

impl Derive<'_> {
    /// A key of 32 bytes.
    #[must_use]
    pub fn key(&self) -> Key {
        let mut key = Key::zero();
        self.expand(key.bytes_mut());
        key
    }

    /// Sixteen bytes that commit to the secret and may be stored.
    #[must_use]
    pub fn check(&self) -> [u8; 16] {
        let mut check = [0; 16];
        self.expand(&mut check);
        check
    }

    fn expand(&self, out: &mut [u8]) {
        Hkdf::<Sha256>::new(Some(self.salt), self.secret)
            .expand(self.info, out)
            .expect("at most 32 bytes are asked for, far below the limit of 255 blocks");
    }
}
