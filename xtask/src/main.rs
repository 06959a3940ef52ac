//! The project's chores in one program: `cargo xtask help` lists them.
//!
//! Nothing here ships. Each chore brings what it needs (Debian packages, cargo tools) when that is missing, so a
//! fresh machine with rustup's stable Rust is enough.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

mod acceptance;
mod bench;
mod codegen;
mod demo;
mod dist;
mod e2e;
mod fuzz;
mod headless;
mod icons;
mod perf;
mod project;
mod run;
mod setup;
mod steps;
mod tidy;
mod ui;

use anyhow::{Result, bail};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  demo [--headless]            build the program and open it on a synthetic practice; without a display, run
                               the same job on the command line and leave screenshots
  test [--only A,B] [--skip A,B] [--list]
                               every check of the project, each a named step; what CI runs
  tidy                         the house rules that a program can check
  codegen                      write the TypeScript that mirrors the Rust types
  packs FOLDER                 build the shipped code packs from the official files in a folder
  icons                        render icons/icon.svg into every size the bundles want
  dist                         release builds: the .deb, the command line, completions, checksums
  bench [NAME...]              benchmarks (bench/, a workspace of its own)
  perf [PATIENTS]              the window's speed on a practice of 100,000 patients, in the real webview
  fuzz [--seconds N] [TARGET...]
                               fuzz targets (fuzz/, a workspace of its own), 60 seconds each unless told
  setup [build|test|ui|icons|tools]
                               only bring what is missing on this machine
  help                         this text";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    match command {
        "demo" => demo::demo(rest),
        "test" => steps::test(rest),
        "tidy" => tidy::tidy(rest),
        "codegen" => codegen::codegen(rest),
        "packs" => packs(rest),
        "icons" => icons::icons(rest),
        "dist" => dist::dist(rest),
        "bench" => bench::bench(rest),
        "perf" => perf::perf(rest),
        "fuzz" => fuzz::fuzz(rest),
        "setup" => setup::setup(rest),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("no command `{other}`; `cargo xtask help` lists them"),
    }
}

/// Builds the shipped code packs from a folder of official files.
fn packs(arguments: &[String]) -> Result<()> {
    run::cargo()
        .args(["run", "--quiet", "--release", "-p", "codes", "--example", "build_packs", "--"])
        .args(arguments)
        .done()
}
