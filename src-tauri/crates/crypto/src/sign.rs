//! Ed25519 (RFC 8032), checked strictly: no weak key, no malleable signature.
//!
//! Signed bytes: `domain ‖ 0x00 ‖ bytes`. The domain names the use and holds no zero byte, so none is another's beginning.

use crate::KeyBytes;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};

/// A public key that checks signatures.
pub type VerifyKey = [u8; 32];
/// A signature.
pub type Signature = [u8; 64];

/// What was signed, for which use, with the signature.
#[derive(Clone, Copy)]
pub struct Signed<'a> {
    /// The use, such as `ck1 entry`.
    pub domain: &'a str,
    /// The signed bytes.
    pub bytes: &'a [u8],
    /// The signature.
    pub signature: &'a Signature,
}

/// The public key of a seed.
#[must_use]
pub fn verify_key(seed: &KeyBytes) -> VerifyKey {
    SigningKey::from_bytes(seed).verifying_key().to_bytes()
}

/// Signs the bytes for one use.
#[must_use]
pub fn sign(seed: &KeyBytes, domain: &'static str, bytes: &[u8]) -> Signature {
    SigningKey::from_bytes(seed).sign(&message(domain, bytes)).to_bytes()
}

/// Whether the signature is this key's, over these bytes, for this use.
#[must_use]
pub fn verify(key: &VerifyKey, signed: Signed<'_>) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(key) else {
        return false;
    };
    let signature = ed25519_dalek::Signature::from_bytes(signed.signature);
    key.verify_strict(&message(signed.domain, signed.bytes), &signature).is_ok()
}

fn message(domain: &str, bytes: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(domain.len() + 1 + bytes.len());
    message.extend_from_slice(domain.as_bytes());
    message.push(0);
    message.extend_from_slice(bytes);
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domain_bytes_and_key_are_bound() {
        let (seed, key) = ([5; 32], verify_key(&[5; 32]));
        let signature = sign(&seed, "ck1 test", b"bytes");
        let check =
            |key: &VerifyKey, domain: &str, bytes: &[u8]| verify(key, Signed { domain, bytes, signature: &signature });
        assert!(check(&key, "ck1 test", b"bytes"));
        assert!(!check(&key, "ck1 tes", b"t\0bytes"));
        assert!(!check(&key, "ck1 test", b"byte"));
        assert!(!check(&verify_key(&[6; 32]), "ck1 test", b"bytes"));
        assert!(!check(&[0; 32], "ck1 test", b"bytes"), "weak key");
    }
}
