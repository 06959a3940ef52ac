//! `completions` and `manual`, made from the grammar.

use crate::exit::Exit;
use crate::files;
use crate::grammar::Cli;
use crate::session::Context;
use billing::Result;
use clap::CommandFactory;
use clap_complete::Shell;
use std::path::Path;

/// Writes a shell's completions.
///
/// # Errors
/// `io` where stdout cannot be written.
pub fn completions(shell: Shell, context: &Context) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "claimkeep", &mut script);
    context.output.text(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// Writes one page for each command.
///
/// # Errors
/// `disk_full`, `read_only`, `io`.
pub fn manual(out: &Path, context: &Context) -> Result<Exit> {
    let write = || -> std::io::Result<()> {
        std::fs::create_dir_all(out)?;
        clap_mangen::generate_to(Cli::command().disable_help_subcommand(true), out)
    };
    write().map_err(|error| files::refused("writing", out, &error))?;
    context.output.remark(&format!("the pages are in {}", files::shown(out)));
    Ok(Exit::Done)
}
