//! `cargo xtask test`: every check of the project as a named step, all of them run, all of them reported.

use crate::run::{cargo, find, run};
use crate::setup::{Purpose, Tool, cargo_tool, packages};
use crate::{acceptance, codegen, e2e, project, tidy, ui};
use anyhow::{Result, bail};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

/// A named check.
struct Step {
    name: String,
    body: Box<dyn Fn() -> Result<()>>,
}

/// How a step went.
struct Outcome {
    name: String,
    took: Duration,
    error: Option<String>,
}

/// What the command line asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Selection {
    only: Vec<String>,
    skip: Vec<String>,
    list: bool,
}

/// The command `test`.
///
/// # Errors
/// When a step failed, or the selection names none.
pub fn test(arguments: &[String]) -> Result<()> {
    let selection = Selection::parse(arguments)?;
    let all = steps();
    selection.check(&all)?;
    let chosen: Vec<Step> = all.into_iter().filter(|step| selection.takes(&step.name)).collect();
    if selection.list {
        chosen.iter().for_each(|step| println!("{}", step.name));
        return Ok(());
    }
    if acceptance::folder().is_none() {
        println!("shared/acceptance is not beside this checkout: the acceptance scripts are left out");
    }
    let outcomes: Vec<Outcome> = chosen.into_iter().map(perform).collect();
    summary(&outcomes)
}

impl Selection {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut selection = Self::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let (flag, given) = match argument.split_once('=') {
                Some((flag, value)) => (flag, Some(value.to_owned())),
                None => (argument.as_str(), None),
            };
            let names = match flag {
                "--list" => {
                    selection.list = true;
                    continue;
                }
                "--only" => &mut selection.only,
                "--skip" => &mut selection.skip,
                other => bail!("test takes --only, --skip and --list, not `{other}`"),
            };
            let Some(value) = given.or_else(|| rest.next().cloned()) else { bail!("{flag} needs the name of a step") };
            names.extend(value.split(',').map(str::to_owned));
        }
        Ok(selection)
    }

    fn takes(&self, name: &str) -> bool {
        let named = |names: &[String]| names.iter().any(|wanted| wanted == name);
        (self.only.is_empty() || named(&self.only)) && !named(&self.skip)
    }

    /// A misspelt name would silently check less.
    fn check(&self, steps: &[Step]) -> Result<()> {
        for name in self.only.iter().chain(&self.skip) {
            if !steps.iter().any(|step| step.name == *name) {
                let known: Vec<&str> = steps.iter().map(|step| step.name.as_str()).collect();
                bail!("no step `{name}`; there are: {}", known.join(" "));
            }
        }
        Ok(())
    }
}

fn perform(step: Step) -> Outcome {
    println!("\n== {}", step.name);
    let begun = Instant::now();
    let error = (step.body)().err().map(|error| format!("{error:#}"));
    let took = begun.elapsed();
    match &error {
        None => println!("-- {} passed in {:.1} s", step.name, took.as_secs_f64()),
        Some(error) => println!("-- {} FAILED in {:.1} s: {error}", step.name, took.as_secs_f64()),
    }
    Outcome { name: step.name, took, error }
}

fn summary(outcomes: &[Outcome]) -> Result<()> {
    println!("\n== summary");
    for outcome in outcomes {
        let word = if outcome.error.is_none() { "passed" } else { "FAILED" };
        let why = outcome.error.as_deref().and_then(|error| error.lines().next()).unwrap_or_default();
        println!("{:<18} {word} {:>8.1} s  {why}", outcome.name, outcome.took.as_secs_f64());
    }
    let total: f64 = outcomes.iter().map(|outcome| outcome.took.as_secs_f64()).sum();
    println!("{:<18}        {total:>8.1} s", "total");
    let failed = outcomes.iter().filter(|outcome| outcome.error.is_some()).count();
    println!("{} passed, {failed} failed", outcomes.len() - failed);
    if failed > 0 {
        std::process::exit(1);
    }
    if outcomes.is_empty() {
        bail!("no step was chosen, so nothing was checked");
    }
    Ok(())
}

