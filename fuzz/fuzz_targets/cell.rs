//! Sealed cells, journal entries and search blocks from a hostile disk: opened only where and as they were sealed.
#![no_main]

use claimkeep_fuzz::PRACTICE;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use values::ClassSet;
use vault::keys::{CellAddress, CellOutcome, CellVersion, RunBlock, cell_header};

fuzz_target!(
    // Stretching passphrases is no input's time.
    init: {
        LazyLock::force(&PRACTICE);
    },
    |bytes: &[u8]| {
        let Some((head, rest)) = bytes.split_first_chunk::<16>() else { return };
        let [mode, collection, flip_low, flip_high, classes, schema, counter, station, record @ ..] = *head;
        let record = u64::from_be_bytes(record);
        let ring = &PRACTICE.supervisor;
        if mode & 1 == 0 {
            let header = cell_header(rest);
            match ring.open_cell(collection, record, rest) {
                CellOutcome::Open(_) => panic!("opened what nobody sealed"),
                CellOutcome::Sealed(missing) => assert!(!missing.is_empty() && header.is_some()),
                CellOutcome::Damaged => {}
            }
            assert!(ring.open_journal(record, rest).is_none());
            for class in values::Class::ALL {
                assert!(ring.run_open(RunBlock { class, run: schema, block: record }, rest).is_none());
            }
            let _ = PRACTICE.administrator.open_cell(collection, record, rest);
            return;
        }
        let Some(classes) = ClassSet::from_bits(classes).filter(|classes| !classes.is_empty()) else { return };
        let version = CellVersion { counter: u32::from(counter), workstation: u16::from(station) };
        let at = CellAddress { collection, record, classes, schema: u16::from(schema), version };
        let sealed = if mode & 2 == 0 { ring.seal_cell(&at, rest) } else { ring.drop_cell(&at, rest) };
        let Ok(mut sealed) = sealed else { return };
        match ring.open_cell(collection, record, &sealed) {
            CellOutcome::Open(plain) => assert_eq!(plain.as_slice(), rest, "another plaintext"),
            CellOutcome::Sealed(_) | CellOutcome::Damaged => panic!("a cell that was just sealed does not open"),
        }
        assert!(!matches!(ring.open_cell(collection, record ^ 1, &sealed), CellOutcome::Open(_)), "opened elsewhere");
        let bit = usize::from(u16::from_be_bytes([flip_high, flip_low])) % (sealed.len() * 8);
        sealed[bit / 8] ^= 1 << (bit % 8);
        assert!(
            !matches!(ring.open_cell(collection, record, &sealed), CellOutcome::Open(_)),
            "opened though it was changed"
        );
    }
);
