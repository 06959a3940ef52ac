//! The store's folder, from outside (the gate) and from inside (an unlocked practice).

use crate::session::held;
use billing::{ClaimQueue, QueueFilter, QueueIndex};
use codes::CodeBook;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};
use vault::keys::{KeyError, MemberState, VaultFile};
use vault::{Passphrase, UnlockOptions, Vault, VaultError};
use wire::{ErrorCode, GateState, GateUser, GateView};

pub use billing::Desk;
pub use vault::harden_process;

/// `vault.ck` is never larger; security.md 2 bounds its parts.
const KEY_FILE_MOST: u64 = 64 << 20;

/// How long a command line that holds the store may take to let go before the gate says so.
const PATIENCE: Duration = Duration::from_secs(2);

/// An unlocked practice. Dropping it zeroes the keys, closes the store and frees its lock.
pub struct Opened {
    vault: Vault,
    codes: CodeBook,
    queue: Mutex<Option<QueueIndex>>,
}

impl Opened {
    /// Sits down for one action, today.
    ///
    /// # Errors
    /// What the store refuses.
    pub fn desk(&self) -> billing::Result<Desk<'_>> {
        Desk::open(&self.vault, &self.codes, values::Timestamp::from_millis(now_ms()))
    }

    /// A look at the claim queue. What it has read is kept for the next one, and goes with the keys.
    ///
    /// # Errors
    /// What the desk refuses.
    pub fn look_at_queue(&self, filter: &QueueFilter) -> billing::Result<ClaimQueue> {
        billing::look_at_queue(&self.desk()?, filter, &mut held(&self.queue))
    }
}

/// Unlocks the store.
///
/// # Errors
/// The code of what went wrong; `bad_value` for bytes that are no text.
pub fn unlock(folder: &Path, user: &str, passphrase: &[u8]) -> Result<Opened, ErrorCode> {
    let passphrase = Passphrase::new(std::str::from_utf8(passphrase).map_err(|_| ErrorCode::BadValue)?);
    let now = vault::Timestamp(now_ms());
    let options = UnlockOptions { wait: PATIENCE, runs: records::RUNS, ..UnlockOptions::new(now) };
    let vault = Vault::unlock(folder, user, &passphrase, &options).map_err(code_of)?;
    Ok(Opened { vault, codes: CodeBook::shipped(), queue: Mutex::default() })
}

/// The code of what the store says.
pub fn code_of(error: VaultError) -> ErrorCode {
    billing::BillingError::from(error).code.into()
}

