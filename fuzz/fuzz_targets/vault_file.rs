//! `vault.ck` from a hostile disk: read whole and checked, or refused; bytes that are taken are kept bit for bit.
#![no_main]

use claimkeep_fuzz::PRACTICE;
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;
use vault::keys::VaultFile;

fn parse(bytes: &[u8]) {
    if let Ok(file) = VaultFile::parse(bytes) {
        assert_eq!(file.bytes(), bytes);
        let _ = (file.roster().members().count(), file.age_recipient(), file.kdf());
    }
}

/// With a sum that fits, so that what stands behind it is reached.
fn parse_summed(body: &[u8]) {
    let sum: [u8; 32] = Sha256::digest(body).into();
    parse(&[body, &sum].concat());
}

fuzz_target!(
    // Stretching passphrases is no input's time.
    init: {
        LazyLock::force(&PRACTICE);
    },
    |bytes: &[u8]| {
        parse(bytes);
        parse_summed(bytes);
        parse_summed(&[b"CKVAULT1", bytes].concat());
        // A true file with a part of it overwritten.
        let Some((at, patch)) = bytes.split_first_chunk::<2>() else { return };
        let real = PRACTICE.file.bytes();
        let Some(body) = real.len().checked_sub(32).and_then(|end| real.get(..end)) else { return };
        let at = usize::from(u16::from_be_bytes(*at)) % body.len();
        let mut changed = body.to_vec();
        for (to, from) in changed.iter_mut().skip(at).zip(patch) {
            *to = *from;
        }
        parse_summed(&changed);
        // The same bytes put in instead.
        changed = [body.get(..at).unwrap_or_default(), patch, body.get(at..).unwrap_or_default()].concat();
        parse_summed(&changed);
    }
);
