//! Running other programs, with the command line shown and failures told in words.

use anyhow::{Context, Result, bail};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A program to run, built step by step.
pub struct Run {
    command: Command,
    shown: String,
    quiet: bool,
}

/// Begins a command; it runs at the project's root with no standard input unless told otherwise.
pub fn run(program: impl AsRef<OsStr>) -> Run {
    let program = program.as_ref();
    let mut command = Command::new(program);
    command.current_dir(crate::project::root()).stdin(Stdio::null());
    command.env("PATH", search_path());
    let shown = Path::new(program).file_name().unwrap_or(program).to_string_lossy().into_owned();
    Run { command, shown, quiet: false }
}

impl Run {
    /// Adds arguments.
    pub fn args<I, S>(mut self, arguments: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        for argument in arguments {
            self.shown.push(' ');
            self.shown.push_str(&argument.as_ref().to_string_lossy());
            self.command.arg(argument);
        }
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs in another folder.
    pub fn dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Does not show the command line.
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    fn show(&self) {
        if !self.quiet {
            println!("$ {}", self.shown);
        }
    }

    /// Runs to the end; anything but exit code 0 is an error.
    pub fn done(mut self) -> Result<()> {
        self.show();
        let status = self.command.status().with_context(|| format!("cannot start `{}`", self.shown))?;
        if !status.success() {
            bail!("`{}` ended with {status}", self.shown);
        }
        Ok(())
    }

    /// Runs to the end and gives standard output; the exit code must be one of `accepted`.
    pub fn output(mut self, accepted: &[i32]) -> Result<String> {
        self.show();
        let output = self.command.output().with_context(|| format!("cannot start `{}`", self.shown))?;
        if !output.status.code().is_some_and(|code| accepted.contains(&code)) {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("`{}` ended with {}: {}", self.shown, output.status, said.trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Whether it ran and ended well; its output is dropped.
    pub fn succeeds(mut self) -> bool {
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        self.command.status().is_ok_and(|status| status.success())
    }

    /// Starts it and lets it run beside us; it ends with the value.
    pub fn start(mut self, stdout: Stdio) -> Result<Running> {
        self.show();
        let child = self.command.stdout(stdout).spawn().with_context(|| format!("cannot start `{}`", self.shown))?;
        Ok(Running(child))
    }
}

/// A program running beside us, ended when dropped.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing more to do about either failure.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `PATH` with our own tools and cargo's in front.
fn search_path() -> OsString {
    let mut folders = vec![crate::project::tools().join("bin")];
    folders.extend(std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo").join("bin")));
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&inherited));
    std::env::join_paths(folders).unwrap_or(inherited)
}

/// Where a program is found, our own tools first.
pub fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&search_path()).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Cargo itself: the one that runs us.
pub fn cargo() -> Run {
    run(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
