//! Calls into sled: a panic, `Corruption` or `ReportableBug` is damage of the state; a full disk, a lock, rights and
//! other I/O never are (store.md, using sled 4: a first version threw a good state away).

use crate::error::VaultError;
use std::{
    io::ErrorKind,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Why sled did not answer.
#[derive(Debug)]
pub(crate) enum Fault {
    /// Set the state aside and rebuild.
    Damaged(String),
    /// The machine or another process; the state is good.
    Refused(VaultError),
}

impl From<VaultError> for Fault {
    fn from(error: VaultError) -> Fault {
        Fault::Refused(error)
    }
}

impl From<Fault> for VaultError {
    fn from(fault: Fault) -> VaultError {
        match fault {
            Fault::Damaged(what) => VaultError::state(what),
            Fault::Refused(error) => error,
        }
    }
}

/// Runs a call into sled.
pub(crate) fn guarded<T>(call: impl FnOnce() -> sled::Result<T>) -> Result<T, Fault> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(fault(error)),
        Err(_) => Err(Fault::Damaged("reading the state failed".to_owned())),
    }
}

pub(crate) fn fault(error: sled::Error) -> Fault {
    match error {
        sled::Error::Io(error) if is_content(&error) => {
            Fault::Damaged("the state's files end early or are not its own".to_owned())
        }
        sled::Error::Io(error) => Fault::Refused(VaultError::io("using the state", error)),
        sled::Error::Corruption { .. } => Fault::Damaged("the state's content is corrupt".to_owned()),
        sled::Error::ReportableBug(_) | sled::Error::CollectionNotFound(_) | sled::Error::Unsupported(_) => {
            Fault::Damaged("the state is inconsistent".to_owned())
        }
    }
}

/// sled reports some bad content as I/O errors of its own making; those that the system made carry another kind.
fn is_content(error: &std::io::Error) -> bool {
    let kind = error.kind();
    if kind == ErrorKind::Other {
        return error.raw_os_error().is_none() && !error.to_string().contains("lock");
    }
    [ErrorKind::UnexpectedEof, ErrorKind::InvalidData, ErrorKind::InvalidInput, ErrorKind::NotFound].contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn the_machines_errors_are_not_damage() {
        for kind in [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::WouldBlock, ErrorKind::OutOfMemory]
        {
            let fault = fault(sled::Error::Io(io::Error::new(kind, "said by the system")));
            assert!(matches!(fault, Fault::Refused(_)), "{kind:?}");
        }
        let busy = io::Error::other("could not acquire lock on \"db\"");
        assert!(matches!(fault(sled::Error::Io(busy)), Fault::Refused(_)));
        assert!(matches!(fault(sled::Error::Io(io::Error::from_raw_os_error(5))), Fault::Refused(_)));
    }

    #[test]
    fn bad_content_and_panics_are_damage() {
        assert!(matches!(fault(sled::Error::ReportableBug(String::new())), Fault::Damaged(_)));
        assert!(matches!(fault(sled::Error::Io(ErrorKind::UnexpectedEof.into())), Fault::Damaged(_)));
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let caught = guarded::<()>(|| panic!("inside sled"));
        std::panic::set_hook(hook);
        assert!(matches!(caught, Err(Fault::Damaged(_))));
    }
}
