//! What the program is started with: `claimkeep-desktop [--store DIR] [--idle-lock SECONDS]`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// The longest idle time that can be set.
const IDLE_MOST: u64 = 15 * 60;

/// Where the store is and when the desk locks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arguments {
    /// Folder of the store.
    pub store: PathBuf,
    /// Idle time until the desk locks; without it each person's own preference.
    pub idle_lock: Option<Duration>,
}

impl Arguments {
    /// Reads the command line; `from_environment` is `CLAIMKEEP_STORE`.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what is right.
    pub fn parse(
        words: impl Iterator<Item = OsString>,
        from_environment: Option<OsString>,
    ) -> Result<Arguments, String> {
        let mut store = from_environment.filter(|folder| !folder.is_empty()).map(PathBuf::from);
        let mut idle_lock = None;
        let mut words = words;
        while let Some(word) = words.next() {
            match word.to_str() {
                Some("--store") => store = Some(words.next().ok_or("--store needs a folder")?.into()),
                Some("--idle-lock") => idle_lock = Some(parse_idle(words.next())?),
                Some(_) | None => return Err("usage: claimkeep-desktop [--store DIR] [--idle-lock SECONDS]".to_owned()),
            }
        }
        let store =
            store.or_else(crate::store::default_folder).ok_or("no home folder: name the store with --store DIR")?;
        Ok(Arguments { store, idle_lock })
    }
}

fn parse_idle(word: Option<OsString>) -> Result<Duration, String> {
    word.as_ref()
        .and_then(|word| word.to_str())
        .and_then(|word| word.parse().ok())
        .filter(|seconds| (1..=IDLE_MOST).contains(seconds))
        .map(Duration::from_secs)
        .ok_or_else(|| format!("--idle-lock takes seconds, 1 to {IDLE_MOST}"))
}

/// Says why the program does not start.
// There is no window yet to say it in.
#[allow(clippy::print_stderr)]
pub fn refuse(problem: &str) -> ExitCode {
    eprintln!("claimkeep-desktop: {problem}");
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str], environment: Option<&str>) -> Result<Arguments, String> {
        Arguments::parse(words.iter().map(OsString::from), environment.map(OsString::from))
    }

    #[test]
    fn the_argument_wins_over_the_environment() {
        assert_eq!(parse(&["--store", "/a"], Some("/b")).unwrap().store, PathBuf::from("/a"));
        assert_eq!(parse(&[], Some("/b")).unwrap().store, PathBuf::from("/b"));
    }

    #[test]
    fn idle_time_has_bounds() {
        assert_eq!(parse(&["--idle-lock", "60"], Some("/b")).unwrap().idle_lock, Some(Duration::from_secs(60)));
        for bad in ["0", "901", "-1", "soon"] {
            assert!(parse(&["--idle-lock", bad], Some("/b")).is_err(), "{bad}");
        }
        assert!(parse(&["--idle-lock"], Some("/b")).is_err());
        assert!(parse(&["--nonsense"], Some("/b")).is_err());
    }
}
