//! Prepares what `tauri::generate_context!` embeds: the pages of `ui/dist` and the permissions of the commands.
// A build script talks to cargo on its standard output.
#![allow(clippy::print_stdout)]

use std::path::Path;

/// Every command of the two pages. A test compares it with the table of `wire` and with the capabilities.
const COMMANDS: &[&str] =
    &["describe_gate", "unlock", "describe_session", "find_patients", "show_patient", "keep_awake", "lock_desk"];

const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\"><title>Claimkeep</title>\n\
    <p>The pages are not built. Run <code>npm ci && npm run build</code> in <code>ui</code>, then build again.</p></html>\n";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pages = Path::new("../ui/dist");
    println!("cargo:rerun-if-changed={}", pages.display());
    keep_pages(pages)?;
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}

/// A clean clone has no `ui/dist` (npm makes it): a page that says so stands in, so that cargo can check and test.
fn keep_pages(pages: &Path) -> std::io::Result<()> {
    for page in ["index.html", "gate/index.html"] {
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
