//! What the process ends with (cli.md "Exit codes"), and the error codes that lead there.

use billing::ErrorCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All was done.
    Done,
    /// The command's own "no".
    No,
    /// Bad usage.
    Usage,
    /// Bad input file.
    Input,
    /// No store, locked, wrong passphrase, not permitted.
    Locked,
    /// In use by another process.
    InUse,
    /// Damaged or newer.
    Damaged,
    /// The machine refused; a fault of the program itself ends here, too.
    Machine,
    /// Stopped by Ctrl-C.
    Stopped,
}

impl Exit {
    /// The number for the shell.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::No => 1,
            Exit::Usage => 2,
            Exit::Input => 3,
            Exit::Locked => 4,
            Exit::InUse => 5,
            Exit::Damaged => 6,
            Exit::Machine => 7,
            Exit::Stopped => 130,
        }
    }

    /// The command's own "no" where something was held back.
    #[must_use]
    pub const fn no_if(held_back: bool) -> Exit {
        if held_back { Exit::No } else { Exit::Done }
    }

    /// Where an error leads. A record that is not there is the command's own "no".
    #[must_use]
    pub const fn of(code: ErrorCode) -> Exit {
        match code {
            ErrorCode::NotFound | ErrorCode::NotAllowed => Exit::No,
            ErrorCode::BadUsage => Exit::Usage,
            ErrorCode::NotX12
            | ErrorCode::UnsupportedVersion
            | ErrorCode::BadSegment
            | ErrorCode::BadCount
            | ErrorCode::BadValue
            | ErrorCode::BadCsv => Exit::Input,
            ErrorCode::NoStore
            | ErrorCode::WrongPassphrase
            | ErrorCode::NotPermitted
            | ErrorCode::SecondPersonNeeded => Exit::Locked,
            ErrorCode::InUse => Exit::InUse,
            ErrorCode::Damaged | ErrorCode::NewerStore => Exit::Damaged,
            ErrorCode::DiskFull | ErrorCode::ReadOnly | ErrorCode::Io => Exit::Machine,
            ErrorCode::Cancelled => Exit::Stopped,
        }
    }
}
