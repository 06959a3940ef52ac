//! Secret bytes and the one source of random ones.

use crate::CryptoError;
use zeroize::{Zeroize, Zeroizing};

/// The bytes of a key, wherever they lie.
pub type KeyBytes = [u8; 32];

/// A 32-byte secret on the heap, so that moving it leaves no copy; zero on drop.
pub struct Key(Box<KeyBytes>);

impl Key {
    /// A new random key.
    ///
    /// # Errors
    /// [`CryptoError::Random`].
    pub fn random() -> Result<Key, CryptoError> {
        let mut key = Key::zero();
        random(key.0.as_mut())?;
        Ok(key)
    }

    /// A key with these bytes; `None` unless there are exactly 32.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Key> {
        let mut key = Key::zero();
        if bytes.len() != key.0.len() {
            return None;
        }
        key.0.copy_from_slice(bytes);
        Some(key)
    }

    /// The secret bytes.
    #[must_use]
    pub fn bytes(&self) -> &KeyBytes {
        &self.0
    }

    pub(crate) fn zero() -> Key {
        Key(Box::new([0; 32]))
    }

    pub(crate) fn bytes_mut(&mut self) -> &mut KeyBytes {
        &mut self.0
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Fills `bytes` from the operating system: the only place where this crate draws nonces, salts and keys.
///
/// # Errors
/// [`CryptoError::Random`].
pub fn random(bytes: &mut [u8]) -> Result<(), CryptoError> {
    getrandom::fill(bytes).map_err(|_| CryptoError::Random)
}

/// The 32 random bytes of one encapsulation, handed to a library that asks for a generator.
///
/// Drawing them first keeps the failure an error; [`OneDraw::spent`] proves that the library took exactly these.
pub(crate) struct OneDraw {
    bytes: Zeroizing<KeyBytes>,
    taken: usize,
}

impl OneDraw {
    pub(crate) fn new() -> Result<OneDraw, CryptoError> {
        let mut bytes = Zeroizing::new([0; 32]);
        random(bytes.as_mut_slice())?;
        Ok(OneDraw { bytes, taken: 0 })
    }

    #[cfg(test)]
    pub(crate) fn fixed(bytes: KeyBytes) -> OneDraw {
        OneDraw { bytes: Zeroizing::new(bytes), taken: 0 }
    }

    /// Whether all 32 bytes were taken, once.
    pub(crate) fn spent(&self) -> bool {
        self.taken == self.bytes.len()
    }
}

impl hpke::rand_core::TryRng for OneDraw {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut word = [0; 4];
        self.try_fill_bytes(&mut word)?;
        Ok(u32::from_le_bytes(word))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut word = [0; 8];
        self.try_fill_bytes(&mut word)?;
        Ok(u64::from_le_bytes(word))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Self::Error> {
        for (to, from) in out.iter_mut().zip(self.bytes.iter().skip(self.taken)) {
            *to = *from;
        }
        // An over-draw leaves `taken` beyond the end, and `spent` false: the result is then thrown away.
        self.taken = self.taken.saturating_add(out.len());
        Ok(())
    }
}

impl hpke::rand_core::TryCryptoRng for OneDraw {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_32_bytes_are_a_key() {
        assert!(Key::from_slice(&[1; 31]).is_none());
        assert!(Key::from_slice(&[1; 33]).is_none());
        assert_eq!(Key::from_slice(&[7; 32]).unwrap().bytes(), &[7; 32]);
        assert_ne!(Key::random().unwrap().bytes(), Key::random().unwrap().bytes());
    }

    #[test]
    fn a_draw_is_spent_by_32_bytes_exactly() {
        use hpke::rand_core::TryRng;
        let mut draw = OneDraw::fixed([9; 32]);
        let mut out = [0; 32];
        draw.try_fill_bytes(&mut out).unwrap();
        assert!(draw.spent() && out == [9; 32]);
        draw.try_next_u32().unwrap();
        assert!(!draw.spent());
    }
}
