//! The recovery code: 256 random bits as an `age` identity (`AGE-SECRET-KEY-1…`), shown once (security.md 2 and 11).
//!
//! The bytes are an `age` X25519 secret, so a standard tool opens a backup in ten years. The keys that stand in the roster
//! come from it by HKDF (info `ck1 recovery hpke`, `ck1 recovery sign`), so that no key serves two protocols.

use crate::{CryptoError, Derive, Key, PublicKey, VerifyKey, bech32, derive_pair, hybrid_public, verify_key};
use zeroize::Zeroizing;

const IDENTITY: &str = "age-secret-key-";
const RECIPIENT: &str = "age";

/// The recovery code. Whoever holds it and the files can read all.
pub struct RecoveryCode(Key);

impl RecoveryCode {
    /// A new random code.
    ///
    /// # Errors
    /// [`CryptoError::Random`].
    pub fn random() -> Result<RecoveryCode, CryptoError> {
        Key::random().map(RecoveryCode)
    }

    /// The code in a text, in either case, with white space around it or not; `None` when a letter was mistaken.
    #[must_use]
    pub fn from_text(text: &str) -> Option<RecoveryCode> {
        let bytes = bech32::decode(IDENTITY, text.trim())?;
        Key::from_slice(&bytes).map(RecoveryCode)
    }

    /// The text to print once: an `age` identity.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = bech32::encode(IDENTITY, self.0.bytes());
        text.make_ascii_uppercase();
        text
    }

    /// The public half, an `age` recipient key: backups are sealed to it.
    #[must_use]
    pub fn age_public(&self) -> PublicKey {
        hybrid_public(self.0.bytes())
    }

    /// The text `age1…` of a recipient key.
    #[must_use]
    pub fn age_recipient_text(public: &PublicKey) -> String {
        bech32::encode(RECIPIENT, public).to_string()
    }

    /// The HPKE pair that every epoch is sealed to.
    #[must_use]
    pub fn hybrid_pair(&self) -> (Key, PublicKey) {
        derive_pair(self.derived(b"ck1 recovery hpke").bytes())
    }

    /// The Ed25519 seed and key that stand for a supervisor's signature.
    #[must_use]
    pub fn signing_pair(&self) -> (Key, VerifyKey) {
        let seed = self.derived(b"ck1 recovery sign");
        let public = verify_key(seed.bytes());
        (seed, public)
    }

    fn derived(&self, info: &[u8]) -> Key {
        Derive { salt: b"", secret: self.0.bytes(), info }.key()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The key pair of the tests of `rage`, the Rust implementation of age.
    const SECRET: &str = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";
    const PUBLIC: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";

    #[test]
    fn texts_are_those_of_age() {
        let code = RecoveryCode::from_text(SECRET).unwrap();
        assert_eq!(code.to_text().as_str(), SECRET);
        assert_eq!(RecoveryCode::age_recipient_text(&code.age_public()), PUBLIC);
        let spaced = format!(" {}\r\n", SECRET.to_lowercase());
        assert_eq!(RecoveryCode::from_text(&spaced).unwrap().to_text().as_str(), SECRET);
    }

    #[test]
    fn a_mistaken_letter_is_told() {
        for at in 0..SECRET.len() {
            for letter in ["Q", "7", "B", "1", "é"] {
                let mut bad = SECRET.to_owned();
                if bad.get(at..=at) != Some(letter) {
                    bad.replace_range(at..=at, letter);
                    assert!(RecoveryCode::from_text(&bad).is_none(), "{bad}");
                }
            }
        }
        assert!(RecoveryCode::from_text("").is_none());
        assert!(RecoveryCode::from_text(&SECRET.replace('Q', "q")).is_none(), "mixed case");
        assert!(RecoveryCode::from_text(PUBLIC).is_none());
    }

    #[test]
    fn random_codes_come_back_and_their_keys_differ() {
        for _ in 0..20 {
            let code = RecoveryCode::random().unwrap();
            let again = RecoveryCode::from_text(&code.to_text()).unwrap();
            assert_eq!(again.age_public(), code.age_public());
            assert_eq!(again.signing_pair().1, code.signing_pair().1);
            assert_ne!(code.hybrid_pair().1, code.age_public());
        }
    }
}
