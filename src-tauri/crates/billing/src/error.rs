//! Why an action was not taken: a code of cli.md's closed list, what, where, and how to fix it.

use records::RecordsError;
use thiserror::Error;
use values::Class;
use vault::VaultError;

/// The closed list of error codes (cli.md). Faces map them to exit codes and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// Wrong use of a command.
    BadUsage,
    /// No such record.
    NotFound,
    /// What is asked cannot be done to a record that stands as it does.
    NotAllowed,
    /// Not an X12 file.
    NotX12,
    /// An X12 version or transaction that is not read.
    UnsupportedVersion,
    /// A segment that cannot be read.
    BadSegment,
    /// A count or control number that does not fit.
    BadCount,
    /// A value that cannot be taken.
    BadValue,
    /// A CSV file that cannot be taken.
    BadCsv,
    /// No store there.
    NoStore,
    /// Wrong name or passphrase.
    WrongPassphrase,
    /// The role may not.
    NotPermitted,
    /// A second person must agree.
    SecondPersonNeeded,
    /// The store is open elsewhere.
    InUse,
    /// The store is damaged.
    Damaged,
    /// Written by a newer program.
    NewerStore,
    /// No room.
    DiskFull,
    /// The folder cannot be written.
    ReadOnly,
    /// The machine refused.
    Io,
    /// Stopped by the user.
    Cancelled,
}

impl ErrorCode {
    const ALL: [ErrorCode; 20] = [
        ErrorCode::BadUsage,
        ErrorCode::NotFound,
        ErrorCode::NotAllowed,
        ErrorCode::NotX12,
        ErrorCode::UnsupportedVersion,
        ErrorCode::BadSegment,
        ErrorCode::BadCount,
        ErrorCode::BadValue,
        ErrorCode::BadCsv,
        ErrorCode::NoStore,
        ErrorCode::WrongPassphrase,
        ErrorCode::NotPermitted,
        ErrorCode::SecondPersonNeeded,
        ErrorCode::InUse,
        ErrorCode::Damaged,
        ErrorCode::NewerStore,
        ErrorCode::DiskFull,
        ErrorCode::ReadOnly,
        ErrorCode::Io,
        ErrorCode::Cancelled,
    ];

    /// The code's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ErrorCode::BadUsage => "bad_usage",
            ErrorCode::NotFound => "not_found",
            ErrorCode::NotAllowed => "not_allowed",
            ErrorCode::NotX12 => "not_x12",
            ErrorCode::UnsupportedVersion => "unsupported_version",
            ErrorCode::BadSegment => "bad_segment",
            ErrorCode::BadCount => "bad_count",
            ErrorCode::BadValue => "bad_value",
            ErrorCode::BadCsv => "bad_csv",
            ErrorCode::NoStore => "no_store",
            ErrorCode::WrongPassphrase => "wrong_passphrase",
            ErrorCode::NotPermitted => "not_permitted",
            ErrorCode::SecondPersonNeeded => "second_person_needed",
            ErrorCode::InUse => "in_use",
            ErrorCode::Damaged => "damaged",
            ErrorCode::NewerStore => "newer_store",
            ErrorCode::DiskFull => "disk_full",
            ErrorCode::ReadOnly => "read_only",
            ErrorCode::Io => "io",
            ErrorCode::Cancelled => "cancelled",
        }
    }

    /// The code of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<ErrorCode> {
        ErrorCode::ALL.into_iter().find(|code| code.name() == name)
    }
}

/// An action that was not taken. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct BillingError {
    /// Code.
    pub code: ErrorCode,
    /// What is wrong and where, in a sentence.
    pub message: String,
    /// How to fix it.
    pub remedy: String,
    /// The file, where one is meant (its path as it was given).
    pub file: Option<String>,
    /// X12 segment, counted from ISA = 1, or CSV line.
    pub segment: Option<u32>,
    /// Element (`CLM02`) or CSV column.
    pub position: Option<String>,
}

impl BillingError {
    /// An error without a place in a file.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>, remedy: impl Into<String>) -> BillingError {
        BillingError { code, message: message.into(), remedy: remedy.into(), file: None, segment: None, position: None }
    }

    /// The same error with its place.
    #[must_use]
    pub fn at(mut self, segment: Option<u32>, position: Option<String>) -> BillingError {
        self.segment = segment;
        self.position = position;
        self
    }

    /// The same error with its file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> BillingError {
        self.file = Some(file.into());
        self
    }

    /// A record that is not there.
    #[must_use]
    pub fn not_found(what: &str) -> BillingError {
        BillingError::new(
            ErrorCode::NotFound,
            format!("{what} is not there"),
            "list the records and take an id from there",
        )
    }

    /// A class that the user does not hold.
    #[must_use]
    pub fn sealed(class: Class) -> BillingError {
        let message = format!("this needs the class {class}, which your role does not hold");
        BillingError::new(ErrorCode::NotPermitted, message, "ask someone whose role holds it")
    }
}

impl From<privacy::Denied> for BillingError {
    fn from(denied: privacy::Denied) -> Self {
        BillingError::new(ErrorCode::NotPermitted, format!("a {} may not do this", denied.role), denied.remedy)
    }
}

impl From<RecordsError> for BillingError {
    fn from(error: RecordsError) -> Self {
        let message = error.to_string();
        match error {
            RecordsError::Vault(vault) => vault.into(),
            RecordsError::NotFound { collection, record } => BillingError::not_found(&collection.display(record)),
            RecordsError::Sealed { class } => BillingError::sealed(class),
            RecordsError::Damaged { .. } => BillingError::new(
                ErrorCode::Damaged,
                message,
                "run `claimkeep verify`; the state is rebuilt when the store is next opened",
            ),
            RecordsError::Newer { .. } => {
                BillingError::new(ErrorCode::NewerStore, message, "install the newest version of Claimkeep")
            }
        }
    }
}

impl From<VaultError> for BillingError {
    fn from(error: VaultError) -> Self {
        let code = ErrorCode::from_name(error.code()).unwrap_or(ErrorCode::Io);
        let remedy = match code {
            ErrorCode::NoStore => {
                "make one with `claimkeep init` or `claimkeep demo`, or name another folder with --store"
            }
            ErrorCode::WrongPassphrase => {
                "check the user name and type the passphrase again; after several wrong ones there is a wait"
            }
            ErrorCode::NotPermitted => "ask a supervisor to approve the user, or use a user whose role may do this",
            ErrorCode::SecondPersonNeeded => "name the second person with --second-user and --second-passphrase-file",
            ErrorCode::InUse => "close the window or command that has it open, or wait for it with --wait SECONDS",
            ErrorCode::Damaged => "do not go on working in it; restore the newest backup into a new folder",
            ErrorCode::NewerStore => "install the newest version of Claimkeep",
            ErrorCode::DiskFull => "free space on the disk and try again; nothing was lost",
            ErrorCode::ReadOnly => "make the folder writable and try again",
            ErrorCode::Cancelled => "run the command again to go on; what was committed stays",
            ErrorCode::BadUsage => "see --help",
            ErrorCode::BadValue => "give another value",
            ErrorCode::NotFound
            | ErrorCode::NotAllowed
            | ErrorCode::NotX12
            | ErrorCode::UnsupportedVersion
            | ErrorCode::BadSegment
            | ErrorCode::BadCount
            | ErrorCode::BadCsv
            | ErrorCode::Io => "check the disk and the folder's rights, then try again",
        };
        BillingError::new(code, error.to_string(), remedy)
    }
}

/// What an action gives.
pub type Result<T> = std::result::Result<T, BillingError>;
