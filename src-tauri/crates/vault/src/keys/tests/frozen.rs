//! Frozen vectors: stores written today must open for ever. They were made with another implementation (libsodium's
//! XChaCha20-Poly1305, HKDF and HMAC over hashlib's SHA-256), after the layouts that the modules describe.

use super::super::entry::{KeyMark, PublicKeys};
use super::super::grant::KeyId;
use super::super::slot::key_of;
use super::*;
use crypto::Key;

const CLINICAL: &str = "0108000000010007000000090003404142434445464748494a4b4c4d4e4f505152535455565737705a2e26d07eebdcd0af5feadb2333709becb1c2f43ca6851af69cd81b709ac1dc5a3d09d9679f81227fc1b6a9cb387bf67dd7f34296366136efa54f5b2218500e0177f32fb143b3bced23a1f2532d3b29d89b4b106fb5a674500939ddcf4e62947e6b3c4302c29303479e1ef79abaceea2cda20c1f2696d3f2cfefe59c4b2165a45f6ee3fd40eba6d182bd677b270";
const MIXED: &str = "0118000000010007000000090003404142434445464748494a4b4c4d4e4f5051525354555657245142965fa775f98ef2dce1e164172148066df4bf42b5f3a8f3de4268539f597bff76cf0f9fc44a270e1551ab26b5b937d9f45ae8a86e75ab9453f98e6bc372c72fa6eb090b3fd9f87fe4661565a9bef8a921c11825da6853fee6389b3db8c3f7b2f7dac852aeb56e7a22d6479e7a8943db11d90ac5210840bc02cc436b9cc0e920b0a0a0f849a01ea38b417e7ba75a";
const JOURNAL: &str = "010001404142434445464748494a4b4c4d4e4f5051525354555657e212a0b1ba5dc095f74f6cd8c1dd9a2182bbb1f67513ed32d10578334fb7748825b41f984f6318d26b61d5989beed4dc87e8f85e5a90eff4dc09905a0fdc9c6e5904262443caaed363be77095ecb96ecad963ba2a3dddcf51d1e8ce19202f8cd4341c08d0c57f5da5524fc9e8d5ac5715d5efc1ad4fd92a6985a515b4d0769b8b3995ea43fc1adac418f38995f160dae";
const RUN: &str =
    "010001404142434445464748494a4b4c4d4e4f5051525354555657a3c2eb18540ce1d13899f8893c0bb4ec1fd4df6900055f6a22d1051e";

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn practice() -> PracticeId {
    std::array::from_fn(|at| u8::try_from(at).unwrap())
}

fn key_bytes(what: u8) -> [u8; 32] {
    [if what == 255 { 0xee } else { 0x10 + what }; 32]
}

fn ring() -> KeyRing {
    let user = Member {
        id: 2,
        name: "sven".to_owned(),
        role: Role::Supervisor,
        state: MemberState::Active,
        classes: ClassSet::of(&Class::ALL),
        unreviewed: false,
        keys: PublicKeys { hybrid: [0; 32], verify: [0; 32] },
        slot: [0; 32],
    };
    let keys: Vec<_> = KeyId::of_epoch(1).map(|id| (id, key_bytes(id.what))).collect();
    KeyRing::fixed(practice(), user, &keys)
}

#[test]
fn cells_of_one_class_and_of_several() {
    let (one, two) = (bytes(CLINICAL), bytes(MIXED));
    let header = cell_header(&one).unwrap();
    assert_eq!(header.classes, Class::Clinical.into());
    assert_eq!((header.epoch, header.schema), (1, 7));
    assert_eq!(header.version, CellVersion { counter: 9, workstation: 3 });
    assert_eq!(text(ring().open_cell(2, 77, &one)).as_deref(), Some("frozen cell"));
    assert_eq!(text(ring().open_cell(2, 77, &two)).as_deref(), Some("frozen cell"));
}

#[test]
fn a_cell_is_written_as_it_is_read() {
    let place =
        CellAddress { schema: 7, version: CellVersion { counter: 9, workstation: 3 }, ..at(2, 77, Class::Clinical) };
    let sealed = ring().seal_cell(&place, b"frozen cell").unwrap();
    assert_eq!(sealed[..14], bytes(CLINICAL)[..14]);
    assert_eq!(sealed.len(), bytes(CLINICAL).len());
}

#[test]
fn a_journal_entry_and_a_run_block() {
    assert_eq!(ring().open_journal(5, &bytes(JOURNAL)).unwrap().as_slice(), b"frozen entry");
    let place = RunBlock { class: Class::Demographics, run: 4, block: 6 };
    assert_eq!(ring().run_open(place, &bytes(RUN)).unwrap().as_slice(), b"frozen block");
}

#[test]
fn keyed_hashes_and_derived_keys() {
    let lookup = ring().lookup_hash(Class::Financial, 3, b"PCN-1").unwrap();
    assert_eq!(lookup.to_vec(), bytes("8ff8316c43934cdf16aefa5dff8050f5616e172a6b8aca2b7c57d397aa173673"));
    let fingerprint = ring().fingerprint_key().unwrap();
    assert_eq!(fingerprint.bytes().to_vec(), bytes("df4775d5d55752f8c76ec424f1acb8531c18a7311921f85c7738fca4dfe24603"));
    let (kek, check) = key_of(&practice(), 5, &Key::from_slice(&[0xab; 32]).unwrap());
    assert_eq!(kek.bytes().to_vec(), bytes("225150c14dee54acd9312a198ae5232e5e2e7ab5af0eb243e9fc38f09db2e732"));
    assert_eq!(check.to_vec(), bytes("125de8c2b543e9d73a9c81c25cebc3c7"));
    let mark = KeyMark::of(&practice(), KeyId { epoch: 1, what: 3 }, &key_bytes(3));
    assert_eq!(mark.check.to_vec(), bytes("31cf40a6bf5dcdefae8103e25e31aed2"));
}
