//! Cells, journal entries, runs and documents: only the right place and the right key open them.

use super::*;
use proptest::prelude::*;

#[test]
fn every_bit_of_a_cell_counts() {
    let ring = &founders().supervisor;
    let place = at(4, 1 << 40, Class::Financial);
    for cell in [ring.seal_cell(&place, b"plain").unwrap(), ring.drop_cell(&place, b"plain").unwrap()] {
        assert!(matches!(ring.open_cell(4, 1 << 40, &cell), CellOutcome::Open(_)));
        for bit in 0..cell.len() * 8 {
            let mut bad = cell.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(matches!(ring.open_cell(4, 1 << 40, &bad), CellOutcome::Damaged), "bit {bit}");
        }
        for cut in 0..cell.len() {
            assert!(matches!(ring.open_cell(4, 1 << 40, &cell[..cut]), CellOutcome::Damaged), "cut {cut}");
        }
    }
}

#[test]
fn a_flipped_bit_never_opens_for_a_partial_holder_either() {
    let office = office();
    let place = at(4, 7, Class::Coverage);
    let cell = office.ring(Role::Supervisor).seal_cell(&place, b"plain").unwrap();
    for bit in 0..14 * 8 {
        let mut bad = cell.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        assert!(text(office.ring(Role::FrontDesk).open_cell(4, 7, &bad)).is_none(), "bit {bit}");
    }
}

#[test]
fn a_moved_cell_is_damaged() {
    let ring = &founders().supervisor;
    for cell in [ring.seal_cell(&at(4, 7, Class::Clinical), b"x"), ring.drop_cell(&at(4, 7, Class::Clinical), b"x")] {
        let cell = cell.unwrap();
        assert!(matches!(ring.open_cell(4, 8, &cell), CellOutcome::Damaged), "record");
        assert!(matches!(ring.open_cell(5, 7, &cell), CellOutcome::Damaged), "collection");
        let mut class = cell.clone();
        class[1] = ClassSet::one(Class::Financial).bits();
        assert!(matches!(ring.open_cell(4, 7, &class), CellOutcome::Damaged), "class");
        let other = office().ring(Role::Supervisor);
        assert!(matches!(other.open_cell(4, 7, &cell), CellOutcome::Damaged), "practice");
        let (mut version, mut epoch) = (cell.clone(), cell.clone());
        version[11] ^= 2;
        epoch[5] = 2;
        assert!(matches!(ring.open_cell(4, 7, &version), CellOutcome::Damaged), "version");
        assert!(matches!(ring.open_cell(4, 7, &epoch), CellOutcome::Damaged), "epoch");
    }
}

#[test]
fn bytes_that_mix_classes_need_them_all() {
    let office = office();
    let both = ClassSet::of(&[Class::Clinical, Class::Financial]);
    let cell = office.ring(Role::Biller).seal_cell(&at(9, 1, both), b"an 837").unwrap();
    assert_eq!(text(office.ring(Role::Supervisor).open_cell(9, 1, &cell)).as_deref(), Some("an 837"));
    for (role, class) in [(Role::Coder, Class::Financial), (Role::FrontDesk, Class::Clinical)] {
        let CellOutcome::Sealed(missing) = office.ring(role).open_cell(9, 1, &cell) else { panic!("{role}") };
        assert_eq!(missing, class.into());
        assert!(office.ring(role).seal_cell(&at(9, 1, both), b"").is_err());
    }
    let CellOutcome::Sealed(missing) = office.ring(Role::Auditor).open_cell(9, 1, &cell) else { panic!() };
    assert_eq!(missing, both);
    assert!(office.ring(Role::Supervisor).seal_cell(&at(9, 1, ClassSet::EMPTY), b"").is_err());
}

#[test]
fn whoever_lacks_a_class_can_drop_into_it_and_not_read_it_back() {
    let office = office();
    let (desk, coder) = (office.ring(Role::FrontDesk), office.ring(Role::Coder));
    let place = at(6, 3, Class::Clinical);
    let cell = desk.drop_cell(&place, b"a scan's notes").unwrap();
    assert!(cell_header(&cell).unwrap().dropped);
    assert!(matches!(desk.open_cell(6, 3, &cell), CellOutcome::Sealed(_)));
    assert_eq!(text(coder.open_cell(6, 3, &cell)).as_deref(), Some("a scan's notes"));
    // Real and dummy notes look alike.
    let dummy = desk.drop_cell(&place, b"").unwrap();
    assert_eq!(dummy.len(), cell.len());
    assert!(desk.drop_cell(&at(6, 3, ClassSet::of(&[Class::Clinical, Class::Coverage])), b"").is_err());
    let sensitive = coder.drop_cell(&at(6, 3, Class::Sensitive), b"note").unwrap();
    assert!(text(coder.open_cell(6, 3, &sensitive)).is_none());
    assert_eq!(text(office.ring(Role::Supervisor).open_cell(6, 3, &sensitive)).as_deref(), Some("note"));
}

#[test]
fn a_cell_costs_54_bytes_and_its_padding() {
    let ring = &founders().supervisor;
    for (plain, padded) in [(0, 128), (127, 128), (128, 256), (4_000, 4_096), (5_000, 8_192)] {
        assert_eq!(ring.seal_cell(&at(1, 1, Class::Coverage), &vec![7; plain]).unwrap().len(), 54 + padded);
    }
}

