//! Bech32 (BIP 173) of 32 bytes, as `age` writes its keys: no length limit of 90 applies there.

use zeroize::Zeroizing;

const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];

/// The text of the bytes under a lower-case prefix.
pub(crate) fn encode(prefix: &str, bytes: &[u8; 32]) -> Zeroizing<String> {
    let mut values = Zeroizing::new(regroup::<8, 5>(bytes));
    let sum = checksum(prefix, &values) ^ 1;
    values.extend([25, 20, 15, 10, 5, 0].map(|shift| low5(sum >> shift)));
    let mut text = Zeroizing::new(String::with_capacity(prefix.len() + 1 + values.len()));
    text.push_str(prefix);
    text.push('1');
    text.extend(values.iter().filter_map(|value| ALPHABET.get(usize::from(*value))).map(|byte| char::from(*byte)));
    text
}

/// The 32 bytes of a text under this prefix; `None` for mixed case, a wrong letter, length or checksum.
pub(crate) fn decode(prefix: &str, text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let lower = Zeroizing::new(text.to_ascii_lowercase());
    let upper = Zeroizing::new(text.to_ascii_uppercase());
    if text != lower.as_str() && text != upper.as_str() {
        return None;
    }
    let data = lower.strip_prefix(prefix)?.strip_prefix('1')?;
    let mut values = Zeroizing::new(Vec::with_capacity(data.len()));
    for byte in data.bytes() {
        values.push(u8::try_from(ALPHABET.iter().position(|letter| *letter == byte)?).ok()?);
    }
    // 52 letters of data and 6 of checksum.
    if values.len() != 58 || checksum_of(prefix, &values) != 1 {
        return None;
    }
    values.truncate(52);
    let mut bytes = Zeroizing::new(regroup::<5, 8>(&values));
    // 260 bits make 32 bytes and four bits of padding, which are zero.
    if bytes.get(32) != Some(&0) {
        return None;
    }
    bytes.truncate(32);
    Some(bytes)
}

/// Groups of `FROM` bits as groups of `TO` bits, the last one filled with zeros.
fn regroup<const FROM: u32, const TO: u32>(groups: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    let (mut held, mut bits) = (0u32, 0u32);
    for group in groups {
        held = ((held << FROM) | u32::from(*group)) & 0xfff;
        bits += FROM;
        while bits >= TO {
            bits -= TO;
            out.push(low::<TO>(held >> bits));
        }
    }
    if bits > 0 {
        out.push(low::<TO>(held << (TO - bits)));
    }
    out
}

fn low<const BITS: u32>(value: u32) -> u8 {
    u8::try_from(value & ((1 << BITS) - 1)).unwrap_or(0)
}

fn low5(value: u32) -> u8 {
    low::<5>(value)
}

fn checksum(prefix: &str, values: &[u8]) -> u32 {
    let mut padded = Zeroizing::new(values.to_vec());
    padded.extend([0; 6]);
    checksum_of(prefix, &padded)
}

fn checksum_of(prefix: &str, values: &[u8]) -> u32 {
    let high = prefix.bytes().map(|byte| byte >> 5);
    let low = prefix.bytes().map(|byte| byte & 31);
    high.chain([0]).chain(low).chain(values.iter().copied()).fold(1, |sum, value| {
        let top = sum >> 25;
        let mut sum = ((sum & 0x1ff_ffff) << 5) ^ u32::from(value);
        for (bit, generator) in GENERATOR.iter().enumerate() {
            if (top >> bit) & 1 == 1 {
                sum ^= generator;
            }
        }
        sum
    })
}