/// What the gate shows of a folder: all that can be read without a key.
pub fn describe(folder: &Path) -> GateView {
    let roster = read_roster(folder);
    let state = roster.as_ref().err().copied().unwrap_or(GateState::Ready);
    let passphrases = demo_passphrases(folder);
    let mut users = roster.unwrap_or_default();
    for user in &mut users {
        user.demo_passphrase = passphrases.get(&user.name).cloned();
    }
    GateView {
        state,
        store_folder: folder.display().to_string(),
        practice_name: None,
        is_demo: users.iter().any(|user| user.demo_passphrase.is_some()),
        users,
        last_user: None,
        wait_seconds: 0,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// The people who may unlock, out of `vault.ck`, or why they cannot be told.
fn read_roster(folder: &Path) -> Result<Vec<GateUser>, GateState> {
    let file = ["vault.ck", "vault.ck.new"].map(|name| folder.join(name)).into_iter().find(|file| file.is_file());
    let Some(file) = file else { return Err(state_without_key_file(folder)) };
    let size = std::fs::metadata(&file).map_err(|_| GateState::Io)?.len();
    if size > KEY_FILE_MOST {
        return Err(GateState::Damaged);
    }
    let bytes = std::fs::read(&file).map_err(|_| GateState::Io)?;
    let parsed = VaultFile::parse(&bytes).map_err(|error| state_of(&error))?;
    let active = parsed.roster().members().filter(|member| member.state == MemberState::Active);
    Ok(active.map(gate_user).collect())
}

/// A folder with a journal or a state and no `vault.ck` is damaged, not empty (security.md 2).
fn state_without_key_file(folder: &Path) -> GateState {
    let has = |name: &str| folder.join(name).exists();
    match std::fs::read_dir(folder) {
        _ if has("journal") || has("state") => GateState::Damaged,
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => GateState::Io,
        Ok(_) | Err(_) => GateState::NoStore,
    }
}

fn state_of(error: &KeyError) -> GateState {
    if matches!(error, KeyError::NewerStore) { GateState::NewerStore } else { GateState::Damaged }
}

fn gate_user(member: &vault::Member) -> GateUser {
    GateUser {
        name: member.name.clone(),
        initials: initials(&member.name),
        role: member.role.into(),
        demo_passphrase: None,
    }
}

/// The first letters of the first and the last word of a name.
pub fn initials(name: &str) -> String {
    let mut words = name.split(|letter: char| !letter.is_alphanumeric()).filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// The public passphrases of a demo practice: `demo.json` in the store's folder or beside it, as `claimkeep demo` tells them.
/// A file that names another store does not count.
fn demo_passphrases(folder: &Path) -> HashMap<String, String> {
    let beside = folder.parent().map(Path::to_owned);
    let found = [Some(folder.to_owned()), beside]
        .into_iter()
        .flatten()
        .find_map(|place| read_demo(&place.join("demo.json"), folder));
    found.unwrap_or_default()
}

fn read_demo(file: &Path, folder: &Path) -> Option<HashMap<String, String>> {
    let value: serde_json::Value = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
    let named = value.get("store").and_then(|store| store.as_str()).map(PathBuf::from);
    let is_ours = named.is_none_or(|named| std::fs::canonicalize(named).ok() == std::fs::canonicalize(folder).ok());
    let users = value.get("users").unwrap_or(&value).as_array().filter(|_| is_ours)?;
    let word = |user: &serde_json::Value, key: &str| user.get(key)?.as_str().map(str::to_owned);
    Some(users.iter().filter_map(|user| Some((word(user, "name")?, word(user, "passphrase")?))).collect())
}

/// The platform's place for the practice, the same as the command line's.
pub fn default_folder() -> Option<PathBuf> {
    let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let data = if cfg!(windows) {
        from("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        from("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        from("XDG_DATA_HOME")
            .filter(|folder| folder.is_absolute())
            .or_else(|| from("HOME").map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("claimkeep").join("practice"))
}

/// The practice in a folder that the person chose: the folder itself, or the one below it that the program makes.
pub fn practice_in(folder: &Path) -> PathBuf {
    let below = folder.join("practice");
    let has_store = |folder: &Path| folder.join("vault.ck").is_file() || folder.join("journal").is_dir();
    let is_empty = std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    if has_store(folder) || (is_empty && !has_store(&below)) { folder.to_owned() } else { below }
}

/// Makes a folder that only its owner may read, with its parents.
pub fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The machine's time zone by its IANA name; `UTC` where it has none.
pub fn machine_zone() -> String {
    let zone = jiff::tz::TimeZone::system();
    let name = zone.iana_name().unwrap_or("UTC");
    values::TimeZone::parse(name).map_or_else(|_| "UTC".to_owned(), |zone| zone.name().to_owned())
}

/// Milliseconds since 1970.
pub fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_two_letters_at_most() {
        for (name, letters) in
            [("Mira Okafor", "MO"), ("dana", "D"), ("Ana-Maria de la Cruz", "AC"), ("Øyvind", "Ø"), ("", "")]
        {
            assert_eq!(initials(name), letters);
        }
    }

    #[test]
    fn a_folder_is_told_apart_as_absent_or_damaged() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(describe(&folder.path().join("none")).state, GateState::NoStore);
        assert_eq!(describe(folder.path()).state, GateState::NoStore);
        std::fs::create_dir(folder.path().join("journal")).unwrap();
        assert_eq!(describe(folder.path()).state, GateState::Damaged);
        std::fs::write(folder.path().join("vault.ck"), b"not a vault").unwrap();
        let view = describe(folder.path());
        assert_eq!(view.state, GateState::Damaged);
        assert!(view.users.is_empty() && !view.is_demo);
    }

    #[test]
    fn demo_passphrases_count_only_for_their_own_store() {
        let top = tempfile::tempdir().unwrap();
        let store = top.path().join("practice");
        std::fs::create_dir(&store).unwrap();
        let users = r#"[{"name": "Mira", "role": "biller", "passphrase": "five words"}]"#;
        std::fs::write(top.path().join("demo.json"), users).unwrap();
        assert_eq!(demo_passphrases(&store).get("Mira").map(String::as_str), Some("five words"));
        let named = |other: &Path| serde_json::json!({ "store": other, "users": serde_json::from_str::<serde_json::Value>(users).unwrap() });
        std::fs::write(top.path().join("demo.json"), named(&store).to_string()).unwrap();
        assert_eq!(demo_passphrases(&store).len(), 1);
        std::fs::write(top.path().join("demo.json"), named(top.path()).to_string()).unwrap();
        assert!(demo_passphrases(&store).is_empty());
    }
}