/// Every step whose subject exists, in the order of running: what is quick and what others stand on comes first.
fn steps() -> Vec<Step> {
    let mut steps = Vec::new();
    let mut add = |name: &str, body: Box<dyn Fn() -> Result<()>>| steps.push(Step { name: name.to_owned(), body });
    add("fmt", Box::new(|| cargo().args(["fmt", "--all", "--check"]).done()));
    add("tidy", Box::new(|| tidy::tidy(&[])));
    add("deny", Box::new(deny));
    if let Some(folder) = ui::folder() {
        // The tests look at the built script's size: the build comes before them.
        for (step, script) in [("ui-check", "check"), ("ui-lint", "lint"), ("ui-build", "build"), ("ui-test", "test")] {
            if ui::has_script(&folder, script) {
                let folder = folder.clone();
                add(step, Box::new(move || ui::script(&folder, script)));
            }
        }
    }
    add("clippy", Box::new(clippy));
    add("rust-tests", Box::new(rust_tests));
    add("doc-tests", Box::new(doc_tests));
    if codegen::owner().is_some() {
        add("codegen", Box::new(codegen::drift));
    }
    add("build", Box::new(|| build("ci")));
    if acceptance::folder().is_some() {
        for script in acceptance::SCRIPTS {
            add(script.step, Box::new(move || acceptance::judge(script)));
        }
    }
    if let Some(harness) = e2e::harness() {
        add("e2e", Box::new(move || e2e::test(&harness)));
    }
    steps
}

/// What compiling the whole workspace needs: the shell wants system libraries and the built screens.
fn ready() -> Result<()> {
    if project::shell_package().is_some() {
        packages(&[Purpose::Build])?;
        ui::built()?;
    }
    Ok(())
}

fn clippy() -> Result<()> {
    ready()?;
    cargo().args(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]).done()
}

/// Unit, property and integration tests.
fn rust_tests() -> Result<()> {
    ready()?;
    if find("cargo-nextest").is_some() {
        cargo()
            .args([
                "nextest",
                "run",
                "--workspace",
                "--exclude",
                e2e::PACKAGE,
                "--no-fail-fast",
                "--status-level",
                "fail",
            ])
            .done()
    } else {
        cargo().args(["test", "--workspace", "--exclude", e2e::PACKAGE, "--all-targets", "--no-fail-fast"]).done()
    }
}

fn doc_tests() -> Result<()> {
    ready()?;
    cargo().args(["test", "--workspace", "--doc", "--no-fail-fast", "--quiet"]).done()
}

/// Builds the command line in a profile.
///
/// # Errors
/// When it does not compile.
pub fn build(profile: &str) -> Result<()> {
    cargo().args(["build", "--package", "cli", "--bin", "claimkeep", "--profile", profile]).done()
}

/// Licences, bans and sources always (warnings, such as a library in two versions, only when `cargo deny` is run by hand); known vulnerabilities where their database can be reached.
fn deny() -> Result<()> {
    let program = cargo_tool(Tool::Deny)?;
    let check = |what: &[&str]| run(&program).args(["--log-level", "error", "--workspace", "check"]).args(what).done();
    check(&["bans", "licenses", "sources"])?;
    if reachable("github.com:443") {
        check(&["advisories"])
    } else {
        println!("the advisory database cannot be reached from here: advisories were not checked");
        Ok(())
    }
}

fn reachable(host: &str) -> bool {
    let Ok(mut addresses) = host.to_socket_addrs() else { return false };
    addresses.next().is_some_and(|address| TcpStream::connect_timeout(&address, Duration::from_secs(3)).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Selection> {
        Selection::parse(&arguments.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_selection_takes_only_what_it_names() {
        let selection = parse(&["--only", "fmt,tidy", "--skip=tidy"]).unwrap();
        assert!(selection.takes("fmt"));
        assert!(!selection.takes("tidy"));
        assert!(!selection.takes("clippy"));
    }

    #[test]
    fn a_misspelt_step_is_an_error() {
        let steps = [Step { name: "fmt".to_owned(), body: Box::new(|| Ok(())) }];
        assert!(parse(&["--only", "format"]).unwrap().check(&steps).is_err());
        assert!(parse(&["--only", "fmt"]).unwrap().check(&steps).is_ok());
    }

    #[test]
    fn a_flag_without_its_value_is_an_error() {
        assert!(parse(&["--only"]).is_err());
        assert!(parse(&["--fast"]).is_err());
    }

    #[test]
    fn a_failing_step_is_reported_with_its_reason() {
        let step = Step { name: "broken".to_owned(), body: Box::new(|| bail!("it is broken")) };
        assert_eq!(perform(step).error.as_deref(), Some("it is broken"));
    }
}
