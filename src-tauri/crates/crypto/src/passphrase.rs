//! Passphrases: normalised, judged (security.md 10), stretched by Argon2id (RFC 9106, version 0x13, one lane).

use crate::{CryptoError, Key};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

/// Characters that a passphrase has at least.
const MIN_CHARS: usize = 15;
/// Letters and digits that must be left when names and bundled common texts are taken out.
const MIN_OWN_CHARS: usize = 10;
/// Common passphrases and the pieces that they are made of, one a line, already folded.
const COMMON: &str = include_str!("common.txt");

/// A passphrase in Unicode form NFKC; zero on drop.
pub struct Passphrase(Zeroizing<String>);

/// Why a passphrase is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Fewer than 15 characters.
    #[error("fewer than 15 characters")]
    Short,
    /// One of the bundled common texts, perhaps with digits or signs around it.
    #[error("a common passphrase")]
    Common,
    /// One short piece again and again, or a run of the alphabet, the digits or the keyboard.
    #[error("a repetition or a run of keys")]
    Pattern,
    /// Little else than the name of the user, the practice or the product.
    #[error("made of the name of the user, the practice or the product")]
    Name,
}

impl Passphrase {
    /// Takes the text as typed. The caller has cut the line's end off; everything else counts, spaces too.
    #[must_use]
    pub fn new(text: &str) -> Passphrase {
        // NFKC makes no text more than 11 times as long (U+FDFA), so the buffer never moves and leaves no copy behind.
        let mut normal = Zeroizing::new(String::with_capacity(text.len().saturating_mul(12)));
        normal.extend(text.nfkc());
        Passphrase(normal)
    }

    /// Judges the passphrase; `names` are those of user and practice, the product's is known.
    ///
    /// # Errors
    /// The [`Weakness`].
    pub fn check(&self, names: &[&str]) -> Result<(), Weakness> {
        if self.0.chars().count() < MIN_CHARS {
            return Err(Weakness::Short);
        }
        let folded = folded(&self.0);
        if is_pattern(&folded) {
            return Err(Weakness::Pattern);
        }
        if own_chars(&folded, COMMON.lines().filter(|line| !line.starts_with('#'))) < MIN_OWN_CHARS {
            return Err(Weakness::Common);
        }
        let names: Vec<Zeroizing<String>> = names
            .iter()
            .copied()
            .chain(["claimkeep"])
            .flat_map(|name| name.split_whitespace().chain([name]))
            .map(self::folded)
            .collect();
        if own_chars(&folded, names.iter().map(|name| name.as_str())) < MIN_OWN_CHARS {
            return Err(Weakness::Name);
        }
        Ok(())
    }

    /// Stretches the passphrase into a key.
    ///
    /// # Errors
    /// [`CryptoError::Memory`], [`CryptoError::Parameters`].
    pub fn stretch(&self, params: KdfParams, salt: &[u8; 16]) -> Result<Key, CryptoError> {
        let argon = Params::new(params.memory_kib, params.passes, 1, Some(32)).map_err(|_| CryptoError::Parameters)?;
        let count = argon.block_count();
        let mut memory = Vec::new();
        memory.try_reserve_exact(count).map_err(|_| CryptoError::Memory)?;
        memory.resize(count, Block::new());
        let mut key = Key::zero();
        let done = Argon2::new(Algorithm::Argon2id, Version::V0x13, argon).hash_password_into_with_memory(
            self.0.as_bytes(),
            salt,
            key.bytes_mut(),
            &mut memory,
        );
        // The last block is what the key is hashed from; the first ones begin with the hash of the passphrase.
        memory.iter_mut().for_each(Zeroize::zeroize);
        done.map(|()| key).map_err(|_| CryptoError::Parameters)
    }
}

