//! `init`: a new store, whole or not at all.

use crate::exit::Exit;
use crate::files::{self, PendingFile};
use crate::grammar::{Init, Kdf};
use crate::page::Page;
use crate::progress::Watcher;
use crate::session::Context;
use crate::{clock, interrupt, secret};
use billing::{BillingError, CheckedPractice, ErrorCode, Result, check_practice, found_practice};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use vault::{KdfSetting, NewPerson, NewPractice, Passphrase, Vault};
use zeroize::Zeroizing;

#[derive(Serialize)]
struct Made<'a> {
    store: String,
    practice_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_key: Option<&'a str>,
}

const PAGE: Page = Page { fields: &["store", "practice_id", "recovery_key"], tables: &[] };

/// Makes the store.
///
/// # Errors
/// `bad_value` for the practice file or a weak passphrase, `bad_usage` for a folder that is not empty, what the machine
/// refuses. Then nothing was made.
pub fn run(args: &Init, context: &Context) -> Result<Exit> {
    let practice = files::read(&args.practice)?;
    let checked = check_practice(&practice, &clock::machine_zone())
        .map_err(|error| error.in_file(files::shown(&args.practice)))?;
    let store =
        std::path::absolute(context.store()?).map_err(|error| files::refused("naming", &args.practice, &error))?;
    let recovery_out = args.recovery_out.as_deref().map(new_file).transpose()?;
    let admin = secret::new_passphrase(args.admin_passphrase_file.as_deref(), &args.admin)?;
    let supervisor = secret::new_passphrase(args.supervisor_passphrase_file.as_deref(), &args.supervisor)?;
    interrupt::work_begins();
    let place = Place::look(store);
    let made =
        make(args, context, (&place.store, checked), [&admin, &supervisor]).and_then(|made| match recovery_out {
            Some(file) => file.finish(format!("{}\n", *made.recovery_key).as_bytes()).map(|()| made),
            None => Ok(made),
        });
    let made = made.inspect_err(|error| place.clear(error))?;
    let is_printed = args.recovery_out.is_none();
    let view = Made {
        store: files::shown(&place.store),
        practice_id: made.practice_id,
        recovery_key: is_printed.then_some(made.recovery_key.as_str()),
    };
    context.output.document(&view, &PAGE)?;
    if is_printed {
        context.output.remark("Print the recovery key and keep it away from this machine: it is not shown again.");
    }
    Ok(Exit::Done)
}

fn new_file(path: &Path) -> Result<PendingFile> {
    if path.exists() {
        let message = format!("{} is there already", files::shown(path));
        return Err(BillingError::new(ErrorCode::BadUsage, message, "name a new file for the recovery key")
            .in_file(files::shown(path)));
    }
    PendingFile::begin(path)
}

struct NewStore {
    practice_id: String,
    recovery_key: Zeroizing<String>,
}

fn make(
    args: &Init,
    context: &Context,
    (store, checked): (&Path, CheckedPractice),
    [admin, supervisor]: [&Passphrase; 2],
) -> Result<NewStore> {
    let watcher = Watcher::new(context.globals.progress);
    watcher.tell("making the store");
    let tell = |progress| watcher.unlocking(progress);
    let new = NewPractice {
        practice_name: checked.name(),
        administrator: NewPerson { name: &args.admin, passphrase: admin },
        supervisor: NewPerson { name: &args.supervisor, passphrase: supervisor },
        kdf: match args.kdf {
            Kdf::Default => KdfSetting::Default,
            Kdf::Floor => KdfSetting::Floor,
        },
        single_person: args.single_person,
    };
    let created = Vault::create(store, new, &context.options(&tell))?;
    found_practice(&created.vault, checked, clock::now())?;
    Ok(NewStore { practice_id: hex(&created.practice_id), recovery_key: created.recovery.to_text() })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The folder before the store was made, so that a half-made store goes and nothing else.
struct Place {
    store: PathBuf,
    was_there: bool,
    was_empty: bool,
}

impl Place {
    fn look(store: PathBuf) -> Place {
        let was_there = store.exists();
        let was_empty = fs::read_dir(&store).map_or(!was_there, |mut entries| entries.next().is_none());
        Place { store, was_there, was_empty }
    }

    /// Removes what was made; a folder that held something before is left as it is.
    fn clear(&self, error: &BillingError) {
        if !self.was_empty || error.code == ErrorCode::InUse {
            return;
        }
        let _ = fs::remove_dir_all(&self.store);
        if self.was_there {
            let _ = fs::create_dir(&self.store);
        }
    }
}
