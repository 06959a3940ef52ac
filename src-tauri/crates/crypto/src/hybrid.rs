//! HPKE (RFC 9180) Base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305; one message a context.
//!
//! Sealed form: `encapsulated key 32 ‖ ciphertext ‖ tag 16`.

use crate::secret::OneDraw;
use crate::{Bound, CryptoError, Key, KeyBytes, padded_len};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use zeroize::Zeroizing;

/// An X25519 public key.
pub type PublicKey = [u8; 32];

/// How many bytes longer a sealed message is than its plaintext.
pub const HYBRID_OVERHEAD: usize = 48;

type Secret = <X25519HkdfSha256 as Kem>::PrivateKey;

/// `DeriveKeyPair` of RFC 9180 7.1.3: the same input gives the same pair.
#[must_use]
pub fn derive_pair(input: &KeyBytes) -> (Key, PublicKey) {
    let (secret, public) = X25519HkdfSha256::derive_keypair(input);
    let mut key = Key::zero();
    secret.write_exact(key.bytes_mut());
    (key, public.to_bytes().into())
}

/// The public key of a secret one.
#[must_use]
pub fn hybrid_public(secret: &KeyBytes) -> PublicKey {
    X25519HkdfSha256::sk_to_pk(&private(secret)).to_bytes().into()
}

/// Seals to a public key: whoever seals cannot open.
///
/// # Errors
/// [`CryptoError::Random`]; [`CryptoError::Unsealable`] for a key of low order.
pub fn hybrid_seal(to: &PublicKey, info: &[u8], message: Bound<'_>) -> Result<Vec<u8>, CryptoError> {
    seal_with(OneDraw::new()?, to, info, message)
}

/// Opens with the secret key; `None` when it is another's, or any bit differs.
#[must_use]
pub fn hybrid_open(secret: &KeyBytes, info: &[u8], message: Bound<'_>) -> Option<Zeroizing<Vec<u8>>> {
    let (encapsulated, ciphertext) = message.bytes.split_first_chunk::<32>()?;
    let encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).ok()?;
    hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &private(secret),
        &encapsulated,
        info,
        ciphertext,
        message.aad,
    )
    .ok()
    .map(Zeroizing::new)
}

/// The bytes with the padding of [`seal_padded`](crate::seal_padded), for messages sealed to a public key.
///
/// # Errors
/// [`CryptoError::Unsealable`] where the length overflows.
pub fn pad(bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
    let len = padded_len(bytes.len()).ok_or(CryptoError::Unsealable)?;
    let mut padded = Zeroizing::new(Vec::with_capacity(len));
    padded.extend_from_slice(bytes);
    padded.push(0x80);
    padded.resize(len, 0);
    Ok(padded)
}

/// Takes the padding of [`pad`] off; `None` when it is wrong.
#[must_use]
pub fn unpad(mut padded: Zeroizing<Vec<u8>>) -> Option<Zeroizing<Vec<u8>>> {
    let marked = padded.iter().rposition(|byte| *byte != 0)?;
    if padded.get(marked) != Some(&0x80) || padded_len(marked) != Some(padded.len()) {
        return None;
    }
    padded.truncate(marked);
    Some(padded)
}

pub(crate) fn seal_with(
    mut draw: OneDraw,
    to: &PublicKey,
    info: &[u8],
    message: Bound<'_>,
) -> Result<Vec<u8>, CryptoError> {
    let to = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(to).map_err(|_| CryptoError::Unsealable)?;
    let (encapsulated, ciphertext) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &to,
        info,
        message.bytes,
        message.aad,
        &mut draw,
    )
    .map_err(|_| CryptoError::Unsealable)?;
    if !draw.spent() {
        return Err(CryptoError::Random);
    }
    let mut out = encapsulated.to_bytes().to_vec();
    out.extend_from_slice(&ciphertext);
    Ok(out)
}

fn private(secret: &KeyBytes) -> Secret {
    Secret::from_bytes(secret).expect("32 bytes are always an X25519 secret: they are clamped")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_receiver_opens_and_every_bit_counts() {
        let (secret, public) = derive_pair(&[1; 32]);
        assert_eq!(hybrid_public(secret.bytes()), public);
        let (other, _) = derive_pair(&[2; 32]);
        let sealed = hybrid_seal(&public, b"use", Bound { aad: b"a", bytes: b"plain" }).unwrap();
        assert_eq!(sealed.len(), 5 + HYBRID_OVERHEAD);
        let open = |key: &Key, info: &[u8], aad: &[u8], bytes: &[u8]| {
            hybrid_open(key.bytes(), info, Bound { aad, bytes }).map(|plain| plain.to_vec())
        };
        assert_eq!(open(&secret, b"use", b"a", &sealed), Some(b"plain".to_vec()));
        assert_eq!(open(&other, b"use", b"a", &sealed), None);
        assert_eq!(open(&secret, b"other", b"a", &sealed), None);
        assert_eq!(open(&secret, b"use", b"b", &sealed), None);
        for bit in 0..sealed.len() * 8 {
            let mut bad = sealed.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            // X25519 ignores the top bit of a public key (RFC 7748 5); HPKE binds the key as sent, so it counts here too.
            assert_eq!(open(&secret, b"use", b"a", &bad), None, "bit {bit}");
        }
        assert_eq!(open(&secret, b"use", b"a", &sealed[..20]), None);
    }

    #[test]
    fn a_key_of_low_order_is_refused() {
        assert!(hybrid_seal(&[0; 32], b"", Bound { aad: b"", bytes: b"" }).is_err());
    }

    #[test]
    fn padding_comes_off_again() {
        for len in [0usize, 1, 127, 128, 4095, 4096, 5000] {
            let plain = vec![0x80; len];
            assert_eq!(unpad(pad(&plain).unwrap()).unwrap().as_slice(), plain);
        }
        assert!(unpad(Zeroizing::new(vec![0; 128])).is_none());
        assert!(unpad(Zeroizing::new(vec![1, 0x80])).is_none());
    }
}