#[test]
fn headers_show_what_they_were_given() {
    let ring = &founders().supervisor;
    let version = CellVersion { counter: 0x0102_0304, workstation: 0x0506 };
    let place = CellAddress { schema: 0x0708, version, ..at(1, 2, Class::Identifiers) };
    let header = cell_header(&ring.seal_cell(&place, b"").unwrap()).unwrap();
    assert_eq!((header.classes, header.schema, header.version), (place.classes, 0x0708, version));
    assert_eq!((header.compartment, header.epoch, header.dropped), (0, 1, false));
}

#[test]
fn journal_entries_and_run_blocks_stay_in_their_place() {
    let ring = &founders().supervisor;
    let entry = ring.seal_journal(5, b"entry").unwrap();
    let place = RunBlock { class: Class::Demographics, run: 1, block: 2 };
    let block = ring.run_seal(place, b"rows").unwrap();
    assert_eq!(ring.run_open(place, &block).unwrap().as_slice(), b"rows");
    for moved in
        [RunBlock { class: Class::Coverage, ..place }, RunBlock { run: 2, ..place }, RunBlock { block: 3, ..place }]
    {
        assert!(ring.run_open(moved, &block).is_none());
    }
    for bit in 0..entry.len() * 8 {
        let mut bad = entry.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        assert!(ring.open_journal(5, &bad).is_none(), "bit {bit}");
    }
    for bit in 0..block.len() * 8 {
        let mut bad = block.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        assert!(ring.run_open(place, &bad).is_none(), "bit {bit}");
    }
    assert!(ring.open_journal(5, &block).is_none() && ring.run_open(place, &entry).is_none());
}

#[test]
fn lookups_differ_by_class_domain_and_practice() {
    let ring = &founders().supervisor;
    let hash = |class, domain, bytes: &[u8]| ring.lookup_hash(class, domain, bytes).unwrap();
    let one = hash(Class::Financial, 1, b"PCN-1");
    assert_eq!(one, hash(Class::Financial, 1, b"PCN-1"));
    assert_ne!(one, hash(Class::Financial, 2, b"PCN-1"));
    assert_ne!(one, hash(Class::Clinical, 1, b"PCN-1"));
    assert_ne!(one, hash(Class::Financial, 1, b"PCN-2"));
    assert_ne!(Some(one), office().ring(Role::Supervisor).lookup_hash(Class::Financial, 1, b"PCN-1"));
}

#[test]
fn documents_open_with_their_own_key_in_their_own_practice() {
    let ring = &founders().supervisor;
    let key = DocumentKey::random().unwrap();
    let plain = vec![42; 200_000];
    let mut sealed = Vec::new();
    let sizes = ring.seal_document(&key, &mut plain.as_slice(), &mut sealed).unwrap();
    assert_eq!((sizes.plain, sizes.sealed), (200_000, sealed.len() as u64));
    let again = DocumentKey::from_bytes(key.bytes()).unwrap();
    let open = |ring: &KeyRing, key: &DocumentKey, mut bytes: &[u8]| {
        let mut out = Vec::new();
        ring.open_document(key, &mut bytes, &mut out).map(|_| out)
    };
    assert_eq!(open(ring, &again, &sealed).unwrap(), plain);
    let damaged = |result| matches!(result, Err(KeyError::Damaged { what: "document" }));
    assert!(damaged(open(ring, &DocumentKey::random().unwrap(), &sealed)));
    assert!(damaged(open(office().ring(Role::Supervisor), &again, &sealed)));
    assert!(damaged(open(ring, &again, &sealed[..sealed.len() - 1])));
    assert!(DocumentKey::from_bytes(&[1; 31]).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_damaged_cells(bytes in proptest::collection::vec(any::<u8>(), 0..400), format in 0u8..4, classes in 0u8..130) {
        let ring = &founders().supervisor;
        let mut cell = vec![format, classes, 0, 0, 0, 1];
        cell.extend_from_slice(&bytes);
        prop_assert!(matches!(ring.open_cell(1, 1, &cell), CellOutcome::Damaged));
        prop_assert!(matches!(ring.open_cell(1, 1, &bytes), CellOutcome::Damaged));
        prop_assert!(ring.open_journal(1, &bytes).is_none());
        let place = RunBlock { class: Class::Coverage, run: 1, block: 1 };
        prop_assert!(ring.run_open(place, &bytes).is_none());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_sealed_opens(plain in proptest::collection::vec(any::<u8>(), 0..9_000), bits in 1u8..128, record: u64, collection: u8) {
        let ring = &founders().supervisor;
        let place = at(collection, record, ClassSet::from_bits(bits).unwrap());
        let cell = ring.seal_cell(&place, &plain).unwrap();
        let CellOutcome::Open(opened) = ring.open_cell(collection, record, &cell) else { panic!("did not open") };
        prop_assert_eq!(opened.as_slice(), plain.as_slice());
        let entry = ring.seal_journal(record, &plain).unwrap();
        let entry = ring.open_journal(record, &entry).unwrap();
        prop_assert_eq!(entry.as_slice(), plain.as_slice());
    }
}
