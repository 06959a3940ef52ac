//! The table of results: printed at the end of each benchmark, and kept in `bench/RESULTS.md`.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// One line of a table.
pub struct Row {
    /// What was measured.
    pub what: String,
    /// The figure with its unit.
    pub figure: String,
    /// The bar that it must pass, and whether it does; `None` for a figure that only informs.
    pub bar: Option<(String, bool)>,
}

impl Row {
    /// A figure that only informs.
    pub fn told(what: impl Into<String>, figure: impl Into<String>) -> Row {
        Row { what: what.into(), figure: figure.into(), bar: None }
    }

    /// A figure with its bar.
    pub fn judged(what: impl Into<String>, figure: impl Into<String>, bar: impl Into<String>, met: bool) -> Row {
        Row { what: what.into(), figure: figure.into(), bar: Some((bar.into(), met)) }
    }
}

/// Whether the words on the command line ask for this benchmark; none ask for all.
#[must_use]
pub fn is_asked(name: &str) -> bool {
    let mut words = std::env::args().skip(1).filter(|word| !word.starts_with('-')).peekable();
    words.peek().is_none() || words.any(|word| name.contains(&word))
}

/// Prints a section and puts it in the place of its older self in `RESULTS.md`.
///
/// # Panics
/// When the file cannot be written.
pub fn publish(title: &str, rows: &[Row]) {
    let mut section = format!("## {title}\n\n| measured | figure | bar |\n|---|---|---|\n");
    for Row { what, figure, bar } in rows {
        let bar = match bar {
            None => String::new(),
            Some((bar, true)) => format!("{bar}: met"),
            Some((bar, false)) => format!("{bar}: **missed**"),
        };
        section.push_str(&format!("| {what} | {figure} | {bar} |\n"));
    }
    println!("\n{section}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("RESULTS.md");
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    let mut sections: Vec<(String, String)> = old
        .split("\n## ")
        .skip(1)
        .filter_map(|text| Some((text.split_once('\n')?.0.to_owned(), format!("## {}\n", text.trim_end()))))
        .filter(|(known, _)| known != title)
        .collect();
    sections.push((title.to_owned(), section));
    sections.sort();
    let head = format!(
        "# Results\n\nWritten by `cargo xtask bench`. Peers ran in the same run on the same bytes; compare ratios, not \
         machines. Machine: {}.\n",
        machine()
    );
    let body: Vec<&str> = sections.iter().map(|(_, text)| text.as_str()).collect();
    std::fs::write(&path, format!("{head}\n{}", body.join("\n"))).expect("RESULTS.md can be written");
}

/// Processor, cores and memory, without name or date.
fn machine() -> String {
    let field = |file: &str, name: &str| {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        text.lines()
            .find(|line| line.starts_with(name))
            .and_then(|line| Some(line.split_once(':')?.1.trim().to_owned()))
    };
    let processor = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = field("/proc/meminfo", "MemTotal").and_then(|kib| kib.split(' ').next()?.parse::<u64>().ok());
    let memory = memory.map_or_else(String::new, |kib| format!(", {} GiB", kib.div_ceil(1 << 20)));
    format!("{processor}, {cores} cores{memory}, {}", std::env::consts::OS)
}

/// The samples that criterion kept of one benchmark.
#[derive(Debug, Clone, Copy)]
pub struct Sampled {
    /// Median, in nanoseconds.
    pub median: f64,
    /// The fastest sample: what is left when nothing else runs on the machine.
    pub fastest: f64,
}

/// Criterion's folder for this run.
#[must_use]
pub fn criterion_folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target")).join("criterion")
}

/// Reads what criterion measured of `group/name` since `since`; `None` when it was filtered out.
#[must_use]
pub fn sampled(group: &str, name: &str, since: SystemTime) -> Option<Sampled> {
    let path = criterion_folder().join(group).join(name).join("new").join("sample.json");
    if std::fs::metadata(&path).and_then(|meta| meta.modified()).ok()? < since {
        return None;
    }
    let sample: serde_json::Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    let list = |key: &str| Some(sample.get(key)?.as_array()?.iter().filter_map(serde_json::Value::as_f64).collect());
    let (times, rounds): (Vec<f64>, Vec<f64>) = (list("times")?, list("iters")?);
    let mut each: Vec<f64> = times.iter().zip(&rounds).map(|(time, rounds)| time / rounds).collect();
    each.sort_by(f64::total_cmp);
    Some(Sampled { median: *each.get(each.len() / 2)?, fastest: *each.first()? })
}

/// Nanoseconds as milliseconds.
#[must_use]
pub fn ms(nanoseconds: f64) -> String {
    format!("{:.2} ms", nanoseconds / 1e6)
}
