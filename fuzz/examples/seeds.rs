//! Writes the seeds that are made by the program itself: `cargo run --release --example seeds`. The others in `seeds/` are
//! kept by hand.

use claimkeep_fuzz::PRACTICE;
use std::path::Path;
use vault::keys::{CellAddress, CellVersion};

fn put(target: &str, name: &str, bytes: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    std::fs::create_dir_all(&folder).expect("a folder can be made beside this file");
    std::fs::write(folder.join(name), bytes).expect("a seed can be written");
}

fn main() {
    let file = PRACTICE.file.bytes();
    put("vault_file", "two_people", file);
    put("vault_file", "without_its_sum", file.get(..file.len() - 32).unwrap_or_default());
    put("vault_file", "patch_of_the_roster", &[&[0, 200][..], b"\x00\x10patched"].concat());
    let at = CellAddress {
        collection: 1,
        record: 7,
        classes: values::Class::Demographics.into(),
        schema: 1,
        version: CellVersion { counter: 1, workstation: 1 },
    };
    let ring = &PRACTICE.supervisor;
    let sealed = ring.seal_cell(&at, b"a name").expect("the supervisor seals");
    let dropped = ring.drop_cell(&at, b"a name").expect("anybody drops");
    let place = |mode: u8| {
        [mode, 1, 3, 0, values::ClassSet::from(values::Class::Demographics).bits(), 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 8]
    };
    put("cell", "sealed_elsewhere", &[&place(0)[..], &sealed].concat());
    put("cell", "dropped_elsewhere", &[&place(0)[..], &dropped].concat());
    put("cell", "seal_then_flip", &[&place(1)[..], b"a name"].concat());
    put("cell", "drop_then_flip", &[&place(3)[..], b"a name"].concat());
    let script = |steps: &[(u8, &[u8])]| {
        let mut out = vec![1];
        for (what, body) in steps {
            out.extend_from_slice(&[*what, 0]);
            out.extend_from_slice(&u16::try_from(body.len()).unwrap_or(0).to_be_bytes());
            out.extend_from_slice(body);
        }
        out
    };
    put("frame", "two_commits", &script(&[(0, b"cells"), (2, b"entry"), (0, b"more"), (0, b"cells"), (4, b"entry")]));
    put("frame", "unclosed", &script(&[(2, b"entry"), (0, b"cells")]));
    put("frame", "torn", &script(&[(2, b"entry"), (5, &[0; 40]), (2, b"entry")]));
    put("frame", "flipped", &script(&[(0, b"cells"), (2, b"entry"), (7, b"x"), (2, b"entry")]));
    put("frame", "foreign_bytes", &script(&[(2, b"entry"), (6, b"CKj1 and no frame")]));
}
