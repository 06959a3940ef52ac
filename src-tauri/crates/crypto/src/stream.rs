//! STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015; BE32) over XChaCha20-Poly1305 for bytes too many for one message.
//!
//! `nonce prefix 19 ‖ chunk…`; a chunk is 64 KiB of ciphertext and a tag of 16, only the last one may be shorter (an empty
//! stream has one empty chunk). Position and "last" are in each chunk's nonce: cutting, reordering and continuing are found.

use crate::{CryptoError, KeyBytes, TAG_BYTES, random};
use aead_stream::{DecryptorBE32, EncryptorBE32};
use chacha20poly1305::XChaCha20Poly1305;
use std::io::{Read, Write};
use zeroize::Zeroizing;

/// Plaintext bytes of a full chunk.
pub const CHUNK_BYTES: usize = 64 * 1024;
const PREFIX_BYTES: usize = 19;

/// How many bytes went through a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Plaintext bytes.
    pub plain: u64,
    /// Sealed bytes.
    pub sealed: u64,
}

/// Seals all that `from` gives. Use a key once only.
///
/// # Errors
/// [`CryptoError::Io`], [`CryptoError::Random`]; [`CryptoError::Unsealable`] beyond 2³² chunks.
pub fn seal_stream(key: &KeyBytes, aad: &[u8], from: &mut dyn Read, to: &mut dyn Write) -> Result<Sizes, CryptoError> {
    let mut prefix = [0; PREFIX_BYTES];
    random(&mut prefix)?;
    to.write_all(&prefix)?;
    let mut sealer = EncryptorBE32::<XChaCha20Poly1305>::new(key.into(), &prefix.into());
    let mut sizes = Sizes { plain: 0, sealed: length(&prefix) };
    let mut chunk = read_chunk(from, CHUNK_BYTES)?;
    loop {
        let next = if chunk.len() == CHUNK_BYTES { read_chunk(from, CHUNK_BYTES)? } else { Zeroizing::default() };
        sizes.plain += length(&chunk);
        if next.is_empty() {
            sealer.encrypt_last_in_place(aad, &mut *chunk).map_err(|_| CryptoError::Unsealable)?;
            sizes.sealed += length(&chunk);
            to.write_all(&chunk)?;
            return Ok(sizes);
        }
        sealer.encrypt_next_in_place(aad, &mut *chunk).map_err(|_| CryptoError::Unsealable)?;
        sizes.sealed += length(&chunk);
        to.write_all(&chunk)?;
        chunk = next;
    }
}

/// Opens a sealed stream. Each chunk is checked before it is written, but only success says that the stream is whole: on an
/// error the caller throws away what was written.
///
/// # Errors
/// [`CryptoError::Damaged`], [`CryptoError::Io`].
pub fn open_stream(key: &KeyBytes, aad: &[u8], from: &mut dyn Read, to: &mut dyn Write) -> Result<Sizes, CryptoError> {
    let head = read_chunk(from, PREFIX_BYTES)?;
    let prefix: [u8; PREFIX_BYTES] = head.as_slice().try_into().map_err(|_| CryptoError::Damaged)?;
    let mut opener = DecryptorBE32::<XChaCha20Poly1305>::new(key.into(), &prefix.into());
    let mut sizes = Sizes { plain: 0, sealed: length(&prefix) };
    let full = CHUNK_BYTES + TAG_BYTES;
    let mut chunk = read_chunk(from, full)?;
    loop {
        let next = if chunk.len() == full { read_chunk(from, full)? } else { Zeroizing::default() };
        sizes.sealed += length(&chunk);
        if next.is_empty() {
            opener.decrypt_last_in_place(aad, &mut *chunk).map_err(|_| CryptoError::Damaged)?;
            sizes.plain += length(&chunk);
            to.write_all(&chunk)?;
            return Ok(sizes);
        }
        opener.decrypt_next_in_place(aad, &mut *chunk).map_err(|_| CryptoError::Damaged)?;
        sizes.plain += length(&chunk);
        to.write_all(&chunk)?;
        chunk = next;
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// Reads until `len` bytes are there or the source ends.
fn read_chunk(from: &mut dyn Read, len: usize) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
    // Room for the tag, so that sealing in place never moves the plaintext.
    let mut chunk = Zeroizing::new(Vec::with_capacity(len.saturating_add(TAG_BYTES)));
    chunk.resize(len, 0);
    let mut have = 0;
    while let Some(room) = chunk.get_mut(have..).filter(|room| !room.is_empty()) {
        match from.read(room) {
            Ok(0) => break,
            Ok(count) => have += count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    chunk.truncate(have);
    Ok(chunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: KeyBytes = [8; 32];

    fn sealed(len: usize) -> (Vec<u8>, Vec<u8>) {
        let plain: Vec<u8> = (0..len).map(|n| u8::try_from(n % 249).unwrap()).collect();
        let mut out = Vec::new();
        let sizes = seal_stream(&KEY, b"doc", &mut plain.as_slice(), &mut out).unwrap();
        assert_eq!((sizes.plain, sizes.sealed), (len as u64, out.len() as u64));
        (plain, out)
    }

    fn opened(key: &KeyBytes, aad: &[u8], mut bytes: &[u8]) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        open_stream(key, aad, &mut bytes, &mut out).ok().map(|_| out)
    }

    #[test]
    fn lengths_around_the_chunk_come_back() {
        for len in [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 7] {
            let (plain, out) = sealed(len);
            let chunks = len.div_ceil(CHUNK_BYTES).max(1);
            assert_eq!(out.len(), 19 + len + 16 * chunks);
            assert_eq!(opened(&KEY, b"doc", &out), Some(plain));
            assert_eq!(opened(&KEY, b"cod", &out), None);
            assert_eq!(opened(&[9; 32], b"doc", &out), None);
        }
    }

    #[test]
    fn cutting_swapping_and_continuing_are_found() {
        let (_, out) = sealed(2 * CHUNK_BYTES + 10);
        let full = CHUNK_BYTES + 16;
        for cut in [0, 18, 19, 20, 19 + full, 19 + 2 * full, out.len() - 1] {
            assert_eq!(opened(&KEY, b"doc", &out[..cut]), None, "cut at {cut}");
        }
        let mut swapped = out[..19].to_vec();
        swapped.extend_from_slice(&out[19 + full..19 + 2 * full]);
        swapped.extend_from_slice(&out[19..19 + full]);
        swapped.extend_from_slice(&out[19 + 2 * full..]);
        assert_eq!(opened(&KEY, b"doc", &swapped), None);
        let mut longer = out.clone();
        longer.extend_from_slice(&out[19..]);
        assert_eq!(opened(&KEY, b"doc", &longer), None);
    }

    #[test]
    fn every_bit_of_a_small_stream_counts() {
        let (_, out) = sealed(9);
        for bit in 0..out.len() * 8 {
            let mut bad = out.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(opened(&KEY, b"doc", &bad), None, "bit {bit}");
        }
    }
}
