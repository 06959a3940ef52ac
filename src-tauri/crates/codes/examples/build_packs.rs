//! Builds the shipped code packs from a folder of official files:
//! `cargo run -p codes --example build_packs -- REFERENCE_FOLDER [OUT]` (or `cargo xtask packs REFERENCE_FOLDER`).

use anyhow::{Context, Result, ensure};
use codes::read::{self, CodeRow, Reading, SearchTerm};
use codes::{CodePackInput, PackLabel, Set, SmallRow, build_code_pack, build_small_pack, pack_sha256};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let reference = arguments.next().context("name the folder with the official files")?;
    let out = arguments.next().unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("packs"));
    build_packs(&reference, &out)
}

/// Builds every shipped pack from the reference folder into `out`, with `SHA256SUMS` beside them.
///
/// # Errors
/// If a file is missing, has bad rows, or `out` cannot be written.
fn build_packs(reference: &Path, out: &Path) -> Result<()> {
    let mut shelf = Shelf { reference, out, sums: Vec::new() };
    shelf.diagnoses()?;
    shelf.procedures()?;
    shelf.remittance_tables()?;
    shelf.claim_tables()?;
    shelf.sums.sort();
    let sums: String = shelf.sums.iter().map(|(file, sum)| format!("{sum}  {file}\n")).collect();
    fs::write(out.join("SHA256SUMS"), sums).context("SHA256SUMS cannot be written")
}

/// A label's version, first valid day, day of staleness, source.
type Label<'a> = (&'a str, &'a str, &'a str, &'a str);

struct Shelf<'a> {
    reference: &'a Path,
    out: &'a Path,
    sums: Vec<(String, String)>,
}