/// Lower case, letters and digits only.
fn folded(text: &str) -> Zeroizing<String> {
    let mut folded = Zeroizing::new(String::with_capacity(text.len().saturating_mul(3)));
    folded.extend(text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase));
    // A passphrase of signs or of a script without letters is judged as it stands.
    if folded.chars().count() < MIN_CHARS / 2 && text.chars().count() >= MIN_CHARS {
        folded.clear();
        folded.push_str(text);
    }
    folded
}

/// How many letters are left when each of the pieces of four or more letters is taken out.
fn own_chars<'a>(text: &str, pieces: impl Iterator<Item = &'a str>) -> usize {
    let mut kept: Zeroizing<Vec<u8>> = Zeroizing::new(text.as_bytes().to_vec());
    for piece in pieces.map(str::as_bytes).filter(|piece| piece.len() >= 4) {
        let mut at = 0;
        while let Some(rest) = kept.get_mut(at..) {
            let Some(found) = rest.windows(piece.len()).position(|window| window == piece) else {
                break;
            };
            // Zero, not removed: what stood on either side of a piece never joins into another.
            rest.iter_mut().skip(found).take(piece.len()).for_each(|byte| *byte = 0);
            at += found + piece.len();
        }
    }
    // Continuation bytes of UTF-8 are not characters of their own.
    kept.iter().filter(|byte| **byte != 0 && (**byte & 0xc0) != 0x80).count()
}

/// Whether a piece of up to five letters repeats, or nearly all letters follow each other in a well-known row.
fn is_pattern(text: &str) -> bool {
    const ROWS: [&str; 5] = [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiop",
    ];
    let letters = Zeroizing::new(text.chars().map(u32::from).collect::<Vec<u32>>());
    let repeats = (1..=5).any(|step| letters.iter().zip(letters.iter().skip(step)).all(|(one, other)| one == other));
    let neighbours = |one: u32, other: u32| {
        one == other
            || ROWS.iter().any(|row| {
                row.chars().zip(row.chars().skip(1)).any(|(left, right)| {
                    (u32::from(left), u32::from(right)) == (one, other)
                        || (u32::from(right), u32::from(left)) == (one, other)
                })
            })
    };
    let steps = letters.len().saturating_sub(1);
    let known = letters.iter().zip(letters.iter().skip(1)).filter(|(one, other)| neighbours(**one, **other)).count();
    repeats || known * 4 >= steps * 3
}

/// How a store stretches passphrases; part of its genesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KdfSetting {
    /// 256 MiB, three passes: about a second.
    Default,
    /// 64 MiB, three passes, the least that is accepted: for demonstrations and tests.
    Floor,
}

impl KdfSetting {
    /// The parameters of the setting.
    #[must_use]
    pub fn params(self) -> KdfParams {
        match self {
            KdfSetting::Default => KdfParams { memory_kib: 256 * 1024, passes: 3 },
            KdfSetting::Floor => KdfParams { memory_kib: KdfParams::MIN_MEMORY_KIB, passes: KdfParams::MIN_PASSES },
        }
    }
}

/// Argon2id parameters within the allowed bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfParams {
    memory_kib: u32,
    passes: u32,
}

impl KdfParams {
    const MIN_MEMORY_KIB: u32 = 64 * 1024;
    const MAX_MEMORY_KIB: u32 = 1024 * 1024;
    const MIN_PASSES: u32 = 3;
    const MAX_PASSES: u32 = 16;

    /// The parameters, if they lie between 64 MiB with three passes and 1 GiB with sixteen (security.md 2).
    ///
    /// # Errors
    /// [`CryptoError::Parameters`].
    pub fn checked(memory_kib: u32, passes: u32) -> Result<KdfParams, CryptoError> {
        let memory = (Self::MIN_MEMORY_KIB..=Self::MAX_MEMORY_KIB).contains(&memory_kib);
        let allowed = memory && (Self::MIN_PASSES..=Self::MAX_PASSES).contains(&passes);
        if allowed { Ok(KdfParams { memory_kib, passes }) } else { Err(CryptoError::Parameters) }
    }

