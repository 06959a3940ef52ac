//! Passphrases and the recovery key: from a file's first line or the terminal, never from an argument, wiped after use.

use crate::files;
use billing::{BillingError, ErrorCode, Result};
use std::io::{IsTerminal, Read};
use std::path::Path;
use vault::{Passphrase, RecoveryCode};
use zeroize::Zeroizing;

/// A passphrase file is short; no more of it is read.
const FILE_MOST: usize = 64 << 10;

/// The passphrase of a person, from the file or the terminal.
///
/// # Errors
/// `bad_usage` without file and terminal, or for a file that is not there.
pub fn passphrase(file: Option<&Path>, who: &str) -> Result<Passphrase> {
    match file {
        Some(file) => Ok(Passphrase::new(first_line(file)?.as_str())),
        None => Ok(Passphrase::new(typed(&format!("Passphrase of {who}: "))?.as_str())),
    }
}

/// A new passphrase, typed twice where it is typed.
///
/// # Errors
/// As [`passphrase`]; `bad_usage` where the two differ.
pub fn new_passphrase(file: Option<&Path>, who: &str) -> Result<Passphrase> {
    if file.is_some() {
        return passphrase(file, who);
    }
    let first = typed(&format!("New passphrase of {who}: "))?;
    let again = typed("The same once more: ")?;
    if *first != *again {
        return Err(BillingError::new(
            ErrorCode::BadUsage,
            "the two passphrases differ",
            "run the command again; nothing was changed",
        ));
    }
    Ok(Passphrase::new(first.as_str()))
}

/// The recovery key in a file.
///
/// # Errors
/// `bad_usage` for a file that is not there, `wrong_passphrase` for one that holds no whole recovery key.
pub fn recovery(file: &Path) -> Result<RecoveryCode> {
    let bytes = start_of(file)?;
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    let found = text.lines().find_map(RecoveryCode::from_text);
    found.ok_or_else(|| {
        let message = format!("{} holds no recovery key", files::shown(file));
        BillingError::new(
            ErrorCode::WrongPassphrase,
            message,
            "name the file that init wrote, or copy the printed key anew",
        )
        .in_file(files::shown(file))
    })
}

/// The name of the person, asked for where there is a terminal.
///
/// # Errors
/// `bad_usage` without a terminal.
pub fn user_name() -> Result<String> {
    let nobody = || BillingError::new(ErrorCode::BadUsage, "no user is named", "name one with --user NAME");
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        return Err(nobody());
    }
    let mut err = std::io::stderr().lock();
    let _ = std::io::Write::write_all(&mut err, b"User: ");
    drop(err);
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(|_| nobody())?;
    let name = line.trim();
    if name.is_empty() { Err(nobody()) } else { Ok(name.to_owned()) }
}

fn start_of(file: &Path) -> Result<Zeroizing<Vec<u8>>> {
    let mut opened = files::open(file)?;
    // One buffer of full size: growing would leave copies behind.
    let mut bytes = Zeroizing::new(vec![0_u8; FILE_MOST]);
    let mut length = 0;
    while let Some(rest) = bytes.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match opened.read(rest).map_err(|error| files::refused("reading", file, &error))? {
            0 => break,
            count => length += count,
        }
    }
    bytes.truncate(length);
    Ok(bytes)
}

fn first_line(file: &Path) -> Result<Zeroizing<String>> {
    let bytes = start_of(file)?;
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let text = std::str::from_utf8(line).map_err(|_| {
        let message = format!("the first line of {} is not text in UTF-8", files::shown(file));
        BillingError::new(ErrorCode::BadUsage, message, "write the passphrase into its first line")
            .in_file(files::shown(file))
    })?;
    Ok(Zeroizing::new(text.to_owned()))
}

fn typed(prompt: &str) -> Result<Zeroizing<String>> {
    remember_terminal();
    let answer = rpassword::prompt_password(prompt);
    answer.map(Zeroizing::new).map_err(|_| {
        let remedy = "name the file that holds it: --passphrase-file FILE (or the option of this command that ends in -passphrase-file)";
        BillingError::new(ErrorCode::BadUsage, "a passphrase is needed, and there is no terminal to ask for it", remedy)
    })
}

#[cfg(unix)]
static TERMINAL: std::sync::Mutex<Option<rustix::termios::Termios>> = std::sync::Mutex::new(None);

#[cfg(unix)]
fn remember_terminal() {
    let settings = std::fs::File::open("/dev/tty").ok().and_then(|tty| rustix::termios::tcgetattr(tty).ok());
    if let Ok(mut known) = TERMINAL.lock() {
        *known = settings;
    }
}

/// Ends the silence of a passphrase prompt that Ctrl-C cuts short.
#[cfg(unix)]
pub fn show_typing_again() {
    let Ok(known) = TERMINAL.lock() else { return };
    if let (Some(settings), Ok(tty)) = (known.as_ref(), std::fs::File::open("/dev/tty")) {
        let _ = rustix::termios::tcsetattr(tty, rustix::termios::OptionalActions::Now, settings);
    }
}

#[cfg(not(unix))]
fn remember_terminal() {}

/// Ends the silence of a passphrase prompt that Ctrl-C cuts short.
#[cfg(not(unix))]
pub fn show_typing_again() {}