impl Shelf<'_> {
    fn diagnoses(&mut self) -> Result<()> {
        let order =
            |year: &str| self.rows(&format!("codesets/icd10cm/icd10cm-order-{year}.txt.gz"), read::read_icd_order);
        let (of_2025, of_2026) = (order("2025")?, order("2026-04")?);
        let list = self.rows("codesets/icd10cm/icd10cm-codes-2027.txt.gz", read::read_icd_codes)?;
        let of_2027 = read::with_headers(list, &of_2026);
        let (terms_2025, terms_2026) = (self.terms("2025-04")?, self.terms("2026-04")?);
        let source = "ICD-10-CM FY2025 (NCHS, CMS), order file";
        self.code_pack(Set::Icd10cm, ("2025", "2024-10-01", "2025-10-01", source), (&of_2025, &terms_2025))?;
        let source =
            "ICD-10-CM FY2026 with the April update (NCHS, CMS), order file; 659 long texts after the tabular list";
        self.code_pack(Set::Icd10cm, ("2026-04", "2025-10-01", "2026-10-01", source), (&of_2026, &terms_2026))?;
        let source = "ICD-10-CM FY2027 (NCHS, CMS), code list; headers and terms of FY2026";
        self.code_pack(Set::Icd10cm, ("2027", "2026-10-01", "2027-10-01", source), (&of_2027, &terms_2026))
    }

    fn procedures(&mut self) -> Result<()> {
        let of_2024 = self.rows("codesets/hcpcs/hcpcs-2024-07.csv.gz", read::read_hcpcs_csv)?;
        let source = "HCPCS level II, July 2024 (CMS)";
        self.code_pack(Set::Hcpcs, ("2024-07", "2024-07-01", "2025-01-01", source), (&of_2024, &[]))?;
        // The list of 2026 has codes only: texts and dates of 2024 stay, new codes have none.
        let listed = self.rows("codesets/hcpcs/hcpcs-codes-2026-07.txt.gz", read::read_hcpcs_codes)?;
        let known: HashSet<&str> = of_2024.iter().map(|row| row.code.as_str()).collect();
        let names: HashSet<&str> = listed.iter().map(|row| row.code.as_str()).collect();
        let mut of_2026: Vec<CodeRow> =
            of_2024.iter().filter(|row| names.contains(row.code.as_str())).cloned().collect();
        of_2026.extend(listed.iter().filter(|row| !known.contains(row.code.as_str())).cloned());
        let source = "HCPCS level II, July 2026 (CMS), codes only; texts and dates of July 2024";
        self.code_pack(Set::Hcpcs, ("2026-07", "2026-07-01", "2027-01-01", source), (&of_2026, &[]))
    }

    fn remittance_tables(&mut self) -> Result<()> {
        let source = "code list of X12 as of 2026-03-10; labels and remedies of our own";
        self.table("carc.csv", read::read_carc, ("2026-03", "2003-10-16", "2027-03-10", source))?;
        let source = "common remark codes; labels and remedies of our own";
        self.table("rarc.csv", read::read_rarc, ("2026-03", "2003-10-16", "2027-03-10", source))?;
        let source = "ASC X12 005010X221; labels of our own";
        self.table("clp_status.csv", read::read_clp_statuses, ("5010", "2012-01-01", "9999-12-31", source))?;
        self.table("group_codes.csv", read::read_group_codes, ("5010", "2012-01-01", "9999-12-31", source))
    }

    fn claim_tables(&mut self) -> Result<()> {
        let source = "CMS place of service, names and Medicare rate as of 2023-09";
        let label = ("2023-09", "2012-01-01", "2027-01-01", source);
        self.table("place_of_service.csv", read::read_places_of_service, label)?;
        let source = "common HCPCS modifiers and CPT modifier numbers; labels of our own";
        self.table("modifiers.csv", read::read_modifiers, ("2026", "2012-01-01", "2027-01-01", source))?;
        let source = "common codes of NUCC taxonomy 24.0; labels of our own";
        self.table("taxonomy_top.csv", read::read_taxonomy, ("24.0", "2012-01-01", "2027-01-01", source))?;
        let source = "ASC X12 005010; labels of our own";
        let label = ("5010", "2012-01-01", "9999-12-31", source);
        self.table("claim_filing_indicator.csv", read::read_claim_filing_indicators, label)?;
        self.table("claim_status_category.csv", read::read_claim_status_categories, label)?;
        self.table("frequency_codes.csv", read::read_claim_frequencies, label)
    }

    fn terms(&self, version: &str) -> Result<Vec<SearchTerm>> {
        self.rows(&format!("codesets/icd10cm/icd10cm-tabular-{version}.xml.gz"), read::read_search_terms)
    }

    /// The rows of a file without a bad one.
    fn rows<T>(&self, file: &str, reader: impl Fn(&[u8]) -> Reading<T>) -> Result<Vec<T>> {
        let bytes = fs::read(self.reference.join(file)).with_context(|| format!("{file} cannot be read"))?;
        let content = read::unzipped(&bytes).with_context(|| format!("{file} is a damaged gzip file"))?;
        let reading = reader(&content);
        let bad = reading.findings.first();
        ensure!(bad.is_none(), "{file} has {} bad rows, the first: {bad:?}", reading.findings.len());
        Ok(reading.rows)
    }

    fn code_pack(&mut self, set: Set, label: Label<'_>, content: (&[CodeRow], &[SearchTerm])) -> Result<()> {
        let (rows, terms) = content;
        let pack = build_code_pack(&pack_label(label)?, &CodePackInput { set, rows, terms })?;
        self.write(set, label, &pack)
    }

    fn table<T: SmallRow>(&mut self, file: &str, reader: fn(&[u8]) -> Reading<T>, label: Label<'_>) -> Result<()> {
        let rows = self.rows(file, reader)?;
        self.write(T::SET, label, &build_small_pack(&pack_label(label)?, rows)?)
    }

    fn write(&mut self, set: Set, (version, ..): Label<'_>, pack: &[u8]) -> Result<()> {
        let name = format!("{set}-{version}.pack");
        fs::write(self.out.join(&name), pack).with_context(|| format!("{name} cannot be written"))?;
        self.sums.push((name, pack_sha256(pack)));
        Ok(())
    }
}

fn pack_label((version, valid_from, stale_on, source): Label<'_>) -> Result<PackLabel> {
    Ok(PackLabel {
        version: version.to_owned(),
        valid_from: valid_from.parse().context("a first valid day")?,
        stale_on: stale_on.parse().context("a day of staleness")?,
        source: source.to_owned(),
    })
}