    /// Memory in KiB.
    #[must_use]
    pub fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// Passes over the memory.
    #[must_use]
    pub fn passes(self) -> u32 {
        self.passes
    }

    /// Whether these parameters cost an attacker at least as much memory and as many passes as the other ones.
    #[must_use]
    pub fn at_least(self, other: KdfParams) -> bool {
        self.memory_kib >= other.memory_kib && self.passes >= other.passes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_those_of_the_design() {
        for (memory, passes, allowed) in [
            (65_536, 3, true),
            (65_535, 3, false),
            (65_536, 2, false),
            (1_048_576, 16, true),
            (1_048_577, 16, false),
            (1_048_576, 17, false),
            (0, 0, false),
            (u32::MAX, u32::MAX, false),
        ] {
            assert_eq!(KdfParams::checked(memory, passes).is_ok(), allowed, "{memory} KiB, {passes} passes");
        }
        assert!(KdfSetting::Default.params().at_least(KdfSetting::Floor.params()));
        assert!(!KdfSetting::Floor.params().at_least(KdfSetting::Default.params()));
    }

    #[test]
    fn weak_ones_are_refused_with_the_reason() {
        let names = ["margaret", "Riverside Family Practice"];
        for (text, verdict) in [
            ("short-passphra", Err(Weakness::Short)),
            ("passwordpassword", Err(Weakness::Common)),
            ("Password123456789!", Err(Weakness::Common)),
            ("letmeinletmein123", Err(Weakness::Common)),
            ("correcthorsebatterystaple", Err(Weakness::Common)),
            ("aaaaaaaaaaaaaaaaaaaa", Err(Weakness::Pattern)),
            ("abcabcabcabcabcabc", Err(Weakness::Pattern)),
            ("1234567890123456", Err(Weakness::Pattern)),
            ("qwertyuiopasdfghjkl", Err(Weakness::Pattern)),
            ("Margaret-Margaret-2024", Err(Weakness::Name)),
            ("RiversideFamilyPractice1", Err(Weakness::Name)),
            ("claimkeep claimkeep 77", Err(Weakness::Name)),
            ("amber-basin-cedar-delta-ember-123", Ok(())),
            ("a long riverside walk with margaret", Ok(())),
            ("grüße aus dem süden 1974", Ok(())),
            ("日本語の長い合言葉をここに書きます", Ok(())),
        ] {
            assert_eq!(Passphrase::new(text).check(&names), verdict, "{text}");
        }
    }

    #[test]
    fn the_same_text_typed_differently_is_the_same_passphrase() {
        let composed = Passphrase::new("caf\u{e9} \u{fb01}ne \u{ff11}");
        let decomposed = Passphrase::new("cafe\u{301} fine 1");
        assert_eq!(composed.0.as_str(), decomposed.0.as_str());
        let longest = "\u{fdfa}".repeat(50);
        let passphrase = Passphrase::new(&longest);
        assert!(passphrase.0.capacity() <= longest.len() * 12 && passphrase.0.len() <= longest.len() * 12);
    }

    #[test]
    fn the_floor_gives_a_key_of_its_salt() {
        let passphrase = Passphrase::new("amber-basin-cedar-delta-ember-123");
        let key = passphrase.stretch(KdfSetting::Floor.params(), &[7; 16]).unwrap();
        let other = passphrase.stretch(KdfSetting::Floor.params(), &[8; 16]).unwrap();
        assert_ne!(key.bytes(), other.bytes());
        assert_eq!(hex(key.bytes()), FLOOR_KEY);
    }

    // Checked against the reference implementation: argon2id, v=19, m=65536, t=3, p=1, salt 16 x 0x07.
    const FLOOR_KEY: &str = "b81642281b452337f1ff8100cc367152ce3403b252afbcbd1c87b05742bed931";

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
