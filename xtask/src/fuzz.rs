//! Fuzzing with libFuzzer on stable Rust. The targets are the `[[bin]]` entries of `fuzz/Cargo.toml`: the one list.

use crate::project::root;
use crate::run::run;
use crate::setup::{Tool, cargo_tool};
use anyhow::{Context, Result, bail};

/// The command `fuzz`: every target, or the named ones, for some seconds each.
///
/// # Errors
/// When a target does not build, or finds a crash.
pub fn fuzz(arguments: &[String]) -> Result<()> {
    let known = targets(&std::fs::read_to_string(root().join("fuzz").join("Cargo.toml"))?)?;
    let (seconds, mut chosen) = parse(arguments)?;
    if let Some(stranger) = chosen.iter().find(|name| !known.contains(name)) {
        bail!("no fuzz target `{stranger}`; there are: {}", known.join(" "));
    }
    if chosen.is_empty() {
        chosen = known;
    }
    let program = cargo_tool(Tool::Fuzz)?;
    let mut crashed = Vec::new();
    for target in &chosen {
        println!("\n== {target}: {seconds} s");
        let limits = [format!("-max_total_time={seconds}"), "-timeout=10".into(), "-rss_limit_mb=2048".into()];
        // Coverage and sanitizer flags are nightly's; this lets the stable compiler take them, here only.
        let fuzzing = run(&program)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", root().join("fuzz").join("target"))
            .args(["fuzz", "run", target, "--"]);
        if let Err(error) = fuzzing.args(limits).args(["-print_final_stats=1"]).done() {
            println!("{error:#}");
            crashed.push(target.as_str());
        }
    }
    if !crashed.is_empty() {
        bail!("failed: {}; inputs that crash are kept in fuzz/artifacts", crashed.join(" "));
    }
    println!("{} passed, 0 failed", chosen.len());
    Ok(())
}

/// The names of the targets in the fuzz manifest.
fn targets(manifest: &str) -> Result<Vec<String>> {
    let manifest: toml::Table = manifest.parse()?;
    let bins = manifest.get("bin").and_then(toml::Value::as_array).context("fuzz/Cargo.toml names no targets")?;
    Ok(bins.iter().filter_map(|bin| Some(bin.get("name")?.as_str()?.to_owned())).collect())
}

fn parse(arguments: &[String]) -> Result<(u32, Vec<String>)> {
    let mut seconds = 60;
    let mut chosen = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--seconds" => seconds = rest.next().context("--seconds needs a number")?.parse()?,
            flag if flag.starts_with('-') => bail!("fuzz takes --seconds N and names of targets, not `{flag}`"),
            name => chosen.push(name.to_owned()),
        }
    }
    Ok((seconds, chosen))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_the_binaries_of_the_manifest() {
        let manifest = "[[bin]]\nname = \"a\"\n[[bin]]\nname = \"b\"\n";
        assert_eq!(targets(manifest).unwrap(), ["a", "b"]);
        assert!(targets("[package]\nname = \"fuzz\"\n").is_err());
    }

    #[test]
    fn seconds_and_names_are_read() {
        let words = ["--seconds", "5", "x12_parse"].map(str::to_owned);
        assert_eq!(parse(&words).unwrap(), (5, vec!["x12_parse".to_owned()]));
        assert!(parse(&["--fast".to_owned()]).is_err());
    }
}
