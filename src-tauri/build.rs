//! Prepares what `tauri::generate_context!` embeds: the pages of `ui/dist` and the permissions of the commands.
// A build script talks to cargo on its standard output.
#![allow(clippy::print_stdout)]

use std::path::Path;

/// The table of commands of the desk page; those of the gate are its two.
const TABLE: &str = include_str!("crates/wire/src/table.rs");
const KINDS: [&str; 4] = ["desk ", "aside ", "dialog ", "shell "];
const GATE: [&str; 2] = ["describe_gate", "unlock"];
const SETUP: [&str; 9] = [
    "describe_setup",
    "check_setup",
    "begin_practice",
    "confirm_practice",
    "abandon_practice",
    "make_demo",
    "describe_demo",
    "cancel_demo",
    "choose_practice",
];
/// `wire::RAW_COMMANDS`: those of the desk page that take bytes.
const RAW: [&str; 1] = ["entrust_secret"];

const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\"><title>Claimkeep</title>\n\
    <p>The pages are not built. Run <code>npm ci && npm run build</code> in <code>ui</code>, then build again.</p></html>\n";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pages = Path::new("../ui/dist");
    println!("cargo:rerun-if-changed={}", pages.display());
    keep_pages(pages)?;
    println!("cargo:rerun-if-changed=crates/wire/src/table.rs");
    let manifest = tauri_build::AppManifest::new().commands(commands());
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}

/// The commands of both pages: the gate's, and every line of the table that begins with a kind. A test compares the
/// capabilities, which name each, with the table itself.
fn commands() -> &'static [&'static str] {
    let named = TABLE.lines().filter_map(|line| {
        let call = KINDS.iter().find_map(|kind| line.trim().strip_prefix(kind))?;
        call.split_once('(').map(|(name, _)| name)
    });
    Vec::leak(GATE.into_iter().chain(SETUP).chain(RAW).chain(named).collect())
}

/// A clean clone has no `ui/dist` (npm makes it): a page that says so stands in, so that cargo can check and test.
fn keep_pages(pages: &Path) -> std::io::Result<()> {
    for page in ["index.html", "gate/index.html", "setup/index.html"] {
        let file = pages.join(page);
        if !file.exists() {
            std::fs::create_dir_all(file.parent().unwrap_or(pages))?;
            std::fs::write(&file, NOT_BUILT)?;
            // Older than any source, so that nobody takes it for a build.
            std::fs::File::options().write(true).open(&file)?.set_modified(std::time::SystemTime::UNIX_EPOCH)?;
        }
    }
    Ok(())
}
