//! XChaCha20-Poly1305 with a random nonce: `nonce 24 ‖ ciphertext ‖ tag 16`.
//!
//! Padded form (security.md 4): ISO/IEC 7816-4, a byte 0x80 and zeros, up to 128 · 2ⁿ bytes until 4 KiB, then to the next
//! multiple of 4 KiB. An empty plaintext takes 128 bytes, so only a size bucket shows.

use crate::{Bound, CryptoError, KeyBytes, random, unpad};
use chacha20poly1305::aead::inout::InOutBuf;
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// Bytes of a nonce.
pub const NONCE_BYTES: usize = 24;
/// Bytes of a tag.
pub const TAG_BYTES: usize = 16;

const STEP: usize = 4096;

/// The padded length of so many plaintext bytes; `None` beyond what a length can say.
#[must_use]
pub fn padded_len(plain: usize) -> Option<usize> {
    let marked = plain.checked_add(1)?;
    if marked <= STEP { Some(marked.next_power_of_two().max(128)) } else { marked.checked_next_multiple_of(STEP) }
}

/// Seals the bytes: `nonce ‖ ciphertext ‖ tag`.
///
/// # Errors
/// [`CryptoError::Random`], [`CryptoError::Unsealable`].
pub fn seal(key: &KeyBytes, message: Bound<'_>) -> Result<Vec<u8>, CryptoError> {
    seal_to_len(key, message, message.bytes.len())
}

/// Seals the bytes with padding, so that only their size bucket shows.
///
/// # Errors
/// [`CryptoError::Random`], [`CryptoError::Unsealable`].
pub fn seal_padded(key: &KeyBytes, message: Bound<'_>) -> Result<Vec<u8>, CryptoError> {
    let padded = padded_len(message.bytes.len()).ok_or(CryptoError::Unsealable)?;
    seal_to_len(key, message, padded)
}

/// Opens what [`seal`] made; `None` when key, associated data or any bit differs.
#[must_use]
pub fn open(key: &KeyBytes, message: Bound<'_>) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, rest) = message.bytes.split_first_chunk::<NONCE_BYTES>()?;
    let (ciphertext, tag) = rest.split_last_chunk::<TAG_BYTES>()?;
    let mut plain = Zeroizing::new(ciphertext.to_vec());
    XChaCha20Poly1305::new(key.into())
        .decrypt_inout_detached(
            &XNonce::from(*nonce),
            message.aad,
            InOutBuf::from(plain.as_mut_slice()),
            &Tag::from(*tag),
        )
        .ok()?;
    Some(plain)
}

/// Opens what [`seal_padded`] made; `None` as in [`open`], or when the padding is wrong.
#[must_use]
pub fn open_padded(key: &KeyBytes, message: Bound<'_>) -> Option<Zeroizing<Vec<u8>>> {
    unpad(open(key, message)?)
}

/// Seals the bytes padded to `len`; no padding at all where `len` is the plaintext's own.
fn seal_to_len(key: &KeyBytes, message: Bound<'_>, len: usize) -> Result<Vec<u8>, CryptoError> {
    let nonce = fresh_nonce()?;
    let mut out = Vec::with_capacity(len.saturating_add(NONCE_BYTES + TAG_BYTES));
    out.extend_from_slice(&nonce);
    out.extend_from_slice(message.bytes);
    if len > message.bytes.len() {
        out.push(0x80);
        out.resize(NONCE_BYTES + len, 0);
    }
    let body = out.get_mut(NONCE_BYTES..).ok_or(CryptoError::Unsealable)?;
    let tag = XChaCha20Poly1305::new(key.into())
        .encrypt_inout_detached(&XNonce::from(nonce), message.aad, InOutBuf::from(body))
        .map_err(|_| CryptoError::Unsealable)?;
    out.extend_from_slice(&tag);
    Ok(out)
}

/// Every nonce of the program but those of streams is drawn here.
fn fresh_nonce() -> Result<[u8; NONCE_BYTES], CryptoError> {
    let mut nonce = [0; NONCE_BYTES];
    random(&mut nonce)?;
    Ok(nonce)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const KEY: KeyBytes = [3; 32];

    #[test]
    fn padding_shows_size_buckets_only() {
        for (plain, padded) in [
            (0, 128),
            (127, 128),
            (128, 256),
            (255, 256),
            (256, 512),
            (4095, 4096),
            (4096, 8192),
            (8191, 8192),
            (8192, 12_288),
        ] {
            assert_eq!(padded_len(plain), Some(padded), "{plain}");
            let sealed = seal_padded(&KEY, Bound { aad: b"a", bytes: &vec![0; plain] }).unwrap();
            assert_eq!(sealed.len(), padded + 40);
            assert_eq!(open_padded(&KEY, Bound { aad: b"a", bytes: &sealed }).unwrap().as_slice(), vec![0; plain]);
        }
        assert_eq!(padded_len(usize::MAX), None);
    }

    #[test]
    fn every_bit_counts() {
        let sealed = seal_padded(&KEY, Bound { aad: b"here", bytes: b"plain" }).unwrap();
        for bit in 0..sealed.len() * 8 {
            let mut bad = sealed.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(open_padded(&KEY, Bound { aad: b"here", bytes: &bad }).is_none(), "bit {bit}");
        }
        assert!(open_padded(&KEY, Bound { aad: b"there", bytes: &sealed }).is_none());
        assert!(open_padded(&[4; 32], Bound { aad: b"here", bytes: &sealed }).is_none());
        for cut in 0..sealed.len() {
            assert!(open_padded(&KEY, Bound { aad: b"here", bytes: &sealed[..cut] }).is_none());
        }
    }

    #[test]
    fn unpadded_bytes_are_not_taken_for_padded_ones() {
        for bytes in [&b""[..], b"\x80", b"abc", &[0; 128], &[0x80; 129]] {
            let sealed = seal(&KEY, Bound { aad: b"", bytes }).unwrap();
            assert!(open_padded(&KEY, Bound { aad: b"", bytes: &sealed }).is_none());
        }
    }

    #[test]
    fn a_hundred_thousand_nonces_do_not_repeat() {
        let seen: HashSet<[u8; NONCE_BYTES]> = (0..100_000)
            .map(|_| {
                let sealed = seal(&KEY, Bound { aad: b"", bytes: b"" }).unwrap();
                *sealed.first_chunk::<NONCE_BYTES>().unwrap()
            })
            .collect();
        assert_eq!(seen.len(), 100_000);
    }
}
