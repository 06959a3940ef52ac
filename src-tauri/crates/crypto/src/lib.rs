//! Envelopes and key derivation of Claimkeep (security.md 2 to 4). Vetted constructions only; the primitives stay private.
//!
//! Invariants:
//! - nonces, ephemeral keys and random keys come from the operating system, in [`random`] alone; no caller can pass one;
//! - whoever holds the wrong key or changed one bit gets `None` or an error, never bytes;
//! - what is secret ([`Key`], [`Passphrase`], [`RecoveryCode`], [`Arena`]) has no `Debug`, `Clone` or `Serialize` and is zero
//!   after drop;
//! - nothing here panics on input.
//!
//! ```
//! use crypto::{Bound, Key, open, seal};
//! # fn main() -> Result<(), crypto::CryptoError> {
//! let key = Key::random()?;
//! let sealed = seal(key.bytes(), Bound { aad: b"record 7", bytes: b"plain" })?;
//! let opened = open(key.bytes(), Bound { aad: b"record 7", bytes: &sealed });
//! assert_eq!(opened.as_deref().map(Vec::as_slice), Some(&b"plain"[..]));
//! assert!(open(key.bytes(), Bound { aad: b"record 8", bytes: &sealed }).is_none());
//! # Ok(())
//! # }
//! ```
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::as_conversions,
        clippy::string_slice,
        clippy::indexing_slicing,
        clippy::float_arithmetic,
        clippy::wildcard_enum_match_arm,
        clippy::print_stdout
    )
)]

mod aead;
mod arena;
mod bech32;
mod hash;
mod hybrid;
mod passphrase;
mod recovery;
mod secret;
mod sign;
mod stream;
#[cfg(test)]
mod vectors;

pub use aead::{NONCE_BYTES, TAG_BYTES, open, open_padded, padded_len, seal, seal_padded};
pub use arena::{Arena, Handle};
pub use hash::{Derive, chain_link, keyed_hash, same, sha256};
pub use hybrid::{HYBRID_OVERHEAD, PublicKey, derive_pair, hybrid_open, hybrid_public, hybrid_seal, pad, unpad};
pub use passphrase::{KdfParams, KdfSetting, Passphrase, Weakness};
pub use recovery::RecoveryCode;
pub use secret::{Key, KeyBytes, random};
pub use sign::{Signature, Signed, VerifyKey, sign, verify, verify_key};
pub use stream::{CHUNK_BYTES, Sizes, open_stream, seal_stream};
pub use zeroize::Zeroizing;

/// Bytes and the associated data that they are bound to: neither is accepted without the other.
#[derive(Clone, Copy)]
pub struct Bound<'a> {
    /// Authenticated, not encrypted: where the bytes belong.
    pub aad: &'a [u8],
    /// The plaintext to seal, or the sealed bytes to open.
    pub bytes: &'a [u8],
}

/// What can go wrong besides "does not open", which is `None`.
#[derive(Debug, thiserror::Error)]
pub enum CryptoError {
    /// The operating system gave no random bytes.
    #[error("the operating system gives no random bytes")]
    Random,
    /// A public key that cannot be sealed to, or more bytes than the construction allows.
    #[error("cannot be sealed: unusable key or too many bytes")]
    Unsealable,
    /// Key derivation parameters outside 64 MiB to 1 GiB and 3 to 16 passes (security.md 2).
    #[error("key derivation parameters outside the allowed bounds")]
    Parameters,
    /// The machine cannot give the memory that key derivation needs.
    #[error("not enough memory to derive a key")]
    Memory,
    /// A sealed stream that is changed, cut or continued, or a wrong key.
    #[error("the sealed stream is damaged")]
    Damaged,
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}
