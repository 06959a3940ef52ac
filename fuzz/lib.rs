//! What the fuzz targets share: one practice with known people, and an envelope around loose segments.

use std::sync::LazyLock;
use values::Date;
use vault::keys::{Created, NewVault, create};
use vault::{KdfSetting, NewPerson, Passphrase};

/// The supervisor's passphrase.
pub const SUPERVISOR: &str = "maple quartz ladder nine";

/// A new key file with its people unlocked; slow, so once for each run.
pub static PRACTICE: LazyLock<Created> = LazyLock::new(|| {
    let (anna, sven) = (Passphrase::new("otter violin harbor seven"), Passphrase::new(SUPERVISOR));
    create(&NewVault {
        practice_name: "Example Practice",
        administrator: NewPerson { name: "anna", passphrase: &anna },
        supervisor: NewPerson { name: "sven", passphrase: &sven },
        kdf: KdfSetting::Floor,
        single_person: false,
    })
    .expect("two good names and passphrases make a store")
});

/// A day for what is written.
pub fn day() -> Date {
    Date::new(2026, 1, 2).expect("the second of January is a day")
}

/// The input as it is when it begins with an ISA; else as the segments of one transaction set of this kind, with a right
/// envelope around it, so that the mapper behind the envelope is reached from the first byte on.
pub fn enveloped(bytes: &[u8], set: &str, group: &str, guide: &str) -> Vec<u8> {
    if bytes.starts_with(b"ISA") {
        return bytes.to_vec();
    }
    let mut out =
        b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260102*0900*^*00501*000000001*0*T*:~"
            .to_vec();
    out.extend_from_slice(
        format!("GS*{group}*SENDER*RECEIVER*20260102*0900*1*X*{guide}~ST*{set}*0001*{guide}~").as_bytes(),
    );
    let trimmed = bytes.strip_suffix(b"~").unwrap_or(bytes);
    out.extend_from_slice(trimmed);
    // Counted as the reader does: what is not blank between two terminators is a segment.
    let count = trimmed.split(|byte| *byte == b'~').filter(|part| !part.trim_ascii().is_empty()).count();
    out.extend_from_slice(format!("~SE*{}*0001~GE*1*1~IEA*1*000000001~", count + 2).as_bytes());
    out
}
