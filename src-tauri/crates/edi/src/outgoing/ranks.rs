//! The order of segments within the loops of X222A1.
//!
//! One table for each kind of loop: a segment's rank is the row of its id with its qualifier (element 01), else the row
//! of its id without qualifiers, else the end. Segments that the domain has typed and those it kept merge by it.

/// Rows of segment id and qualifiers; no qualifiers stands for all others.
pub(super) type Order = &'static [(&'static str, &'static [&'static str])];

/// 2010, 2310, 2330, 2420: a party with what belongs to it.
pub(super) const PARTY: Order = &[
    ("NM1", &[]),
    ("PRV", &[]),
    ("N3", &[]),
    ("N4", &[]),
    ("DMG", &[]),
    ("DTP", &[]),
    ("REF", &["2U", "EI", "FY", "NF"]),
    ("REF", &["SY"]),
    ("REF", &["Y4"]),
    ("REF", &["0B", "1G", "G2", "LU"]),
    ("REF", &["G1"]),
    ("REF", &["9F"]),
    ("REF", &["T4"]),
    ("REF", &["F8"]),
    ("REF", &[]),
    ("PER", &[]),
];

/// 2010AC: the payer's secondary id stands before its tax id.
pub(super) const PAY_TO_PLAN: Order = &[
    ("NM1", &[]),
    ("PRV", &[]),
    ("N3", &[]),
    ("N4", &[]),
    ("REF", &["2U", "FY", "NF"]),
    ("REF", &["EI"]),
    ("REF", &[]),
];

/// 2000A, 2000B, 2000C before their first party.
pub(super) const LEVEL: Order = &[("HL", &[]), ("PRV", &[]), ("SBR", &[]), ("PAT", &[]), ("CUR", &[])];

/// 2300.
pub(super) const CLAIM: Order = &[
    ("CLM", &[]),
    ("DTP", &["431"]),
    ("DTP", &["454"]),
    ("DTP", &["304"]),
    ("DTP", &["453"]),
    ("DTP", &["439"]),
    ("DTP", &["484"]),
    ("DTP", &["455"]),
    ("DTP", &["471"]),
    ("DTP", &["314", "360", "361"]),
    ("DTP", &["297"]),
    ("DTP", &["296"]),
    ("DTP", &["435"]),
    ("DTP", &["096"]),
    ("DTP", &["090", "091"]),
    ("DTP", &["444"]),
    ("DTP", &["050"]),
    ("DTP", &[]),
    ("PWK", &[]),
    ("CN1", &[]),
    ("AMT", &["F5"]),
    ("AMT", &[]),
    ("REF", &["4N"]),
    ("REF", &["F5"]),
    ("REF", &["EW"]),
    ("REF", &["9F"]),
    ("REF", &["G1"]),
    ("REF", &["F8"]),
    ("REF", &["X4"]),
    ("REF", &["9A"]),
    ("REF", &["9C"]),
    ("REF", &["LX"]),
    ("REF", &["D9"]),
    ("REF", &["EA"]),
    ("REF", &["P4"]),
    ("REF", &["1J"]),
    ("REF", &[]),
    ("K3", &[]),
    ("NTE", &[]),
    ("CR1", &[]),
    ("CR2", &[]),
    ("CRC", &["07"]),
    ("CRC", &["E1", "E2", "E3"]),
    ("CRC", &["75"]),
    ("CRC", &["ZZ"]),
    ("CRC", &[]),
    ("HI", &["ABK", "ABF", "BK", "BF"]),
    ("HI", &["BP", "BO"]),
    ("HI", &["BG"]),
    ("HI", &[]),
    ("HCP", &[]),
];

/// 2320.
pub(super) const OTHER_PAYER: Order = &[
    ("SBR", &[]),
    ("CAS", &[]),
    ("AMT", &["D"]),
    ("AMT", &["A8"]),
    ("AMT", &["EAF"]),
    ("AMT", &[]),
    ("OI", &[]),
    ("MOA", &[]),
];

/// 2400.
pub(super) const LINE: Order = &[
    ("LX", &[]),
    ("SV1", &[]),
    ("SV5", &[]),
    ("PWK", &[]),
    ("PWK", &["CT"]),
    ("CR1", &[]),
    ("CR3", &[]),
    ("CRC", &["07"]),
    ("CRC", &["70"]),
    ("CRC", &["09"]),
    ("CRC", &[]),
    ("DTP", &["472"]),
    ("DTP", &["471"]),
    ("DTP", &["607"]),
    ("DTP", &["463"]),
    ("DTP", &["461"]),
    ("DTP", &["304"]),
    ("DTP", &["738", "739"]),
    ("DTP", &["011"]),
    ("DTP", &["455"]),
    ("DTP", &["454"]),
    ("DTP", &[]),
    ("QTY", &["PT"]),
    ("QTY", &["FL"]),
    ("QTY", &[]),
    ("MEA", &[]),
    ("CN1", &[]),
    ("REF", &["9B"]),
    ("REF", &["9D"]),
    ("REF", &["G1"]),
    ("REF", &["6R"]),
    ("REF", &["EW"]),
    ("REF", &["X4"]),
    ("REF", &["F4"]),
    ("REF", &["BT"]),
    ("REF", &["9F"]),
    ("REF", &[]),
    ("AMT", &["T"]),
    ("AMT", &["F4"]),
    ("AMT", &[]),
    ("K3", &[]),
    ("NTE", &["ADD", "DCP"]),
    ("NTE", &["TPO"]),
    ("NTE", &[]),
    ("PS1", &[]),
    ("HCP", &[]),
];

/// 2410.
pub(super) const DRUG: Order = &[("LIN", &[]), ("CTP", &[]), ("REF", &[])];

/// 2430.
pub(super) const ADJUDICATION: Order = &[("SVD", &[]), ("CAS", &[]), ("DTP", &[]), ("AMT", &[])];

/// Segments that stand as they came.
pub(super) const AS_IT_CAME: Order = &[];

/// The place of a segment in its loop.
pub(super) fn rank(order: Order, id: &str, qualifier: &str) -> usize {
    let exact = order.iter().position(|(row, qualifiers)| *row == id && qualifiers.contains(&qualifier));
    let any = || order.iter().position(|(row, qualifiers)| *row == id && qualifiers.is_empty());
    exact.or_else(any).unwrap_or(order.len())
}
